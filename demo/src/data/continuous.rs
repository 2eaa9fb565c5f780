//! Tasks with one record for their whole life: a real-time task, and a federation.

use super::Setup;
use super::detail::{Detail, Digest, Reason};
use super::errors::{ErrorFamily, Failure};
use super::generated_tasks::generated;
use super::names::{NIGHTLY, PATHS, artifact};
use super::plan::Plan;
use super::random::{mix, pick};
use super::row_generator::{Cause, Recurrence, RowGenerator, detail_id};
use super::run::{Rows, Run};
use super::task::Task;
use crate::examples;
use crate::zone::Moment;
use std::sync::Arc;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const CLUSTERS: [&str; 4] = ["shanghai", "shenzhen", "beijing", "chengdu"];

pub(crate) fn tasks(setup: &Setup) -> Vec<Task> {
    vec![live(setup), federation(setup)]
}

/// A row every ten minutes for 45 days, and from now on every twenty seconds for a week.
fn live(setup: &Setup) -> Task {
    let key = examples::LIVE_TASK;
    let (past, future) = (45 * 24 * 6, 7 * 24 * 180);
    let start = setup.now - 45 * DAY - 3 * MINUTE - 1;
    let generator = RowGenerator {
        pace_change: Some((past, setup.now)),
        clusters: &CLUSTERS,
        causes: vec![Cause {
            families: &[ErrorFamily::TimeOut, ErrorFamily::Gateway, ErrorFamily::Broken],
            rate: 12_000,
            cluster: None,
            recurrence: Recurrence::None,
        }],
        execute_type: "DELTA",
        ..RowGenerator::new(key, 1, past + future, start, setup.now + 7 * DAY)
    };
    Task {
        key,
        object_type: "REPOSITORY",
        replica_type: "REAL_TIME",
        plan: Plan { clusters: &CLUSTERS, repos: &NIGHTLY, ..Plan::named("live-mirror") },
        runs: vec![generated(examples::LIVE_RECORD, generator).continuous()],
    }
}

/// Transfers of files and packages between rows about deletions, renames and folders.
fn federation(setup: &Setup) -> Task {
    let (rows, every) = (420, 3 * HOUR);
    let start = setup.now - i64::from(rows) * every - 25 * MINUTE;
    let row = |number: u32| {
        let row = federation_row(number.into());
        let start = start + i64::from(number) * every + (mix(number.into(), 5) % 7_000_000) as i64;
        Detail {
            id: detail_id(examples::FEDERATION_RECORD, number).into(),
            start: Moment::from_millis(start),
            end: Some(Moment::from_millis(start + 40 + (mix(number.into(), 6) % 9_000) as i64)),
            ..row
        }
    };
    let rows = Rows::Stored(Arc::new((0..rows).rev().map(row).collect()));
    let run = Run::new(examples::FEDERATION_RECORD, start, setup.now, true, rows);
    Task {
        key: examples::FEDERATION_TASK,
        // A federation always replicates whole repositories.
        object_type: "REPOSITORY",
        replica_type: "FEDERATION",
        plan: Plan {
            clusters: &["bk-north", "bk-south"],
            repos: &PATHS,
            reserve_days: None,
            ..Plan::named("federation-cn")
        },
        runs: vec![run.continuous()],
    }
}

fn federation_row(number: u64) -> Detail {
    let random = mix(number, 0xfed);
    let repo = *pick(&PATHS, random);
    let (path, _) = artifact(repo.kind, number, 1);
    let failed = number % 19 == 6;
    let row = Detail {
        local_cluster: if number.is_multiple_of(4) { "" } else { "center" }.into(),
        remote_cluster: pick(&["bk-north", "bk-south"], random >> 8).to_string().into(),
        repo_name: repo.name.into(),
        repo_type: repo.kind.into(),
        artifact_name: Some(path.clone().into()),
        outcome: if failed { "FAILED" } else { "SUCCESS" }.into(),
        error: match failed {
            true => Reason::Generated(Failure { family: ErrorFamily::Gateway, seed: random }),
            false => Reason::Text("".into()),
        },
        execute_type: Some("DELTA".into()),
        ..Detail::default()
    };
    if number % 3 != 1 {
        let conflict = number.is_multiple_of(9).then_some("OVERWRITE".into());
        return Detail { size: Some((random >> 40) as i64), sha256: Digest::Generated(random), conflict, ..row };
    }
    // A deletion, rename, move or copy, or the creation of a folder: only the source path is logged.
    let folder = path.rsplit_once('/').map_or("/", |(folder, _)| folder);
    let path = if number.is_multiple_of(2) { folder } else { &path };
    Detail { artifact_name: Some(path.into()), ..row }
}
