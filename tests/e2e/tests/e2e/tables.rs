//! Tables: column settings, sticky header, horizontal scrolling, keyboard shortcuts, new rows, tab title.

use crate::common::{records, text};
use replica_log_e2e::{Key, Setup, Tab, TestResult, browser_test, examples};
use serde_json::json;
use std::time::Duration;
use thirtyfour::By;

const DETAILS: &str = "table.rl-details";
const HISTORY: &str = "table.rl-history";
const DIALOG: &str = "dialog[data-name=columns]";

fn failed_record() -> String {
    format!("records/{}?status=FAILED", examples::nightly_failed())
}

async fn expect_headers(tab: &Tab, table: &str, titles: &[&str]) -> TestResult {
    tab.wait_for_texts(&format!("{table} thead th"), titles).await?;
    Ok(())
}

#[test]
fn columns_are_hidden_and_reordered_by_keyboard_and_stored_per_table() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let task = format!("tasks/{}", examples::BYTES_TASK);
        tab.open(&task).await?;
        expect_headers(tab, HISTORY, &["Status", "Start time", "End time", "Duration", "Artifacts", "Replicated"])
            .await?;
        tab.click("button[data-name=columns]").await?;
        tab.click_text(&format!("{DIALOG} label"), "End time").await?;
        expect_headers(tab, HISTORY, &["Status", "Start time", "Duration", "Artifacts", "Replicated"]).await?;
        // Moves "Replicated" up twice by keyboard; the focus follows the item.
        tab.evaluate(&format!("(document.querySelector('{DIALOG} li:nth-child(5) [data-way=up]').focus(), null)"))
            .await?;
        for position in [4, 3] {
            tab.press(Key::Enter).await?;
            let here = format!(
                "document.activeElement.closest('li') === document.querySelector('{DIALOG} li:nth-child({position})')"
            );
            tab.wait_until("the focus to follow", &here).await?;
        }
        expect_headers(tab, HISTORY, &["Status", "Start time", "Replicated", "Duration", "Artifacts"]).await?;
        assert_eq!(
            tab.evaluate(&format!("document.querySelector('{DIALOG} li:first-child input').disabled")).await?,
            true
        );
        tab.click_text(&format!("{DIALOG} button"), "Compact").await?;
        tab.reload().await?;
        expect_headers(tab, HISTORY, &["Status", "Start time", "Replicated", "Duration", "Artifacts"]).await?;
        assert_eq!(tab.attribute(HISTORY, "data-density").await?, "compact");
        // Column settings are stored per table.
        tab.open(&failed_record()).await?;
        assert_eq!(tab.attribute(DETAILS, "data-density").await?, "comfortable");
        tab.wait_for_text(&format!("{DETAILS} thead th"), "SHA-256").await?;
        tab.open(&task).await?;
        tab.click("button[data-name=columns]").await?;
        tab.click_text(&format!("{DIALOG} button"), "Reset to default").await?;
        expect_headers(tab, HISTORY, &["Status", "Start time", "End time", "Duration", "Artifacts", "Replicated"])
            .await?;
        Ok(())
    })
}

#[test]
fn column_is_reordered_by_drag_and_drop() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("tasks/{}", examples::BYTES_TASK)).await?;
        tab.click("button[data-name=columns]").await?;
        tab.wait_for_count(&format!("{DIALOG} .rl-handle"), 5).await?;
        let handle = tab.driver().find(By::Css(format!("{DIALOG} li:nth-child(5) .rl-handle"))).await?;
        let goal = tab.driver().find(By::Css(format!("{DIALOG} li:nth-child(2)"))).await?;
        let chain = tab.driver().action_chain().move_to_element_center(&handle).click_and_hold();
        chain.move_by_offset(0, -20).move_to_element_center(&goal).release().perform().await?;
        expect_headers(tab, HISTORY, &["Status", "Start time", "Replicated", "End time", "Duration", "Artifacts"])
            .await?;
        assert_eq!(tab.evaluate(&format!("document.querySelector('{DIALOG} [data-dragged]')")).await?, json!(null));
        Ok(())
    })
}

#[test]
fn header_and_name_column_are_sticky_with_all_columns_shown() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&failed_record()).await?;
        tab.wait_for_count(&format!("{DETAILS} tbody"), 20).await?;
        tab.click("button[data-name=columns]").await?;
        for label in ["Repository type", "Sync mode", "End time", "Detail ID"] {
            tab.click_text(&format!("{DIALOG} label"), label).await?;
        }
        tab.press(Key::Escape).await?;
        tab.wait_for_count(&format!("{DETAILS} thead th"), 14).await?;
        let layout = format!(
            "(() => {{ const box = document.querySelector('.rl-table-box'); box.scrollTo(box.scrollWidth, 400); \
                const of = selector => document.querySelector(selector).getBoundingClientRect(); \
                const edge = box.getBoundingClientRect(); \
                return [box.scrollLeft > 50, box.scrollTop > 50, \
                    of('{DETAILS} thead th').top - edge.top < 3, \
                    document.elementFromPoint(edge.left + 60, edge.top + 12).matches('{DETAILS} thead th.rl-name'), \
                    Math.abs(of('{DETAILS} tbody:nth-of-type(9) .rl-name').left - edge.left - 44) < 4, \
                    document.documentElement.scrollWidth <= innerWidth]; }})()"
        );
        tab.wait_for_value("the sticky header and name column", &layout, json!([true, true, true, true, true, true]))
            .await?;
        // The error row starts in view as well.
        tab.wait_until(
            "the error in view",
            "document.querySelector('.rl-error-row .rl-error').getBoundingClientRect().left >= 0",
        )
        .await?;
        Ok(())
    })
}

#[test]
fn only_tables_wider_than_the_page_scroll_horizontally() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&failed_record()).await?;
        tab.wait_for_count(&format!("{DETAILS} tbody"), 20).await?;
        let layout = "[document.documentElement.scrollWidth <= innerWidth, \
            document.querySelector('.rl-table-box').hasAttribute('data-wide')]";
        for (width, wide) in [(1440, false), (1280, false), (1100, false), (1440, false), (768, false)] {
            tab.resize(width, 900).await?;
            tab.wait_for_value(&format!("the table at {width}"), layout, json!([true, wide])).await?;
        }
        // It depends on the width of the columns, not on their number.
        tab.resize(1440, 900).await?;
        tab.click("button[data-name=columns]").await?;
        for label in ["Size", "Duration", "Status", "Sync mode", "End time", "Detail ID"] {
            tab.click_text(&format!("{DIALOG} label"), label).await?;
        }
        tab.press(Key::Escape).await?;
        tab.wait_for_count(&format!("{DETAILS} thead th"), 10).await?;
        tab.wait_for_value("the same number of wider columns", layout, json!([true, true])).await?;
        Ok(())
    })
}

#[test]
fn keyboard_shortcuts_do_what_their_help_lists() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&failed_record()).await?;
        tab.wait_for_count(&format!("{DETAILS} tbody"), 20).await?;
        let page = tab.service_data(&format!("detail/page/{}?status=FAILED", examples::nightly_failed())).await?;
        let name = |at: usize| text(&records(&page)[at], "artifactName").to_owned();
        let here = |at: usize| {
            format!(
                "document.activeElement === document.querySelector('{DETAILS} tbody:nth-of-type({at}) .rl-toggle button')"
            )
        };
        tab.press("?").await?;
        tab.wait_for_text("dialog[data-name=keys][open]", "Copy the name or ID of the row").await?;
        tab.press("j").await?;
        tab.press(Key::Escape).await?;
        tab.wait_for_none("dialog[data-name=keys][open]").await?;
        tab.evaluate("(document.activeElement.blur(), null)").await?;
        tab.press("j").await?;
        tab.wait_until("the first row", &here(1)).await?;
        tab.press("jj").await?;
        tab.wait_until("the third row", &here(3)).await?;
        tab.press("k").await?;
        tab.press(Key::Down).await?;
        tab.press(Key::Up).await?;
        tab.wait_until("the second row", &here(2)).await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_fact_in(".rl-whole-row", "Artifact name", &name(1)).await?;
        // The copy is announced.
        tab.allow_clipboard().await?;
        tab.press("c").await?;
        tab.wait_for_value(
            "the copy to be announced",
            "document.querySelector('.rl > [role=status]').innerText",
            "Copied",
        )
        .await?;
        let read = "navigator.clipboard.readText().then(arguments[0], e => arguments[0](String(e)))";
        assert_eq!(tab.driver().execute_async(read, Vec::new()).await?.json(), &json!(name(1)));
        tab.wait_until("the focus to be where it was", &here(2)).await?;
        let request_count = tab.requests("detail/page/").len();
        tab.press("r").await?;
        tab.wait_for("a refresh", async || {
            let now = tab.requests("detail/page/").len();
            Ok(if now > request_count { Ok(()) } else { Err(now.to_string()) })
        })
        .await?;
        tab.press("n").await?;
        tab.wait_for_texts(".rl-pager a[aria-current=page]", &["2"]).await?;
        tab.press("p").await?;
        tab.wait_for_texts(".rl-pager a[aria-current=page]", &["1"]).await?;
        tab.press("/").await?;
        tab.wait_until("the filter", "document.activeElement.matches('.rl-field[data-name=artifactName] input')")
            .await?;
        // In a field they are plain characters.
        tab.press("njr?").await?;
        tab.wait_for_value("the typed characters", "document.activeElement.value", "njr?").await?;
        tab.wait_for_texts(".rl-pager-rows", &[]).await?;
        Ok(())
    })
}

#[test]
fn configuration_can_disable_keyboard_shortcuts() -> TestResult {
    browser_test(Setup::with_config(json!({ "keyboard": false })), async |tab| {
        tab.open(&failed_record()).await?;
        tab.wait_for_count(&format!("{DETAILS} tbody"), 20).await?;
        tab.wait_for_none(".rl-help").await?;
        tab.press("n").await?;
        tab.press("j").await?;
        tab.wait_until_idle().await?;
        tab.wait_for_url(&failed_record()).await?;
        assert_eq!(tab.evaluate("document.activeElement.closest('tbody')").await?, json!(null));
        Ok(())
    })
}

#[test]
fn new_execution_is_announced_without_shifting_rows() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.demo().clock().freeze();
        let rows = format!("{HISTORY} tbody");
        tab.open(&format!("tasks/{}", examples::FREQUENT_TASK)).await?;
        tab.wait_for_count(&rows, 20).await?;
        let first = tab.attribute(&format!("{rows}:nth-of-type(1) [data-row]"), "data-row").await?;
        tab.wait_for_texts(&format!("{rows}:nth-of-type(1) .rl-status"), &["Running"]).await?;
        let top = format!("Math.round(document.querySelector('[data-row=\"{first}\"]').getBoundingClientRect().top)");
        tab.wait_until_idle().await?;
        let before = tab.evaluate(&top).await?;
        tab.demo().clock().advance(Duration::from_secs(120));
        tab.wait_for_texts(".rl-news button", &["Show 2 new"]).await?;
        tab.wait_for_texts(".rl-news [role=status]", &["Show 2 new"]).await?;
        assert_eq!(tab.evaluate(&top).await?, before, "no row moved");
        // The rows shown are updated nevertheless.
        tab.wait_for_none(&format!("{rows}:nth-of-type(1) .rl-status[data-tone=busy]")).await?;
        tab.click(".rl-news button").await?;
        tab.wait_for_none(".rl-news button").await?;
        tab.wait_for_value(
            "the row behind the new ones",
            &format!("document.querySelectorAll('{rows} [data-row]')[2].dataset.row"),
            first,
        )
        .await?;
        tab.wait_for_count(&rows, 20).await?;
        Ok(())
    })
}

#[test]
fn tab_title_and_favicon_show_the_status() -> TestResult {
    browser_test(Setup::running(Duration::from_secs(600)), async |tab| {
        tab.demo().clock().freeze();
        let icon = "document.querySelector('link[rel=icon]').dataset.sign ?? ''";
        tab.open(&format!("records/{}", examples::RUNNING_RECORD)).await?;
        tab.wait_for_value("the running icon", icon, "running").await?;
        tab.wait_until("the title to begin with the status", "document.title.startsWith('Running · ')").await?;
        assert!(tab.attribute("link[rel=icon]", "href").await?.starts_with("data:image/svg+xml,"));
        tab.demo().clock().advance(Duration::from_secs(601));
        tab.wait_for_value("the done icon", icon, "done").await?;
        tab.wait_until("the title to begin with the status", "document.title.startsWith('Success · ')").await?;
        tab.open(&failed_record()).await?;
        tab.wait_for_value("the failed icon", icon, "failed").await?;
        tab.click(".rl-brand").await?;
        tab.wait_for_value("the app's own icon", icon, "").await?;
        tab.wait_for_value("the app's own title", "document.title", "Replica Log").await?;
        assert!(tab.attribute("link[rel=icon]", "href").await?.contains("icon-"));
        Ok(())
    })
}
