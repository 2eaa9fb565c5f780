//! The value behind the name of a secret, and where it ends.

use super::names::{Kind, is_option, is_scheme};
use super::{MIN_CREDENTIALS, split_where, strip_prefix};

/// The signs between a name and its value, and what ends a value in that form besides a blank, a quote and `&`. The
/// backslash of `\u003d` has been skipped.
const SEPARATORS: [(&str, &[&str]); 8] = [
    ("=", &[]),
    (":", &[]),
    ("：", &[]),
    ("＝", &[]),
    ("%3D", &["%26"]),
    ("%3A", &["%26"]),
    ("u003d", &[r"\u0026", r"\u0022"]),
    ("u003a", &[r"\u0026", r"\u0022"]),
];
/// The quotes around names and values. Before those of the first row, and before `u0022`, can be backslashes.
const QUOTES: [&str; 8] = ["\"", "'", "u0022", "u0027", "%22", "&quot;", "&#34;", "&#39;"];
/// The signs around a tag, and the beginning of an end tag.
const TAGS: [(&str, &str, &str); 3] = [("<", ">", "</"), ("&lt;", "&gt;", "&lt;/"), (r"\u003c", r"\u003e", r"\u003c/")];
/// The most bytes of a tag behind its name.
const MAX_TAG: usize = 200;

/// The most bytes of a value in brackets, without another sign before it.
const MAX_BRACKETS: usize = 2048;

/// A value without the sign before it, and what ends it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value<'a> {
    text: &'a str,
    ends: &'static [&'static str],
}

/// The text behind the separator of a name and its value: `=value`, `: value`, `": "value`, `\":\"value`, `%3Dvalue`.
pub(super) fn behind(after: &str) -> Option<Value<'_>> {
    let separator = without_quotes(after);
    let (text, ends) = SEPARATORS
        .iter()
        .find_map(|(separator_text, ends)| strip_prefix(separator, separator_text).map(|text| (text, *ends)))
        .or_else(|| {
            // Escaped again: `%253D`.
            let code = separator.strip_prefix("%25")?.trim_start_matches("25");
            ["3D", "3A"].iter().find_map(|sign| strip_prefix(code, sign)).map(|text| (text, [].as_slice()))
        })?;
    let text = text.trim_start_matches(|sign: char| sign == '>' || is_blank(sign));
    Some(Value { text, ends })
}

/// A blank within a line.
fn is_blank(character: char) -> bool {
    character.is_whitespace() && !matches!(character, '\n' | '\r')
}

/// A text without the quotes and the blanks at its beginning.
fn without_quotes(mut text: &str) -> &str {
    loop {
        let trimmed = text.trim_start_matches(['\\', ' ', '\t']);
        let Some(rest) = QUOTES.iter().find_map(|quote| trimmed.strip_prefix(quote)) else { return trimmed };
        text = rest;
    }
}

/// The lengths of the separator and of the value behind the name of a secret; none where
/// [`credentials`](super::credentials) finds the value behind a scheme.
pub(super) fn named(kind: Kind, name: &str, after: &str) -> Option<(usize, usize)> {
    let other = || (kind == Kind::Secret).then(|| in_brackets(after).or_else(|| of_option(name, after)))?;
    let Value { text, ends } = behind(after).or_else(other)?;
    let is_word = Quote::at(text).is_none() && !text.starts_with(['[', '{']);
    // A quote can be a part of a cookie, unless the name of the header is in quotes as well.
    let is_line = kind == Kind::Cookies && (is_word || text.starts_with('"') && after.starts_with([':', '=', '：']));
    let (quote, length) = match is_line {
        true => (0, split_where(text, |character| matches!(character, '\n' | '\r')).0.trim_end().len()),
        false => lengths(text, ends),
    };
    let is_prose = kind == Kind::Authorization && length < MIN_CREDENTIALS;
    if length == 0 || is_word && !is_line && (is_prose || begins_with_scheme(text)) {
        return None;
    }
    Some((after.len().saturating_sub(text.len()).saturating_add(quote), length))
}

fn begins_with_scheme(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(word, _)| is_scheme(word))
}

/// The value in brackets without another separator: `token[value]`. The bracket is closed nearby in the same line, because
/// it can stand for itself: "Unexpected token [ in JSON".
fn in_brackets(after: &str) -> Option<Value<'_>> {
    let text = after.trim_start_matches(is_blank);
    let inner = text.strip_prefix('[').filter(|inner| !inner.starts_with(is_blank))?;
    let end = inner.get(..inner.floor_char_boundary(MAX_BRACKETS))?.find([']', '\n'])?;
    inner.get(end..)?.starts_with(']').then_some(Value { text, ends: &[] })
}

/// The value of an option behind a blank, but not the next option.
fn of_option<'a>(name: &str, after: &'a str) -> Option<Value<'a>> {
    let text = after.trim_start_matches(is_blank);
    let is_value = is_option(name) && text.len() < after.len() && !text.starts_with('-');
    is_value.then_some(Value { text, ends: &[] })
}

/// The lengths of the rest of a tag and of its content, for the name of a secret as the name of the tag. Without an end tag
/// the content ends with its line.
pub(super) fn of_tag(before: &str, name: &str, after: &str) -> Option<(usize, usize)> {
    let space = before.strip_suffix(':').map(|before| before.trim_end_matches(super::is_name));
    let prefix = space.and_then(|space| before.get(space.len()..)).unwrap_or_default();
    let before = space.unwrap_or(before);
    TAGS.iter().find_map(|(open, close, end)| {
        let head = after.get(..after.floor_char_boundary(MAX_TAG)).filter(|_| before.ends_with(open))?;
        let at = head.find(close)?;
        let is_whole = head.get(..at).is_some_and(|head| !head.contains('<') && !head.ends_with('/'));
        let kept = at.saturating_add(close.len());
        let content = after.get(kept..).filter(|_| is_whole)?;
        let to_end = content.find(&format!("{end}{prefix}{name}"));
        let (line, _) = split_where(content, |character| character == '\n');
        let length = to_end.or_else(|| (!line.starts_with(char::is_whitespace)).then_some(line.len()))?;
        (length > 0).then_some((kept, length))
    })
}

/// The lengths of the quote and of the value at the beginning of a text: in quotes, in brackets, or a word.
pub(super) fn lengths(text: &str, ends: &[&str]) -> (usize, usize) {
    if let Some(quote) = Quote::at(text) {
        return (text.len().saturating_sub(quote.inner.len()), quote.length());
    }
    if !text.starts_with(['[', '{']) {
        return (0, word_length(text, ends));
    }
    match brackets_length(text) {
        // As in `{cipher}value`.
        Some(length) => {
            let rest = word_length(text.get(length..).unwrap_or_default(), ends);
            (0, length.saturating_add(rest))
        }
        None if is_prose(text) => (0, word_length(text, ends)),
        None => (0, text.len()),
    }
}

/// Whether an open bracket stands for itself: "Unexpected token: [ in JSON".
fn is_prose(text: &str) -> bool {
    let mut characters = text.chars().skip(1);
    characters.next() == Some(' ') && characters.next().is_some_and(char::is_alphabetic)
}

/// The length of a word without the punctuation behind it.
pub(super) fn word_length(text: &str, ends: &[&str]) -> usize {
    const ENDS: &str = "\"'&，。；、）】」》";
    let is_end = |character: char| character.is_whitespace() || ENDS.contains(character);
    let (word, _) = split_where(text, is_end);
    let word = word.get(..super::find_any(word, ends).unwrap_or(word.len())).unwrap_or(word);
    word.trim_end_matches(|sign: char| ",;.:)]}>\\".contains(sign)).len()
}

/// The quote at the beginning of a value.
#[derive(Debug, Clone, Copy)]
struct Quote<'a> {
    quote: &'static str,
    /// The number of backslashes before it.
    escapes: usize,
    /// The text behind it.
    inner: &'a str,
}

impl<'a> Quote<'a> {
    fn at(text: &'a str) -> Option<Self> {
        let unescaped = text.trim_start_matches('\\');
        let escapes = text.len().saturating_sub(unescaped.len());
        QUOTES.iter().find_map(|quote| {
            let inner = unescaped.strip_prefix(quote)?;
            (escapes > 0 || !quote.starts_with('u')).then_some(Self { quote, escapes, inner })
        })
    }

    /// The length of the value up to its closing quote, which has at most as many backslashes before it as the opening one:
    /// JSON within JSON has `\"` around a value. Without a closing quote the message was cut, and all of it is the value.
    fn length(self) -> usize {
        let end = self.inner.match_indices(self.quote).find_map(|(at, _)| {
            let value = self.inner.get(..at)?;
            let unescaped = value.trim_end_matches('\\').len();
            (at.saturating_sub(unescaped) <= self.escapes).then_some(unescaped)
        });
        end.unwrap_or(self.inner.len())
    }
}

/// The length of a text from an opening bracket to the closing one; `None` if that is missing. Brackets in quotes do not
/// count.
fn brackets_length(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    // Whether a value begins: a quote elsewhere is an apostrophe.
    let mut is_begin = false;
    let mut rest = text;
    loop {
        if is_begin && let Some(quote) = Quote::at(rest) {
            let behind = quote.inner.get(quote.length()..)?.trim_start_matches('\\');
            rest = behind.strip_prefix(quote.quote)?;
            is_begin = false;
            continue;
        }
        let character = rest.chars().next()?;
        rest = rest.get(character.len_utf8()..)?;
        match character {
            '[' | '{' => depth = depth.saturating_add(1),
            ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Some(text.len().saturating_sub(rest.len()));
        }
        is_begin = matches!(character, '[' | '{' | ',' | ':') || is_begin && character.is_whitespace();
    }
}
