//! Neither side sees the other: not its styles, not what it has done to the language.

use crate::guest::{ROOTS, apps, click, inside, reads, shows_rows, until_same, value, visit_host};
use replica_log_e2e::{Complaints, Fail, Outcome, Tab};
use serde_json::{Value, json};

/// Waits until nothing is on its way.
async fn rests(tab: &Tab) -> Result<(), Fail> {
    let busy = format!(
        "document.fonts.status === 'loaded' && document.getAnimations().length === 0 && \
         {ROOTS}.every(root => !root.querySelector('.rl-skeleton, [aria-busy=true], [data-busy=true]'))"
    );
    until_same(tab, "the page to be at rest", &busy, true).await
}

/// How many elements were looked at, and what differs.
fn looked_at(found: &Value) -> (u64, Vec<Value>) {
    let mut found = found.as_array().cloned().unwrap_or_default();
    let number = found.remove(0).as_u64().unwrap_or_default();
    (number, found)
}

#[test]
fn the_consoles_sheet_and_ours_do_not_see_each_other() -> Outcome {
    visit_host("console", Complaints::None, async |tab| {
        tab.until("the host to be there", "window.enter").await?;
        rests(tab).await?;
        // The sheet is at work.
        let colour = "getComputedStyle(document.querySelector('#host .bk-primary')).backgroundColor";
        assert_eq!(tab.value(colour).await?, "rgb(58, 132, 255)");
        tab.value("enter()").await?;
        shows_rows(tab, 1).await?;
        rests(tab).await?;
        assert_eq!(tab.value("changedAround()").await?, json!([]), "on the host's side");
        let (number, differs) = looked_at(&tab.value("changedWithin()").await?);
        assert!(number > 100, "{number}");
        assert_eq!(differs, [] as [Value; 0], "on our side");
        tab.value("leave()").await?;
        tab.until_same("an empty box", "document.querySelector('#box').childNodes.length", 0).await?;
        // Its buttons fade back into the sheet that was taken from them meanwhile.
        until_same(tab, "the host as it was", "changedAround()", json!([])).await?;
        Ok(())
    })
}

#[test]
fn a_hostile_page_changes_nothing_and_breaks_nothing() -> Outcome {
    visit_host("hostile", Complaints::None, async |tab| {
        // One mounted, and one as an element.
        shows_rows(tab, 3).await?;
        rests(tab).await?;
        for root in
            ["document.querySelector('#box > *').shadowRoot", "document.querySelector('replica-log').shadowRoot"]
        {
            let (number, differs) = looked_at(&value(tab, &format!("changedWithin({root})")).await?);
            assert!(number > 100, "{number}");
            assert_eq!(differs, [] as [Value; 0], "{root}");
            let table = format!("getComputedStyle({root}.querySelector('table.rl-details')).display");
            assert_eq!(value(tab, &table).await?, "table");
        }
        assert_eq!(value(tab, &inside(".rl-mistake")).await?, json!([]));
        // Each has asked with its own headers, and none with what hangs on prototypes.
        let mut projects: Vec<_> =
            tab.asked("detail/page").iter().map(|seen| seen.header("x-project").map(str::to_owned)).collect();
        projects.sort();
        assert_eq!(projects, [Some("one".to_owned()), Some("two".to_owned())]);
        assert!(tab.asked("").iter().all(|seen| !seen.query.contains("extended") && seen.header("extended").is_none()));
        // A person clicks, the host is told.
        click(tab, "h1 a").await?;
        until_same(tab, "the host to be told", "window.told", json!(["task=4b8e2d6fa0c1435799b3d7e5f1082c6a"])).await?;
        reads(tab, "table.rl-history .rl-status", &["Success"]).await?;
        assert_eq!(apps(tab).await?, 2);
        Ok(())
    })
}

#[test]
fn a_page_that_allows_next_to_nothing_allows_enough() -> Outcome {
    visit_host("strict", Complaints::None, async |tab| {
        shows_rows(tab, 2).await?;
        // Its style is there, too.
        let table = format!("getComputedStyle({ROOTS}[0].querySelector('.rl-guest .rl')).backgroundColor");
        assert_eq!(value(tab, &table).await?, "rgb(245, 247, 250)");
        click(tab, "table.rl-details .rl-toggle button").await?;
        until_same(tab, "an open row", &format!("({}).length", inside(".rl-whole-row")), 1).await?;
        click(tab, "h1 a").await?;
        reads(tab, "table.rl-history .rl-status", &["Success"]).await?;
        Ok(())
    })
}
