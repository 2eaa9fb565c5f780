//! Memory of a long-lived tab: after days of polling the heap, the DOM and the listeners have not grown.

use replica_log_e2e::{Error, MemoryUsage, Setup, Tab, TestResult, browser_test, examples};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(86_400);

/// The page size of WebAssembly memory: one step of growth is allowed.
const WASM_PAGE: u64 = 65_536;

/// The memory usage of the page in a fixed state, showing the first replayed response, so that it does not depend on
/// the data of the moment.
async fn memory_in_fixed_state(tab: &Tab) -> Result<MemoryUsage, Error> {
    tab.evaluate("(time.held = Infinity, null)").await?;
    tab.advance_time(2 * MINUTE).await?;
    tab.click(".rl-refresh").await?;
    tab.advance_time(MINUTE).await?;
    tab.wait_for_none(".rl-news button").await?;
    tab.memory_usage().await
}

fn assert_no_growth(before: MemoryUsage, after: MemoryUsage, what: &str) {
    let message = format!("{what}: {before:?} became {after:?}");
    println!("{message}");
    assert_eq!((after.nodes, after.listeners), (before.nodes, before.listeners), "{message}");
    assert!(after.memory <= before.memory + WASM_PAGE, "{message}");
    assert!(after.heap * 100 <= before.heap * 105, "{message}");
}

/// The execution replicates continuously, so it is polled once a minute, whether it changes or not.
#[test]
// Only Chromium reports memory usage.
#[ignore = "needs Chromium"]
fn a_week_of_polling_a_running_execution_does_not_leak_memory() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.install_fake_timers(0);
        tab.open(&format!("records/{}", examples::LIVE_RECORD)).await?;
        tab.wait_until_idle().await?;
        tab.advance_time(10 * MINUTE).await?;
        tab.replay_responses(HOUR).await?;
        tab.advance_time(DAY).await?;
        let before = memory_in_fixed_state(tab).await?;
        tab.replay_responses(HOUR).await?;
        tab.advance_time(6 * DAY).await?;
        assert_no_growth(before, memory_in_fixed_state(tab).await?, "a week");
        // Five requests per poll: the service keeps fewer details than it counted, so that failed and running ones are
        // counted as well.
        let times = tab.replayed_count().await? / 5;
        assert!(times > 6 * 24 * 60, "polled {times} times");
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["Continuous"]).await?;
        Ok(())
    })
}

/// Rows appear and disappear with every response, on each kind of page, with an expanded row and an open analysis.
#[test]
// Only Chromium reports memory usage.
#[ignore = "needs Chromium"]
fn hours_of_changing_rows_on_every_page_do_not_leak_memory() -> TestResult {
    browser_test(Setup::running(10 * DAY), async |tab| {
        tab.install_fake_timers(0);
        let record = examples::LIVE_RECORD;
        let open = tab.service_data(&format!("detail/page/{record}?pageSize=1")).await?;
        let open = open.pointer("/records/0/id").and_then(|id| id.as_str()).unwrap_or_default().to_owned();
        for path in [
            format!("records/{record}?triage=error&pageSize=50&open={open}"),
            format!("tasks/{}", examples::LIVE_TASK),
            format!("tasks/{}?history=all", examples::NIGHTLY_TASK),
        ] {
            tab.open(&path).await?;
            tab.advance_time(5 * MINUTE).await?;
            tab.wait_until_idle().await?;
            tab.replay_responses(Duration::from_secs(20)).await?;
            tab.advance_time(HOUR).await?;
            let before = memory_in_fixed_state(tab).await?;
            tab.replay_responses(Duration::from_secs(20)).await?;
            tab.advance_time(2 * HOUR).await?;
            assert_no_growth(before, memory_in_fixed_state(tab).await?, &path);
            let times = tab.replayed_count().await?;
            assert!(times > 3 * 60, "{path}: {times} responses");
        }
        Ok(())
    })
}
