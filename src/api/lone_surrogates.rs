//! JSON text with lone surrogates: one half of a pair of escapes such as `\ud83d\ude00`, as in a message that was cut
//! off in the middle of an emoji. Browsers read them and show U+FFFD.
//!
//! serde_json 1.0.154 refuses them ("lone leading surrogate in hex escape"), since no `String` can hold one, and has no
//! option to replace them. Without this file the test `half_a_character_in_one_row_leaves_the_page` in `tests/hostile`
//! fails. It can go once serde_json has such an option.

use serde::de::DeserializeOwned;

/// Like [`serde_json::from_str`], with U+FFFD for each lone surrogate.
///
/// # Errors
/// When the text is no JSON, or not of this type.
pub fn from_str<T: DeserializeOwned>(json: &str) -> Result<T, serde_json::Error> {
    serde_json::from_str(json).or_else(|error| match mended(json) {
        Some(mended) => serde_json::from_str(&mended),
        None => Err(error),
    })
}

/// The same JSON with U+FFFD for each lone surrogate; `None` when there is none.
pub(super) fn mended(json: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = json;
    let mut is_mended = false;
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
        is_mended |= is_half;
        rest = behind;
    }
    out.push_str(rest);
    is_mended.then_some(out)
}

/// The number behind the `\` of an escape such as `\u00e9`.
fn unit(escape: &str) -> Option<u16> {
    u16::from_str_radix(escape.strip_prefix('u')?.get(..4)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn half_a_character_is_the_replacement_character_and_all_else_stays() {
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
    fn what_is_broken_otherwise_stays_so() {
        for json in [r#""\ud800"#, r#""\ud80""#, r#""\ud800\"#, r#""\q\ud800""#, "\\", r#"{"\ud800":"#, "7"] {
            assert!(from_str::<String>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn half_a_character_in_a_name_hides_no_other() {
        let members: std::collections::BTreeMap<String, i64> = from_str(r#"{"\ud800":0,"t":1}"#).unwrap();
        assert_eq!(members.get("t"), Some(&1));
    }

    proptest! {
        #[test]
        fn what_can_be_read_is_read_as_it_stands(text in "\\PC{0,40}") {
            let json = serde_json::Value::from(text).to_string();
            prop_assert_eq!(mended(&json), None);
        }

        #[test]
        fn no_text_panics(text in "[\\\\ud8c0f\"制]{0,40}") {
            let _ = mended(&text);
        }
    }
}
