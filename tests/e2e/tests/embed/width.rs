//! The width that a host page leaves to the app, and how the app uses it.

use crate::shadow_dom::{ROOTS, test_in_bare_host, visible_texts, wait_for_rows};
use replica_log_e2e::{Error, Tab, TestResult, examples};
use serde_json::json;

/// The height of the header of BK-Repo's console.
const HEADER: u32 = 60;

/// Makes `#one` the content of a page like BK-Repo's console: below a header, beside a navigation.
async fn frame(tab: &Tab, width: u32) -> Result<(), Error> {
    let style = format!(
        "position: fixed; inset: {HEADER}px auto auto 0; width: {width}px; height: calc(100vh - {HEADER}px); \
         overflow: auto; background: #fff"
    );
    tab.evaluate(&format!("(one.style.cssText = {}, true)", json!(style))).await.map(drop)
}

/// Mounts the app at a record, with more options as JavaScript.
async fn mount(tab: &Tab, record: &str, options: &str) -> Result<(), Error> {
    let mount = format!(
        "(window.app = replicaLog.mount(one, {{ place: {{ record: '{record}', planName: 'nightly-release' }}, {options} }}), true)"
    );
    tab.evaluate(&mount).await?;
    wait_for_rows(tab, 20).await?;
    tab.wait_until("the page", &format!("{ROOTS}.every(root => !root.querySelector('.rl-skeleton'))")).await.map(drop)
}

/// Finds what is wrong with the layout; one line each.
const FIND_PROBLEMS: &str = "(root => {
    const found = [];
    const lines = element => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return new Set([...range.getClientRects()].filter(rect => rect.width > 1).map(rect => Math.round(rect.top / 8))).size;
    };
    const box = root.querySelector('.rl-table-box');
    for (const name of ['data-cards', 'data-wide']) if (box.hasAttribute(name)) found.push(name);
    if (box.scrollWidth > box.clientWidth || one.scrollWidth > one.clientWidth) found.push('scrolls sideways');
    for (const element of root.querySelectorAll('table time, .rl-tag, .rl-status, .rl-kind')) {
        if (element.checkVisibility() && lines(element) > 1) found.push(`broken: ${element.innerText}`);
    }
    for (const row of root.querySelectorAll('table tbody > tr:first-child')) {
        const name = row.querySelector('.rl-name bdi').innerText;
        const height = row.getBoundingClientRect().height;
        if (name.length <= 36 && height > 38) found.push(`${height} px high: ${name}`);
    }
    const fields = [...root.querySelectorAll('.rl-filters > *')].filter(e => e.checkVisibility());
    const bottoms = new Set(fields.map(e => Math.round(e.getBoundingClientRect().bottom)));
    if (bottoms.size !== 1) found.push(`filters in ${bottoms.size} rows`);
    for (const [at, field] of fields.entries()) {
        const next = fields[at + 1]?.getBoundingClientRect().left ?? Infinity;
        if (field.getBoundingClientRect().right > next) found.push(`overlapping: ${field.innerText}`);
    }
    const times = [...root.querySelectorAll('.rl-record-head .rl-facts:first-of-type > .rl-fact')];
    if (new Set(times.map(e => Math.round(e.getBoundingClientRect().top))).size !== 1) found.push('facts in several lines');
    const visible = [...root.querySelectorAll('table tbody')].filter(row => row.getBoundingClientRect().bottom <= innerHeight);
    if (visible.length < 10) found.push(`${visible.length} rows are visible`);
    return found;
})";

#[test]
fn beside_the_navigation_of_a_console_rows_take_one_line_and_ten_are_visible() -> TestResult {
    test_in_bare_host(async |tab| {
        tab.resize(1440, 900).await?;
        frame(tab, 1220).await?;
        mount(tab, &examples::nightly_failed(), "locale: 'en-US'").await?;
        let mut found = Vec::new();
        for (locale, status) in [("en-US", "Failed"), ("zh-CN", "同步异常"), ("ja", "同期異常")] {
            for look in ["default", "bk-magic"] {
                tab.evaluate(&format!(
                    "(app.update({{ locale: '{locale}', look: '{look}', density: 'compact' }}), true)"
                ))
                .await?;
                let status_text = format!("({})[0]", visible_texts(".rl-record-head .rl-title .rl-status"));
                tab.wait_for_value("the language", &status_text, status).await?;
                wait_for_rows(tab, 20).await?;
                tab.wait_until("the page", &format!("{ROOTS}.every(root => !root.querySelector('.rl-skeleton'))"))
                    .await?;
                for width in [1250, 1220, 1060, 1000] {
                    frame(tab, width).await?;
                    // The table measures its space in the next frame.
                    let frames =
                        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()));";
                    tab.driver().execute_async(frames, Vec::new()).await?;
                    let problems = tab.evaluate(&format!("{FIND_PROBLEMS}({ROOTS}[0])")).await?;
                    let problems = problems.as_array().cloned().unwrap_or_default();
                    found.extend(problems.iter().map(|problem| format!("{locale}, {look}, {width}: {problem}")));
                }
            }
        }
        assert!(found.is_empty(), "{} problems:\n{}", found.len(), found.join("\n"));
        Ok(())
    })
}

#[test]
fn the_app_is_as_wide_as_its_place_wherever_a_host_puts_it() -> TestResult {
    test_in_bare_host(async |tab| {
        tab.resize(1280, 900).await?;
        let element = format!("<replica-log record=\"{}\"></replica-log>", examples::ODD_RECORD);
        // Each place with the least and the largest width of the app in a box of 900 and of 360 pixels. A dialog is as
        // wide as the window allows.
        for (place, outer, inner, large, small) in [
            ("block", "", "", (900, 900), (360, 360)),
            ("flex row", "display: flex", "", (700, 700), (320, 320)),
            ("flex column", "display: flex; flex-direction: column; align-items: center", "", (800, 900), (320, 360)),
            ("grid column", "display: grid; grid-template-columns: auto auto", "", (500, 800), (200, 360)),
            ("dialog", "", "<dialog open>", (900, 1280), (900, 1280)),
            ("float", "", "<div class=float>", (700, 900), (320, 360)),
            ("inline block", "", "<div class=inline>", (700, 900), (320, 360)),
        ] {
            let sibling = if ["flex row", "grid column"].contains(&place) { "<aside>side</aside>" } else { "" };
            for (width, (least, most)) in [(900, large), (360, small)] {
                let script = format!(
                    "(replicaLog.define(), one.innerHTML = {markup}, one.style.cssText = {style}, \
                      one.querySelectorAll('aside').forEach(e => e.style.cssText = 'flex: none; width: {aside}px'), \
                      one.querySelectorAll('.float').forEach(e => e.style.float = 'left'), \
                      one.querySelectorAll('.inline').forEach(e => e.style.display = 'inline-block'), true)",
                    markup = json!(format!("{sibling}{inner}{element}")),
                    style = json!(format!("width: {width}px; {outer}")),
                    aside = if width == 900 { 200 } else { 40 },
                );
                tab.evaluate(&script).await?;
                wait_for_rows(tab, 20).await?;
                tab.wait_for(&format!("{place} in {width}: a width of {least} to {most}"), async || {
                    let found = tab.evaluate("document.querySelector('replica-log').offsetWidth").await?;
                    let fits = found.as_i64().is_some_and(|found| (least..=most).contains(&found));
                    Ok(if fits { Ok(()) } else { Err(found.to_string()) })
                })
                .await?;
            }
        }
        // A rule of the host has precedence.
        tab.evaluate("(document.querySelector('replica-log').style.cssText = 'width: 500px; flex: none', true)")
            .await?;
        tab.wait_for_value("the host's width", "document.querySelector('replica-log').offsetWidth", 500).await?;
        Ok(())
    })
}
