//! A tab that stays open: what it keeps does not grow.

use replica_log_e2e::{Error, MemoryUsage, Setup, Tab, TestResult, browser_test, examples};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(86_400);

/// A memory of WebAssembly grows by so many bytes, and never shrinks.
const STEP: u64 = 65_536;

/// What the page keeps once it shows the first of all answers as if it had just been opened: how much that is does not
/// depend on the hour.
async fn kept(tab: &Tab) -> Result<MemoryUsage, Error> {
    tab.evaluate("(time.held = Infinity, null)").await?;
    tab.advance_time(2 * MINUTE).await?;
    tab.click(".rl-refresh").await?;
    tab.advance_time(MINUTE).await?;
    tab.wait_for_none(".rl-news button").await?;
    tab.memory_usage().await
}

fn is_flat(before: MemoryUsage, after: MemoryUsage, what: &str) {
    let told = format!("{what}: {before:?} became {after:?}");
    println!("{told}");
    assert_eq!((after.nodes, after.listeners), (before.nodes, before.listeners), "{told}");
    assert!(after.memory <= before.memory + STEP, "{told}");
    assert!(after.heap * 100 <= before.heap * 105, "{told}");
}

/// An execution that tells something new each hour is asked at every pace from three seconds to a minute.
#[test]
// Only Chromium tells how much there is.
#[ignore = "needs Chromium"]
fn a_week_of_polling_a_running_execution_does_not_leak_memory() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.install_fake_timers(0);
        tab.open(&format!("records/{}", examples::LIVE_RECORD)).await?;
        tab.wait_until_idle().await?;
        tab.advance_time(10 * MINUTE).await?;
        tab.replay_responses(HOUR).await?;
        tab.advance_time(DAY).await?;
        let before = kept(tab).await?;
        tab.replay_responses(HOUR).await?;
        tab.advance_time(6 * DAY).await?;
        is_flat(before, kept(tab).await?, "a week");
        // Three questions at a time: as often as an execution is asked that says nothing new, and oftener.
        let times = tab.replayed_count().await? / 3;
        assert!(times > 7 * 24 * 60, "asked {times} times");
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["Running"]).await?;
        Ok(())
    })
}

/// Rows that come and go with every answer, on each kind of page, with what can be open there.
#[test]
// Only Chromium tells how much there is.
#[ignore = "needs Chromium"]
fn hours_of_changing_rows_on_every_page_do_not_leak_memory() -> TestResult {
    browser_test(Setup::running(10 * DAY), async |tab| {
        tab.install_fake_timers(0);
        let record = examples::LIVE_RECORD;
        let open = tab.service_data(&format!("detail/page/{record}?pageSize=1")).await?;
        let open = open.pointer("/records/0/id").and_then(|id| id.as_str()).unwrap_or_default().to_owned();
        for place in [
            format!("records/{record}?triage=error&pageSize=50&open={open}"),
            format!("tasks/{}", examples::LIVE_TASK),
            format!("tasks/{}?history=all", examples::NIGHTLY_TASK),
        ] {
            tab.open(&place).await?;
            tab.advance_time(5 * MINUTE).await?;
            tab.wait_until_idle().await?;
            tab.replay_responses(Duration::from_secs(20)).await?;
            tab.advance_time(HOUR).await?;
            let before = kept(tab).await?;
            tab.replay_responses(Duration::from_secs(20)).await?;
            tab.advance_time(2 * HOUR).await?;
            is_flat(before, kept(tab).await?, &place);
            let times = tab.replayed_count().await?;
            assert!(times > 3 * 60, "{place}: {times} answers");
        }
        Ok(())
    })
}
