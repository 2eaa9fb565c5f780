//! Interaction latency: from a click on a loaded page to the new rows.

use crate::browser::{Conditions, with_browser};
use crate::figures::{Figures, Unit};
use crate::server::Server;
use crate::{COMPARED, Rounds};
use replica_log_e2e::{Error, examples};

const FAILED: &str = "form[role=search] a[href*='status=FAILED']";
const ALL: &str = "form[role=search] a[href]:not([href*='status='])";

/// Measures the next page and back, and the status filter on and off.
pub async fn measure(server: &Server, rounds: Rounds, figures: &mut Figures) -> Result<(), Error> {
    const PART: &str = "From a click to the new rows";
    let place = format!("records/{}", examples::nightly_failed());
    for round in 0..rounds.repeats {
        for page in server.available(COMPARED) {
            for conditions in [Conditions::Plain, Conditions::Slowed] {
                let samples = with_browser(server, conditions, async |browser| {
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
                    let figure = figures.of(PART, &format!("{name}, {}", conditions.name()), Unit::Time);
                    figure.push(page, value);
                }
            }
        }
        eprintln!("clicks: round {} of {}", round + 1, rounds.repeats);
    }
    Ok(())
}
