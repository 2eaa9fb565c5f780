//! Deployments of a new release: the banner in open tabs, and the automatic reload when the assets of a cached page are
//! missing.

use crate::common::{NAME_CELLS, expect_names};
use replica_log_e2e::{AllowedErrors, Setup, Tab, TestResult, browser_test, examples};
use std::time::Duration;

/// The minimum interval between two checks for a new release.
const CHECK_INTERVAL: Duration = Duration::from_secs(300);

const BANNER: &str = ".rl-release:has(button)";

/// Lets tests shift the page's clock (by `passed` milliseconds) and see pending fetches and body reads (`busy`).
const INSTRUMENTATION: &str = "(() => { \
    const { now } = Date, { fetch } = window, { text } = Response.prototype; \
    const busy = (promise) => { window.busy += 1; \
        const over = () => setTimeout(() => window.busy -= 1); promise.then(over, over); return promise; }; \
    window.busy = window.passed = 0; \
    window.fetch = (...all) => busy(fetch(...all)); \
    Response.prototype.text = function () { return busy(text.call(this)); }; \
    Date.now = () => now() + window.passed; })();";

/// Opens the record with the instrumentation, and waits for its rows.
async fn open(tab: &Tab) -> TestResult {
    tab.interceptor().inject_script(INSTRUMENTATION);
    tab.open(&record()).await?;
    tab.wait_for_count(NAME_CELLS, 44).await?;
    Ok(())
}

/// Makes the tab visible again after a time; returns how often the page checked for a new release then.
async fn show_tab_after(tab: &Tab, after: Duration) -> TestResult<usize> {
    let before = tab.interceptor().request_count("/");
    tab.evaluate(&format!("(window.passed += {})", after.as_millis())).await?;
    tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))").await?;
    tab.wait_for_value("the release check to finish", "window.busy", 0).await?;
    Ok(tab.interceptor().request_count("/") - before)
}

fn record() -> String {
    format!("records/{}?pageSize=50", examples::ODD_RECORD)
}

/// Serves the page of another release, whose asset names differ.
fn deploy_release(tab: &Tab, name: &str) {
    tab.interceptor().rewrite_pages("data-js=\"./replica-log-", &format!("data-js=\"./{name}-"));
}

#[test]
fn new_release_is_offered_once_when_the_tab_becomes_visible() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        open(tab).await?;
        assert_eq!(show_tab_after(tab, CHECK_INTERVAL / 2).await?, 0, "too soon");
        assert_eq!(show_tab_after(tab, CHECK_INTERVAL).await?, 1);
        assert_eq!(show_tab_after(tab, CHECK_INTERVAL / 2).await?, 0, "too soon again");
        tab.wait_for_none(BANNER).await?;

        deploy_release(tab, "next");
        // User input, scroll position and focus must stay.
        tab.fill(".rl-field[data-name=version] input", "0.9").await?;
        expect_names(tab, &["namee", "name{2}"]).await?;
        tab.evaluate("scrollTo(0, 300)").await?;
        let rows =
            "JSON.stringify([...document.querySelectorAll('.rl-details tbody')].map(e => e.getBoundingClientRect().y))";
        let before = tab.evaluate(rows).await?;
        assert_eq!(show_tab_after(tab, CHECK_INTERVAL).await?, 1);
        tab.wait_for_texts(".rl-release [role=status]", &["A new version of this page is available."]).await?;
        tab.wait_for_texts(".rl-release button", &["Reload", "Close"]).await?;
        assert_eq!(tab.evaluate(rows).await?, before, "no row moves");
        tab.wait_for_value("the focus", "document.activeElement.value", "0.9").await?;

        // After it was closed, only another release is offered.
        tab.click_text(".rl-release button", "Close").await?;
        tab.wait_for_none(BANNER).await?;
        show_tab_after(tab, CHECK_INTERVAL).await?;
        tab.wait_for_none(BANNER).await?;
        tab.select_option("select[data-name=locale]", "ja").await?;
        tab.wait_for_value("the language", "document.documentElement.lang", "ja").await?;
        deploy_release(tab, "after-next");
        show_tab_after(tab, CHECK_INTERVAL).await?;
        tab.wait_for_texts(".rl-release [role=status]", &["このページの新しいバージョンがあります。"]).await?;
        // The old release is deployed again.
        tab.interceptor().stop_rewriting();
        show_tab_after(tab, CHECK_INTERVAL).await?;
        tab.wait_for_none(BANNER).await?;
        tab.select_option("select[data-name=locale]", "zh-CN").await?;
        tab.wait_for_value("the language", "document.documentElement.lang", "zh-CN").await?;
        deploy_release(tab, "last");
        show_tab_after(tab, CHECK_INTERVAL).await?;
        tab.wait_for_texts(".rl-release [role=status]", &["页面已发布新版本。"]).await?;
        tab.interceptor().stop_rewriting();
        let url = tab.evaluate("(window.before = true, location.href)").await?;
        tab.click_text(".rl-release button", "重新加载").await?;
        tab.wait_for_value("the page to reload", "window.before ?? 'another'", "another").await?;
        tab.wait_for_value("the same URL", "location.href", url).await?;
        tab.wait_for_value(
            "the filter input",
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
        // A login page, then a server that is down.
        tab.interceptor().rewrite_pages("replica-log-assets", "another");
        assert_eq!(show_tab_after(tab, CHECK_INTERVAL).await?, 1);
        tab.interceptor().respond_not_found(Some("/"));
        assert_eq!(show_tab_after(tab, CHECK_INTERVAL).await?, 1);
        tab.wait_for_none(BANNER).await?;
        tab.wait_for_count(NAME_CELLS, 44).await?;
        Ok(())
    })
}

#[test]
fn new_release_is_offered_after_a_panic() -> TestResult {
    browser_test(Setup { allowed_errors: AllowedErrors::Any, ..Setup::default() }, async |tab| {
        open(tab).await?;
        // The event that the app's panic hook dispatches.
        tab.evaluate("dispatchEvent(Object.assign(new Event('replica-log-broken'), { message: 'panicked' }))").await?;
        tab.wait_for_count(".rl-broken", 1).await?;
        deploy_release(tab, "next");
        show_tab_after(tab, CHECK_INTERVAL).await?;
        tab.wait_for_texts(".rl-release button", &["Reload", "Close"]).await?;
        Ok(())
    })
}

#[test]
fn release_banner_fits_a_narrow_window_and_has_the_theme() -> TestResult {
    browser_test(Setup { size: (360, 640), ..Setup::default() }, async |tab| {
        open(tab).await?;
        tab.select_option("select[data-name=theme]", "dark").await?;
        deploy_release(tab, "next");
        show_tab_after(tab, CHECK_INTERVAL).await?;
        tab.wait_for_count(BANNER, 1).await?;
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
    for missing in ["_bg.wasm", "replica-log-"] {
        // A cached page whose assets no longer exist on the server.
        browser_test(Setup { allowed_errors: AllowedErrors::Any, ..Setup::default() }, async |tab| {
            tab.interceptor().respond_not_found(Some(missing));
            tab.driver().goto(tab.url("")).await?;
            tab.wait_for_text(".rl-broken[role=alert] h1", "This page stopped working").await?;
            assert_eq!(tab.interceptor().request_count("/"), 2, "the navigation and one automatic reload: {missing}");
            // No second automatic reload, but the button reloads.
            tab.click_text(".rl-broken button", "Reload").await?;
            tab.wait_for("a third page", async || {
                let pages = tab.interceptor().request_count("/");
                Ok(if pages == 3 { Ok(()) } else { Err(pages.to_string()) })
            })
            .await?;
            tab.wait_for_text(".rl-broken[role=alert] h1", "This page stopped working").await?;
            assert_eq!(tab.interceptor().request_count("/"), 3);
            // The assets are back.
            tab.interceptor().respond_not_found(None);
            tab.click_text(".rl-broken button", "Reload").await?;
            tab.wait_for_texts("h1", &["Open a plan, an execution, or a project"]).await?;
            tab.wait_for_value("an empty session storage", "sessionStorage.length", 0).await?;
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
        tab.wait_for_text(".rl-broken[role=alert] h1", "This page stopped working").await?;
        assert_eq!(tab.interceptor().request_count("/"), 3, "one automatic reload per release");
        Ok(())
    })
}

#[test]
fn successful_automatic_reload_shows_no_error() -> TestResult {
    browser_test(Setup { allowed_errors: AllowedErrors::Any, ..Setup::default() }, async |tab| {
        tab.interceptor().rewrite_pages("data-wasm=\"./replica-log-", "data-wasm=\"./old-");
        tab.interceptor().hold("old-");
        tab.start_navigation(&record()).await?;
        tab.wait_for("the request for the old file", async || {
            let request_count = tab.interceptor().request_count(".wasm");
            Ok(if request_count > 0 { Ok(()) } else { Err(request_count.to_string()) })
        })
        .await?;
        tab.interceptor().stop_rewriting();
        tab.interceptor().release();
        tab.wait_for_count(NAME_CELLS, 44).await?;
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
        tab.wait_for_text(".rl-broken[role=alert] h1", "This page stopped working").await?;
        assert_eq!(tab.interceptor().request_count("/"), 1);
        Ok(())
    })
}

#[test]
fn corrupted_assets_cause_one_automatic_reload() -> TestResult {
    for corrupted in ["_bg.wasm", "replica-log-"] {
        browser_test(Setup { allowed_errors: AllowedErrors::Any, ..Setup::default() }, async |tab| {
            tab.interceptor().corrupt(Some(corrupted));
            tab.driver().goto(tab.url("")).await?;
            tab.wait_for_text(".rl-broken[role=alert] h1", "This page stopped working").await?;
            assert_eq!(tab.interceptor().request_count("/"), 2, "{corrupted}");
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn a_file_that_is_changed_on_the_way_is_named_with_a_remedy() -> TestResult {
    // Scripts and style sheets; then the style sheet alone, without which the app runs, but cannot be read.
    for corrupted in ["replica-log-", ".css"] {
        browser_test(Setup { allowed_errors: AllowedErrors::Any, ..Setup::default() }, async |tab| {
            tab.interceptor().corrupt(Some(corrupted));
            tab.driver().goto(tab.url("")).await?;
            tab.wait_for_text(".rl-broken[role=alert] p", "Cache-Control: no-transform").await?;
            let named = tab.evaluate("document.querySelector('.rl-broken pre').textContent").await?;
            assert!(
                named.as_str().is_some_and(|url| url.contains("/replica-log-") && url.ends_with(".css")),
                "{named}"
            );
            Ok(())
        })?;
    }
    Ok(())
}
