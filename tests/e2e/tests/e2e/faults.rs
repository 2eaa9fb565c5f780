//! Error states: the message and the next step of every kind of failure, retries, recovery, stale data.

use crate::common::NAME_CELLS;
use replica_log_e2e::{
    AllowedErrors, Endpoint, Fault, FaultResponse, Key, Setup, Tab, TestResult, browser_test, examples,
};
use serde_json::{Value, json};
use std::time::Duration;

const DETAILS: &str = "section[aria-label=Details]";

fn odd_record() -> String {
    format!("records/{}", examples::ODD_RECORD)
}

/// Opens a record whose details request fails; expects the error notice of its kind while the rest of the page works,
/// and "Try again" to refetch the details.
async fn expect_failure(tab: &Tab, response: FaultResponse, kind: &str, message: &str, next_step: &str) -> TestResult {
    tab.demo().faults().clear();
    tab.fault(Endpoint::DetailPage, response);
    tab.open(&odd_record()).await?;
    let failure = format!("{DETAILS} .rl-failure[data-kind={kind}]");
    tab.wait_for_texts(&format!("{failure} .rl-notice-what"), &[&format!("Details: {message}")]).await?;
    tab.wait_for_text(&failure, next_step).await?;
    tab.wait_for_count(&format!("{failure} [role=alert]"), 1).await?;
    tab.wait_for_fact("Task key", examples::ODD_TASK).await?;
    tab.wait_for_count(".rl-overview .rl-count", 3).await?;
    tab.wait_for_none("table").await?;
    tab.wait_for_count(".rl-failure", 1).await?;
    // It can be retried without affecting the rest of the page.
    tab.demo().faults().clear();
    tab.click_text(&format!("{failure} button"), "Try again").await?;
    tab.wait_for_count(NAME_CELLS, 20).await?;
    tab.wait_for_none(".rl-failure").await?;
    Ok(())
}

#[test]
fn unauthenticated_request_offers_sign_in_with_return_url() -> TestResult {
    let sign_in = json!({ "signInUrl": "https://login.example.com/?c_url={url}" });
    browser_test(Setup { allowed_errors: AllowedErrors::Requests, ..Setup::with_config(sign_in) }, async |tab| {
        let what = "You are not signed in, or no longer";
        let response = FaultResponse::Gateway(401);
        expect_failure(tab, response.clone(), "SignIn", what, "Sign in to BK-Repo, then try again.").await?;
        tab.fault(Endpoint::DetailPage, response);
        tab.open(&format!("{}?version=0.9", odd_record())).await?;
        let link = tab.attribute(".rl-failure a.rl-button", "href").await?;
        let back = tab.url(&format!("{}?version=0.9", odd_record()));
        assert_eq!(link.split_once("c_url=").map(|(before, _)| before), Some("https://login.example.com/?"));
        let to =
            tab.evaluate("new URL(document.querySelector('.rl-failure a.rl-button').href).searchParams.get('c_url')");
        assert_eq!(to.await?, Value::from(back));
        // 401 is not retried.
        assert_eq!(tab.requests("detail/page/").iter().filter(|seen| seen.query.contains("version")).count(), 1);
        Ok(())
    })
}

#[test]
fn forbidden_and_blocked_requests_name_the_next_step() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let next = "Only administrators of replication may.";
        expect_failure(tab, FaultResponse::Status(403), "Forbidden", "You may not see replications", next).await?;
        let next = "Ask whoever runs BK-Repo to allow your address.";
        let what = "A network rule refused the access";
        expect_failure(tab, FaultResponse::Status(440), "Blocked", what, next).await?;
        // The message of the refusal.
        tab.fault(Endpoint::DetailPage, FaultResponse::Status(440));
        tab.open(&odd_record()).await?;
        tab.wait_for_text(".rl-failure .rl-error", "Access denied").await?;
        Ok(())
    })
}

#[test]
fn service_error_shows_code_message_and_trace_id() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let what = "The replication service reported an error";
        let next = "give the code and the trace ID to whoever runs BK-Repo";
        expect_failure(tab, FaultResponse::Status(500), "Service", what, next).await?;
        tab.fault(Endpoint::DetailPage, FaultResponse::Envelope { code: 250_199, message: "<i>磁盘</i>已满".into() });
        tab.open(&odd_record()).await?;
        tab.wait_for_fact_in(".rl-failure", "Code", "250199").await?;
        tab.wait_for_text(".rl-failure .rl-error", "<i>磁盘</i>已满").await?;
        let trace = "[...document.querySelectorAll('.rl-failure .rl-fact')] \
            .find(e => e.innerText.startsWith('Trace ID'))?.querySelector('code').textContent.length";
        tab.wait_for_value("a trace id of 32 characters", trace, 32).await?;
        tab.wait_for_count(".rl-failure .rl-copy[aria-label='Copy Trace ID']", 1).await?;
        Ok(())
    })
}

#[test]
fn unreadable_response_is_reported_as_such() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        for response in [FaultResponse::Html, FaultResponse::NotJson, FaultResponse::Truncated] {
            let what = "Something answered, but not as the replication service does";
            expect_failure(tab, response, "Unreadable", what, "See whether apiBase in this page's configuration")
                .await?;
        }
        Ok(())
    })
}

#[test]
fn bad_gateway_is_reported_as_such() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let what = "The replication service cannot be reached behind its gateway";
        expect_failure(tab, FaultResponse::Status(502), "Gateway", what, "It may be restarting.").await?;
        Ok(())
    })
}

#[test]
fn connection_failure_is_reported_as_such() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let what = "No connection to the replication service";
        expect_failure(tab, FaultResponse::Cut, "Offline", what, "See whether this device is online").await?;
        Ok(())
    })
}

#[test]
fn too_many_requests_shows_retry_after() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        expect_failure(
            tab,
            FaultResponse::Status(429),
            "TooMany",
            "Too many requests",
            "Wait a moment, then try again.",
        )
        .await?;
        tab.demo().clear_requests();
        tab.fault(Endpoint::DetailPage, FaultResponse::RetryAfter(3600));
        tab.open(&odd_record()).await?;
        tab.wait_for_text(".rl-failure[data-kind=TooMany]", "The service asks to wait 3,600 seconds.").await?;
        // No automatic retry within a `Retry-After` of an hour.
        assert_eq!(tab.requests("detail/page/").len(), 1);
        Ok(())
    })
}

#[test]
fn retried_transient_errors_are_never_shown() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let faults = tab.demo().faults();
        faults.add(Fault::new(Endpoint::DetailPage, FaultResponse::Status(502)).times(1));
        faults.add(Fault::new(Endpoint::DetailPage, FaultResponse::Cut).times(1));
        faults.add(Fault::new(Endpoint::Overview, FaultResponse::RetryAfter(1)).times(1));
        faults.add(Fault::new(Endpoint::Record, FaultResponse::Status(503)).times(2));
        // Counts every error notice that appears at any time.
        tab.open("").await?;
        tab.evaluate(
            "(window.failures = 0, new MutationObserver(() => { \
                window.failures += document.querySelectorAll('.rl-failure').length; \
            }).observe(document.body, { childList: true, subtree: true }))",
        )
        .await?;
        let click = "document.querySelector('input[name=id]').closest('main').insertAdjacentHTML('beforeend', \
            '<a id=there href=ADDRESS>there</a>')";
        tab.evaluate(&click.replace("ADDRESS", &odd_record())).await?;
        tab.click("#there").await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.wait_for_count(".rl-overview .rl-count", 3).await?;
        tab.wait_for_fact("Task key", examples::ODD_TASK).await?;
        assert_eq!(tab.evaluate("window.failures").await?, 0);
        assert_eq!(tab.requests("detail/page/").len(), 3);
        assert_eq!(tab.requests("/overview/").len(), 2);
        assert!(tab.demo().faults().list().is_empty());
        Ok(())
    })
}

#[test]
fn recovered_service_is_detected_automatically() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.fault("/replication/", FaultResponse::Status(502));
        tab.open(&odd_record()).await?;
        tab.wait_for_count(".rl-failure[data-kind=Gateway]", 3).await?;
        tab.demo().faults().clear();
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.wait_for_none(".rl-failure").await?;
        Ok(())
    })
}

#[test]
fn unknown_record_and_task_are_reported_as_not_found() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.open("records/0123456789abcdef01234567").await?;
        tab.wait_for_text(".rl-failure[data-kind=NotFound]", "The service does not know this task or execution")
            .await?;
        tab.wait_for_text(".rl-failure[data-kind=NotFound]", "See whether the ID is complete.").await?;
        tab.wait_for_text(".rl-failure .rl-error", "Task [0123456789abcdef01234567] not found").await?;
        tab.open("tasks/0123456789abcdef0123456789abcdef").await?;
        tab.wait_for_text(".rl-failure[data-kind=NotFound]", "The service does not know this task or execution")
            .await?;
        Ok(())
    })
}

#[test]
fn failed_overview_leaves_the_details_usable() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.fault(Endpoint::Overview, FaultResponse::Status(500));
        tab.open(&odd_record()).await?;
        tab.wait_for_text(".rl-overview .rl-failure[data-kind=Service]", "Overview: The replication service reported")
            .await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.fill(".rl-field[data-name=version] input", "0.9").await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_count(NAME_CELLS, 2).await?;
        tab.click(".rl-details tbody:nth-of-type(1) .rl-toggle button").await?;
        tab.wait_for_fact_in(".rl-whole-row", "Version", "0.9").await?;
        tab.demo().faults().clear();
        tab.click_text(".rl-overview button", "Try again").await?;
        tab.wait_for_count(".rl-overview .rl-count", 3).await?;
        tab.wait_for_count(".rl-whole-row", 1).await?;
        Ok(())
    })
}

#[test]
fn failed_execution_head_leaves_the_rest_usable() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.fault(Endpoint::Record, FaultResponse::Status(500));
        tab.open(&odd_record()).await?;
        tab.wait_for_text(".rl-failure[data-kind=Service]", "Execution: The replication service reported").await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.wait_for_count(".rl-overview .rl-count", 3).await?;
        tab.wait_for_count(".rl-failure", 1).await?;
        // A history without its strip of recent runs still has its rows.
        tab.demo().faults().clear();
        let strip = Fault::new(Endpoint::RecordPage, FaultResponse::Status(500)).when("pageSize=60");
        tab.demo().faults().add(strip);
        tab.open(&format!("tasks/{}", examples::NIGHTLY_TASK)).await?;
        tab.wait_for_count("table.rl-history tbody", 20).await?;
        tab.wait_for_text(".rl-runs .rl-strip-failed", "The replication service reported an error").await?;
        tab.demo().faults().clear();
        tab.click_text(".rl-runs button", "Try again").await?;
        tab.wait_for_count(".rl-strip li a", 60).await?;
        Ok(())
    })
}

#[test]
fn stale_data_stays_after_a_failed_refetch() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.open(&odd_record()).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.wait_for_text(".rl-age", "updated just now").await?;
        tab.fault(Endpoint::DetailPage, FaultResponse::Status(500));
        tab.click(".rl-refresh").await?;
        tab.wait_for_text(".rl-stale", "This could not be refreshed. What is shown was read").await?;
        tab.wait_for_text(".rl-stale .rl-failure[data-kind=Service]", "Details: The replication service reported")
            .await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.wait_for_text(".rl-total", "44 artifacts").await?;
        tab.demo().faults().clear();
        tab.click_text(".rl-stale button", "Try again").await?;
        tab.wait_for_none(".rl-stale").await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        // Transient errors are retried automatically.
        tab.fault(Endpoint::DetailPage, FaultResponse::Status(503));
        tab.click(".rl-refresh").await?;
        tab.wait_for_text(".rl-stale .rl-failure[data-kind=Gateway]", "cannot be reached behind its gateway").await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.demo().faults().clear();
        tab.wait_for_none(".rl-stale").await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        Ok(())
    })
}

#[test]
fn slow_response_of_an_earlier_query_is_discarded() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&odd_record()).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        let slow = |part: &str, seconds: f32| {
            let fault = Fault::new(Endpoint::DetailPage, FaultResponse::Genuine);
            tab.demo().faults().add(fault.when(part).delay(Duration::from_secs_f32(seconds)));
        };
        slow("version=2.0.0", 1.2);
        // Records every name that the table shows at any time.
        tab.evaluate(&format!(
            "(window.shown = new Set(), new MutationObserver(() => {{ \
                for (const e of document.querySelectorAll('{NAME_CELLS}')) window.shown.add(e.textContent); \
            }}).observe(document.body, {{ childList: true, subtree: true, characterData: true }}))"
        ))
        .await?;
        tab.fill(".rl-field[data-name=version] input", "2.0.0").await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_request("the slow request", "detail/page/", |seen| seen.query.contains("version=2.0.0")).await?;
        tab.fill(".rl-field[data-name=version] input", "0.9").await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_texts(NAME_CELLS, &["namee", "name{2}"]).await?;
        // A request whose response comes after the slow one: by then the stale rows would have been shown.
        slow("version=0.1.0-beta.1", 1.5);
        tab.fill(".rl-field[data-name=version] input", "0.1.0-beta.1").await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_texts(NAME_CELLS, &["$injector"]).await?;
        let shown = tab.evaluate("[...window.shown]").await?;
        let shown: Vec<_> = shown.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert!(shown.contains(&"namee"), "{shown:?}");
        assert!(!shown.contains(&"^caret"), "the response of an outdated query was shown: {shown:?}");
        Ok(())
    })
}
