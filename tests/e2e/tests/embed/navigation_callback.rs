//! Re-entrancy of `onNavigate`: what a host may do inside of the callback.

use crate::shadow_dom::{ROOTS, click, test_in_bare_host, wait_for_rows, wait_for_texts};
use replica_log_e2e::{Tab, TestResult, examples};

/// Mounts the app as `window.app` at a record of two rows, with this `onNavigate` callback.
async fn mount(tab: &Tab, on_navigate: &str) -> TestResult {
    let record = examples::DOCUMENTED_GENERIC_RECORD;
    let options = format!("{{ locale: 'en-US', place: {{ record: '{record}' }}, onNavigate: {on_navigate} }}");
    tab.evaluate(&format!("(window.app = replicaLog.mount(document.getElementById('one'), {options}), true)")).await?;
    wait_for_rows(tab, 2).await?;
    Ok(())
}

#[test]
fn host_can_redirect_from_on_navigate() -> TestResult {
    test_in_bare_host(async |tab| {
        // The host redirects from tasks to a record.
        let instead = format!("place => place.task && app.navigate({{ record: '{}' }})", examples::DOCUMENTED_RECORD);
        mount(tab, &instead).await?;
        click(tab, "h1 a").await?;
        wait_for_rows(tab, 1).await?;
        assert!(tab.requests("record/page/").is_empty());
        Ok(())
    })
}

#[test]
fn navigating_to_the_current_route_from_on_navigate_is_ignored() -> TestResult {
    test_in_bare_host(async |tab| {
        mount(tab, "place => app.navigate(place)").await?;
        click(tab, "h1 a").await?;
        wait_for_texts(tab, "table.rl-history .rl-status", &["Success"]).await?;
        let requests = tab.requests("record/page/");
        assert_eq!(requests.len(), 2, "the table, and the strip above it: {requests:?}");
        Ok(())
    })
}

#[test]
fn host_can_unmount_from_on_navigate() -> TestResult {
    test_in_bare_host(async |tab| {
        mount(tab, "() => { app.unmount(); app.unmount(); }").await?;
        click(tab, "h1 a").await?;
        tab.wait_for_value("no app", &format!("{ROOTS}.length"), 0).await?;
        // Another app can be mounted afterwards.
        mount(tab, "() => {}").await
    })
}
