//! Loading of the npm package: its parts, their failures, and loading in advance.

use crate::shadow_dom::{click, test_in_bare_host, test_in_host, visible_texts, wait_for_rows, wait_for_texts};
use replica_log_e2e::{AllowedErrors, Tab, TestResult, examples};
use serde_json::{Value, json};

/// Mounts the app into `#one` as `window.app` at a record of two rows, in English; does not wait for it.
async fn mount(tab: &Tab) -> TestResult {
    let place = format!("{{ record: '{}' }}", examples::DOCUMENTED_GENERIC_RECORD);
    tab.evaluate(&format!("(window.app = replicaLog.mount(one, {{ locale: 'en-US', place: {place} }}), true)")).await?;
    Ok(())
}

/// The wasm files that the page has loaded, without their hashes, sorted.
async fn loaded_files(tab: &Tab) -> TestResult<Value> {
    let names = "performance.getEntriesByType('resource').map(entry => entry.name.split('/').pop())\
        .filter(name => name.endsWith('.wasm')).map(name => name.replace(/(-[0-9a-f]{16})?\\.wasm$/, '')).sort()";
    Ok(tab.evaluate(names).await?)
}

/// Waits for the error in place of the app and clicks "Try again".
async fn try_again(tab: &Tab) -> TestResult {
    wait_for_texts(tab, ".rl-broken[role=alert] h2", &["Replica Log could not be loaded"]).await?;
    click(tab, ".rl-broken button").await?;
    Ok(())
}

#[test]
fn first_view_loads_only_the_parts_that_it_shows() -> TestResult {
    test_in_bare_host(async |tab| {
        mount(tab).await?;
        wait_for_rows(tab, 2).await?;
        assert_eq!(loaded_files(tab).await?, json!(["part-words-en", "replica-log"]));
        click(tab, "button[data-name=columns]").await?;
        wait_for_texts(tab, "dialog[data-name=columns][open] h2", &["Columns"]).await?;
        let loaded = loaded_files(tab).await?;
        assert!(loaded.as_array().is_some_and(|names| names.contains(&json!("part-dialogs"))), "{loaded}");
        // A second app loads nothing again.
        tab.evaluate("(app.unmount(), true)").await?;
        mount(tab).await?;
        wait_for_rows(tab, 2).await?;
        assert_eq!(loaded_files(tab).await?, loaded);
        Ok(())
    })
}

#[test]
fn failed_load_says_so_in_the_element_and_can_be_tried_again() -> TestResult {
    for file in ["/replica-log.wasm", "/part-words-en"] {
        test_in_host("bare", AllowedErrors::Any, async |tab| {
            tab.interceptor().respond_not_found(Some(file));
            mount(tab).await?;
            try_again(tab).await?;
            // A file with the right name and a wrong body, as a proxy may send it.
            wait_for_texts(tab, ".rl-broken[role=alert] h2", &["Replica Log could not be loaded"]).await?;
            tab.interceptor().respond_not_found(None);
            tab.interceptor().corrupt(Some(file));
            try_again(tab).await?;
            wait_for_texts(tab, ".rl-broken[role=alert] h2", &["Replica Log could not be loaded"]).await?;
            tab.interceptor().corrupt(None);
            try_again(tab).await?;
            wait_for_rows(tab, 2).await?;
            tab.wait_until("the app to be ready", "app.ready.then(() => true)").await?;
            // The focus is within the app, where the button was.
            let focused = "document.getElementById('one').lastChild.shadowRoot.activeElement?.className";
            tab.wait_for_value("the focus", focused, "rl-main").await?;
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn failed_part_shows_an_error_and_loads_on_retry() -> TestResult {
    test_in_host("bare", AllowedErrors::Any, async |tab| {
        mount(tab).await?;
        wait_for_rows(tab, 2).await?;
        tab.interceptor().respond_not_found(Some("/part-"));
        click(tab, "button[data-name=columns]").await?;
        let failure = "dialog[data-name=columns] .rl-notice [role=alert], dialog[data-name=columns] [role=alert]";
        tab.wait_until("the error", &format!("({}).length > 0", visible_texts(failure))).await?;
        tab.interceptor().respond_not_found(None);
        click(tab, "dialog[data-name=columns] .rl-notice button").await?;
        tab.wait_until("the columns", &format!("({}).length > 10", visible_texts("dialog[data-name=columns] li")))
            .await?;
        Ok(())
    })
}

#[test]
fn load_fetches_in_advance_what_mount_needs() -> TestResult {
    test_in_bare_host(async |tab| {
        let options = format!("{{ locale: 'zh-CN', place: {{ task: '{}' }} }}", examples::NIGHTLY_TASK);
        tab.evaluate(&format!("replicaLog.load({options}).then(() => true)")).await?;
        tab.wait_until(
            "the parts",
            "performance.getEntriesByType('resource').filter(entry => entry.name.includes('/part-pages')).length > 0",
        )
        .await?;
        let names = async || -> TestResult<Vec<String>> {
            let loaded = loaded_files(tab).await?;
            Ok(loaded.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
        };
        let mut before = names().await?;
        before.retain(|name| !name.starts_with("part-shared"));
        assert_eq!(before, ["part-pages", "part-words-zh", "replica-log"]);
        tab.evaluate(&format!("(window.app = replicaLog.mount(one, {options}), true)")).await?;
        tab.wait_for_value("the rows", &format!("({}).length", visible_texts("table.rl-history tbody")), 20).await?;
        let all = names().await?;
        let mut once = all.clone();
        once.dedup();
        assert_eq!(all, once, "a file was loaded twice");
        Ok(())
    })
}

#[test]
fn failed_load_in_advance_is_repeated_by_mount() -> TestResult {
    test_in_host("bare", AllowedErrors::Any, async |tab| {
        tab.interceptor().respond_not_found(Some(".wasm"));
        tab.evaluate("replicaLog.load({ locale: 'en-US', place: {} }).then(() => 'there', () => 'failed')").await?;
        tab.interceptor().respond_not_found(None);
        mount(tab).await?;
        wait_for_rows(tab, 2).await?;
        Ok(())
    })
}

#[test]
fn language_that_changes_while_the_app_is_loading_is_shown() -> TestResult {
    test_in_bare_host(async |tab| {
        tab.interceptor().hold("/part-words-en");
        mount(tab).await?;
        tab.evaluate("(app.update({ locale: 'ja' }), true)").await?;
        tab.interceptor().release();
        wait_for_texts(tab, ".rl-record-head .rl-title .rl-status", &["同期成功"]).await?;
        // Each change wins over the one before, also if its words are there first.
        tab.interceptor().hold("/part-words-zh");
        tab.evaluate("(app.update({ locale: 'zh-CN' }), app.update({ locale: 'en-US' }), true)").await?;
        wait_for_texts(tab, ".rl-record-head .rl-title .rl-status", &["Success"]).await?;
        tab.interceptor().release();
        tab.evaluate("(app.update({ locale: 'ja' }), true)").await?;
        wait_for_texts(tab, ".rl-record-head .rl-title .rl-status", &["同期成功"]).await?;
        Ok(())
    })
}

#[test]
fn parts_work_in_a_page_that_vite_has_bundled() -> TestResult {
    test_in_host("vite", AllowedErrors::None, async |tab| {
        wait_for_rows(tab, 2).await?;
        // Vite inlines small parts as data URLs, which the policy of the page does not allow to fetch.
        click(tab, "table.rl-details .rl-toggle button").await?;
        tab.wait_for_value("an open row", &format!("({}).length", visible_texts(".rl-whole-row")), 1).await?;
        click(tab, "button[data-name=export]").await?;
        tab.wait_until(
            "the dialog",
            &format!("({}).length > 1", visible_texts("dialog[data-name=export] [data-format]")),
        )
        .await?;
        Ok(())
    })
}
