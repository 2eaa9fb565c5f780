//! Malformed and malicious responses in a browser: none may stop the page, run as a script, become markup, or leave the
//! page blank. The mutated responses are those of the native tests in `tests/hostile`, a few hundred of them.

#[path = "../../../hostile/mutate.rs"]
mod mutate;

use mutate::{MutationLimits, Rng, mutated};
use replica_log_e2e::{Endpoint, Error, FaultResponse, Setup, Tab, TestResult, browser_test, examples};
use serde_json::{Value, json};

const LIMITS: MutationLimits = MutationLimits { longest: 300_000, deepest: 20_000, long_once_in: 20 };

/// Counts the requests whose responses are not fully read.
const COUNT_PENDING: &str = "(window.pending = 0, window.scripts = document.scripts.length, (fetch => { \
    window.fetch = (...request) => { \
        window.pending++; \
        const answer = fetch(...request); \
        answer.then(answer => answer.clone().text()).catch(() => null).finally(() => setTimeout(() => window.pending--)); \
        return answer; \
    }; \
})(window.fetch), null)";

/// Clicks elements, waits until no request is pending, and returns what is wrong with the page, or null.
const ACT_AND_CHECK: &str = "const [act, done] = arguments; \
    const turn = () => new Promise(next => setTimeout(next, 3)); \
    (async () => { \
        for (const element of document.querySelectorAll(act)) element.click(); \
        await turn(); \
        for (let end = performance.now() + 60000; window.pending > 0 || document.querySelector('[data-busy=true]');) { \
            if (performance.now() > end) return 'it never became idle'; \
            await turn(); \
        } \
        await turn(); \
        const main = document.querySelector('.rl-main'); \
        const odd = document.querySelector('.pwned, .rl img, .rl script, .rl iframe, .rl style, .rl [onload], \
            .rl [onerror], .rl [srcdoc], .rl object, .rl embed, .rl title'); \
        const links = [...document.querySelectorAll('.rl [href], .rl [src], .rl [action]')] \
            .map(e => e.href?.baseVal ?? e.href ?? e.src ?? e.action) \
            /* Invalid or overlong URLs are not navigable. */ \
            .filter(to => URL.canParse(to, document.baseURI) \
                && !['http:', 'https:', 'blob:'].includes(new URL(to, document.baseURI).protocol)); \
        return document.querySelector('.rl-broken') ? 'the error page is shown' : window.pwned ? 'a script ran' \
            : odd ? 'HTML of the service was rendered: ' + odd.outerHTML.slice(0, 200) \
            : links.length ? 'an executable link: ' + links[0].slice(0, 200) \
            : document.scripts.length != window.scripts ? 'a script was added' \
            : !main || main.innerText.trim().length < 20 ? 'the page is blank' : null; \
    })().then(done, reason => done('the check failed: ' + reason));";

async fn expect_intact_page(tab: &Tab, act: &str) -> Result<(), Error> {
    let problem = tab.driver().execute_async(ACT_AND_CHECK, vec![json!(act)]).await?.json().clone();
    match problem.as_str() {
        None => Ok(()),
        Some(problem) => Err(Error::new(problem)),
    }
}

/// The unchanged response of the service.
async fn unmodified_response(tab: &Tab, below: &str) -> TestResult<String> {
    let data = tab.service_data(below).await?;
    Ok(json!({ "code": 0, "message": null, "data": data, "traceId": "0af7651916cd43dd8448eb211c80319c" }).to_string())
}

/// Opens a page, then serves a series of mutated responses from their endpoints and checks the page after each.
async fn expect_robust(
    tab: &Tab,
    path: &str,
    answers: &[(Endpoint, String)],
    cases: std::ops::Range<u64>,
) -> TestResult {
    tab.demo().faults().clear();
    tab.open(path).await?;
    tab.evaluate(COUNT_PENDING).await?;
    for seed in cases {
        let mut rng = Rng::new(seed);
        tab.demo().faults().clear();
        for (endpoint, answer) in answers {
            // Usually several responses are mutated; sometimes one is intact.
            if !rng.once_in(4) {
                let answer = mutated(answer, &mut rng, LIMITS);
                tab.fault(*endpoint, FaultResponse::Body(answer));
            }
        }
        // Sometimes rows are expanded and new rows are revealed as well.
        let expand = if rng.once_in(3) { ", .rl-toggle button, .rl-news button" } else { "" };
        let act = format!(".rl-refresh, .rl-again{expand}");
        expect_intact_page(tab, &act).await.map_err(|fail| Error::new(format!("case {seed} at {path}: {fail}")))?;
    }
    Ok(())
}

#[test]
fn no_malformed_response_breaks_the_execution_page() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let record = examples::ODD_RECORD;
        let answers = [
            (Endpoint::Record, unmodified_response(tab, record).await?),
            (Endpoint::Overview, unmodified_response(tab, &format!("overview/{record}")).await?),
            (Endpoint::DetailPage, unmodified_response(tab, &format!("detail/page/{record}?pageSize=10")).await?),
        ];
        let newer = include_str!("../../../fixtures/server-2026-detail-page.json").to_owned();
        let historical = include_str!("../../../fixtures/server-2026-record.json").to_owned();
        let others = [(Endpoint::Record, historical), (Endpoint::DetailPage, newer)];
        expect_robust(tab, &format!("records/{record}"), &answers, 0..80).await?;
        expect_robust(tab, &format!("records/{record}"), &others, 0..25).await?;
        expect_robust(tab, &format!("records/{record}?triage=error"), &answers[2..], 0..25).await?;
        expect_robust(tab, &format!("records/{record}?triage=before"), &answers, 0..25).await?;
        Ok(())
    })
}

#[test]
fn no_malformed_response_breaks_the_task_page() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let key = examples::ODD_TASK;
        let answers = [
            (Endpoint::RecordPage, unmodified_response(tab, &format!("page/{key}?pageSize=20")).await?),
            (Endpoint::RecordList, unmodified_response(tab, &format!("list/{key}")).await?),
        ];
        expect_robust(tab, &format!("tasks/{key}"), &answers[..1], 0..60).await?;
        expect_robust(tab, &format!("tasks/{key}?history=all"), &answers, 0..40).await?;
        Ok(())
    })
}

#[test]
fn no_malformed_first_response_breaks_the_page() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let record = examples::ODD_RECORD;
        let answer = unmodified_response(tab, &format!("detail/page/{record}?pageSize=10")).await?;
        let head = unmodified_response(tab, record).await?;
        for seed in 1000..1015 {
            let mut rng = Rng::new(seed);
            tab.demo().faults().clear();
            tab.fault(Endpoint::DetailPage, FaultResponse::Body(mutated(&answer, &mut rng, LIMITS)));
            tab.fault(Endpoint::Record, FaultResponse::Body(mutated(&head, &mut rng, LIMITS)));
            tab.open(&format!("records/{record}")).await?;
            tab.evaluate(COUNT_PENDING).await?;
            expect_intact_page(tab, ".rl-refresh").await.map_err(|fail| Error::new(format!("case {seed}: {fail}")))?;
        }
        Ok(())
    })
}

/// A page of two rows, one with this text in a field.
fn page_with(field: &str, text: &str) -> String {
    let mut row = json!({ "id": "a", "artifactName": "one", "status": "FAILED", "errorReason": "no" });
    row[field] = Value::from(text);
    let other = json!({ "id": "b", "artifactName": "two", "status": "FAILED" });
    json!({ "code": 0, "data": { "totalRecords": 2, "records": [row, other] } }).to_string()
}

#[test]
fn ten_megabytes_in_one_field_do_not_freeze_the_page() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let record = examples::ODD_RECORD;
        tab.open(&format!("records/{record}")).await?;
        tab.evaluate(COUNT_PENDING).await?;
        for (field, piece) in [("errorReason", "x"), ("artifactName", "制品"), ("id", "y")] {
            let text = piece.repeat(10_000_000 / piece.len());
            tab.demo().faults().clear();
            tab.fault(Endpoint::DetailPage, FaultResponse::Body(page_with(field, &text)));
            expect_intact_page(tab, ".rl-refresh").await.map_err(|fail| Error::new(format!("{field}: {fail}")))?;
            let rows = "[...document.querySelectorAll('table.rl-details tbody')].map(e => e.textContent.length > 20)";
            tab.wait_for_value("two rows", rows, json!([true, true])).await?;
            if field == "artifactName" {
                continue;
            }
            // The row can be expanded, where the full text is shown, and collapsed.
            let toggle = ".rl-details tbody:first-of-type .rl-toggle button";
            let whole = "[...document.querySelectorAll('.rl-whole-row')].map(e => e.textContent.length > 10000000)";
            for open in [json!([true]), json!([])] {
                expect_intact_page(tab, toggle).await.map_err(|fail| Error::new(format!("{field}: {fail}")))?;
                tab.wait_for_value("an expanded row, and then none", whole, open).await?;
            }
        }
        // The page recovers with normal responses.
        tab.demo().faults().clear();
        tab.click(".rl-refresh").await?;
        tab.wait_for_count(crate::common::NAME_CELLS, 20).await?;
        let message = "y".repeat(10_000_000);
        tab.fault(Endpoint::DetailPage, FaultResponse::Envelope { code: 7, message });
        tab.click(".rl-refresh").await?;
        tab.wait_until("the error notice", "document.querySelector('.rl-stale .rl-failure[data-kind=Service]')")
            .await?;
        tab.demo().faults().clear();
        tab.click(".rl-refresh").await?;
        tab.wait_for_none(".rl-stale").await?;
        Ok(())
    })
}
