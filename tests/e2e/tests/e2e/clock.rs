//! Clocks that are set, devices that sleep, zones and summers: none of it confuses a page.

use replica_log_e2e::{Outcome, Setup, Tab, examples, visit};
use std::time::Duration;

const RUNNING: &str = ".rl-record-head .rl-live";
const HOUR: i64 = 3600;

/// How often the page has asked for details.
fn times(tab: &Tab) -> usize {
    tab.asked("detail/page/").len()
}

/// Sees that the page asks within two seconds, and once.
async fn asks_once(tab: &Tab, before: usize) -> Outcome {
    tab.pass(Duration::from_secs(2)).await?;
    assert_eq!(times(tab), before + 1);
    tab.reads(".rl-age", &["updated just now"]).await?;
    Ok(())
}

/// A record that has been under way for a while, with its time held. It started 4 minutes and 7 seconds before.
async fn open(tab: &Tab) -> Outcome {
    tab.hold_time(0);
    tab.open(&format!("records/{}", examples::RUNNING_RECORD)).await?;
    tab.is_quiet().await?;
    tab.reads(RUNNING, &["4 min 7 sec …"]).await?;
    Ok(())
}

#[test]
fn a_clock_that_is_set_confuses_neither_durations_nor_the_refreshing() -> Outcome {
    visit(Setup::running(Duration::from_secs(600 * 3600)), async |tab| {
        open(tab).await?;
        for hours in [-5, 3, -26] {
            tab.set_clock(hours * HOUR).await?;
            let before = times(tab);
            tab.pass(Duration::from_secs(300)).await?;
            let asked = times(tab) - before;
            // Each minute, as nothing changes; a few more where that looked like a night.
            assert!((4..=12).contains(&asked), "{asked} questions in five minutes, {hours} hours away");
            let age = tab.texts(".rl-age, .rl-next").await?.join(" ");
            assert!(age.starts_with("updated ") && !age.contains("hr") && !age.contains(" in -"), "{age}");
            assert!(!age.contains("updated in"), "{age}");
        }
        // Each time that it is set back, the second that was under way is lost.
        tab.sees(RUNNING, "19 min ").await?;
        let ago = tab.texts(".rl-record-head .rl-ago").await?;
        assert!(ago.len() == 1 && ["19 minutes ago", "18 minutes ago"].contains(&ago[0].as_str()), "{ago:?}");
        // What is paused grows old all the same.
        tab.click_word("button", "Pause").await?;
        tab.set_clock(-HOUR).await?;
        tab.pass(Duration::from_secs(60)).await?;
        let age = tab.texts(".rl-age").await?.join("");
        assert!(age.contains("1 minute ago") || age.contains("sec"), "{age}");
        Ok(())
    })
}

#[test]
fn a_clock_that_was_wrong_from_the_start_tells_the_right_durations() -> Outcome {
    visit(Setup::running(Duration::from_secs(600 * 3600)), async |tab| {
        for hours in [-2, 7] {
            tab.hold_time(hours * HOUR);
            tab.open(&format!("records/{}", examples::RUNNING_RECORD)).await?;
            tab.is_quiet().await?;
            tab.pass(Duration::from_secs(10)).await?;
            let live = tab.texts(RUNNING).await?;
            assert!(live.iter().all(|live| live.starts_with("4 min 1")), "{live:?}");
            tab.open(&format!("tasks/{}", examples::RUNNING_TASK)).await?;
            tab.is_quiet().await?;
            tab.pass(Duration::from_secs(10)).await?;
            let live = tab.texts("table.rl-history .rl-live").await?;
            assert!(live.len() == 1 && live.iter().all(|live| live.starts_with("4 min ")), "{live:?}");
        }
        Ok(())
    })
}

#[test]
fn a_device_that_wakes_is_told_at_once_and_once() -> Outcome {
    visit(Setup::running(Duration::from_secs(600 * 3600)), async |tab| {
        open(tab).await?;
        let hidden = |is: bool| {
            let state = if is { "hidden" } else { "visible" };
            format!("Object.defineProperty(document, 'visibilityState', {{ value: '{state}', configurable: true }})")
        };
        let mut hours = 0;
        for timers_go_on in [true, false] {
            // A good part of a pause has passed.
            tab.pass(Duration::from_secs(61)).await?;
            let before = times(tab);
            tab.sleep(Duration::from_secs(8 * 3600), timers_go_on).await?;
            hours += 8;
            asks_once(tab, before).await?;
            let live = tab.texts(RUNNING).await?;
            let so_far = if hours < 24 { format!("{hours} hr ") } else { "1 day 0 hr".to_owned() };
            assert!(live.len() == 1 && live.iter().all(|live| live.starts_with(&so_far)), "{live:?}");
            let before = times(tab);
            tab.pass(Duration::from_secs(300)).await?;
            assert!((4..=12).contains(&(times(tab) - before)), "{before}, then {}", times(tab));
            // Asleep behind another tab.
            tab.value(&format!("({}, null)", hidden(true))).await?;
            tab.pass(Duration::from_secs(2)).await?;
            let before = times(tab);
            tab.pass(Duration::from_secs(600)).await?;
            tab.sleep(Duration::from_secs(8 * 3600), timers_go_on).await?;
            hours += 8;
            tab.pass(Duration::from_secs(5)).await?;
            assert_eq!(times(tab), before, "nobody sees it");
            tab.value(&format!("({}, null)", hidden(false))).await?;
            asks_once(tab, before).await?;
        }
        Ok(())
    })
}

/// The device's zone becomes another, as on a journey.
#[test]
fn a_page_keeps_the_zone_that_it_was_opened_in_until_it_is_opened_anew() -> Outcome {
    visit(Setup::running(Duration::from_secs(600 * 3600)), async |tab| {
        open(tab).await?;
        let shown = async || tab.texts(".rl-segments button, .rl-record-head time, .rl-details time").await;
        let before = shown().await?;
        assert!(before.iter().any(|text| text == "Asia/Shanghai +08:00"), "{before:?}");
        tab.is_in("America/New_York").await?;
        tab.click_word("button", "Pause").await?;
        tab.click(".rl-refresh").await?;
        tab.pass(Duration::from_secs(2)).await?;
        assert_eq!(shown().await?, before);
        tab.reads(RUNNING, &["4 min 9 sec …"]).await?;
        assert!(tab.asked("").iter().all(|seen| seen.header("x-bkrepo-time-zone") == Some("Asia/Shanghai")));
        tab.reload().await?;
        tab.is_quiet().await?;
        tab.tells("Time zone", "America/New_York").await?;
        let after = shown().await?;
        assert!(after.iter().any(|text| text.starts_with("America/New_York -0")) && after != before, "{after:?}");
        Ok(())
    })
}

#[test]
fn a_night_in_which_the_clocks_go_back_is_an_hour_longer() -> Outcome {
    // Twenty minutes to one in New York, twenty minutes before what comes twice.
    let mut setup = Setup { zone: "America/New_York".into(), ..Setup::running(Duration::from_secs(200 * 60)) };
    setup.options.now = "2026-11-01T04:40:00Z".parse().ok();
    visit(setup, async |tab| {
        open(tab).await?;
        tab.sees(".rl-segments button", "America/New_York -04:00").await?;
        tab.tells("Start time", "2026-11-01 00:35:52").await?;
        // A quarter past one, for the second time.
        tab.pass(Duration::from_secs(95 * 60)).await?;
        tab.reads(RUNNING, &["1 hr 39 min …"]).await?;
        tab.tells("Start time", "2026-11-01 00:35:52 1 hour ago").await?;
        tab.sees(".rl-segments button", "America/New_York -05:00").await?;
        // Its times are named by the offset that they have in common with its start.
        tab.tells("Time zone", "America/New_York -04:00").await?;
        // At three it has ended.
        tab.pass(Duration::from_secs(106 * 60)).await?;
        tab.reads(".rl-record-head .rl-title .rl-status", &["Success"]).await?;
        tab.tells("End time", "2026-11-01 03:00:00").await?;
        tab.tells("Duration", "3 hr 24 min").await?;
        Ok(())
    })
}
