//! The words of the languages as chunks: a visit shows one language, so it loads the words of that one only.
//!
//! `boot.js`, or the npm package, fetches the chunk while the wasm is loading, so that it does not take another round
//! trip.

use std::cell::Cell;
use std::hint::black_box;

use wasm_bindgen::throw_str;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::{SHARED, Words, en_us, ja, zh_cn};
use crate::model::locale::Locale;

thread_local! {
    /// The loaded words, by the number of the language: the apps of a host page can have different languages.
    static WORDS: Cell<[Option<&'static Words>; 3]> = const { Cell::new([None; 3]) };
}

/// The words of a language. A language is shown once its words are loaded.
pub fn words(locale: Locale) -> &'static Words {
    let loaded = WORDS.get().get(locale as usize).copied().flatten();
    loaded.unwrap_or_else(|| throw_str("no words are loaded"))
}

/// Loads the words of a language. Returns whether they are loaded.
pub async fn load(locale: Locale) -> bool {
    black_box(&SHARED);
    let words = match locale {
        Locale::ZhCn => zh().await,
        Locale::EnUs => en().await,
        Locale::Ja => ja().await,
    };
    let mut loaded = WORDS.get();
    if let (Ok(words), Some(slot)) = (&words, loaded.get_mut(locale as usize)) {
        *slot = Some(words);
        WORDS.set(loaded);
    }
    words.is_ok()
}

// The chunks are named after the languages of `boot.js`.

#[wasm_split(words_zh, fallible)]
fn zh() -> Result<&'static Words, SplitLoaderError> {
    Ok(&zh_cn::WORDS)
}

#[wasm_split(words_en, fallible)]
fn en() -> Result<&'static Words, SplitLoaderError> {
    Ok(&en_us::WORDS)
}

#[wasm_split(words_ja, fallible)]
fn ja() -> Result<&'static Words, SplitLoaderError> {
    Ok(&ja::WORDS)
}
