//! Network failures at every endpoint: shown data stays, and the number of requests is bounded. The demo server counts
//! them.

pub mod pages;

use crate::common::NAME_CELLS;
use pages::pages;
use replica_log_e2e::{Endpoint, Fault, FaultResponse, Setup, Tab, TestResult, browser_test, examples};
use serde_json::{Value, json};
use std::time::Duration;

#[test]
fn transient_errors_are_retried_at_every_endpoint_and_never_shown() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        for page in pages() {
            page.open(tab).await?;
            // Counts every error notice that appears at any time.
            tab.evaluate(
                "(window.failures = 0, new MutationObserver(() => { \
                    window.failures += document.querySelectorAll('.rl-failure, .rl-strip-failed').length; \
                }).observe(document.body, { childList: true, subtree: true }))",
            )
            .await?;
            for answer in [
                FaultResponse::Status(502),
                FaultResponse::Status(503),
                FaultResponse::Status(504),
                FaultResponse::Status(429),
                FaultResponse::RetryAfter(1),
                FaultResponse::Drop,
                FaultResponse::Cut,
            ] {
                tab.demo().clear_requests();
                page.add_fault(tab, &answer, Some(2));
                page.refetch(tab).await?;
                page.wait_for_requests(tab, 3).await?;
                tab.wait_until_idle().await?;
                page.expect_loaded(tab).await?;
                assert!(tab.demo().faults().list().is_empty(), "{answer:?}");
                assert_eq!(tab.evaluate("window.failures").await?, 0, "{answer:?} at {}", page.path);
            }
        }
        Ok(())
    })
}

#[test]
fn permanent_errors_are_shown_at_every_endpoint_without_a_retry() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        for page in pages() {
            page.open(tab).await?;
            for answer in [
                FaultResponse::Gateway(401),
                FaultResponse::Status(403),
                FaultResponse::Status(440),
                FaultResponse::Status(400),
                FaultResponse::Status(404),
                FaultResponse::Status(405),
                FaultResponse::Status(500),
                FaultResponse::Html,
                FaultResponse::NotJson,
                FaultResponse::Truncated,
                FaultResponse::Body("{}".into()),
                FaultResponse::Envelope { code: 250_102, message: "忙".into() },
                FaultResponse::RetryAfter(3600),
            ] {
                tab.demo().clear_requests();
                page.add_fault(tab, &answer, None);
                page.refetch(tab).await?;
                for part in page.parts {
                    tab.wait_until(
                        &format!("the error of {answer:?} in {}", part.error),
                        &format!("document.querySelector({})", json!(part.error)),
                    )
                    .await?;
                }
                tab.wait_until_idle().await?;
                tab.wait_for_count(".rl-failure, .rl-strip-failed", 1).await?;
                assert_eq!(page.request_counts(tab), vec![1; page.parts.len()], "{answer:?} at {}", page.path);
                if page.is_raw() {
                    tab.wait_for_none(page.parts[0].loaded.0).await?;
                } else {
                    // Stale data stays.
                    for part in page.parts {
                        tab.wait_for_count(part.loaded.0, part.loaded.1).await?;
                    }
                }
                tab.demo().faults().clear();
                page.refetch(tab).await?;
                page.wait_for_requests(tab, 2).await?;
                page.expect_loaded(tab).await?;
            }
        }
        Ok(())
    })
}

/// The intended delays between polls.
async fn delays(tab: &Tab) -> TestResult<Vec<f64>> {
    let delays = tab.evaluate("window.delays.filter(delay => delay >= 3000)").await?;
    Ok(delays.as_array().unwrap().iter().filter_map(Value::as_f64).collect())
}

#[test]
fn unreachable_service_is_polled_with_back_off_until_it_recovers() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        for page in &pages()[..3] {
            page.open(tab).await?;
            tab.evaluate("(window.delays.length = 0)").await?;
            tab.demo().clear_requests();
            // Not `Drop`, because browsers retry a request whose connection closes before the first byte.
            page.add_fault(tab, &FaultResponse::Cut, None);
            page.refetch(tab).await?;
            // Three polls of three attempts each.
            tab.wait_for("nine requests", async || {
                let counts = page.request_counts(tab);
                Ok(if counts.iter().all(|counts| *counts >= 9) { Ok(()) } else { Err(format!("{counts:?}")) })
            })
            .await?;
            let counts = page.request_counts(tab);
            let delays = delays(tab).await?;
            assert!(delays.starts_with(&[4500.0, 6750.0]), "{delays:?} at {}", page.path);
            assert!(
                counts.iter().all(|counts| *counts <= 3 * (delays.len() + 1)),
                "{counts:?} with delays of {delays:?}"
            );
            tab.demo().faults().clear();
            page.expect_loaded(tab).await?;
        }
        Ok(())
    })
}

#[test]
fn retry_after_is_honoured_while_polling() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        for page in &pages()[..3] {
            page.open(tab).await?;
            tab.evaluate("(window.delays.length = 0)").await?;
            tab.demo().clear_requests();
            page.add_fault(tab, &FaultResponse::RetryAfter(40), Some(1));
            page.refetch(tab).await?;
            // One request, the delay of `Retry-After`, and one more.
            tab.wait_for_value("the delay", "window.delays.filter(delay => delay >= 3000)", json!([40_000])).await?;
            page.wait_for_requests(tab, 2).await?;
            page.expect_loaded(tab).await?;
            assert_eq!(delays(tab).await?, [40_000.0], "{}", page.path);
        }
        Ok(())
    })
}

#[test]
fn export_resumes_after_session_expiry() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let record = examples::nightly_failed();
        let page = |number: u32| format!("pageNumber={number}&pageSize=500");
        let page_requests =
            |number: u32| tab.requests("detail/page/").iter().filter(|seen| seen.query.contains(&page(number))).count();
        tab.demo().faults().add(Fault::new(Endpoint::DetailPage, FaultResponse::Gateway(401)).when(&page(3)));
        tab.open(&format!("records/{record}")).await?;
        tab.evaluate("(window.showSaveFilePicker = undefined, null)").await?;
        tab.click("button[data-name=export]").await?;
        tab.click("dialog[data-name=export] [data-format=ndjson]").await?;
        tab.wait_for_text(
            "dialog[data-name=export] .rl-failure[data-kind=SignIn]",
            "Reading interrupted after 1,000 of 12,345",
        )
        .await?;
        assert_eq!([page_requests(1), page_requests(2), page_requests(3), page_requests(4)], [1, 1, 1, 0]);
        tab.demo().faults().clear();
        tab.click_text("dialog[data-name=export] .rl-failure button", "Continue reading").await?;
        tab.wait_for_text("dialog[data-name=export] .rl-notice", "12,345 rows written; complete.").await?;
        assert_eq!([page_requests(1), page_requests(2), page_requests(3), page_requests(4)], [1, 1, 2, 1]);
        Ok(())
    })
}

#[test]
fn offline_is_shown_and_queries_are_refetched_on_reconnect() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let [page, ..] = pages();
        page.open(tab).await?;
        tab.demo().clear_requests();
        tab.set_offline(true).await?;
        page.refetch(tab).await?;
        tab.wait_for_count(".rl-failure[data-kind=Offline]", 1).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        assert_eq!(page.request_counts(tab), [0; 3]);
        // Disables timers: the refetch must come from the `online` event.
        tab.evaluate("(window.setTimeout = () => 0)").await?;
        tab.set_offline(false).await?;
        page.expect_loaded(tab).await?;
        Ok(())
    })
}

#[test]
fn out_of_order_responses_do_not_replace_the_latest_query() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let task = examples::NIGHTLY_TASK;
        tab.open(&format!("tasks/{task}")).await?;
        tab.wait_for_count("table.rl-history tbody", 20).await?;
        for (status, late) in [("FAILED", 6_000), ("RUNNING", 5_000), ("SUCCESS", 8_000)] {
            let slow = Fault::new(Endpoint::RecordPage, FaultResponse::Genuine).when(&format!("status={status}"));
            tab.demo().faults().add(slow.delay(Duration::from_millis(late)));
        }
        tab.evaluate(
            "(window.shown = new Set(), new MutationObserver(() => { \
                if (document.querySelectorAll('table.rl-history tbody').length < 20) window.shown.add('few'); \
            }).observe(document.body, { childList: true, subtree: true }))",
        )
        .await?;
        // All three requests are pending at the same time.
        for status in ["FAILED", "RUNNING", "SUCCESS"] {
            tab.evaluate(&format!(
                "(history.pushState(null, '', location.pathname + '?status={status}'), \
                    dispatchEvent(new PopStateEvent('popstate')))"
            ))
            .await?;
            let query = format!("status={status}");
            tab.wait_for_request("the request with this status", "record/page/", |seen| seen.query.contains(&query))
                .await?;
        }
        tab.wait_for_url(&format!("tasks/{task}?status=SUCCESS")).await?;
        let only = "[...new Set([...document.querySelectorAll('table.rl-history tbody .rl-status')].map(e => e.innerText.trim()))].join()";
        tab.wait_for_value("only the rows of the latest query", only, "Success").await?;
        // The outdated queries have less than a page of rows.
        assert_eq!(tab.evaluate("window.shown.size").await?, 0);
        assert_eq!(tab.requests("record/page/").iter().filter(|seen| seen.query.contains("status=")).count(), 3);
        Ok(())
    })
}
