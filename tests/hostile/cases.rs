//! Regression tests for past findings.

use std::thread;

use chrono::DateTime;
use replica_log::api::wire::{Detail, Page, RowForm, TaskInfo};
use replica_log::model::fingerprint::fingerprint;
use replica_log::model::text::indent;
use replica_log::model::trend::time_ticks;

use crate::pages::read;

/// Runs a function with a stack as small as that of wasm, to detect deep recursion.
fn with_a_small_stack(run: fn()) {
    let thread = thread::Builder::new().stack_size(512 * 1024).spawn(run).expect("a thread");
    assert!(thread.join().is_ok());
}

#[test]
fn fingerprint_of_a_five_megabyte_word_is_bounded() {
    with_a_small_stack(|| {
        for piece in ["1制", "a制", "a=", "=", "ab:", "/:", "[", "'a", "\": \"", "1 2,", "x", "x/"] {
            assert!(fingerprint(&piece.repeat(5_000_000 / piece.len())).chars().count() <= 300, "{piece}");
        }
    });
}

#[test]
fn deeply_nested_unknown_json_is_decoded_and_indented() {
    with_a_small_stack(|| {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let nest = format!("{}1{}", open.repeat(500_000), close.repeat(500_000));
            let response = format!(r#"{{"code":0,"data":{{"records":[{{"id":"x","unknown":{nest}}}],"x":{nest}}}}}"#);
            let page: Page<Detail> = read(200, &response).expect("a page");
            let json = page.rows()[0].json();
            assert!(indent(json).len() < 50 * 1_000_000);
        }
    });
}

#[test]
fn deeply_nested_json_in_a_known_field_is_kept_verbatim() {
    with_a_small_stack(|| {
        let nest = "[".repeat(500_000) + &"]".repeat(500_000);
        type Odd = fn(&Detail) -> Option<&str>;
        let fields: [(&str, Odd); 7] = [
            ("artifactName", |row| row.artifact_name.odd()),
            ("packageConstraint", |row| row.package_constraint.odd()),
            ("pathConstraint", |row| row.path_constraint.odd()),
            ("progress", |row| row.progress.odd()),
            ("size", |row| row.size.odd()),
            ("startTime", |row| row.start_time.odd()),
            ("status", |row| row.status.odd()),
        ];
        for (field, odd) in fields {
            let response = format!(r#"{{"code":0,"data":{{"records":[{{"id":"x","{field}":{nest}}}]}}}}"#);
            let page = read::<Page<Detail>>(200, &response).expect("a page");
            assert_eq!(odd(&page.rows()[0]), Some(nest.as_str()), "{field}");
        }
        let response =
            format!(r#"{{"code":0,"data":{{"records":[{{"id":"x","packageConstraint":{{"versions":{nest}}}}}]}}}}"#);
        let page = read::<Page<Detail>>(200, &response).expect("a page");
        let package = page.rows()[0].package_constraint.known().expect("a constraint");
        assert_eq!(package.versions.odd(), Some(nest.as_str()));
        for (row, form) in [(format!(r#"{{"id":{nest}}}"#), RowForm::Odd), (nest.clone(), RowForm::Unreadable)] {
            let response = format!(r#"{{"code":0,"data":{{"records":[{row}]}}}}"#);
            let page = read::<Page<Detail>>(200, &response).expect("a page");
            assert_eq!((page.rows()[0].form(), page.rows()[0].json()), (form, row.as_str()));
        }
        assert!(read::<Page<Detail>>(200, &nest).is_none());
    });
}

#[test]
fn deeply_nested_json_in_a_task_is_reduced_to_its_first_levels() {
    with_a_small_stack(|| {
        for (open, close, kept) in
            [("[", "]", "[[]]"), ("{\"name\":", "}", "{}"), ("[{\"id\":", "}]", "[{}]"), ("{\"setting\":[", "]}", "{}")]
        {
            let nest = open.repeat(100_000) + "1" + &close.repeat(100_000);
            let response = format!(r#"{{"code":0,"data":{{"records":[{{"x":{nest},"name":{nest},"key":"k"}}]}}}}"#);
            let page = read::<Page<TaskInfo>>(200, &response).expect("a page");
            assert_eq!(page.rows()[0].json(), format!(r#"{{"key":"k","name":{kept}}}"#));
            let clusters = format!(r#"{{"code":0,"data":{{"remoteClusters":{nest},"setting":{nest}}}}}"#);
            assert!(read::<TaskInfo>(200, &clusters).is_some_and(|task| task.targets().is_empty()));
        }
    });
}

#[test]
fn time_axis_has_a_bounded_number_of_ticks() {
    // 0000-01-01T00:00:00 and 9999-12-31T23:59:59.
    let [first, last] = [-62_167_219_200_000, 253_402_300_799_000]
        .map(|at| DateTime::from_timestamp_millis(at).expect("a time").naive_utc());
    assert!((2..=8).contains(&time_ticks(first, last, 8).len()));
}

#[test]
fn lone_surrogate_in_one_row_does_not_break_the_page() {
    let response = r#"{"code":0,"data":{"records":[{"id":"a","errorReason":"cut \ud83d"},{"id":"b"}]}}"#;
    let page: Page<Detail> = read(200, response).expect("a page");
    assert_eq!(page.rows()[0].error_reason.as_deref(), Some("cut \u{fffd}"));
    assert!(page.rows()[0].json().contains(r"\ud83d"), "as the service wrote it");
}

#[test]
fn lone_surrogate_in_a_member_name_does_not_break_the_response() {
    let response = r#"{"\ud800":0,"code":0,"data":{"\ud800":0,"records":[{"\ud800":0,"id":"a","size":7}]}}"#;
    let page: Page<Detail> = read(200, response).expect("a page");
    assert_eq!((page.rows()[0].id.as_received(), page.rows()[0].size.copied()), ("a", Some(7)));
    let response = r#"{"code":0,"data":{"records":[{"\ud800":0,"id":"\ud800"}]}}"#;
    let page: Page<Detail> = read(200, response).expect("a page");
    assert_eq!((page.rows()[0].id.as_received(), page.rows()[0].json()), ("\u{fffd}", r#"{"\ud800":0,"id":"\ud800"}"#));
}
