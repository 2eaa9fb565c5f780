//! `<replica-log>`: the same as an element.

use crate::guest::{click, inside, reads, visit_bare, visit_host};
use replica_log_e2e::{Complaints, Endpoint, FaultAnswer, Outcome, Tab, examples};
use serde_json::{Value, json};

const NAMES: &str = "table.rl-details td.rl-name > bdi";
const HEAD: &str = ".rl-record-head .rl-title .rl-status";

/// Puts an element with these attributes into `#one`, as `window.element`.
async fn element(tab: &Tab, attributes: &str) -> Outcome {
    let make = format!(
        "(replicaLog.define(), one.innerHTML = `<replica-log locale=\"en-US\" {attributes}></replica-log>`, \
         window.element = one.firstChild, \
         element.addEventListener('navigate', event => moves.push(event.detail)), true)"
    );
    tab.value(&make).await?;
    Ok(())
}

fn odd() -> String {
    format!("record=\"{}\" status=FAILED", examples::ODD_RECORD)
}

async fn rows(tab: &Tab, number: usize) -> Outcome {
    tab.until_same(&format!("{number} rows"), &format!("({}).length", inside(NAMES)), number).await?;
    Ok(())
}

#[test]
fn attributes_are_options_and_a_place_and_may_change() -> Outcome {
    visit_bare(async |tab| {
        element(tab, &odd()).await?;
        rows(tab, 15).await?;
        tab.value(
            "(element.setAttribute('locale', 'zh-CN'), element.setAttribute('artifact-name', 'npm://^caret'), true)",
        )
        .await?;
        reads(tab, NAMES, &["npm://^caret"]).await?;
        reads(tab, HEAD, &["同步异常"]).await?;
        tab.value("(element.removeAttribute('artifact-name'), element.removeAttribute('status'), true)").await?;
        rows(tab, 20).await?;
        // What a host says is no news to it.
        assert_eq!(tab.value("moves").await?, json!([]));
        tab.value(&format!(
            "(element.removeAttribute('record'), element.setAttribute('task', '{}'), true)",
            examples::NIGHTLY_TASK
        ))
        .await?;
        tab.until_same("the task", &format!("({}).length", inside("table.rl-history tbody")), 20).await?;
        Ok(())
    })
}

#[test]
fn a_move_is_an_event_and_changes_no_attribute() -> Outcome {
    visit_bare(async |tab| {
        element(tab, &odd()).await?;
        rows(tab, 15).await?;
        click(tab, ".rl-choice a").await?;
        let told = json!([{ "place": { "record": examples::ODD_RECORD }, "replace": false }]);
        tab.until_same("the event", "moves", told).await?;
        assert_eq!(tab.value("element.getAttribute('status')").await?, json!("FAILED"));
        // An option that changes is no reason to go back.
        tab.value("(element.setAttribute('locale', 'ja'), true)").await?;
        reads(tab, HEAD, &["同期異常"]).await?;
        rows(tab, 20).await?;
        Ok(())
    })
}

#[test]
fn an_attribute_that_is_set_again_is_meant() -> Outcome {
    visit_bare(async |tab| {
        element(tab, &odd()).await?;
        rows(tab, 15).await?;
        click(tab, ".rl-choice a").await?;
        rows(tab, 20).await?;
        tab.value("(element.setAttribute('status', 'FAILED'), true)").await?;
        rows(tab, 15).await
    })
}

#[test]
fn what_is_set_before_it_is_defined_counts() -> Outcome {
    visit_bare(async |tab| {
        // As a framework does while the module is still on its way.
        let early = "const early = document.getElementById('one').appendChild(document.createElement('late-log')); \
                     early.headers = { 'X-Early': 'yes' }; early.setAttribute('record', ID); \
                     replicaLog.define('late-log')";
        tab.page_runs(early.replace("ID", &json!(examples::ODD_RECORD).to_string())).await?;
        rows(tab, 20).await?;
        assert!(tab.asked("").iter().all(|seen| seen.header("x-early") == Some("yes")));
        Ok(())
    })
}

#[test]
fn whoever_must_sign_in_is_an_event_where_somebody_listens() -> Outcome {
    visit_host("bare", Complaints::Requests, async |tab| {
        tab.fault(Endpoint::DetailPage, FaultAnswer::Status(401));
        element(tab, &format!("{} sign-in-url=\"/login\"", odd())).await?;
        tab.until_same("the link", &inside(".rl-failure a.rl-button"), json!(["Sign in"])).await?;
        tab.value("(element.addEventListener('signin', event => { window.done = event.detail.done; }), true)").await?;
        click(tab, ".rl-refresh").await?;
        click(tab, ".rl-failure button[data-main]").await?;
        tab.until("the event", "!!window.done").await?;
        tab.demo().faults().clear();
        tab.value("(done(), true)").await?;
        rows(tab, 15).await?;
        Ok(())
    })
}

#[test]
fn moved_in_the_document_it_goes_on_as_it_was() -> Outcome {
    visit_bare(async |tab| {
        element(tab, &odd()).await?;
        rows(tab, 15).await?;
        let asked = tab.asked("").len();
        tab.value("(window.row = element.shadowRoot.querySelector('tbody'), other.append(element), true)").await?;
        tab.until("the very same row", "element.shadowRoot.querySelector('tbody') === row && row.isConnected").await?;
        assert_eq!(tab.asked("").len(), asked);
        tab.value("(element.remove(), true)").await?;
        tab.until_same("nothing in it", "element.shadowRoot.children.length", 0).await?;
        // Put back, it begins again.
        tab.value("(one.append(element), true)").await?;
        rows(tab, 15).await?;
        Ok(())
    })
}

#[test]
fn its_colours_are_the_hosts_to_set() -> Outcome {
    visit_bare(async |tab| {
        element(tab, &odd()).await?;
        rows(tab, 15).await?;
        let colour = "getComputedStyle(element.shadowRoot.querySelector('h1 a')).color";
        let own = tab.value(colour).await?;
        tab.value("(one.classList.add('red'), true)").await?;
        tab.until_same("the host's colour", colour, "rgb(200, 0, 0)").await?;
        assert_ne!(own, Value::from("rgb(200, 0, 0)"));
        Ok(())
    })
}
