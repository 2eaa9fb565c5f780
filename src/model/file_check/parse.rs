//! Lists of digests: what `sha256sum`, `shasum` and BSD's `sha256` print, and digests alone.

use super::{Digest, MAX_ADDRESS_LIST, MAX_FILES, WantedFile};
use crate::model::url::encode;

/// A list of digests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParsedList {
    /// The files.
    pub files: Vec<WantedFile>,
    /// The number of lines without a digest, not counting blank ones.
    pub unread: u64,
}

/// Parses a list of digests, one in each line; stops after one more than [`MAX_FILES`].
pub fn parse_list(text: &str) -> ParsedList {
    let mut list = ParsedList::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match parse_line(line) {
            Some(file) => list.files.push(file),
            None => list.unread = list.unread.saturating_add(1),
        }
        if list.files.len() > MAX_FILES {
            break;
        }
    }
    list
}

/// The list of an address with more files, one in each line; `None` if it would be too long for an address.
pub fn extended(list: &str, files: &[WantedFile]) -> Option<String> {
    let mut all: Vec<WantedFile> = Vec::new();
    let mut text = String::new();
    let mut length = 0usize;
    for file in parse_list(list).files.iter().chain(files) {
        if all.contains(file) {
            continue;
        }
        let separator = if text.is_empty() { "" } else { "\n" };
        let line = format!("{separator}{file}");
        length = length.saturating_add(encode(&line).to_string().len());
        if length > MAX_ADDRESS_LIST {
            return None;
        }
        text.push_str(&line);
        all.push(file.clone());
    }
    Some(text)
}

fn parse_line(line: &str) -> Option<WantedFile> {
    if let Some(digest) = Digest::parse(line) {
        return Some(WantedFile { name: None, digest });
    }
    if let Some((name, digest)) = line.strip_prefix("SHA256 (").and_then(|rest| rest.rsplit_once(") = ")) {
        return Some(WantedFile { name: Some(name.to_owned()), digest: Digest::parse(digest)? });
    }
    // GNU marks a line in which the name is escaped by a backslash before the digest.
    let (is_escaped, line) = line.strip_prefix('\\').map_or((false, line), |rest| (true, rest));
    let (digest, name) = line.split_once([' ', '\t'])?;
    let digest = Digest::parse(digest)?;
    let name = name.trim_start();
    // The sign of a file that was read as binary.
    let name = name.strip_prefix('*').unwrap_or(name);
    let name = if is_escaped { unescape(name) } else { name.to_owned() };
    Some(WantedFile { name: Some(name).filter(|name| !name.is_empty() && name != "-"), digest })
}

/// A name without the escapes of GNU: `\\`, `\n` and `\r`.
fn unescape(name: &str) -> String {
    let mut characters = name.chars();
    let mut plain = String::with_capacity(name.len());
    while let Some(character) = characters.next() {
        let escaped = if character == '\\' { characters.next() } else { None };
        plain.push(match escaped {
            Some('n') => '\n',
            Some('r') => '\r',
            Some(other) => other,
            None => character,
        });
    }
    plain
}
