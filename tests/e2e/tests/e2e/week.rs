//! A tab that stays open: what it keeps does not grow.

use replica_log_e2e::{Burden, Fail, Outcome, Setup, Tab, examples, visit};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(86_400);

/// A memory of WebAssembly grows by so many bytes, and never shrinks.
const STEP: u64 = 65_536;

/// What the page keeps once it shows the first of all answers as if it had just been opened: how much that is does not
/// depend on the hour.
async fn kept(tab: &Tab) -> Result<Burden, Fail> {
    tab.value("(time.held = Infinity, null)").await?;
    tab.pass(2 * MINUTE).await?;
    tab.click(".rl-refresh").await?;
    tab.pass(MINUTE).await?;
    tab.misses(".rl-news button").await?;
    tab.burden().await
}

fn is_flat(before: Burden, after: Burden, what: &str) {
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
fn a_week_of_a_running_execution_leaves_nothing_behind() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.hold_time(0);
        tab.open(&format!("records/{}", examples::LIVE_RECORD)).await?;
        tab.is_quiet().await?;
        tab.pass(10 * MINUTE).await?;
        tab.replay(HOUR).await?;
        tab.pass(DAY).await?;
        let before = kept(tab).await?;
        tab.replay(HOUR).await?;
        tab.pass(6 * DAY).await?;
        is_flat(before, kept(tab).await?, "a week");
        // Three questions at a time: as often as an execution is asked that says nothing new, and oftener.
        let times = tab.replayed().await? / 3;
        assert!(times > 7 * 24 * 60, "asked {times} times");
        tab.reads(".rl-record-head .rl-title .rl-status", &["Running"]).await?;
        Ok(())
    })
}

/// Rows that come and go with every answer, on each kind of page, with what can be open there.
#[test]
// Only Chromium tells how much there is.
#[ignore = "needs Chromium"]
fn busy_hours_of_every_page_leave_nothing_behind() -> Outcome {
    visit(Setup::running(10 * DAY), async |tab| {
        tab.hold_time(0);
        let record = examples::LIVE_RECORD;
        let open = tab.service_says(&format!("detail/page/{record}?pageSize=1")).await?;
        let open = open.pointer("/records/0/id").and_then(|id| id.as_str()).unwrap_or_default().to_owned();
        for place in [
            format!("records/{record}?triage=error&pageSize=50&open={open}"),
            format!("tasks/{}", examples::LIVE_TASK),
            format!("tasks/{}?history=all", examples::NIGHTLY_TASK),
        ] {
            tab.open(&place).await?;
            tab.pass(5 * MINUTE).await?;
            tab.is_quiet().await?;
            tab.replay(Duration::from_secs(20)).await?;
            tab.pass(HOUR).await?;
            let before = kept(tab).await?;
            tab.replay(Duration::from_secs(20)).await?;
            tab.pass(2 * HOUR).await?;
            is_flat(before, kept(tab).await?, &place);
            let times = tab.replayed().await?;
            assert!(times > 3 * 60, "{place}: {times} answers");
        }
        Ok(())
    })
}
