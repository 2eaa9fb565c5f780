//! The file check: files and digests against the details of an execution.

use crate::common::{format_number, records, text, total_records};
use crate::export::{await_promise, without_file_system_access};
use replica_log_e2e::{Endpoint, Fault, FaultResponse, Setup, Tab, TestResult, browser_test, examples};
use serde_json::{Value, json};
use std::time::Duration;

const ITEMS: &str = ".rl-triage .rl-members > li";
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

/// Pastes a list and looks it up.
async fn look_up(tab: &Tab, list: &str) -> TestResult {
    tab.wait_until("the field", "document.querySelector('.rl-digests textarea')").await?;
    tab.evaluate(&format!("document.querySelector('.rl-digests textarea').value = {}", json!(list))).await?;
    tab.click(".rl-digests button").await?;
    Ok(())
}

#[test]
fn dropped_file_and_pasted_digests_are_looked_up() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let record = examples::nightly_failed();
        let page = tab.service_data(&format!("detail/page/{record}?pageSize=100000")).await?;
        let rows = records(&page);
        let is_transferred =
            |row: &&Value| row["sha256"].is_string() && row["status"] == "SUCCESS" && row["conflictStrategy"].is_null();
        let with_digest = rows.iter().find(is_transferred).unwrap();
        let total = format_number(total_records(&page));
        tab.open(&format!("records/{record}")).await?;
        tab.click_text(".rl-analyses a", "Check files").await?;
        tab.wait_for_url(&format!("records/{record}?triage=files")).await?;
        tab.wait_until("the place for files", "document.querySelector('.rl-drop')").await?;
        // A file with the name of an artifact and another content.
        let drop = "(() => { const data = new DataTransfer(); data.items.add(new File(['abc'], NAME)); \
            const place = document.querySelector('.rl-drop'); const event = name => place.dispatchEvent( \
            new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: data })); \
            return [event('dragover'), event('drop')]; })()";
        let name = text(with_digest, "artifactName").rsplit('/').next().unwrap_or_default();
        let handled = tab.evaluate(&drop.replace("NAME", &json!(name).to_string())).await?;
        assert_eq!(handled, json!([false, false]), "the browser does not open the file instead");
        tab.wait_for_text(".rl-triage .rl-total", &format!("Compared with {total} of {total} artifacts")).await?;
        tab.wait_for_text(ITEMS, "Same name, other digest").await?;
        tab.wait_for_text(ITEMS, ABC).await?;
        // The digest of the artifact, and one of nothing.
        let digest = text(with_digest, "sha256");
        look_up(tab, &format!("{}  x\n{}", digest.to_uppercase(), "0".repeat(64))).await?;
        tab.wait_for_count(ITEMS, 3).await?;
        tab.wait_for_text(ITEMS, "Same digest, replicated").await?;
        tab.wait_for_text(ITEMS, "Not found among the artifacts that have a digest").await?;
        // A match leads to its row.
        tab.click(&format!("{ITEMS}:last-child .rl-matches a")).await?;
        tab.wait_for_text("table.rl-details td.rl-name bdi", text(with_digest, "artifactName")).await?;
        tab.wait_for_value("the focus on the table", "document.activeElement.dataset.part", "details").await?;
        tab.wait_for_count(ITEMS, 3).await?;
        // The address has the list, but nothing about a file of the device.
        let address = tab.evaluate("location.href").await?;
        assert!(address.as_str().unwrap().contains(&format!("&digests={digest}%20%2Ax%0A")), "{address}");
        assert!(!address.as_str().unwrap().contains(ABC), "{address}");
        tab.reload().await?;
        tab.wait_for_text(".rl-triage .rl-total", &format!("Compared with {total} of {total} artifacts")).await?;
        tab.wait_for_count(ITEMS, 2).await?;
        tab.wait_for_text(ITEMS, "Same digest, replicated").await?;
        tab.click_text(".rl-triage .rl-button", "Remove all").await?;
        tab.wait_for_none(ITEMS).await?;
        tab.click_text(".rl-triage .rl-button", "Close").await?;
        tab.wait_for_none(".rl-triage").await?;
        tab.wait_for_count(".rl-analyses a[href*='triage=files']", 1).await?;
        Ok(())
    })
}

#[test]
fn file_check_can_be_stopped_and_resumed() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let slow = Fault::new(Endpoint::DetailPage, FaultResponse::Genuine).when("pageNumber=3&pageSize=500");
        tab.demo().faults().add(slow.delay(Duration::from_secs(3600)).times(1));
        let record = examples::nightly_failed();
        tab.open(&format!("records/{record}?triage=files")).await?;
        look_up(tab, ABC).await?;
        tab.wait_for_text(".rl-triage .rl-total", "Compared with 1,000 of 12,345 artifacts").await?;
        tab.click_text(".rl-reading button", "Stop reading").await?;
        tab.wait_for_text(".rl-triage .rl-notice", "Stopped after reading 1,000 of 12,345.").await?;
        tab.wait_for_text(ITEMS, "Not found so far").await?;
        tab.click_text(".rl-triage .rl-notice button", "Continue reading").await?;
        tab.wait_for_text(".rl-triage .rl-total", "Compared with 12,345 of 12,345 artifacts").await?;
        tab.wait_for_text(ITEMS, "Not found among the artifacts that have a digest").await?;
        Ok(())
    })
}

#[test]
fn results_of_a_file_check_are_exported_as_csv() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let record = examples::DOCUMENTED_GENERIC_RECORD;
        let page = tab.service_data(&format!("detail/page/{record}")).await?;
        let row = records(&page).into_iter().find(|row| row["sha256"].is_string()).unwrap();
        tab.open(&format!("records/{record}?triage=files")).await?;
        without_file_system_access(tab).await?;
        look_up(tab, &format!("{}  mine.zip\n{ABC}  a.txt", text(&row, "sha256"))).await?;
        tab.wait_for_count(ITEMS, 2).await?;
        tab.wait_for_text(ITEMS, "Not part of this execution").await?;
        tab.click(".rl-triage [data-format=csv]").await?;
        let name = tab.attribute(".rl-triage a[download]", "download").await?;
        assert_eq!(name, format!("{record}-files.csv"));
        let saved = await_promise(tab, "window.saved.text()").await?;
        let lines: Vec<&str> = saved.as_str().unwrap().lines().collect();
        assert_eq!(lines[1], format!("a.txt,{ABC},absent,0,,,,,,"));
        assert!(lines[2].starts_with(&format!("mine.zip,{},", text(&row, "sha256"))), "{lines:?}");
        assert!(lines[2].contains(text(&row, "remoteCluster")), "{lines:?}");
        Ok(())
    })
}

#[test]
fn file_check_is_accessible() -> TestResult {
    let setup = Setup { language: "ja".into(), ..Setup::default() };
    browser_test(setup, async |tab| {
        tab.open(&format!("records/{}?triage=files", examples::DOCUMENTED_GENERIC_RECORD)).await?;
        look_up(tab, &format!("{ABC}  a.txt\nnonsense")).await?;
        tab.wait_for_text(ITEMS, "この実行に含まれていません").await?;
        tab.wait_until_idle().await?;
        for width in [360, 1440] {
            tab.resize(width, 900).await?;
            let violations = tab.axe_violations().await?;
            assert!(violations.is_empty(), "{width}: {violations:?}");
            let overflow = tab.evaluate("document.documentElement.scrollWidth > innerWidth").await?;
            assert_eq!(overflow, false, "{width}");
        }
        Ok(())
    })
}
