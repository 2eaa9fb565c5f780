//! Printed pages: tables in full, dark on white, with the address and the time of reading, without controls.

use replica_log_e2e::{Setup, Tab, TestResult, browser_test, examples};
use serde_json::json;

/// The elements of a list of selectors that are visible.
fn visible(selectors: &str) -> String {
    format!(
        "[...document.querySelectorAll({})].filter(e => e.checkVisibility()).map(e => e.className)",
        json!(selectors)
    )
}

/// Expects a table that is cut off by nothing and not wider than the page.
async fn expect_whole_table(tab: &Tab) -> TestResult {
    let whole = "[...document.querySelectorAll('.rl-table-box')].every(box => \
        getComputedStyle(box).overflow === 'visible' && getComputedStyle(box).maxHeight === 'none')";
    tab.wait_until("a table without a scroll box", whole).await?;
    Ok(())
}

#[test]
fn a_printed_execution_is_dark_on_white_and_has_its_whole_table_its_address_and_the_time_of_reading() -> TestResult {
    browser_test(Setup { dark: true, zone: "Asia/Tokyo".into(), ..Setup::default() }, async |tab| {
        let path = format!("records/{}?status=FAILED", examples::nightly_failed());
        tab.open(&path).await?;
        tab.wait_for_count("table.rl-details tbody", 20).await?;
        tab.resize(1280, 900).await?;
        tab.wait_for_value("no line for paper", &visible(".rl-printed"), json!([])).await?;
        tab.emulate_print(true).await?;
        expect_whole_table(tab).await?;
        let colours = "[getComputedStyle(document.querySelector('.rl')).color, \
            getComputedStyle(document.querySelector('.rl')).backgroundColor, \
            getComputedStyle(document.querySelector('.rl-card')).backgroundColor]";
        let expected = json!(["rgb(49, 50, 56)", "rgb(255, 255, 255)", "rgb(255, 255, 255)"]);
        tab.wait_for_value("dark on white", colours, expected).await?;
        let controls = "button, input, select, dialog, .rl-step, .rl-choice, .rl-refresh, .rl-age";
        tab.wait_for_value("no controls", &visible(controls), json!([])).await?;
        tab.wait_for_text(".rl-printed", &tab.url(&path)).await?;
        tab.wait_until(
            "the time of reading, with its zone",
            "/Updated \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d Asia\\/Tokyo \\+09:00$/.test(document.querySelector('.rl-printed').innerText)",
        )
        .await?;
        // A status has its word and its icon, which is a background.
        let status = "(() => { const status = document.querySelector('table .rl-status'); \
            return [status.innerText, getComputedStyle(status, '::before').width, getComputedStyle(status).printColorAdjust]; })()";
        tab.wait_for_value("a status", status, json!(["Failed", "14px", "exact"])).await?;
        tab.emulate_print(false).await?;
        Ok(())
    })
}

#[test]
fn a_printed_trend_has_all_its_dots_in_every_pdf_viewer() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("tasks/{}?history=all", examples::NIGHTLY_TASK)).await?;
        tab.wait_for_count(".rl-chart", 1).await?;
        // Some viewers draw nothing for a stroke of length zero.
        let strokes = "[...document.querySelectorAll('.rl-dots')].map(e => e.getAttribute('d')).join('')";
        tab.wait_until("dots", &format!("{strokes}.match(/M/g).length > 50")).await?;
        assert_eq!(tab.evaluate(&format!("/h0(?![.\\d])/.test({strokes})")).await?, false);
        tab.emulate_print(true).await?;
        expect_whole_table(tab).await?;
        tab.wait_for_value("the chart", &visible(".rl-chart"), json!(["rl-chart"])).await?;
        tab.wait_for_value("no controls", &visible(".rl-range, .rl-point, .rl-runs-switch"), json!([])).await?;
        tab.emulate_print(false).await?;
        Ok(())
    })
}
