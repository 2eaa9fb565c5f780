//! Percent-encoding of path segments and query parameters, in URLs of the page and of the service.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// The characters to percent-encode: all but the unreserved ones of RFC 3986, which suits path segments and queries.
const RESERVED: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Percent-encodes a path segment.
pub fn encode(text: &str) -> impl std::fmt::Display + '_ {
    utf8_percent_encode(text, &RESERVED)
}

/// Decodes a path segment; invalid UTF-8 becomes the replacement character.
pub fn decode(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// A builder of a path with query parameters. A space becomes `%20`, where the serializer of form_urlencoded writes `+`,
/// which only form decoders decode.
#[derive(Debug)]
pub struct Address {
    text: String,
    separator: char,
}

impl Address {
    /// Starts with an encoded path.
    pub fn new(path: String) -> Self {
        Self { text: path, separator: '?' }
    }

    /// Appends a query parameter; the value is percent-encoded.
    pub fn parameter(&mut self, name: &str, value: &str) {
        self.text.push(self.separator);
        self.separator = '&';
        self.text.push_str(name);
        self.text.push('=');
        self.text.extend(utf8_percent_encode(value, &RESERVED));
    }

    /// The finished URL.
    pub fn finish(self) -> String {
        self.text
    }
}

/// The parameters of a query string. Of a repeated name, the first one is used.
#[derive(Debug)]
pub struct Parameters<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Parameters<'a> {
    /// Parses a query string, without the `?`.
    pub fn parse(query: &'a str) -> Self {
        Self(form_urlencoded::parse(query.as_bytes()).collect())
    }

    /// The value of a parameter; `None` when it is missing or empty.
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
    fn an_encoded_segment_stays_one_segment() {
        assert_eq!(encode("a/b?c#d%2F e").to_string(), "a%2Fb%3Fc%23d%252F%20e");
    }

    #[test]
    fn a_plus_is_encoded_and_decoded_as_a_plus_and_a_space_as_a_space() {
        let mut address = Address::new("x".into());
        address.parameter("name", "libstdc++ 6");
        assert_eq!(address.finish(), "x?name=libstdc%2B%2B%206");
        assert_eq!(Parameters::parse("name=a+b").get("name"), Some("a b"));
    }

    #[test]
    fn of_a_repeated_parameter_the_first_is_used_and_an_empty_one_is_missing() {
        let parameters = Parameters::parse("a=1&a=2&b=&c");
        assert_eq!(parameters.get("a"), Some("1"));
        assert_eq!(parameters.get("b"), None);
        assert_eq!(parameters.get("c"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_decoded_as_it_was_encoded(text in any::<String>(), other in "\\PC*") {
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
