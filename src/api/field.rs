//! Lenient decoding: a field of the wrong type is kept as JSON, and the rest of the response is decoded. The types of
//! fields differ between BK-Repo versions, and one unexpected value must not hide a whole page.

use std::cell::Cell;
use std::ops::Deref;

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::value::RawValue;

use super::lone_surrogates;

thread_local! {
    /// Whether an odd value has been decoded, for [`with_oddity`].
    static HAS_ODD_VALUE: Cell<bool> = const { Cell::new(false) };
}

/// Decodes, and returns as well whether a [`Field`] of the result, at any level, is odd. A flag beside the decoder,
/// because the code that serde derives has no place for a state.
pub(super) fn with_oddity<R>(decode: impl FnOnce() -> R) -> (R, bool) {
    HAS_ODD_VALUE.set(false);
    let decoded = decode();
    (decoded, HAS_ODD_VALUE.get())
}

/// An optional field of a response, for use with `#[serde(default)]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Field<T> {
    /// Absent or null.
    #[default]
    Missing,
    /// A value of the documented type.
    Known(T),
    /// A value of another type: its JSON as received.
    Odd(Box<str>),
}

impl<T> Field<T> {
    /// The value, if it has the documented type.
    pub const fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Missing | Self::Odd(_) => None,
        }
    }

    /// The value, copied.
    pub fn copied(&self) -> Option<T>
    where
        T: Copy,
    {
        self.known().copied()
    }

    /// The value, cloned.
    pub fn cloned(&self) -> Option<T>
    where
        T: Clone,
    {
        self.known().cloned()
    }

    /// The value, dereferenced: the `&str` of a `Field<String>`.
    pub fn as_deref(&self) -> Option<&T::Target>
    where
        T: Deref,
    {
        self.known().map(Deref::deref)
    }

    /// The JSON of a value that has another type than the documented one.
    pub fn odd(&self) -> Option<&str> {
        match self {
            Self::Odd(json) => Some(json),
            Self::Missing | Self::Known(_) => None,
        }
    }

    /// Whether the field is absent or null.
    pub const fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }
}

impl Field<String> {
    /// The text, or the JSON of an odd value; empty for a missing one.
    pub fn as_received(&self) -> &str {
        match self {
            Self::Missing => "",
            Self::Known(text) => text,
            Self::Odd(json) => json,
        }
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = <&RawValue>::deserialize(deserializer)?.get();
        if json == "null" {
            return Ok(Self::Missing);
        }
        Ok(lone_surrogates::from_str(json).map_or_else(
            |_| {
                HAS_ODD_VALUE.set(true);
                Self::Odd(json.into())
            },
            Self::Known,
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: DeserializeOwned>(json: &str) -> Field<T> {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_value_of_the_documented_type_is_known() {
        assert_eq!(read::<i64>("9223372036854775807").copied(), Some(i64::MAX));
        assert_eq!(read::<String>(r#""a\n""#).as_deref(), Some("a\n"));
        assert_eq!(read::<Vec<String>>(r#"["a"]"#).as_deref(), Some(["a".to_owned()].as_slice()));
    }

    #[test]
    fn null_is_missing() {
        assert!(read::<i64>(" null ").is_missing());
    }

    #[test]
    fn a_value_of_another_type_keeps_its_json() {
        for json in [r#""12""#, "1.5", "9223372036854775808", "true", "[1, 2]", r#"{"a": "\ud800"}"#] {
            let field = read::<i64>(json);
            assert_eq!((field.odd(), field.known()), (Some(json), None));
        }
        assert_eq!(read::<Vec<String>>(r#"["a",1]"#).odd(), Some(r#"["a",1]"#));
    }

    #[test]
    fn an_odd_value_is_noticed_at_any_level() {
        let notices = |json| with_oddity(|| read::<Vec<Field<i64>>>(json)).1;
        assert!(!notices("[1,null]"));
        assert!(notices(r#"[1,"2"]"#) && notices("[1,2.5]"));
        assert!(!notices("[7]"), "the odd values of earlier data do not count");
    }

    #[test]
    fn the_text_of_an_odd_value_is_its_json() {
        let texts = ["null", r#""a""#, "[7]"].map(read::<String>);
        assert_eq!(texts.each_ref().map(Field::as_received), ["", "a", "[7]"]);
    }

    #[test]
    fn invalid_json_is_an_error() {
        for json in ["", "{", "nul", "[1", "01", r#""a"#] {
            assert!(serde_json::from_str::<Field<i64>>(json).is_err(), "{json}");
        }
    }
}
