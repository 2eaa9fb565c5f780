//! A service that means harm, or is broken: whatever it answers is read or refused in words, quickly, without a panic.
//!
//! A hundred thousand answers, made of real ones by rng that is the same every time. A failure tells its number:
//! `REPLICA_LOG_SEED=number` begins with that one, `REPLICA_LOG_CASES=1` looks at it alone.
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
mod pages;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

use mutate::{MutationLimits, Rng, mutated};
use pages::Read;

/// Cases of one kind of answer; there are seven kinds.
const CASES: u64 = 15_000;
/// What the slowest may take, where nothing is optimised and others work too: what grows with the square of what
/// comes takes hours.
const PATIENCE: Duration = Duration::from_secs(60);
const LIMITS: MutationLimits = MutationLimits { longest: 10_000_000, deepest: 200_000, long_once_in: 6000 };

fn variable(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Reads many changed answers of one kind.
fn hold(fixtures: &[&str], understands: bool, read: Read) {
    let first = variable("REPLICA_LOG_SEED").unwrap_or(0);
    let mut understood = 0;
    let cases = variable("REPLICA_LOG_CASES").unwrap_or(CASES);
    for seed in first..first.saturating_add(cases) {
        let mut rng = Rng::new(seed);
        let answer = mutated(rng.pick(fixtures), &mut rng, LIMITS);
        let began = Instant::now();
        match catch_unwind(AssertUnwindSafe(|| read(&answer, &mut rng))) {
            Ok(was_understood) => understood += u64::from(was_understood),
            Err(panic) => {
                let begins: String = answer.chars().take(2000).collect();
                eprintln!("REPLICA_LOG_SEED={seed}, {} bytes: {begins}", answer.len());
                resume_unwind(panic);
            }
        }
        let took = began.elapsed();
        assert!(took < PATIENCE, "REPLICA_LOG_SEED={seed}: {} bytes took {took:?}", answer.len());
    }
    // Answers that are all refused, or all read, are no test of what comes after.
    let usual = (cases / 10..cases).contains(&understood);
    assert!(!understands || cases < CASES || usual, "{understood} of {cases} were understood");
}

const DETAILS: [&str; 2] =
    [include_str!("../fixtures/server-2026-detail-page.json"), include_str!("../fixtures/document-detail-page.json")];

#[test]
fn malformed_detail_pages_never_panic() {
    hold(&DETAILS, true, pages::details);
}

#[test]
fn malformed_detail_lists_never_panic() {
    hold(&[include_str!("../fixtures/document-detail-list.json")], true, pages::detail_list);
}

#[test]
fn malformed_record_pages_never_panic() {
    hold(&[include_str!("../fixtures/document-record-page.json")], true, pages::records);
}

#[test]
fn malformed_record_lists_never_panic() {
    hold(&[include_str!("../fixtures/document-record-list.json")], true, pages::record_list);
}

#[test]
fn malformed_records_never_panic() {
    let fixtures =
        [include_str!("../fixtures/document-record.json"), include_str!("../fixtures/server-2026-record.json")];
    hold(&fixtures, true, pages::record);
}

#[test]
fn malformed_overviews_never_panic() {
    let historical = include_str!("../fixtures/document-overview-historical.json");
    hold(&[include_str!("../fixtures/document-overview.json"), historical], true, pages::overview);
}

#[test]
fn malformed_error_responses_never_panic() {
    let gateway = include_str!("../fixtures/gateway-502.html");
    hold(&[include_str!("../fixtures/server-error-not-found.json"), gateway], false, pages::refusal);
}
