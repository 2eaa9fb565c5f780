//! A service that means harm, or is broken: no answer stops the page, runs as a script, becomes markup, or leaves a
//! page without words. The answers are those of the native tests, some hundred of them.

#[path = "../../../hostile/mutate.rs"]
mod mutate;

use mutate::{Chance, Measure, mutated};
use replica_log_e2e::{Endpoint, Error, FaultAnswer, Setup, Tab, TestResult, browser_test, examples};
use serde_json::{Value, json};

const MEASURE: Measure = Measure { longest: 300_000, deepest: 20_000, long_once_in: 20 };

/// Counts what the page has asked for and not read to its end.
const COUNT: &str = "(window.pending = 0, window.scripts = document.scripts.length, (fetch => { \
    window.fetch = (...question) => { \
        window.pending++; \
        const answer = fetch(...question); \
        answer.then(answer => answer.clone().text()).catch(() => null).finally(() => setTimeout(() => window.pending--)); \
        return answer; \
    }; \
})(window.fetch), null)";

/// Does something, waits until nothing is asked for any more, and says what is wrong with the page then.
const LOOK: &str = "const [act, done] = arguments; \
    const turn = () => new Promise(next => setTimeout(next, 3)); \
    (async () => { \
        for (const element of document.querySelectorAll(act)) element.click(); \
        await turn(); \
        for (let end = performance.now() + 20000; window.pending > 0 || document.querySelector('[data-busy=true]');) { \
            if (performance.now() > end) return 'it never came to rest'; \
            await turn(); \
        } \
        await turn(); \
        const main = document.querySelector('.rl-main'); \
        const odd = document.querySelector('.pwned, .rl img, .rl script, .rl iframe, .rl style, .rl [onload], \
            .rl [onerror], .rl [srcdoc], .rl object, .rl embed, .rl title'); \
        const links = [...document.querySelectorAll('.rl [href], .rl [src], .rl [action]')] \
            .map(e => e.href?.baseVal ?? e.href ?? e.src ?? e.action) \
            /* What is no address, or longer than one may be, leads nowhere. */ \
            .filter(to => URL.canParse(to, document.baseURI) \
                && !['http:', 'https:', 'blob:'].includes(new URL(to, document.baseURI).protocol)); \
        return document.querySelector('.rl-broken') ? 'it broke' : window.pwned ? 'a script ran' \
            : odd ? 'markup of the service: ' + odd.outerHTML.slice(0, 200) \
            : links.length ? 'a link that runs: ' + links[0].slice(0, 200) \
            : document.scripts.length != window.scripts ? 'a script was added' \
            : !main || main.innerText.trim().length < 20 ? 'a page without words' : null; \
    })().then(done, reason => done('it failed: ' + reason));";

async fn looks_right(tab: &Tab, act: &str) -> Result<(), Error> {
    let wrong = tab.driver().execute_async(LOOK, vec![json!(act)]).await?.json().clone();
    match wrong.as_str() {
        None => Ok(()),
        Some(wrong) => Err(Error::new(wrong)),
    }
}

/// An answer of the service as it came.
async fn genuine(tab: &Tab, below: &str) -> TestResult<String> {
    let data = tab.service_data(below).await?;
    Ok(json!({ "code": 0, "message": null, "data": data, "traceId": "0af7651916cd43dd8448eb211c80319c" }).to_string())
}

/// Opens a place, and then lets one changed answer after the other come, each from the endpoint that it belongs to.
async fn holds(tab: &Tab, place: &str, answers: &[(Endpoint, String)], cases: std::ops::Range<u64>) -> TestResult {
    tab.demo().faults().clear();
    tab.open(place).await?;
    tab.evaluate(COUNT).await?;
    for seed in cases {
        let mut chance = Chance::new(seed);
        tab.demo().faults().clear();
        for (endpoint, answer) in answers {
            // Most of the time more than one of them is changed; sometimes one is well again.
            if !chance.once_in(4) {
                let answer = mutated(answer, &mut chance, MEASURE);
                tab.fault(*endpoint, FaultAnswer::Body(answer));
            }
        }
        // Whatever can be pressed where one looks closer is pressed now and then.
        let closer = if chance.once_in(3) { ", .rl-toggle button, .rl-news button" } else { "" };
        let act = format!(".rl-refresh, .rl-again{closer}");
        looks_right(tab, &act).await.map_err(|fail| Error::new(format!("case {seed} at {place}: {fail}")))?;
    }
    Ok(())
}

#[test]
fn no_malformed_response_breaks_the_execution_page() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let record = examples::ODD_RECORD;
        let answers = [
            (Endpoint::Record, genuine(tab, record).await?),
            (Endpoint::Overview, genuine(tab, &format!("overview/{record}")).await?),
            (Endpoint::DetailPage, genuine(tab, &format!("detail/page/{record}?pageSize=10")).await?),
        ];
        let newer = include_str!("../../../fixtures/server-2026-detail-page.json").to_owned();
        let historical = include_str!("../../../fixtures/server-2026-record.json").to_owned();
        let others = [(Endpoint::Record, historical), (Endpoint::DetailPage, newer)];
        holds(tab, &format!("records/{record}"), &answers, 0..80).await?;
        holds(tab, &format!("records/{record}"), &others, 0..25).await?;
        holds(tab, &format!("records/{record}?triage=error"), &answers[2..], 0..25).await?;
        holds(tab, &format!("records/{record}?triage=before"), &answers, 0..25).await?;
        Ok(())
    })
}

#[test]
fn no_malformed_response_breaks_the_task_page() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let key = examples::ODD_TASK;
        let answers = [
            (Endpoint::RecordPage, genuine(tab, &format!("page/{key}?pageSize=20")).await?),
            (Endpoint::RecordList, genuine(tab, &format!("list/{key}")).await?),
        ];
        holds(tab, &format!("tasks/{key}"), &answers[..1], 0..60).await?;
        holds(tab, &format!("tasks/{key}?history=all"), &answers, 0..40).await?;
        Ok(())
    })
}

#[test]
fn no_malformed_first_response_breaks_the_page() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let record = examples::ODD_RECORD;
        let answer = genuine(tab, &format!("detail/page/{record}?pageSize=10")).await?;
        let head = genuine(tab, record).await?;
        for seed in 1000..1015 {
            let mut chance = Chance::new(seed);
            tab.demo().faults().clear();
            tab.fault(Endpoint::DetailPage, FaultAnswer::Body(mutated(&answer, &mut chance, MEASURE)));
            tab.fault(Endpoint::Record, FaultAnswer::Body(mutated(&head, &mut chance, MEASURE)));
            tab.open(&format!("records/{record}")).await?;
            tab.evaluate(COUNT).await?;
            looks_right(tab, ".rl-refresh").await.map_err(|fail| Error::new(format!("case {seed}: {fail}")))?;
        }
        Ok(())
    })
}

/// Ten megabytes of one text, in a page of two rows.
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
        tab.evaluate(COUNT).await?;
        for (field, piece) in [("errorReason", "x"), ("artifactName", "制品"), ("id", "y")] {
            let text = piece.repeat(10_000_000 / piece.len());
            tab.demo().faults().clear();
            tab.fault(Endpoint::DetailPage, FaultAnswer::Body(page_with(field, &text)));
            looks_right(tab, ".rl-refresh").await.map_err(|fail| Error::new(format!("{field}: {fail}")))?;
            let rows = "[...document.querySelectorAll('table.rl-details tbody')].map(e => e.textContent.length > 20)";
            tab.wait_for_value("two rows", rows, json!([true, true])).await?;
            if field == "artifactName" {
                continue;
            }
            // It can be opened, where all of it is to be had, and closed again.
            let toggle = ".rl-details tbody:first-of-type .rl-toggle button";
            let whole = "[...document.querySelectorAll('.rl-whole-row')].map(e => e.textContent.length > 10000000)";
            for open in [json!([true]), json!([])] {
                looks_right(tab, toggle).await.map_err(|fail| Error::new(format!("{field}: {fail}")))?;
                tab.wait_for_value("an open row, and then none", whole, open).await?;
            }
        }
        // And goes on.
        tab.demo().faults().clear();
        tab.click(".rl-refresh").await?;
        tab.wait_for_count(crate::common::NAMES, 20).await?;
        let words = "y".repeat(10_000_000);
        tab.fault(Endpoint::DetailPage, FaultAnswer::Envelope { code: 7, message: words });
        tab.click(".rl-refresh").await?;
        tab.wait_until("the refusal", "document.querySelector('.rl-stale .rl-failure[data-kind=Service]')").await?;
        tab.demo().faults().clear();
        tab.click(".rl-refresh").await?;
        tab.wait_for_none(".rl-stale").await?;
        Ok(())
    })
}
