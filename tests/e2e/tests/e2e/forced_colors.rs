//! Forced colours (high contrast mode): no information depends on a background colour alone. Icons, bars, borders and
//! focus outlines stay visible, and selected items differ from the others.

use replica_log_e2e::{Endpoint, Fault, FaultResponse, Key, Setup, Tab, TestResult, browser_test, examples};
use serde_json::json;
use std::time::Duration;

/// Checks the contrast of marks on a light and a dark forced background, with each theme of the page.
async fn expect_contrast(tab: &Tab, marks: &[(&'static str, Option<u32>)]) -> TestResult {
    for dark in [false, true] {
        tab.emulate_forced_colors(dark).await?;
        for theme in ["light", "dark"] {
            tab.evaluate(&format!("document.querySelector('.rl').dataset.theme = '{theme}'")).await?;
            let unseen = tab.low_contrast_marks(marks).await?;
            assert!(unseen.is_empty(), "dark: {dark}, theme: {theme}:\n{}", unseen.join("\n"));
        }
    }
    Ok(())
}

/// For each element that matches a selector: whether its outline differs from that of a sibling, because forced colours
/// remove differences in background and text colour.
const OUTLINE_DIFFERS: &str = "[...document.querySelectorAll(SELECTOR)].map(chosen => { \
    const outline = element => { const { outlineStyle, outlineWidth } = getComputedStyle(element); return outlineStyle + outlineWidth; }; \
    const other = [...chosen.parentElement.children].find(e => e !== chosen); \
    return outline(chosen) !== outline(other); \
})";

async fn expect_distinct_outline(tab: &Tab, selector: &str) -> TestResult {
    let expression = OUTLINE_DIFFERS.replace("SELECTOR", &json!(selector).to_string());
    let distinct = tab.evaluate(&expression).await?;
    let distinct = distinct.as_array().unwrap();
    assert!(!distinct.is_empty() && distinct.iter().all(|distinct| *distinct == true), "{selector}: {distinct:?}");
    Ok(())
}

#[test]
fn chosen_theme_sets_color_scheme_on_every_element() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{}?pageSize=10", examples::nightly_failed())).await?;
        tab.wait_for_text(".rl-step[aria-current]", "1").await?;
        // The system prefers the light scheme.
        tab.evaluate("document.querySelector('.rl').dataset.theme = 'dark'").await?;
        let others = "[...document.querySelectorAll('.rl, .rl *')] \
            .filter(part => getComputedStyle(part).colorScheme !== 'dark').map(part => part.className)";
        assert_eq!(tab.evaluate(others).await?, json!([]));
        Ok(())
    })
}

#[test]
fn execution_page_is_legible_in_forced_colors() -> TestResult {
    browser_test(Setup { size: (1440, 2400), ..Setup::running(Duration::from_secs(600)) }, async |tab| {
        tab.demo().clock().freeze();
        tab.open(&format!("records/{}?pageSize=10&triage=error", examples::nightly_failed())).await?;
        tab.wait_until_idle().await?;
        tab.wait_for_none(".rl-triage .rl-reading").await?;
        tab.emulate_forced_colors(false).await?;
        let marks = [
            (".rl-status", Some(14)),
            (".rl-copy", None),
            (".rl-refresh", None),
            (".rl-again", None),
            (".rl-toggle button", None),
            (".rl-overview .rl-bar > i", None),
            (".rl-card", None),
            (".rl-button", None),
            (".rl-input", None),
            (".rl-reason", None),
        ];
        expect_contrast(tab, &marks).await?;
        for chosen in [".rl-segments [aria-pressed=true]", ".rl-choice a[aria-current]", ".rl-step[aria-current]"] {
            expect_distinct_outline(tab, chosen).await?;
        }
        tab.click("button[data-name=columns]").await?;
        tab.wait_for_count("dialog[open]", 1).await?;
        expect_contrast(
            tab,
            &[(".rl-handle", None), ("dialog[open]", None), ("dialog .rl-columns .rl-button:enabled", None)],
        )
        .await?;
        tab.press(Key::Escape).await?;
        tab.wait_for_none("dialog[open]").await?;
        // It reports its bytes.
        tab.open(&format!("records/{}", examples::SERVER_2026_RECORD)).await?;
        tab.wait_for_count("progress", 1).await?;
        expect_contrast(tab, &[("progress", None), (".rl-status[data-tone=busy]", Some(14))]).await?;
        Ok(())
    })
}

#[test]
fn task_page_is_legible_in_forced_colors() -> TestResult {
    browser_test(Setup { size: (1440, 1800), ..Setup::default() }, async |tab| {
        let task = format!("tasks/{}?pageSize=10", examples::NIGHTLY_TASK);
        tab.open(&task).await?;
        tab.wait_until_idle().await?;
        expect_contrast(tab, &[(".rl-strip i", None), (".rl-strip ol", None), (".rl-counts .rl-bar", None)]).await?;
        // Failed runs have a striped pattern, in addition to their colour.
        let striped = "[...document.querySelectorAll('.rl-strip [data-tone]')].every(run => \
            (getComputedStyle(run.querySelector('i')).backgroundImage !== 'none') === (run.dataset.tone === 'bad'))";
        assert_eq!(tab.evaluate(striped).await?, true);
        tab.open(&format!("{task}&history=all")).await?;
        tab.wait_for_count(".rl-point", 1).await?;
        let marks = [
            (".rl-figures [data-kind=rate]", Some(10)),
            (".rl-figures [data-kind=median]", Some(20)),
            (".rl-figures [data-kind=p95]", Some(20)),
            (".rl-point", None),
            (".rl-plot", None),
            (".rl-rates", None),
        ];
        expect_contrast(tab, &marks).await?;
        let slow = Fault::new(Endpoint::RecordPage, FaultResponse::Genuine);
        tab.demo().faults().add(slow.delay(Duration::from_secs(3600)));
        tab.open(&task).await?;
        tab.wait_for_count(".rl-card .rl-skeleton", 1).await?;
        expect_contrast(tab, &[(".rl-skeleton i", None)]).await?;
        Ok(())
    })
}

#[test]
fn focus_outline_is_visible_in_forced_colors() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{}?pageSize=5&triage=error", examples::nightly_failed())).await?;
        tab.wait_until_idle().await?;
        tab.wait_for_none(".rl-triage .rl-reading").await?;
        tab.emulate_forced_colors(true).await?;
        tab.evaluate("(window.framed = new Set(), null)").await?;
        for _ in 0..60 {
            tab.press(Key::Tab).await?;
            let focused = "(e => [framed.add(e).size, e.outerHTML.slice(0, 120), getComputedStyle(e).outlineStyle !== 'none' \
                && parseFloat(getComputedStyle(e).outlineWidth) >= 2])(document.activeElement)";
            let focused = tab.evaluate(focused).await?;
            assert_eq!(focused[2], true, "{focused}");
        }
        assert_eq!(tab.evaluate("framed.size").await?, 60, "each Tab moves the focus to another element");
        Ok(())
    })
}
