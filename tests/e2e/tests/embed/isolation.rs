//! Isolation of app and host: styles, patched prototypes, a strict content security policy.

use crate::shadow_dom::{
    ROOTS, app_count, click, evaluate, test_in_bare_host, test_in_host, visible_texts, wait_for_rows, wait_for_texts,
    wait_for_value,
};
use replica_log_e2e::{AllowedErrors, Error, Key, Tab, TestResult, examples};
use serde_json::{Value, json};

/// Waits until fonts, animations and requests are done.
async fn wait_until_idle(tab: &Tab) -> Result<(), Error> {
    let busy = format!(
        "document.fonts.status === 'loaded' && document.getAnimations().length === 0 && \
         {ROOTS}.every(root => !root.querySelector('.rl-skeleton, [aria-busy=true], [data-busy=true]'))"
    );
    wait_for_value(tab, "the page to be idle", &busy, true).await
}

/// Splits a measurement into the number of elements and the differences.
fn split_measurement(found: &Value) -> (u64, Vec<Value>) {
    let mut found = found.as_array().cloned().unwrap_or_default();
    let number = found.remove(0).as_u64().unwrap_or_default();
    (number, found)
}

#[test]
fn console_stylesheet_and_app_styles_do_not_affect_each_other() -> TestResult {
    test_in_host("console", AllowedErrors::None, async |tab| {
        tab.wait_until("the host to be there", "window.enter").await?;
        wait_until_idle(tab).await?;
        // The console's style sheet is active.
        let colour = "getComputedStyle(document.querySelector('#host .bk-primary')).backgroundColor";
        assert_eq!(tab.evaluate(colour).await?, "rgb(58, 132, 255)");
        tab.evaluate("enter()").await?;
        wait_for_rows(tab, 1).await?;
        wait_until_idle(tab).await?;
        assert_eq!(tab.evaluate("changedAround()").await?, json!([]), "changed styles of the host");
        let (number, differs) = split_measurement(&tab.evaluate("changedWithin()").await?);
        assert!(number > 100, "{number}");
        assert_eq!(differs, [] as [Value; 0], "changed styles of the app");
        tab.evaluate("leave()").await?;
        tab.wait_for_value("an empty box", "document.querySelector('#box').childNodes.length", 0).await?;
        // The host's buttons have CSS transitions back to the style sheet that was disabled for the measurement.
        wait_for_value(tab, "the host as it was", "changedAround()", json!([])).await?;
        Ok(())
    })
}

#[test]
fn hostile_host_styles_and_patched_prototypes_do_not_affect_the_app() -> TestResult {
    test_in_host("hostile", AllowedErrors::None, async |tab| {
        // One app by `mount()` and one by the element.
        wait_for_rows(tab, 3).await?;
        wait_until_idle(tab).await?;
        for root in
            ["document.querySelector('#box > *').shadowRoot", "document.querySelector('replica-log').shadowRoot"]
        {
            let (number, differs) = split_measurement(&evaluate(tab, &format!("changedWithin({root})")).await?);
            assert!(number > 100, "{number}");
            assert_eq!(differs, [] as [Value; 0], "{root}");
            let table = format!("getComputedStyle({root}.querySelector('table.rl-details')).display");
            assert_eq!(evaluate(tab, &table).await?, "table");
        }
        assert_eq!(evaluate(tab, &visible_texts(".rl-mistake")).await?, json!([]));
        // Each app sends its own headers, and none of the enumerable members of patched prototypes.
        let mut projects: Vec<_> =
            tab.requests("detail/page").iter().map(|seen| seen.header("x-project").map(str::to_owned)).collect();
        projects.sort();
        projects.dedup();
        assert_eq!(projects, [Some("one".to_owned()), Some("two".to_owned())]);
        assert!(
            tab.requests("").iter().all(|seen| !seen.query.contains("extended") && seen.header("extended").is_none())
        );
        // User navigation calls back.
        let first_name = format!("({})[0]", visible_texts("h1"));
        wait_for_value(tab, "the name of the plan", &first_name, json!("conf-backup")).await?;
        click(tab, "h1 a").await?;
        let told = json!(["task=4b8e2d6fa0c1435799b3d7e5f1082c6a", "planName=conf-backup"]);
        wait_for_value(tab, "the navigation callback", "window.told", told).await?;
        wait_for_texts(tab, "table.rl-history .rl-status", &["Success"]).await?;
        assert_eq!(app_count(tab).await?, 2);
        Ok(())
    })
}

#[test]
fn app_works_under_a_strict_csp_with_trusted_types() -> TestResult {
    test_in_host("strict", AllowedErrors::None, async |tab| {
        wait_for_rows(tab, 2).await?;
        // Its styles are applied under the policy as well.
        let table = format!("getComputedStyle({ROOTS}[0].querySelector('.rl-guest .rl')).backgroundColor");
        assert_eq!(evaluate(tab, &table).await?, "rgb(245, 247, 250)");
        click(tab, "table.rl-details .rl-toggle button").await?;
        wait_for_value(tab, "an open row", &format!("({}).length", visible_texts(".rl-whole-row")), 1).await?;
        click(tab, "h1 a").await?;
        wait_for_texts(tab, "table.rl-history .rl-status", &["Success"]).await?;
        Ok(())
    })
}

#[test]
fn keys_typed_into_fields_of_the_app_do_not_reach_the_host() -> TestResult {
    test_in_bare_host(async |tab| {
        let record = examples::ODD_RECORD;
        tab.run_in_page(format!(
            "window.heard = []; for (const kind of ['keydown', 'keypress', 'keyup']) \
             addEventListener(kind, event => heard.push(event.key)); \
             window.app = replicaLog.mount(document.getElementById('one'), \
             {{ locale: 'en-US', place: {{ record: '{record}' }} }})"
        ))
        .await?;
        wait_for_rows(tab, 20).await?;
        let root = "document.getElementById('one').lastElementChild.shadowRoot";
        tab.run_in_page(format!("{root}.querySelector('.rl-field[data-name=artifactName] input').focus()")).await?;
        tab.press("npm/js").await?;
        let typed = format!("{root}.querySelector('.rl-field[data-name=artifactName] input').value");
        tab.wait_for_value("the text", &typed, "npm/js").await?;
        assert_eq!(tab.evaluate("heard").await?, json!([]));
        // Escape closes what the host has opened around the app.
        tab.press(Key::Escape).await?;
        tab.wait_until("Escape", "heard.includes('Escape')").await?;
        Ok(())
    })
}
