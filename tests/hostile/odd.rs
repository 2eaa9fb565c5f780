//! Values of wrong types: one of them hides neither its row nor another row.

use replica_log::api::csv_row::CsvRow;
use replica_log::api::field::Field;
use replica_log::api::wire::{Detail, Overview, Page, Record, RecordInfo, Row, RowForm, TaskInfo};
use serde_json::{Value, json};

use crate::pages::read;

/// A value of each type of JSON.
fn values() -> [Value; 6] {
    [json!("text"), json!(7), json!(2.5), json!(true), json!(["x"]), json!({ "x": 1 })]
}

fn row(response: &str) -> Value {
    let response: Value = serde_json::from_str(response).expect("JSON");
    let data = &response["data"];
    data.get("records").unwrap_or(data)[0].clone()
}

/// Puts each value into each field of a row, also of the objects in it, and reads it between two good rows. `odd` counts
/// the cases in which the row is odd.
fn check_rows<T: CsvRow>(good: &Value) {
    let mut odd_fields = 0;
    for path in paths(good) {
        let mut is_ever_odd = false;
        for value in values() {
            let mut row = good.clone();
            *row.pointer_mut(&path).expect("a field") = value.clone();
            let response =
                json!({ "code": 0, "data": { "totalRecords": 3, "records": [good, row, good] } }).to_string();
            let page = read::<Page<T>>(200, &response).unwrap_or_else(|| panic!("{path}: {value}"));
            let [first, odd, last] = page.rows() else { panic!("three rows") };
            assert!(!first.is_odd() && !last.is_odd(), "{path}: {value}");
            assert_ne!(odd.form(), RowForm::Unreadable, "{path}: {value}");
            is_ever_odd |= odd.is_odd();
            if odd.is_odd() {
                let cells = odd.cells(&|time| time.as_str().to_owned(), "");
                assert_eq!(cells.len(), T::HEADER.len());
            }
        }
        odd_fields += usize::from(is_ever_odd);
    }
    assert!(odd_fields + 3 >= T::HEADER.len(), "{odd_fields} fields");
}

/// The JSON pointers of all members of an object, and of the objects in it.
fn paths(value: &Value) -> Vec<String> {
    let Value::Object(members) = value else { return Vec::new() };
    let path = |(name, value): (&String, &Value)| {
        let below = paths(value).into_iter().map(|path| format!("/{name}{path}")).collect::<Vec<_>>();
        std::iter::once(format!("/{name}")).chain(below).collect::<Vec<_>>()
    };
    members.iter().flat_map(path).collect()
}

#[test]
fn an_odd_value_in_any_field_of_a_row_leaves_the_row_and_the_others() {
    let mut detail = row(include_str!("../fixtures/document-detail-list.json"));
    detail["pathConstraint"] = json!({ "path": "/x" });
    detail["executeType"] = json!("FULL");
    check_rows::<Detail>(&detail);
    let mut record = row(include_str!("../fixtures/document-record-page.json"));
    record["replicaOverview"] = json!({ "success": 1, "failed": 2, "conflict": 3 });
    record["replicatedBytes"] = json!(1);
    record["totalBytes"] = json!(1);
    check_rows::<Record>(&record);
    check_rows::<TaskInfo>(&row(include_str!("../fixtures/server-2026-task-page.json")));
}

#[test]
fn the_row_with_a_size_as_a_text_keeps_it_as_received() {
    let page: Page<Detail> = read(200, include_str!("../fixtures/odd-row.json")).expect("a page");
    assert_eq!(page.total(), 3);
    assert_eq!(page.rows().iter().map(Row::is_odd).collect::<Vec<_>>(), [false, true, false]);
    assert_eq!(page.rows()[1].size, Field::Odd(r#""1002""#.into()));
    assert_eq!(page.rows()[1].artifact_name.as_deref(), Some("/release/pkg-2.tar.gz"));
}

#[test]
fn a_row_that_is_no_object_leaves_the_other_rows() {
    for odd in ["null", "7", r#""text""#, "[]", r#"["x"]"#, "true", r#"{"id":"a","id":"b"}"#] {
        let response =
            format!(r#"{{"code":0,"data":{{"totalRecords":3,"records":[{{"id":"1"}},{odd},{{"id":"3"}}]}}}}"#);
        let page: Page<Detail> = read(200, &response).expect("a page");
        assert_eq!(page.rows().iter().map(Row::unreadable).collect::<Vec<_>>(), [None, Some(odd), None]);
        let page: Page<Record> = read(200, &response).expect("a page");
        assert_eq!(page.rows().iter().filter(|row| row.is_odd()).count(), 1);
        let page: Page<TaskInfo> = read(200, &response).expect("a page");
        assert_eq!(page.rows().len(), 3);
    }
}

#[test]
fn a_total_that_is_no_number_leaves_the_rows() {
    for total in [r#""3""#, "null", "3.5", "[]", "{}"] {
        let response = format!(r#"{{"code":0,"data":{{"totalRecords":{total},"records":[{{"id":"1"}}]}}}}"#);
        let page: Page<Detail> = read(200, &response).expect("a page");
        assert_eq!((page.reported_total(), page.total()), (None, 1), "{total}");
    }
    let page: Page<Detail> =
        read(200, r#"{"code":0,"data":{"totalRecords":"x","count":3,"records":null}}"#).expect("a page");
    assert_eq!(page.reported_total(), Some(3));
}

#[test]
fn an_odd_overview_and_odd_counts_are_kept_as_received() {
    for value in values().into_iter().filter(|value| !value.is_object()) {
        let response = json!({ "code": 0, "data": value }).to_string();
        let overview: Field<Overview> = read(200, &response).expect("a response");
        assert_eq!(overview.odd(), Some(value.to_string().as_str()));
        let response = json!({ "code": 0, "data": { "success": value, "failed": 2 } }).to_string();
        let overview: Field<Overview> = read(200, &response).expect("a response");
        assert_eq!(overview.known().expect("an overview").failed.copied(), Some(2));
    }
}

#[test]
fn an_odd_value_in_any_field_of_an_execution_leaves_the_others() {
    let response: Value = serde_json::from_str(include_str!("../fixtures/document-record.json")).expect("JSON");
    for path in paths(&response["data"]).into_iter().filter(|path| path != "/record") {
        for value in values() {
            let mut response = response.clone();
            *response["data"].pointer_mut(&path).expect("a field") = value;
            assert!(read::<RecordInfo>(200, &response.to_string()).is_some(), "{path}");
        }
    }
}
