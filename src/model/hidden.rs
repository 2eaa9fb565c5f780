//! Characters that are not seen: controls, characters without a width, and blanks that a page collapses. Two names that
//! differ only in them look the same, and controls of the writing direction disguise the extension of a file name.

use std::borrow::Cow;

/// A stretch of a text, and the hidden character that follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Text without hidden characters.
    pub plain: String,
    /// The hidden character; `None` at the end of a text.
    pub hidden: Option<char>,
}

impl Piece {
    /// The mark of the hidden character: an open box for a blank, its code for another character.
    pub fn mark(&self) -> String {
        self.hidden.map(mark).unwrap_or_default()
    }
}

fn mark(hidden: char) -> String {
    if hidden == ' ' { "␣".to_owned() } else { format!("[U+{:04X}]", u32::from(hidden)) }
}

/// The pieces of a name; a single one where nothing is hidden. Blanks are hidden at both ends and where they are repeated.
pub fn name_pieces(name: &str) -> Vec<Piece> {
    pieces(name, |character, around| match character {
        ' ' => matches!(around.before, None | Some(' ')) || matches!(around.after, None | Some(' ')),
        _ => is_hidden(character, around),
    })
}

/// The pieces of a message. Its blanks and line breaks are not hidden.
pub fn message_pieces(message: &str) -> Vec<Piece> {
    pieces(message, |character, around| !matches!(character, '\n' | '\r' | '\t') && is_hidden(character, around))
}

/// Whether a name has no hidden character, in the usual case of a short name of ASCII characters.
pub fn is_plain(name: &str) -> bool {
    let mut before = b' ';
    let is_plain = name.bytes().all(|byte| {
        let is_repeated = byte == b' ' && before == b' ';
        before = byte;
        matches!(byte, b' '..=b'~') && !is_repeated
    });
    is_plain && (before != b' ' || name.is_empty())
}

/// A name with marks in place of its hidden characters, for tooltips and titles.
pub fn visible(name: &str) -> Cow<'_, str> {
    if is_plain(name) {
        return Cow::Borrowed(name);
    }
    name_pieces(name).iter().flat_map(|piece| [piece.plain.clone(), piece.mark()]).collect::<String>().into()
}

/// A text without the hidden characters and white space at its ends, which are pasted along with it.
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(|character: char| {
        // A variation selector belongs to the character before it.
        character.is_whitespace() || is_control(character) && !is_variation_selector(character)
    })
}

/// A message without the control sequences that colour it in a terminal (SGR), such as `ESC [ 31 m`.
pub fn without_colours(message: &str) -> Cow<'_, str> {
    if !message.contains(SEQUENCE) {
        return Cow::Borrowed(message);
    }
    let mut plain = String::with_capacity(message.len());
    for character in message.chars() {
        // The result is searched, so that what surrounds a sequence does not become one.
        let begins = || plain.trim_end_matches(|character| matches!(character, '0'..='?')).strip_suffix(SEQUENCE);
        match (character == 'm').then(begins).flatten().map(str::len) {
            Some(length) => plain.truncate(length),
            None => plain.push(character),
        }
    }
    plain.into()
}

/// The start of a control sequence of a terminal.
const SEQUENCE: &str = "\u{1b}[";

/// The neighbours of a character.
#[derive(Clone, Copy, Default)]
struct Around {
    before: Option<char>,
    after: Option<char>,
    /// Whether the character before is hidden, so that its mark is before this one.
    is_after_mark: bool,
}

fn pieces(text: &str, is_hidden: impl Fn(char, Around) -> bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut around = Around::default();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        around.after = characters.peek().copied();
        around.is_after_mark = is_hidden(character, around);
        if around.is_after_mark {
            pieces.push(Piece { plain: std::mem::take(&mut plain), hidden: Some(character) });
        } else {
            plain.push(character);
        }
        around.before = Some(character);
    }
    if !plain.is_empty() || pieces.is_empty() {
        pieces.push(Piece { plain, hidden: None });
    }
    pieces
}

/// Whether a character other than a blank is hidden. Joiners within Persian or Indic words and within emoji are part of
/// the writing, as are variation selectors.
fn is_hidden(character: char, Around { before, after, is_after_mark }: Around) -> bool {
    let is_letter = |character: &char| *character > '\u{2ff}' && !is_control(*character) && !character.is_whitespace();
    let is_joined = !is_after_mark && before.is_some_and(|before| is_letter(&before) || is_variation_selector(before));
    let is_written = match character {
        '\u{200c}' | '\u{200d}' => is_joined && after.as_ref().is_some_and(is_letter),
        other if is_variation_selector(other) => is_joined,
        // The wide blank of Chinese and Japanese text is seen between two characters.
        '\u{3000}' => {
            before.is_some_and(|before| before != '\u{3000}') && after.is_some_and(|after| after != '\u{3000}')
        }
        _ => false,
    };
    !is_written && (is_control(character) || (character != ' ' && character.is_whitespace()))
}

const fn is_variation_selector(character: char) -> bool {
    matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a character has no width: a control, a format character, or a filler.
fn is_control(character: char) -> bool {
    character.is_control()
        || is_variation_selector(character)
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{2800}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn controls_of_the_writing_direction_are_marked() {
        assert_eq!(visible("/safe/invoice\u{202e}gpj.exe"), "/safe/invoice[U+202E]gpj.exe");
        for control in "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{2066}\u{2067}\u{2068}\u{2069}".chars()
        {
            assert_eq!(visible(&format!("a{control}b")), format!("a[U+{:04X}]b", u32::from(control)));
        }
    }

    #[test]
    fn characters_without_a_width_and_foreign_blanks_are_marked() {
        assert_eq!(visible("/zero\u{200b}width\u{2060}name.zip"), "/zero[U+200B]width[U+2060]name.zip");
        assert_eq!(
            visible("a\u{feff}\u{ad}\u{a0}b\tc\nd\0\u{1b}"),
            "a[U+FEFF][U+00AD][U+00A0]b[U+0009]c[U+000A]d[U+0000][U+001B]"
        );
        assert_eq!(visible("a\u{200d}b\u{200c}\u{fe0f}"), "a[U+200D]b[U+200C][U+FE0F]");
    }

    #[test]
    fn blanks_are_marked_at_the_ends_and_where_they_are_repeated() {
        assert_eq!(visible("  leading and trailing "), "␣␣leading and trailing␣");
        assert_eq!(visible("/double  space   name.zip"), "/double␣␣space␣␣␣name.zip");
        assert_eq!((visible(" ").as_ref(), visible("").as_ref()), ("␣", ""));
        assert_eq!(visible("\u{3000}制\u{3000}品\u{3000}\u{3000}"), "[U+3000]制\u{3000}品[U+3000][U+3000]");
    }

    #[test]
    fn joiners_within_words_and_emoji_are_part_of_the_writing() {
        for name in ["می\u{200c}خواهم", "क\u{200d}ष", "👩\u{200d}💻.zip", "❤\u{fe0f}", "制品 1.zip", "ä b"]
        {
            assert_eq!(visible(name), name);
            assert_eq!(name_pieces(name), [Piece { plain: name.to_owned(), hidden: None }]);
        }
    }

    #[test]
    fn blanks_and_line_breaks_of_a_message_are_not_marked() {
        let message = "  a  b\n\tat c\r\n";
        assert_eq!(message_pieces(message), [Piece { plain: message.to_owned(), hidden: None }]);
        assert_eq!(message_pieces("a\u{202e}b").len(), 2);
    }

    #[test]
    fn colours_of_a_terminal_are_left_out() {
        for (message, plain) in [
            ("\u{1b}[31mERROR\u{1b}[0m connect timed out", "ERROR connect timed out"),
            ("\u{1b}[1;38;5;208ma\u{1b}[mb", "ab"),
            ("\u{1b}[2Ka", "\u{1b}[2Ka"),
            ("a\u{1b}[31", "a\u{1b}[31"),
            ("\u{1b}[\u{1b}[1mx", "\u{1b}[x"),
            ("\u{1b}[\u{1b}[1m31mx", "x"),
            ("[31m", "[31m"),
        ] {
            assert_eq!(without_colours(message), plain);
        }
    }

    #[test]
    fn what_is_pasted_along_with_a_text_is_trimmed() {
        for pasted in
            ["x y ", "\tx y\n", "\u{a0}x y\u{3000}", "\u{202a}x y\u{202c}", "\u{feff}\u{200b} x y\u{200b}\r\n"]
        {
            assert_eq!(trimmed(pasted), "x y", "{pasted:?}");
        }
        assert_eq!((trimmed("❤\u{fe0f}"), trimmed(" \u{200b}\t")), ("❤\u{fe0f}", ""));
    }

    proptest! {
        #[test]
        fn the_pieces_add_up_to_the_text(name in "[ a-c制\u{200b}\u{202e}\u{200d}\t\n😀]{0,12}") {
            for pieces in [name_pieces(&name), message_pieces(&name)] {
                let text: String = pieces.iter().flat_map(|piece| piece.plain.chars().chain(piece.hidden)).collect();
                prop_assert_eq!(&text, &name);
            }
            prop_assert!(!is_plain(&name) || name_pieces(&name).len() == 1);
        }

        #[test]
        fn a_visible_name_hides_nothing(
            name in "\\PC{0,20}|[\u{0}-\u{20}\u{2000}-\u{206f}]{0,8}|[ a制\u{200c}\u{200d}\u{fe0f}\u{3000}❤]{0,8}"
        ) {
            let visible = visible(&name).into_owned();
            prop_assert_eq!(super::visible(&visible), visible.as_str());
        }

        #[test]
        fn names_that_differ_look_different(one in "[a \u{200b}\u{202e}]{0,6}", other in "[a \u{200b}\u{202e}]{0,6}") {
            prop_assert_eq!(visible(&one) == visible(&other), one == other);
        }

        #[test]
        fn no_message_panics(message in "(\u{1b}\\[|[0-9;m\u{1b}\\[制]){0,20}") {
            let plain = without_colours(&message).into_owned();
            prop_assert_eq!(without_colours(&plain), plain.as_str());
        }
    }
}
