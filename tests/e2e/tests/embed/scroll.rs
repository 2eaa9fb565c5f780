//! Scrolling within a host page: only the nearest scroller of the app moves.

use crate::shadow_dom::{click, test_in_bare_host};
use replica_log_e2e::{Tab, TestResult, examples};

/// The app's root.
const ROOT: &str = "document.getElementById('one').lastElementChild.shadowRoot";
/// The link of the 15th row.
const LINK: &str = "table.rl-history tbody:nth-of-type(15) a";

/// Mounts the app as `window.app` at a history, in a box that scrolls within a page that scrolls.
async fn mount_in_a_scroller(tab: &Tab) -> TestResult {
    let task = examples::NIGHTLY_TASK;
    tab.run_in_page(format!(
        "const box = document.getElementById('one'); box.style.cssText = 'height: 500px; overflow: auto'; \
         document.body.style.minHeight = '3000px'; window.moves = []; \
         window.app = replicaLog.mount(box, {{ locale: 'en-US', place: {{ task: '{task}' }}, \
         onNavigate: place => moves.push(place) }})"
    ))
    .await?;
    wait_for_history(tab).await
}

async fn wait_for_history(tab: &Tab) -> TestResult {
    let rows = format!("{ROOT}.querySelectorAll('table.rl-history tbody').length");
    tab.wait_for_value("the rows", &rows, 20).await?;
    tab.wait_until("all of the page", &format!("!{ROOT}.querySelector('.rl-skeleton')")).await?;
    Ok(())
}

#[test]
fn a_turned_page_scrolls_the_nearest_scroller_to_the_head_of_the_table() -> TestResult {
    test_in_bare_host(async |tab| {
        mount_in_a_scroller(tab).await?;
        let scrolled = tab.evaluate("scrollY").await?;
        tab.run_in_page("document.getElementById('one').scrollTop = 1e6").await?;
        tab.run_in_page(format!("{ROOT}.querySelector('.rl-pager a[rel=next]').click()")).await?;
        tab.wait_for_value("the page", "moves.at(-1)?.pageNumber", 2).await?;
        let (head, frame) = (
            format!("{ROOT}.querySelector('thead').getBoundingClientRect()"),
            "document.getElementById('one').getBoundingClientRect()",
        );
        let in_view = format!("{head}.top >= {frame}.top && {head}.bottom <= {frame}.bottom");
        tab.wait_until("the head of the table in the box", &in_view).await?;
        assert_eq!(tab.evaluate("scrollY").await?, scrolled, "the host page has not moved");
        Ok(())
    })
}

#[test]
fn a_host_that_goes_back_to_a_list_sees_the_row_where_it_was() -> TestResult {
    test_in_bare_host(async |tab| {
        mount_in_a_scroller(tab).await?;
        let top = format!("{ROOT}.querySelector('{LINK}').getBoundingClientRect().top");
        tab.run_in_page(format!("{ROOT}.querySelector('{LINK}').scrollIntoView({{ block: 'center' }})")).await?;
        let before = tab.evaluate(&top).await?;
        click(tab, LINK).await?;
        tab.wait_until("the execution", &format!("{ROOT}.querySelector('.rl-record-head .rl-status')")).await?;
        tab.run_in_page("document.getElementById('one').scrollTop = 0").await?;
        let back = format!("app.navigate({{ task: '{}' }})", examples::NIGHTLY_TASK);
        tab.run_in_page(&back).await?;
        wait_for_history(tab).await?;
        tab.wait_until("the row where it was", &format!("Math.abs({top} - {before}) < 3")).await?;
        // In another app, too: a host may mount one for each of its routes.
        click(tab, LINK).await?;
        tab.run_in_page("app.unmount()").await?;
        mount_in_a_scroller(tab).await?;
        tab.wait_until("the row where it was", &format!("Math.abs({top} - {before}) < 3")).await?;
        Ok(())
    })
}
