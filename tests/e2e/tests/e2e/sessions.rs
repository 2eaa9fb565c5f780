//! The session of the user: single sign-on, and a session that ends while an execution is watched. A hidden tab.

use crate::common::NAME_CELLS;
use crate::network::pages::SHORT_TIMEOUTS;
use replica_log_e2e::{AllowedErrors, FaultResponse, Setup, Tab, TestResult, browser_test, examples};
use serde_json::json;
use std::time::Duration;

const TITLE: &str = "document.title.split(' · ')[0]";
const ICON: &str = "document.querySelector('link[rel=icon]').dataset.sign";

/// Opens a running execution with shortened intervals of polling.
async fn watch(tab: &Tab) -> TestResult {
    tab.demo().clock().freeze();
    tab.interceptor().inject_script(SHORT_TIMEOUTS);
    tab.open(&format!("records/{}", examples::RUNNING_RECORD)).await?;
    tab.wait_for_count(NAME_CELLS, 20).await?;
    tab.wait_for_value("the title", TITLE, "Running").await?;
    tab.wait_for_value("the icon", ICON, "running").await?;
    Ok(())
}

/// Hides the page, or makes it visible again, as its document sees it.
async fn set_visible(tab: &Tab, visible: bool) -> TestResult {
    let state = if visible { "visible" } else { "hidden" };
    let value = format!("{{ configurable: true, value: '{state}' }}");
    tab.run_in_page(format!("Object.defineProperty(document, 'visibilityState', {value})")).await?;
    Ok(())
}

#[test]
fn redirect_to_a_login_page_means_not_signed_in() -> TestResult {
    let sign_in = json!({ "signInUrl": "https://login.example.com/?c_url={url}" });
    // Browsers report the redirect to another origin, which they refuse to follow.
    browser_test(Setup { allowed_errors: AllowedErrors::Any, ..Setup::with_config(sign_in) }, async |tab| {
        let record = format!("records/{}", examples::ODD_RECORD);
        // A page of the same origin, and another origin without CORS rules.
        for target in ["/demo", "https://sso.example.com/login"] {
            tab.fault("/replication/", FaultResponse::Redirect(target.into()));
            tab.open(&record).await?;
            let what = "You are not signed in, or your session has expired";
            tab.wait_for_texts("main > .rl-failure[data-kind=SignIn] .rl-notice-what", &[what]).await?;
            tab.wait_until_idle().await?;
            tab.wait_for_count(".rl-failure", 1).await?;
            tab.wait_for_texts(".rl-failure a.rl-button", &["Sign in"]).await?;
            assert_eq!(tab.texts(".rl-failure .rl-error").await?, [""; 0], "no message of a decoder");
            // Once as it is, and once to see whether the redirect leads to data after all.
            assert_eq!(tab.requests("/overview/").len(), 2, "{target}");
            tab.demo().faults().clear();
            tab.click_text(".rl-failure button", "Try again").await?;
            tab.wait_for_count(NAME_CELLS, 20).await?;
            tab.wait_for_none(".rl-failure").await?;
            tab.wait_until_idle().await?;
            tab.demo().clear_requests();
        }
        Ok(())
    })
}

#[test]
fn redirect_to_the_service_itself_is_followed() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let record = format!("records/{}", examples::ODD_RECORD);
        let moved = format!("/replication/api/task/record/overview/{}?moved", examples::ODD_RECORD);
        // Twice: once for the request as it is, and once for the one that follows.
        let fault = replica_log_e2e::Fault::new("/overview/", FaultResponse::Redirect(moved)).times(2);
        tab.demo().faults().add(fault);
        tab.open(&record).await?;
        tab.wait_for_count(".rl-overview .rl-count", 3).await?;
        tab.wait_for_none(".rl-failure").await?;
        Ok(())
    })
}

#[test]
fn session_that_ends_while_watching_is_reported_once_and_nothing_goes_on_counting() -> TestResult {
    let setup = Setup { allowed_errors: AllowedErrors::Requests, ..Setup::running(Duration::from_secs(600)) };
    browser_test(setup, async |tab| {
        watch(tab).await?;
        tab.fault("/replication/", FaultResponse::Gateway(401));
        tab.wait_for_count("main > .rl-stale .rl-failure[data-kind=SignIn]", 1).await?;
        tab.wait_until_idle().await?;
        tab.wait_for_count(".rl-failure", 1).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.wait_for_value("the title", TITLE, "Unknown").await?;
        tab.wait_for_value("the icon", ICON, "unknown").await?;
        let moving = "[...document.querySelectorAll('.rl-title .rl-status, table .rl-status')] \
            .filter(e => getComputedStyle(e, '::before').animationName !== 'none').length";
        tab.wait_for_value("no moving sign", moving, 0).await?;
        // Many of the shortened intervals later, durations are the same, and nothing has been requested.
        tab.demo().clear_requests();
        let durations = "[...document.querySelectorAll('.rl-live')].map(e => e.textContent)";
        let before = tab.evaluate(durations).await?;
        assert_ne!(before, json!([]));
        let age = "/[6-9] sec/.test(document.querySelector('.rl-stale > p').innerText)";
        tab.wait_until("the age to go on", age).await?;
        assert_eq!(tab.evaluate(durations).await?, before);
        assert_eq!(tab.requests("").len(), 0);
        // The user acts.
        tab.demo().faults().clear();
        tab.click_text(".rl-failure button", "Try again").await?;
        tab.wait_for_none(".rl-failure").await?;
        tab.wait_for_value("the title", TITLE, "Running").await?;
        tab.wait_for_value("the icon", ICON, "running").await?;
        tab.demo().clear_requests();
        tab.wait_for_request("polling again", "/overview/", |_| true).await?;
        Ok(())
    })
}

#[test]
fn returning_to_the_tab_after_signing_in_elsewhere_continues_the_watch() -> TestResult {
    let setup = Setup { allowed_errors: AllowedErrors::Requests, ..Setup::running(Duration::from_secs(600)) };
    browser_test(setup, async |tab| {
        watch(tab).await?;
        tab.fault("/replication/", FaultResponse::Gateway(401));
        tab.wait_for_count(".rl-failure[data-kind=SignIn]", 1).await?;
        set_visible(tab, false).await?;
        tab.wait_until("the clock to stop", AGE_STOPS).await?;
        tab.demo().faults().clear();
        set_visible(tab, true).await?;
        tab.wait_for_none(".rl-failure").await?;
        tab.wait_for_value("the title", TITLE, "Running").await?;
        Ok(())
    })
}

/// Whether the age of the data has not changed for two seconds, because the clock of a hidden page stands still.
const AGE_STOPS: &str = "(() => { \
    const text = document.querySelector('.rl-age').innerText; \
    const [before, since] = window.age ?? []; \
    if (before !== text) window.age = [text, Date.now()]; \
    return before === text && Date.now() - since > 2000; \
})()";

#[test]
fn hidden_tab_shows_the_end_of_an_execution_in_its_title_and_icon() -> TestResult {
    let record = examples::RUNNING_RECORD;
    browser_test(Setup::running(Duration::from_secs(600)), async |tab| {
        watch(tab).await?;
        set_visible(tab, false).await?;
        tab.wait_until("the clock to stop", AGE_STOPS).await?;
        tab.wait_until_idle().await?;
        tab.demo().clear_requests();
        tab.demo().clock().advance(Duration::from_secs(601));
        tab.wait_for_value("the title", TITLE, "Success").await?;
        tab.wait_for_value("the icon", ICON, "done").await?;
        let requests = tab.requests("");
        assert!(requests.iter().all(|seen| seen.path.ends_with(&format!("/record/{record}"))), "{requests:?}");
        // The rest is fetched as soon as it can be seen.
        set_visible(tab, true).await?;
        tab.wait_for_text(".rl-total", "240 artifacts").await?;
        tab.wait_for_text(".rl-overview .rl-count[data-tone=good]", "240").await?;
        Ok(())
    })
}
