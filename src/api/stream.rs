//! Reading a long list as it arrives, element by element. A history of fifty thousand executions is an answer of many
//! megabytes, and so is a page of five hundred stack traces: read in one go, it would stop the page.

use serde::de::DeserializeOwned;

use super::envelope::{Response, decode};
use super::error::Error;

/// How much of an envelope is kept beside its list, in bytes. The service's own has some hundred.
const MOST: usize = 64 * 1024;

/// Takes an answer apart while it comes. Give it all bytes with [`feed`](Self::feed), then ask what it was with
/// [`finish`](Self::finish).
#[derive(Debug)]
pub struct Splitter {
    /// Where the list is: the names that lead to it from the envelope.
    path: &'static [&'static str],
    /// How many of them have been followed into the object that is read.
    followed: usize,
    /// The envelope as it comes, with an empty list in place of the long one.
    envelope: Vec<u8>,
    /// The element that is not complete yet.
    element: Vec<u8>,
    /// The name of the member whose value is read, on the way to the list.
    name: Vec<u8>,
    depth: usize,
    state: State,
    in_string: bool,
    is_escaped: bool,
    /// Whether a string that is read is the name of a member.
    is_name: bool,
    /// Whether a value has begun since the last comma or bracket of the list.
    has_element: bool,
    is_broken: bool,
}

/// Where in the envelope the reading is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the list, or behind it.
    #[default]
    Envelope,
    /// Within the list.
    List,
}

/// The list is the envelope's `data` itself.
pub const LIST: &[&str] = &["data"];
/// The list is the `records` of the page that the envelope's `data` is.
pub const PAGE: &[&str] = &["data", "records"];

impl Splitter {
    /// For an answer whose list is there.
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

    /// Takes the next bytes. Each element of the list that is complete goes to `each`, as the service wrote it.
    pub fn feed(&mut self, bytes: &[u8], each: &mut dyn FnMut(&str)) {
        let mut rest = bytes;
        while let Some((first, behind)) = rest.split_first() {
            if self.in_string {
                rest = self.within_string(rest);
                continue;
            }
            // What changes nothing is taken in one piece.
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

    /// The end of the answer: its data, with an empty list where the long one was.
    ///
    /// # Errors
    /// What the envelope said instead of a list, or that it was none, or not whole.
    pub fn finish<T: DeserializeOwned>(self) -> Result<T, Error> {
        // A list that is not closed, or brackets that do not match, leave an envelope that is none.
        let is_whole = !self.is_broken && self.depth == 0 && !self.in_string;
        let body = if is_whole { String::from_utf8_lossy(&self.envelope) } else { String::new().into() };
        decode(Response { status: 200, body: &body, retry_after: None }).map(|(data, _)| data)
    }

    /// Whether what is read is an object on the way to the list.
    const fn on_the_way(&self) -> bool {
        matches!(self.state, State::Envelope) && self.depth == self.followed.saturating_add(1)
    }

    /// Whether the value that begins is the next step on the way; `is_last` whether it is the last.
    fn leads_on(&self, is_last: bool) -> bool {
        let steps = self.followed.saturating_add(1);
        self.on_the_way()
            && (steps == self.path.len()) == is_last
            && self.path.get(self.followed).is_some_and(|name| self.name == name.as_bytes())
    }

    /// How deep the elements of the list are.
    const fn list_depth(&self) -> usize {
        self.path.len().saturating_add(1)
    }

    /// Keeps bytes where they belong.
    fn keep(&mut self, bytes: &[u8]) {
        match self.state {
            State::List => self.element.extend_from_slice(bytes),
            State::Envelope if self.envelope.len() < MOST => self.envelope.extend_from_slice(bytes),
            State::Envelope => self.is_broken = true,
        }
    }

    fn plain(&mut self, piece: &[u8]) {
        if self.state == State::List && self.depth == self.list_depth() {
            // Between the elements of the list, or an element that is a number or a word.
            let has_more = piece.iter().any(|byte| !byte.is_ascii_whitespace());
            if !has_more {
                return;
            }
            self.has_element = true;
        }
        self.keep(piece);
    }

    /// Reads on in a string; tells what is left behind it.
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
        if self.is_name && self.name.len() < MOST {
            self.name.extend_from_slice(piece);
        }
        self.keep(piece);
    }

    fn structural(&mut self, byte: u8, each: &mut dyn FnMut(&str)) {
        let in_list = self.state == State::List && self.depth == self.list_depth();
        match byte {
            b'"' => {
                self.in_string = true;
                // On the way every string may be a name; what follows it tells.
                self.is_name = self.on_the_way();
                if self.is_name {
                    self.name.clear();
                }
                self.has_element |= in_list;
                self.keep(b"\"");
            }
            b'[' if self.leads_on(true) => {
                self.keep(b"[");
                self.depth = self.list_depth();
                self.state = State::List;
                self.has_element = false;
            }
            b'{' if self.leads_on(false) => {
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
                if self.followed > 0 && self.on_the_way() {
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
                // A name that is written with escapes may be any: it is not guessed at.
                self.is_broken |= other == b':' && self.on_the_way() && self.name.contains(&b'\\');
                // What comes next is a name again.
                if other == b',' && self.on_the_way() {
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
