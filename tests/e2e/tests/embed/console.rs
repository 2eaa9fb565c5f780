//! The documented view for BK-Repo's console, built with webpack 5 and Vue 2.6.14 without a setting for the package, in a
//! router in history mode below `/ui/`, behind the console's gateway.

use crate::host_sites::HostSites;
use crate::shadow_dom::{ROOTS, click, visible_texts, wait_for_rows, wait_for_texts};
use replica_log_e2e::{AllowedErrors, Error, Setup, Tab, TestResult, browser_test, examples};
use serde_json::json;

const STATUS: &str = ".rl-record-head .rl-title .rl-status";

/// The address of an execution in the console, below `/ui/`.
fn log_detail() -> String {
    format!("blueking/planManage/logDetail/{}", examples::DOCUMENTED_GENERIC_RECORD)
}

/// Runs a test in the console, signed in or not.
fn test_in_console(signed_in: bool, test: impl AsyncFnOnce(&Tab) -> TestResult) -> TestResult {
    let allowed_errors = if signed_in { AllowedErrors::None } else { AllowedErrors::Requests };
    let mut setup = Setup { allowed_errors, ..Setup::default() };
    setup.options.app = Some(HostSites::site("console-app")?);
    setup.options.base = "/ui/".into();
    setup.options.gateway = true;
    browser_test(setup, async |tab| {
        if signed_in {
            tab.driver().goto(tab.url("blueking/planManage")).await?;
            tab.evaluate("fetch('/demo/sign-in?user=admin').then(() => true)").await?;
        }
        test(tab).await?;
        tab.driver().goto("about:blank").await?;
        Ok(())
    })
}

async fn open(tab: &Tab) -> Result<(), Error> {
    tab.driver().goto(tab.url(&format!("{}?planName=conf-backup", log_detail()))).await?;
    Ok(())
}

#[test]
fn console_view_shows_an_execution_by_the_route_of_the_console() -> TestResult {
    test_in_console(true, async |tab| {
        open(tab).await?;
        wait_for_rows(tab, 2).await?;
        // The console's language, and its stylesheet around the app.
        wait_for_texts(tab, STATUS, &["同步成功"]).await?;
        let request = tab
            .wait_for_request("a request through the gateway", "detail/page/", |seen| seen.path.starts_with("/web/"))
            .await?;
        assert_eq!(request.header("x-bkrepo-project-id"), Some("blueking"));
        assert_eq!(request.header("x-csrftoken"), Some("demo-61646d696e"));
        tab.click_text(".bkrepo-side button", "English").await?;
        wait_for_texts(tab, STATUS, &["Success"]).await?;
        Ok(())
    })
}

#[test]
fn links_of_the_console_view_are_routes_of_the_console() -> TestResult {
    test_in_console(true, async |tab| {
        open(tab).await?;
        wait_for_rows(tab, 2).await?;
        let href = format!("{ROOTS}[0].querySelector('h1 a')?.getAttribute('href')");
        let history =
            format!("/ui/blueking/planManage/history/{}?planName=conf-backup", examples::DOCUMENTED_GENERIC_TASK);
        tab.wait_for_value("the link to the history", &href, &*history).await?;
        // A click stays in the page, and the address can be loaded.
        tab.evaluate("window.before = true").await?;
        click(tab, "h1 a").await?;
        tab.wait_for_texts("output", &[&history]).await?;
        tab.wait_for_value("no reload", "window.before", true).await?;
        tab.driver().refresh().await?;
        let rows = format!("({}).length", visible_texts("table.rl-history tbody"));
        tab.wait_for_value("the executions", &rows, 1).await?;
        let record =
            format!("{ROOTS}[0].querySelector('table.rl-history .rl-row-link')?.getAttribute('href').split('?')[0]");
        tab.wait_for_value("the link to the execution", &record, format!("/ui/{}", log_detail())).await?;
        tab.back().await?;
        wait_for_rows(tab, 2).await?;
        Ok(())
    })
}

#[test]
fn page_before_loads_the_console_view_in_advance_and_leaving_it_removes_everything() -> TestResult {
    test_in_console(true, async |tab| {
        tab.driver().goto(tab.url("blueking/planManage")).await?;
        let loaded = "performance.getEntriesByType('resource').filter(entry => entry.name.endsWith('.wasm')).length";
        tab.wait_for_value("the wasm and the words", loaded, 2).await?;
        tab.click_text(".bkrepo-view a", examples::DOCUMENTED_GENERIC_RECORD).await?;
        wait_for_rows(tab, 2).await?;
        assert_eq!(tab.evaluate(loaded).await?, json!(2));
        tab.evaluate(&format!("([window.root] = {ROOTS}, true)")).await?;
        tab.click_text(".bkrepo-side a", "Plans").await?;
        tab.wait_for_value("no app", &format!("{ROOTS}.length"), 0).await?;
        tab.wait_for_value("nothing where it was", "root.childNodes.length", 0).await?;
        Ok(())
    })
}

#[test]
fn signed_out_user_gets_the_sign_in_of_the_console_and_returns_to_the_execution() -> TestResult {
    test_in_console(false, async |tab| {
        open(tab).await?;
        // It opens by itself, once, and nothing of the app covers it.
        tab.wait_for_texts(".login-container button", &["Sign in"]).await?;
        tab.wait_until("the failure below it", &format!("({}).length > 0", visible_texts(".rl-failure"))).await?;
        assert_eq!(tab.evaluate("signInsShown").await?, json!(1));
        tab.click_text(".login-container button", "Sign in").await?;
        wait_for_rows(tab, 2).await?;
        wait_for_texts(tab, STATUS, &["同步成功"]).await?;
        Ok(())
    })
}
