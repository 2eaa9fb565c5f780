//! A page that is there already, and a click.

use crate::browser::{Line, with};
use crate::figures::{Figures, Unit};
use crate::server::Server;
use crate::{PAIR, Rounds};
use replica_log_e2e::{Error, examples};

const FAILED: &str = "form[role=search] a[href*='status=FAILED']";
const ALL: &str = "form[role=search] a[href]:not([href*='status='])";

/// To the next page and back, to the failed rows and back to all.
pub async fn measure(server: &Server, rounds: Rounds, figures: &mut Figures) -> Result<(), Error> {
    const PART: &str = "From a click to the new rows";
    let place = format!("records/{}", examples::nightly_failed());
    for round in 0..rounds.again {
        for page in PAIR {
            for line in [Line::Plain, Line::Slowed] {
                let samples = with(server, line, async |browser| {
                    browser.visit(page, &place).await?;
                    let change =
                        async |selector: &str| browser.number(&format!("probe.change({selector:?}, 20)")).await;
                    let next = change("a[rel=next]").await?;
                    let back = change("a[rel=prev]").await?;
                    let failed = change(FAILED).await?;
                    let all = change(ALL).await?;
                    Ok([
                        ("another page", next),
                        ("another page", back),
                        ("another filter", failed),
                        ("another filter", all),
                    ])
                })
                .await?;
                for (name, value) in samples {
                    let figure = figures.of(PART, &format!("{name}, {}", line.name()), Unit::Time);
                    figure.push(page, value);
                }
            }
        }
        eprintln!("clicks: round {} of {}", round + 1, rounds.again);
    }
    Ok(())
}
