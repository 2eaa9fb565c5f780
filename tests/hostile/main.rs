//! Malformed and malicious responses: each is decoded or rejected with an error message, quickly and without a panic.
//!
//! About a hundred thousand responses are generated from real ones by deterministic mutation. A failure prints its
//! seed: `REPLICA_LOG_SEED=number` starts with that one, `REPLICA_LOG_CASES=1` runs it alone.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stderr,
    reason = "a test fails by a panic"
)]

mod cases;
mod fuzzed;
mod mutate;
mod odd;
mod pages;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

use mutate::{MutationLimits, Rng, mutated};
use pages::Read;

/// The number of cases for each of the nine kinds of responses.
const CASES: u64 = 15_000;
/// The time limit of one case in an unoptimised build on a busy machine. Quadratic algorithms would take hours.
const TIME_LIMIT: Duration = Duration::from_secs(60);
const LIMITS: MutationLimits = MutationLimits { longest: 10_000_000, deepest: 200_000, long_once_in: 6000 };

fn variable(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Reads many mutated responses of one kind.
fn check_robustness(fixtures: &[&str], expects_data: bool, read: Read) {
    let first = variable("REPLICA_LOG_SEED").unwrap_or(0);
    let mut decoded_count = 0;
    let cases = variable("REPLICA_LOG_CASES").unwrap_or(CASES);
    for seed in first..first.saturating_add(cases) {
        let mut rng = Rng::new(seed);
        let response = mutated(rng.pick(fixtures), &mut rng, LIMITS);
        let began = Instant::now();
        match catch_unwind(AssertUnwindSafe(|| read(&response, &mut rng))) {
            Ok(decoded) => decoded_count += u64::from(decoded),
            Err(panic) => {
                let begins: String = response.chars().take(2000).collect();
                eprintln!("REPLICA_LOG_SEED={seed}, {} bytes: {begins}", response.len());
                resume_unwind(panic);
            }
        }
        let took = began.elapsed();
        assert!(took < TIME_LIMIT, "REPLICA_LOG_SEED={seed}: {} bytes took {took:?}", response.len());
    }
    // If all responses were rejected or all accepted, the mutations would be useless.
    let balanced = (cases / 10..cases).contains(&decoded_count);
    assert!(!expects_data || cases < CASES || balanced, "{decoded_count} of {cases} were decoded");
}

const DETAILS: [&str; 2] =
    [include_str!("../fixtures/server-2026-detail-page.json"), include_str!("../fixtures/document-detail-page.json")];

#[test]
fn malformed_detail_pages_never_panic() {
    check_robustness(&DETAILS, true, pages::details);
}

#[test]
fn malformed_detail_lists_never_panic() {
    check_robustness(&[include_str!("../fixtures/document-detail-list.json")], true, pages::detail_list);
}

#[test]
fn malformed_record_pages_never_panic() {
    check_robustness(&[include_str!("../fixtures/document-record-page.json")], true, pages::records);
}

#[test]
fn malformed_record_lists_never_panic() {
    check_robustness(&[include_str!("../fixtures/document-record-list.json")], true, pages::record_list);
}

#[test]
fn malformed_records_never_panic() {
    let fixtures =
        [include_str!("../fixtures/document-record.json"), include_str!("../fixtures/server-2026-record.json")];
    check_robustness(&fixtures, true, pages::record);
}

#[test]
fn malformed_overviews_never_panic() {
    let historical = include_str!("../fixtures/document-overview-historical.json");
    check_robustness(&[include_str!("../fixtures/document-overview.json"), historical], true, pages::overview);
}

#[test]
fn malformed_task_pages_never_panic() {
    check_robustness(&[include_str!("../fixtures/server-2026-task-page.json")], true, pages::tasks);
}

#[test]
fn malformed_tasks_never_panic() {
    check_robustness(&[include_str!("../fixtures/server-2026-task-info.json")], true, pages::task);
}

#[test]
fn malformed_error_responses_never_panic() {
    let gateway = include_str!("../fixtures/gateway-502.html");
    check_robustness(&[include_str!("../fixtures/server-error-not-found.json"), gateway], false, pages::error_response);
}
