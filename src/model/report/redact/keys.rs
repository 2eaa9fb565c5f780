//! Keys and tokens that are known by their form, without a name.

use super::{REDACTED, split_where};

/// The beginnings of the ids of access keys.
const ACCESS_KEYS: [&str; 3] = ["AKIA", "ASIA", "AKID"];
/// The fewest characters of the rest of such an id.
const MIN_ACCESS_KEY: usize = 12;
/// The length from which Base64 of a JSON object is credentials, in bytes.
const MIN_BASE64: usize = 20;
/// The most bytes of the name of a private key between its dashes.
const MAX_LABEL: usize = 60;

/// A message without private keys (PEM), JSON web tokens and ids of access keys.
pub(super) fn without_keys(message: &str) -> String {
    let mut text = String::with_capacity(message.len());
    let mut from = 0usize;
    for (at, _) in message.match_indices(['-', 'e', 'A']) {
        let Some((before, rest)) = message.split_at_checked(at).filter(|_| at >= from) else { continue };
        let length = private_key(rest).or_else(|| {
            let length = json_token(rest).or_else(|| access_key(rest))?;
            is_begin(before).then_some(length)
        });
        if let Some(length) = length {
            text.push_str(message.get(from..at).unwrap_or_default());
            text.push_str(REDACTED);
            from = at.saturating_add(length);
        }
    }
    text.push_str(message.get(from..).unwrap_or_default());
    text
}

/// Whether a word can begin behind a text, which can end with an escape: `%3D`, `\n`, `\u0022`.
fn is_begin(before: &str) -> bool {
    let is_escape = |length: usize, start: &str| {
        before.get(before.len().saturating_sub(length)..).is_some_and(|end| end.starts_with(start))
    };
    !before.ends_with(|last: char| last.is_ascii_alphanumeric())
        || is_escape(3, "%")
        || is_escape(2, "\\")
        || is_escape(6, "\\u")
}

/// The length of a private key, up to its last line or up to the end of a message that was cut.
fn private_key(text: &str) -> Option<usize> {
    const DASHES: &str = "-----";
    let behind = text.strip_prefix("-----BEGIN ")?;
    let (label, _) = behind.get(..behind.floor_char_boundary(MAX_LABEL))?.split_once(DASHES)?;
    if !label.contains("PRIVATE KEY") {
        return None;
    }
    let end = text.find("-----END ").and_then(|at| text.get(at.saturating_add(DASHES.len())..));
    let Some(end) = end else { return Some(text.len()) };
    let length = end.find(DASHES).map_or(end.len(), |at| at.saturating_add(DASHES.len()));
    Some(text.len().saturating_sub(end.len()).saturating_add(length))
}

/// The length of a JSON web token, or of other Base64 of a JSON object.
fn json_token(text: &str) -> Option<usize> {
    text.strip_prefix("eyJ")?;
    let (run, _) = split_where(text, |other| !other.is_ascii_alphanumeric() && !"_-.+/=".contains(other));
    let run = run.trim_end_matches('.');
    (run.contains(".eyJ") || run.len() >= MIN_BASE64).then_some(run.len())
}

/// The length of the id of an access key.
fn access_key(text: &str) -> Option<usize> {
    let behind = ACCESS_KEYS.iter().find_map(|start| text.strip_prefix(start))?;
    let (rest, behind) = split_where(behind, |other| !other.is_ascii_alphanumeric());
    (rest.len() >= MIN_ACCESS_KEY).then(|| text.len().saturating_sub(behind.len()))
}
