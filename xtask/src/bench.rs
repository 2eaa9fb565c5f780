//! `cargo xtask bench`: figures of the app, beside those of a page by hand.

use std::ffi::OsString;
use std::process::ExitCode;

use crate::app::{self, Smaller};
use crate::browser::Kind;
use crate::fail::{Context, Result};
use crate::steps::Steps;
use crate::{checks, dist, module, process};

/// Builds the app and what it is measured against, and measures. The exit code tells whether every budget was kept.
///
/// # Errors
/// When something cannot be built, or there is no browser.
pub fn run(passed_on: &[OsString]) -> Result<ExitCode> {
    let mut steps = Steps::default();
    app::build(&mut steps, Smaller::Must)?;
    let deployed = process::root().join("target/bench/dist");
    dist::write(&mut steps, &deployed)?;
    // The least page that Leptos makes.
    let bare = steps.take("a bare page of Leptos", || module::build("replica-log-bare", "bench/bare", "bare"))?;
    let mut cargo = process::cargo();
    cargo.args(["run", "--quiet", "--package", "replica-log-bench", "--"]).args(passed_on);
    cargo.env("REPLICA_LOG_NPM", deployed.join("npm")).env("REPLICA_LOG_BARE", bare);
    let status =
        checks::with_browser(&mut cargo, Kind::Chromium, |cargo| cargo.status().could_not("start the measuring"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
