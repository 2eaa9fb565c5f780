//! Zones, the form of times, and records that run.

mod common;

use common::{ROOT, ask, data, still, still_with, texts};
use replica_log_demo::{Options, examples};
use serde_json::Value;
use std::time::Duration;

const ZONE: &str = "x-bkrepo-time-zone";

#[tokio::test]
async fn times_are_in_the_zone_that_was_asked_for() {
    let demo = still();
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
        let answer = ask(&demo, &path, &[(ZONE, zone)]).await;
        assert_eq!(answer.json()["data"]["record"]["startTime"], start, "{zone}");
        assert_eq!(answer.header(ZONE), Some(header), "{zone}");
    }
    // Nobody asked, or for a zone that does not exist: the service's own, and no word about it.
    for headers in [&[][..], &[(ZONE, "Nowhere/Land")], &[(ZONE, "99")]] {
        let answer = ask(&demo, &path, headers).await;
        assert_eq!(answer.json()["data"]["record"]["startTime"], "2024-01-24T11:01:18.204");
        assert_eq!(answer.header(ZONE), None);
    }
}

#[tokio::test]
async fn summer_time_is_that_of_each_moment_and_the_header_that_of_now() {
    let summer: jiff::Timestamp = "2026-07-01T10:00:00Z".parse().unwrap();
    let demo = replica_log_demo::Demo::new(Options { now: Some(summer), ..Options::default() });
    let path = format!("{ROOT}/{}", examples::DOCUMENTED_GENERIC_RECORD);
    let answer = ask(&demo, &path, &[(ZONE, "Europe/Berlin")]).await;
    // In January it was one hour, today it is two.
    assert_eq!(answer.json()["data"]["record"]["startTime"], "2024-01-24T04:01:18.204");
    assert_eq!(answer.header(ZONE), Some("+0200"));
    let list = ask(&demo, &format!("{ROOT}/list/{}", examples::NIGHTLY_TASK), &[(ZONE, "Europe/Berlin")]).await;
    let starts = texts(&list.json()["data"], "startTime");
    let hours: std::collections::HashSet<_> = starts.iter().map(|start| start[11..13].to_string()).collect();
    assert_eq!(hours.len(), 2, "the half year crosses a change: {hours:?}");
}

#[tokio::test]
async fn old_servers_ignore_the_zone() {
    let demo = still_with(Options { old_server: true, server_zone: "Asia/Tokyo".into(), ..Options::default() });
    let path = format!("{ROOT}/{}", examples::nightly_run(3));
    let answer = ask(&demo, &path, &[(ZONE, "UTC")]).await;
    assert_eq!(answer.header(ZONE), None);
    let tokyo = answer.json()["data"]["record"]["startTime"].clone();
    assert_eq!(tokyo, ask(&demo, &path, &[]).await.json()["data"]["record"]["startTime"]);
    assert_eq!(tokyo.as_str().unwrap()[..16], *"2026-11-19T10:22");
}

#[tokio::test]
async fn zero_seconds_are_dropped_and_fractions_come_in_threes() {
    let demo = still();
    let list = data(&demo, &format!("/list/{}", examples::NIGHTLY_TASK)).await;
    let lengths: std::collections::HashSet<_> = texts(&list, "startTime").iter().map(String::len).collect();
    assert!(lengths.contains(&16) && lengths.contains(&23), "{lengths:?}");
    let path = format!("{ROOT}/detail/page/{}", examples::SERVER_2026_RECORD);
    let answer = ask(&demo, &path, &[(ZONE, "UTC")]).await;
    let rows = &answer.json()["data"]["records"];
    assert_eq!(rows[0]["startTime"], "2026-11-20T01:00:00.123456789");
    assert_eq!(rows[0]["endTime"], "2026-11-20T01:00");
    assert_eq!(rows[1]["startTime"], "2026-11-20T01:00");
}

#[tokio::test]
async fn a_running_record_runs_and_ends() {
    let demo = still_with(Options { run_for: Duration::from_secs(60), ..Options::default() });
    for (id, end) in [(examples::RUNNING_RECORD.to_string(), "SUCCESS"), (examples::nightly_running(), "FAILED")] {
        // The clock goes on from where the one before has left it.
        let demo = still_with(Options { run_for: Duration::from_secs(60), ..Options::default() });
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
        assert_ne!(more["records"][0]["id"], rows["records"][0]["id"], "new ones come first");
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
async fn a_row_turns_from_running_to_its_end() {
    let demo = still();
    let path = format!("/detail/page/{}?pageSize=1000", examples::nightly_running());
    let mut seen = None;
    for _ in 0..200 {
        demo.clock().advance(Duration::from_millis(500));
        let running = data(&demo, &format!("{path}&status=RUNNING")).await;
        if let Some(row) = running["records"].get(0) {
            assert_eq!(row["endTime"], Value::Null);
            assert_eq!(row["errorReason"], "");
            seen = row["id"].as_str().map(str::to_string);
            break;
        }
    }
    let seen = seen.expect("sooner or later one is under way");
    demo.clock().advance(Duration::from_secs(60));
    let page = data(&demo, &path).await;
    let row = page["records"].as_array().unwrap().iter().find(|row| row["id"] == *seen).unwrap();
    assert_ne!(row["status"], "RUNNING");
    assert!(row["endTime"].is_string());
}
