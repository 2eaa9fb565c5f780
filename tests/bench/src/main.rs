//! Figures of the app, beside those of a page by hand that shows the same rows: in turn, in one run, on one machine.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `server` | the pages as a deployment would send them, and a note of all that was sent |
//! | `browser` | a browser with a probe in it (`probe.js`), which sees every page alike |
//! | `visits`, `changes`, `growth`, `reading`, `mounts` | what is measured |
//! | `figures` | medians, ratios, budgets |
//! | `report` | the table, and the same as JSON |
//!
//! `cargo xtask bench` builds what is measured, and says in the environment where it is.

mod browser;
mod changes;
mod figures;
mod growth;
mod mounts;
mod reading;
mod report;
mod server;
mod visits;

use browser::Measured;
use figures::Figures;
use replica_log_e2e::Error;
use server::Server;
use std::process::ExitCode;

/// How often each thing is measured.
#[derive(Clone, Copy)]
struct Rounds {
    /// First visits, each with a browser of its own.
    visits: usize,
    /// Everything that a browser which is open already can do again.
    again: usize,
    /// Mounts of the app within a page: the few, and the many.
    mounts: [usize; 2],
}

/// Enough for a median that stays where it is.
const THOROUGH: Rounds = Rounds { visits: 11, again: 7, mounts: [100, 1000] };
/// Enough to see where one stands.
const QUICK: Rounds = Rounds { visits: 3, again: 3, mounts: [100, 300] };

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (rounds, only) = match arguments.as_slice() {
        [] => (THOROUGH, None),
        ["--quick"] => (QUICK, None),
        ["--only", part] => (THOROUGH, Some(*part)),
        ["--quick", "--only", part] => (QUICK, Some(*part)),
        _ => {
            eprintln!("Usage: replica-log-bench [--quick] [--only visits|changes|growth|reading|mounts]");
            return ExitCode::from(2);
        }
    };
    match run(rounds, only) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(fail) => {
            eprintln!("error: {fail}");
            ExitCode::FAILURE
        }
    }
}

/// Measures, reports, and tells whether every budget was kept.
fn run(rounds: Rounds, only: Option<&str>) -> Result<bool, Error> {
    let wanted = |part| only.is_none_or(|only| only == part);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let (figures, end) = runtime.block_on(async {
        let server = Server::start().await?;
        let mut figures = Figures::default();
        // What one part cannot measure is no reason to throw away what the others have.
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
        if wanted("mounts") {
            ends.push(mounts::measure(&server, rounds, &mut figures).await);
        }
        Ok::<_, Error>((figures, ends.into_iter().collect::<Result<(), Error>>()))
    })?;
    runtime.shutdown_background();
    report::print(&figures);
    let file = report::write(&figures)?;
    println!("All of it as JSON: {}", file.display());
    end?;
    Ok(figures.missed() == 0)
}

/// The pages that are held against each other.
const PAIR: [Measured; 2] = [Measured::App, Measured::Hand];
