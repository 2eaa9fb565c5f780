//! Work-around for serde 1: structs that are deserialized from JSON objects only.
//!
//! The `Deserialize` that serde derives for a struct also accepts an array, by position: `[]` would be a page without
//! rows, and `["x"]` a row with the id `x`. serde has no attribute against it. A struct with `#[serde(remote = "Self")]` gets the derived code as a
//! function of its own, and its `Deserialize` calls that function with an [`ObjectOnly`].
//!
//! The test `an_array_is_not_decoded_as_an_object_by_position` in `tests/wire.rs` fails without this file. It can go once serde
//! has such an attribute.

use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;

/// A deserializer that accepts only an object, whatever type is requested.
pub(crate) struct ObjectOnly<D>(pub(crate) D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for ObjectOnly<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        // serde_json's `deserialize_map` refuses an array; its `deserialize_struct` does not.
        self.0.deserialize_map(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Implements `Deserialize` for structs that are derived with `#[serde(remote = "Self")]`.
macro_rules! object_only {
    ($($name:ident),+ $(,)?) => {$(
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                // The derived function, not this one.
                Self::deserialize($crate::model::object::ObjectOnly(deserializer))
            }
        }
    )+};
}

pub(crate) use object_only;
