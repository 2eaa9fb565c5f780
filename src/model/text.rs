//! Shortened and indented forms of long texts.

use std::borrow::Cow;

use super::hidden::without_colours;

/// The first line of an error that is not blank, without the colours of a terminal, cut at 4,096 bytes.
pub fn first_line(text: &str) -> Cow<'_, str> {
    let line = |line| match without_colours(line) {
        Cow::Borrowed(line) => Cow::Borrowed(cut(line.trim())),
        Cow::Owned(line) => Cow::Owned(cut(line.trim()).to_owned()),
    };
    text.lines().map(line).find(|line| !line.is_empty()).unwrap_or_default()
}

/// The beginning of a text: its first 4,096 bytes.
pub fn cut(text: &str) -> &str {
    const MAX_LEN: usize = 4096;
    text.get(..text.floor_char_boundary(MAX_LEN)).unwrap_or(text)
}

/// The reason of a failure, or the words for a missing one.
pub fn reason_or(reason: &str, missing: &str) -> String {
    if reason.is_empty() { missing.to_owned() } else { reason.to_owned() }
}

/// Whether an error has more text than its [`first_line`].
pub fn has_more(text: &str) -> bool {
    without_colours(text).trim() != first_line(text)
}

/// A digest in three pieces: head, middle and tail, so that the page can fold the middle. A short text is all head.
pub fn digest(text: &str) -> (&str, &str, &str) {
    const ENDS: usize = 8;
    let split = || {
        let (head, rest) = text.split_at_checked(ENDS)?;
        let (middle, tail) = rest.split_at_checked(rest.len().checked_sub(ENDS)?)?;
        (middle.len() > ENDS).then_some((head, middle, tail))
    };
    split().unwrap_or((text, "", ""))
}

/// JSON with a line for each value. Only white space changes: numbers beyond 2^53, escapes and the order of keys stay
/// as received, which parsing and
/// serializing with serde_json would not keep. JSON of more than a megabyte stays as it is, because deep nesting would multiply its size.
pub fn indent(json: &str) -> String {
    const MAX_LEN: usize = 1_000_000;
    if json.len() > MAX_LEN {
        return json.to_owned();
    }
    let mut indented = String::with_capacity(json.len().saturating_mul(2));
    let mut depth = 0usize;
    let mut characters = json.chars().peekable();
    let line = |text: &mut String, depth: usize| {
        text.push('\n');
        // A limit for deep nesting, of which the indentation alone would fill the memory.
        text.extend(std::iter::repeat_n("  ", depth.min(40)));
    };
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                indented.push('"');
                while let Some(inner) = characters.next() {
                    indented.push(inner);
                    match inner {
                        '\\' => indented.extend(characters.next()),
                        '"' => break,
                        _ => {}
                    }
                }
            }
            '{' | '[' => {
                indented.push(character);
                while characters.next_if(|next| next.is_ascii_whitespace()).is_some() {}
                if let Some(close) = characters.next_if(|next| matches!(next, '}' | ']')) {
                    indented.push(close);
                } else {
                    depth = depth.saturating_add(1);
                    line(&mut indented, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut indented, depth);
                indented.push(character);
            }
            ',' => {
                indented.push(',');
                line(&mut indented, depth);
            }
            ':' => indented.push_str(": "),
            blank if blank.is_ascii_whitespace() => {}
            other => indented.push(other),
        }
    }
    indented
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_line_of_an_error_is_the_first_that_is_not_blank() {
        let trace = "\n  java.net.SocketTimeoutException: timeout\n\tat okhttp3.Http2Stream\n";
        assert_eq!(first_line(trace), "java.net.SocketTimeoutException: timeout");
        assert!(has_more(trace));
        assert!(!has_more(" one line\n"));
        assert_eq!(first_line(" \n"), "");
        let endless = "制".repeat(5_000);
        assert_eq!(first_line(&endless).chars().count(), 1365);
        assert!(has_more(&endless), "the full text can be opened");
        assert!(!has_more(""));
    }

    #[test]
    fn the_first_line_of_an_error_has_no_colours() {
        assert_eq!(first_line("\u{1b}[31m\n\u{1b}[31m ERROR\u{1b}[0m timeout"), "ERROR timeout");
        assert!(!has_more("\u{1b}[31mERROR\u{1b}[0m timeout\n"));
    }

    #[test]
    fn a_digest_shows_its_head_and_tail() {
        let text = "bcdf4256783b6d9cf3cb7bcd666e59c6e0a5d7e58e45c9469bb29a60a69ffff4";
        let (head, middle, tail) = digest(text);
        assert_eq!((head, tail), ("bcdf4256", "a69ffff4"));
        assert_eq!([head, middle, tail].concat(), text);
        assert_eq!(digest("short"), ("short", "", ""));
    }

    #[test]
    fn json_is_indented_and_otherwise_unchanged() {
        assert_eq!(
            indent(r#"{"a":9007199254740993,"b":"x, {\"y\"}: [\\","c":[1,2],"d":{ },"e":[]}"#),
            "{\n  \"a\": 9007199254740993,\n  \"b\": \"x, {\\\"y\\\"}: [\\\\\",\n  \"c\": [\n    1,\n    2\n  ],\n  \"d\": {},\n  \"e\": []\n}"
        );
    }

    proptest! {
        #[test]
        fn indenting_changes_white_space_only(text in "\\PC{0,40}", number in any::<i64>()) {
            let json = serde_json::json!({ "text": text, "list": [number, null, { "deep": [] }] });
            let indented = indent(&json.to_string());
            prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&indented).unwrap(), json);
        }

        #[test]
        fn indenting_any_text_does_not_panic(text in "[\\\\{}\\[\\]\",: a]{0,40}") {
            let _ = indent(&text);
        }

        #[test]
        fn the_pieces_of_a_digest_add_up_to_the_text(text in "\\PC{0,80}") {
            let (head, middle, tail) = digest(&text);
            prop_assert_eq!([head, middle, tail].concat(), text);
        }
    }
}
