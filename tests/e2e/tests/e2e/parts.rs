//! Parts of the page that are loaded when they are opened, and how much is loaded at once.

use crate::common::NAMES;
use replica_log_e2e::{Complaints, FIRST_VISIT, Outcome, Setup, Tab, app_folder, brotli, examples, visit};
use serde_json::json;

/// Whatever the page has loaded of its own, in order.
const LOADED: &str = "performance.getEntriesByType('resource').map(e => new URL(e.name).pathname.slice(1))\
    .filter(name => /\\.(js|css|wasm|svg)$/.test(name))";

const QUESTION: &str = ".rl-questions a[href*='triage=error']";
const CHOSEN: &str = "document.activeElement.matches('.rl-triage .rl-choice a[aria-current]')";

fn failed() -> String {
    format!("records/{}", examples::nightly_failed())
}

async fn open(tab: &Tab) -> Outcome {
    tab.open(&failed()).await?;
    tab.counts(NAMES, 20).await?;
    Ok(())
}

/// How many parts the page has loaded.
async fn parts(tab: &Tab) -> Outcome<usize> {
    let loaded = tab.value(&format!("{LOADED}.filter(name => name.startsWith('part-')).length")).await?;
    Ok(usize::try_from(loaded.as_u64().unwrap_or_default()).unwrap_or(usize::MAX))
}

#[test]
fn a_first_visit_loads_no_more_than_was_promised() -> Outcome {
    visit(Setup::default(), async |tab| {
        open(tab).await?;
        let loaded = tab.value(LOADED).await?;
        let mut files: Vec<&str> = loaded.as_array().unwrap().iter().filter_map(|name| name.as_str()).collect();
        files.extend(["index.html"]);
        files.sort_unstable();
        files.dedup();
        for kind in [".wasm", ".css", "index.html"] {
            assert_eq!(files.iter().filter(|name| name.ends_with(kind)).count(), 1, "{kind}: {files:?}");
        }
        let mut sum = 0;
        for file in &files {
            sum += brotli(&std::fs::read(app_folder()?.join(file))?).len() as u64;
        }
        assert!(sum <= FIRST_VISIT, "{sum} bytes: {files:?}");
        Ok(())
    })
}

#[test]
fn what_is_opened_is_loaded_then_and_once() -> Outcome {
    visit(Setup::default(), async |tab| {
        open(tab).await?;
        assert_eq!(parts(tab).await?, 0);
        tab.click("button[data-name=columns]").await?;
        tab.counts("dialog[data-name=columns][open] li", 14).await?;
        let loaded = parts(tab).await?;
        assert!(loaded > 0);
        tab.click("dialog[data-name=columns] .rl-dialog-end button").await?;
        tab.misses("dialog[open]").await?;
        tab.click("button[data-name=export]").await?;
        tab.counts("dialog[data-name=export][open] [data-format]", 2).await?;
        // What is here already is there at once, and the focus on it.
        tab.until("the focus on the first choice", "document.activeElement.dataset.format === 'csv'").await?;
        assert_eq!(parts(tab).await?, loaded);
        Ok(())
    })
}

#[test]
fn what_is_on_its_way_has_its_place_and_the_focus() -> Outcome {
    visit(Setup::default(), async |tab| {
        open(tab).await?;
        tab.gate().hold("/part-");
        tab.value(&format!("document.querySelector({}).focus()", json!(QUESTION))).await?;
        tab.click(QUESTION).await?;
        tab.counts(".rl-triage .rl-skeleton", 1).await?;
        tab.until("the focus there", "document.activeElement.closest('.rl-triage')").await?;
        tab.gate().let_go();
        tab.sees(".rl-triage .rl-total", "246 of 246").await?;
        tab.until("the focus on what was asked", CHOSEN).await?;
        Ok(())
    })
}

#[test]
fn what_cannot_be_loaded_says_so_and_comes_when_it_can() -> Outcome {
    visit(Setup { complaints: Complaints::Any, ..Setup::default() }, async |tab| {
        open(tab).await?;
        tab.gate().lose(Some("/part-"));
        tab.click(QUESTION).await?;
        tab.sees(".rl-triage [role=alert]", "This part of the page could not be loaded").await?;
        tab.click_word(".rl-triage .rl-notice button", "Try again").await?;
        tab.sees(".rl-triage [role=alert]", "This part of the page could not be loaded").await?;
        // The rest is as good as it was.
        tab.counts(NAMES, 20).await?;
        // A file of the right name, as a proxy may send it.
        tab.gate().lose(None);
        tab.gate().spoil(Some("/part-"));
        tab.click_word(".rl-triage .rl-notice button", "Try again").await?;
        tab.sees(".rl-triage [role=alert]", "This part of the page could not be loaded").await?;
        tab.gate().spoil(None);
        tab.click_word(".rl-triage .rl-notice button", "Try again").await?;
        tab.sees(".rl-triage .rl-total", "246 of 246").await?;
        Ok(())
    })
}

#[test]
fn where_the_release_is_gone_reloading_leads_back_to_the_same_place() -> Outcome {
    visit(Setup { complaints: Complaints::Any, ..Setup::default() }, async |tab| {
        open(tab).await?;
        tab.gate().lose(Some("/part-"));
        tab.click(QUESTION).await?;
        tab.sees(".rl-triage .rl-notice", "If the page has been updated meanwhile, reload it").await?;
        tab.gate().lose(None);
        tab.value("window.before = true").await?;
        tab.click_word(".rl-triage .rl-notice button", "Reload the page").await?;
        tab.until_same("the page anew", "window.before ?? 'another'", "another").await?;
        tab.sees(".rl-triage .rl-total", "246 of 246").await?;
        Ok(())
    })
}
