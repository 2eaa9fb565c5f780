//! Scrolling: the head of a table after a page was turned, and the way back to a row.

use replica_log_e2e::{Setup, Tab, TestResult, browser_test, examples};

const ROWS: &str = "table.rl-history tbody";
/// The link of the 15th row.
const LINK: &str = "table.rl-history tbody:nth-of-type(15) a";

async fn open_history(tab: &Tab) -> TestResult {
    tab.open(&format!("tasks/{}", examples::NIGHTLY_TASK)).await?;
    tab.wait_for_count(ROWS, 20).await?;
    tab.wait_until_idle().await?;
    Ok(())
}

/// Waits until the head of the table is within the viewport.
async fn wait_for_table_head(tab: &Tab) -> TestResult {
    let head = "document.querySelector('table thead').getBoundingClientRect()";
    tab.wait_until("the head in view", &format!("{head}.top >= 0 && {head}.bottom <= innerHeight")).await?;
    Ok(())
}

#[test]
fn the_head_of_the_table_is_in_view_after_a_page_was_turned() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        open_history(tab).await?;
        tab.run_in_page("scrollTo(0, document.documentElement.scrollHeight)").await?;
        tab.click(".rl-pager a[rel=next]").await?;
        tab.wait_for_text(".rl-pager-rows", "21–40 of 60").await?;
        wait_for_table_head(tab).await?;
        // With the keyboard as well.
        tab.run_in_page("scrollTo(0, document.documentElement.scrollHeight)").await?;
        tab.press("n").await?;
        tab.wait_for_text(".rl-pager-rows", "41–60 of 60").await?;
        wait_for_table_head(tab).await
    })
}

/// Follows the link of the 15th row, in the middle of the viewport; returns its distance from the top, in pixels.
async fn follow_link_in_the_middle(tab: &Tab) -> Result<f64, replica_log_e2e::Error> {
    tab.run_in_page(format!("document.querySelector('{LINK}').scrollIntoView({{ block: 'center' }})")).await?;
    assert!(tab.evaluate("scrollY").await?.as_f64().is_some_and(|scrolled| scrolled > 100.0), "the page is scrolled");
    // At the click, because the driver may scroll before.
    let top = link_top();
    let listener =
        format!("addEventListener('click', () => window.followedAt = {top}, {{ capture: true, once: true }})");
    tab.run_in_page(listener).await?;
    tab.click(LINK).await?;
    tab.wait_until("the execution", "document.querySelector('.rl-record-head .rl-status')").await?;
    tab.wait_for_value("the top of the execution", "scrollY", 0).await?;
    Ok(tab.evaluate("followedAt").await?.as_f64().unwrap_or_default())
}

async fn wait_for_link_at(tab: &Tab, top: f64) -> TestResult {
    let distance = format!("Math.trunc(({} - {top}) / 2)", link_top());
    tab.wait_for_value("half the distance of the row from its place", &distance, 0).await?;
    Ok(())
}

fn link_top() -> String {
    format!("document.querySelector('{LINK}').getBoundingClientRect().top")
}

async fn wait_for_frames(tab: &Tab) -> TestResult {
    let two = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";
    tab.evaluate(two).await?;
    Ok(())
}

#[test]
fn back_from_an_execution_leads_to_its_row() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        open_history(tab).await?;
        let top = follow_link_in_the_middle(tab).await?;
        // The head of the page grows once more as soon as the row is back, while it is still kept in place.
        tab.run_in_page(format!(
            "const timer = setInterval(() => {{ const link = document.querySelector('{LINK}'); \
             if (link && document.activeElement === link) {{ \
                 clearInterval(timer); document.querySelector('h1').style.paddingBottom = '60px'; }} }}, 50)"
        ))
        .await?;
        tab.back().await?;
        tab.wait_for_count(ROWS, 20).await?;
        wait_for_link_at(tab, top).await?;
        // The focus is where it was, too.
        tab.wait_until("the focus", &format!("document.activeElement === document.querySelector('{LINK}')")).await?;
        tab.wait_for_value("the higher head", "document.querySelector('h1').style.paddingBottom", "60px").await?;
        wait_for_frames(tab).await?;
        wait_for_link_at(tab, top).await?;
        // The user scrolls: nothing undoes it.
        tab.run_in_page("scrollTo(0, 0)").await?;
        wait_for_frames(tab).await?;
        assert_eq!(tab.evaluate("scrollY").await?, 0);
        Ok(())
    })
}

#[test]
fn a_link_to_a_list_leads_to_its_top() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        open_history(tab).await?;
        follow_link_in_the_middle(tab).await?;
        tab.click("h1 a").await?;
        tab.wait_for_count(ROWS, 20).await?;
        tab.wait_until_idle().await?;
        assert_eq!(tab.evaluate("scrollY").await?, 0);
        Ok(())
    })
}
