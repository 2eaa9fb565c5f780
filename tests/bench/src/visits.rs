//! First visits with empty caches: first row, first paint, long tasks, heap, bytes.

use crate::Rounds;
use crate::browser::{Conditions, Subject, with_browser};
use crate::figures::{Budget, Figures, Unit};
use crate::server::{Kind, Sent, Server};
use replica_log_e2e::{Error, FIRST_VISIT_BUDGET, examples};

const PAGES: [Subject; 4] = [Subject::App, Subject::Before, Subject::Hand, Subject::Bare];
const SLOWED: &str = "First visit, slowed (9 Mbit/s, 170 ms, processor 4 times slower)";

/// Measures a page of twenty details; the pages alternate, and each visit has a fresh browser.
pub async fn measure(server: &Server, rounds: Rounds, figures: &mut Figures) -> Result<(), Error> {
    let place = format!("records/{}", examples::nightly_failed());
    let cases = [(Conditions::Plain, "First visit, plain"), (Conditions::Slowed, SLOWED)];
    for (conditions, part) in cases {
        for round in 0..rounds.visits {
            for page in server.available(PAGES) {
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
    figures.of(SLOWED, "first row", Unit::Time).budgets = first_row_budgets(server.available(PAGES));
    Ok(())
}

/// The budgets of the first row under slow conditions, against each measured page that has one.
fn first_row_budgets(pages: impl IntoIterator<Item = Subject>) -> Vec<Budget> {
    let budget = |page| match page {
        Subject::Hand => Some(Budget::Ratio(page, 1.5)),
        Subject::Before => Some(Budget::Ratio(page, 1.2)),
        Subject::App | Subject::Bare => None,
    };
    pages.into_iter().filter_map(budget).collect()
}

/// Records the bytes sent.
#[expect(clippy::cast_precision_loss, reason = "bytes of files")]
fn bytes(figures: &mut Figures, page: Subject, sent: &[Sent]) {
    const PART: &str = "Loaded by a first visit (brotli)";
    let sum = |fits: &dyn Fn(Kind) -> bool| {
        sent.iter().filter(|sent| fits(sent.kind())).map(|sent| sent.bytes).sum::<u64>() as f64
    };
    for (kind, name) in Kind::ASSETS {
        figures.of(PART, name, Unit::Bytes).push(page, sum(&|found| found == kind));
    }
    figures.of(PART, "all of it", Unit::Bytes).push(page, sum(&|kind| kind != Kind::Api));
    figures.of(PART, "all of it", Unit::Bytes).budgets = vec![Budget::AtMost(FIRST_VISIT_BUDGET as f64)];
    figures.of(PART, "answers of the service", Unit::Bytes).push(page, sum(&|kind| kind == Kind::Api));
    figures.of(PART, "requests", Unit::Count).push(page, sent.len() as f64);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_against_the_earlier_build_applies_only_if_it_is_measured() {
        let hand = Budget::Ratio(Subject::Hand, 1.5);
        assert_eq!(first_row_budgets([Subject::App, Subject::Hand, Subject::Bare]), [hand]);
        assert_eq!(first_row_budgets(PAGES), [Budget::Ratio(Subject::Before, 1.2), hand]);
    }

    #[test]
    fn the_byte_budget_applies_to_the_assets_of_the_app_without_api_responses() {
        let sent = |path: &str, bytes| Sent { path: path.to_owned(), bytes };
        let missed = |extra| {
            let mut figures = Figures::default();
            let wasm = FIRST_VISIT_BUDGET - 1_000 + extra;
            let files = [sent("/", 1_000), sent("/a.wasm", wasm), sent("/replication/api/x", 9_000)];
            bytes(&mut figures, Subject::App, &files);
            bytes(&mut figures, Subject::Before, &[sent("/before/a.wasm", 2 * FIRST_VISIT_BUDGET)]);
            figures.missed()
        };
        assert_eq!((missed(0), missed(1)), (0, 1));
    }
}
