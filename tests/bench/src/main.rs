//! Benchmarks of the app beside a vanilla JavaScript page that shows the same rows, and optionally beside another build
//! of the app: alternating, in one run, on one machine.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `server` | serves the pages as a deployment would, and records the bytes sent |
//! | `browser` | a browser with the measuring script `probe.js`, the same for all pages |
//! | `visits`, `changes`, `growth`, `reading`, `analyses`, `mounts` | the measurements |
//! | `figures` | medians, ratios, budgets |
//! | `report` | the report as tables and as JSON |
//!
//! `cargo xtask bench` builds the pages and sets the environment variables.

mod analyses;
mod browser;
mod changes;
mod figures;
mod growth;
mod mounts;
mod reading;
mod report;
mod server;
mod visits;

use browser::Subject;
use figures::Figures;
use replica_log_e2e::Error;
use server::Server;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The number of samples of each measurement.
#[derive(Clone, Copy)]
struct Rounds {
    /// First visits, each in a fresh browser.
    visits: usize,
    /// All other measurements.
    repeats: usize,
    /// The numbers of mounts to compare: few and many.
    mounts: [usize; 2],
}

/// Enough samples for a stable median.
const THOROUGH: Rounds = Rounds { visits: 11, repeats: 7, mounts: [100, 1000] };
/// Enough samples for a rough estimate.
const QUICK: Rounds = Rounds { visits: 3, repeats: 3, mounts: [100, 300] };

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (rounds, only) = match arguments.as_slice() {
        [] => (THOROUGH, None),
        ["--quick"] => (QUICK, None),
        ["--only", part] => (THOROUGH, Some(*part)),
        ["--quick", "--only", part] => (QUICK, Some(*part)),
        _ => {
            eprintln!("Usage: replica-log-bench [--quick] [--only visits|changes|growth|reading|analyses|mounts]");
            return ExitCode::from(2);
        }
    };
    // A variable, as for the other built folders, because a path may not be UTF-8.
    let before = std::env::var_os("REPLICA_LOG_BEFORE").map(PathBuf::from);
    match run(rounds, only, before.as_deref()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(fail) => {
            eprintln!("error: {fail}");
            ExitCode::FAILURE
        }
    }
}

/// Measures and reports; returns whether every budget is met.
fn run(rounds: Rounds, only: Option<&str>, before: Option<&Path>) -> Result<bool, Error> {
    let wanted = |part| only.is_none_or(|only| only == part);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let (figures, end) = runtime.block_on(async {
        let server = Server::start(before).await?;
        let mut figures = Figures::default();
        // A failed measurement must not discard the results of the others.
        let mut ends = Vec::new();
        if wanted("visits") {
            ends.push(visits::measure(&server, rounds, &mut figures).await);
        }
        if wanted("changes") {
            ends.push(changes::measure(&server, rounds, &mut figures).await);
        }
        if wanted("growth") {
            ends.push(growth::measure(&server, rounds, &mut figures).await);
        }
        if wanted("reading") {
            ends.push(reading::measure(&server, rounds, &mut figures).await);
        }
        if wanted("analyses") {
            ends.push(analyses::measure(&server, rounds, &mut figures).await);
        }
        if wanted("mounts") {
            ends.push(mounts::measure(&server, rounds, &mut figures).await);
        }
        Ok::<_, Error>((figures, ends.into_iter().collect::<Result<(), Error>>()))
    })?;
    runtime.shutdown_background();
    println!("{}", report::tables(&figures));
    let file = report::write(&figures)?;
    println!("All samples as JSON: {}", file.display());
    end?;
    Ok(figures.missed() == 0)
}

/// The pages that are compared in every measurement.
const COMPARED: [Subject; 3] = [Subject::App, Subject::Before, Subject::Hand];
