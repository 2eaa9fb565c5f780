//! A page for those whom motion makes ill: nothing moves, however busy it is.

use replica_log_e2e::{
    AllowedErrors, Endpoint, Fault, FaultAnswer, MediaPreference, Setup, Tab, TestResult, browser_test, examples,
};
use std::time::Duration;

/// What moves, or would if it changed: elements, and what stands before and behind their content.
const MOVING: &str = "[...document.getAnimations().map(moving => moving.animationName ?? moving.transitionProperty), \
    ...[...document.querySelectorAll('.rl, .rl *')].flatMap(e => [null, '::before', '::after', '::backdrop'].flatMap(part => { \
        const { transitionDuration, scrollBehavior } = getComputedStyle(e, part); \
        const lasts = transitionDuration.split(', ').some(time => parseFloat(time) > 0); \
        return lasts || scrollBehavior === 'smooth' ? [e.className + (part ?? '') + ' ' + transitionDuration + ' ' + scrollBehavior] : []; \
    }))]";

async fn moves(tab: &Tab) -> TestResult<Vec<String>> {
    let moving = tab.evaluate(MOVING).await?;
    Ok(moving.as_array().unwrap().iter().map(|line| line.as_str().unwrap_or_default().to_owned()).collect())
}

#[test]
fn prefers_reduced_motion_disables_all_animations() -> TestResult {
    browser_test(
        Setup { allowed_errors: AllowedErrors::Any, ..Setup::running(Duration::from_secs(600)) },
        async |tab| {
            tab.demo().clock().stop();
            for liking in [MediaPreference::NoPreference, MediaPreference::ReducedMotion] {
                tab.emulate_media(liking).await?;
                let still = liking == MediaPreference::ReducedMotion;
                let record = format!("records/{}", examples::RUNNING_RECORD);
                tab.open(&record).await?;
                // A row may be under way, too.
                tab.wait_until("a sign that turns", "document.querySelector('.rl-status[data-tone=busy]')").await?;
                tab.wait_for_count(".rl-toggle button", 20).await?;
                let turning = moves(tab).await?;
                assert_eq!(turning.is_empty(), still, "{turning:?}");
                let slow = Fault::new(Endpoint::DetailPage, FaultAnswer::Genuine);
                tab.demo().faults().add(slow.delay(Duration::from_secs(3600)));
                // Of another address: the browser lets nobody ask twice at once for what it may keep.
                tab.open(&format!("{record}?clusterName={liking:?}")).await?;
                tab.wait_for_count(".rl-card .rl-skeleton", 1).await?;
                tab.wait_for_count(".rl-refresh[data-busy=true]", 1).await?;
                let waiting = moves(tab).await?;
                assert_eq!(waiting.is_empty(), still, "{waiting:?}");
                tab.demo().faults().clear();
                // What is opened, too.
                tab.open(&format!("records/{}", examples::nightly_failed())).await?;
                tab.wait_for_count(".rl-toggle button", 20).await?;
                tab.click("button[data-name=columns]").await?;
                tab.wait_for_count("dialog[open]", 1).await?;
                let opened = moves(tab).await?;
                assert_eq!(opened.is_empty(), still, "{opened:?}");
            }
            Ok(())
        },
    )
}
