//! Removal of account names and credentials: JSON is reduced to the members of an allow-list, before anything else is
//! decoded from it or keeps it.
//!
//! An allow-list and not a list of secrets, because later services can have others.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::api::lone_surrogates::replaced;

/// The members of an object that are kept, each with the allow-list of its value. It applies to the objects in an array
/// as well. With an empty list, only numbers, strings and literals are kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct AllowList(pub(super) &'static [(&'static str, AllowList)]);

impl AllowList {
    /// JSON with nothing but the members on the list, in the order of the list. Of a repeated member, the last one is
    /// kept. Arrays in arrays are emptied.
    ///
    /// # Errors
    /// The JSON cannot be read.
    pub(super) fn apply(self, json: &str) -> serde_json::Result<String> {
        let mut kept = String::with_capacity(json.len());
        self.write(json, &mut kept).or_else(|error| {
            // A member name with a lone surrogate.
            let json = replaced(json).ok_or(error)?;
            kept.clear();
            self.write(&json, &mut kept)
        })?;
        Ok(kept)
    }

    fn write(self, json: &str, out: &mut String) -> serde_json::Result<()> {
        if !json.starts_with('[') {
            return self.write_element(json, out);
        }
        let elements: Vec<&RawValue> = serde_json::from_str(json)?;
        let mut separator = '[';
        for element in elements {
            out.push(separator);
            separator = ',';
            self.write_element(element.get(), out)?;
        }
        if separator == '[' {
            out.push('[');
        }
        out.push(']');
        Ok(())
    }

    /// Writes a value that is not an array. The depth of the recursion is that of the allow-list, whatever the depth of
    /// the JSON.
    fn write_element(self, json: &str, out: &mut String) -> serde_json::Result<()> {
        if json.starts_with('[') {
            out.push_str("[]");
            return Ok(());
        }
        if !json.starts_with('{') {
            out.push_str(json);
            return Ok(());
        }
        // Names with escapes are decoded, so that they are compared as what they mean.
        let members: BTreeMap<String, &RawValue> = serde_json::from_str(json)?;
        let mut separator = "";
        out.push('{');
        for (name, list) in self.0 {
            if let Some(value) = members.get(*name) {
                out.push_str(separator);
                separator = ",";
                out.push('"');
                out.push_str(name);
                out.push_str("\":");
                list.write(value.get(), out)?;
            }
        }
        out.push('}');
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    const VALUE: AllowList = AllowList(&[]);
    const LIST: AllowList = AllowList(&[("a", VALUE), ("list", AllowList(&[("id", VALUE)]))]);

    #[test]
    fn only_members_on_the_list_are_kept_at_every_level() {
        for (json, kept) in [
            (r#"{"a":1,"b":2}"#, r#"{"a":1}"#),
            (
                r#"{ "list" : [ {"id" : "x", "key" : "s"} , null, 7 ], "a" : "t" }"#,
                r#"{"a":"t","list":[{"id":"x"},null,7]}"#,
            ),
            (r#"{"list":{"id":1,"key":"s"}}"#, r#"{"list":{"id":1}}"#),
            (r#"{"a":{"key":"s"}}"#, r#"{"a":{}}"#),
            (r#"{"a":[{"key":"s"},"t",[["s"]]]}"#, r#"{"a":[{},"t",[]]}"#),
            (r#"{"list":[{"id":{"key":"s"}},{"id":["t"]}]}"#, r#"{"list":[{"id":{}},{"id":["t"]}]}"#),
            (r#"{"A":1," a":1,"a ":1}"#, "{}"),
            (r#"[{"a":1,"b":2}]"#, r#"[{"a":1}]"#),
            ("[]", "[]"),
            ("{}", "{}"),
            (r#""s""#, r#""s""#),
            ("null", "null"),
        ] {
            assert_eq!(LIST.apply(json).unwrap(), kept, "{json}");
        }
    }

    #[test]
    fn values_are_kept_as_they_were_sent() {
        let json = r#"{"a":9007199254740993.10,"list":["\ud83d","A\/"]}"#;
        assert_eq!(LIST.apply(json).unwrap(), json);
    }

    #[test]
    fn a_member_name_means_the_same_with_escapes() {
        assert_eq!(LIST.apply(r#"{"\u0061":1,"\u006bey":"s"}"#).unwrap(), r#"{"a":1}"#);
        assert_eq!(LIST.apply(r#"{"\ud800":1,"a":2}"#).unwrap(), r#"{"a":2}"#);
    }

    #[test]
    fn of_a_repeated_member_the_last_one_is_kept() {
        assert_eq!(LIST.apply(r#"{"a":{"key":"s"},"a":1,"\u0061":2}"#).unwrap(), r#"{"a":2}"#);
    }

    #[test]
    fn text_that_is_no_json_is_an_error() {
        for json in ["{", r#"{"a":}"#, "[1", r#"{"a":[1}"#, "{1:2}"] {
            assert!(LIST.apply(json).is_err(), "{json}");
        }
    }

    fn json() -> impl Strategy<Value = Value> {
        let leaf =
            prop_oneof![Just(Value::Null), any::<i64>().prop_map(Value::from), "\\PC{0,6}".prop_map(Value::from)];
        leaf.prop_recursive(4, 32, 4, |inner| {
            let name = prop_oneof!["(a|list|id|key)", "\\PC{0,3}"];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::hash_map(name, inner, 0..4)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    /// Whether no object has another member than those on the list.
    fn is_allowed(value: &Value, list: AllowList) -> bool {
        match value {
            Value::Array(elements) => elements.iter().all(|element| is_allowed(element, list)),
            Value::Object(members) => members
                .iter()
                .all(|(name, value)| list.0.iter().any(|(allowed, list)| allowed == name && is_allowed(value, *list))),
            _ => true,
        }
    }

    proptest! {
        #[test]
        fn no_json_keeps_another_member(json in json()) {
            let kept = LIST.apply(&json.to_string()).unwrap();
            prop_assert!(is_allowed(&serde_json::from_str(&kept).unwrap(), LIST), "{}", kept);
            prop_assert_eq!(LIST.apply(&kept).unwrap(), kept);
        }

        #[test]
        fn no_text_panics(text in "[\\[{}\\],:\"a1\\\\]{0,40}") {
            let _ = LIST.apply(&text);
        }
    }
}
