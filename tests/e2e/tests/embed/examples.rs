//! The documented examples, built and run with their real frameworks.

use crate::shadow_dom::{ROOTS, app_count, click, test_in_host, visible_texts, wait_for_rows, wait_for_texts};
use replica_log_e2e::{AllowedErrors, Error, Tab, TestResult, examples};

/// Checks the common behaviour of all examples: they mount, navigate the app, and receive its navigation.
async fn check_example(tab: &Tab, navigated_to: &str) -> Result<(), Error> {
    wait_for_rows(tab, 1).await?;
    assert_eq!(app_count(tab).await?, 1);
    // Navigation by the host changes the app and does not call back.
    tab.click_text("nav > *", "Another").await?;
    wait_for_rows(tab, 2).await?;
    // Navigation by the user calls back, and the host's reaction to it does not navigate again.
    // The name arrives after the execution.
    let name = format!("({})[0]", visible_texts("h1"));
    tab.wait_for_value("the name of the plan", &name, "conf-backup").await?;
    click(tab, "h1 a").await?;
    tab.wait_for_texts("output", &[navigated_to]).await?;
    wait_for_texts(tab, "table.rl-history .rl-status", &["Success"]).await?;
    let requests = tab.requests(&format!("page/{}", examples::DOCUMENTED_GENERIC_TASK));
    let mut queries: Vec<_> = requests.into_iter().map(|seen| seen.query).collect();
    queries.sort();
    assert_eq!(queries, ["pageNumber=1&pageSize=20", "pageNumber=1&pageSize=60"], "the table, and the strip above it");
    tab.click_text("nav > *", "One execution").await?;
    wait_for_rows(tab, 1).await?;
    Ok(())
}

async fn check_locale_change(tab: &Tab) -> Result<(), Error> {
    tab.click_text("nav > *", "中文").await?;
    wait_for_texts(tab, ".rl-record-head .rl-title .rl-status", &["同步成功"]).await?;
    wait_for_rows(tab, 1).await
}

/// Closes the app; expects an empty shadow root as well, because removing only the host element would leak the app.
async fn check_unmount(tab: &Tab) -> Result<(), Error> {
    tab.evaluate(&format!("([window.root] = {ROOTS}, true)")).await?;
    tab.click_text("nav > *", "Close").await?;
    tab.wait_for_value("no app", &format!("{ROOTS}.length"), 0).await?;
    tab.wait_for_value("nothing where it was", "root.childNodes.length", 0).await
}

fn task() -> String {
    format!("task={}&planName=conf-backup", examples::DOCUMENTED_GENERIC_TASK)
}

#[test]
fn plain_html_example_works() -> TestResult {
    test_in_host("html", AllowedErrors::None, async |tab| {
        check_example(tab, &task()).await?;
        check_unmount(tab).await?;
        Ok(())
    })
}

#[test]
fn vue_2_6_example_works_with_vue_router() -> TestResult {
    check_vue_2_example("vue2")
}

#[test]
fn vue_2_7_example_works_with_vue_router() -> TestResult {
    check_vue_2_example("vue2.7")
}

fn check_vue_2_example(site: &str) -> TestResult {
    test_in_host(site, AllowedErrors::None, async |tab| {
        tab.click_text("nav > *", "One execution").await?;
        check_example(tab, &format!("/tasks/{}?planName=conf-backup", examples::DOCUMENTED_GENERIC_TASK)).await?;
        // Host and app share the router's history.
        tab.back().await?;
        wait_for_texts(tab, "table.rl-history .rl-status", &["Success"]).await?;
        tab.back().await?;
        wait_for_rows(tab, 2).await?;
        tab.back().await?;
        wait_for_rows(tab, 1).await?;
        check_locale_change(tab).await?;
        check_unmount(tab).await?;
        Ok(())
    })
}

#[test]
fn vue_3_example_works() -> TestResult {
    test_in_host("vue3", AllowedErrors::None, async |tab| {
        check_example(tab, &task()).await?;
        check_locale_change(tab).await?;
        check_unmount(tab).await?;
        Ok(())
    })
}

#[test]
fn react_example_works_in_strict_mode() -> TestResult {
    test_in_host("react", AllowedErrors::None, async |tab| {
        check_example(tab, &task()).await?;
        check_locale_change(tab).await?;
        check_unmount(tab).await?;
        Ok(())
    })
}
