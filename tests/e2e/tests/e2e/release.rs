//! A new release: under an open tab, and behind a page that is older than its files.

use crate::common::{NAMES, lists};
use replica_log_e2e::{AllowedErrors, Setup, Tab, TestResult, browser_test, examples};
use std::time::Duration;

/// How often a tab may look for a new release.
const EVERY: Duration = Duration::from_secs(300);

const OFFER: &str = ".rl-release:has(button)";

/// Moves a page's clock, and tells what it is at: `passed` milliseconds are added, `busy` fetches and readings are not
/// over.
const WATCHED: &str = "(() => { \
    const { now } = Date, { fetch } = window, { text } = Response.prototype; \
    const busy = (promise) => { window.busy += 1; \
        const over = () => setTimeout(() => window.busy -= 1); promise.then(over, over); return promise; }; \
    window.busy = window.passed = 0; \
    window.fetch = (...all) => busy(fetch(...all)); \
    Response.prototype.text = function () { return busy(text.call(this)); }; \
    Date.now = () => now() + window.passed; })();";

/// Opens the record, and waits for its rows.
async fn open(tab: &Tab) -> TestResult {
    tab.interceptor().inject_script(WATCHED);
    tab.open(&record()).await?;
    tab.wait_for_count(NAMES, 44).await?;
    Ok(())
}

/// The tab is shown again after so long. Tells how often the page looked for a new release then.
async fn shown_again(tab: &Tab, after: Duration) -> TestResult<usize> {
    let before = tab.interceptor().request_count("/");
    tab.evaluate(&format!("(window.passed += {})", after.as_millis())).await?;
    tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))").await?;
    tab.wait_for_value("it to have looked", "window.busy", 0).await?;
    Ok(tab.interceptor().request_count("/") - before)
}

fn record() -> String {
    format!("records/{}?pageSize=50", examples::ODD_RECORD)
}

/// The page of another release: its files are named otherwise.
fn newer(tab: &Tab, name: &str) {
    tab.interceptor().rewrite_pages("data-js=\"./replica-log-", &format!("data-js=\"./{name}-"));
}

#[test]
fn new_release_is_offered_once_when_the_tab_becomes_visible() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        open(tab).await?;
        assert_eq!(shown_again(tab, EVERY / 2).await?, 0, "too soon");
        assert_eq!(shown_again(tab, EVERY).await?, 1);
        assert_eq!(shown_again(tab, EVERY / 2).await?, 0, "too soon again");
        tab.wait_for_none(OFFER).await?;

        newer(tab, "next");
        // Whatever a person is at.
        tab.fill(".rl-field[data-name=version] input", "0.9").await?;
        lists(tab, &["pypi://namee", "pypi://name{2}"]).await?;
        tab.evaluate("scrollTo(0, 300)").await?;
        let rows =
            "JSON.stringify([...document.querySelectorAll('.rl-details tbody')].map(e => e.getBoundingClientRect().y))";
        let before = tab.evaluate(rows).await?;
        assert_eq!(shown_again(tab, EVERY).await?, 1);
        tab.wait_for_texts(".rl-release [role=status]", &["There is a new release of this page."]).await?;
        tab.wait_for_texts(".rl-release button", &["Reload", "Close"]).await?;
        assert_eq!(tab.evaluate(rows).await?, before, "nothing is pushed");
        tab.wait_for_value("the focus", "document.activeElement.value", "0.9").await?;

        // Once it was closed, only another one is offered.
        tab.click_text(".rl-release button", "Close").await?;
        tab.wait_for_none(OFFER).await?;
        shown_again(tab, EVERY).await?;
        tab.wait_for_none(OFFER).await?;
        tab.select_option("select[data-name=locale]", "ja").await?;
        newer(tab, "after-next");
        shown_again(tab, EVERY).await?;
        tab.wait_for_texts(".rl-release [role=status]", &["このページの新しいバージョンがあります。"]).await?;
        // The old one is back.
        tab.interceptor().stop_rewriting();
        shown_again(tab, EVERY).await?;
        tab.wait_for_none(OFFER).await?;
        tab.select_option("select[data-name=locale]", "zh-CN").await?;
        newer(tab, "last");
        shown_again(tab, EVERY).await?;
        tab.wait_for_texts(".rl-release [role=status]", &["页面已有新版本。"]).await?;
        tab.interceptor().stop_rewriting();
        let place = tab.evaluate("(window.before = true, location.href)").await?;
        tab.click_text(".rl-release button", "重新加载").await?;
        tab.wait_for_value("the page anew", "window.before ?? 'another'", "another").await?;
        tab.wait_for_value("the same place", "location.href", place).await?;
        tab.wait_for_value(
            "what was typed",
            "document.querySelector('.rl-field[data-name=version] input')?.value",
            "0.9",
        )
        .await?;
        Ok(())
    })
}

#[test]
fn release_check_ignores_foreign_and_failed_responses() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        open(tab).await?;
        // A page to sign in on, a server that is down.
        tab.interceptor().rewrite_pages("replica-log-assets", "another");
        assert_eq!(shown_again(tab, EVERY).await?, 1);
        tab.interceptor().respond_not_found(Some("/"));
        assert_eq!(shown_again(tab, EVERY).await?, 1);
        tab.wait_for_none(OFFER).await?;
        tab.wait_for_count(NAMES, 44).await?;
        Ok(())
    })
}

#[test]
fn new_release_is_offered_after_a_panic() -> TestResult {
    browser_test(Setup { allowed_errors: AllowedErrors::Any, ..Setup::default() }, async |tab| {
        open(tab).await?;
        // As the app itself announces it.
        tab.evaluate("dispatchEvent(Object.assign(new Event('replica-log-broken'), { message: 'panicked' }))").await?;
        tab.wait_for_count(".rl-broken", 1).await?;
        newer(tab, "next");
        shown_again(tab, EVERY).await?;
        tab.wait_for_texts(".rl-release button", &["Reload", "Close"]).await?;
        Ok(())
    })
}

#[test]
fn release_banner_fits_a_narrow_window_and_has_the_theme() -> TestResult {
    browser_test(Setup { size: (360, 640), ..Setup::default() }, async |tab| {
        open(tab).await?;
        tab.select_option("select[data-name=theme]", "dark").await?;
        newer(tab, "next");
        shown_again(tab, EVERY).await?;
        tab.wait_for_count(OFFER, 1).await?;
        let fits = "(({ left, right, top, bottom }) => left >= 0 && right <= innerWidth && top > 400 && bottom <= 640)\
            (document.querySelector('.rl-release').getBoundingClientRect())";
        assert_eq!(tab.evaluate(fits).await?, true);
        assert_eq!(
            tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth").await?,
            0
        );
        let colour = "getComputedStyle(document.querySelector('.rl-release')).colorScheme";
        assert_eq!(tab.evaluate(colour).await?, "dark");
        Ok(())
    })
}

#[test]
fn missing_assets_cause_one_automatic_reload() -> TestResult {
    for gone in ["_bg.wasm", "replica-log-"] {
        // A page out of a cache: the server has other files now.
        browser_test(Setup { allowed_errors: AllowedErrors::Any, ..Setup::default() }, async |tab| {
            tab.interceptor().respond_not_found(Some(gone));
            tab.driver().goto(tab.url("")).await?;
            tab.wait_for_text(".rl-broken[role=alert] h1", "This page cannot go on").await?;
            assert_eq!(tab.interceptor().request_count("/"), 2, "once by the person, once by itself: {gone}");
            // It does not help: not by itself again, but when it is asked to.
            tab.click_text(".rl-broken button", "Reload").await?;
            tab.wait_for("a third page", async || {
                let pages = tab.interceptor().request_count("/");
                Ok(if pages == 3 { Ok(()) } else { Err(pages.to_string()) })
            })
            .await?;
            tab.wait_for_text(".rl-broken[role=alert] h1", "This page cannot go on").await?;
            assert_eq!(tab.interceptor().request_count("/"), 3);
            // The server is whole again.
            tab.interceptor().respond_not_found(None);
            tab.click_text(".rl-broken button", "Reload").await?;
            tab.wait_for_texts("h1", &["Open a task or an execution"]).await?;
            tab.wait_for_value("nothing to be remembered", "sessionStorage.length", 0).await?;
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn alternating_releases_cause_no_reload_loop() -> TestResult {
    browser_test(Setup { allowed_errors: AllowedErrors::Any, ..Setup::default() }, async |tab| {
        tab.interceptor().respond_not_found(Some(".wasm"));
        tab.interceptor().rewrite_every_second_page("data-js=\"./replica-log-", "data-js=\"./other-");
        tab.driver().goto(tab.url("")).await?;
        tab.wait_for_text(".rl-broken[role=alert] h1", "This page cannot go on").await?;
        assert_eq!(tab.interceptor().request_count("/"), 3, "one chance for each");
        Ok(())
    })
}

#[test]
fn successful_automatic_reload_shows_no_error() -> TestResult {
    browser_test(Setup { allowed_errors: AllowedErrors::Any, ..Setup::default() }, async |tab| {
        tab.interceptor().rewrite_pages("data-wasm=\"./replica-log-", "data-wasm=\"./old-");
        tab.interceptor().hold("old-");
        tab.start_navigation(&record()).await?;
        tab.wait_for("the old file to be asked for", async || {
            let asked = tab.interceptor().request_count(".wasm");
            Ok(if asked > 0 { Ok(()) } else { Err(asked.to_string()) })
        })
        .await?;
        tab.interceptor().stop_rewriting();
        tab.interceptor().release();
        tab.wait_for_count(NAMES, 44).await?;
        tab.wait_for_none(".rl-broken").await?;
        Ok(())
    })
}

#[test]
fn no_automatic_reload_without_session_storage() -> TestResult {
    browser_test(Setup { allowed_errors: AllowedErrors::Any, ..Setup::default() }, async |tab| {
        tab.interceptor()
            .inject_script("Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('off'); } })");
        tab.interceptor().respond_not_found(Some(".wasm"));
        tab.driver().goto(tab.url("")).await?;
        tab.wait_for_text(".rl-broken[role=alert] h1", "This page cannot go on").await?;
        assert_eq!(tab.interceptor().request_count("/"), 1);
        Ok(())
    })
}

#[test]
fn corrupted_assets_cause_one_automatic_reload() -> TestResult {
    for spoilt in ["_bg.wasm", "replica-log-"] {
        browser_test(Setup { allowed_errors: AllowedErrors::Any, ..Setup::default() }, async |tab| {
            tab.interceptor().corrupt(Some(spoilt));
            tab.driver().goto(tab.url("")).await?;
            tab.wait_for_text(".rl-broken[role=alert] h1", "This page cannot go on").await?;
            assert_eq!(tab.interceptor().request_count("/"), 2, "{spoilt}");
            Ok(())
        })?;
    }
    Ok(())
}
