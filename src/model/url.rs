//! The pieces of an address: segments of a path and parameters of a query, for the page's own and the service's.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// All but what RFC 3986 calls unreserved: right in a path segment and in a query alike.
const RESERVED: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Encodes one segment of a path.
pub fn encode(text: &str) -> impl std::fmt::Display + '_ {
    utf8_percent_encode(text, &RESERVED)
}

/// Decodes one segment of a path; bytes that are no UTF-8 become the replacement character.
pub fn decode(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// An address under construction.
#[derive(Debug)]
pub struct Address {
    text: String,
    separator: char,
}

impl Address {
    /// Begins with a path that is encoded already.
    pub fn new(path: String) -> Self {
        Self { text: path, separator: '?' }
    }

    /// Adds a parameter, encoded.
    pub fn parameter(&mut self, name: &str, value: &str) {
        self.text.push(self.separator);
        self.separator = '&';
        self.text.push_str(name);
        self.text.push('=');
        self.text.extend(utf8_percent_encode(value, &RESERVED));
    }

    /// The address.
    pub fn finish(self) -> String {
        self.text
    }
}

/// The parameters of a query. Of a name that occurs twice, the first counts.
#[derive(Debug)]
pub struct Parameters<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Parameters<'a> {
    /// Reads what stands behind the `?`.
    pub fn parse(query: &'a str) -> Self {
        Self(form_urlencoded::parse(query.as_bytes()).collect())
    }

    /// The value of a parameter; an empty one is the same as none.
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(key, _)| key == name)?;
        (!value.is_empty()).then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_segment_stays_one_segment() {
        assert_eq!(encode("a/b?c#d%2F e").to_string(), "a%2Fb%3Fc%23d%252F%20e");
    }

    #[test]
    fn a_plus_is_a_plus_and_a_space_a_space() {
        let mut address = Address::new("x".into());
        address.parameter("name", "libstdc++ 6");
        assert_eq!(address.finish(), "x?name=libstdc%2B%2B%206");
        assert_eq!(Parameters::parse("name=a+b").get("name"), Some("a b"));
    }

    #[test]
    fn the_first_of_two_counts_and_an_empty_one_is_none() {
        let parameters = Parameters::parse("a=1&a=2&b=&c");
        assert_eq!(parameters.get("a"), Some("1"));
        assert_eq!(parameters.get("b"), None);
        assert_eq!(parameters.get("c"), None);
    }

    proptest! {
        #[test]
        fn any_text_survives_the_address(text in any::<String>(), other in "\\PC*") {
            let segment = encode(&text).to_string();
            prop_assert_eq!(decode(&segment), text.as_str());
            let mut address = Address::new(String::new());
            address.parameter("first", &text);
            address.parameter("second", &other);
            let query = address.finish();
            let parameters = Parameters::parse(query.get(1..).unwrap());
            prop_assert_eq!(parameters.get("first").unwrap_or_default(), text.as_str());
            prop_assert_eq!(parameters.get("second").unwrap_or_default(), other.as_str());
        }
    }
}
