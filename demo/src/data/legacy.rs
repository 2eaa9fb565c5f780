//! The records of a migrated installation: rows of an old format, which name a package or a path and count its
//! artifacts, and no totals.

use super::Setup;
use super::detail::{Detail, Package, Reason};
use super::edge_cases;
use super::names::{NIGHTLY, artifact, package_key};
use super::plan::Plan;
use super::random::{mix, pick};
use super::run::TotalsSource;
use super::task::Task;
use crate::examples;
use crate::wire;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

pub(crate) fn task(setup: &Setup) -> Task {
    let start = |ago: i64| setup.now - ago * DAY - 11 * MINUTE;
    let old = |id: &str, ago, rows: std::ops::Range<u64>| {
        let mut run = edge_cases::run(id, start(ago), 4_700, "FAILED", rows.map(historical).collect());
        run.totals_source = TotalsSource::Missing;
        run
    };
    // A server update during this run: the first rows have the old format.
    let rows = (0..40).map(|number| if number < 22 { historical(number) } else { edge_cases::current(number) });
    let mut mixed = edge_cases::run(examples::MIXED_RECORD, start(300), 4_700, "FAILED", rows.collect());
    mixed.totals_source = TotalsSource::Missing;
    Task {
        key: examples::MIXED_TASK,
        object_type: "REPOSITORY",
        replica_type: "SCHEDULED",
        plan: Plan { repos: &NIGHTLY, reserve_days: None, ..Plan::named("legacy-sync") },
        runs: vec![mixed, old("65f15990e4b0c35d7a90e002", 301, 0..36), old("65f00810e4b0c35d7a90e001", 302, 0..31)],
    }
}

fn historical(number: u64) -> Detail {
    let random = mix(number, 0x0c1d);
    let repo = *pick(&NIGHTLY, random);
    let (name, _) = artifact(repo.kind, number, 1);
    let failed = if number % 9 == 4 { 1 + (random >> 30) as i64 % 3 } else { 0 };
    let path = repo.kind == "GENERIC";
    let versions = (0..1 + random % 4).map(|minor| format!("1.{minor}.0"));
    Detail {
        remote_cluster: pick(&["shanghai", "shenzhen", "beijing"], random >> 8).to_string().into(),
        repo_name: repo.name.into(),
        repo_type: repo.kind.into(),
        package: (!path)
            .then(|| Box::new(Package { key: package_key(repo.kind, &name), versions: versions.collect() })),
        path: path.then(|| name.into()),
        outcome: if failed > 0 { "FAILED" } else { "SUCCESS" }.into(),
        progress: wire::Progress {
            success: 3 + (random >> 16) as i64 % 40,
            skip: (random >> 24) as i64 % 12,
            failed,
            total_size: ((random >> 20) % (1 << 33)) as i64,
            conflict: Some(0),
            ..wire::Progress::default()
        },
        error: if failed > 0 {
            Reason::Text("Failed to replicate: see log of the cluster".into())
        } else {
            Reason::Null
        },
        execute_type: None,
        ..Detail::default()
    }
}
