//! The execution history of a task.

use crate::common::{records, status_word, text, to_the_second, total};
use replica_log_e2e::{Key, Outcome, Setup, examples, parameters, visit};
use serde_json::json;
use std::time::Duration;

const ROWS: &str = "table.rl-history tbody";
const BARS: &str = ".rl-strip li a";

fn nightly() -> String {
    format!("tasks/{}", examples::NIGHTLY_TASK)
}

#[test]
fn the_rows_say_what_the_service_says() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open(&nightly()).await?;
        tab.counts(ROWS, 20).await?;
        let page = tab.service_says(&format!("page/{}?pageNumber=1&pageSize=20", examples::NIGHTLY_TASK)).await?;
        let rows = records(&page);
        let starts: Vec<_> = rows.iter().map(|row| to_the_second(text(row, "startTime"))).collect();
        let starts: Vec<_> = starts.iter().map(String::as_str).collect();
        tab.reads(&format!("{ROWS} .rl-row-link"), &starts).await?;
        let ends: Vec<_> = rows.iter().map(|row| to_the_second(text(row, "endTime"))).collect();
        let ends: Vec<_> = ends.iter().map(String::as_str).collect();
        tab.reads(&format!("{ROWS} td:nth-child(3)"), &ends).await?;
        let statuses: Vec<_> = rows.iter().map(|row| status_word(text(row, "status"))).collect();
        tab.reads(&format!("{ROWS} td:first-child .rl-status"), &statuses).await?;
        assert!(statuses.contains(&"Failed") && statuses.contains(&"Success"), "both are to be seen");
        let errors: Vec<_> = rows.iter().filter_map(|row| row["errorReason"].as_str()).collect();
        assert!(!errors.is_empty());
        tab.reads(&format!("{ROWS} .rl-error bdi"), &errors).await?;
        // The counts that the server sends inline.
        let second = &rows[1]["replicaOverview"];
        let counts = format!(
            "{} · {} failed",
            crate::common::grouped(second["success"].as_u64().unwrap()),
            crate::common::grouped(second["failed"].as_u64().unwrap()),
        );
        tab.sees(&format!("{ROWS}:nth-of-type(2) td:nth-child(5)"), &counts).await?;
        tab.sees(".rl-total", "187 executions").await?;
        Ok(())
    })
}

#[test]
fn an_old_server_has_a_history_without_counts() -> Outcome {
    visit(Setup::old(), async |tab| {
        tab.open(&nightly()).await?;
        tab.counts(ROWS, 20).await?;
        for column in [5, 6] {
            tab.reads(&format!("{ROWS} td:nth-child({column})"), &["--"; 20]).await?;
        }
        Ok(())
    })
}

#[test]
fn the_status_filter_is_the_services_own() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open(&format!("{}?pageNumber=3", nightly())).await?;
        tab.counts(ROWS, 20).await?;
        tab.click_word(".rl-choice a", "Failed").await?;
        // From the first page, since the third of another list means nothing.
        tab.is_at(&format!("{}?status=FAILED", nightly())).await?;
        let asked = tab
            .until_asked("the failed ones", "record/page/", |seen| {
                parameters(seen).contains(&("status".into(), "FAILED".into()))
            })
            .await?;
        assert!(parameters(&asked).contains(&("pageNumber".into(), "1".into())), "{asked:?}");
        let page = tab.service_says(&format!("page/{}?status=FAILED", examples::NIGHTLY_TASK)).await?;
        tab.sees(".rl-total", &format!("{} executions", total(&page))).await?;
        tab.reads(&format!("{ROWS} td:first-child .rl-status"), &["Failed"; 20]).await?;
        tab.reads(".rl-choice a[aria-current]", &["Failed"]).await?;
        tab.click_word(".rl-choice a", "Running").await?;
        tab.sees(".rl-notice", "Nothing matches these filters.").await?;
        tab.misses("table").await?;
        tab.click_word(".rl-notice a", "clear all").await?;
        tab.is_at(&nightly()).await?;
        tab.counts(ROWS, 20).await?;
        Ok(())
    })
}

#[test]
fn a_row_leads_to_its_record_and_back() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open(&format!("{}?planName=nightly-release&pageNumber=2", nightly())).await?;
        tab.reads("h1", &["nightly-release"]).await?;
        let run = examples::nightly_run(23);
        tab.click(&format!("{ROWS} a[href*='{run}']")).await?;
        // The name goes along.
        tab.is_at(&format!("records/{run}?planName=nightly-release")).await?;
        tab.tells("Record ID", &run).await?;
        tab.reads("h1", &["nightly-release"]).await?;
        // It arrives at the top of the other page.
        tab.until_same("the top of the page", "scrollY", 0).await?;
        tab.back().await?;
        tab.is_at(&format!("{}?planName=nightly-release&pageNumber=2", nightly())).await?;
        tab.sees(".rl-pager-rows", "21–40 of 187").await?;
        tab.counts(&format!("{ROWS} a[href*='{run}']"), 1).await?;
        Ok(())
    })
}

#[test]
fn each_bar_of_the_strip_is_a_link_with_a_text() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open(&nightly()).await?;
        tab.until_same("sixty bars", &format!("document.querySelectorAll('{BARS}').length"), 60).await?;
        let page = tab.service_says(&format!("page/{}?pageSize=60", examples::NIGHTLY_TASK)).await?;
        let mut rows = records(&page);
        rows.reverse();
        let labels = tab.attributes(BARS, "aria-label").await?;
        for (row, label) in rows.iter().zip(&labels) {
            let start = to_the_second(text(row, "startTime"));
            let begins = format!("{start} · {} · ", status_word(text(row, "status")));
            let label = label.as_str().unwrap();
            assert!(label.starts_with(&begins) && label.len() > begins.len(), "{label} should begin with {begins}");
        }
        tab.sees(".rl-runs h2", "Last 60 runs").await?;
        tab.sees(".rl-runs .rl-hint", "median 3").await?;
        assert_eq!(tab.value("document.querySelectorAll('.rl-strip hr').length").await?, 1);
        // The longest run has the highest bar.
        let heights = format!("[...document.querySelectorAll('{BARS} i')].map(e => parseInt(e.style.height))");
        let heights = tab.value(&heights).await?;
        let heights: Vec<i64> = heights.as_array().unwrap().iter().filter_map(serde_json::Value::as_i64).collect();
        let longest = heights.iter().max().unwrap();
        let bad_week = heights[60 - 42..60 - 35].iter().max().unwrap();
        assert_eq!(longest, bad_week, "{heights:?}");
        tab.click(&format!("{BARS}[href*='{}']", examples::nightly_failed())).await?;
        tab.is_at(&format!("records/{}", examples::nightly_failed())).await?;
        assert!(tab.asked("record/list/").is_empty(), "nobody asked for the whole history");
        Ok(())
    })
}

#[test]
fn the_pager_leads_to_every_page() -> Outcome {
    let rows = ".rl-pager-rows";
    visit(Setup::default(), async |tab| {
        tab.open(&nightly()).await?;
        tab.reads(rows, &["1–20 of 187"]).await?;
        tab.misses(".rl-pager a[rel=prev], .rl-pager a[rel=first]").await?;
        tab.click(".rl-pager a[rel=next]").await?;
        tab.is_at(&format!("{}?pageNumber=2", nightly())).await?;
        tab.reads(rows, &["21–40 of 187"]).await?;
        tab.click_word(".rl-pager a", "3").await?;
        tab.reads(rows, &["41–60 of 187"]).await?;
        tab.reads(".rl-pager a[aria-current=page]", &["3"]).await?;
        let page = tab.service_says(&format!("page/{}?pageNumber=3", examples::NIGHTLY_TASK)).await?;
        let first = to_the_second(text(&records(&page)[0], "startTime"));
        tab.sees(&format!("{ROWS}:nth-of-type(1) .rl-row-link"), &first).await?;
        tab.click(".rl-pager a[rel=last]").await?;
        tab.reads(rows, &["181–187 of 187"]).await?;
        tab.counts(ROWS, 7).await?;
        tab.misses(".rl-pager a[rel=next], .rl-pager a[rel=last]").await?;
        tab.click(".rl-pager a[rel=prev]").await?;
        tab.reads(rows, &["161–180 of 187"]).await?;
        tab.click(".rl-pager a[rel=first]").await?;
        tab.is_at(&nightly()).await?;
        tab.write(".rl-jump input", "7").await?;
        tab.press(Key::Enter).await?;
        tab.is_at(&format!("{}?pageNumber=7", nightly())).await?;
        tab.reads(rows, &["121–140 of 187"]).await?;
        // Beyond the end is the end.
        tab.write(".rl-jump input", "400").await?;
        tab.press(Key::Enter).await?;
        tab.reads(rows, &["181–187 of 187"]).await?;
        tab.back().await?;
        tab.reads(rows, &["121–140 of 187"]).await?;
        tab.forward().await?;
        tab.reads(rows, &["181–187 of 187"]).await?;
        Ok(())
    })
}

#[test]
fn a_page_beyond_the_end_goes_to_the_last_one() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open("").await?;
        tab.open(&format!("{}?pageNumber=99", nightly())).await?;
        tab.is_at(&format!("{}?pageNumber=10", nightly())).await?;
        tab.reads(".rl-pager-rows", &["181–187 of 187"]).await?;
        // In place of the page that there is not: "back" leads out of it.
        tab.back().await?;
        tab.is_at("").await?;
        // What cannot be read is the first page.
        tab.open(&format!("{}?pageNumber=abc&pageSize=-5&status=SIDEWAYS", nightly())).await?;
        tab.reads(".rl-pager-rows", &["1–20 of 187"]).await?;
        Ok(())
    })
}

#[test]
fn the_size_of_a_page_is_kept_for_pages_opened_later() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open(&format!("{}?pageNumber=4", nightly())).await?;
        tab.reads(".rl-pager-rows", &["61–80 of 187"]).await?;
        let size = ".rl-pager select";
        let sizes = tab.value(&format!("[...document.querySelector('{size}').options].map(o => o.value)")).await?;
        assert_eq!(sizes, json!(["10", "20", "50", "100"]));
        tab.choose(size, "50").await?;
        // The page that holds the row which was the first.
        tab.is_at(&format!("{}?pageNumber=2&pageSize=50", nightly())).await?;
        tab.reads(".rl-pager-rows", &["51–100 of 187"]).await?;
        tab.counts(ROWS, 50).await?;
        tab.reload().await?;
        tab.counts(ROWS, 50).await?;
        tab.click(".rl-brand").await?;
        tab.write("input[name=id]", examples::nightly_failed().as_str()).await?;
        tab.press(Key::Enter).await?;
        tab.is_at(&format!("records/{}?pageSize=50", examples::nightly_failed())).await?;
        tab.reads(".rl-pager-rows", &["1–50 of 12,345"]).await?;
        tab.counts("table.rl-details tbody", 50).await?;
        Ok(())
    })
}

#[test]
fn a_running_task_goes_on_and_ends_without_being_touched() -> Outcome {
    visit(Setup::running(Duration::from_secs(600)), async |tab| {
        tab.open(&format!("tasks/{}", examples::RUNNING_TASK)).await?;
        tab.counts(ROWS, 3).await?;
        let first = format!("{ROWS}:nth-of-type(1)");
        tab.reads(&format!("{first} td:first-child .rl-status"), &["Running"]).await?;
        tab.reads(&format!("{first} td:nth-child(3)"), &["--"]).await?;
        tab.sees(&format!("{first} .rl-live"), "4 min").await?;
        tab.sees(".rl-next", "next refresh in").await?;
        tab.demo().clock().advance(Duration::from_secs(601));
        tab.reads(&format!("{first} td:first-child .rl-status"), &["Success"]).await?;
        let page = tab.service_says(&format!("page/{}", examples::RUNNING_TASK)).await?;
        let end = to_the_second(text(&records(&page)[0], "endTime"));
        tab.reads(&format!("{first} td:nth-child(3)"), &[&end]).await?;
        tab.until_same(
            "the last bar to have ended",
            &format!("[...document.querySelectorAll('{BARS}')].pop().dataset.tone"),
            "good",
        )
        .await?;
        // Nothing runs: nothing is asked for any more.
        tab.until_same("no next refresh", "document.querySelector('.rl-next').innerText", "").await?;
        Ok(())
    })
}
