//! Execution histories: a long one, a growing one, and runs with different failures.

mod common;

use common::{data, frozen_demo, string_fields};
use replica_log_demo::examples;
use std::collections::HashSet;
use std::time::Duration;

#[tokio::test]
async fn the_long_history_is_complete_ordered_and_varied() {
    let demo = frozen_demo();
    let all = data(&demo, &format!("/list/{}", examples::LONG_TASK)).await;
    let all = all.as_array().unwrap();
    assert_eq!(all.len(), examples::LONG_RUNS);
    assert!(all.windows(2).all(|pair| pair[0]["startTime"].as_str() >= pair[1]["startTime"].as_str()));
    assert!(all.iter().all(|run| run["endTime"].is_string()), "all have ended");
    let failed = all.iter().filter(|run| run["status"] == "FAILED").count();
    assert!((1_000..3_000).contains(&failed), "{failed}");
    let ids: HashSet<&str> = all.iter().map(|run| run["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), all.len());
    let overview = data(&demo, &format!("/overview/{}", all[7]["id"].as_str().unwrap())).await;
    assert_eq!(overview, all[7]["replicaOverview"]);
    let overlap = all.windows(2).any(|pair| pair[0]["startTime"].as_str() < pair[1]["endTime"].as_str());
    assert!(!overlap, "a run starts after the end of the one before");
}

#[tokio::test]
async fn a_run_starts_every_minute_and_ends_after_twenty_seconds() {
    let demo = frozen_demo();
    let page = async || data(&demo, &format!("/page/{}?pageNumber=1&pageSize=3", examples::FREQUENT_TASK)).await;
    let before = page().await;
    assert_eq!(string_fields(&before["records"], "status")[0], "RUNNING");
    demo.clock().advance(Duration::from_secs(20));
    assert_ne!(string_fields(&page().await["records"], "status")[0], "RUNNING");
    demo.clock().advance(Duration::from_secs(60));
    let after = page().await;
    assert_eq!(string_fields(&after["records"], "id")[1], string_fields(&before["records"], "id")[0]);
    assert_eq!(after["totalRecords"].as_u64(), before["totalRecords"].as_u64().map(|total| total + 1));
    let details = data(&demo, &format!("/detail/page/{}", string_fields(&after["records"], "id")[0])).await;
    assert_eq!(details["totalRecords"], 3);
}

#[tokio::test]
async fn the_last_two_nightly_runs_failed_for_partly_the_same_artifacts() {
    let demo = frozen_demo();
    let mut failed = Vec::new();
    for ago in [1, 2] {
        let record = examples::nightly_run(ago);
        let rows = data(&demo, &format!("/detail/page/{record}?pageNumber=1&pageSize=9999&status=FAILED")).await;
        let rows = rows["records"].as_array().unwrap().clone();
        let artifact = |row: &serde_json::Value| {
            ["remoteCluster", "localRepoName", "artifactName", "version"].map(|name| row[name].to_string())
        };
        failed.push(rows.iter().map(artifact).collect::<HashSet<_>>());
    }
    let (now, then) = (&failed[0], &failed[1]);
    assert!(now.intersection(then).count() > 0);
    assert!(now.difference(then).count() > 0);
    assert!(then.difference(now).count() > 0);
}
