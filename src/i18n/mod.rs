//! All texts of the user interface, one file per language. The texts of lazily loaded code are separate structs, so that
//! they are loaded with that code.
//!
//! The terms are those of the BK-Repo console. Numbers, dates and plurals are formatted by the browser: see `intl`.

mod analysis;
mod changes;
mod dialogs;
mod en_us;
mod files;
mod hints;
mod home;
#[cfg(target_arch = "wasm32")]
pub mod intl;
mod ja;
#[cfg(all(feature = "split", target_arch = "wasm32"))]
mod loaded_words;
#[cfg(target_arch = "wasm32")]
pub mod localizer;
mod notices;
mod plans;
mod report;
mod statistics;
mod words;
mod zh_cn;

pub use analysis::Analysis;
pub use changes::Changes;
pub use dialogs::Dialogs;
pub use files::Files;
pub use hints::Hints;
pub use home::Home;
#[cfg(all(feature = "split", target_arch = "wasm32"))]
pub use loaded_words::{load, words};
pub use notices::Notices;
pub use plans::Plans;
pub use report::ReportWords;
pub use statistics::Statistics;
pub use words::{ErrorText, Plural, Words};

use crate::model::locale::Locale;

/// The words that a language has in common with another language or with other chunks. They are part of the wasm itself,
/// because each combination of chunks with common data becomes one more chunk.
#[cfg(any(all(feature = "split", target_arch = "wasm32"), test))]
const SHARED: [&str; 17] = [
    "Trace ID",
    "{0} / {1}",
    "错误码",
    "成功",
    "成功 {0}",
    "{0}：{1}",
    "、",
    "{0}{1}",
    "终止同步",
    "同期を中止",
    "刷新",
    "更新",
    "From",
    "{0} execution",
    "{0} executions",
    "{0} 次执行",
    "実行{0}件",
];

/// The words of a language, except those of lazily loaded code.
#[cfg(not(all(feature = "split", target_arch = "wasm32")))]
pub const fn words(locale: Locale) -> &'static Words {
    match locale {
        Locale::ZhCn => &zh_cn::WORDS,
        Locale::EnUs => &en_us::WORDS,
        Locale::Ja => &ja::WORDS,
    }
}

/// The words of the dialogs in a language.
pub const fn dialogs(locale: Locale) -> &'static Dialogs {
    match locale {
        Locale::ZhCn => &dialogs::zh_cn::DIALOGS,
        Locale::EnUs => &dialogs::en_us::DIALOGS,
        Locale::Ja => &dialogs::ja::DIALOGS,
    }
}

/// The words of the error analysis and the trend in a language.
pub const fn analysis(locale: Locale) -> &'static Analysis {
    match locale {
        Locale::ZhCn => &analysis::zh_cn::ANALYSIS,
        Locale::EnUs => &analysis::en_us::ANALYSIS,
        Locale::Ja => &analysis::ja::ANALYSIS,
    }
}

/// The explanations of missing or odd data in a language.
pub const fn hints(locale: Locale) -> &'static Hints {
    match locale {
        Locale::ZhCn => &hints::zh_cn::HINTS,
        Locale::EnUs => &hints::en_us::HINTS,
        Locale::Ja => &hints::ja::HINTS,
    }
}

/// The words of the home page in a language.
pub const fn home(locale: Locale) -> &'static Home {
    match locale {
        Locale::ZhCn => &home::zh_cn::HOME,
        Locale::EnUs => &home::en_us::HOME,
        Locale::Ja => &home::ja::HOME,
    }
}

/// The words of plans in a language.
pub const fn plans(locale: Locale) -> &'static Plans {
    match locale {
        Locale::ZhCn => &plans::zh_cn::PLANS,
        Locale::EnUs => &plans::en_us::PLANS,
        Locale::Ja => &plans::ja::PLANS,
    }
}

/// The words of the statistics of an execution in a language.
pub const fn statistics(locale: Locale) -> &'static Statistics {
    match locale {
        Locale::ZhCn => &statistics::zh_cn::STATISTICS,
        Locale::EnUs => &statistics::en_us::STATISTICS,
        Locale::Ja => &statistics::ja::STATISTICS,
    }
}

/// The words of the file check in a language.
pub const fn files(locale: Locale) -> &'static Files {
    match locale {
        Locale::ZhCn => &files::zh_cn::FILES,
        Locale::EnUs => &files::en_us::FILES,
        Locale::Ja => &files::ja::FILES,
    }
}

/// The words of notifications in a language.
pub const fn notices(locale: Locale) -> &'static Notices {
    match locale {
        Locale::ZhCn => &notices::zh_cn::NOTICES,
        Locale::EnUs => &notices::en_us::NOTICES,
        Locale::Ja => &notices::ja::NOTICES,
    }
}

/// The words of the report in a language.
pub const fn report(locale: Locale) -> &'static ReportWords {
    match locale {
        Locale::ZhCn => &report::zh_cn::REPORT,
        Locale::EnUs => &report::en_us::REPORT,
        Locale::Ja => &report::ja::REPORT,
    }
}

/// The words of the comparison of all artifacts in a language.
pub const fn changes(locale: Locale) -> &'static Changes {
    match locale {
        Locale::ZhCn => &changes::zh_cn::CHANGES,
        Locale::EnUs => &changes::en_us::CHANGES,
        Locale::Ja => &changes::ja::CHANGES,
    }
}

/// Replaces the placeholders `{0}`, `{1}` … of a sentence by values. Placeholders in a value are not replaced.
pub fn fill(sentence: &str, values: &[&str]) -> String {
    let mut filled = String::with_capacity(sentence.len().saturating_add(32));
    let mut rest = sentence;
    while let Some((before, from)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = from.split_once('}') else { break };
        match name.parse::<usize>() {
            Ok(index) => filled.push_str(values.get(index).copied().unwrap_or_default()),
            // Braces that are part of the sentence, as in `tasks/{key}`.
            Err(_) => filled.extend(["{", name, "}"]),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn values_are_placed_in_the_order_of_the_language() {
        assert_eq!(fill("{0} of {1}", &["3", "7"]), "3 of 7");
        assert_eq!(fill("共 {1} 行，第 {0} 行", &["3", "7"]), "共 7 行，第 3 行");
        assert_eq!(fill("plain", &[]), "plain");
        assert_eq!(fill("{0} is at tasks/{key}", &["x"]), "x is at tasks/{key}");
    }

    #[test]
    fn placeholders_in_a_value_are_not_replaced() {
        assert_eq!(fill("{0} {1}", &["{1}", "x"]), "{1} x");
    }

    /// The debug output of the texts of lazily loaded code.
    fn on_demand(locale: Locale) -> String {
        let (dialogs, hints, analysis) = (dialogs(locale), hints(locale), analysis(locale));
        let more = format!("{:#?}\n{:#?}\n{:#?}", home(locale), plans(locale), notices(locale));
        let more = format!("{more}\n{:#?}\n{:#?}\n{:#?}", report(locale), files(locale), statistics(locale));
        let more = format!("{more}\n{:#?}", changes(locale));
        format!("{dialogs:#?}\n{hints:#?}\n{analysis:#?}\n{more}")
    }

    /// All sentences of a language, from the debug output, because `Words` cannot list its fields.
    fn sentences(locale: Locale) -> Vec<String> {
        let shown = format!("{:#?}\n{}", words(locale), on_demand(locale));
        shown.lines().filter_map(|line| line.split_once(": \"")).map(|(_, text)| text.to_owned()).collect()
    }

    #[test]
    fn texts_in_several_chunks_are_shared() {
        let texts = |debug: String| {
            let quoted = debug.lines().filter_map(|line| line.split_once(": \"")?.1.strip_suffix("\","));
            quoted.map(str::to_owned).collect::<BTreeSet<_>>()
        };
        for locale in Locale::ALL {
            let others = Locale::ALL.into_iter().map(|other| match other == locale {
                true => on_demand(locale),
                false => format!("{:#?}", words(other)),
            });
            let others = texts(others.collect::<Vec<_>>().join("\n"));
            for text in texts(format!("{:#?}", words(locale))).intersection(&others) {
                assert!(SHARED.contains(&text.as_str()), "{text}");
            }
        }
    }

    #[test]
    fn every_language_has_every_text() {
        let english = sentences(Locale::EnUs);
        for locale in Locale::ALL {
            let these = sentences(locale);
            assert_eq!(these.len(), english.len());
            assert!(these.iter().all(|text| !text.trim_end_matches([',', '"']).is_empty()), "{locale:?}");
        }
    }

    #[test]
    fn every_language_has_the_same_placeholders() {
        let placeholders = |text: &String| {
            let mut found: Vec<char> = text.split('{').skip(1).filter_map(|after| after.chars().next()).collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        for locale in Locale::ALL {
            for (english, here) in sentences(Locale::EnUs).iter().zip(&sentences(locale)) {
                assert_eq!(placeholders(english), placeholders(here), "{english} / {here}");
            }
        }
    }
}
