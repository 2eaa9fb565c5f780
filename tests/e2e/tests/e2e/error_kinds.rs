//! The words and the next step of each kind of failure, and what is shown with it: the service's message, its code, the
//! HTTP status and the trace id.

use crate::common::NAME_CELLS;
use replica_log_e2e::{AllowedErrors, Endpoint, FaultResponse, Setup, Tab, TestResult, browser_test, examples};
use serde_json::{Value, json};

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
    tab.wait_for_fact("Plan key", examples::ODD_TASK).await?;
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

/// Waits for a trace id in the error notice.
async fn expect_trace_id(tab: &Tab) -> TestResult {
    let trace = "[...document.querySelectorAll('.rl-failure .rl-fact')] \
        .find(e => e.innerText.startsWith('Trace ID'))?.querySelector('code').textContent.length";
    Ok(tab.wait_for_value("a trace id of 32 characters", trace, 32).await?)
}

/// Expects the notices of several responses, as [`expect_failure`] does.
fn expect_failures(rows: &[(FaultResponse, &str, &str, &str)]) -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        for (answer, kind, message, next_step) in rows {
            expect_failure(tab, answer.clone(), kind, message, next_step).await?;
        }
        Ok(())
    })
}

#[test]
fn unauthenticated_request_offers_sign_in_with_return_url() -> TestResult {
    let sign_in = json!({ "signInUrl": "https://login.example.com/?c_url={url}" });
    browser_test(Setup { allowed_errors: AllowedErrors::Requests, ..Setup::with_config(sign_in) }, async |tab| {
        let (what, next) =
            ("You are not signed in, or your session has expired", "Sign in to BK-Repo, then try again.");
        // The service, and the console's gateway, each with its own code.
        for code in [250_114, 401] {
            let answer = FaultResponse::Envelope { code, message: "用户权限验证失败。".into() };
            expect_failure(tab, answer, "SignIn", what, next).await?;
        }
        expect_failure(tab, FaultResponse::Gateway(401), "SignIn", what, next).await?;
        tab.fault(Endpoint::DetailPage, FaultResponse::Gateway(401));
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
fn refused_requests_name_the_administrator_to_ask() -> TestResult {
    let forbidden = "You do not have permission to view replication logs";
    let administrators = "Only BK-Repo system administrators can view them. Ask one for access.";
    let refused = "You do not have access to this app";
    let blueking = "Ask your BlueKing administrator for access to BK-Repo.";
    let code = |code| FaultResponse::Envelope { code, message: "Access denied".into() };
    expect_failures(&[
        (FaultResponse::Status(403), "Forbidden", forbidden, administrators),
        (code(250_113), "Forbidden", forbidden, administrators),
        (FaultResponse::Status(440), "AppRefused", refused, blueking),
        (code(440), "AppRefused", refused, blueking),
        // The gateway's body has a number in place of data.
        (
            FaultResponse::Body(include_str!("../../../fixtures/gateway-440.json").into()),
            "AppRefused",
            refused,
            blueking,
        ),
    ])
}

#[test]
fn wrong_api_base_is_named_with_its_value() -> TestResult {
    let mut setup = Setup::with_request_errors();
    setup.options.api_base = "/web".into();
    browser_test(setup, async |tab| {
        let next = "Check this page's configuration: apiBase is “/web”.";
        let nothing = "No replication service at this address";
        let method = "The server does not allow GET at this address";
        let wrong_path = include_str!("../../../fixtures/server-error-wrong-path.json");
        for (answer, kind, what) in [
            (FaultResponse::Status(404), "WrongPath", nothing),
            (FaultResponse::Gateway(404), "WrongPath", nothing),
            (FaultResponse::Body(wrong_path.into()), "WrongPath", nothing),
            (FaultResponse::Status(405), "WrongMethod", method),
            // A server that sends the page of this app for every path.
            (FaultResponse::Body(include_str!("../../../../index.html").into()), "WrongPath", nothing),
            (FaultResponse::NotJson, "Unreadable", "Unexpected response: not from the replication service"),
        ] {
            expect_failure(tab, answer, kind, what, next).await?;
        }
        Ok(())
    })
}

#[test]
fn invalid_parameter_asks_for_another_filter_or_page() -> TestResult {
    let what = "The service rejected a parameter of this request";
    let next = "Clear the filters and go to the first page, then try again.";
    let answer = FaultResponse::Envelope { code: 250_131, message: "Parameter [status] is invalid".into() };
    expect_failures(&[(FaultResponse::Status(400), "BadParameter", what, next), (answer, "BadParameter", what, next)])
}

#[test]
fn service_error_shows_code_message_and_trace_id() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let what = "The replication service returned an error";
        let next = "send the error code and trace ID to your BK-Repo operator";
        expect_failure(tab, FaultResponse::Status(500), "Service", what, next).await?;
        // A body without a trace id: that of the header.
        for answer in [
            FaultResponse::Body(r#"{"code":250199,"message":"x","data":null,"traceId":null}"#.into()),
            FaultResponse::Envelope { code: 250_199, message: "<i>磁盘</i>已满".into() },
        ] {
            tab.demo().faults().clear();
            tab.fault(Endpoint::DetailPage, answer);
            tab.open(&odd_record()).await?;
            expect_trace_id(tab).await?;
        }
        tab.wait_for_fact_in(".rl-failure", "Error code", "250199").await?;
        tab.wait_for_text(".rl-failure .rl-error", "<i>磁盘</i>已满").await?;
        tab.wait_for_count(".rl-failure .rl-copy[aria-label='Copy Trace ID']", 1).await?;
        Ok(())
    })
}

#[test]
fn web_page_in_place_of_data_means_not_signed_in_and_names_the_configuration_as_well() -> TestResult {
    let what = "You are not signed in, or your session has expired";
    let next = "The response was a web page. If you are signed in, check this page's configuration: apiBase is “”.";
    expect_failures(&[(FaultResponse::Html, "SignIn", what, next)])
}

#[test]
fn response_without_content_is_reported_as_such() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        for status in [200, 204, 205, 304] {
            let next = "A proxy may have dropped the content.";
            expect_failure(tab, FaultResponse::Empty(status), "Empty", "The service returned an empty response", next)
                .await?;
        }
        tab.fault(Endpoint::DetailPage, FaultResponse::Empty(204));
        tab.open(&odd_record()).await?;
        tab.wait_for_fact_in(".rl-failure", "HTTP status", "204").await?;
        Ok(())
    })
}

#[test]
fn unreadable_response_names_the_configuration() -> TestResult {
    let what = "Unexpected response: not from the replication service";
    let next = "Check this page's configuration: apiBase is “”.";
    let rows = [FaultResponse::NotJson, FaultResponse::Truncated];
    expect_failures(&rows.map(|answer| (answer, "Unreadable", what, next)))
}

#[test]
fn bad_gateway_is_reported_as_such() -> TestResult {
    let what = "The gateway could not reach the replication service";
    let in_json = FaultResponse::Envelope { code: 503, message: "后台正在部署中，请稍后。".into() };
    let rows = [FaultResponse::Gateway(502), FaultResponse::Gateway(503), FaultResponse::Gateway(504), in_json];
    expect_failures(&rows.map(|answer| (answer, "Gateway", what, "It may be restarting.")))
}

#[test]
fn connection_failure_is_reported_as_such() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let what = "Cannot connect to the replication service";
        expect_failure(tab, FaultResponse::Cut, "Offline", what, "Check your connection").await?;
        // The service is on the page's own origin, so CORS is not the reason.
        tab.fault(Endpoint::DetailPage, FaultResponse::Cut);
        tab.open(&odd_record()).await?;
        tab.wait_for_count(".rl-failure[data-kind=Offline]", 1).await?;
        assert!(!tab.texts(".rl-failure").await?.concat().contains("CORS"));
        Ok(())
    })
}

#[test]
fn too_many_requests_shows_retry_after() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let (what, next) = ("Too many requests", "Wait a moment, then try again.");
        expect_failure(tab, FaultResponse::Status(429), "TooMany", what, next).await?;
        for code in [250_124, 250_129] {
            let answer = FaultResponse::Envelope { code, message: "Too many".into() };
            expect_failure(tab, answer, "TooMany", what, next).await?;
        }
        tab.wait_until_idle().await?;
        tab.demo().clear_requests();
        tab.fault(Endpoint::DetailPage, FaultResponse::RetryAfter(3600));
        tab.open(&odd_record()).await?;
        tab.wait_for_text(".rl-failure[data-kind=TooMany]", "The service asks you to wait 1 hr 0 min.").await?;
        // No automatic retry within a `Retry-After` of an hour.
        assert_eq!(tab.requests("detail/page/").len(), 1);
        Ok(())
    })
}

#[test]
fn messages_of_the_service_are_in_the_language_of_the_page() -> TestResult {
    for locale in ["zh-CN", "en-US", "ja"] {
        let setup = Setup::with_config(json!({ "locale": locale }));
        browser_test(Setup { allowed_errors: AllowedErrors::Requests, ..setup }, async |tab| {
            tab.fault(Endpoint::DetailPage, FaultResponse::Status(500));
            tab.open(&odd_record()).await?;
            let message = tab.wait_until("a message", "document.querySelector('.rl-failure .rl-error')?.innerText");
            let message = message.await?.as_str().unwrap_or_default().to_owned();
            let has_kana = message.chars().any(|character| ('ぁ'..='ー').contains(&character));
            let language = if message.is_ascii() {
                "en-US"
            } else if has_kana {
                "ja"
            } else {
                "zh-CN"
            };
            assert_eq!(language, locale, "{message}");
            assert_eq!(tab.requests("detail/page/")[0].header("accept-language"), Some(locale));
            Ok(())
        })?;
    }
    Ok(())
}
