//! Everything that a person does, by the keyboard alone; and where the focus is then.

use crate::common::{NAMES, lists};
use replica_log_e2e::{Endpoint, Fault, FaultAnswer, Key, Outcome, Setup, Tab, examples, visit};
use serde_json::json;

fn odd() -> String {
    format!("records/{}", examples::ODD_RECORD)
}

fn failed() -> String {
    format!("records/{}", examples::nightly_failed())
}

/// Goes to an element by the tabulator key, and presses Enter there.
async fn enter(tab: &Tab, selector: &str) -> Outcome {
    tab.tab_to(selector).await?;
    tab.press(Key::Enter).await?;
    Ok(())
}

/// Waits until the focus is on what a selector finds.
async fn is_on(tab: &Tab, selector: &str) -> Outcome {
    let on = format!(
        "document.activeElement.matches({}) || document.activeElement.outerHTML.slice(0, 200)",
        json!(selector)
    );
    tab.until_same(&format!("the focus on {selector}"), &on, true).await?;
    Ok(())
}

#[test]
fn from_an_id_to_an_execution_and_back() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open("").await?;
        is_on(tab, "input[name=id]").await?;
        tab.press(Key::Enter).await?;
        tab.counts(".rl-refused", 1).await?;
        is_on(tab, "input[name=id][aria-invalid=true]").await?;
        tab.press(examples::EDGE_TASK).await?;
        tab.press(Key::Enter).await?;
        tab.counts("table.rl-history tbody", 9).await?;
        is_on(tab, "main").await?;
        enter(tab, "table.rl-history .rl-row-link").await?;
        tab.counts(NAMES, 20).await?;
        is_on(tab, "main").await?;
        enter(tab, "h1 a").await?;
        tab.counts("table.rl-history tbody", 9).await?;
        is_on(tab, "main").await?;
        // From the top: the way to the content is the first that there is.
        tab.reload().await?;
        tab.press(Key::Tab).await?;
        is_on(tab, ".rl-skip").await?;
        enter(tab, ".rl-brand").await?;
        enter(tab, "[data-name=recent] + button").await?;
        tab.misses("[data-name=recent]").await?;
        is_on(tab, "main").await?;
        Ok(())
    })
}

#[test]
fn rows_are_filtered_and_turned_over() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open(&odd()).await?;
        tab.counts(NAMES, 20).await?;
        enter(tab, ".rl-pager a[rel=next]").await?;
        tab.reads(".rl-pager a[aria-current=page]", &["2"]).await?;
        is_on(tab, ".rl-pager a[rel=next]").await?;
        tab.press(Key::Enter).await?;
        tab.reads(".rl-pager a[aria-current=page]", &["3"]).await?;
        // There is no next one.
        is_on(tab, ".rl-pager a[aria-current=page]").await?;
        tab.tab_to("input[inputmode=numeric]").await?;
        tab.press("1").await?;
        tab.press(Key::Enter).await?;
        tab.reads(".rl-pager a[aria-current=page]", &["1"]).await?;
        is_on(tab, "input[inputmode=numeric]").await?;
        tab.tab_to(".rl-pager select").await?;
        tab.press(Key::Down).await?;
        tab.counts(NAMES, 44).await?;
        is_on(tab, ".rl-pager select").await?;
        // Filters.
        enter(tab, ".rl-filters .rl-choice a:nth-of-type(4)").await?;
        tab.counts(NAMES, 15).await?;
        is_on(tab, ".rl-filters .rl-choice a[aria-current]").await?;
        tab.tab_to(".rl-filters .rl-more").await?;
        tab.press(Key::Space).await?;
        is_on(tab, ".rl-more[aria-expanded=true]").await?;
        enter(tab, ".rl-chips a").await?;
        tab.counts(NAMES, 44).await?;
        // Where the filter is chosen that was taken off.
        is_on(tab, ".rl-filters .rl-choice a[aria-current]").await?;
        tab.tab_to(".rl-field[data-name=version] input").await?;
        tab.press("0.9").await?;
        tab.press(Key::Enter).await?;
        lists(tab, &["pypi://namee", "pypi://name{2}"]).await?;
        is_on(tab, ".rl-field[data-name=version] input").await?;
        enter(tab, ".rl-chips a").await?;
        tab.counts(NAMES, 44).await?;
        is_on(tab, ".rl-filters .rl-choice a[aria-current]").await?;
        tab.tab_to(".rl-field[data-name=artifactName] input").await?;
        tab.press("nothing").await?;
        tab.press(Key::Enter).await?;
        tab.counts(".rl-notice", 1).await?;
        enter(tab, ".rl-notice a").await?;
        tab.counts(NAMES, 44).await?;
        is_on(tab, ".rl-filters .rl-choice a[aria-current]").await?;
        Ok(())
    })
}

#[test]
fn a_row_is_opened_copied_from_and_closed() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open(&format!("{}?status=FAILED", odd())).await?;
        tab.counts(NAMES, 15).await?;
        let row = "table.rl-details tbody:nth-of-type(1)";
        enter(tab, &format!("{row} .rl-toggle button")).await?;
        tab.counts(".rl-whole-row", 1).await?;
        is_on(tab, &format!("{row} .rl-toggle button[aria-expanded=true]")).await?;
        enter(tab, &format!("{row} .rl-whole-row .rl-copy")).await?;
        tab.until("it to be said", "document.querySelector('.rl > [role=status]').innerText").await?;
        is_on(tab, &format!("{row} .rl-whole-row .rl-copy")).await?;
        tab.tab_to(&format!("{row} .rl-whole-row summary")).await?;
        tab.press(Key::Space).await?;
        tab.counts(".rl-whole-row details[open]", 1).await?;
        tab.press(Key::Shift + Key::Tab).await?;
        while tab.value("document.activeElement.matches('.rl-toggle button')").await? != true {
            tab.press(Key::Shift + Key::Tab).await?;
        }
        tab.press(Key::Space).await?;
        tab.misses(".rl-whole-row").await?;
        is_on(tab, &format!("{row} .rl-toggle button[aria-expanded=false]")).await?;
        Ok(())
    })
}

#[test]
fn failures_are_grouped_and_followed_to_their_rows() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open(&failed()).await?;
        tab.counts(NAMES, 20).await?;
        enter(tab, ".rl-questions a").await?;
        tab.until("groups", "document.querySelector('.rl-groups > .rl-group')").await?;
        is_on(tab, ".rl-triage .rl-choice a[aria-current]").await?;
        enter(tab, ".rl-triage .rl-choice a:nth-of-type(2)").await?;
        tab.until("groups", "document.querySelector('.rl-groups > .rl-group')").await?;
        is_on(tab, ".rl-triage .rl-choice a[aria-current]").await?;
        enter(tab, ".rl-groups .rl-toggle button").await?;
        tab.until("rows of it", "document.querySelector('.rl-members li')").await?;
        is_on(tab, ".rl-groups .rl-toggle button[aria-expanded=true]").await?;
        tab.press(Key::Enter).await?;
        tab.misses(".rl-members li").await?;
        is_on(tab, ".rl-groups .rl-toggle button[aria-expanded=false]").await?;
        tab.press(Key::Enter).await?;
        enter(tab, ".rl-members a").await?;
        is_on(tab, "[data-part=details]").await?;
        tab.until("a filter", "document.querySelector('.rl-chips')").await?;
        Ok(())
    })
}

#[test]
fn a_run_is_held_against_another() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open(&failed()).await?;
        tab.counts(NAMES, 20).await?;
        enter(tab, ".rl-questions a:nth-of-type(2)").await?;
        tab.counts("[data-change]", 3).await?;
        is_on(tab, ".rl-triage .rl-choice a[aria-current]").await?;
        tab.tab_to("select[data-name=compare]").await?;
        tab.press(Key::Down).await?;
        tab.until("another run", "location.search.includes('compare=')").await?;
        tab.counts("[data-change]", 3).await?;
        is_on(tab, "select[data-name=compare]").await?;
        enter(tab, "[data-change=new] .rl-toggle button").await?;
        tab.until("rows of it", "document.querySelector('.rl-members li')").await?;
        is_on(tab, "[data-change=new] .rl-toggle button[aria-expanded=true]").await?;
        // And the card is closed again.
        tab.open(&format!("{}?triage=before", failed())).await?;
        tab.counts("[data-change]", 3).await?;
        enter(tab, ".rl-triage .rl-tools > a.rl-button").await?;
        tab.misses(".rl-triage").await?;
        is_on(tab, "main").await?;
        Ok(())
    })
}

#[test]
fn a_trend_is_looked_at_closer_and_as_a_whole() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open(&format!("tasks/{}", examples::NIGHTLY_TASK)).await?;
        tab.counts("table.rl-history tbody", 20).await?;
        enter(tab, ".rl-runs-switch a").await?;
        tab.sees(".rl-figures span", "187 executions").await?;
        is_on(tab, ".rl-runs-switch a").await?;
        tab.tab_to(".rl-point").await?;
        tab.press(Key::Left).await?;
        is_on(tab, ".rl-point").await?;
        enter(tab, ".rl-numbers-switch button").await?;
        is_on(tab, ".rl-numbers-switch button[aria-expanded=true]").await?;
        enter(tab, ".rl-numbers tbody tr:nth-child(2) a").await?;
        tab.sees(".rl-figures span", "7 executions").await?;
        tab.until("the focus kept", "document.activeElement.closest('.rl-runs, main')").await?;
        enter(tab, ".rl-range > a").await?;
        tab.sees(".rl-figures span", "187 executions").await?;
        tab.until("the focus kept", "document.activeElement.closest('.rl-runs, main')").await?;
        enter(tab, ".rl-range .rl-choice a:not([aria-current])").await?;
        is_on(tab, ".rl-range .rl-choice a[aria-current]").await?;
        Ok(())
    })
}

#[test]
fn rows_are_taken_along() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open(&odd()).await?;
        tab.counts(NAMES, 20).await?;
        tab.value("(window.showSaveFilePicker = undefined, null)").await?;
        enter(tab, "button[data-name=export]").await?;
        tab.counts("dialog[data-name=export][open]", 1).await?;
        tab.until("the focus in it", "document.activeElement.closest('dialog')").await?;
        tab.tab_to("dialog [data-format=csv]").await?;
        tab.press(Key::Enter).await?;
        tab.sees("dialog .rl-notice", "44 rows written").await?;
        tab.until("the focus in it", "document.activeElement.closest('dialog')").await?;
        tab.tab_to("dialog a[download]").await?;
        tab.press(Key::Escape).await?;
        tab.misses("dialog[open]").await?;
        is_on(tab, "button[data-name=export]").await?;
        Ok(())
    })
}

#[test]
fn columns_are_put_into_another_order() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open(&format!("tasks/{}", examples::EDGE_TASK)).await?;
        tab.counts("table.rl-history tbody", 9).await?;
        enter(tab, "button[data-name=columns]").await?;
        tab.counts("dialog[data-name=columns][open]", 1).await?;
        enter(tab, "dialog li:nth-child(4) [data-way=up]").await?;
        is_on(tab, "dialog li:nth-child(3) [data-way=up]").await?;
        tab.press(Key::Enter).await?;
        // Further up there is nothing.
        is_on(tab, "dialog li:nth-child(2) [data-way=down]").await?;
        tab.reads("table.rl-history thead th", &["Status", "Start time", "Artifacts", "End time", "Duration", "Size"])
            .await?;
        tab.tab_to("dialog li:nth-child(3) input").await?;
        tab.press(Key::Space).await?;
        is_on(tab, "dialog li:nth-child(3) input:not(:checked)").await?;
        tab.reads("table.rl-history thead th", &["Status", "Start time", "Artifacts", "Duration", "Size"]).await?;
        enter(tab, "dialog [data-name=usual]").await?;
        tab.until("the focus in it", "document.activeElement.closest('dialog')").await?;
        enter(tab, "dialog .rl-dialog-end button").await?;
        tab.misses("dialog[open]").await?;
        is_on(tab, "button[data-name=columns]").await?;
        tab.press("?").await?;
        tab.counts("dialog[data-name=keys][open]", 1).await?;
        tab.press(Key::Escape).await?;
        tab.misses("dialog[open]").await?;
        is_on(tab, "button[data-name=columns]").await?;
        Ok(())
    })
}

#[test]
fn language_theme_and_zone_are_chosen() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open(&odd()).await?;
        tab.counts(NAMES, 20).await?;
        tab.tab_to("select[data-name=locale]").await?;
        tab.press(Key::Down).await?;
        tab.reads(".rl-record-head .rl-title .rl-status", &["同期異常"]).await?;
        is_on(tab, "select[data-name=locale]").await?;
        tab.until_same("the page's language", "document.documentElement.lang", "ja").await?;
        tab.tab_to("select[data-name=theme]").await?;
        tab.press(Key::End).await?;
        tab.until_same("the dark theme", "document.querySelector('.rl').dataset.theme", "dark").await?;
        is_on(tab, "select[data-name=theme]").await?;
        tab.press(Key::Shift + Key::Tab).await?;
        tab.press(Key::Shift + Key::Tab).await?;
        tab.press(Key::Space).await?;
        tab.until_same("UTC", "document.querySelector('.rl-segments [aria-pressed=true]').innerText", "UTC").await?;
        is_on(tab, ".rl-segments button[aria-pressed=true]").await?;
        Ok(())
    })
}

#[test]
fn what_failed_is_asked_for_again() -> Outcome {
    visit(Setup::troubled(), async |tab| {
        tab.demo().faults().add(Fault::new(Endpoint::DetailPage, FaultAnswer::Status(500)).times(1));
        tab.open(&odd()).await?;
        tab.counts(".rl-failure", 1).await?;
        enter(tab, ".rl-failure .rl-notice-actions button").await?;
        tab.counts(NAMES, 20).await?;
        is_on(tab, "[data-part=details]").await?;
        enter(tab, ".rl-refresh").await?;
        tab.sees(".rl-age", "updated just now").await?;
        is_on(tab, ".rl-refresh").await?;
        Ok(())
    })
}
