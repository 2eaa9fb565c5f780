//! What went wrong, without whom it befell: the first line of an error, with everything taken out that differs from
//! one case to the next. A thousand time-outs of a thousand hosts then have one shape.

mod kinds;
#[cfg(test)]
mod tests;

use self::kinds::{
    all_digits, announces_code, answers, behind_path, dated, is_host, is_reason, is_status, is_web_url, kind, numbered,
    says_status,
};
use super::text::first_line;

/// The most characters of a shape.
const LONGEST: usize = 300;

/// The most bytes that are gathered for one; it is cut to measure in the end.
const ENOUGH: usize = LONGEST * 4;

/// The shape of an error.
///
/// Addresses, hosts, paths, digests, ids, times and numbers become their kind in angle brackets; what stands in
/// brackets or quotes, as a rule the name of an artifact, a repository or a cluster, becomes `…`. What says what
/// happened stays: exceptions, error codes, and the status of an HTTP answer.
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
    let mut out = Shape { text: String::new(), status_follows: false };
    let mut rest = first_line(error);
    while !rest.is_empty() && out.text.len() < ENOUGH {
        rest = next(rest, &mut out);
    }
    if out.text.chars().count() > LONGEST {
        let cut: String = out.text.chars().take(LONGEST.saturating_sub(1)).collect();
        return format!("{}…", cut.trim_end());
    }
    out.text
}

/// A short name of a shape for an address: its FNV-1a hash of 64 bits, as 16 hex digits.
///
/// ```
/// assert_eq!(replica_log::model::fingerprint::key("a"), "af63dc4c8601ec8c");
/// ```
pub fn key(shape: &str) -> String {
    let hash = shape
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{hash:016x}")
}

struct Shape {
    text: String,
    /// Whether the word before announced an HTTP status.
    status_follows: bool,
}

impl Shape {
    fn kind(&mut self, kind: &str) {
        // "1 2 3" says no more than "1".
        let placed = format!("‹{kind}›");
        let before = self.text.trim_end_matches([' ', ',']);
        if before.ends_with(&placed) && before.len() < self.text.len() {
            self.text.truncate(before.len());
        } else {
            self.text.push_str(&placed);
        }
        self.status_follows = false;
    }
}

/// Takes the next piece off a line: a quotation, a sign, or a word.
fn next<'a>(rest: &'a str, out: &mut Shape) -> &'a str {
    let Some(first) = rest.chars().next() else { return "" };
    let (_, behind) = rest.split_at_checked(first.len_utf8()).unwrap_or_default();
    if let Some((close, opens)) = closing(first, &out.text)
        && opens
        && let Some((inner, after)) = split_quoted(behind, first, close)
    {
        // A list or an object in JSON is no name: what stands in it is looked at by itself.
        if first == '[' && inner.trim_start().starts_with(['{', '"', '[']) {
            out.text.push(first);
            return behind;
        }
        out.text.push(first);
        // The name of a member of JSON says what the value is; a value of several words says what happened.
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
        // A quote that closes nothing.
        out.text.push(first);
        return behind;
    }
    // A time with a blank in it: "2026-11-01 08:30:00".
    if let Some(after) = dated(word, after) {
        out.kind("time");
        return after;
    }
    self::word(word, after, out);
    after
}

/// What closes a quotation or a bracket, and whether it opens here: an apostrophe within a word does not.
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

/// What stands up to the sign that closes, brackets within brackets included, and what comes behind it.
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

/// What is quoted is mostly a name. A URL or an address is called so; an error code in capitals is one.
fn quoted(inner: &str, out: &mut Shape) {
    let trimmed = inner.trim();
    let is_code = trimmed.len() > 2
        && trimmed.contains('_')
        && trimmed.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    if trimmed.is_empty() || is_code || trimmed == "…" || trimmed.starts_with('‹') && trimmed.ends_with('›') {
        out.text.push_str(inner);
    } else if is_web_url(trimmed) {
        out.kind("url");
    } else if says_status(trimmed) || is_status(trimmed) && out.status_follows {
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

/// What ends a word and stands by itself. A colon, a slash or a point may be part of a word.
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

/// One word. What is glued to its ends (colons, points, `key=`) stays.
fn word(mut word: &str, after: &str, out: &mut Shape) {
    // Piece by piece and without recursion: a word may be as long as a line.
    let mut tails = "";
    while !word.is_empty() && out.text.len() < ENOUGH {
        let (rest, tail) = piece(word, after, out);
        if !tail.is_empty() {
            tails = tail;
        }
        word = rest;
    }
    out.text.push_str(tails);
}

/// Takes one piece off a word: what is left of it, and what stands at its end when all of it is said.
fn piece<'a>(word: &'a str, after: &str, out: &mut Shape) -> (&'a str, &'a str) {
    const NOTHING: (&str, &str) = ("", "");
    // Han and Latin stand without a blank between them: a run of either is a word of its own.
    let glued = |character: char| character as u32 >= 0x2e80;
    if let Some(rest) = behind_path(word) {
        out.kind("path");
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
        // As in "]:443", where the name before stood in brackets.
        out.text.extend(word.chars().take(1));
        return (rest, "");
    }
    // The name of a value that has become its kind already: a name, however much it looks like an id.
    if let Some(name) = word.strip_suffix(['=', ':']).filter(|_| after.starts_with('‹'))
        && !name.contains(['/', ':'])
    {
        out.text.push_str(word);
        out.status_follows = announces_code(name);
        return NOTHING;
    }
    let core = word.trim_end_matches(['.', ':', '!', '?', '-']);
    let tail = word.get(core.len()..).unwrap_or_default();
    // What is announced as an id or as a host is one, whatever it looks like.
    for (announced, kind) in [(" ID: ", "id"), ("UnknownHostException: ", "host")] {
        if out.text.ends_with(announced) && !core.is_empty() {
            out.kind(kind);
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
    // "code:500" and "key:abc", but neither a URL nor an address nor a time.
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
    let is_code = core.len() <= 6 && all_digits(core) && out.status_follows || is_status(core) && answers(&out.text);
    if is_code || is_status(core) && is_reason(after) {
        out.text.push_str(core);
        out.status_follows = false;
        return ("", tail);
    }
    match kind(core) {
        Some(kind) => out.kind(kind),
        None => match core.split_once('/') {
            // "host/10.0.0.1:443", as Java writes an address that it looked up.
            Some((host, address)) if is_host(host) && kind(address) == Some("address") => {
                out.kind("host");
                out.text.push('/');
                out.kind("address");
            }
            _ => {
                match numbered(core) {
                    Some(name) => {
                        out.text.push_str(name);
                        out.kind("n");
                    }
                    None => out.text.push_str(core),
                }
                out.status_follows = announces_code(core);
            }
        },
    }
    ("", tail)
}
