//! Code splitting: chunks that are loaded on demand, their failures, and the byte budget of a first visit.

use crate::common::NAME_CELLS;
use replica_log_e2e::{
    AllowedErrors, FIRST_VISIT_BUDGET, Setup, Tab, TestResult, brotli, browser_test, examples, folder,
};
use serde_json::json;

/// The app's assets that the page has loaded, in order.
const LOADED_ASSETS: &str = "performance.getEntriesByType('resource').map(e => new URL(e.name).pathname.slice(1))\
    .filter(name => /\\.(js|css|wasm|svg)$/.test(name))";

const ANALYSIS_LINK: &str = ".rl-questions a[href*='triage=error']";
const SELECTED_TAB_FOCUSED: &str = "document.activeElement.matches('.rl-triage .rl-choice a[aria-current]')";

fn failed_record() -> String {
    format!("records/{}", examples::nightly_failed())
}

async fn open(tab: &Tab) -> TestResult {
    tab.open(&failed_record()).await?;
    tab.wait_for_count(NAME_CELLS, 20).await?;
    Ok(())
}

/// The number of chunks that the page has loaded, besides the words of the language.
async fn loaded_chunks(tab: &Tab) -> TestResult<usize> {
    let loaded = tab.evaluate(&format!("{LOADED_ASSETS}.filter(name => /^part-(?!words-)/.test(name)).length")).await?;
    Ok(usize::try_from(loaded.as_u64().unwrap_or_default()).unwrap_or(usize::MAX))
}

#[test]
fn first_visit_stays_within_the_byte_budget() -> TestResult {
    // The deployable files, which are minified.
    let site = folder("REPLICA_LOG_DIST")?.join("site");
    let mut setup = Setup::default();
    setup.options.app = Some(site.clone());
    browser_test(setup, async |tab| {
        open(tab).await?;
        let loaded = tab.evaluate(LOADED_ASSETS).await?;
        let mut files: Vec<&str> = loaded.as_array().unwrap().iter().filter_map(|name| name.as_str()).collect();
        files.extend(["index.html"]);
        files.sort_unstable();
        files.dedup();
        for kind in ["part-words-", ".css", "index.html"] {
            assert_eq!(files.iter().filter(|name| name.contains(kind)).count(), 1, "{kind}: {files:?}");
        }
        assert_eq!(files.iter().filter(|name| name.ends_with(".wasm")).count(), 2, "{files:?}");
        let mut sum = 0;
        for file in &files {
            sum += brotli(&std::fs::read(site.join(file))?).len() as u64;
        }
        assert!(sum <= FIRST_VISIT_BUDGET, "{sum} bytes: {files:?}");
        Ok(())
    })
}

#[test]
fn split_chunk_is_loaded_once_when_first_opened() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        open(tab).await?;
        assert_eq!(loaded_chunks(tab).await?, 0);
        tab.click("button[data-name=columns]").await?;
        tab.wait_for_count("dialog[data-name=columns][open] li", 14).await?;
        let loaded = loaded_chunks(tab).await?;
        assert!(loaded > 0);
        tab.click("dialog[data-name=columns] .rl-dialog-end button").await?;
        tab.wait_for_none("dialog[open]").await?;
        tab.click("button[data-name=export]").await?;
        tab.wait_for_count("dialog[data-name=export][open] [data-format]", 3).await?;
        // A loaded chunk is shown at once, with the focus in it.
        tab.wait_until("the focus on the first choice", "document.activeElement.dataset.format === 'csv'").await?;
        assert_eq!(loaded_chunks(tab).await?, loaded);
        Ok(())
    })
}

#[test]
fn loading_chunk_shows_a_focused_skeleton() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        open(tab).await?;
        tab.wait_for_count(ANALYSIS_LINK, 1).await?;
        tab.interceptor().hold("/part-");
        tab.evaluate(&format!("document.querySelector({}).focus()", json!(ANALYSIS_LINK))).await?;
        tab.click(ANALYSIS_LINK).await?;
        tab.wait_for_count(".rl-triage .rl-skeleton", 1).await?;
        tab.wait_until("the focus in the analysis", "document.activeElement.closest('.rl-triage')").await?;
        tab.interceptor().release();
        tab.wait_for_text(".rl-triage .rl-total", "246 of 246").await?;
        tab.wait_until("the focus on the selected tab", SELECTED_TAB_FOCUSED).await?;
        Ok(())
    })
}

#[test]
fn failed_chunk_shows_an_error_and_loads_on_retry() -> TestResult {
    browser_test(Setup { allowed_errors: AllowedErrors::Any, ..Setup::default() }, async |tab| {
        open(tab).await?;
        tab.interceptor().respond_not_found(Some("/part-"));
        tab.click(ANALYSIS_LINK).await?;
        tab.wait_for_text(".rl-triage [role=alert]", "This part failed to load").await?;
        tab.click_text(".rl-triage .rl-notice button", "Try again").await?;
        tab.wait_for_text(".rl-triage [role=alert]", "This part failed to load").await?;
        // The rest of the page works.
        tab.wait_for_count(NAME_CELLS, 20).await?;
        // A file with the right name and a wrong body, as a proxy may send it.
        tab.interceptor().respond_not_found(None);
        tab.interceptor().corrupt(Some("/part-"));
        tab.click_text(".rl-triage .rl-notice button", "Try again").await?;
        tab.wait_for_text(".rl-triage [role=alert]", "This part failed to load").await?;
        tab.interceptor().corrupt(None);
        tab.click_text(".rl-triage .rl-notice button", "Try again").await?;
        tab.wait_for_text(".rl-triage .rl-total", "246 of 246").await?;
        Ok(())
    })
}

#[test]
fn language_is_loaded_when_it_is_chosen() -> TestResult {
    const CHOICE: &str = "select[data-name=locale]";
    const LANGUAGES: &str = "[document.documentElement.lang, document.querySelector('select[data-name=locale]').value]";
    browser_test(Setup { allowed_errors: AllowedErrors::Any, ..Setup::default() }, async |tab| {
        open(tab).await?;
        tab.interceptor().respond_not_found(Some("/part-words-"));
        tab.select_option(CHOICE, "ja").await?;
        tab.wait_until_idle().await?;
        // Without its words, the page stays in its language.
        tab.wait_for_value("the language of the page", LANGUAGES, json!(["en-US", "en-US"])).await?;
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["Failed"]).await?;
        tab.interceptor().respond_not_found(None);
        tab.select_option(CHOICE, "ja").await?;
        tab.wait_for_value("the chosen language", LANGUAGES, json!(["ja", "ja"])).await?;
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["同期異常"]).await?;
        Ok(())
    })
}

#[test]
fn missing_words_show_an_error_page() -> TestResult {
    browser_test(Setup { allowed_errors: AllowedErrors::Any, ..Setup::default() }, async |tab| {
        tab.interceptor().respond_not_found(Some("/part-words-"));
        tab.driver().goto(tab.url("")).await?;
        tab.wait_for_text(".rl-broken[role=alert] h1", "This page stopped working").await?;
        tab.interceptor().respond_not_found(None);
        tab.click_text(".rl-broken button", "Reload").await?;
        tab.wait_for_texts("h1", &["Open a plan, an execution, or a project"]).await?;
        Ok(())
    })
}

#[test]
fn reload_after_a_missing_chunk_returns_to_the_same_url() -> TestResult {
    browser_test(Setup { allowed_errors: AllowedErrors::Any, ..Setup::default() }, async |tab| {
        open(tab).await?;
        tab.interceptor().respond_not_found(Some("/part-"));
        tab.click(ANALYSIS_LINK).await?;
        tab.wait_for_text(".rl-triage .rl-notice", "If a new version was deployed, reload").await?;
        tab.interceptor().respond_not_found(None);
        tab.evaluate("window.before = true").await?;
        tab.click_text(".rl-triage .rl-notice button", "Reload the page").await?;
        tab.wait_for_value("the page to reload", "window.before ?? 'another'", "another").await?;
        tab.wait_for_text(".rl-triage .rl-total", "246 of 246").await?;
        Ok(())
    })
}
