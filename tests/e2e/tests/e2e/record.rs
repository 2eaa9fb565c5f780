//! The execution page: head, overview, details table.

use crate::common::{
    NAME_CELLS, artifact_names, expect_names, format_number, format_time, records, text, total_records,
};
use replica_log_e2e::{Setup, Tab, TestResult, browser_test, examples};
use serde_json::Value;

const ROWS: &str = "table.rl-details tbody";

/// The number of details with a status.
async fn details(tab: &Tab, record: &str, status: &str) -> TestResult<u64> {
    let page = tab.service_data(&format!("detail/page/{record}?status={status}&pageSize=1")).await?;
    Ok(total_records(&page))
}

/// Selector of the row with this number.
fn row(number: usize) -> String {
    format!("{ROWS}:nth-of-type({number})")
}

#[test]
fn documented_detail_shows_every_field() -> TestResult {
    let sha256 = "bcdf4256783b6d9cf3cb7bcd666e59c6e0a5d7e58e45c9469bb29a60a69ffff4";
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{}", examples::DOCUMENTED_GENERIC_RECORD)).await?;
        expect_names(tab, &["/bkrepo.op.conf.bak", "/bkrepo.conf.bak"]).await?;
        tab.wait_for_texts(
            "table.rl-details thead th",
            &[
                "Artifact name",
                "Version",
                "Repository",
                "Sync nodes",
                "Size",
                "SHA-256",
                "Conflict strategy",
                "Status",
                "Start time",
                "Duration",
            ],
        )
        .await?;
        let cells = tab.texts(&format!("{} td", row(1))).await?;
        assert_eq!(cells[1], "/bkrepo.op.conf.bak");
        assert_eq!(cells[3], "GENERIC generic");
        assert_eq!(cells[4], "center → dev");
        assert_eq!(cells[5], "646 bytes");
        assert_eq!(cells[7], "Skipped");
        assert_eq!(cells[8], "Success");
        assert_eq!(cells[9], "2024-01-24 11:01:20");
        assert_eq!(cells[10], "0.022 sec");
        // Abbreviated on the screen by CSS, complete in the document.
        let folded =
            format!("document.querySelector('{} .rl-digest .rl-folded').getBoundingClientRect().width", row(1));
        assert!(tab.evaluate(&folded).await?.as_f64().unwrap() < 16.0, "the middle of the digest is hidden");
        let digest = format!("document.querySelector('{} .rl-digest code').textContent", row(1));
        assert_eq!(tab.evaluate(&digest).await?, sha256);
        let tooltip = tab.attribute(&format!("{} .rl-tag", row(1)), "title").await?;
        assert_eq!(tooltip, "The remote node already had this artifact; it was left unchanged.");
        let second = tab.texts(&format!("{} td", row(2))).await?;
        assert_eq!(second[7], "--", "without a conflict there is no strategy");
        Ok(())
    })
}

#[test]
fn execution_head_shows_bytes_where_the_service_reports_them() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{}", examples::BYTES_RECORD)).await?;
        let info = tab.service_data(examples::BYTES_RECORD).await?;
        tab.wait_for_fact("Replicated", " of ").await?;
        let exact = tab.attributes(".rl-record-head .rl-fact span[title]", "title").await?;
        let bytes = ["replicatedBytes", "totalBytes"].map(|name| format_number(info["record"][name].as_u64().unwrap()));
        let bytes = format!("{} bytes of {} bytes", bytes[0], bytes[1]);
        assert!(exact.contains(&Value::from(bytes.as_str())), "{exact:?} should hold {bytes}");
        Ok(())
    })
}

#[test]
fn execution_head_shows_status_times_and_ids() -> TestResult {
    let record = examples::nightly_failed();
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{record}?planName=nightly-release")).await?;
        let info = tab.service_data(&record).await?;
        let record_data = &info["record"];
        tab.wait_for_texts("h1", &["nightly-release"]).await?;
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["Failed"]).await?;
        tab.wait_for_texts(".rl-record-head .rl-title .rl-tag", &["Repository", "Scheduled"]).await?;
        tab.wait_for_fact("Start time", &format_time(text(record_data, "startTime"))).await?;
        tab.wait_for_fact("Start time", "day").await?;
        tab.wait_for_fact("End time", &format_time(text(record_data, "endTime"))).await?;
        tab.wait_for_fact("Time zone", "Asia/Shanghai +08:00").await?;
        tab.wait_for_fact("Execution ID", &record).await?;
        tab.wait_for_fact("Plan key", examples::NIGHTLY_TASK).await?;
        // The trace id names a request, not the execution; the service reports no bytes.
        let facts = tab.texts(".rl-record-head .rl-fact dt").await?;
        for name in ["Trace ID", "Replicated"] {
            assert!(!facts.contains(&name.to_owned()), "{name}: {facts:?}");
        }
        // The heading links to the task.
        tab.click_text("h1 a", "nightly-release").await?;
        tab.wait_for_url(&format!("tasks/{}?planName=nightly-release", examples::NIGHTLY_TASK)).await?;
        Ok(())
    })
}

#[test]
fn error_reason_of_the_execution_is_shown_in_its_head() -> TestResult {
    let record = examples::nightly_run(37);
    browser_test(Setup::default(), async |tab| {
        let info = tab.service_data(&record).await?;
        let reason = text(&info["record"], "errorReason").lines().next().unwrap().to_owned();
        tab.open(&format!("records/{record}")).await?;
        tab.wait_for_text(".rl-reason p", &reason).await?;
        // A multi-line error: the first line is shown, the rest can be expanded.
        tab.open(&format!("records/{}", examples::ODD_RECORD)).await?;
        tab.wait_for_text(".rl-reason p", "部分数据同步失败 <img src=x onerror=alert(1)>").await?;
        tab.wait_for_none(".rl-reason .rl-whole").await?;
        tab.click_text(".rl-reason summary", "Show full message").await?;
        tab.wait_for_text(".rl-reason .rl-whole", "at second.line(Of.java:2)").await?;
        Ok(())
    })
}

#[test]
fn overview_counts_link_to_filtered_details() -> TestResult {
    let record = examples::nightly_failed();
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{record}?clusterName=chengdu")).await?;
        let conflicts = tab.service_data(&format!("overview/{record}")).await?["conflict"].as_u64().unwrap();
        let [succeeded, failed] = [details(tab, &record, "SUCCESS").await?, details(tab, &record, "FAILED").await?];
        let totals = [
            format!("{} Succeeded", format_number(succeeded)),
            format!("{} Failed", format_number(failed)),
            format!("of which {} already existed", format_number(conflicts)),
        ];
        tab.wait_for_value(
            "the three numbers",
            "[...document.querySelectorAll('.rl-overview .rl-count')] \
                .map(e => e.innerText.replace(/\\s+/g, ' ').trim())",
            totals.to_vec(),
        )
        .await?;
        // The conflict count is not a link, because the service has no filter for it.
        tab.wait_for_count(".rl-overview a.rl-count", 2).await?;
        tab.click(".rl-overview a.rl-count[data-tone=bad]").await?;
        tab.wait_for_url(&format!("records/{record}?status=FAILED")).await?;
        tab.wait_for_text(".rl-total", &format!("{} artifacts", format_number(failed))).await?;
        tab.click(".rl-overview a.rl-count[data-tone=good]").await?;
        tab.wait_for_url(&format!("records/{record}?status=SUCCESS")).await?;
        tab.wait_for_text(".rl-total", &format!("{} artifacts", format_number(succeeded))).await?;
        // The bar is divided in proportion.
        let widths = tab
            .evaluate("[...document.querySelectorAll('.rl-shares .rl-bar:first-child i')].map(e => parseFloat(e.style.width))")
            .await?;
        let share = 100.0 * failed as f64 / (failed + succeeded) as f64;
        assert!((widths[1].as_f64().unwrap() - share).abs() < 1.0, "{widths} for {share} %");
        Ok(())
    })
}

#[test]
fn missing_overview_of_an_older_execution_is_explained() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{}", examples::DOCUMENTED_RECORD)).await?;
        let message = "This execution predates the service's totals, so log rows are counted here; \
            each can stand for many artifacts.";
        tab.wait_for_texts(".rl-overview .rl-hint", &[message]).await?;
        expect_names(tab, &["npm://helloworld"]).await?;
        Ok(())
    })
}

#[test]
fn historical_row_shows_its_constraint_versions_and_counts() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{}", examples::DOCUMENTED_RECORD)).await?;
        expect_names(tab, &["npm://helloworld"]).await?;
        tab.wait_for_texts(&format!("{} .rl-version .rl-tag", row(1)), &["1.1.0, 1.3.0"]).await?;
        let counts = "Legacy log without per-artifact data · 10 succeeded · 0 skipped · 0 failed";
        tab.wait_for_texts(&format!("{} .rl-historical", row(1)), &[counts]).await?;
        let cells = tab.texts(&format!("{} td", row(1))).await?;
        assert_eq!(cells[3], "NPM npm-local");
        assert_eq!(cells[5], "100 bytes");
        assert_eq!((cells[6].as_str(), cells[7].as_str()), ("--", "--"));
        assert_eq!(cells[9], "2021-05-12 12:19:08");
        assert_eq!(cells[10], "29 sec");
        // Historical and current rows can be on one page.
        let mixed = examples::MIXED_RECORD;
        tab.open(&format!("records/{mixed}?pageSize=50")).await?;
        tab.wait_for_count(ROWS, 40).await?;
        tab.wait_for_count(&format!("{ROWS} .rl-historical"), 22).await?;
        let rows = records(&tab.service_data(&format!("detail/page/{mixed}?pageSize=50")).await?);
        let known = |row: &Value| {
            let of = |at: &str| row.pointer(at).and_then(Value::as_str).map(str::to_owned);
            of("/artifactName").or_else(|| of("/packageConstraint/packageKey")).or_else(|| of("/pathConstraint/path"))
        };
        let known: Vec<_> = rows.iter().filter_map(known).collect();
        expect_names(tab, &known.iter().map(String::as_str).collect::<Vec<_>>()).await?;
        Ok(())
    })
}

#[test]
fn details_are_paginated_by_the_service() -> TestResult {
    let record = examples::nightly_failed();
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{record}?pageNumber=3")).await?;
        let third = tab.service_data(&format!("detail/page/{record}?pageNumber=3")).await?;
        expect_names(tab, &artifact_names(&records(&third))).await?;
        tab.wait_for_texts(".rl-pager-rows", &["41–60 of 12,345"]).await?;
        tab.click(".rl-pager a[rel=last]").await?;
        tab.wait_for_url(&format!("records/{record}?pageNumber=618")).await?;
        tab.wait_for_texts(".rl-pager-rows", &["12,341–12,345 of 12,345"]).await?;
        let last = tab.service_data(&format!("detail/page/{record}?pageNumber=618")).await?;
        assert_eq!(records(&last).len(), 5);
        expect_names(tab, &artifact_names(&records(&last))).await?;
        tab.select_option(".rl-pager select", "100").await?;
        tab.wait_for_url(&format!("records/{record}?pageNumber=124&pageSize=100")).await?;
        tab.wait_for_count(NAME_CELLS, 45).await?;
        // Pagination does not refetch head and overview.
        assert_eq!(tab.requests(&format!("/overview/{record}")).len(), 1);
        assert_eq!(tab.requests(&format!("/record/{record}")).len(), 1);
        tab.open(&format!("records/{record}?pageNumber=5000")).await?;
        tab.wait_for_url(&format!("records/{record}?pageNumber=618")).await?;
        Ok(())
    })
}

#[test]
fn a_hundred_thousand_details_are_paginated() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{}?status=FAILED", examples::BULK_RECORD)).await?;
        let failed = tab.service_data(&format!("detail/page/{}?status=FAILED", examples::BULK_RECORD)).await?;
        tab.wait_for_text(".rl-total", &format!("{} artifacts", format_number(total_records(&failed)))).await?;
        expect_names(tab, &artifact_names(&records(&failed))).await?;
        tab.click_text(".rl-chips a", "Clear all").await?;
        tab.wait_for_text(".rl-total", "100,000 artifacts").await?;
        tab.wait_for_texts(".rl-pager-rows", &["1–20 of 100,000"]).await?;
        Ok(())
    })
}

#[test]
fn execution_of_an_old_server_leaves_out_unknown_fields() -> TestResult {
    let record = examples::nightly_failed();
    browser_test(Setup::old_server(), async |tab| {
        tab.open(&format!("records/{record}?status=FAILED")).await?;
        let page = tab.service_data(&format!("detail/page/{record}?status=FAILED")).await?;
        expect_names(tab, &artifact_names(&records(&page))).await?;
        // `replicaType` and the byte counts exist in later releases only.
        tab.wait_for_texts(".rl-record-head .rl-title .rl-tag", &["Repository"]).await?;
        let facts = tab.texts(".rl-record-head .rl-fact dt").await?;
        assert!(!facts.contains(&"Replicated".to_owned()), "{facts:?}");
        let failed = format_number(details(tab, &record, "FAILED").await?);
        tab.wait_for_text(".rl-overview .rl-count[data-tone=bad] b", &failed).await?;
        tab.wait_for_none(".rl-overview .rl-fact").await?;
        Ok(())
    })
}

#[test]
fn what_is_below_the_head_hardly_moves_when_the_execution_arrives() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let execution: &str = format!("/record/{}", examples::UNCHANGED_RECORD).leak();
        let layout = "[!!document.querySelector('.rl-record-head > .rl-skeleton'), \
            Math.round(document.querySelector('.rl-overview').getBoundingClientRect().top + scrollY)]";
        for width in [1440, 768, 360] {
            tab.resize(width, 900).await?;
            tab.interceptor().hold(execution);
            tab.open(&format!("records/{}", examples::UNCHANGED_RECORD)).await?;
            tab.wait_for_count(ROWS, 20).await?;
            let before = tab.evaluate(layout).await?;
            assert_eq!(before[0], true, "{width}: the execution arrives after the table");
            tab.interceptor().release();
            tab.wait_for_none(".rl-skeleton").await?;
            let after = tab.evaluate(layout).await?;
            let top = |layout: &Value| layout[1].as_i64().unwrap();
            assert!((top(&before) - top(&after)).abs() <= 32, "{width}: {before}, then {after}");
        }
        Ok(())
    })
}
