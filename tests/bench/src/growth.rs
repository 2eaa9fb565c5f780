//! One page of more and more rows.

use crate::browser::{Line, with};
use crate::figures::{Budget, Figures, Unit};
use crate::server::Server;
use crate::{PAIR, Rounds};
use replica_log_e2e::{Error, examples};

/// How many rows stand on the page. The app itself offers a hundred at most, and asks for a thousand at most if its
/// address says so; ten thousand come from a service that sends more than it was asked for.
const ROWS: [u32; 4] = [10, 100, 1_000, 10_000];

/// The most that the app asks for.
const ASKED_FOR: u32 = 1_000;

/// From the address to all rows, and from a click to as many others.
pub async fn measure(server: &Server, rounds: Rounds, figures: &mut Figures) -> Result<(), Error> {
    let record = examples::nightly_failed();
    for rows in ROWS {
        server.answer_with(Some(rows).filter(|rows| *rows > ASKED_FOR));
        for round in 0..rounds.again {
            for page in PAIR {
                let place = format!("records/{record}?pageSize={}", rows.min(ASKED_FOR));
                let (all, turned, heap) = with(server, Line::Plain, async |browser| {
                    browser.visit(page, &place).await?;
                    let all = browser.number(&format!("probe.all({rows}).then(() => performance.now())")).await?;
                    let turned = match rows > ASKED_FOR {
                        true => None,
                        false => Some(browser.number(&format!("probe.change('a[rel=next]', {rows})")).await?),
                    };
                    Ok((all, turned, browser.heap().await?))
                })
                .await?;
                let name = format!("{rows} rows");
                figures.of("From the address to all rows, plain", &name, Unit::Time).push(page, all);
                if let Some(turned) = turned {
                    figures.of("From a click to as many other rows, plain", &name, Unit::Time).push(page, turned);
                }
                figures.of("Heap with all rows", &name, Unit::Heap).push(page, heap);
            }
            eprintln!("{rows} rows: round {} of {}", round + 1, rounds.again);
        }
    }
    server.answer_with(None);
    figures.of("From the address to all rows, plain", "1000 rows", Unit::Time).budget = Some(Budget::Ratio(1.5));
    Ok(())
}
