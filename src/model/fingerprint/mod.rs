//! Fingerprints of errors: the first line, with hosts, ids, paths, numbers and names replaced by placeholders.
//! Errors with the same cause then have the same fingerprint: a thousand timeouts of a thousand hosts have one.

mod kinds;
#[cfg(test)]
mod tests;

use self::kinds::{
    all_digits, announces_code, announces_status, is_host, is_reason, is_status, is_status_with_reason, is_web_url,
    kind, numbered_prefix, rest_after_date_time, rest_after_path,
};
use super::text::first_line;

/// The most characters of a fingerprint.
const MAX_CHARS: usize = 300;

/// The number of bytes after which no more tokens are read; the fingerprint is cut to [`MAX_CHARS`] at the end.
const MAX_BYTES: usize = MAX_CHARS * 4;

/// Computes the fingerprint of an error.
///
/// URLs, addresses, hosts, paths, digests, ids, times and numbers are replaced by a placeholder such as `‹host›`. Text
/// in brackets or quotes is usually the name of an artifact, a repository or a cluster and is replaced by `…`.
/// Exceptions, error codes and HTTP statuses are kept, because they identify the cause.
///
/// ```
/// use replica_log::model::fingerprint::fingerprint;
///
/// assert_eq!(
///     fingerprint("java.net.ConnectException: Failed to connect to node-17.example.com/10.0.3.9:443\n\tat …"),
///     "java.net.ConnectException: Failed to connect to ‹host›/‹address›"
/// );
/// assert_eq!(
///     fingerprint("Response error: 502 Bad Gateway, url[https://a.example.com/x?y=1], requestId: 4bf92f3577b34da6"),
///     "Response error: 502 Bad Gateway, url[‹url›], requestId: ‹id›"
/// );
/// assert_eq!(
///     fingerprint("制品[a/b.zip]同步失败：已用 503.1 GB，限额 512 GB"),
///     "制品[…]同步失败：已用 ‹n› GB，限额 ‹n› GB"
/// );
/// ```
pub fn fingerprint(error: &str) -> String {
    let mut out = Fingerprint { text: String::new(), status_follows: false };
    let line = first_line(error);
    let mut rest = line.as_ref();
    while !rest.is_empty() && out.text.len() < MAX_BYTES {
        rest = next(rest, &mut out);
    }
    if out.text.chars().count() > MAX_CHARS {
        let cut: String = out.text.chars().take(MAX_CHARS.saturating_sub(1)).collect();
        return format!("{}…", cut.trim_end());
    }
    out.text
}

/// The key of a fingerprint in an address: its 64-bit FNV-1a hash as 16 hex digits, because a fingerprint is too long.
///
/// ```
/// assert_eq!(replica_log::model::fingerprint::key("a"), "af63dc4c8601ec8c");
/// ```
pub fn key(fingerprint: &str) -> String {
    let hash = fingerprint
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{hash:016x}")
}

/// A fingerprint under construction.
struct Fingerprint {
    text: String,
    /// Whether the previous word announces an HTTP status or an error code.
    status_follows: bool,
}

impl Fingerprint {
    /// Appends the placeholder of a kind.
    fn push_placeholder(&mut self, kind: &str) {
        // A list of values, such as "1 2 3", becomes one placeholder.
        let placeholder = format!("‹{kind}›");
        let before = self.text.trim_end_matches([' ', ',']);
        if before.ends_with(&placeholder) && before.len() < self.text.len() {
            self.text.truncate(before.len());
        } else {
            self.text.push_str(&placeholder);
        }
        self.status_follows = false;
    }
}

/// Consumes the next token of a line (a quotation, a separator or a word) and returns the rest of the line.
fn next<'a>(rest: &'a str, out: &mut Fingerprint) -> &'a str {
    let Some(first) = rest.chars().next() else { return "" };
    let (_, behind) = rest.split_at_checked(first.len_utf8()).unwrap_or_default();
    if let Some((close, opens)) = closing(first, &out.text)
        && opens
        && let Some((inner, after)) = split_quoted(behind, first, close)
    {
        // A JSON list or object contains tokens of its own.
        if first == '[' && inner.trim_start().starts_with(['{', '"', '[']) {
            out.text.push(first);
            return behind;
        }
        out.text.push(first);
        // The name of a JSON member is kept; a JSON value of several words is a message.
        let is_name = first == '"'
            && after.trim_start().starts_with(':')
            && out.text.trim_end_matches([' ', '"']).ends_with(['{', ',']);
        let is_sentence = first == '"' && out.text.trim_end_matches([' ', '"']).ends_with(':') && inner.contains(' ');
        if is_name {
            out.text.push_str(inner);
            out.status_follows = announces_code(inner);
        } else if is_sentence {
            let mut rest = inner;
            while !rest.is_empty() {
                rest = next(rest, out);
            }
        } else {
            quoted(inner, out);
        }
        out.text.push(close);
        return after;
    }
    if is_separator(first) {
        out.text.push(first);
        return behind;
    }
    let end =
        rest.char_indices().find(|(_, character)| is_separator(*character) || is_quote(*character)).map(|(at, _)| at);
    let (word, after) = rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, ""));
    if word.is_empty() {
        // An unmatched quote.
        out.text.push(first);
        return behind;
    }
    // A date and a time with a space between them: "2026-11-01 08:30:00".
    if let Some(after) = rest_after_date_time(word, after) {
        out.push_placeholder("time");
        return after;
    }
    self::word(word, after, out);
    after
}

/// The closing character for an opening one, and whether a quotation starts here: an apostrophe within a word does not
/// start one.
fn closing(open: char, before: &str) -> Option<(char, bool)> {
    let at_a_word = before.chars().next_back().is_some_and(|last| last.is_ascii_alphanumeric());
    Some(match open {
        '[' => (']', true),
        '"' => ('"', true),
        '\'' => ('\'', !at_a_word),
        '`' => ('`', true),
        '“' => ('”', true),
        '‘' => ('’', true),
        '「' => ('」', true),
        '『' => ('』', true),
        '【' => ('】', true),
        '《' => ('》', true),
        _ => return None,
    })
}

/// Splits the text after an opening character into the quotation, including nested brackets, and the rest of the line.
fn split_quoted(text: &str, open: char, close: char) -> Option<(&str, &str)> {
    let mut depth = 0usize;
    for (at, character) in text.char_indices() {
        if character == close {
            if depth == 0 {
                let (inner, rest) = text.split_at_checked(at)?;
                return Some((inner, rest.strip_prefix(close)?));
            }
            depth = depth.saturating_sub(1);
        } else if character == open {
            depth = depth.saturating_add(1);
        }
    }
    None
}

/// Appends a quotation. A URL becomes its placeholder, an error code in capitals or an HTTP status is kept, and any
/// other text becomes `…`, because it is usually a name.
fn quoted(inner: &str, out: &mut Fingerprint) {
    let trimmed = inner.trim();
    let is_code = trimmed.len() > 2
        && trimmed.contains('_')
        && trimmed.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    if trimmed.is_empty() || is_code || trimmed == "…" || trimmed.starts_with('‹') && trimmed.ends_with('›') {
        out.text.push_str(inner);
    } else if is_web_url(trimmed) {
        out.push_placeholder("url");
    } else if is_status_with_reason(trimmed) || is_status(trimmed) && out.status_follows {
        out.text.push_str(trimmed);
    } else {
        out.text.push('…');
    }
    out.status_follows = false;
}

const fn is_quote(character: char) -> bool {
    matches!(
        character,
        '[' | ']' | '"' | '\'' | '`' | '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』' | '【' | '】' | '《' | '》'
    )
}

/// Whether a character ends a word. A colon, a slash or a full stop can be part of a word.
fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            ',' | ';'
                | '('
                | ')'
                | '{'
                | '}'
                | '<'
                | '>'
                | '|'
                | '，'
                | '。'
                | '：'
                | '；'
                | '、'
                | '（'
                | '）'
                | '！'
                | '？'
                | '‹'
                | '›'
                | '…'
        )
}

/// Appends a word. Punctuation at its ends and a `key=` before it are kept.
fn word(mut word: &str, after: &str, out: &mut Fingerprint) {
    // A loop and not recursion, because a word can be as long as the line.
    let mut tails = "";
    while !word.is_empty() && out.text.len() < MAX_BYTES {
        let (rest, tail) = piece(word, after, out);
        if !tail.is_empty() {
            tails = tail;
        }
        word = rest;
    }
    out.text.push_str(tails);
}

/// Consumes one piece of a word and returns the rest of the word and the punctuation at its end.
fn piece<'a>(word: &'a str, after: &str, out: &mut Fingerprint) -> (&'a str, &'a str) {
    const NOTHING: (&str, &str) = ("", "");
    // Chinese and Latin text have no space between them: each run is a word.
    let glued = |character: char| character as u32 >= 0x2e80;
    if let Some(rest) = rest_after_path(word) {
        out.push_placeholder("path");
        return (rest, "");
    }
    let is_glued = word.chars().next().is_some_and(glued);
    if let Some((end, _)) = word.char_indices().find(|(_, character)| glued(*character) != is_glued) {
        let (head, tail) = word.split_at_checked(end).unwrap_or((word, ""));
        self::word(head, tail, out);
        return (tail, "");
    }
    if is_glued {
        out.text.push_str(word);
        out.status_follows = announces_code(word);
        return NOTHING;
    }
    if let Some(rest) = word.strip_prefix([':', '=', '/']).filter(|rest| !rest.is_empty() && !word.starts_with('/')) {
        // As in "]:443", where the host is in brackets.
        out.text.extend(word.chars().take(1));
        return (rest, "");
    }
    // The name of a value that is a placeholder already is kept, even if it looks like an id.
    if let Some(name) = word.strip_suffix(['=', ':']).filter(|_| after.starts_with('‹'))
        && !name.contains(['/', ':'])
    {
        out.text.push_str(word);
        out.status_follows = announces_code(name);
        return NOTHING;
    }
    let core = word.trim_end_matches(['.', ':', '!', '?', '-']);
    let tail = word.get(core.len()..).unwrap_or_default();
    // Some messages announce an id or a host.
    for (announced, kind) in [(" ID: ", "id"), ("UnknownHostException: ", "host")] {
        if out.text.ends_with(announced) && !core.is_empty() {
            out.push_placeholder(kind);
            return ("", tail);
        }
    }
    if let Some((name, value)) =
        core.split_once('=').filter(|(name, value)| !value.is_empty() && !name.contains(['/', ':']))
    {
        out.text.push_str(name);
        out.text.push('=');
        out.status_follows = announces_code(name);
        return (value, tail);
    }
    // "code:500" and "key:abc", but not a URL, an address or a time.
    if let Some((name, value)) = core.split_once(':')
        && !value.is_empty()
        && name.len() > 1
        && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
        && !value.starts_with("//")
        && kind(core).is_none()
        && !is_host(name)
    {
        out.text.push_str(name);
        out.text.push(':');
        out.status_follows = announces_code(name);
        return (value, tail);
    }
    let is_code =
        core.len() <= 6 && all_digits(core) && out.status_follows || is_status(core) && announces_status(&out.text);
    if is_code || is_status(core) && is_reason(after) {
        out.text.push_str(core);
        out.status_follows = false;
        return ("", tail);
    }
    match kind(core) {
        Some(kind) => out.push_placeholder(kind),
        None => match core.split_once('/') {
            // "host/10.0.0.1:443", the format of a resolved address in Java.
            Some((host, address)) if is_host(host) && kind(address) == Some("address") => {
                out.push_placeholder("host");
                out.text.push('/');
                out.push_placeholder("address");
            }
            _ => {
                match numbered_prefix(core) {
                    Some(name) => {
                        out.text.push_str(name);
                        out.push_placeholder("n");
                    }
                    None => out.text.push_str(core),
                }
                out.status_follows = announces_code(core);
            }
        },
    }
    ("", tail)
}
