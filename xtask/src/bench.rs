//! `cargo xtask bench`: benchmarks of the app against a vanilla-JS baseline.

use std::ffi::OsString;
use std::process::ExitCode;

use crate::app::{self, WasmOptPolicy};
use crate::browser::BrowserKind;
use crate::error::{Context, Result};
use crate::steps::Steps;
use crate::{checks, dist, module, process};

/// Builds the app and the baselines, and runs the benchmarks. The exit code is non-zero if a budget is exceeded.
///
/// # Errors
/// When a build fails, or the browser is missing.
pub fn run(extra_args: &[OsString]) -> Result<ExitCode> {
    let mut steps = Steps::default();
    app::build(&mut steps, WasmOptPolicy::Required)?;
    let deployed = process::root().join("target/bench/dist");
    dist::write(&mut steps, &deployed)?;
    // A minimal Leptos page, for comparison.
    let bare = steps.run("minimal Leptos page", || module::build("replica-log-bare", "bench/bare", "bare"))?;
    let mut cargo = process::cargo();
    cargo.args(["run", "--quiet", "--package", "replica-log-bench", "--"]).args(extra_args);
    cargo.env("REPLICA_LOG_NPM", deployed.join("npm")).env("REPLICA_LOG_BARE", bare);
    let status = checks::with_browser(&mut cargo, BrowserKind::Chromium, |cargo| {
        cargo.status().could_not("start the benchmarks")
    })?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
