//! What goes on while the page is open.

use crate::common::{records, text, to_the_second};
use replica_log_e2e::{Outcome, Setup, examples, visit};
use serde_json::json;
use std::time::Duration;

const ROWS: &str = "table.rl-details tbody";

#[test]
fn a_running_record_goes_on_and_ends_without_being_touched() -> Outcome {
    let record = examples::RUNNING_RECORD;
    visit(Setup::running(Duration::from_secs(600)), async |tab| {
        tab.demo().clock().stop();
        tab.open(&format!("records/{record}")).await?;
        tab.reads(".rl-record-head .rl-title .rl-status", &["Running"]).await?;
        tab.tells("End time", "--").await?;
        let before = tab.service_says(&format!("detail/page/{record}")).await?["totalRecords"].clone();
        tab.sees(".rl-total", &format!("{before} artifacts")).await?;
        tab.counts(".rl-record-head progress", 1).await?;
        let progress = "document.querySelector('.rl-record-head progress')?.value";
        let far = tab.until("some progress", progress).await?.as_f64().unwrap();
        assert!(far > 0.0 && far < 900.0, "{far} thousandths");
        // On the way.
        tab.demo().clock().advance(Duration::from_secs(300));
        let later = tab.service_says(&format!("detail/page/{record}")).await?["totalRecords"].clone();
        assert_ne!(before, later);
        tab.sees(".rl-total", &format!("{later} artifacts")).await?;
        tab.until("more progress", &format!("{progress} > {far}")).await?;
        // At the end.
        tab.demo().clock().advance(Duration::from_secs(301));
        tab.reads(".rl-record-head .rl-title .rl-status", &["Success"]).await?;
        tab.sees(".rl-total", "240 artifacts").await?;
        tab.misses(".rl-record-head progress").await?;
        let info = tab.service_says(record).await?;
        tab.tells("End time", &to_the_second(text(&info["record"], "endTime"))).await?;
        let overview = tab.service_says(&format!("overview/{record}")).await?;
        tab.sees(".rl-overview .rl-count[data-tone=good]", &overview["success"].to_string()).await?;
        tab.until_same("no next refresh", "document.querySelector('.rl-next').innerText", "").await?;
        Ok(())
    })
}

#[test]
fn a_pause_stops_the_refreshing_and_a_click_does_it_by_hand() -> Outcome {
    visit(Setup::running(Duration::from_secs(600)), async |tab| {
        tab.demo().clock().stop();
        tab.open(&format!("records/{}", examples::RUNNING_RECORD)).await?;
        tab.sees(".rl-next", "next refresh in").await?;
        tab.click_word("button", "Pause").await?;
        tab.until_same("no next refresh", "document.querySelector('.rl-next').innerText", "").await?;
        tab.demo().clock().advance(Duration::from_secs(601));
        let asked = tab.asked("detail/page/").len();
        // A pause of the page is longer than this: its age goes on, its rows do not.
        tab.until("the age to go on", "/[5-9] sec/.test(document.querySelector('.rl-age').innerText)").await?;
        assert_eq!(tab.asked("detail/page/").len(), asked);
        tab.reads(".rl-record-head .rl-title .rl-status", &["Running"]).await?;
        tab.click(".rl-refresh").await?;
        tab.reads(".rl-record-head .rl-title .rl-status", &["Success"]).await?;
        tab.sees(".rl-total", "240 artifacts").await?;
        Ok(())
    })
}

#[test]
fn a_refresh_keeps_open_rows_scrolling_and_focus() -> Outcome {
    let record = examples::RUNNING_RECORD;
    visit(Setup::running(Duration::from_secs(600)), async |tab| {
        tab.demo().clock().stop();
        let page = tab.service_says(&format!("detail/page/{record}?pageSize=100")).await?;
        let rows = records(&page);
        let id = text(&rows[40], "id").to_owned();
        tab.open(&format!("records/{record}?pageSize=100")).await?;
        tab.counts(ROWS, rows.len()).await?;
        let button = format!("{ROWS}:nth-of-type(41) .rl-toggle button");
        tab.click(&button).await?;
        tab.tells_in(".rl-whole-row", "Detail ID", &id).await?;
        tab.until_same("the focus on the row", "document.activeElement.getAttribute('aria-expanded')", "true").await?;
        // A text is selected, as if to be copied.
        tab.value(
            "(window.held = document.activeElement, \
            window.getSelection().selectAllChildren([...document.querySelectorAll('.rl-whole-row .rl-id')].pop()))",
        )
        .await?;
        let place = "[Math.round(window.held.getBoundingClientRect().top), window.held.isConnected, \
            document.activeElement === window.held, String(window.getSelection())]";
        let before = tab.value(place).await?;
        assert_eq!(before, json!([before[0], true, true, id]));
        assert!(tab.value("scrollY").await?.as_f64().unwrap() > 500.0);
        tab.demo().clock().advance(Duration::from_secs(30));
        let later = tab.service_says(&format!("detail/page/{record}?pageSize=100")).await?;
        let more = records(&later).iter().position(|row| text(row, "id") == id).unwrap();
        assert!(more > 40 && more < 60, "{more}");
        tab.reads(".rl-news button", &[&format!("{} new", more - 40)]).await?;
        tab.sees(".rl-age", "updated just now").await?;
        assert_eq!(tab.value(place).await?, before, "where it is, that it has the focus, and what is selected");
        // Shown when one asks for them; what is read stays in sight, and open.
        tab.click(".rl-news button").await?;
        tab.tells_in(&format!("{ROWS}:nth-of-type({})", more + 1), "Detail ID", &id).await?;
        let after = tab.value(place).await?;
        assert_eq!(after[1], true, "the row itself is the same");
        tab.counts(".rl-whole-row", 1).await?;
        tab.is_at(&format!("records/{record}?pageSize=100&open={id}")).await?;
        Ok(())
    })
}

#[test]
fn a_refresh_asks_the_same_question_again() -> Outcome {
    let record = examples::RUNNING_RECORD;
    visit(Setup::running(Duration::from_secs(600)), async |tab| {
        tab.open(&format!("records/{record}?status=SUCCESS&clusterName=shanghai&pageSize=10")).await?;
        tab.counts(ROWS, 10).await?;
        let first = tab.asked("detail/page/")[0].query.clone();
        tab.until_some("a second and a third question", async || {
            let asked = tab.asked("detail/page/").len();
            Ok(if asked > 2 { Ok(()) } else { Err(asked.to_string()) })
        })
        .await?;
        let asked = tab.asked("detail/page/");
        assert!(asked.iter().all(|seen| seen.query == first), "{asked:?}");
        // What a person has half typed is theirs.
        tab.write(".rl-field[data-name=artifactName] input", "/no-such").await?;
        tab.is_at(&format!("records/{record}?status=SUCCESS&artifactName=%2Fno-such&clusterName=shanghai&pageSize=10"))
            .await?;
        tab.sees(".rl-notice", "Nothing matches these filters.").await?;
        Ok(())
    })
}
