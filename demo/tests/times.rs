//! Time zones, the format of times, and running records.

mod common;

use common::{ROOT, data, frozen_demo, frozen_demo_with, get, string_fields};
use replica_log_demo::{Options, examples};
use serde_json::Value;
use std::time::Duration;

const ZONE: &str = "x-bkrepo-time-zone";

#[tokio::test]
async fn times_are_in_the_requested_zone() {
    let demo = frozen_demo();
    let path = format!("{ROOT}/{}", examples::DOCUMENTED_GENERIC_RECORD);
    let expect = [
        ("UTC", "2024-01-24T03:01:18.204", "+0000"),
        ("Asia/Shanghai", "2024-01-24T11:01:18.204", "+0800"),
        ("+08:00", "2024-01-24T11:01:18.204", "+0800"),
        ("8", "2024-01-24T11:01:18.204", "+0800"),
        ("-3", "2024-01-24T00:01:18.204", "-0300"),
        ("+0530", "2024-01-24T08:31:18.204", "+0530"),
        ("America/New_York", "2024-01-23T22:01:18.204", "-0500"),
    ];
    for (zone, start, header) in expect {
        let response = get(&demo, &path, &[(ZONE, zone)]).await;
        assert_eq!(response.json()["data"]["record"]["startTime"], start, "{zone}");
        assert_eq!(response.header(ZONE), Some(header), "{zone}");
    }
    // Without a valid zone header the service's zone is used, and no header is returned.
    for headers in [&[][..], &[(ZONE, "Nowhere/Land")], &[(ZONE, "99")]] {
        let response = get(&demo, &path, headers).await;
        assert_eq!(response.json()["data"]["record"]["startTime"], "2024-01-24T11:01:18.204");
        assert_eq!(response.header(ZONE), None);
    }
}

#[tokio::test]
async fn times_use_their_own_utc_offset_and_the_header_the_current_one() {
    let summer: jiff::Timestamp = "2026-07-01T10:00:00Z".parse().unwrap();
    let demo = replica_log_demo::Demo::new(Options { now: Some(summer), ..Options::default() });
    let path = format!("{ROOT}/{}", examples::DOCUMENTED_GENERIC_RECORD);
    let response = get(&demo, &path, &[(ZONE, "Europe/Berlin")]).await;
    // The offset was +1 in January and is +2 now.
    assert_eq!(response.json()["data"]["record"]["startTime"], "2024-01-24T04:01:18.204");
    assert_eq!(response.header(ZONE), Some("+0200"));
    let list = get(&demo, &format!("{ROOT}/list/{}", examples::NIGHTLY_TASK), &[(ZONE, "Europe/Berlin")]).await;
    let starts = string_fields(&list.json()["data"], "startTime");
    let hours: std::collections::HashSet<_> = starts.iter().map(|start| start[11..13].to_string()).collect();
    assert_eq!(hours.len(), 2, "the half year includes a change of the UTC offset: {hours:?}");
}

#[tokio::test]
async fn old_servers_ignore_the_zone_header() {
    let demo = frozen_demo_with(Options { old_server: true, server_zone: "Asia/Tokyo".into(), ..Options::default() });
    let path = format!("{ROOT}/{}", examples::nightly_run(3));
    let response = get(&demo, &path, &[(ZONE, "UTC")]).await;
    assert_eq!(response.header(ZONE), None);
    let tokyo = response.json()["data"]["record"]["startTime"].clone();
    assert_eq!(tokyo, get(&demo, &path, &[]).await.json()["data"]["record"]["startTime"]);
    assert_eq!(tokyo.as_str().unwrap()[..16], *"2026-11-19T10:22");
}

#[tokio::test]
async fn zero_seconds_are_dropped_and_fractions_have_three_six_or_nine_digits() {
    let demo = frozen_demo();
    let list = data(&demo, &format!("/list/{}", examples::NIGHTLY_TASK)).await;
    let lengths: std::collections::HashSet<_> = string_fields(&list, "startTime").iter().map(String::len).collect();
    assert!(lengths.contains(&16) && lengths.contains(&23), "{lengths:?}");
    let path = format!("{ROOT}/detail/page/{}", examples::SERVER_2026_RECORD);
    let response = get(&demo, &path, &[(ZONE, "UTC")]).await;
    let rows = &response.json()["data"]["records"];
    assert_eq!(rows[0]["startTime"], "2026-11-20T01:00:00.123456789");
    assert_eq!(rows[0]["endTime"], "2026-11-20T01:00");
    assert_eq!(rows[1]["startTime"], "2026-11-20T01:00");
}

#[tokio::test]
async fn a_running_record_makes_progress_and_ends() {
    let demo = frozen_demo_with(Options { run_for: Duration::from_secs(60), ..Options::default() });
    for (id, end) in [(examples::RUNNING_RECORD.to_string(), "SUCCESS"), (examples::nightly_running(), "FAILED")] {
        // A new instance, because the previous iteration moved the clock.
        let demo = frozen_demo_with(Options { run_for: Duration::from_secs(60), ..Options::default() });
        let record = format!("/{id}");
        let page = format!("/detail/page/{id}?pageSize=50");
        let before = data(&demo, &record).await["record"].clone();
        let rows = data(&demo, &page).await;
        assert_eq!(before["status"], "RUNNING");
        assert_eq!(before["endTime"], Value::Null);
        demo.clock().advance(Duration::from_secs(30));
        let later = data(&demo, &record).await["record"].clone();
        let more = data(&demo, &page).await;
        assert_eq!(later["status"], "RUNNING");
        assert!(later["replicatedBytes"].as_i64() > before["replicatedBytes"].as_i64());
        assert_eq!(later["totalBytes"], before["totalBytes"]);
        let success = |record: &Value| record["replicaOverview"]["success"].as_i64();
        assert!(success(&later) > success(&before));
        assert!(more["totalRecords"].as_i64() > rows["totalRecords"].as_i64());
        assert_ne!(more["records"][0]["id"], rows["records"][0]["id"], "new rows come first");
        demo.clock().advance(Duration::from_secs(31));
        let done = data(&demo, &record).await["record"].clone();
        assert_eq!(done["status"], end);
        assert!(done["endTime"].is_string());
        let running = data(&demo, &format!("/detail/page/{id}?status=RUNNING")).await;
        assert_eq!(running["totalRecords"], 0);
        let total = data(&demo, &format!("/detail/page/{id}")).await["totalRecords"].as_i64().unwrap();
        let overview = data(&demo, &format!("/overview/{id}")).await;
        let sum = overview["success"].as_i64().unwrap() + overview["failed"].as_i64().unwrap();
        assert_eq!(sum, total);
    }
    demo.clock().advance(Duration::from_secs(86_400));
    let live = data(&demo, &format!("/{}", examples::LIVE_RECORD)).await;
    assert_eq!(live["record"]["status"], "RUNNING", "it never ends");
    assert_eq!(live["record"]["totalBytes"], Value::Null);
}

#[tokio::test]
async fn a_running_row_changes_to_its_final_state() {
    let demo = frozen_demo();
    let path = format!("/detail/page/{}?pageSize=1000", examples::nightly_running());
    let mut running_id = None;
    for _ in 0..200 {
        demo.clock().advance(Duration::from_millis(500));
        let running = data(&demo, &format!("{path}&status=RUNNING")).await;
        if let Some(row) = running["records"].get(0) {
            assert_eq!(row["endTime"], Value::Null);
            assert_eq!(row["errorReason"], "");
            running_id = row["id"].as_str().map(str::to_string);
            break;
        }
    }
    let running_id = running_id.expect("at some time a row is running");
    demo.clock().advance(Duration::from_secs(60));
    let page = data(&demo, &path).await;
    let row = page["records"].as_array().unwrap().iter().find(|row| row["id"] == *running_id).unwrap();
    assert_ne!(row["status"], "RUNNING");
    assert!(row["endTime"].is_string());
}
