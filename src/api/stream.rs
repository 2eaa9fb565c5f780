//! Reading a long list as it arrives, element by element. A history of fifty thousand executions is an answer of many
//! megabytes, and so is a page of five hundred stack traces: read in one go, it would stop the page.

use super::decode::{Response, decode};
use super::error::Error;
use crate::model::json::Read;

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
    pub fn finish<T: Read>(self) -> Result<T, Error> {
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
mod tests {
    use super::super::error::Kind;
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    /// Feeds a text in pieces that end at `cuts`; its elements, and what it was.
    fn split(text: &[u8], cuts: &[usize]) -> (Vec<String>, Result<Option<Vec<Value>>, Error>) {
        split_at(LIST, text, cuts)
    }

    fn split_at<T: Read>(
        path: &'static [&'static str],
        text: &[u8],
        cuts: &[usize],
    ) -> (Vec<String>, Result<T, Error>) {
        let mut splitter = Splitter::new(path);
        let mut elements = Vec::new();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (text.len() + 1)).collect();
        cuts.extend([0, text.len()]);
        cuts.sort_unstable();
        for pair in cuts.windows(2) {
            splitter.feed(&text[pair[0]..pair[1]], &mut |element| elements.push(element.to_owned()));
        }
        (elements, splitter.finish())
    }

    fn of(text: &str) -> (Vec<String>, Result<Option<Vec<Value>>, Error>) {
        split(text.as_bytes(), &[])
    }

    #[test]
    fn each_element_comes_as_the_service_wrote_it() {
        let (elements, end) = of(
            r#" { "code" : 0 , "data" : [ {"id":"a","n":9223372036854775807} , {"s":"x, ]}\"\\"},3,"y" ], "traceId":"t"}"#,
        );
        assert_eq!(elements, [r#"{"id":"a","n":9223372036854775807}"#, r#"{"s":"x, ]}\"\\"}"#, "3", r#""y""#]);
        assert_eq!(end, Ok(Some(vec![])));
    }

    #[test]
    fn no_list_and_an_empty_list_have_no_elements() {
        let none =
            [r#"{"code":0,"data":[]}"#, "{\"code\":0,\"data\":[ \n ]}", r#"{"code":0,"data":null}"#, r#"{"code":0}"#];
        for text in none {
            let (elements, end) = of(text);
            assert!(elements.is_empty() && end.is_ok_and(|data| data.is_none_or(|data| data.is_empty())), "{text}");
        }
    }

    #[test]
    fn only_the_envelopes_own_data_is_the_list() {
        let (elements, end) =
            of(r#"{"message":"data","x":{"data":[1]},"y":["data",[2]],"code":0,"z":"data","data":[4],"w":[5]}"#);
        assert_eq!((elements, end), (vec!["4".to_owned()], Ok(Some(vec![]))));
    }

    #[test]
    fn a_page_gives_its_records_and_keeps_its_counts() {
        for text in [
            r#"{"code":0,"data":{"totalRecords":7,"records":[{"id":"a","records":[1]},{"id":"b"}],"page":1},"traceId":"t"}"#,
            r#"{"records":[9],"x":{"records":[8]},"data":{"y":{"records":[7]},"records" : [ {"id":"a","records":[1]} , {"id":"b"} ],"totalRecords":7},"code":0}"#,
        ] {
            for cut in 0..text.len() {
                let (records, page) = split_at::<Value>(PAGE, text.as_bytes(), &[cut]);
                assert_eq!(records, [r#"{"id":"a","records":[1]}"#, r#"{"id":"b"}"#]);
                let page = page.unwrap();
                assert_eq!((&page["totalRecords"], &page["records"]), (&json!(7), &json!([])));
            }
        }
        let (records, page) = split_at::<Value>(PAGE, br#"{"code":0,"data":{"totalRecords":0,"records":null}}"#, &[]);
        assert!(records.is_empty() && page.is_ok());
    }

    #[test]
    fn an_escape_in_a_text_is_no_escape_in_a_name() {
        let (elements, end) = of(r#"{"code":0,"message":"a\"b","data":[{"a\tb":1}]}"#);
        assert_eq!((elements.len(), end), (1, Ok(Some(vec![]))));
    }

    #[test]
    fn an_error_keeps_its_words() {
        let (elements, end) = of(r#"{"code":250310,"message":"任务[x]未找到","data":null,"traceId":"t"}"#);
        let error = end.unwrap_err();
        assert!(elements.is_empty());
        assert_eq!((error.kind(), error.message.as_deref()), (Kind::NotFound, Some("任务[x]未找到")));
    }

    #[test]
    fn what_is_no_list_is_unreadable() {
        for text in [
            "",
            "<html>",
            "[1]",
            r#"{"code":0,"data":{"a":1}}"#,
            r#"{"code":0,"data":"x"}"#,
            r#"{"code":0,"data":[1,2"#,
            r#"{"code":0,"data":[1,2]"#,
            r#"{"code":0,"data":[1,,2]}"#,
            r#"{"code":0,"data":[1}]}"#,
            r#"{"code":0,"data":[1]}}"#,
            r#"{"code":0,"data":["#,
            r#"{"code":0,"d\u0061ta":[1]}"#,
        ] {
            assert_eq!(of(text).1.map_err(|error| error.kind()), Err(Kind::Unreadable), "{text}");
        }
    }

    #[test]
    fn an_envelope_that_never_ends_is_given_up() {
        let text = format!(r#"{{"code":0,"x":"{}","data":[1]}}"#, "y".repeat(200_000));
        assert_eq!(of(&text).1.map_err(|error| error.kind()), Err(Kind::Unreadable));
    }

    fn element() -> impl Strategy<Value = Value> {
        let text = "\\PC{0,8}|[\"\\\\\\[\\]{},:]{0,6}";
        (text, any::<i64>(), prop::collection::vec(text, 0..3)).prop_map(
            |(text, number, list)| json!({ "s": text, "n": number, "data": list, "o": { "data": [{}], "é": null } }),
        )
    }

    proptest! {
        #[test]
        fn however_the_bytes_are_cut_the_elements_are_the_same(
            elements in prop::collection::vec(element(), 0..4),
            cuts in prop::collection::vec(any::<usize>(), 0..12),
            pretty in any::<bool>(),
        ) {
            let document = json!({ "code": 0, "data": elements, "message": null, "traceId": "t" });
            let text = if pretty { serde_json::to_string_pretty(&document) } else { serde_json::to_string(&document) }.unwrap();
            let (found, end) = split(text.as_bytes(), &cuts);
            let found: Vec<Value> = found.iter().map(|element| serde_json::from_str(element).unwrap()).collect();
            prop_assert_eq!(found, elements);
            prop_assert_eq!(end, Ok(Some(vec![])));
        }

        #[test]
        fn what_broke_off_is_never_taken_for_the_whole(elements in prop::collection::vec(element(), 1..4), at in any::<prop::sample::Index>()) {
            let text = json!({ "code": 0, "data": elements }).to_string();
            let (_, end) = split(&text.as_bytes()[..at.index(text.len())], &[]);
            prop_assert!(end.is_err());
        }

        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..60), text in "[\\[\\]{}\",:\\\\a1 ]{0,60}") {
            let _ = split(&bytes, &[7, 13]);
            let _ = split(format!("{{\"code\":0,\"data\":[{text}").as_bytes(), &[19]);
        }
    }
}
