//! Scaling with the number of rows on a page: load time, page change, heap.

use crate::browser::{Conditions, Subject, with_browser};
use crate::figures::{Budget, Figures, Unit};
use crate::server::Server;
use crate::{COMPARED, Rounds};
use replica_log_e2e::{Error, examples};

/// The numbers of rows. The app offers page sizes up to 100 and accepts up to 1,000 in the URL; 10,000 rows come from a
/// service that sends more than requested.
const ROWS: [u32; 4] = [10, 100, 1_000, 10_000];

/// The maximum page size that the app requests.
const MAX_PAGE_SIZE: u32 = 1_000;

/// Measures from navigation to all rows, and from a click to as many other rows.
pub async fn measure(server: &Server, rounds: Rounds, figures: &mut Figures) -> Result<(), Error> {
    let record = examples::nightly_failed();
    for rows in ROWS {
        server.override_page_size(Some(rows).filter(|rows| *rows > MAX_PAGE_SIZE));
        for round in 0..rounds.repeats {
            for page in server.available(COMPARED) {
                let place = format!("records/{record}?pageSize={}", rows.min(MAX_PAGE_SIZE));
                let (all, changed, heap) = with_browser(server, Conditions::Plain, async |browser| {
                    browser.visit(page, &place).await?;
                    let all = browser.number(&format!("probe.all({rows}).then(() => performance.now())")).await?;
                    let changed = match rows > MAX_PAGE_SIZE {
                        true => None,
                        false => Some(browser.number(&format!("probe.change('a[rel=next]', {rows})")).await?),
                    };
                    Ok((all, changed, browser.heap().await?))
                })
                .await?;
                let name = format!("{rows} rows");
                figures.of("From the address to all rows, plain", &name, Unit::Time).push(page, all);
                if let Some(changed) = changed {
                    figures.of("From a click to as many other rows, plain", &name, Unit::Time).push(page, changed);
                }
                figures.of("Heap with all rows", &name, Unit::Heap).push(page, heap);
            }
            eprintln!("{rows} rows: round {} of {}", round + 1, rounds.repeats);
        }
    }
    server.override_page_size(None);
    figures.of("From the address to all rows, plain", "1000 rows", Unit::Time).budgets =
        vec![Budget::Ratio(Subject::Hand, 1.5)];
    Ok(())
}
