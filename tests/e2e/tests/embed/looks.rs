//! Looks and density, as options of the host page.

use crate::shadow_dom::{ROOTS, click, test_in_bare_host, wait_for_rows};
use replica_log_e2e::{Tab, TestResult, examples};
use serde_json::json;

const TABLE: &str = "table.rl-details";

async fn mount(tab: &Tab, options: &str) -> TestResult {
    let place = format!("place: {{ record: '{}', pageSize: 10 }}", examples::ODD_RECORD);
    tab.evaluate(&format!("(window.app = replicaLog.mount(one, {{ {place}, locale: 'en-US', {options} }}), true)"))
        .await?;
    wait_for_rows(tab, 10).await?;
    Ok(())
}

/// A computed style of an element of the app.
fn style(selector: &str, property: &str) -> String {
    format!("getComputedStyle({ROOTS}[0].querySelector('{selector}'))['{property}']")
}

#[test]
fn look_bk_magic_has_the_text_lines_and_ground_of_the_console() -> TestResult {
    test_in_bare_host(async |tab| {
        mount(tab, "look: 'bk-magic', theme: 'light'").await?;
        for (selector, property, expected) in [
            (".rl", "font-size", "12px"),
            (".rl", "background-color", "rgba(0, 0, 0, 0)"),
            (".rl-details td", "color", "rgb(99, 101, 110)"),
            ("h1", "color", "rgb(49, 50, 56)"),
            (".rl-card", "border-top-color", "rgb(220, 222, 229)"),
            (".rl-details th", "background-color", "rgb(250, 251, 253)"),
        ] {
            tab.wait_for_value(&format!("{property} of {selector}"), &style(selector, property), expected).await?;
        }
        // The least height of a row: one line of text.
        let height = format!(
            "Math.round(Math.min(...[...{ROOTS}[0].querySelectorAll('{TABLE} tbody > tr:first-child')]\
             .map(row => row.getBoundingClientRect().height)))"
        );
        tab.wait_until("rows of 42 pixels", &format!("Math.abs({height} - 42) <= 1")).await?;
        tab.evaluate("(app.update({ density: 'compact' }), true)").await?;
        tab.wait_until("rows of 32 pixels", &format!("Math.abs({height} - 32) <= 1")).await?;
        // In the dark theme the text needs a ground.
        tab.evaluate("(app.update({ theme: 'dark' }), true)").await?;
        tab.wait_for_value("a dark ground", &style(".rl", "background-color"), "rgb(20, 23, 28)").await?;
        // A property of the host has precedence over the look.
        tab.evaluate("(one.style.setProperty('--rl-size', '15px'), app.update({ theme: 'light' }), true)").await?;
        tab.wait_for_value("the host's size", &style(".rl", "font-size"), "15px").await?;
        tab.evaluate("(app.update({ look: undefined }), true)").await?;
        tab.wait_for_value("the default ground", &style(".rl", "background-color"), "rgb(245, 247, 250)").await?;
        Ok(())
    })
}

#[test]
fn the_density_of_the_host_holds_until_the_user_chooses_one() -> TestResult {
    test_in_bare_host(async |tab| {
        let density = format!("{ROOTS}[0].querySelector('{TABLE}').dataset.density");
        mount(tab, "density: 'compact'").await?;
        tab.wait_for_value("the host's density", &density, "compact").await?;
        tab.evaluate("(app.update({ density: 'comfortable' }), true)").await?;
        tab.wait_for_value("another density of the host", &density, "comfortable").await?;
        tab.evaluate("(app.update({ density: 'compact' }), true)").await?;
        click(tab, "button[data-name=columns]").await?;
        click(tab, "dialog[open] .rl-density .rl-segments button:first-child").await?;
        tab.wait_for_value("the user's density", &density, "comfortable").await?;
        tab.evaluate("(app.unmount(), true)").await?;
        mount(tab, "density: 'compact'").await?;
        assert_eq!(tab.evaluate(&density).await?, json!("comfortable"), "kept after a reload");
        Ok(())
    })
}

#[test]
fn attributes_of_the_element_set_look_and_density() -> TestResult {
    test_in_bare_host(async |tab| {
        let element = format!(
            "<replica-log record=\"{}\" look=\"bk-magic\" density=\"compact\"></replica-log>",
            examples::ODD_RECORD
        );
        tab.evaluate(&format!("(replicaLog.define(), one.innerHTML = {}, true)", json!(element))).await?;
        wait_for_rows(tab, 20).await?;
        let state = format!(
            "[{ROOTS}[0].querySelector('.rl').dataset.look, {ROOTS}[0].querySelector('{TABLE}').dataset.density]"
        );
        tab.wait_for_value("look and density", &state, json!(["bk-magic", "compact"])).await?;
        Ok(())
    })
}
