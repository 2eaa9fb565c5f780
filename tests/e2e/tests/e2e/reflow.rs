//! Reflow: every page state at 400 % zoom (320 CSS pixels), at 200 %, and with text-only zoom of 200 %. No content is
//! cut off or overlapping, and only tables scroll in two directions (WCAG 1.4.4, 1.4.10).

use crate::page_states::{each_state, setup};
use replica_log_e2e::{TestResult, Zoom, browser_test};

fn check_reflow(language: &str, zooms: &[Zoom]) -> TestResult {
    browser_test(setup(language), async |tab| {
        let mut found = Vec::new();
        each_state(tab, async |state| {
            for zoom in zooms {
                tab.zoom(*zoom).await?;
                let problems = tab.reflow_problems().await?;
                found.extend(problems.into_iter().map(|line| format!("{state}, {zoom:?}: {line}")));
            }
            tab.zoom(Zoom::Page(100)).await
        })
        .await?;
        assert!(found.is_empty(), "{} problems:\n{}", found.len(), found.join("\n"));
        Ok(())
    })
}

#[test]
fn no_content_is_lost_at_any_zoom_in_english() -> TestResult {
    check_reflow("en-US", &[Zoom::Page(400), Zoom::Page(200), Zoom::Text])
}

#[test]
fn no_content_is_lost_at_400_percent_zoom_in_japanese() -> TestResult {
    check_reflow("ja", &[Zoom::Page(400)])
}
