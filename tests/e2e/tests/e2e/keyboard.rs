//! Every user task by keyboard alone, with the position of the focus after each step.

use crate::common::{NAME_CELLS, expect_names};
use replica_log_e2e::{FaultResponse, Key, Setup, Tab, TestResult, browser_test, examples};
use serde_json::json;

fn odd_record() -> String {
    format!("records/{}", examples::ODD_RECORD)
}

fn failed_record() -> String {
    format!("records/{}", examples::nightly_failed())
}

/// Moves the focus to an element by Tab, and presses Enter.
async fn press_enter_on(tab: &Tab, selector: &str) -> TestResult {
    tab.tab_to(selector).await?;
    tab.press(Key::Enter).await?;
    Ok(())
}

/// Waits until the focused element matches a selector.
async fn expect_focus(tab: &Tab, selector: &str) -> TestResult {
    let on = format!(
        "document.activeElement.matches({}) || document.activeElement.outerHTML.slice(0, 200)",
        json!(selector)
    );
    tab.wait_for_value(&format!("the focus on {selector}"), &on, true).await?;
    Ok(())
}

#[test]
fn keyboard_only_lookup_of_an_id_and_back() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open("").await?;
        expect_focus(tab, "input[name=id]").await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_count(".rl-refused", 1).await?;
        expect_focus(tab, "input[name=id][aria-invalid=true]").await?;
        tab.press(examples::BYTES_TASK).await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_count("table.rl-history tbody", 12).await?;
        expect_focus(tab, "main").await?;
        press_enter_on(tab, "table.rl-history .rl-row-link").await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        expect_focus(tab, "main").await?;
        press_enter_on(tab, "h1 a").await?;
        tab.wait_for_count("table.rl-history tbody", 12).await?;
        expect_focus(tab, "main").await?;
        // From the top: the skip link is the first tab stop.
        tab.reload().await?;
        tab.press(Key::Tab).await?;
        expect_focus(tab, ".rl-skip").await?;
        press_enter_on(tab, ".rl-brand").await?;
        press_enter_on(tab, "[data-name=recent] + button").await?;
        tab.wait_for_none("[data-name=recent]").await?;
        expect_focus(tab, "main").await?;
        Ok(())
    })
}

#[test]
fn keyboard_only_filtering_and_pagination() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&odd_record()).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        press_enter_on(tab, ".rl-pager a[rel=next]").await?;
        tab.wait_for_texts(".rl-pager a[aria-current=page]", &["2"]).await?;
        expect_focus(tab, ".rl-pager a[rel=next]").await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_texts(".rl-pager a[aria-current=page]", &["3"]).await?;
        // There is no next page.
        expect_focus(tab, ".rl-pager a[aria-current=page]").await?;
        tab.tab_to("input[inputmode=numeric]").await?;
        tab.press("1").await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_texts(".rl-pager a[aria-current=page]", &["1"]).await?;
        expect_focus(tab, "input[inputmode=numeric]").await?;
        tab.tab_to(".rl-pager select").await?;
        tab.press(Key::Down).await?;
        tab.wait_for_count(NAME_CELLS, 44).await?;
        expect_focus(tab, ".rl-pager select").await?;
        // Filters.
        press_enter_on(tab, ".rl-filters .rl-choice a:nth-of-type(4)").await?;
        tab.wait_for_count(NAME_CELLS, 15).await?;
        expect_focus(tab, ".rl-filters .rl-choice a[aria-current]").await?;
        tab.tab_to(".rl-filters .rl-more").await?;
        tab.press(Key::Space).await?;
        expect_focus(tab, ".rl-more[aria-expanded=true]").await?;
        press_enter_on(tab, ".rl-chips a").await?;
        tab.wait_for_count(NAME_CELLS, 44).await?;
        // On the control of the removed filter.
        expect_focus(tab, ".rl-filters .rl-choice a[aria-current]").await?;
        tab.tab_to(".rl-field[data-name=version] input").await?;
        tab.press("0.9").await?;
        tab.press(Key::Enter).await?;
        expect_names(tab, &["namee", "name{2}"]).await?;
        expect_focus(tab, ".rl-field[data-name=version] input").await?;
        press_enter_on(tab, ".rl-chips a").await?;
        tab.wait_for_count(NAME_CELLS, 44).await?;
        expect_focus(tab, ".rl-filters .rl-choice a[aria-current]").await?;
        tab.tab_to(".rl-field[data-name=artifactName] input").await?;
        tab.press("nothing").await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_count(".rl-notice", 1).await?;
        press_enter_on(tab, ".rl-notice a").await?;
        tab.wait_for_count(NAME_CELLS, 44).await?;
        expect_focus(tab, ".rl-filters .rl-choice a[aria-current]").await?;
        Ok(())
    })
}

#[test]
fn keyboard_only_expanding_and_copying_a_row() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("{}?status=FAILED", odd_record())).await?;
        tab.wait_for_count(NAME_CELLS, 15).await?;
        let row = "table.rl-details tbody:nth-of-type(1)";
        press_enter_on(tab, &format!("{row} .rl-toggle button")).await?;
        tab.wait_for_count(".rl-whole-row", 1).await?;
        expect_focus(tab, &format!("{row} .rl-toggle button[aria-expanded=true]")).await?;
        press_enter_on(tab, &format!("{row} .rl-whole-row .rl-copy")).await?;
        tab.wait_until("the announcement", "document.querySelector('.rl > [role=status]').innerText").await?;
        expect_focus(tab, &format!("{row} .rl-whole-row .rl-copy")).await?;
        tab.tab_to(&format!("{row} .rl-whole-row summary")).await?;
        tab.press(Key::Space).await?;
        tab.wait_for_count(".rl-whole-row details[open]", 1).await?;
        tab.press(Key::Shift + Key::Tab).await?;
        while tab.evaluate("document.activeElement.matches('.rl-toggle button')").await? != true {
            tab.press(Key::Shift + Key::Tab).await?;
        }
        tab.press(Key::Space).await?;
        tab.wait_for_none(".rl-whole-row").await?;
        expect_focus(tab, &format!("{row} .rl-toggle button[aria-expanded=false]")).await?;
        Ok(())
    })
}

#[test]
fn keyboard_only_failure_grouping() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&failed_record()).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        press_enter_on(tab, ".rl-questions a").await?;
        tab.wait_until("groups", "document.querySelector('.rl-groups > .rl-group')").await?;
        expect_focus(tab, ".rl-triage .rl-choice a[aria-current]").await?;
        press_enter_on(tab, ".rl-triage .rl-choice a:nth-of-type(2)").await?;
        tab.wait_until("groups", "document.querySelector('.rl-groups > .rl-group')").await?;
        expect_focus(tab, ".rl-triage .rl-choice a[aria-current]").await?;
        press_enter_on(tab, ".rl-groups .rl-toggle button").await?;
        tab.wait_until("the rows of the group", "document.querySelector('.rl-members li')").await?;
        expect_focus(tab, ".rl-groups .rl-toggle button[aria-expanded=true]").await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_none(".rl-members li").await?;
        expect_focus(tab, ".rl-groups .rl-toggle button[aria-expanded=false]").await?;
        tab.press(Key::Enter).await?;
        press_enter_on(tab, ".rl-members a").await?;
        expect_focus(tab, "[data-part=details]").await?;
        tab.wait_until("a filter", "document.querySelector('.rl-chips')").await?;
        Ok(())
    })
}

#[test]
fn keyboard_only_comparison_of_runs() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&failed_record()).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        press_enter_on(tab, ".rl-questions a:nth-of-type(2)").await?;
        tab.wait_for_count("[data-change]", 3).await?;
        expect_focus(tab, ".rl-triage .rl-choice a[aria-current]").await?;
        tab.tab_to("select[data-name=compare]").await?;
        tab.press(Key::Down).await?;
        tab.wait_until("another run", "location.search.includes('compare=')").await?;
        tab.wait_for_count("[data-change]", 3).await?;
        expect_focus(tab, "select[data-name=compare]").await?;
        press_enter_on(tab, "[data-change=new] .rl-toggle button").await?;
        tab.wait_until("the rows of the group", "document.querySelector('.rl-members li')").await?;
        expect_focus(tab, "[data-change=new] .rl-toggle button[aria-expanded=true]").await?;
        // Closing the analysis.
        tab.open(&format!("{}?triage=before", failed_record())).await?;
        tab.wait_for_count("[data-change]", 3).await?;
        tab.wait_until_idle().await?;
        tab.wait_for_none(".rl-triage .rl-reading").await?;
        press_enter_on(tab, ".rl-triage .rl-tools > a.rl-button").await?;
        tab.wait_for_none(".rl-triage").await?;
        expect_focus(tab, "a[href*='triage=error']").await?;
        Ok(())
    })
}

#[test]
fn keyboard_only_trend_zoom() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("tasks/{}", examples::NIGHTLY_TASK)).await?;
        tab.wait_for_count("table.rl-history tbody", 20).await?;
        press_enter_on(tab, ".rl-runs-switch a").await?;
        tab.wait_for_text(".rl-figures span", "60 executions").await?;
        expect_focus(tab, ".rl-runs-switch a").await?;
        tab.tab_to(".rl-point").await?;
        tab.press(Key::Left).await?;
        expect_focus(tab, ".rl-point").await?;
        press_enter_on(tab, ".rl-numbers-switch button").await?;
        expect_focus(tab, ".rl-numbers-switch button[aria-expanded=true]").await?;
        // A history of sixty days is summed up by days at first.
        press_enter_on(tab, ".rl-range .rl-choice a:not([aria-current])").await?;
        press_enter_on(tab, ".rl-numbers tbody tr:nth-child(2) a").await?;
        tab.wait_for_text(".rl-figures span", "7 executions").await?;
        tab.wait_until("the focus to stay in the page", "document.activeElement.closest('.rl-runs, main')").await?;
        press_enter_on(tab, ".rl-range > a").await?;
        tab.wait_for_text(".rl-figures span", "60 executions").await?;
        tab.wait_until("the focus to stay in the page", "document.activeElement.closest('.rl-runs, main')").await?;
        press_enter_on(tab, ".rl-range .rl-choice a:not([aria-current])").await?;
        expect_focus(tab, ".rl-range .rl-choice a[aria-current]").await?;
        Ok(())
    })
}

#[test]
fn single_keys_can_be_switched_off_and_on_again() -> TestResult {
    const SWITCH: &str = ".rl-dialog .rl-keys-switch input";
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("tasks/{}", examples::NIGHTLY_TASK)).await?;
        tab.wait_for_count("table.rl-history tbody", 20).await?;
        tab.press("?").await?;
        tab.tab_to(SWITCH).await?;
        tab.press(" ").await?;
        tab.press(Key::Escape).await?;
        tab.wait_for_none(".rl-dialog").await?;
        // After a reload as well.
        tab.reload().await?;
        tab.wait_for_count("table.rl-history tbody", 20).await?;
        for key in ["n", "?"] {
            tab.press(key).await?;
        }
        tab.wait_for_texts(".rl-pager a[aria-current=page]", &["1"]).await?;
        tab.wait_for_none(".rl-dialog").await?;
        press_enter_on(tab, ".rl-help").await?;
        tab.tab_to(SWITCH).await?;
        tab.press(" ").await?;
        tab.press(Key::Escape).await?;
        tab.wait_for_none(".rl-dialog").await?;
        tab.press("n").await?;
        tab.wait_for_texts(".rl-pager a[aria-current=page]", &["2"]).await?;
        Ok(())
    })
}

#[test]
fn keyboard_only_export() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&odd_record()).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.evaluate("(window.showSaveFilePicker = undefined, null)").await?;
        press_enter_on(tab, "button[data-name=export]").await?;
        tab.wait_for_count("dialog[data-name=export][open]", 1).await?;
        tab.wait_until("the focus in the dialog", "document.activeElement.closest('dialog')").await?;
        tab.tab_to("dialog [data-format=csv]").await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_text("dialog .rl-notice", "44 rows written").await?;
        tab.wait_until("the focus in the dialog", "document.activeElement.closest('dialog')").await?;
        tab.tab_to("dialog a[download]").await?;
        tab.press(Key::Escape).await?;
        tab.wait_for_none("dialog[open]").await?;
        expect_focus(tab, "button[data-name=export]").await?;
        Ok(())
    })
}

#[test]
fn keyboard_only_column_settings() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("tasks/{}", examples::BYTES_TASK)).await?;
        tab.wait_for_count("table.rl-history tbody", 12).await?;
        press_enter_on(tab, "button[data-name=columns]").await?;
        tab.wait_for_count("dialog[data-name=columns][open]", 1).await?;
        press_enter_on(tab, "dialog li:nth-child(4) [data-way=up]").await?;
        expect_focus(tab, "dialog li:nth-child(3) [data-way=up]").await?;
        tab.press(Key::Enter).await?;
        // The first movable position: the "up" button is disabled, so "down" has the focus.
        expect_focus(tab, "dialog li:nth-child(2) [data-way=down]").await?;
        tab.wait_for_texts(
            "table.rl-history thead th",
            &["Status", "Start time", "Artifacts", "End time", "Duration", "Replicated"],
        )
        .await?;
        tab.tab_to("dialog li:nth-child(3) input").await?;
        tab.press(Key::Space).await?;
        expect_focus(tab, "dialog li:nth-child(3) input:not(:checked)").await?;
        tab.wait_for_texts(
            "table.rl-history thead th",
            &["Status", "Start time", "Artifacts", "Duration", "Replicated"],
        )
        .await?;
        press_enter_on(tab, "dialog [data-name=usual]").await?;
        tab.wait_until("the focus in the dialog", "document.activeElement.closest('dialog')").await?;
        press_enter_on(tab, "dialog .rl-dialog-end button").await?;
        tab.wait_for_none("dialog[open]").await?;
        expect_focus(tab, "button[data-name=columns]").await?;
        tab.press("?").await?;
        tab.wait_for_count("dialog[data-name=keys][open]", 1).await?;
        tab.press(Key::Escape).await?;
        tab.wait_for_none("dialog[open]").await?;
        expect_focus(tab, "button[data-name=columns]").await?;
        Ok(())
    })
}

#[test]
fn keyboard_only_locale_theme_and_time_zone() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&odd_record()).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.tab_to("select[data-name=locale]").await?;
        tab.press(Key::Down).await?;
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["同期異常"]).await?;
        expect_focus(tab, "select[data-name=locale]").await?;
        tab.wait_for_value("the page's language", "document.documentElement.lang", "ja").await?;
        tab.tab_to("select[data-name=theme]").await?;
        tab.press(Key::End).await?;
        tab.wait_for_value("the dark theme", "document.querySelector('.rl').dataset.theme", "dark").await?;
        expect_focus(tab, "select[data-name=theme]").await?;
        tab.press(Key::Shift + Key::Tab).await?;
        tab.press(Key::Shift + Key::Tab).await?;
        tab.press(Key::Space).await?;
        tab.wait_for_value("UTC", "document.querySelector('.rl-segments [aria-pressed=true]').innerText", "UTC")
            .await?;
        expect_focus(tab, ".rl-segments button[aria-pressed=true]").await?;
        Ok(())
    })
}

#[test]
fn keyboard_only_retry_and_refresh() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.demo().faults().add(Tab::fault_of_rows(FaultResponse::Status(500)).times(1));
        tab.open(&odd_record()).await?;
        tab.wait_for_count(".rl-failure", 1).await?;
        press_enter_on(tab, ".rl-failure .rl-notice-actions button").await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        expect_focus(tab, "[data-part=details]").await?;
        press_enter_on(tab, ".rl-refresh").await?;
        tab.wait_for_text(".rl-age", "Updated ").await?;
        expect_focus(tab, ".rl-refresh").await?;
        Ok(())
    })
}
