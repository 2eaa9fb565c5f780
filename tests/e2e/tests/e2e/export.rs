//! Taking rows along: what is in the file is what the service has.

use crate::common::{records, text, total};
use replica_log_e2e::{Endpoint, Error, Fault, FaultAnswer, Key, Setup, Tab, TestResult, browser_test, examples};
use serde_json::{Value, json};

const DIALOG: &str = "dialog[data-name=export]";

/// Lets the page write into a file of its own origin, as the browser's dialog would into one that a person chose. It is
/// the page's own function: a promise of the driver's is none to the page.
const WITH_A_FILE: &str = "window.showSaveFilePicker = async options => { \
    window.suggested = options.suggestedName; \
    const folder = await navigator.storage.getDirectory(); \
    return window.file = await folder.getFileHandle('export', { create: true }); \
};";

/// Takes the dialog for files away, as in browsers that have none, and keeps what a link would save.
async fn without_files(tab: &Tab) -> TestResult {
    tab.evaluate(
        "(delete window.showSaveFilePicker, window.showSaveFilePicker = undefined, \
            window.make = URL.createObjectURL, \
            URL.createObjectURL = blob => (window.saved = blob, window.make.call(URL, blob)), null)",
    )
    .await?;
    Ok(())
}

/// The text of a promise.
async fn awaited(tab: &Tab, promise: &str) -> TestResult<Value> {
    let script = format!("({promise}).then(arguments[0], e => arguments[0]('failed: ' + e))");
    Ok(tab.driver().execute_async(script, Vec::new()).await?.json().clone())
}

async fn start(tab: &Tab, format: &str) -> TestResult {
    tab.click("button[data-name=export]").await?;
    tab.click(&format!("{DIALOG} [data-format={format}]")).await?;
    Ok(())
}

/// An independent reader of RFC 4180.
fn read(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').expect("a mark that it is UTF-8");
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

/// A value of the service as a cell has it.
fn cell(value: &Value) -> String {
    let said = match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let runs = said
        .trim_start_matches([' ', '\n', '\u{a0}', '\u{3000}'])
        .starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if runs { format!("'{said}") } else { said }
}

#[test]
fn export_of_a_hundred_thousand_rows_matches_the_service() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.interceptor().inject_script(WITH_A_FILE);
        tab.open(&format!("records/{}", examples::BULK_RECORD)).await?;
        tab.evaluate(
            "(window.long = [], new PerformanceObserver(list => window.long.push(...list.getEntries() \
            .map(task => Math.round(task.duration)))).observe({ type: 'longtask' }), null)",
        )
        .await?;
        start(tab, "ndjson").await?;
        tab.wait_for_text(&format!("{DIALOG} .rl-reading"), "of 100,000 read").await?;
        let done = "document.querySelector('dialog[data-name=export] .rl-notice')?.innerText.includes('100,000 rows written, as promised.')";
        // A hundred thousand rows take longer than a state usually may.
        for _ in 0..8 {
            if tab.wait_until("the file to be written", done).await.is_ok() {
                break;
            }
        }
        tab.wait_until("the file to be written", done).await?;
        assert_eq!(tab.evaluate("window.suggested").await?, format!("{}.ndjson", examples::BULK_RECORD));
        let long: Vec<u64> = serde_json::from_value(tab.evaluate("window.long").await?).unwrap();
        // A machine under load is slower than one: what must not be is a page that stands still.
        assert!(long.iter().all(|task| *task < 500), "{long:?}");
        // Row by row against the service's own list, within the browser: it is some sixty megabytes.
        let compared = awaited(
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
            "rows of the service, lines, the rest, the first that differs"
        );
        Ok(())
    })
}

#[test]
fn csv_export_escapes_spreadsheet_formulas() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let record = examples::ODD_RECORD;
        tab.open(&format!("records/{record}")).await?;
        without_files(tab).await?;
        start(tab, "csv").await?;
        let page = tab.service_data(&format!("detail/page/{record}?pageSize=1000")).await?;
        tab.wait_for_text(&format!("{DIALOG} .rl-notice"), &format!("{} rows written, as promised.", total(&page)))
            .await?;
        assert_eq!(tab.attribute(&format!("{DIALOG} a[download]"), "download").await?, format!("{record}.csv"));
        let bytes = awaited(tab, "window.saved.arrayBuffer().then(b => [...new Uint8Array(b)].slice(0, 3))").await?;
        assert_eq!(bytes, json!([0xef, 0xbb, 0xbf]), "the mark of UTF-8");
        // `text()` drops the mark.
        let saved = awaited(tab, "window.saved.text()").await?;
        let saved = format!("\u{feff}{}", saved.as_str().unwrap().trim_start_matches('\u{feff}'));
        let rows = read(&saved);
        let service = records(&page);
        assert_eq!(rows.len(), service.len() + 1);
        let at = |name: &str| rows[0].iter().position(|head| head == name).unwrap_or_else(|| panic!("no {name}"));
        for name in
            ["id", "status", "artifactName", "version", "localRepoName", "sha256", "size", "startTime", "errorReason"]
        {
            for (line, row) in rows[1..].iter().zip(&service) {
                assert_eq!(line[at(name)], cell(&row[name]), "{name} of {}", row["id"]);
            }
        }
        Ok(())
    })
}

#[test]
fn interrupted_export_can_be_resumed_or_saved_partially() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let record = examples::nightly_failed();
        let cut = Fault::new(Endpoint::DetailPage, FaultAnswer::Cut).when("pageNumber=3&pageSize=500").times(3);
        tab.demo().faults().add(cut);
        tab.open(&format!("records/{record}")).await?;
        without_files(tab).await?;
        start(tab, "ndjson").await?;
        tab.wait_for_text(&format!("{DIALOG} .rl-failure"), "Reading broke off after 1,000 of 12,345").await?;
        tab.click_text(&format!("{DIALOG} .rl-failure button"), "Go on").await?;
        tab.wait_for_text(&format!("{DIALOG} .rl-notice"), "12,345 rows written, as promised.").await?;
        let ids =
            awaited(tab, "window.saved.text().then(t => t.trim().split('\\n').map(l => JSON.parse(l).id))").await?;
        let ids: Vec<&str> = ids.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let page = tab.service_data(&format!("detail/page/{record}?pageSize=100000")).await?;
        let all = records(&page);
        assert_eq!(ids, all.iter().map(|row| text(row, "id")).collect::<Vec<_>>(), "each row once, in order");
        // Or one takes what there is.
        let cut = Fault::new(Endpoint::DetailPage, FaultAnswer::Status(403)).when("pageNumber=2&pageSize=500");
        tab.demo().faults().add(cut);
        tab.click(&format!("{DIALOG} [data-format=ndjson]")).await?;
        tab.click_text(&format!("{DIALOG} [data-name=keep]"), "Save the 500 rows so far").await?;
        tab.wait_for_text(&format!("{DIALOG} .rl-notice"), "Only what was read is in the file.").await?;
        tab.wait_for_text(&format!("{DIALOG} .rl-notice"), "500 of 12,345").await?;
        let lines = awaited(tab, "window.saved.text().then(t => t.trim().split('\\n').length)").await?;
        assert_eq!(lines, 500);
        Ok(())
    })
}

#[test]
fn changing_the_time_zone_during_an_export_does_not_affect_the_file() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let record = examples::nightly_failed();
        let slow = Fault::new(Endpoint::DetailPage, FaultAnswer::Genuine).when("pageNumber=2&pageSize=500");
        tab.demo().faults().add(slow.delay(std::time::Duration::from_secs(3600)).times(1));
        tab.open(&format!("records/{record}")).await?;
        without_files(tab).await?;
        tab.click("button[data-name=export]").await?;
        tab.wait_for_text(DIALOG, "Times in the file: Asia/Shanghai +08:00").await?;
        tab.click(&format!("{DIALOG} [data-format=ndjson]")).await?;
        tab.wait_for_text(&format!("{DIALOG} .rl-reading"), "500 of 12,345 read").await?;
        tab.press(Key::Escape).await?;
        tab.click_text(".rl-segments button", "UTC").await?;
        tab.click("button[data-name=export]").await?;
        tab.click_text(&format!("{DIALOG} .rl-reading button"), "Stop").await?;
        tab.click_text(&format!("{DIALOG} .rl-notice button"), "Go on").await?;
        tab.wait_for_text(&format!("{DIALOG} .rl-notice"), "12,345 rows written, as promised.").await?;
        let times =
            awaited(tab, "window.saved.text().then(t => t.trim().split('\\n').map(l => JSON.parse(l).startTime))")
                .await?;
        let page = tab.service_data(&format!("detail/page/{record}?pageSize=100000")).await?;
        let expected: Vec<Value> = records(&page).iter().map(|row| row["startTime"].clone()).collect();
        assert_eq!(times, json!(expected), "all in the zone that it began in");
        Ok(())
    })
}

#[test]
fn discarded_export_leaves_an_empty_file() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let slow = Fault::new(Endpoint::DetailPage, FaultAnswer::Genuine).when("pageNumber=2&pageSize=500");
        tab.demo().faults().add(slow.delay(std::time::Duration::from_secs(3600)));
        tab.interceptor().inject_script(WITH_A_FILE);
        tab.open(&format!("records/{}", examples::nightly_failed())).await?;
        start(tab, "csv").await?;
        tab.wait_for_text(&format!("{DIALOG} .rl-reading"), "500 of 12,345 read").await?;
        tab.click_text(&format!("{DIALOG} .rl-reading button"), "Stop").await?;
        tab.click_text(&format!("{DIALOG} [data-name=discard]"), "Discard").await?;
        tab.wait_for_count(&format!("{DIALOG} [data-format]"), 2).await?;
        assert_eq!(awaited(tab, "window.file.getFile().then(f => f.size)").await?, 0);
        Ok(())
    })
}

#[test]
fn history_export_applies_the_status_filter() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let task = examples::NIGHTLY_TASK;
        tab.open(&format!("tasks/{task}?status=FAILED")).await?;
        without_files(tab).await?;
        let page = tab.service_data(&format!("page/{task}?pageSize=1000&status=FAILED")).await?;
        let failed = records(&page);
        tab.click("button[data-name=export]").await?;
        tab.wait_for_text(DIALOG, &format!("{} rows, with the present filters", failed.len())).await?;
        tab.click(&format!("{DIALOG} [data-format=csv]")).await?;
        tab.wait_for_text(&format!("{DIALOG} .rl-notice"), &format!("{} rows written", failed.len())).await?;
        let saved = awaited(tab, "window.saved.text()").await?;
        let rows = read(&format!("\u{feff}{}", saved.as_str().unwrap().trim_start_matches('\u{feff}')));
        let ids: Vec<&str> = rows[1..].iter().map(|row| row[0].as_str()).collect();
        assert_eq!(ids, failed.iter().map(|row| text(row, "id")).collect::<Vec<_>>());
        Ok::<_, Error>(())?;
        Ok(())
    })
}
