//! What is said by itself to those who do not see it: each thing that happened once, in one place, and nothing again and
//! again while a page refreshes itself.

use crate::common::NAMES;
use replica_log_e2e::{Complaints, Endpoint, Fail, Fault, FaultAnswer, Key, Outcome, Setup, Tab, examples, visit};
use std::time::Duration;

/// Waits until something has been said, and has all of it.
async fn hears(tab: &Tab, said: &[&str]) -> Outcome {
    tab.until("it to be said", &format!("heard.length >= {}", said.len())).await?;
    tab.is_quiet().await?;
    assert_eq!(tab.heard().await?, said);
    Ok(())
}

/// Waits until the details have been asked for again after `does`, and are answered.
async fn refreshes(tab: &Tab, does: impl AsyncFnOnce() -> Result<(), Fail>) -> Outcome {
    let before = tab.asked("detail/page/").len();
    does().await?;
    tab.until_some("another question", async || {
        let now = tab.asked("detail/page/").len();
        Ok(if now > before { Ok(()) } else { Err(now.to_string()) })
    })
    .await?;
    tab.until_same("an answer", "document.querySelector('.rl-refresh').dataset.busy", "false").await?;
    Ok(())
}

#[test]
fn what_was_asked_for_is_said_once_when_it_is_there() -> Outcome {
    visit(Setup::troubled(), async |tab| {
        tab.listen();
        tab.open("").await?;
        tab.press(Key::Enter).await?;
        hears(tab, &["Enter a task key or a record ID."]).await?;
        tab.write(".rl-open input", examples::NIGHTLY_TASK).await?;
        tab.press(Key::Enter).await?;
        tab.counts("table.rl-history tbody", 20).await?;
        hears(tab, &["Looking it up…", "187 executions"]).await?;
        tab.open(&format!("records/{}", examples::nightly_failed())).await?;
        tab.counts(NAMES, 20).await?;
        hears(tab, &["12,345 artifacts"]).await?;
        tab.click(".rl-filters .rl-choice a:last-child").await?;
        hears(tab, &["246 artifacts"]).await?;
        tab.click(".rl-pager a[rel=next]").await?;
        hears(tab, &["246 artifacts"]).await?;
        tab.click(".rl-questions a:nth-of-type(1)").await?;
        tab.until("groups", "document.querySelector('.rl-triage .rl-toggle button')").await?;
        hears(tab, &["Over 246 of 246 failed artifacts"]).await?;
        Ok(())
    })
}

#[test]
fn what_was_taken_along_is_said_once() -> Outcome {
    visit(Setup::troubled(), async |tab| {
        tab.listen();
        tab.open(&format!("records/{}", examples::nightly_failed())).await?;
        hears(tab, &["12,345 artifacts"]).await?;
        tab.shares_the_clipboard().await?;
        tab.click(".rl-record-head .rl-copy").await?;
        hears(tab, &["Copied"]).await?;
        // Twenty-five pages are read for it.
        tab.value("(window.showSaveFilePicker = undefined, null)").await?;
        tab.click("button[data-name=export]").await?;
        tab.click("dialog [data-format=ndjson]").await?;
        tab.counts("dialog a[download]", 1).await?;
        hears(tab, &["12,345 rows written, as promised."]).await?;
        tab.press(Key::Escape).await?;
        tab.misses("dialog[open]").await?;
        tab.click("button[data-name=raw]").await?;
        tab.click("dialog[data-name=raw] [data-main]").await?;
        tab.counts("dialog[data-name=raw] pre", 1).await?;
        let raw = tab.heard().await?;
        assert_eq!(raw.len(), 2, "{raw:?}");
        assert!(raw[0] == "Loading…" && raw[1].starts_with("12,345 rows, ") && raw[1].ends_with(" MB"), "{raw:?}");
        Ok(())
    })
}

#[test]
fn a_history_is_said_to_be_read_and_not_how_far() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.listen();
        tab.open(&format!("tasks/{}", examples::FREQUENT_TASK)).await?;
        tab.counts("table.rl-history tbody", 20).await?;
        let total = tab.texts(".rl-total").await?;
        hears(tab, &[&total[0]]).await?;
        tab.click(".rl-runs-switch a").await?;
        tab.counts(".rl-point", 1).await?;
        hears(tab, &["Loading…", &total[0]]).await?;
        Ok(())
    })
}

#[test]
fn a_page_that_refreshes_itself_says_no_more_than_that_there_is_more() -> Outcome {
    visit(Setup::running(Duration::from_secs(600)), async |tab| {
        tab.demo().clock().stop();
        tab.listen();
        tab.open(&format!("records/{}", examples::RUNNING_RECORD)).await?;
        tab.counts(NAMES, 20).await?;
        let total = tab.texts(".rl-total").await?;
        hears(tab, &[&total[0]]).await?;
        // Nothing new.
        refreshes(tab, async || Ok(())).await?;
        assert_eq!(tab.heard().await?, [""; 0]);
        // Something, and then more.
        tab.demo().clock().advance(Duration::from_secs(20));
        tab.counts(".rl-news button", 1).await?;
        let news = tab.texts(".rl-news button").await?;
        hears(tab, &[&news[0]]).await?;
        tab.demo().clock().advance(Duration::from_secs(20));
        tab.until("more news", &format!("document.querySelector('.rl-news button').innerText !== '{}'", news[0]))
            .await?;
        assert_eq!(tab.heard().await?, [""; 0]);
        Ok(())
    })
}

#[test]
fn a_refresh_that_fails_says_so_once_and_by_its_headline() -> Outcome {
    visit(Setup { complaints: Complaints::Requests, ..Setup::running(Duration::from_secs(600)) }, async |tab| {
        tab.demo().clock().stop();
        tab.listen();
        tab.open(&format!("records/{}", examples::RUNNING_RECORD)).await?;
        tab.counts(NAMES, 20).await?;
        tab.heard().await?;
        tab.demo().faults().add(Fault::new(Endpoint::DetailPage, FaultAnswer::Status(500)));
        tab.counts(".rl-stale", 1).await?;
        hears(tab, &["Details: The replication service reported an error"]).await?;
        for _ in 0..2 {
            refreshes(tab, async || tab.click(".rl-refresh").await).await?;
        }
        tab.counts(".rl-stale", 1).await?;
        assert_eq!(tab.heard().await?, [""; 0]);
        tab.demo().faults().clear();
        tab.click(".rl-refresh").await?;
        tab.misses(".rl-stale").await?;
        assert_eq!(tab.heard().await?, [""; 0]);
        Ok(())
    })
}
