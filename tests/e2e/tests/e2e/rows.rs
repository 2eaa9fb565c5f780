//! Rows of the details table: error line, expanded row, exact values, copy buttons, raw JSON list.

use crate::common::{artifact_names, expect_names, records, text};
use replica_log_e2e::{Endpoint, Error, FaultResponse, Key, Setup, Tab, TestResult, browser_test, examples};
use serde_json::Value;

const ROWS: &str = "table.rl-details tbody";

/// Opens the record with odd names, filtered to one row; returns the service's row.
async fn open_filtered_to(tab: &Tab, name: &str) -> TestResult<Value> {
    let page = tab.service_data(&format!("detail/page/{}?pageSize=100", examples::ODD_RECORD)).await?;
    let row = records(&page).into_iter().find(|row| row["artifactName"] == name);
    let row = row.unwrap_or_else(|| panic!("no {name} among the odd names"));
    tab.open(&format!("records/{}?pageSize=100", examples::ODD_RECORD)).await?;
    tab.fill(".rl-field[data-name=artifactName] input", name).await?;
    tab.press(Key::Enter).await?;
    expect_names(tab, &[name]).await?;
    Ok(row)
}

/// Clicks a copy button, waits for the announcement, and returns the text in the clipboard.
async fn click_copy(tab: &Tab, button: &str) -> TestResult<Value> {
    tab.allow_clipboard().await?;
    let clipboard = async |call: &str| {
        let script = format!("navigator.clipboard.{call}.then(arguments[0], e => arguments[0](String(e)))");
        let result = tab.driver().execute_async(script, Vec::new()).await?;
        Ok::<_, Error>(result.json().clone())
    };
    clipboard("writeText('')").await?;
    // The announcement is short-lived, so it is recorded in the page.
    tab.evaluate(
        "(window.said = [], new MutationObserver(all => { \
            const page = document.querySelector('.rl'); \
            window.said.push(page.querySelector(':scope > [role=status]').innerText); \
            if (page.querySelector('.rl-copy[data-done=yes]')) window.said.push('on the button'); \
        }).observe(document.querySelector('.rl'), { childList: true, subtree: true, characterData: true, \
            attributes: true, attributeFilter: ['data-done'] }))",
    )
    .await?;
    tab.click(button).await?;
    tab.wait_until("the announcement", "window.said.includes('Copied') && window.said.includes('on the button')")
        .await?;
    Ok(clipboard("readText()").await?)
}

#[test]
fn first_line_of_the_error_is_shown_below_its_row() -> TestResult {
    let record = examples::nightly_failed();
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{record}?status=FAILED")).await?;
        tab.wait_for_count(ROWS, 20).await?;
        let page = tab.service_data(&format!("detail/page/{record}?status=FAILED")).await?;
        let rows = records(&page);
        let firsts: Vec<_> = rows
            .iter()
            .map(|row| text(row, "errorReason").lines().map(str::trim).find(|line| !line.is_empty()).unwrap())
            .collect();
        assert!(rows.iter().any(|row| text(row, "errorReason").lines().count() > 1), "some errors have several lines");
        let shown = "[...document.querySelectorAll('table.rl-details .rl-error-row bdi')].map(e => e.textContent)";
        tab.wait_for_value("the first lines", shown, firsts).await?;
        // Successful rows have no error line.
        tab.open(&format!("records/{record}?status=SUCCESS")).await?;
        tab.wait_for_count(ROWS, 20).await?;
        tab.wait_for_none(".rl-error-row").await?;
        Ok(())
    })
}

#[test]
fn expanded_row_shows_all_fields_and_survives_reload() -> TestResult {
    let record = examples::nightly_failed();
    browser_test(Setup::default(), async |tab| {
        let page = tab.service_data(&format!("detail/page/{record}?status=FAILED")).await?;
        // Packages have no digest.
        let index = records(&page).iter().position(|detail| detail["sha256"].is_string()).expect("a file");
        let detail = records(&page)[index].clone();
        let id = text(&detail, "id");
        tab.open(&format!("records/{record}?status=FAILED")).await?;
        let button = format!("{ROWS}:nth-of-type({}) .rl-toggle button", index + 1);
        let label = tab.attribute(&button, "aria-label").await?;
        assert_eq!(label, format!("Show all fields of {}", text(&detail, "artifactName")));
        assert_eq!(tab.attribute(&button, "aria-expanded").await?, "false");
        tab.click(&button).await?;
        tab.wait_for_url(&format!("records/{record}?status=FAILED&open={id}")).await?;
        let check = async || {
            let whole = ".rl-whole-row";
            tab.wait_for_count(whole, 1).await?;
            tab.wait_for_fact_in(whole, "Detail ID", id).await?;
            tab.wait_for_fact_in(whole, "Artifact name", text(&detail, "artifactName")).await?;
            tab.wait_for_fact_in(whole, "SHA-256", text(&detail, "sha256")).await?;
            tab.wait_for_fact_in(whole, "Repository", text(&detail, "localRepoName")).await?;
            tab.wait_for_fact_in(whole, "Repository type", text(&detail, "repoType")).await?;
            tab.wait_for_fact_in(whole, "Local node", text(&detail, "localCluster")).await?;
            tab.wait_for_fact_in(whole, "Remote node", text(&detail, "remoteCluster")).await?;
            tab.wait_for_fact_in(whole, "Size", " byte").await?;
            tab.wait_for_fact_in(whole, "End time", &crate::common::format_time(text(&detail, "endTime"))).await?;
            tab.wait_for_fact_in(whole, "Time zone", "Asia/Shanghai").await?;
            let reason = "document.querySelector('.rl-whole-row .rl-block pre.rl-whole').textContent";
            tab.wait_for_value("the whole error", reason, text(&detail, "errorReason")).await?;
            let state = tab.attribute(&button, "aria-expanded").await?;
            assert_eq!(state, "true");
            TestResult::Ok(())
        };
        check().await?;
        tab.reload().await?;
        check().await?;
        // The JSON is the service's own text.
        tab.click_text(".rl-whole-row summary", "Raw JSON").await?;
        let json = tab
            .wait_until("the JSON", "document.querySelector('.rl-whole-row details[open] pre')?.textContent || null")
            .await?;
        let json: Value = serde_json::from_str(json.as_str().unwrap()).expect("JSON");
        assert_eq!(json, detail);
        tab.click(&button).await?;
        tab.wait_for_url(&format!("records/{record}?status=FAILED")).await?;
        tab.wait_for_none(".rl-whole-row").await?;
        Ok(())
    })
}

#[test]
fn integers_beyond_2_pow_53_stay_exact() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{}", examples::SERVER_2026_RECORD)).await?;
        tab.wait_for_count(ROWS, 3).await?;
        let size = format!("{ROWS}:nth-of-type(1) td:nth-child(6) span");
        assert_eq!(tab.attribute(&size, "title").await?, "9,007,199,254,740,993 bytes");
        tab.click(&format!("{ROWS}:nth-of-type(1) .rl-toggle button")).await?;
        tab.wait_for_fact_in(".rl-whole-row", "Size", "9,007,199,254,740,993 bytes").await?;
        let json = "document.querySelector('.rl-whole-row details pre').textContent";
        assert!(tab.evaluate(json).await?.as_str().unwrap().contains("\"size\": 9007199254740993"));
        let info = tab.service_data(examples::SERVER_2026_RECORD).await?;
        let total = crate::common::format_number(info["record"]["totalBytes"].as_u64().unwrap());
        assert_eq!(total, "9,223,372,036,854,775,807");
        let titles = tab.attributes(".rl-record-head [title]", "title").await?;
        let exact = titles.iter().filter_map(Value::as_str).any(|title| title.contains(&format!("of {total} bytes")));
        assert!(exact, "{titles:?} should hold {total}");
        Ok(())
    })
}

#[test]
fn unknown_enum_values_are_shown_verbatim() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{}", examples::TOMORROW_RECORD)).await?;
        tab.wait_for_count(ROWS, 12).await?;
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["HALF_DONE"]).await?;
        tab.wait_for_texts(".rl-record-head .rl-title .rl-tag", &["UNIVERSE", "BY_PIGEON"]).await?;
        let rows = records(&tab.service_data(&format!("detail/page/{}", examples::TOMORROW_RECORD)).await?);
        let statuses: Vec<_> = rows.iter().map(|row| crate::common::status_label(text(row, "status"))).collect();
        assert!(statuses.contains(&"HALF_DONE"));
        tab.wait_for_texts(&format!("{ROWS} td:nth-child(9)"), &statuses).await?;
        let conflicts: Vec<_> = rows.iter().map(|row| row["conflictStrategy"].as_str().unwrap_or("--")).collect();
        assert!(conflicts.contains(&"ASK_A_HUMAN") && conflicts.contains(&"--"));
        tab.wait_for_texts(&format!("{ROWS} td:nth-child(8)"), &conflicts).await?;
        tab.wait_for_texts(&format!("{ROWS} td:nth-child(4)"), &["QUANTUM quantum-local"; 12]).await?;
        tab.click(&format!("{ROWS}:nth-of-type(1) .rl-toggle button")).await?;
        tab.wait_for_fact_in(".rl-whole-row", "Sync mode", "TELEPORT").await?;
        // Unknown fields are in the JSON.
        let json = "document.querySelector('.rl-whole-row details pre').textContent";
        assert!(tab.evaluate(json).await?.as_str().unwrap().contains("\"deep\": true"));
        Ok(())
    })
}

#[test]
fn null_values_are_shown_as_two_dashes() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let page = tab.service_data(&format!("detail/page/{}?pageSize=100", examples::ODD_RECORD)).await?;
        let rows = records(&page);
        tab.open(&format!("records/{}?pageSize=100", examples::ODD_RECORD)).await?;
        expect_names(tab, &artifact_names(&rows)).await?;
        let digests: Vec<_> = rows.iter().map(|row| row["sha256"].as_str().unwrap_or("--")).collect();
        assert!(digests.contains(&"--"));
        let shown = format!(
            "[...document.querySelectorAll('{ROWS} td.rl-digest')].map(e => (e.querySelector('code') ?? e).textContent)"
        );
        tab.wait_for_value("the complete digests", &shown, digests).await?;
        Ok(())
    })
}

#[test]
fn service_text_is_never_rendered_as_html() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let row = open_filtered_to(tab, "/<script>alert(1)</script>.html").await?;
        tab.click(&format!("{ROWS} .rl-toggle button")).await?;
        tab.wait_for_fact_in(".rl-whole-row", "Artifact name", text(&row, "artifactName")).await?;
        open_filtered_to(tab, "trace").await?;
        tab.wait_for_text(".rl-error-row", "java.lang.IllegalStateException: <b>not markup</b> & \"quotes\"").await?;
        tab.click(&format!("{ROWS} .rl-toggle button")).await?;
        tab.wait_for_text(".rl-whole-row pre", "<b>not markup</b> & \"quotes\"").await?;
        tab.wait_for_text(".rl-whole-row pre", "at com.example.Frame89.call(Frame89.java:89)").await?;
        tab.wait_for_text(".rl-reason", "<img src=x onerror=alert(1)>").await?;
        let made = "document.querySelectorAll('main img, main script, main bdi b, main pre b').length";
        assert_eq!(tab.evaluate(made).await?, 0);
        // The plan name comes from the URL, which is untrusted input.
        tab.fault(Endpoint::TaskInfo, FaultResponse::Status(404));
        tab.open(&format!("tasks/{}?planName=%3Cimg%20src%3Dx%3E", examples::EDGE_TASK)).await?;
        tab.wait_for_texts("h1", &["<img src=x>"]).await?;
        assert_eq!(tab.evaluate("document.querySelectorAll('img').length").await?, 0);
        Ok(())
    })
}

#[test]
fn copy_buttons_copy_full_values() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let row = open_filtered_to(tab, "/制品/构建 包 (1).zip").await?;
        assert_eq!(click_copy(tab, &format!("{ROWS} .rl-digest .rl-copy")).await?, row["sha256"]);
        assert_eq!(click_copy(tab, &format!("{ROWS} .rl-error .rl-copy")).await?, row["errorReason"]);
        tab.click(&format!("{ROWS} .rl-toggle button")).await?;
        tab.click_text(".rl-whole-row summary", "Raw JSON").await?;
        let json = click_copy(tab, ".rl-whole-row details .rl-copy").await?;
        let json: Value = serde_json::from_str(json.as_str().unwrap()).expect("JSON");
        assert_eq!(json, row);
        assert_eq!(
            click_copy(tab, ".rl-record-head .rl-copy[aria-label='Copy Execution ID']").await?,
            examples::ODD_RECORD
        );
        Ok(())
    })
}

#[test]
fn raw_list_is_fetched_on_demand_only() -> TestResult {
    let record = examples::ODD_RECORD;
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{record}?status=FAILED")).await?;
        tab.wait_for_count(ROWS, 15).await?;
        tab.click_text("button", "Raw data").await?;
        tab.wait_for_text("dialog[open]", "in one response, without filters or a limit.").await?;
        assert!(tab.requests("detail/list/").is_empty(), "not fetched before the click");
        tab.click_text("dialog button", "Read all").await?;
        tab.wait_for_text("dialog [role=status]", "44 rows, ").await?;
        assert_eq!(tab.requests("detail/list/").len(), 1);
        let list = tab.service_data(&format!("detail/list/{record}")).await?;
        let begins = tab.evaluate("document.querySelector('dialog pre').textContent").await?;
        assert!(begins.as_str().unwrap().contains(list[0]["id"].as_str().unwrap()));
        // The saved file is the unchanged response.
        let folder = tempfile::tempdir().unwrap();
        tab.set_download_folder(folder.path()).await?;
        tab.click_text("dialog a", "Save as file").await?;
        let file = folder.path().join(format!("{record}.json"));
        let saved = tab
            .wait_for("the saved file", async || {
                let text = std::fs::read_to_string(&file).unwrap_or_default();
                Ok(serde_json::from_str::<Value>(&text).map_err(|error| error.to_string()))
            })
            .await?;
        assert_eq!(saved["data"], list);
        // Escape closes the dialog and discards the list.
        tab.press(Key::Escape).await?;
        tab.wait_for_none("dialog[open]").await?;
        tab.click_text("button", "Raw data").await?;
        tab.wait_for_text("dialog[open] button", "Read all").await?;
        tab.click_text("dialog button", "Close").await?;
        tab.wait_for_none("dialog[open]").await?;
        Ok(())
    })
}
