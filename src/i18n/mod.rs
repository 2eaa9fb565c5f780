//! Every word that a person reads, one file for each language. The words of a part that comes later are a struct of their
//! own, which comes with it.
//!
//! Terms are the BK-Repo console's own. Numbers, dates and plurals are the browser's, in `intl`.

mod en_us;
#[cfg(target_arch = "wasm32")]
pub mod intl;
mod ja;
#[cfg(target_arch = "wasm32")]
pub mod localizer;
mod words;
mod zh_cn;

pub use words::{Analysis, Dialogs, Failure, Plural, Words};

use crate::model::locale::Locale;

/// The words of a language.
pub const fn words(locale: Locale) -> &'static Words {
    match locale {
        Locale::ZhCn => &zh_cn::WORDS,
        Locale::EnUs => &en_us::WORDS,
        Locale::Ja => &ja::WORDS,
    }
}

/// The words of its dialogs.
pub const fn dialogs(locale: Locale) -> &'static Dialogs {
    match locale {
        Locale::ZhCn => &zh_cn::DIALOGS,
        Locale::EnUs => &en_us::DIALOGS,
        Locale::Ja => &ja::DIALOGS,
    }
}

/// The words of triage and trend.
pub const fn analysis(locale: Locale) -> &'static Analysis {
    match locale {
        Locale::ZhCn => &zh_cn::ANALYSIS,
        Locale::EnUs => &en_us::ANALYSIS,
        Locale::Ja => &ja::ANALYSIS,
    }
}

/// Puts values into the places `{0}`, `{1}` … of a sentence. A value is never looked into for further places.
pub fn fill(sentence: &str, values: &[&str]) -> String {
    let mut filled = String::with_capacity(sentence.len().saturating_add(32));
    let mut rest = sentence;
    while let Some((before, from)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((place, after)) = from.split_once('}') else { break };
        match place.parse::<usize>() {
            Ok(place) => filled.push_str(values.get(place).copied().unwrap_or_default()),
            // Braces of the sentence's own, as in a route.
            Err(_) => filled.extend(["{", place, "}"]),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_where_the_language_wants_them() {
        assert_eq!(fill("{0} of {1}", &["3", "7"]), "3 of 7");
        assert_eq!(fill("共 {1} 行，第 {0} 行", &["3", "7"]), "共 7 行，第 3 行");
        assert_eq!(fill("plain", &[]), "plain");
        assert_eq!(fill("{0} is at tasks/{key}", &["x"]), "x is at tasks/{key}");
    }

    #[test]
    fn a_value_is_never_taken_for_a_place() {
        assert_eq!(fill("{0} {1}", &["{1}", "x"]), "{1} x");
    }

    /// Every sentence of a language, by its debug form: `Words` has no list of its fields but its fields.
    fn sentences(locale: Locale) -> Vec<String> {
        let shown = format!("{:#?}\n{:#?}\n{:#?}", words(locale), dialogs(locale), analysis(locale));
        shown.lines().filter_map(|line| line.split_once(": \"")).map(|(_, text)| text.to_owned()).collect()
    }

    #[test]
    fn no_language_lacks_a_word() {
        let english = sentences(Locale::EnUs);
        for locale in Locale::ALL {
            let these = sentences(locale);
            assert_eq!(these.len(), english.len());
            assert!(these.iter().all(|text| !text.trim_end_matches([',', '"']).is_empty()), "{locale:?}");
        }
    }

    #[test]
    fn every_language_puts_the_same_values_into_a_sentence() {
        let places = |text: &String| {
            let mut places: Vec<char> = text.split('{').skip(1).filter_map(|behind| behind.chars().next()).collect();
            places.sort_unstable();
            places.dedup();
            places
        };
        for locale in Locale::ALL {
            for (english, here) in sentences(Locale::EnUs).iter().zip(&sentences(locale)) {
                assert_eq!(places(english), places(here), "{english} / {here}");
            }
        }
    }
}
