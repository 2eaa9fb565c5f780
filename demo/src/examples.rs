//! Ids of tasks and records in the data set that demonstrate specific cases.

use crate::data::{NIGHTLY_RUNNING, nightly_run_id};

/// A scheduled task, `nightly-release`: a run every night for sixty days, the newest one running.
pub const NIGHTLY_TASK: &str = "3f8a1c5e7b2d4096a1e4c7f20b95d863";
/// The number of runs of [`NIGHTLY_TASK`], including the running one.
pub const NIGHTLY_RUNS: usize = 60;
/// A task with a single run, `release-archive`: [`BULK_RECORD`].
pub const BULK_TASK: &str = "8d2f60b1a94e4c37b5e81f0c6a7d3920";
/// A run with 100,000 details of every repository type; thousands failed, for ten reasons.
pub const BULK_RECORD: &str = "6912f1a0e4b0c35d7a90b001";
/// The number of details of [`BULK_RECORD`].
pub const BULK_DETAILS: usize = 100_000;
/// A small scheduled task, `hotfix-push`; its newest run, [`RUNNING_RECORD`], is running.
pub const RUNNING_TASK: &str = "c71e5a0d93b84f26a0d4e8b617f25c39";
/// A running run with 240 details and without an overview, which is written when it ends with `SUCCESS` after
/// [`Options::run_for`](crate::Options::run_for).
pub const RUNNING_RECORD: &str = "6921a7c4e4b0c35d7a90c003";
/// A scheduled task, `nightly-mirror`: twelve runs over mostly unchanged files.
pub const UNCHANGED_TASK: &str = "2b9e4d7c1a6f4835b0c2d4e6f8a1930b";
/// A run over 10,000 artifacts of which 9,950 were skipped. The overview counts them twice: `success` is 19,950,
/// `conflict` 9,950.
pub const UNCHANGED_RECORD: &str = "6921b00ce4b0c35d7a93000c";
/// A scheduled task with path constraints of a server generation that reports bytes, `shared-files`: twelve runs, of
/// which three failed.
pub const BYTES_TASK: &str = "a3d5f7190b2c4e6f81a0b2c4d6e8f019";
/// The newest run of [`BYTES_TASK`], successful. `replicatedBytes` and `totalBytes` are not 0, as in all other tasks.
pub const BYTES_RECORD: &str = "6921c00ce4b0c35d7a94000c";
/// A `REAL_TIME` task, `live-mirror`; its only record is [`LIVE_RECORD`].
pub const LIVE_TASK: &str = "15b9d04e6c7f4a8392e0a1d5f8c3b746";
/// A record that is `RUNNING` for ever. It started 45 days ago, with a detail every ten minutes, and from now on every
/// twenty seconds for a week. Details are deleted after 30 days, but the overview counts all of them.
pub const LIVE_RECORD: &str = "6920c1d8e4b0c35d7a90d001";
/// A `FEDERATION` task, `federation-cn`; its only record is [`FEDERATION_RECORD`].
pub const FEDERATION_TASK: &str = "a2c4e6081b3d4f5f97e9d8c7b6a51403";
/// A record that is `RUNNING` for ever. A third of its 420 details log deletions, renames and folders, without size,
/// digest and version. Some have an empty `localCluster`.
pub const FEDERATION_RECORD: &str = "691a2b3ce4b0c35d7a910001";
/// An `EDGE_PULL` task, `edge-models`: nine runs, all successful.
pub const EDGE_TASK: &str = "e90b7f3d5a1c4268b4d6f8a0c2e41735";
/// The newest run of [`EDGE_TASK`], without overview and details.
pub const EDGE_RECORD: &str = "6921d009e4b0c35d7a920009";
/// A scheduled task, `stuck-backup`: twenty runs of about twenty minutes, and [`STUCK_RECORD`].
pub const STUCK_TASK: &str = "b4e6a8c01d3f4052a7b9cbdde1f30526";
/// A run that has been `RUNNING` since a crash two days ago: half of its details, the last one without an end.
pub const STUCK_RECORD: &str = "6921e015e4b0c35d7a970015";
/// A scheduled task, `evening-backup`: three runs, and [`CRASHED_RECORD`].
pub const CRASHED_TASK: &str = "c5f7b9d12e404163b8caecedf2041637";
/// A run that ended with `FAILED`, without an overview. All of its 180 details succeeded.
pub const CRASHED_RECORD: &str = "6921f004e4b0c35d7a980004";
/// A `RUN_ONCE` task that was started twice, `initial-copy`; its only record is [`RESTARTED_RECORD`].
pub const RESTARTED_TASK: &str = "d608cae23f514274c9dbfdfe03152748";
/// A record with the start of the first execution, the end of the second one, and 120 details of each. Some details
/// start before the record, some after its end.
pub const RESTARTED_RECORD: &str = "691c4d10e4b0c35d7a990001";
/// A scheduled task with `record: false`, `without-details`: five runs.
pub const UNRECORDED_TASK: &str = "e719dbf340625385daec0e0f14263859";
/// The newest run of [`UNRECORDED_TASK`]: an overview with counts, and no details.
pub const UNRECORDED_RECORD: &str = "69211005e4b0c35d7a9a0005";
/// A scheduled task whose cluster is unreachable, `unreachable-edge`: three failed runs.
pub const EARLY_TASK: &str = "f82aec0451736496ebfd1f102537496a";
/// The newest run of [`EARLY_TASK`]: `FAILED` with a reason before the first artifact, without details.
pub const EARLY_FAILED_RECORD: &str = "69212003e4b0c35d7a9b0003";
/// A task with a single run, `silent-failures`: [`REASONLESS_RECORD`].
pub const REASONLESS_TASK: &str = "093bfd15628475a7fc0e202136485a7b";
/// A failed run with 36 details: six failed with the reason `""`, six with `"\n"`, one with words.
pub const REASONLESS_RECORD: &str = "69213001e4b0c35d7a9c0001";
/// A scheduled task, `ci-artifacts`: fifty thousand runs in sixty days, all ended.
pub const LONG_TASK: &str = "5a7e9c1b3d2f40618293a4b5c6d7e8f0";
/// The number of runs of [`LONG_TASK`].
pub const LONG_RUNS: usize = 50_000;
/// A scheduled task, `every-minute`: a new run of twenty seconds starts every minute. One is running.
pub const FREQUENT_TASK: &str = "0e1d2c3b4a59687786950a1b2c3d4e5f";
/// A disabled plan that never ran, `never-executed`: `lastExecutionStatus` and all times of executions are null.
pub const EMPTY_TASK: &str = "00c0ffee5eed4a11b0b0caf3d00df00d";
/// A task with details of an old format without names, `legacy-sync`; its newest run is [`MIXED_RECORD`].
pub const MIXED_TASK: &str = "b6d1f3a5970c4e82a8c0e2f4163857d9";
/// A run of a migrated installation with current and historical details and without an overview.
pub const MIXED_RECORD: &str = "65f2ab10e4b0c35d7a90e003";
/// A task with a single run, `odd-names`: [`ODD_RECORD`].
pub const ODD_TASK: &str = "7e5c3a190f8d4b62857193b0d2f4a6c8";
/// A run with names that are hard to search, display and encode: spaces, CJK, `+ ( [ \ %`, very long ones, markup,
/// sizes beyond 2^53, multi-line errors.
pub const ODD_RECORD: &str = "691f0d2ce4b0c35d7a90f001";
/// A task with unknown values; its run is [`TOMORROW_RECORD`].
pub const TOMORROW_TASK: &str = "fdb97531eca8460213579bdf02468ace";
/// A run with unknown values of status, types and strategies, as a future server may send.
pub const TOMORROW_RECORD: &str = "6917e5f2e4b0c35d7a90a001";
/// The task of the API documentation.
pub const DOCUMENTED_TASK: &str = "651095dfe0524ce9b3ab53d13532361c";
/// The documented record of [`DOCUMENTED_TASK`], with one historical detail.
pub const DOCUMENTED_RECORD: &str = "609b573d53ccce752bf9b860";
/// The task of [`DOCUMENTED_GENERIC_RECORD`].
pub const DOCUMENTED_GENERIC_TASK: &str = "4b8e2d6fa0c1435799b3d7e5f1082c6a";
/// The record of the documented detail page: the documented `GENERIC` detail and another one.
pub const DOCUMENTED_GENERIC_RECORD: &str = "65b07d7eb69e4404f9ba4a4e";
/// The task of [`SERVER_2026_RECORD`].
pub const SERVER_2026_TASK: &str = "9f1c2d3e4b5a69788796a5b4c3d2e1f0";
/// A record that is odd on purpose, always running: three details, numbers up to 2^63-1, bytes, times of every form,
/// unknown values and fields.
pub const SERVER_2026_RECORD: &str = "6a1f0c3de4b0a1234567890a";
/// A project with thirty plans of all replica types, object types, strategies and states; every task above is one.
pub const PROJECT: &str = "demo";
/// A project with eight plans of all replica types.
pub const OTHER_PROJECT: &str = "mobile-games";
/// A nightly plan of [`OTHER_PROJECT`], `client-packages`: fourteen runs, the last two failed.
pub const GAMES_TASK: &str = "b2485ccb07a0bb419e136d97d4f32c2d";
/// An enabled `REAL_TIME` plan of [`OTHER_PROJECT`] without a record so far. As in the real service its
/// `lastExecutionStatus` is `RUNNING`, although it has no `lastExecutionTime`.
pub const IDLE_LIVE_TASK: &str = "a4829cf45b813f34c90bb07844ff1147";
/// An enabled plan of [`PROJECT`] that never ran, `切换机房前的一次性全量分发`: it will be executed once, in three days.
pub const SET_TIME_TASK: &str = "3d07c1704ba2b6b625d62a7603aceafa";
/// A disabled plan of [`PROJECT`], `old-mirror`, with ten runs, the last one twelve days ago; the last two failed.
pub const DISABLED_TASK: &str = "1573d4829296cda7c33bd532276cc64b";
/// A plan of [`PROJECT`] with the name [`PATTERN_NAME`].
pub const PATTERN_TASK: &str = "44a3876b0cbe226c71a47e8ee06b9e48";
/// A name that is found only if it is escaped: as a pattern it finds `cc libs nightly`, another plan.
pub const PATTERN_NAME: &str = "c++ libs (nightly)";

/// The record id of a run of [`NIGHTLY_TASK`]: 0 is the running one, 1 the last one that ended.
///
/// Runs 1 to 5 failed, with partly the same failed artifacts. Run 1 has exactly 12,345 details. Runs 35 to 41 are a
/// week with many failures, run 52 was cancelled by an operator.
pub fn nightly_run(ago: usize) -> String {
    nightly_run_id(NIGHTLY_RUNNING.saturating_sub(ago as u64))
}

/// The running run of [`NIGHTLY_TASK`], which ends with `FAILED`.
pub fn nightly_running() -> String {
    nightly_run(0)
}

/// The last run of [`NIGHTLY_TASK`] that failed.
pub fn nightly_failed() -> String {
    nightly_run(1)
}
