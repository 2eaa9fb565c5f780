//! The words of the page: used and documented keys, punctuation of Chinese and Japanese, no sentences in code.

use std::path::Path;

use super::{read, root};

/// The folders of the texts of lazily loaded code.
const FOLDERS: [&str; 10] =
    ["analysis", "changes", "dialogs", "files", "hints", "home", "notices", "plans", "report", "statistics"];

/// The files that declare the keys of the texts.
fn key_files() -> impl Iterator<Item = String> {
    let folders = FOLDERS.into_iter().map(|folder| format!("src/i18n/{folder}/mod.rs"));
    std::iter::once("src/i18n/words.rs".to_owned()).chain(folders)
}

/// Texts that are not in `src/i18n`, because they are shown before or without the app.
const ELSEWHERE: [&str; 3] = ["src/shell/boot.js", "index.html", "embed/replica-log.js"];

/// The names in code of the structs of texts, and the calls that return them.
const TEXTS: [&str; 7] = ["words", "terms", "dialogs", "hints", "home", "texts", "()"];

/// The content of a string literal: the text up to the quote that is not escaped.
fn literals(source: &str) -> Vec<&str> {
    source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .collect()
}

/// The paths of all Rust files below a folder, without `src/i18n`.
fn sources(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read_all = |path: std::path::PathBuf| match path.is_dir() {
        true => sources(&path),
        false if path.extension().is_some_and(|extension| extension == "rs") => {
            vec![std::fs::read_to_string(path).unwrap()]
        }
        false => Vec::new(),
    };
    entries.filter(|path| !path.ends_with("src/i18n")).flat_map(read_all).collect()
}

/// The code of the views, and the localizer, which has words as well.
fn code() -> String {
    sources(&root().join("src")).join("\n") + &read("src/i18n/localizer.rs")
}

/// The keys of a file, each with the line before it.
fn keys(source: &str) -> Vec<(&str, &str)> {
    let lines = source.lines().zip(source.lines().skip(1));
    lines.filter_map(|(before, line)| Some((line.strip_prefix("    pub ")?.split_once(':')?.0, before))).collect()
}

const fn is_east_asian(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// The characters of a text in pairs, each with its next neighbour.
fn pairs(text: &str) -> impl Iterator<Item = (char, char)> {
    text.chars().zip(text.chars().skip(1))
}

/// The texts in Chinese and Japanese, wherever they are, and whether each is Japanese.
fn east_asian_texts() -> Vec<(String, bool)> {
    let folders = ["src/i18n".to_owned()].into_iter().chain(FOLDERS.map(|folder| format!("src/i18n/{folder}")));
    let files = folders.flat_map(|folder| ["zh_cn.rs", "ja.rs"].map(|name| format!("{folder}/{name}")));
    let files = files.chain(ELSEWHERE.map(str::to_owned));
    let texts = files.flat_map(|file| {
        let source = read(&file);
        let texts = if file.ends_with(".html") { source.split(['<', '>']).collect() } else { literals(&source) };
        let is_kana = |character| matches!(character, '\u{3040}'..='\u{30ff}');
        let is_japanese = |text: &str| file.ends_with("/ja.rs") || text.chars().any(is_kana);
        texts.into_iter().map(|text| (text.to_owned(), is_japanese(text))).collect::<Vec<_>>()
    });
    texts.filter(|(text, _)| text.chars().any(is_east_asian)).collect()
}

#[test]
fn every_text_is_used() {
    let code = code();
    for file in key_files() {
        for (key, _) in keys(&read(&file)) {
            let used = |text: &str| code.contains(&format!("{text}.{key}"));
            let is_part = ["one", "other", "headline", "next"].contains(&key);
            assert!(is_part || TEXTS.into_iter().any(used), "{file}: {key} is not used");
        }
    }
}

#[test]
fn every_text_has_a_note_for_translators() {
    for file in key_files() {
        for (key, before) in keys(&read(&file)) {
            assert!(before.trim_start().starts_with("///"), "{file}: {key} has no note");
        }
    }
}

#[test]
fn punctuation_in_chinese_and_japanese_is_full_width() {
    let is_half = |character| ",.:;?!()".contains(character);
    for (text, _) in east_asian_texts() {
        // A placeholder can be followed by any language, so it counts as one.
        let joins = |character| is_east_asian(character) || "{}”“」「".contains(character);
        let compact = text.replace(' ', "");
        let found =
            pairs(&compact).find(|(one, other)| is_half(*one) && joins(*other) || joins(*one) && is_half(*other));
        assert_eq!(found, None, "{text}");
    }
}

#[test]
fn latin_words_are_set_off_by_blanks_in_chinese_and_not_in_japanese() {
    let meet = |one: char, other: char| {
        is_east_asian(one) && other.is_ascii_alphanumeric() || one.is_ascii_alphanumeric() && is_east_asian(other)
    };
    for (text, is_japanese) in east_asian_texts() {
        let characters: Vec<char> = text.chars().collect();
        let is_wrong = if is_japanese {
            characters.windows(3).any(|three| three[1] == ' ' && meet(three[0], three[2]))
        } else {
            pairs(&text).any(|(one, other)| meet(one, other))
        };
        assert!(!is_wrong, "{text}");
    }
}

#[test]
fn sentences_are_not_put_together_in_code() {
    for source in ["src/components", "src/pages", "src/query", "src/settings"]
        .map(|folder| sources(&root().join(folder)))
        .concat()
    {
        for call in source.split("format!(").skip(1).chain(source.split("push_str(").skip(1)) {
            let end = call.char_indices().scan(1, |depth, (at, character)| {
                *depth += match character {
                    '(' => 1,
                    ')' => -1,
                    _ => 0,
                };
                Some((at, *depth))
            });
            let end = end.into_iter().find(|(_, depth)| *depth == 0).map_or(call.len(), |(at, _)| at);
            let call = call.get(..end).unwrap_or(call);
            let is_word = |text: &str| call.contains(&format!("{text}.")) && !call.contains("fill(");
            assert!(!TEXTS.into_iter().any(is_word), "use `fill`: {call}");
            let literal = call.strip_prefix('"').and_then(|rest| rest.split('"').next()).unwrap_or_default();
            // Selectors of style sheets have commas as well.
            let is_prose = !literal.contains('[') && [": ", ", ", ". "].into_iter().any(|mark| literal.contains(mark));
            assert!(!is_prose, "use `labelled`, `list_separator` or `sentences`: {call}");
        }
    }
}
