//! Time zones and the format of times.

mod common;

use common::{ROOT, data, frozen_demo, frozen_demo_with, get, string_fields};
use replica_log_demo::{Options, examples};

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
    // Without a valid zone header the service uses its own zone.
    for headers in [&[][..], &[(ZONE, "Nowhere/Land")], &[(ZONE, "99")]] {
        let response = get(&demo, &path, headers).await;
        assert_eq!(response.json()["data"]["record"]["startTime"], "2024-01-24T11:01:18.204");
        assert_eq!(response.header(ZONE), Some("+0800"));
    }
}

#[tokio::test]
async fn every_response_names_the_offset_and_the_request() {
    let demo = frozen_demo();
    let mut ids = std::collections::HashSet::new();
    let task = "/replication/api/task";
    for path in [
        format!("{ROOT}/{}", examples::ODD_RECORD),
        format!("{ROOT}/list/{}", examples::ODD_TASK),
        format!("{ROOT}/page/{}", examples::ODD_TASK),
        format!("{ROOT}/detail/list/{}", examples::ODD_RECORD),
        format!("{ROOT}/detail/page/{}", examples::ODD_RECORD),
        format!("{ROOT}/overview/{}", examples::ODD_RECORD),
        format!("{task}/info/{}", examples::ODD_TASK),
        format!("{task}/detail/{}", examples::ODD_TASK),
        format!("{task}/page/demo"),
        format!("{ROOT}/nobody"),
        format!("{ROOT}/a/b/c"),
        format!("{ROOT}/page/{}?status=DONE", examples::ODD_TASK),
        format!("{ROOT}/page/{}?pageSize=0", examples::ODD_TASK),
    ] {
        let response = get(&demo, &path, &[(ZONE, "Asia/Kolkata")]).await;
        assert_eq!(response.header(ZONE), Some("+0530"), "{path}");
        let id = response.header("x-bkrepo-rid").unwrap().to_string();
        assert_eq!(response.json()["traceId"], id, "{path}");
        assert!(ids.insert(id), "an id of its own for each request");
    }
}

#[tokio::test]
async fn times_use_their_own_utc_offset_and_the_header_the_current_one() {
    let summer: jiff::Timestamp = "2026-04-20T10:00:00Z".parse().unwrap();
    let demo = replica_log_demo::Demo::new(Options { now: Some(summer), ..Options::default() });
    let path = format!("{ROOT}/{}", examples::DOCUMENTED_GENERIC_RECORD);
    let response = get(&demo, &path, &[(ZONE, "Europe/Berlin")]).await;
    // The offset was +1 in January and is +2 now.
    assert_eq!(response.json()["data"]["record"]["startTime"], "2024-01-24T04:01:18.204");
    assert_eq!(response.header(ZONE), Some("+0200"));
    let list = get(&demo, &format!("{ROOT}/list/{}", examples::NIGHTLY_TASK), &[(ZONE, "Europe/Berlin")]).await;
    let starts = string_fields(&list.json()["data"], "startTime");
    let hours: std::collections::HashSet<_> = starts.iter().map(|start| start[11..13].to_string()).collect();
    assert_eq!(hours.len(), 2, "the history includes a change of the UTC offset: {hours:?}");
}

#[tokio::test]
async fn old_servers_ignore_the_zone_header() {
    let demo = frozen_demo_with(Options { old_server: true, server_zone: "Asia/Tokyo".into(), ..Options::default() });
    let path = format!("{ROOT}/{}", examples::nightly_run(3));
    let response = get(&demo, &path, &[(ZONE, "UTC")]).await;
    assert_eq!((response.header(ZONE), response.header("x-bkrepo-rid")), (None, None));
    let tokyo = response.json()["data"]["record"]["startTime"].clone();
    assert_eq!(tokyo, get(&demo, &path, &[]).await.json()["data"]["record"]["startTime"]);
    assert_eq!(tokyo.as_str().unwrap()[..16], *"2026-11-19T10:22");
}

#[tokio::test]
async fn seconds_are_always_present_and_fractions_have_no_trailing_zeros() {
    let demo = frozen_demo();
    let list = data(&demo, &format!("/detail/list/{}", examples::nightly_failed())).await;
    let mut lengths = std::collections::HashSet::new();
    for time in string_fields(&list, "startTime").into_iter().chain(string_fields(&list, "endTime")) {
        let (seconds, fraction) = time.split_once('.').unwrap_or((&time, ""));
        assert_eq!(seconds.len(), 19, "{time}");
        assert!(fraction.len() <= 3 && !fraction.ends_with('0') && !time.ends_with('.'), "{time}");
        lengths.insert(fraction.len());
    }
    assert_eq!(lengths.len(), 4, "{lengths:?}");
    let path = format!("{ROOT}/detail/page/{}", examples::SERVER_2026_RECORD);
    let response = get(&demo, &path, &[(ZONE, "UTC")]).await;
    let rows = &response.json()["data"]["records"];
    assert_eq!(rows[0]["startTime"], "2026-11-20T01:00:00.123");
    assert_eq!(rows[0]["endTime"], "2026-11-20T01:00:00");
}

#[tokio::test]
async fn old_servers_drop_zero_seconds_and_send_three_six_or_nine_digits() {
    let demo = frozen_demo_with(Options { old_server: true, ..Options::default() });
    let list = data(&demo, &format!("/list/{}", examples::NIGHTLY_TASK)).await;
    let lengths: std::collections::HashSet<_> = string_fields(&list, "startTime").iter().map(String::len).collect();
    assert!(lengths.contains(&16) && lengths.contains(&23), "{lengths:?}");
}
