//! The words of the languages as chunks: a visit shows one language, so it loads the words of that one only.
//!
//! `boot.js` fetches the chunk while the wasm is loading, so that it does not take another round trip.

use std::cell::Cell;
use std::hint::black_box;

use wasm_bindgen::throw_str;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::{SHARED, Words, en_us, ja, zh_cn};
use crate::model::locale::Locale;

thread_local! {
    static WORDS: Cell<Option<&'static Words>> = const { Cell::new(None) };
    /// The language of the latest call of [`load`].
    static WANTED: Cell<Locale> = const { Cell::new(Locale::ZhCn) };
}

/// The words of the language that is shown, the last one that was loaded. The app is mounted after the first.
pub fn words(_: Locale) -> &'static Words {
    WORDS.get().unwrap_or_else(|| throw_str("no words are loaded"))
}

/// Loads the words of a language. Returns whether they are shown: not if the chunk could not be loaded, or if another
/// language was chosen in the meantime.
pub async fn load(locale: Locale) -> bool {
    black_box(&SHARED);
    WANTED.set(locale);
    let words = match locale {
        Locale::ZhCn => zh().await,
        Locale::EnUs => en().await,
        Locale::Ja => ja().await,
    };
    let words = words.ok().filter(|_| WANTED.get() == locale);
    if words.is_some() {
        WORDS.set(words);
    }
    words.is_some()
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
