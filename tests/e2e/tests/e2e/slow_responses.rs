//! Slow responses: the time limit is on silence, not on the whole.

use crate::common::NAME_CELLS;
use replica_log_e2e::{Endpoint, FaultResponse, Setup, Tab, TestResult, browser_test, examples};
use std::time::Duration;

/// Shortens the longest silence of a response from 75 seconds to four.
const SHORT_SILENCE: &str = "(set => { \
    window.setTimeout = (call, delay, ...more) => set(call, delay === 75000 ? 4000 : delay, ...more); \
})(window.setTimeout);";

#[test]
fn response_whose_bytes_keep_coming_is_shown_however_long_it_takes() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.interceptor().inject_script(SHORT_SILENCE);
        let record = format!("records/{}", examples::ODD_RECORD);
        tab.demo().faults().add(Tab::fault_of_rows(FaultResponse::Trickle(Duration::from_millis(750))));
        tab.open(&record).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.wait_for_none(".rl-failure").await?;
        // The whole list as well.
        tab.fault(Endpoint::DetailList, FaultResponse::Trickle(Duration::from_millis(750)));
        tab.click("button[data-name=raw]").await?;
        tab.click("dialog[data-name=raw] [data-main]").await?;
        tab.wait_for_count("dialog[data-name=raw] pre", 1).await?;
        Ok(())
    })
}

#[test]
fn response_that_falls_silent_has_timed_out_and_the_advice_fits_every_place() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.interceptor().inject_script(SHORT_SILENCE);
        let record = format!("records/{}", examples::ODD_RECORD);
        for response in [FaultResponse::Stall, FaultResponse::Hang] {
            tab.demo().faults().clear();
            tab.fault(Endpoint::Overview, response);
            tab.open(&record).await?;
            let failure = ".rl-overview .rl-failure[data-kind=TimedOut]";
            tab.wait_for_text(failure, "Overview: The replication service did not respond in time").await?;
            tab.wait_for_text(failure, "It may be busy. Wait a moment, then try again.").await?;
            assert!(!tab.texts(failure).await?.concat().contains("rows"));
            tab.wait_for_count(NAME_CELLS, 20).await?;
            tab.demo().faults().clear();
            tab.click_text(&format!("{failure} button"), "Try again").await?;
            tab.wait_for_count(".rl-overview .rl-count", 3).await?;
        }
        Ok(())
    })
}
