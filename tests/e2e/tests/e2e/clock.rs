//! Clock changes, suspended devices, time zones and daylight saving time.

use crate::common::is_for_table;
use replica_log_e2e::{Setup, Tab, TestResult, browser_test, examples};
use std::time::Duration;

const LIVE_DURATION: &str = ".rl-record-head .rl-live";
const HOUR: i64 = 3600;

/// The number of requests for the table of details so far.
fn detail_requests(tab: &Tab) -> usize {
    tab.requests("detail/page/").iter().filter(|seen| is_for_table(&seen.query)).count()
}

/// Checks that the page refetches exactly once within two seconds.
async fn expect_one_refetch(tab: &Tab, before: usize) -> TestResult {
    tab.advance_time(Duration::from_secs(2)).await?;
    assert_eq!(detail_requests(tab), before + 1);
    tab.wait_for_texts(".rl-age", &["Updated just now"]).await?;
    Ok(())
}

/// Opens a running record with fake timers. It started 4 minutes and 7 seconds ago.
async fn open(tab: &Tab) -> TestResult {
    tab.install_fake_timers(0);
    tab.open(&format!("records/{}", examples::RUNNING_RECORD)).await?;
    tab.wait_until_idle().await?;
    tab.wait_for_texts(LIVE_DURATION, &["4 min 7 sec …"]).await?;
    Ok(())
}

#[test]
fn changing_the_system_clock_affects_neither_durations_nor_polling() -> TestResult {
    browser_test(Setup::running(Duration::from_secs(600 * 3600)), async |tab| {
        open(tab).await?;
        for hours in [-5, 3, -26] {
            tab.shift_clock(hours * HOUR).await?;
            let before = detail_requests(tab);
            tab.advance_time(Duration::from_secs(300)).await?;
            let request_count = detail_requests(tab) - before;
            // One poll a minute, as nothing changes; a few more where the clock change looks like a suspended device.
            assert!(
                (4..=12).contains(&request_count),
                "{request_count} requests in five minutes, clock shifted by {hours} hours"
            );
            let age = tab.texts(".rl-age, .rl-next").await?.join(" ");
            assert!(age.starts_with("Updated ") && !age.contains("hr") && !age.contains(" in -"), "{age}");
            assert!(!age.contains("Updated in"), "{age}");
        }
        // Each time the clock is set back, the current second is lost.
        tab.wait_for_text(LIVE_DURATION, "19 min ").await?;
        let ago = tab.texts(".rl-record-head .rl-ago").await?;
        assert!(ago.len() == 1 && ["19 minutes ago", "18 minutes ago"].contains(&ago[0].as_str()), "{ago:?}");
        // The age keeps counting while polling is paused.
        tab.click_text("button", "Pause auto-refresh").await?;
        tab.shift_clock(-HOUR).await?;
        tab.advance_time(Duration::from_secs(60)).await?;
        let age = tab.texts(".rl-age").await?.join("");
        assert!(age.contains("1 minute ago") || age.contains("sec"), "{age}");
        Ok(())
    })
}

#[test]
fn wrong_system_clock_shows_correct_durations() -> TestResult {
    browser_test(Setup::running(Duration::from_secs(600 * 3600)), async |tab| {
        for hours in [-2, 7] {
            tab.install_fake_timers(hours * HOUR);
            tab.open(&format!("records/{}", examples::RUNNING_RECORD)).await?;
            tab.wait_until_idle().await?;
            tab.advance_time(Duration::from_secs(10)).await?;
            let live = tab.texts(LIVE_DURATION).await?;
            assert!(live.iter().all(|live| live.starts_with("4 min 1")), "{live:?}");
            tab.open(&format!("tasks/{}", examples::RUNNING_TASK)).await?;
            tab.wait_until_idle().await?;
            tab.advance_time(Duration::from_secs(10)).await?;
            let live = tab.texts("table.rl-history .rl-live").await?;
            assert!(live.len() == 1 && live.iter().all(|live| live.starts_with("4 min ")), "{live:?}");
        }
        Ok(())
    })
}

#[test]
fn waking_from_sleep_refetches_at_once_and_only_once() -> TestResult {
    browser_test(Setup::running(Duration::from_secs(600 * 3600)), async |tab| {
        open(tab).await?;
        let hidden = |is: bool| {
            let state = if is { "hidden" } else { "visible" };
            format!("Object.defineProperty(document, 'visibilityState', {{ value: '{state}', configurable: true }})")
        };
        let mut hours = 0;
        for timers_go_on in [true, false] {
            // In the middle of a polling interval.
            tab.advance_time(Duration::from_secs(61)).await?;
            let before = detail_requests(tab);
            tab.suspend_device(Duration::from_secs(8 * 3600), timers_go_on).await?;
            hours += 8;
            expect_one_refetch(tab, before).await?;
            let live = tab.texts(LIVE_DURATION).await?;
            let so_far = if hours < 24 { format!("{hours} hr ") } else { "1 day 0 hr".to_owned() };
            assert!(live.len() == 1 && live.iter().all(|live| live.starts_with(&so_far)), "{live:?}");
            let before = detail_requests(tab);
            tab.advance_time(Duration::from_secs(300)).await?;
            assert!((4..=12).contains(&(detail_requests(tab) - before)), "{before}, then {}", detail_requests(tab));
            // Suspended while the tab is hidden.
            tab.evaluate(&format!("({}, null)", hidden(true))).await?;
            tab.advance_time(Duration::from_secs(2)).await?;
            let before = detail_requests(tab);
            tab.advance_time(Duration::from_secs(600)).await?;
            tab.suspend_device(Duration::from_secs(8 * 3600), timers_go_on).await?;
            hours += 8;
            tab.advance_time(Duration::from_secs(5)).await?;
            assert_eq!(detail_requests(tab), before, "hidden tabs do not poll");
            tab.evaluate(&format!("({}, null)", hidden(false))).await?;
            expect_one_refetch(tab, before).await?;
        }
        Ok(())
    })
}

/// The device's time zone changes while the page is open, as on a journey.
#[test]
fn page_keeps_its_time_zone_until_reload() -> TestResult {
    browser_test(Setup::running(Duration::from_secs(600 * 3600)), async |tab| {
        open(tab).await?;
        let shown = async || tab.texts(".rl-segments button, .rl-record-head time, .rl-details time").await;
        let before = shown().await?;
        assert!(before.iter().any(|text| text == "Asia/Shanghai +08:00"), "{before:?}");
        tab.set_time_zone("America/New_York").await?;
        tab.click_text("button", "Pause auto-refresh").await?;
        tab.click(".rl-refresh").await?;
        tab.advance_time(Duration::from_secs(2)).await?;
        assert_eq!(shown().await?, before);
        tab.wait_for_texts(LIVE_DURATION, &["4 min 9 sec …"]).await?;
        assert!(tab.requests("").iter().all(|seen| seen.header("x-bkrepo-time-zone") == Some("Asia/Shanghai")));
        tab.reload().await?;
        tab.wait_until_idle().await?;
        tab.wait_for_fact("Time zone", "America/New_York").await?;
        let after = shown().await?;
        assert!(after.iter().any(|text| text.starts_with("America/New_York -0")) && after != before, "{after:?}");
        Ok(())
    })
}

#[test]
fn duration_across_the_end_of_daylight_saving_time_is_correct() -> TestResult {
    // 01:55 in New York, five minutes before the hour occurs for the second time.
    let mut setup = Setup { zone: "America/New_York".into(), ..Setup::running(Duration::from_secs(30 * 60)) };
    setup.options.now = "2026-11-01T05:55:00Z".parse().ok();
    browser_test(setup, async |tab| {
        open(tab).await?;
        tab.wait_for_text(".rl-segments button", "America/New_York -04:00").await?;
        tab.wait_for_fact("Start time", "2026-11-01 01:50:52").await?;
        // 01:10, for the second time.
        tab.advance_time(Duration::from_secs(15 * 60)).await?;
        tab.wait_for_text(LIVE_DURATION, "19 min ").await?;
        tab.wait_for_fact("Start time", "2026-11-01 01:50:52 19 minutes ago").await?;
        tab.wait_for_text(".rl-segments button", "America/New_York -05:00").await?;
        // The times of the execution are labelled with the offset of its start.
        tab.wait_for_fact("Time zone", "America/New_York -04:00").await?;
        // It ends at 01:25, which looks like a time before its start.
        tab.advance_time(Duration::from_secs(16 * 60)).await?;
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["Success"]).await?;
        tab.wait_for_fact("End time", "2026-11-01 01:25:00 1 minute ago").await?;
        tab.wait_for_fact("Duration", "34 min 7 sec").await?;
        Ok(())
    })
}
