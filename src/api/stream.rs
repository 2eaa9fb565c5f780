//! Streaming decoding of a long list, element by element. A history of 50,000 executions or a page of 500 stack traces is
//! a response of many megabytes; decoding it in one task would block the page.
//!
//! serde_json 1 can stream only from a blocking `Read`, and a browser delivers a body in chunks between tasks. So this file
//! finds the ends of the elements, and serde_json decodes each of them. The test
//! `the_elements_do_not_depend_on_how_the_bytes_are_cut` fails without it. It can go once serde_json decodes incrementally.

use serde::de::DeserializeOwned;

use super::envelope::{HttpResponse, decode};
use super::error::Error;

/// The maximum size of the envelope without its list, in bytes. The service's own has a few hundred bytes.
const MAX_ENVELOPE: usize = 64 * 1024;

/// Splits a response into the elements of its list and the envelope. [`feed`](Self::feed) takes all bytes, then
/// [`finish`](Self::finish) returns the decoded envelope.
#[derive(Debug)]
pub struct Splitter {
    /// The path of the list: member names from the envelope down.
    path: &'static [&'static str],
    /// The number of names of the path that lead to the current object.
    followed: usize,
    /// The envelope so far, with an empty list in place of the long one.
    envelope: Vec<u8>,
    /// The incomplete element.
    element: Vec<u8>,
    /// The name of the current member of an object on the path.
    name: Vec<u8>,
    depth: usize,
    state: State,
    in_string: bool,
    is_escaped: bool,
    /// Whether the current string may be a member name.
    is_name: bool,
    /// Whether a value has started since the last comma or bracket of the list.
    has_element: bool,
    is_broken: bool,
}

/// The position in the response.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before or after the list.
    #[default]
    Envelope,
    /// Within the list.
    List,
}

/// The path of a list that is the envelope's `data` itself.
pub const LIST: &[&str] = &["data"];
/// The path of the `records` of a page.
pub const PAGE: &[&str] = &["data", "records"];

impl Splitter {
    /// A splitter for a list at a path.
    pub const fn new(path: &'static [&'static str]) -> Self {
        Self {
            path,
            followed: 0,
            envelope: Vec::new(),
            element: Vec::new(),
            name: Vec::new(),
            depth: 0,
            state: State::Envelope,
            in_string: false,
            is_escaped: false,
            is_name: false,
            has_element: false,
            is_broken: false,
        }
    }

    /// Takes the next bytes, and passes each completed element of the list to `each`, as the service sent it.
    pub fn feed(&mut self, bytes: &[u8], each: &mut dyn FnMut(&str)) {
        let mut rest = bytes;
        while let Some((first, behind)) = rest.split_first() {
            if self.in_string {
                rest = self.within_string(rest);
                continue;
            }
            // Bytes without structure are copied in one piece.
            let plain = rest.iter().position(|byte| is_structural(*byte)).unwrap_or(rest.len());
            if plain > 0 {
                let (piece, behind) = rest.split_at_checked(plain).unwrap_or((rest, &[]));
                self.plain(piece);
                rest = behind;
                continue;
            }
            self.structural(*first, each);
            rest = behind;
        }
    }

    /// Decodes the data of the envelope, with an empty list in place of the long one.
    ///
    /// # Errors
    /// The service's error, or an unreadable or incomplete response.
    pub fn finish<T: DeserializeOwned>(self) -> Result<T, Error> {
        // An unclosed list and unbalanced brackets make the response unreadable.
        let is_whole = !self.is_broken && self.depth == 0 && !self.in_string;
        let body = if is_whole { String::from_utf8_lossy(&self.envelope) } else { "(incomplete)".into() };
        decode(HttpResponse { status: 200, body: &body, retry_after: None }).map(|(data, _)| data)
    }

    /// Whether the current object is on the path to the list.
    const fn is_on_path(&self) -> bool {
        matches!(self.state, State::Envelope) && self.depth == self.followed.saturating_add(1)
    }

    /// Whether the value that starts is the next step of the path; `is_last` selects whether the last step is meant.
    fn is_next_step(&self, is_last: bool) -> bool {
        let steps = self.followed.saturating_add(1);
        self.is_on_path()
            && (steps == self.path.len()) == is_last
            && self.path.get(self.followed).is_some_and(|name| self.name == name.as_bytes())
    }

    /// The nesting depth of the elements of the list.
    const fn list_depth(&self) -> usize {
        self.path.len().saturating_add(1)
    }

    /// Appends bytes to the current element or to the envelope.
    fn keep(&mut self, bytes: &[u8]) {
        match self.state {
            State::List => self.element.extend_from_slice(bytes),
            State::Envelope if self.envelope.len() < MAX_ENVELOPE => self.envelope.extend_from_slice(bytes),
            State::Envelope => self.is_broken = true,
        }
    }

    fn plain(&mut self, piece: &[u8]) {
        if self.state == State::List && self.depth == self.list_depth() {
            // Whitespace between elements, or an element that is a number or a literal.
            let has_more = piece.iter().any(|byte| !byte.is_ascii_whitespace());
            if !has_more {
                return;
            }
            self.has_element = true;
        }
        self.keep(piece);
    }

    /// Consumes bytes of a string; returns the rest after it.
    fn within_string<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        if self.is_escaped {
            self.is_escaped = false;
            let (one, behind) = bytes.split_at_checked(1).unwrap_or((bytes, &[]));
            self.string_piece(one);
            return behind;
        }
        let end = bytes.iter().position(|byte| matches!(byte, b'"' | b'\\'));
        let Some(end) = end else {
            self.string_piece(bytes);
            return &[];
        };
        let (piece, behind) = bytes.split_at_checked(end.saturating_add(1)).unwrap_or((bytes, &[]));
        if bytes.get(end) == Some(&b'\\') {
            self.is_escaped = true;
            self.string_piece(piece);
        } else {
            self.in_string = false;
            self.string_piece(piece);
            if self.is_name {
                self.name.pop();
                self.is_name = false;
            }
        }
        behind
    }

    fn string_piece(&mut self, piece: &[u8]) {
        if self.is_name && self.name.len() < MAX_ENVELOPE {
            self.name.extend_from_slice(piece);
        }
        self.keep(piece);
    }

    fn structural(&mut self, byte: u8, each: &mut dyn FnMut(&str)) {
        let in_list = self.state == State::List && self.depth == self.list_depth();
        match byte {
            b'"' => {
                self.in_string = true;
                // On the path, every string may be a member name; a colon after it decides.
                self.is_name = self.is_on_path();
                if self.is_name {
                    self.name.clear();
                }
                self.has_element |= in_list;
                self.keep(b"\"");
            }
            b'[' if self.is_next_step(true) => {
                self.keep(b"[");
                self.depth = self.list_depth();
                self.state = State::List;
                self.has_element = false;
            }
            b'{' if self.is_next_step(false) => {
                self.keep(b"{");
                self.depth = self.depth.saturating_add(1);
                self.followed = self.followed.saturating_add(1);
                self.name.clear();
            }
            b'{' | b'[' => {
                self.has_element |= in_list;
                self.keep(&[byte]);
                self.depth = self.depth.saturating_add(1);
            }
            b']' if in_list => {
                self.element_ends(each);
                self.state = State::Envelope;
                self.depth = self.path.len();
                self.keep(b"]");
            }
            b'}' if in_list => self.is_broken = true,
            b'}' | b']' => {
                if self.followed > 0 && self.is_on_path() {
                    self.followed = self.followed.saturating_sub(1);
                    self.name.clear();
                }
                self.keep(&[byte]);
                self.is_broken |= self.depth == 0;
                self.depth = self.depth.saturating_sub(1);
            }
            b',' if in_list => {
                self.is_broken |= !self.has_element;
                self.element_ends(each);
            }
            other => {
                // A member name with escapes could be any name, also the next one of the path.
                self.is_broken |= other == b':' && self.is_on_path() && self.name.contains(&b'\\');
                // The next string is a member name again.
                if other == b',' && self.is_on_path() {
                    self.name.clear();
                }
                self.keep(&[other]);
            }
        }
    }

    fn element_ends(&mut self, each: &mut dyn FnMut(&str)) {
        if self.has_element {
            each(String::from_utf8_lossy(&self.element).trim_ascii_end());
        }
        self.element.clear();
        self.has_element = false;
    }
}

const fn is_structural(byte: u8) -> bool {
    matches!(byte, b'"' | b'{' | b'}' | b'[' | b']' | b',' | b':')
}

#[cfg(test)]
mod tests;
