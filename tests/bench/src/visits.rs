//! First visits with empty caches: first row, first paint, long tasks, heap, bytes.

use crate::Rounds;
use crate::browser::{Conditions, Subject, with_browser};
use crate::figures::{Budget, Figures, Unit};
use crate::server::{Kind, Server};
use replica_log_e2e::{Error, FIRST_VISIT_BUDGET, examples};

const PAGES: [Subject; 3] = [Subject::App, Subject::Hand, Subject::Bare];

/// Measures a page of twenty details; the pages alternate, and each visit has a fresh browser.
pub async fn measure(server: &Server, rounds: Rounds, figures: &mut Figures) -> Result<(), Error> {
    let place = format!("records/{}", examples::nightly_failed());
    let cases = [
        (Conditions::Plain, "First visit, plain"),
        (Conditions::Slowed, "First visit, slowed (9 Mbit/s, 170 ms, processor 4 times slower)"),
    ];
    for (conditions, part) in cases {
        for round in 0..rounds.visits {
            for page in PAGES {
                let seen = with_browser(server, conditions, async |browser| {
                    browser.visit(page, &place).await?;
                    let row = browser.number("Promise.resolve(probe.firstRowAt)").await?;
                    // The entry appears some time after the paint.
                    let paint = "probe.painted(() => performance.getEntriesByName('first-paint').length > 0)\
                        .then(() => performance.getEntriesByName('first-paint')[0].startTime)";
                    let paint = browser.number(paint).await?;
                    let wake =
                        browser.number("Promise.resolve(probe.tasks.reduce((sum, [, took]) => sum + took, 0))").await?;
                    Ok((row, paint, wake, browser.heap().await?))
                })
                .await?;
                let (row, paint, busy, heap) = seen;
                figures.of(part, "first row", Unit::Time).push(page, row);
                figures.of(part, "first paint", Unit::Time).push(page, paint);
                figures.of(part, "long tasks, together", Unit::Time).push(page, busy);
                if conditions == Conditions::Plain {
                    figures.of(part, "heap", Unit::Heap).push(page, heap);
                }
                let sent = server.take_sent();
                if round == 0 && conditions == Conditions::Plain {
                    bytes(figures, page, &sent);
                }
            }
            eprintln!("first visits, {}: round {} of {}", conditions.name(), round + 1, rounds.visits);
        }
    }
    figures.of("First visit, slowed (9 Mbit/s, 170 ms, processor 4 times slower)", "first row", Unit::Time).budget =
        Some(Budget::Ratio(1.5));
    Ok(())
}

/// Records the bytes sent.
#[expect(clippy::cast_precision_loss, reason = "bytes of files")]
fn bytes(figures: &mut Figures, page: Subject, sent: &[crate::server::Sent]) {
    const PART: &str = "Loaded by a first visit (brotli)";
    let sum = |fits: &dyn Fn(Kind) -> bool| {
        sent.iter().filter(|sent| fits(sent.kind())).map(|sent| sent.bytes).sum::<u64>() as f64
    };
    for (kind, name) in Kind::ASSETS {
        figures.of(PART, name, Unit::Bytes).push(page, sum(&|found| found == kind));
    }
    figures.of(PART, "all of it", Unit::Bytes).push(page, sum(&|kind| kind != Kind::Api));
    figures.of(PART, "all of it", Unit::Bytes).budget = Some(Budget::AtMost(FIRST_VISIT_BUDGET as f64));
    figures.of(PART, "answers of the service", Unit::Bytes).push(page, sum(&|kind| kind == Kind::Api));
    figures.of(PART, "requests", Unit::Count).push(page, sent.len() as f64);
}
