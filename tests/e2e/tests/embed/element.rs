//! The `<replica-log>` custom element: attributes, events, lifecycle.

use crate::shadow_dom::{click, test_in_bare_host, test_in_host, visible_texts, wait_for_texts, wait_until_loaded};
use replica_log_e2e::{AllowedErrors, FaultResponse, Tab, TestResult, examples};
use serde_json::{Value, json};

const NAME_CELLS: &str = "table.rl-details td.rl-name > bdi";
const STATUS: &str = ".rl-record-head .rl-title .rl-status";

/// Inserts an element with these attributes into `#one`, as `window.element`, and records its navigate events.
async fn element(tab: &Tab, attributes: &str) -> TestResult {
    let make = format!(
        "(replicaLog.define(), one.innerHTML = `<replica-log locale=\"en-US\" {attributes}></replica-log>`, \
         window.element = one.firstChild, \
         element.addEventListener('navigate', event => moves.push(event.detail)), true)"
    );
    tab.evaluate(&make).await?;
    Ok(())
}

fn odd_record() -> String {
    format!("record=\"{}\" status=FAILED", examples::ODD_RECORD)
}

async fn expect_rows(tab: &Tab, number: usize) -> TestResult {
    tab.wait_for_value(&format!("{number} rows"), &format!("({}).length", visible_texts(NAME_CELLS)), number).await?;
    Ok(())
}

#[test]
fn element_attributes_set_options_and_route_and_can_change() -> TestResult {
    test_in_bare_host(async |tab| {
        element(tab, &odd_record()).await?;
        expect_rows(tab, 15).await?;
        tab.evaluate(
            "(element.setAttribute('locale', 'zh-CN'), element.setAttribute('artifact-name', '^caret'), true)",
        )
        .await?;
        wait_for_texts(tab, NAME_CELLS, &["^caret"]).await?;
        wait_for_texts(tab, STATUS, &["同步异常"]).await?;
        tab.evaluate("(element.removeAttribute('artifact-name'), element.removeAttribute('status'), true)").await?;
        expect_rows(tab, 20).await?;
        // Changes by the host do not dispatch navigate events.
        assert_eq!(tab.evaluate("moves").await?, json!([]));
        tab.evaluate(&format!(
            "(element.removeAttribute('record'), element.setAttribute('task', '{}'), true)",
            examples::NIGHTLY_TASK
        ))
        .await?;
        tab.wait_for_value("the task", &format!("({}).length", visible_texts("table.rl-history tbody")), 20).await?;
        Ok(())
    })
}

#[test]
fn element_and_mount_show_the_plans_of_a_project() -> TestResult {
    test_in_bare_host(async |tab| {
        let names = "table.rl-plans .rl-row-link";
        element(tab, &format!("project=\"{}\" enabled=true", examples::PROJECT)).await?;
        tab.wait_for_value("the plans", &format!("({}).length", visible_texts(names)), 20).await?;
        click(tab, ".rl-filters .rl-choice a[href*='enabled=false']").await?;
        let place = json!({ "project": examples::PROJECT, "enabled": false });
        tab.wait_for_value("the event", "moves", json!([{ "place": place, "replace": false }])).await?;
        wait_for_texts(tab, names, &["never-executed", "old-mirror", "cc libs nightly"]).await?;
        click(tab, names).await?;
        tab.wait_for_value("the task", "moves.at(-1).place.planName", "never-executed").await?;
        let other = format!(
            "(window.app = replicaLog.mount(other, {{ place: {{ project: '{}', pageSize: 5 }} }}), true)",
            examples::OTHER_PROJECT
        );
        tab.evaluate(&other).await?;
        tab.wait_for_value("five plans", &format!("({}).length", visible_texts(names)), 5).await?;
        Ok(())
    })
}

#[test]
fn user_navigation_dispatches_a_navigate_event_and_changes_no_attribute() -> TestResult {
    test_in_bare_host(async |tab| {
        element(tab, &odd_record()).await?;
        expect_rows(tab, 15).await?;
        click(tab, ".rl-choice a").await?;
        let expected = json!([{ "place": { "record": examples::ODD_RECORD }, "replace": false }]);
        tab.wait_for_value("the event", "moves", expected).await?;
        assert_eq!(tab.evaluate("element.getAttribute('status')").await?, json!("FAILED"));
        // Changing an option does not navigate back to the attributes' route.
        tab.evaluate("(element.setAttribute('locale', 'ja'), true)").await?;
        wait_for_texts(tab, STATUS, &["同期異常"]).await?;
        expect_rows(tab, 20).await?;
        Ok(())
    })
}

#[test]
fn setting_an_unchanged_attribute_again_navigates_back() -> TestResult {
    test_in_bare_host(async |tab| {
        element(tab, &odd_record()).await?;
        expect_rows(tab, 15).await?;
        click(tab, ".rl-choice a").await?;
        expect_rows(tab, 20).await?;
        tab.evaluate("(element.setAttribute('status', 'FAILED'), true)").await?;
        expect_rows(tab, 15).await
    })
}

#[test]
fn properties_set_before_define_are_applied() -> TestResult {
    test_in_bare_host(async |tab| {
        // As frameworks do while the module is loading.
        let early = "const early = document.getElementById('one').appendChild(document.createElement('late-log')); \
                     early.headers = { 'X-Early': 'yes' }; early.setAttribute('record', ID); \
                     replicaLog.define('late-log')";
        tab.run_in_page(early.replace("ID", &json!(examples::ODD_RECORD).to_string())).await?;
        expect_rows(tab, 20).await?;
        assert!(tab.requests("").iter().all(|seen| seen.header("x-early") == Some("yes")));
        Ok(())
    })
}

#[test]
fn signin_event_replaces_the_sign_in_link_if_there_is_a_listener() -> TestResult {
    test_in_host("bare", AllowedErrors::Requests, async |tab| {
        tab.demo().faults().add(Tab::fault_of_rows(FaultResponse::Gateway(401)));
        element(tab, &format!("{} sign-in-url=\"/login\"", odd_record())).await?;
        tab.wait_for_value("the link", &visible_texts(".rl-failure a.rl-button"), json!(["Sign in"])).await?;
        tab.evaluate("(element.addEventListener('signin', event => { window.done = event.detail.done; }), true)")
            .await?;
        click(tab, ".rl-refresh").await?;
        click(tab, ".rl-failure button[data-main]").await?;
        tab.wait_until("the event", "!!window.done").await?;
        tab.demo().faults().clear();
        tab.evaluate("(done(), true)").await?;
        expect_rows(tab, 15).await?;
        Ok(())
    })
}

#[test]
fn unauthorized_event_is_dispatched_at_the_401_and_retry_repeats_requests() -> TestResult {
    test_in_host("bare", AllowedErrors::Requests, async |tab| {
        tab.fault("/replication/", FaultResponse::Gateway(401));
        tab.run_in_page("window.events = 0; document.getElementById('one').addEventListener('unauthorized', () => { events += 1; })").await?;
        element(tab, &odd_record()).await?;
        tab.wait_for_value("the event", "events", 1).await?;
        tab.wait_until("a failure", &format!("({}).length > 0", visible_texts(".rl-failure"))).await?;
        // A request that is running is not repeated.
        wait_until_loaded(tab).await?;
        tab.demo().faults().clear();
        tab.run_in_page("document.querySelector('replica-log').retry()").await?;
        expect_rows(tab, 15).await?;
        assert_eq!(tab.evaluate("events").await?, json!(1));
        Ok(())
    })
}

#[test]
fn href_of_property_gives_links_their_addresses() -> TestResult {
    test_in_bare_host(async |tab| {
        // Before the element is in the document: a change applies to links that are rendered afterwards.
        tab.evaluate(
            "(replicaLog.define(), window.element = document.createElement('replica-log'), \
             element.hrefOf = place => `/ui/${Object.keys(place)[0] ?? 'home'}`, \
             element.addEventListener('navigate', event => moves.push(event.detail)), true)",
        )
        .await?;
        let record = examples::ODD_RECORD;
        tab.evaluate(&format!(
            "(element.setAttribute('record', '{record}'), element.setAttribute('locale', 'en-US'), \
             one.append(element), true)"
        ))
        .await?;
        expect_rows(tab, 20).await?;
        wait_for_texts(tab, "h1", &["odd-names"]).await?;
        let href = "element.shadowRoot.querySelector('h1 a').getAttribute('href')";
        tab.wait_for_value("the link", href, "/ui/task").await?;
        click(tab, "h1 a").await?;
        tab.wait_for_value("the task", "moves.at(-1).place.task", examples::ODD_TASK).await?;
        Ok(())
    })
}

#[test]
fn moving_the_element_in_the_document_keeps_its_state() -> TestResult {
    test_in_bare_host(async |tab| {
        element(tab, &odd_record()).await?;
        expect_rows(tab, 15).await?;
        let busy = "element.shadowRoot.querySelector('.rl-skeleton, [aria-busy=true], [data-busy=true]')";
        tab.wait_until("all responses", &format!("!{busy}")).await?;
        let request_count = tab.requests("").len();
        tab.evaluate("(window.row = element.shadowRoot.querySelector('tbody'), other.append(element), true)").await?;
        tab.wait_until("the same DOM node", "element.shadowRoot.querySelector('tbody') === row && row.isConnected")
            .await?;
        assert_eq!(tab.requests("").len(), request_count);
        tab.evaluate("(element.remove(), true)").await?;
        tab.wait_for_value("nothing in it", "element.shadowRoot.children.length", 0).await?;
        // After a second insertion the app starts again.
        tab.evaluate("(one.append(element), true)").await?;
        expect_rows(tab, 15).await?;
        Ok(())
    })
}

#[test]
fn host_can_set_colours_by_custom_properties() -> TestResult {
    test_in_bare_host(async |tab| {
        element(tab, &odd_record()).await?;
        expect_rows(tab, 15).await?;
        let colour = "getComputedStyle(element.shadowRoot.querySelector('h1 a')).color";
        let own = tab.evaluate(colour).await?;
        tab.evaluate("(one.classList.add('red'), true)").await?;
        tab.wait_for_value("the host's colour", colour, "rgb(200, 0, 0)").await?;
        assert_ne!(own, Value::from("rgb(200, 0, 0)"));
        Ok(())
    })
}
