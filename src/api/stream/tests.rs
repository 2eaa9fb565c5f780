//! Tests of the streaming decoder.

use super::super::error::ErrorKind;
use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Feeds a text in pieces that end at `cuts`; returns its elements and the decoded envelope.
fn split(text: &[u8], cuts: &[usize]) -> (Vec<String>, Result<Option<Vec<Value>>, Error>) {
    split_at(LIST, text, cuts)
}

fn split_at<T: DeserializeOwned>(
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
fn each_element_is_passed_on_as_the_service_sent_it() {
    let (elements, end) = of(
        r#" { "code" : 0 , "data" : [ {"id":"a","n":9223372036854775807} , {"s":"x, ]}\"\\"},3,"y" ], "traceId":"t"}"#,
    );
    assert_eq!(elements, [r#"{"id":"a","n":9223372036854775807}"#, r#"{"s":"x, ]}\"\\"}"#, "3", r#""y""#]);
    assert_eq!(end, Ok(Some(vec![])));
}

#[test]
fn a_missing_list_and_an_empty_list_have_no_elements() {
    let none =
        [r#"{"code":0,"data":[]}"#, "{\"code\":0,\"data\":[ \n ]}", r#"{"code":0,"data":null}"#, r#"{"code":0}"#];
    for text in none {
        let (elements, end) = of(text);
        assert!(elements.is_empty() && end.is_ok_and(|data| data.is_none_or(|data| data.is_empty())), "{text}");
    }
}

#[test]
fn only_the_data_of_the_envelope_itself_is_the_list() {
    let (elements, end) =
        of(r#"{"message":"data","x":{"data":[1]},"y":["data",[2]],"code":0,"z":"data","data":[4],"w":[5]}"#);
    assert_eq!((elements, end), (vec!["4".to_owned()], Ok(Some(vec![]))));
}

#[test]
fn a_page_passes_on_its_records_and_keeps_its_counts() {
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
fn an_escape_in_a_value_does_not_count_as_an_escape_in_a_name() {
    let (elements, end) = of(r#"{"code":0,"message":"a\"b","data":[{"a\tb":1}]}"#);
    assert_eq!((elements.len(), end), (1, Ok(Some(vec![]))));
}

#[test]
fn an_error_keeps_its_message() {
    let (elements, end) = of(r#"{"code":250310,"message":"任务[x]未找到","data":null,"traceId":"t"}"#);
    let error = end.unwrap_err();
    assert!(elements.is_empty());
    assert_eq!((error.kind(), error.message.as_deref()), (ErrorKind::NotFound, Some("任务[x]未找到")));
}

#[test]
fn data_that_is_not_a_list_is_undocumented_or_unreadable() {
    for text in [r#"{"code":0,"data":{"a":1}}"#, r#"{"code":0,"data":"x"}"#] {
        assert_eq!(of(text).1.map_err(|error| error.kind()), Err(ErrorKind::Undocumented), "{text}");
    }
    for text in [
        "[1]",
        r#"{"code":0,"data":[1,2"#,
        r#"{"code":0,"data":[1,2]"#,
        r#"{"code":0,"data":[1,,2]}"#,
        r#"{"code":0,"data":[1}]}"#,
        r#"{"code":0,"data":[1]}}"#,
        r#"{"code":0,"data":["#,
        r#"{"code":0,"d\u0061ta":[1]}"#,
    ] {
        assert_eq!(of(text).1.map_err(|error| error.kind()), Err(ErrorKind::Unreadable), "{text}");
    }
}

#[test]
fn nothing_and_a_web_page_are_told_apart_from_unreadable_data() {
    for (text, kind) in [("", ErrorKind::Empty), ("<html>", ErrorKind::SignIn)] {
        assert_eq!(of(text).1.map_err(|error| error.kind()), Err(kind), "{text}");
    }
}

#[test]
fn an_endless_envelope_is_an_error() {
    let text = format!(r#"{{"code":0,"x":"{}","data":[1]}}"#, "y".repeat(200_000));
    assert_eq!(of(&text).1.map_err(|error| error.kind()), Err(ErrorKind::Unreadable));
}

fn element() -> impl Strategy<Value = Value> {
    let text = "\\PC{0,8}|[\"\\\\\\[\\]{},:]{0,6}";
    (text, any::<i64>(), prop::collection::vec(text, 0..3)).prop_map(
        |(text, number, list)| json!({ "s": text, "n": number, "data": list, "o": { "data": [{}], "é": null } }),
    )
}

proptest! {
    #[test]
    fn the_elements_do_not_depend_on_how_the_bytes_are_cut(
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
    fn an_incomplete_response_is_always_an_error(elements in prop::collection::vec(element(), 1..4), at in any::<prop::sample::Index>()) {
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
