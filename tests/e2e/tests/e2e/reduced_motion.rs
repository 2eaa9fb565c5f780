//! `prefers-reduced-motion`: no animation and no transition, even while loading.

use replica_log_e2e::{AllowedErrors, FaultResponse, MediaPreference, Setup, Tab, TestResult, browser_test, examples};
use std::time::Duration;

/// Running animations, and elements and pseudo-elements with a transition or smooth scrolling.
const MOVING: &str = "[...document.getAnimations().map(moving => moving.animationName ?? moving.transitionProperty), \
    ...[...document.querySelectorAll('.rl, .rl *')].flatMap(e => [null, '::before', '::after', '::backdrop'].flatMap(part => { \
        const { transitionDuration, scrollBehavior } = getComputedStyle(e, part); \
        const lasts = transitionDuration.split(', ').some(time => parseFloat(time) > 0); \
        return lasts || scrollBehavior === 'smooth' ? [e.className + (part ?? '') + ' ' + transitionDuration + ' ' + scrollBehavior] : []; \
    }))]";

async fn animations(tab: &Tab) -> TestResult<Vec<String>> {
    let moving = tab.evaluate(MOVING).await?;
    Ok(moving.as_array().unwrap().iter().map(|line| line.as_str().unwrap_or_default().to_owned()).collect())
}

#[test]
fn prefers_reduced_motion_disables_all_animations() -> TestResult {
    browser_test(
        Setup { allowed_errors: AllowedErrors::Any, ..Setup::running(Duration::from_secs(600)) },
        async |tab| {
            tab.demo().clock().freeze();
            for preference in [MediaPreference::NoPreference, MediaPreference::ReducedMotion] {
                tab.emulate_media(preference).await?;
                let still = preference == MediaPreference::ReducedMotion;
                let record = format!("records/{}", examples::RUNNING_RECORD);
                tab.open(&record).await?;
                // Rows can be running, too.
                tab.wait_until("a spinning status icon", "document.querySelector('.rl-status[data-tone=busy]')")
                    .await?;
                tab.wait_for_count(".rl-toggle button", 20).await?;
                let turning = animations(tab).await?;
                assert_eq!(turning.is_empty(), still, "{turning:?}");
                let slow = Tab::fault_of_rows(FaultResponse::Genuine);
                tab.demo().faults().add(slow.delay(Duration::from_secs(3600)));
                // A different URL, because the browser would serialise two requests of one cacheable URL.
                tab.open(&format!("{record}?clusterName={preference:?}")).await?;
                tab.wait_for_count(".rl-card .rl-skeleton", 1).await?;
                tab.wait_for_count(".rl-refresh[data-busy=true]", 1).await?;
                let waiting = animations(tab).await?;
                assert_eq!(waiting.is_empty(), still, "{waiting:?}");
                tab.demo().faults().clear();
                // Dialogs.
                tab.open(&format!("records/{}", examples::nightly_failed())).await?;
                tab.wait_for_count(".rl-toggle button", 20).await?;
                tab.click("button[data-name=columns]").await?;
                tab.wait_for_count("dialog[open]", 1).await?;
                let opened = animations(tab).await?;
                assert_eq!(opened.is_empty(), still, "{opened:?}");
            }
            Ok(())
        },
    )
}
