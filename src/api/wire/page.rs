//! Pages of a list, and their rows.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

use serde::de::{DeserializeOwned, Error as _, IgnoredAny};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::api::field::{Field, with_oddity};
use crate::api::lone_surrogates;
use crate::model::object::ObjectOnly;

/// A type of rows. The default stands for a row that cannot be decoded.
pub trait RowData: DeserializeOwned + Default {
    /// The part of a row's JSON that is decoded and retained: all of it, unless it can have account names or
    /// credentials, because the retained JSON is shown and exported.
    ///
    /// # Errors
    /// The JSON cannot be read.
    fn retained(json: &str) -> serde_json::Result<Cow<'_, str>> {
        Ok(Cow::Borrowed(json))
    }
}

/// For the envelope of a page whose rows are decoded on their own.
impl RowData for IgnoredAny {}

/// One page of a list.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(remote = "Self", rename_all = "camelCase", bound = "T: RowData")]
pub struct Page<T> {
    #[serde(default)]
    total_records: Field<i64>,
    /// The older name of `totalRecords`.
    #[serde(default)]
    count: Field<i64>,
    /// The rows; null is the same as an empty list.
    records: Option<Vec<Row<T>>>,
}

impl<'de, T: RowData> Deserialize<'de> for Page<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(ObjectOnly(deserializer))
    }
}

impl<T> Page<T> {
    /// The number of rows on all pages according to the service, but at least the number of rows on this page.
    pub fn total(&self) -> u64 {
        let sent = u64::try_from(self.rows().len()).unwrap_or_default();
        self.reported_total().unwrap_or_default().max(sent)
    }

    /// The number of rows on all pages according to the service; `None` if it is missing or odd. A negative number counts
    /// as 0.
    pub fn reported_total(&self) -> Option<u64> {
        let counted = self.total_records.copied().or(self.count.copied())?;
        Some(u64::try_from(counted).unwrap_or_default())
    }

    /// The rows of this page.
    pub fn rows(&self) -> &[Row<T>] {
        self.records.as_deref().unwrap_or_default()
    }
}

/// A row with its JSON. Cheap to clone.
#[derive(Debug)]
pub struct Row<T>(Arc<Content<T>>);

#[derive(Debug)]
struct Content<T> {
    value: T,
    json: Box<str>,
    form: RowForm,
}

/// How far a row has the documented form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowForm {
    /// All its values have the documented types.
    Documented,
    /// Some of its values have other types.
    Odd,
    /// It is not an object, or has a member twice: only its JSON is known, and all its fields are missing.
    Unreadable,
}

impl<T> Row<T> {
    /// The JSON of the row, byte for byte as the service sent it; of some types only a part, see [`RowData::retained`].
    pub fn json(&self) -> &str {
        &self.0.json
    }

    /// How far the row has the documented form.
    pub fn form(&self) -> RowForm {
        self.0.form
    }

    /// Whether the row, or a value in it, does not have the documented form.
    pub fn is_odd(&self) -> bool {
        self.form() != RowForm::Documented
    }

    /// The JSON of a row that could not be decoded.
    pub fn unreadable(&self) -> Option<&str> {
        (self.form() == RowForm::Unreadable).then(|| self.json())
    }
}

impl<T> Clone for Row<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Deref for Row<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.value
    }
}

/// Rows are equal if their JSON is equal.
impl<T> PartialEq for Row<T> {
    fn eq(&self, other: &Self) -> bool {
        self.json() == other.json()
    }
}

impl<'de, T: RowData> Deserialize<'de> for Row<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = <&RawValue>::deserialize(deserializer)?.get();
        let json = T::retained(json).map_err(D::Error::custom)?;
        let (value, has_odd_value) = with_oddity(|| lone_surrogates::from_str(&json));
        let form = match (&value, has_odd_value) {
            (Err(_), _) => RowForm::Unreadable,
            (Ok(_), true) => RowForm::Odd,
            (Ok(_), false) => RowForm::Documented,
        };
        Ok(Self(Arc::new(Content { value: value.unwrap_or_default(), json: json.into(), form })))
    }
}
