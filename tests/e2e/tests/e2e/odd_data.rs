//! Data that is not as documented: the page, an export and an analysis show what is good and mark what is odd.

use crate::common::{NAME_CELLS, artifact_names, expect_names, is_for_table, records};
use crate::export::{await_promise, without_file_system_access};
use replica_log_e2e::{Endpoint, Error, Fault, FaultResponse, Setup, Tab, TestResult, browser_test, examples};
use serde_json::{Value, json};

const DIALOG: &str = "dialog[data-name=export]";
const ODD_ROW: &str = include_str!("../../../fixtures/odd-row.json");
const NAMES: &str = include_str!("../../../fixtures/names.json");
const SEMICOLONS: &str = include_str!("../../../fixtures/semicolon-name.json");

/// Opens an execution whose requests for rows have this response.
async fn open_with(tab: &Tab, body: &str, query: &str) -> Result<(), Error> {
    tab.demo().faults().add(Tab::fault_of_rows(FaultResponse::Body(body.to_owned())));
    tab.open(&format!("records/{}{query}", examples::ODD_RECORD)).await
}

/// The text of a file that is exported in a format.
async fn exported(tab: &Tab, format: &str, notices: &[&str]) -> TestResult<String> {
    without_file_system_access(tab).await?;
    tab.click("button[data-name=export]").await?;
    tab.click(&format!("{DIALOG} [data-format={format}]")).await?;
    for notice in notices {
        tab.wait_for_text(&format!("{DIALOG} .rl-notice"), notice).await?;
    }
    let text = await_promise(tab, "window.saved.text()").await?;
    tab.click(&format!("{DIALOG} .rl-dialog-end button")).await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

#[test]
fn odd_rows_leave_the_table_and_an_export_complete() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let mut body: Value = serde_json::from_str(ODD_ROW).unwrap();
        body["data"]["totalRecords"] = json!(4);
        body["data"]["records"].as_array_mut().unwrap().insert(1, json!(["no object"]));
        open_with(tab, &body.to_string(), "").await?;
        expect_names(tab, &["/release/pkg-1.tar.gz", "/release/pkg-2.tar.gz", "/release/pkg-3.tar.gz"]).await?;
        tab.wait_for_texts(".rl-details .rl-odd > bdi", &[r#"["no object"]"#, r#""1002""#]).await?;
        let hint = "2 rows are not as documented; differences are marked.";
        tab.wait_for_texts(".rl-card .rl-hints.rl-within > .rl-hint", &[hint]).await?;
        let csv = exported(tab, "csv", &["4 rows written; complete.", hint]).await?;
        assert!(csv.contains(r#""[""no object""]",,"#) && csv.contains(r#","""1002""","#), "{csv}");
        Ok(())
    })
}

#[test]
fn a_page_without_rows_is_requested_once_more_and_links_to_another() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let body = json!({ "code": 0, "data": { "totalRecords": 100, "records": [] } }).to_string();
        let fault = Fault::new(Endpoint::DetailPage, FaultResponse::Body(body)).when("pageNumber=4");
        tab.demo().faults().add(fault);
        tab.open(&format!("records/{}?pageNumber=4", examples::nightly_failed())).await?;
        tab.wait_for_text(".rl-notice", "This page has no rows, although the service counts more.").await?;
        tab.wait_for_none(".rl-skeleton").await?;
        let requests = || tab.requests("detail/page/").into_iter().filter(|request| is_for_table(&request.query));
        tab.wait_for("a second request", async || {
            Ok(if requests().count() == 2 { Ok(()) } else { Err("none".to_owned()) })
        })
        .await?;
        tab.click_text(".rl-notice a", "Previous page").await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.wait_for_none(".rl-notice").await?;
        Ok(())
    })
}

/// The number of blanks at the ends of a name, and of repeated ones.
fn hidden_blanks(name: &Value) -> usize {
    let name = name.as_str().unwrap_or_default();
    let all = name.matches(' ').count();
    let single = name.trim().split(' ').collect::<Vec<_>>();
    let lone = single.windows(2).filter(|words| words.iter().all(|word| !word.is_empty())).count();
    all - lone
}

#[test]
fn a_name_is_seen_in_the_order_of_its_characters_and_selected_as_it_is() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        open_with(tab, NAMES, "").await?;
        tab.wait_for_count(NAME_CELLS, 6).await?;
        let body: Value = serde_json::from_str(NAMES).unwrap();
        let rows = records(&body["data"]);
        expect_names(tab, &artifact_names(&rows)).await?;
        // Firefox does not resolve the reference to the attribute.
        let marks = "[...document.querySelectorAll('td.rl-name .rl-mark')] \
            .map(e => [e.dataset.mark, getComputedStyle(e, '::before').content]) \
            .map(([mark, shown]) => shown === 'attr(data-mark)' ? mark : shown.slice(1, -1)).join(' ')";
        let blanks = rows[1..4].iter().map(|row| hidden_blanks(&row["artifactName"])).sum::<usize>();
        let expected = format!("[U+202E] {}[U+200B] [U+2060]", "␣ ".repeat(blanks));
        tab.wait_for_value("the marks", marks, expected).await?;
        // The extension is at the end, although the control before it reverses what follows.
        let left = "(() => { \
            const last = [...document.querySelector('td.rl-name > bdi').childNodes].filter(n => n.nodeType == 3).pop(); \
            const x = (from, to) => { \
                const range = document.createRange(); \
                range.setStart(last, from); range.setEnd(last, to); \
                return range.getBoundingClientRect().left; \
            }; \
            return x(0, 3) < x(4, 7); \
        })()";
        assert_eq!(tab.evaluate(left).await?, true, "gpj is before exe");
        for (at, row) in rows.iter().enumerate().take(5) {
            let select = format!(
                "(getSelection().selectAllChildren(document.querySelectorAll({})[{at}]), getSelection().toString())",
                json!(NAME_CELLS)
            );
            assert_eq!(tab.evaluate(&select).await?, row["artifactName"], "the selected name");
        }
        // Blanks take room.
        let width =
            |at: usize| format!("document.querySelectorAll({})[{at}].getBoundingClientRect().width", json!(NAME_CELLS));
        let wider = format!("{} > {}", width(3), width(5));
        assert_eq!(tab.evaluate(&wider).await?, true, "22 characters and marks are wider than 21 characters");
        tab.wait_for_texts(".rl-error bdi", &["ERROR connect timed out"]).await?;
        Ok(())
    })
}

#[test]
fn blanks_around_a_pasted_filter_are_ignored() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let record = examples::ODD_RECORD;
        let page = tab.service_data(&format!("detail/page/{record}?pageSize=20")).await?;
        let rows = records(&page);
        let name = rows[0]["artifactName"].as_str().unwrap().trim();
        tab.open(&format!("records/{record}")).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.fill(".rl-field[data-name=artifactName] input", &format!("  {name} ")).await?;
        tab.wait_for_text(".rl-chips", &format!("Artifact name: {name}")).await?;
        tab.wait_for_text(NAME_CELLS, name).await?;
        tab.wait_for_none(".rl-empty .rl-notice").await?;
        tab.open(&format!("records/%EF%BB%BF{record}%20?artifactName=%C2%A0{name}%E2%80%8B%09")).await?;
        tab.wait_for_text(NAME_CELLS, name).await?;
        Ok(())
    })
}

#[test]
fn no_part_of_an_exported_cell_is_a_formula_and_versions_survive_a_spreadsheet() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        open_with(tab, SEMICOLONS, "").await?;
        tab.wait_for_count(NAME_CELLS, 4).await?;
        let csv = exported(tab, "csv", &["4 rows written; complete."]).await?;
        assert!(
            csv.contains(r#","report;'=1+1;x.zip",,"#) && csv.contains(r#","x;'=cmd|'/C calc'!A0;y",1.10,"#),
            "{csv}"
        );
        assert!(csv.contains(",npm://lib,1e5,") && csv.contains(",npm://lib,007,"), "{csv}");
        let csv = exported(tab, "spreadsheet", &["4 rows written; complete."]).await?;
        for version in ["1.10", "1e5", "007"] {
            assert!(csv.contains(&format!(r#","=""{version}""","#)), "{csv}");
        }
        assert!(csv.contains(r#","report;'=1+1;x.zip",,"#) && csv.contains(",1001,"), "{csv}");
        Ok(())
    })
}
