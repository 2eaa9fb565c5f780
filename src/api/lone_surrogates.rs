//! Work-around for serde_json 1: decodes JSON with lone surrogates, which are halves of a pair of escapes such as
//! `\ud83d\ude00`. The service sends them in a message that it cut off in the middle of an emoji. Browsers show U+FFFD.
//!
//! serde_json 1.0.154 rejects them ("lone leading surrogate in hex escape"), since no `String` can hold one, and has no
//! option to replace them. Without this file the test `lone_surrogate_in_one_row_does_not_break_the_page` in
//! `tests/hostile` fails. It can go once serde_json has such an option.

use serde::de::DeserializeOwned;

/// Like [`serde_json::from_str`], with U+FFFD for each lone surrogate.
///
/// # Errors
/// The text is not valid JSON, or not of this type.
pub fn from_str<T: DeserializeOwned>(json: &str) -> Result<T, serde_json::Error> {
    serde_json::from_str(json).or_else(|error| match replaced(json) {
        Some(replaced) => serde_json::from_str(&replaced),
        None => Err(error),
    })
}

/// JSON with each lone surrogate replaced by U+FFFD; `None` when it contains none.
pub(super) fn replaced(json: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = json;
    let mut is_changed = false;
    while let Some((before, behind)) = rest.split_once('\\') {
        out.push_str(before);
        let second = || behind.get(5..).and_then(|behind| behind.strip_prefix('\\')).and_then(unit);
        let length = match unit(behind) {
            Some(0xd800..=0xdbff) if matches!(second(), Some(0xdc00..=0xdfff)) => 11,
            Some(0xd800..=0xdfff) => 0,
            Some(_) => 5,
            None => behind.chars().next().map_or(0, char::len_utf8),
        };
        let is_half = length == 0 && !behind.is_empty();
        let (kept, behind) = behind.split_at_checked(if is_half { 5 } else { length })?;
        out.push_str(if is_half { "\\ufffd" } else { "\\" });
        out.push_str(if is_half { "" } else { kept });
        is_changed |= is_half;
        rest = behind;
    }
    out.push_str(rest);
    is_changed.then_some(out)
}

/// The UTF-16 code unit of an escape such as `\u00e9`, given without its backslash.
fn unit(escape: &str) -> Option<u16> {
    u16::from_str_radix(escape.strip_prefix('u')?.get(..4)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_lone_surrogate_becomes_the_replacement_character_and_the_rest_is_unchanged() {
        for (json, text) in [
            (r#""cut \ud83d""#, "cut \u{fffd}"),
            (r#""\udc00\ud800""#, "\u{fffd}\u{fffd}"),
            (r#""\ud800\ud83d\ude00\"\\ud800""#, "\u{fffd}\u{1f600}\"\\ud800"),
            (r#""\ud800\n制\u00e9""#, "\u{fffd}\n制é"),
            (r#""plain""#, "plain"),
        ] {
            assert_eq!(from_str::<String>(json).unwrap(), text, "{json}");
        }
    }

    #[test]
    fn otherwise_invalid_json_stays_an_error() {
        for json in [r#""\ud800"#, r#""\ud80""#, r#""\ud800\"#, r#""\q\ud800""#, "\\", r#"{"\ud800":"#, "7"] {
            assert!(from_str::<String>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn a_lone_surrogate_in_a_member_name_leaves_the_other_members() {
        let members: std::collections::BTreeMap<String, i64> = from_str(r#"{"\ud800":0,"t":1}"#).unwrap();
        assert_eq!(members.get("t"), Some(&1));
    }

    proptest! {
        #[test]
        fn valid_json_is_not_changed(text in "\\PC{0,40}") {
            let json = serde_json::Value::from(text).to_string();
            prop_assert_eq!(replaced(&json), None);
        }

        #[test]
        fn no_text_panics(text in "[\\\\ud8c0f\"制]{0,40}") {
            let _ = replaced(&text);
        }
    }
}
