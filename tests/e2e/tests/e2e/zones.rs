//! Time zones: the one that the user chose, that of a gateway, and an unknown one.

use crate::common::{SHANGHAI_GATEWAY, format_time, records, text};
use replica_log_e2e::{Setup, Tab, TestResult, browser_test, examples};
use serde_json::json;
use std::time::Duration;

/// The default, with a browser in Berlin.
fn in_berlin() -> Setup {
    Setup { zone: "Europe/Berlin".into(), ..Setup::default() }
}

/// The starts of the rows of a page as the service returns them in a zone, as the page shows them.
async fn starts(tab: &Tab, zone: &str, below: &str) -> TestResult<Vec<String>> {
    let page = tab.service_data_in(zone, below).await?;
    Ok(records(&page).iter().map(|row| format_time(text(row, "startTime"))).collect())
}

async fn shows(tab: &Tab, selector: &str, times: &[String]) -> TestResult {
    let times: Vec<_> = times.iter().map(String::as_str).collect();
    tab.wait_for_texts(selector, &times).await?;
    Ok(())
}

#[test]
fn details_behind_a_gateway_are_shown_in_the_chosen_zone() -> TestResult {
    const STARTS: &str = "table.rl-details td.rl-when";
    browser_test(in_berlin(), async |tab| {
        let record = examples::nightly_failed();
        let below = format!("detail/page/{record}");
        let (own, utc) = (starts(tab, "Europe/Berlin", &below).await?, starts(tab, "UTC", &below).await?);
        tab.interceptor().inject_script(SHANGHAI_GATEWAY);
        tab.open(&format!("records/{record}")).await?;
        shows(tab, STARTS, &own).await?;
        tab.wait_for_fact("Time zone", "Europe/Berlin +0").await?;
        let requests = tab.requests("/replication/");
        assert!(requests.iter().all(|seen| seen.header("x-bkrepo-time-zone") == Some("Asia/Shanghai")));
        let hint = tab.attribute(".rl-record-head dd > span[title*=UTC]", "title").await?;
        assert_eq!(hint, "Converted from UTC+08:00, the service's current offset, for all dates.");
        let title = tab.attribute(".rl-record-head time", "title").await?;
        assert!(title.contains(" Europe/Berlin +0"), "{title}");
        // Relative times and durations are the same in every zone.
        let ago = tab.texts(".rl-record-head .rl-ago, .rl-details .rl-number").await?;
        tab.click_text(".rl-segments button", "UTC").await?;
        shows(tab, STARTS, &utc).await?;
        tab.wait_for_fact("Time zone", "UTC").await?;
        assert_eq!(tab.texts(".rl-record-head .rl-ago, .rl-details .rl-number").await?, ago);
        tab.reload().await?;
        shows(tab, STARTS, &utc).await?;
        tab.click(".rl-segments button:first-child").await?;
        shows(tab, STARTS, &own).await?;
        Ok(())
    })
}

#[test]
fn history_and_trend_behind_a_gateway_are_shown_in_the_chosen_zone() -> TestResult {
    const STARTS: &str = "table.rl-history .rl-row-link";
    browser_test(in_berlin(), async |tab| {
        let task = examples::NIGHTLY_TASK;
        let below = format!("page/{task}");
        tab.interceptor().inject_script(SHANGHAI_GATEWAY);
        tab.open(&format!("tasks/{task}")).await?;
        shows(tab, STARTS, &starts(tab, "Europe/Berlin", &below).await?).await?;
        tab.wait_for_text(".rl-zone", "Europe/Berlin +0").await?;
        tab.click_text(".rl-segments button", "UTC").await?;
        shows(tab, STARTS, &starts(tab, "UTC", &below).await?).await?;
        tab.wait_for_texts(".rl-zone", &["UTC"]).await?;
        // The range of the trend begins with the first run.
        for (zone, button) in [("UTC", "last"), ("Europe/Berlin", "first")] {
            tab.click(&format!(".rl-segments button:{button}-child")).await?;
            tab.open(&format!("tasks/{task}?history=all")).await?;
            let all = tab.service_data_in(zone, &format!("list/{task}")).await?;
            let first = all.as_array().unwrap().iter().map(|run| text(run, "startTime")).min().unwrap();
            let from = "document.querySelector('.rl-range [data-name=from]')?.value";
            tab.wait_for_value("the start of the range", from, &first[..16]).await?;
        }
        Ok(())
    })
}

#[test]
fn a_link_to_a_range_shows_the_same_runs_in_every_zone() -> TestResult {
    browser_test(in_berlin(), async |tab| {
        let task = examples::NIGHTLY_TASK;
        tab.open(&format!("tasks/{task}?history=all")).await?;
        let from = "document.querySelector('.rl-range [data-name=from]')?.value";
        let first = tab.wait_until("the start of the range", from).await?;
        // The first days of the history, as a reader in Berlin chooses them.
        let first = first.as_str().unwrap_or_default();
        let choose = format!(
            "(() => {{ const field = document.querySelector('.rl-range [data-name=to]'); \
             field.value = new Date(new Date('{first}Z').getTime() + 19 * 864e5).toISOString().slice(0, 16); \
             field.dispatchEvent(new Event('change', {{ bubbles: true }})); return true; }})()"
        );
        tab.evaluate(&choose).await?;
        tab.wait_until("the offset in the address", "/to=[^&]*%2B0[12]%3A00/.test(location.search)").await?;
        tab.wait_for_text(".rl-range a", "Full range").await?;
        let figures = tab.texts(".rl-figures span").await?;
        let address = tab.evaluate("location.search").await?;
        // Another reader, in another zone.
        tab.click_text(".rl-segments button", "UTC").await?;
        tab.open(&format!("tasks/{task}{}", address.as_str().unwrap_or_default())).await?;
        tab.wait_for_text(".rl-range a", "Full range").await?;
        tab.wait_until("the other zone", &format!("{from} && {from} !== '{first}'")).await?;
        assert_eq!(tab.texts(".rl-figures span").await?, figures);
        Ok(())
    })
}

#[test]
fn a_range_without_offsets_is_read_in_the_shown_zone_and_its_address_is_completed() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let range = "from=2001-01-01T00:00&to=2101-01-01T00:00";
        tab.open(&format!("tasks/{}?history=all&{range}", examples::NIGHTLY_TASK)).await?;
        tab.wait_for_text(".rl-figures span", "60 executions").await?;
        let complete =
            r"/from=2001-01-01T00:00\+08:00&to=2101-01-01T00:00\+08:00/.test(decodeURIComponent(location.search))";
        tab.wait_until("the offsets in the address", complete).await?;
        tab.wait_for_text(".rl-figures span", "60 executions").await?;
        Ok(())
    })
}

#[test]
fn a_reversed_range_in_an_address_is_reported() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let range = "from=2026-11-02T00:00Z&to=2026-11-01T00:00Z";
        tab.open(&format!("tasks/{}?history=all&{range}", examples::NIGHTLY_TASK)).await?;
        tab.wait_for_text(".rl-runs .rl-hint", "The range in this address is invalid").await?;
        tab.wait_for_text(".rl-figures span", "60 executions").await?;
        Ok(())
    })
}

/// The page behind the console's gateway: the service uses the zone of the user's profile, or its own.
#[test]
fn console_gateway_replaces_the_zone_and_the_page_converts() -> TestResult {
    for (profile, sent) in [(Some("America/New_York"), "UTC-0"), (None, "UTC+08:00")] {
        let mut setup = in_berlin();
        setup.options.gateway = true;
        setup.options.gateway_zone = profile.map(str::to_owned);
        browser_test(setup, async |tab| {
            tab.interceptor().inject_script("document.cookie = 'bkrepo_ticket=test; path=/';");
            let record = examples::nightly_failed();
            tab.open(&format!("records/{record}")).await?;
            tab.wait_for_fact("Time zone", "Europe/Berlin +0").await?;
            let hint = tab.attribute(".rl-record-head dd > span[title*=UTC]", "title").await?;
            assert!(hint.starts_with(&format!("Converted from {sent}")), "{hint}");
            let ago = tab.texts(".rl-record-head .rl-ago").await?;
            tab.click_text(".rl-segments button", "UTC").await?;
            tab.wait_for_fact("Time zone", "UTC").await?;
            assert_eq!(tab.texts(".rl-record-head .rl-ago").await?, ago);
            // The gateway replaces the zone of this request too.
            let received = tab.service_data_in("UTC", &record).await?;
            let received = format_time(text(&received["record"], "startTime"));
            let shown = tab.texts(".rl-record-head time").await?;
            assert_ne!(shown[0], received);
            assert_eq!(shown[0][14..], received[14..], "the minutes and seconds of {received}");
            if profile.is_none() {
                let hour = |time: &str| time[11..13].parse::<u32>().unwrap();
                assert_eq!((hour(&shown[0]) + 8) % 24, hour(&received));
            }
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn service_that_was_not_asked_for_a_zone_uses_its_own() -> TestResult {
    let setup = Setup::with_config(json!({ "sendTimeZone": false, "timeZone": "Europe/Berlin" }));
    browser_test(setup, async |tab| {
        let record = examples::nightly_failed();
        let own = starts(tab, "Europe/Berlin", &format!("detail/page/{record}")).await?;
        tab.open(&format!("records/{record}")).await?;
        shows(tab, "table.rl-details td.rl-when", &own).await?;
        assert!(tab.requests("/replication/").iter().all(|seen| seen.header("x-bkrepo-time-zone").is_none()));
        tab.wait_for_fact("Time zone", "Europe/Berlin +0").await?;
        Ok(())
    })
}

#[test]
fn running_execution_behind_a_gateway_has_the_right_age() -> TestResult {
    let setup = Setup { zone: "America/New_York".into(), ..Setup::running(Duration::from_secs(3600)) };
    browser_test(setup, async |tab| {
        tab.interceptor().inject_script(SHANGHAI_GATEWAY);
        tab.open(&format!("records/{}", examples::RUNNING_RECORD)).await?;
        tab.wait_for_fact("Time zone", "America/New_York -0").await?;
        tab.wait_for_text(".rl-record-head .rl-live", "4 min ").await?;
        tab.wait_for_text(".rl-record-head .rl-ago", "4 minutes ago").await?;
        Ok(())
    })
}
