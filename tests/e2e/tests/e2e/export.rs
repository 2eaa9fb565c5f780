//! Export as CSV and NDJSON: the file has exactly the rows of the service.

use crate::common::{SHANGHAI_GATEWAY, records, text, total_records};
use replica_log_e2e::{Endpoint, Error, Fault, FaultResponse, Key, Setup, Tab, TestResult, browser_test, examples};
use serde_json::{Value, json};

const DIALOG: &str = "dialog[data-name=export]";

/// Replaces the browser's save dialog by a file in the origin private file system. Injected into the page's own realm,
/// because promises of geckodriver's sandbox fail `instanceof` checks in the app.
const FAKE_SAVE_DIALOG: &str = "window.showSaveFilePicker = async options => { \
    window.suggested = options.suggestedName; \
    const folder = await navigator.storage.getDirectory(); \
    return window.file = await folder.getFileHandle('export', { create: true }); \
};";

/// Removes the File System Access API, as in browsers without it, and keeps the blob of the download link.
pub async fn without_file_system_access(tab: &Tab) -> TestResult {
    tab.evaluate(
        "(delete window.showSaveFilePicker, window.showSaveFilePicker = undefined, \
            window.make ??= URL.createObjectURL, \
            URL.createObjectURL = blob => (window.saved = blob, window.make.call(URL, blob)), null)",
    )
    .await?;
    Ok(())
}

/// Awaits a JavaScript promise.
pub async fn await_promise(tab: &Tab, promise: &str) -> TestResult<Value> {
    let script = format!("({promise}).then(arguments[0], e => arguments[0]('failed: ' + e))");
    Ok(tab.driver().execute_async(script, Vec::new()).await?.json().clone())
}

async fn start_export(tab: &Tab, format: &str) -> TestResult {
    tab.click("button[data-name=export]").await?;
    tab.click(&format!("{DIALOG} [data-format={format}]")).await?;
    Ok(())
}

/// A CSV parser (RFC 4180) that is independent of the app.
fn parse_csv(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').expect("a UTF-8 byte order mark");
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => cell.extend(characters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    rows
}

/// The expected cell of a value: formulas are escaped with an apostrophe, behind any separator.
fn cell(value: &Value) -> String {
    let written = match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let escaped = |part: &str| {
        let sign = part.trim_start_matches([' ', '"', '\u{a0}', '\u{3000}']);
        let is_formula = sign.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
        if is_formula { format!("'{part}") } else { part.to_owned() }
    };
    let cell: String = written.split_inclusive([';', '\t', '\r', '\n']).map(escaped).collect();
    if written.starts_with(['\t', '\r']) { format!("'{cell}") } else { cell }
}

#[test]
fn export_of_a_hundred_thousand_rows_matches_the_service() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.interceptor().inject_script(FAKE_SAVE_DIALOG);
        tab.open(&format!("records/{}", examples::BULK_RECORD)).await?;
        tab.evaluate(
            "(window.long = [], new PerformanceObserver(list => window.long.push(...list.getEntries() \
            .map(task => Math.round(task.duration)))).observe({ type: 'longtask' }), null)",
        )
        .await?;
        start_export(tab, "ndjson").await?;
        tab.wait_for_text(&format!("{DIALOG} .rl-reading"), "of 100,000 read").await?;
        let done = "document.querySelector('dialog[data-name=export] .rl-notice')?.innerText.includes('100,000 rows written; complete.')";
        // A hundred thousand rows take longer than the timeout of one wait.
        for _ in 0..4 {
            if tab.wait_until("the file to be written", done).await.is_ok() {
                break;
            }
        }
        tab.wait_until("the file to be written", done).await?;
        assert_eq!(tab.evaluate("window.suggested").await?, format!("{}.ndjson", examples::BULK_RECORD));
        let long: Vec<u64> = serde_json::from_value(tab.evaluate("window.long").await?).unwrap();
        // A generous limit, because durations are wall clock and the machine may be busy; the page must not freeze.
        assert!(long.iter().all(|task| *task < 2_000), "{long:?}");
        // Compared row by row with the service's list inside of the browser, because it is about 60 MB.
        let compared = await_promise(
            tab,
            &format!(
                "(async () => {{ \
                    const answer = await fetch('/replication/api/task/record/detail/list/{}', \
                        {{ headers: {{ 'X-BKREPO-TIME-ZONE': 'Asia/Shanghai' }} }}); \
                    const list = (await answer.json()).data; \
                    const lines = (await (await window.file.getFile()).text()).split('\\n'); \
                    const last = lines.pop(); \
                    const differ = list.findIndex((row, at) => JSON.stringify(row) !== JSON.stringify(JSON.parse(lines[at] ?? '0'))); \
                    return [list.length, lines.length, last, differ]; \
                }})()",
                examples::BULK_RECORD
            ),
        )
        .await?;
        assert_eq!(
            compared,
            json!([100_000, 100_000, "", -1]),
            "rows of the service, lines, text after the last line, index of the first difference"
        );
        Ok(())
    })
}

#[test]
fn csv_export_escapes_spreadsheet_formulas() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let record = examples::ODD_RECORD;
        tab.open(&format!("records/{record}")).await?;
        without_file_system_access(tab).await?;
        start_export(tab, "csv").await?;
        let page = tab.service_data(&format!("detail/page/{record}?pageSize=1000")).await?;
        tab.wait_for_text(
            &format!("{DIALOG} .rl-notice"),
            &format!("{} rows written; complete.", total_records(&page)),
        )
        .await?;
        assert_eq!(tab.attribute(&format!("{DIALOG} a[download]"), "download").await?, format!("{record}.csv"));
        let bytes =
            await_promise(tab, "window.saved.arrayBuffer().then(b => [...new Uint8Array(b)].slice(0, 3))").await?;
        assert_eq!(bytes, json!([0xef, 0xbb, 0xbf]), "the UTF-8 byte order mark");
        // `text()` drops the byte order mark.
        let saved = await_promise(tab, "window.saved.text()").await?;
        let saved = format!("\u{feff}{}", saved.as_str().unwrap().trim_start_matches('\u{feff}'));
        let rows = parse_csv(&saved);
        let service = records(&page);
        assert_eq!(rows.len(), service.len() + 1);
        let at = |name: &str| rows[0].iter().position(|head| head == name).unwrap_or_else(|| panic!("no {name}"));
        for head in [
            "id",
            "status",
            "artifactName",
            "version",
            "localRepoName",
            "sha256",
            "size",
            "startTime (Asia/Shanghai)",
            "errorReason",
        ] {
            let name = head.split(' ').next().unwrap();
            for (line, row) in rows[1..].iter().zip(&service) {
                assert_eq!(line[at(head)], cell(&row[name]), "{name} of {}", row["id"]);
            }
        }
        Ok(())
    })
}

#[test]
fn interrupted_export_can_be_resumed_or_saved_partially() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let record = examples::nightly_failed();
        let cut = Fault::new(Endpoint::DetailPage, FaultResponse::Cut).when("pageNumber=3&pageSize=500").times(3);
        tab.demo().faults().add(cut);
        tab.open(&format!("records/{record}")).await?;
        without_file_system_access(tab).await?;
        start_export(tab, "ndjson").await?;
        tab.wait_for_text(&format!("{DIALOG} .rl-failure"), "Reading interrupted after 1,000 of 12,345").await?;
        tab.click_text(&format!("{DIALOG} .rl-failure button"), "Continue reading").await?;
        tab.wait_for_text(&format!("{DIALOG} .rl-notice"), "12,345 rows written; complete.").await?;
        let ids = await_promise(tab, "window.saved.text().then(t => t.trim().split('\\n').map(l => JSON.parse(l).id))")
            .await?;
        let ids: Vec<&str> = ids.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let page = tab.service_data(&format!("detail/page/{record}?pageSize=100000")).await?;
        let all = records(&page);
        assert_eq!(ids, all.iter().map(|row| text(row, "id")).collect::<Vec<_>>(), "each row once, in order");
        // The partial result can be saved instead.
        let cut = Fault::new(Endpoint::DetailPage, FaultResponse::Status(403)).when("pageNumber=2&pageSize=500");
        tab.demo().faults().add(cut);
        tab.click(&format!("{DIALOG} [data-format=ndjson]")).await?;
        tab.click_text(&format!("{DIALOG} [data-name=keep]"), "Save the 500 rows read so far").await?;
        tab.wait_for_text(
            &format!("{DIALOG} .rl-notice"),
            "The file is incomplete: it holds only the rows read so far.",
        )
        .await?;
        tab.wait_for_text(&format!("{DIALOG} .rl-notice"), "Stopped after reading 500 of 12,345.").await?;
        let lines = await_promise(tab, "window.saved.text().then(t => t.trim().split('\\n').length)").await?;
        assert_eq!(lines, 500);
        Ok(())
    })
}

#[test]
fn changing_the_time_zone_during_an_export_does_not_affect_the_file() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let record = examples::nightly_failed();
        let slow = Fault::new(Endpoint::DetailPage, FaultResponse::Genuine).when("pageNumber=2&pageSize=500");
        tab.demo().faults().add(slow.delay(std::time::Duration::from_secs(3600)).times(1));
        tab.open(&format!("records/{record}")).await?;
        without_file_system_access(tab).await?;
        tab.click("button[data-name=export]").await?;
        tab.wait_for_text(DIALOG, "Times in the file: Asia/Shanghai +08:00").await?;
        tab.click(&format!("{DIALOG} [data-format=ndjson]")).await?;
        tab.wait_for_text(&format!("{DIALOG} .rl-reading"), "500 of 12,345 read").await?;
        tab.press(Key::Escape).await?;
        tab.click_text(".rl-segments button", "UTC").await?;
        tab.click("button[data-name=export]").await?;
        tab.click_text(&format!("{DIALOG} .rl-reading button"), "Stop reading").await?;
        tab.click_text(&format!("{DIALOG} .rl-notice button"), "Continue reading").await?;
        tab.wait_for_text(&format!("{DIALOG} .rl-notice"), "12,345 rows written; complete.").await?;
        let times = await_promise(
            tab,
            "window.saved.text().then(t => t.trim().split('\\n').map(l => JSON.parse(l).startTime))",
        )
        .await?;
        let page = tab.service_data(&format!("detail/page/{record}?pageSize=100000")).await?;
        let expected: Vec<Value> = records(&page).iter().map(|row| row["startTime"].clone()).collect();
        assert_eq!(times, json!(expected), "all times in the zone at the start of the export");
        Ok(())
    })
}

/// The rows of a CSV export of the failed runs of a task, with the column names.
async fn export_failed_runs(tab: &Tab) -> TestResult<Vec<Vec<String>>> {
    tab.open(&format!("tasks/{}?status=FAILED", examples::NIGHTLY_TASK)).await?;
    without_file_system_access(tab).await?;
    start_export(tab, "csv").await?;
    tab.wait_for_text(&format!("{DIALOG} .rl-notice"), " rows written").await?;
    let saved = await_promise(tab, "window.saved.text()").await?;
    Ok(parse_csv(&format!("\u{feff}{}", saved.as_str().unwrap().trim_start_matches('\u{feff}'))))
}

#[test]
fn csv_times_are_in_the_chosen_zone_and_their_columns_name_it() -> TestResult {
    let failed = format!("page/{}?pageSize=1000&status=FAILED", examples::NIGHTLY_TASK);
    let check = async |tab: &Tab, asked: &str, named: &str| {
        let rows = export_failed_runs(tab).await?;
        let service = records(&tab.service_data_in(asked, &failed).await?);
        assert_eq!(rows.len(), service.len() + 1);
        for name in ["startTime", "endTime"] {
            let head = format!("{name} ({named})");
            let at =
                rows[0].iter().position(|cell| *cell == head).unwrap_or_else(|| panic!("no {head}: {:?}", rows[0]));
            for (line, row) in rows[1..].iter().zip(&service) {
                assert_eq!(line[at], cell(&row[name]), "{head} of {}", row["id"]);
            }
        }
        TestResult::Ok(())
    };
    let in_berlin = |setup: Setup| Setup { zone: "Europe/Berlin".into(), ..setup };
    browser_test(in_berlin(Setup::default()), async |tab| check(tab, "Europe/Berlin", "Europe/Berlin").await)?;
    browser_test(in_berlin(Setup::default()), async |tab| {
        tab.interceptor().inject_script(SHANGHAI_GATEWAY);
        check(tab, "Europe/Berlin", "Europe/Berlin").await?;
        let zones = tab.texts(&format!("{DIALOG} .rl-hint")).await?;
        assert!(zones.iter().any(|text| text == "In NDJSON, as received: UTC+08:00"), "{zones:?}");
        tab.press(Key::Escape).await?;
        tab.click_text(".rl-segments button", "UTC").await?;
        check(tab, "UTC", "UTC").await
    })?;
    browser_test(in_berlin(Setup::old_server()), async |tab| check(tab, "Europe/Berlin", "Unknown zone").await)
}

#[test]
fn discarded_export_leaves_an_empty_file() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let slow = Fault::new(Endpoint::DetailPage, FaultResponse::Genuine).when("pageNumber=2&pageSize=500");
        tab.demo().faults().add(slow.delay(std::time::Duration::from_secs(3600)));
        tab.interceptor().inject_script(FAKE_SAVE_DIALOG);
        tab.open(&format!("records/{}", examples::nightly_failed())).await?;
        start_export(tab, "csv").await?;
        tab.wait_for_text(&format!("{DIALOG} .rl-reading"), "500 of 12,345 read").await?;
        tab.click_text(&format!("{DIALOG} .rl-reading button"), "Stop reading").await?;
        tab.click_text(&format!("{DIALOG} [data-name=discard]"), "Discard").await?;
        tab.wait_for_count(&format!("{DIALOG} [data-format]"), 3).await?;
        assert_eq!(await_promise(tab, "window.file.getFile().then(f => f.size)").await?, 0);
        Ok(())
    })
}

#[test]
fn history_export_applies_the_status_filter() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let task = examples::NIGHTLY_TASK;
        tab.open(&format!("tasks/{task}?status=FAILED")).await?;
        without_file_system_access(tab).await?;
        let page = tab.service_data(&format!("page/{task}?pageSize=1000&status=FAILED")).await?;
        let failed = records(&page);
        tab.click("button[data-name=export]").await?;
        tab.wait_for_text(DIALOG, &format!("{} rows, with the current filters", failed.len())).await?;
        tab.click(&format!("{DIALOG} [data-format=csv]")).await?;
        tab.wait_for_text(&format!("{DIALOG} .rl-notice"), &format!("{} rows written", failed.len())).await?;
        let saved = await_promise(tab, "window.saved.text()").await?;
        let rows = parse_csv(&format!("\u{feff}{}", saved.as_str().unwrap().trim_start_matches('\u{feff}')));
        let ids: Vec<&str> = rows[1..].iter().map(|row| row[0].as_str()).collect();
        assert_eq!(ids, failed.iter().map(|row| text(row, "id")).collect::<Vec<_>>());
        Ok::<_, Error>(())?;
        Ok(())
    })
}
