//! The examples, as they are shown, with their real frameworks.

use crate::guest::{ROOTS, apps, click, reads, shows_rows, visit_host};
use replica_log_e2e::{Complaints, Fail, Outcome, Tab, examples};

/// What every example does: it shows, follows, tells.
async fn hosts(tab: &Tab, told: &str) -> Result<(), Fail> {
    shows_rows(tab, 1).await?;
    assert_eq!(apps(tab).await?, 1);
    // What the host wants, the app does; and does not tell it back.
    tab.click_word("nav > *", "Another").await?;
    shows_rows(tab, 2).await?;
    // Where a person goes, the host is told; and what the host makes of it is no second move.
    click(tab, "h1 a").await?;
    tab.reads("output", &[told]).await?;
    reads(tab, "table.rl-history .rl-status", &["Success"]).await?;
    let asked = tab.asked(&format!("page/{}", examples::DOCUMENTED_GENERIC_TASK));
    let mut queries: Vec<_> = asked.into_iter().map(|seen| seen.query).collect();
    queries.sort();
    assert_eq!(queries, ["pageNumber=1&pageSize=20", "pageNumber=1&pageSize=60"], "the table, and the strip above it");
    tab.click_word("nav > *", "One execution").await?;
    shows_rows(tab, 1).await?;
    Ok(())
}

async fn speaks_chinese_when_told(tab: &Tab) -> Result<(), Fail> {
    tab.click_word("nav > *", "中文").await?;
    reads(tab, ".rl-record-head .rl-title .rl-status", &["同步成功"]).await?;
    shows_rows(tab, 1).await
}

/// Out of the document, and out of the memory of its own root as well: it was unmounted, not just forgotten.
async fn leaves_nothing(tab: &Tab) -> Result<(), Fail> {
    tab.value(&format!("([window.root] = {ROOTS}, true)")).await?;
    tab.click_word("nav > *", "Close").await?;
    tab.until_same("no app", &format!("{ROOTS}.length"), 0).await?;
    tab.until_same("nothing where it was", "root.childNodes.length", 0).await
}

fn task() -> String {
    format!("task={}", examples::DOCUMENTED_GENERIC_TASK)
}

#[test]
fn a_plain_page_has_an_element() -> Outcome {
    visit_host("html", Complaints::None, async |tab| {
        hosts(tab, &task()).await?;
        leaves_nothing(tab).await?;
        Ok(())
    })
}

#[test]
fn vue_2_as_the_console_has_it() -> Outcome {
    visit_host("vue2", Complaints::None, async |tab| {
        tab.click_word("nav > *", "One execution").await?;
        hosts(tab, &format!("/tasks/{}", examples::DOCUMENTED_GENERIC_TASK)).await?;
        // The router's history is the way of both.
        tab.back().await?;
        reads(tab, "table.rl-history .rl-status", &["Success"]).await?;
        tab.back().await?;
        shows_rows(tab, 2).await?;
        tab.back().await?;
        shows_rows(tab, 1).await?;
        speaks_chinese_when_told(tab).await?;
        leaves_nothing(tab).await?;
        Ok(())
    })
}

#[test]
fn vue_3() -> Outcome {
    visit_host("vue3", Complaints::None, async |tab| {
        hosts(tab, &task()).await?;
        speaks_chinese_when_told(tab).await?;
        leaves_nothing(tab).await?;
        Ok(())
    })
}

#[test]
fn react_in_its_strict_mode() -> Outcome {
    visit_host("react", Complaints::None, async |tab| {
        hosts(tab, &task()).await?;
        speaks_chinese_when_told(tab).await?;
        leaves_nothing(tab).await?;
        Ok(())
    })
}
