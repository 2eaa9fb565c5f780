//! JSON, read member by member.
//!
//! A derived reader is code of its own for each type. Here all types share one that takes an object apart; what each
//! adds is the names of its members. That spares every visitor kilobytes, and a value's own text is at hand.

mod mend;

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

pub use serde_json::Error;

/// What can be read from the text of a value.
pub trait Read: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// When it is none, in words that say what it should be.
    fn read(json: &str) -> Result<Self, Error>;
}

/// The members of an object, each with its value's own text.
#[derive(Debug)]
pub struct Object<'a>(Vec<(Name<'a>, &'a RawValue)>);

impl<'a> Object<'a> {
    /// Takes an object apart.
    ///
    /// # Errors
    /// When it is no object, or no JSON.
    pub fn of(json: &'a str) -> Result<Self, Error> {
        serde_json::from_str(json)
    }

    /// The text of a member's value; none where it is missing or null.
    ///
    /// # Errors
    /// When there are two of that name: nobody knows which is meant.
    pub fn find(&self, name: &str) -> Result<Option<&'a str>, Error> {
        let mut found = self.0.iter().filter(|(member, _)| member.0 == name).map(|(_, value)| value.get());
        match (found.next(), found.next()) {
            (_, Some(_)) => Err(Error::custom(format_args!("duplicate field `{name}`"))),
            (found, None) => Ok(found.filter(|text| *text != "null")),
        }
    }

    /// A member that may be missing or null.
    ///
    /// # Errors
    /// When it is something else.
    pub fn get<T: Read>(&self, name: &'static str) -> Result<Option<T>, Error> {
        match self.find(name)? {
            None => Ok(None),
            Some(json) => T::read(json).map(Some).map_err(|error| within(name, &error)),
        }
    }

    /// A member that must be there.
    ///
    /// # Errors
    /// When it is not, or is something else.
    pub fn need<T: Read>(&self, name: &'static str) -> Result<T, Error> {
        self.get(name)?.ok_or_else(|| missing(name))
    }

    /// A name of a member that is none of these.
    pub fn unknown(&self, known: &[&str]) -> Option<&str> {
        self.pairs().map(|(name, _)| name).find(|name| !known.contains(name))
    }

    /// The names of its members, and their values' texts.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &'a str)> {
        self.0.iter().map(|(name, value)| (&*name.0, value.get()))
    }
}

fn within(name: &str, error: &Error) -> Error {
    Error::custom(format_args!("{name}: {error}"))
}

fn missing(name: &str) -> Error {
    Error::custom(format_args!("missing field `{name}`"))
}

impl<'de: 'a, 'a> Deserialize<'de> for Object<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Vec<(Name<'de>, &'de RawValue)>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(name) = map.next_key()? {
                    members.push((name, map.next_value()?));
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(Members).map(Object)
    }
}

/// The name of a member. As bytes, so that half a character in it is no reason to read nothing.
#[derive(Debug)]
struct Name<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Name<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;
        impl<'de> Visitor<'de> for Bytes {
            type Value = Name<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a name")
            }

            fn visit_borrowed_bytes<E>(self, name: &'de [u8]) -> Result<Self::Value, E> {
                Ok(Name(String::from_utf8_lossy(name)))
            }

            fn visit_bytes<E>(self, name: &[u8]) -> Result<Self::Value, E> {
                Ok(Name(String::from_utf8_lossy(name).into_owned().into()))
            }
        }
        deserializer.deserialize_bytes(Bytes)
    }
}

/// A text, copied only where it holds an escape.
#[derive(Debug)]
struct Text<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Characters;
        impl<'de> Visitor<'de> for Characters {
            type Value = Text<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a text")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Characters)
    }
}

/// Reads a text.
///
/// # Errors
/// When it is none.
pub fn text(json: &str) -> Result<Cow<'_, str>, Error> {
    match (serde_json::from_str(json), json.contains('\\')) {
        (Ok(Text(text)), _) => Ok(text),
        (Err(error), false) => Err(error),
        (Err(error), true) => match mend::mended(json) {
            Some(mended) => String::read(&mended).map(Cow::Owned),
            None => Err(error),
        },
    }
}

/// What is there, whatever it is.
#[derive(Debug, PartialEq, Eq)]
pub struct Anything;

impl Read for Anything {
    fn read(_: &str) -> Result<Self, Error> {
        Ok(Self)
    }
}

impl Read for String {
    fn read(json: &str) -> Result<Self, Error> {
        text(json).map(Cow::into_owned)
    }
}

impl Read for bool {
    fn read(json: &str) -> Result<Self, Error> {
        match json {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(Error::custom("neither true nor false")),
        }
    }
}

impl Read for i64 {
    fn read(json: &str) -> Result<Self, Error> {
        json.parse().map_err(|_| Error::custom("not a whole number"))
    }
}

impl<T: Read> Read for Option<T> {
    fn read(json: &str) -> Result<Self, Error> {
        if json == "null" { Ok(None) } else { T::read(json).map(Some) }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(json: &str) -> Result<Self, Error> {
        list(json)?.into_iter().map(|value| T::read(value.get())).collect()
    }
}

/// The values of a list, each as its own text.
fn list(json: &str) -> Result<Vec<&RawValue>, Error> {
    serde_json::from_str(json)
}

#[cfg(test)]
impl Read for serde_json::Value {
    fn read(json: &str) -> Result<Self, Error> {
        serde_json::from_str(json)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_read_as_what_they_are() {
        let object = Object::of(r#" {"t":"a\n\u00e9","n":-9223372036854775808,"b":false,"l":["x",null],"0":null} "#);
        let object = object.unwrap();
        assert_eq!(object.need::<String>("t").unwrap(), "a\né");
        assert_eq!(object.need::<i64>("n").unwrap(), i64::MIN);
        assert_eq!(object.need::<bool>("b").ok(), Some(false));
        assert_eq!(object.need::<Vec<Option<String>>>("l").unwrap(), [Some("x".to_owned()), None]);
        assert_eq!(object.get::<String>("0").unwrap(), None);
        assert_eq!(object.get::<String>("missing").unwrap(), None);
        assert_eq!(object.find("l").unwrap(), Some(r#"["x",null]"#));
    }

    #[test]
    fn a_name_with_an_escape_is_the_name() {
        assert_eq!(Object::of(r#"{"\u0074":1}"#).unwrap().need::<i64>("t").unwrap(), 1);
    }

    #[test]
    fn half_a_character_in_a_name_hides_no_other() {
        assert_eq!(Object::of(r#"{"\ud800":0,"t":1}"#).unwrap().need::<i64>("t").unwrap(), 1);
    }

    #[test]
    fn what_is_something_else_is_said_to_be() {
        let object = Object::of(r#"{"t":1,"n":"1","f":1.5,"big":9223372036854775808}"#).unwrap();
        let said = |error: Error| error.to_string();
        assert!(said(object.get::<String>("t").unwrap_err()).starts_with("t: invalid type"));
        assert!(said(object.get::<i64>("n").unwrap_err()).starts_with("n: "));
        assert!(object.get::<i64>("f").is_err() && object.get::<i64>("big").is_err());
        let twice = Object::of(r#"{"a":1,"b":2,"b":2}"#).unwrap();
        assert!(twice.get::<i64>("a").is_ok() && twice.get::<i64>("b").is_err());
        assert_eq!(said(object.need::<i64>("x").unwrap_err()), "missing field `x`");
    }

    #[test]
    fn what_is_no_object_is_none() {
        for json in ["", "null", "[]", "1", "{", r#"{"a":}"#, r#"{"a":1,}"#, r#"{"a":1} x"#, r#"{"a":01}"#, "{a:1}"] {
            assert!(Object::of(json).is_err(), "{json}");
        }
    }
}
