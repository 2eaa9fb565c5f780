//! Every page enlarged: to 400 %, which leaves 320 CSS pixels, to 200 %, and with its texts alone twice as large.
//! Nothing is lost, nothing is over something else, and nothing but a table scrolls in two directions.

use crate::page_states::{each_state, setup};
use replica_log_e2e::{TestResult, Zoom, browser_test};

fn nothing_is_lost(language: &str, zooms: &[Zoom]) -> TestResult {
    browser_test(setup(language), async |tab| {
        let mut found = Vec::new();
        each_state(tab, async |state| {
            for zoom in zooms {
                tab.zoom(*zoom).await?;
                let lost = tab.reflow_problems().await?;
                found.extend(lost.into_iter().map(|line| format!("{state}, {zoom:?}: {line}")));
            }
            tab.zoom(Zoom::Page(100)).await
        })
        .await?;
        assert!(found.is_empty(), "{} losses:\n{}", found.len(), found.join("\n"));
        Ok(())
    })
}

#[test]
fn no_content_is_lost_at_any_zoom_in_english() -> TestResult {
    nothing_is_lost("en-US", &[Zoom::Page(400), Zoom::Page(200), Zoom::Text])
}

#[test]
fn no_content_is_lost_at_400_percent_zoom_in_japanese() -> TestResult {
    nothing_is_lost("ja", &[Zoom::Page(400)])
}
