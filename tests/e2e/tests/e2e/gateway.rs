//! The console's gateway in front of the service: sign-in by cookie.

use crate::common::NAME_CELLS;
use replica_log_e2e::{Setup, TestResult, browser_test, examples};

#[test]
fn signing_in_at_the_console_returns_to_the_page() -> TestResult {
    let mut setup = Setup::with_request_errors();
    setup.options.gateway = true;
    browser_test(setup, async |tab| {
        let record = format!("records/{}?version=0.9", examples::ODD_RECORD);
        tab.open(&record).await?;
        tab.wait_for_text("main > .rl-failure[data-kind=SignIn]", "Sign in to BK-Repo").await?;
        assert!(tab.requests("").iter().all(|request| request.path.starts_with("/web/replication/")));
        tab.click(".rl-failure a.rl-button").await?;
        tab.wait_for_texts("h1", &["Sign in"]).await?;
        tab.click("button").await?;
        tab.wait_for_url(&record).await?;
        tab.wait_for_count(NAME_CELLS, 2).await?;
        tab.wait_for_none(".rl-failure").await?;
        let requests = tab.requests("detail/page/");
        let cookie = requests.last().and_then(|request| request.header("cookie"));
        assert_eq!(cookie, Some("bkrepo_ticket=demo-61646d696e"));
        Ok(())
    })
}
