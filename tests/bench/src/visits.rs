//! The first visit: a browser that has never been there.

use crate::Rounds;
use crate::browser::{Line, Measured, with};
use crate::figures::{Budget, Figures, Unit};
use crate::server::{Kind, Server};
use replica_log_e2e::{Error, FIRST_VISIT_BUDGET, examples};

const PAGES: [Measured; 3] = [Measured::App, Measured::Hand, Measured::Bare];

/// Twenty rows of an execution that failed; each page in turn, each visit with a browser of its own.
pub async fn measure(server: &Server, rounds: Rounds, figures: &mut Figures) -> Result<(), Error> {
    let place = format!("records/{}", examples::nightly_failed());
    let lines = [
        (Line::Plain, "First visit, plain"),
        (Line::Slowed, "First visit, slowed (9 Mbit/s, 170 ms, processor 4 times slower)"),
    ];
    for (line, part) in lines {
        for round in 0..rounds.visits {
            for page in PAGES {
                let seen = with(server, line, async |browser| {
                    browser.visit(page, &place).await?;
                    let row = browser.number("Promise.resolve(probe.firstRowAt)").await?;
                    // The browser notes it a while after it was.
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
                if line == Line::Plain {
                    figures.of(part, "heap", Unit::Heap).push(page, heap);
                }
                let sent = server.sent();
                if round == 0 && line == Line::Plain {
                    bytes(figures, page, &sent);
                }
            }
            eprintln!("first visits, {}: round {} of {}", line.name(), round + 1, rounds.visits);
        }
    }
    figures.of("First visit, slowed (9 Mbit/s, 170 ms, processor 4 times slower)", "first row", Unit::Time).budget =
        Some(Budget::Ratio(1.5));
    Ok(())
}

/// What came over the wire.
#[expect(clippy::cast_precision_loss, reason = "bytes of files")]
fn bytes(figures: &mut Figures, page: Measured, sent: &[crate::server::Sent]) {
    const PART: &str = "Loaded by a first visit (brotli)";
    let sum = |fits: &dyn Fn(Kind) -> bool| {
        sent.iter().filter(|sent| fits(sent.kind())).map(|sent| sent.bytes).sum::<u64>() as f64
    };
    for (kind, name) in Kind::LOADED {
        figures.of(PART, name, Unit::Bytes).push(page, sum(&|found| found == kind));
    }
    figures.of(PART, "all of it", Unit::Bytes).push(page, sum(&|kind| kind != Kind::Answer));
    figures.of(PART, "all of it", Unit::Bytes).budget = Some(Budget::AtMost(FIRST_VISIT_BUDGET as f64));
    figures.of(PART, "answers of the service", Unit::Bytes).push(page, sum(&|kind| kind == Kind::Answer));
    figures.of(PART, "requests", Unit::Count).push(page, sent.len() as f64);
}
