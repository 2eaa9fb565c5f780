//! Runs the fuzz targets natively, on past findings in `fuzz/cases` and on random input.

#[path = "../../fuzz/src/lib.rs"]
mod targets;

use std::fs;
use std::path::Path;

use crate::mutate::Rng;

/// The tokens that random inputs are composed of.
const TOKENS: [&str; 44] = [
    "tasks/",
    "records/",
    "?",
    "&",
    "=",
    "%",
    "%2",
    "%2F",
    "+",
    "/",
    ".",
    "..",
    "status=FAILED",
    "pageNumber=",
    "open=",
    ",",
    "history=all",
    "from=2026-11-01T08:30",
    "to=",
    "triage=before",
    "compare=",
    "group=",
    "planName=",
    "-",
    ":",
    "T",
    "2026",
    "0000",
    "9999-12-31",
    "12",
    "00",
    "Z",
    " ",
    "\n",
    "制",
    "\u{202e}",
    "\0",
    "[",
    "]",
    "\"",
    "'",
    "://",
    "500 Bad ",
    "\u{fffd}",
];

fn run_target(name: &str, target: fn(&[u8])) {
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/cases").join(name);
    for case in fs::read_dir(found).into_iter().flatten() {
        target(&fs::read(case.expect("a case").path()).expect("a case that can be read"));
    }
    for seed in 0..10_000 {
        let mut rng = Rng::new(seed);
        let mut input = Vec::new();
        for _ in 0..rng.below(24) {
            match rng.below(8) {
                0 => input.push(rng.next() as u8),
                _ => input.extend_from_slice(rng.pick(&TOKENS).as_bytes()),
            }
        }
        target(&input);
    }
}

#[test]
fn decoder_accepts_arbitrary_bytes() {
    run_target("decoder", targets::decoder);
}

#[test]
fn route_parser_accepts_arbitrary_bytes() {
    run_target("route", targets::route);
}

#[test]
fn error_fingerprint_accepts_arbitrary_bytes() {
    run_target("fingerprint", targets::fingerprint);
}

#[test]
fn time_parser_accepts_arbitrary_bytes() {
    run_target("time", targets::time);
}
