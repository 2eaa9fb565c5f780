//! Redaction of secrets in messages. An error can contain the address of a request with its credentials; a report is made to
//! be sent to others.
//!
//! Written by hand, because the `regex` crate is large for a page that is downloaded. Where it is not clear where a secret
//! ends, too much is left out rather than too little.

mod address;
mod keys;
mod names;
#[cfg(test)]
mod tests;
mod value;

use self::names::Kind;

/// The text in place of a secret.
const REDACTED: &str = "[…]";
/// The length from which a word is credentials where it could be prose, in bytes.
const MIN_CREDENTIALS: usize = 12;

/// A message without passwords, tokens and signatures: in addresses (`https://user:password@host`), as named values
/// (`token=…`, `"password": "…"`, `--password …`, `<password>…`), behind an authorization scheme (`Bearer …`), in headers of
/// cookies, and keys that are known by their form.
pub fn redacted(message: &str) -> String {
    without_named(&keys::without_keys(message))
}

fn without_named(message: &str) -> String {
    let mut text = String::with_capacity(message.len());
    let mut rest = message;
    // Whether the next word begins the value of a secret name.
    let mut is_value = false;
    while !rest.is_empty() {
        let (word, after) = split_where(rest, |character| !is_name(character));
        text.push_str(word);
        let Some(separator) = after.chars().next() else { break };
        let (before, name) = names::without_escape(message, message.len().saturating_sub(rest.len()), word);
        let kind = names::kind(name);
        let secret = match address::Form::of(after) {
            Some(form) => form.user_info(name, after),
            None => kind
                .and_then(|kind| value::named(kind, name, after))
                .or_else(|| kind.and_then(|_| value::of_tag(before, name, after)))
                .or_else(|| credentials(name, after, is_value)),
        };
        if !word.is_empty() {
            is_value = secret.is_none() && kind.is_some_and(Kind::has_scheme) && value::behind(after).is_some();
        }
        let (kept, skipped) = secret.unwrap_or((separator.len_utf8(), 0));
        text.push_str(after.get(..kept).unwrap_or_default());
        if skipped > 0 {
            text.push_str(REDACTED);
        }
        rest = after.get(kept.saturating_add(skipped)..).unwrap_or_default();
    }
    text
}

/// The text before the first character of a kind, and the rest.
fn split_where(text: &str, is_end: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at_checked(text.find(is_end).unwrap_or(text.len())).unwrap_or((text, ""))
}

/// The rest of a text behind a beginning in upper or lower case.
fn strip_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// Where the first of some texts begins, in upper or lower case.
fn find_any(text: &str, patterns: &[&str]) -> Option<usize> {
    let is_at = |at: usize| {
        let rest = text.get(at..).unwrap_or_default();
        patterns.iter().any(|pattern| strip_prefix(rest, pattern).is_some())
    };
    text.char_indices().map(|(at, _)| at).find(|at| is_at(*at))
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '-')
}

/// The lengths of the blanks and of the credentials behind a scheme. Behind a known scheme they have any length where
/// `is_value`, that is where the scheme begins the value of a secret name; elsewhere a short word is prose. Any other word
/// is a scheme only where `is_value`.
fn credentials(scheme: &str, after: &str, is_value: bool) -> Option<(usize, usize)> {
    let minimum = match (names::is_scheme(scheme), is_value && !scheme.is_empty()) {
        (true, true) => 1,
        (false, false) => return None,
        _ => MIN_CREDENTIALS,
    };
    let value = after.trim_start();
    let blanks = after.len().saturating_sub(value.len());
    let (quote, length) = if minimum == 1 { value::lengths(value, &[]) } else { (0, value::word_length(value, &[])) };
    (blanks > 0 && length >= minimum).then_some((blanks.saturating_add(quote), length))
}
