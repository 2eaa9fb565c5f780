//! `cargo xtask shots`: the screenshots of the README, taken with the demo data.

use std::process::ExitCode;

use crate::app::{self, WasmOptPolicy};
use crate::error::Result;
use crate::steps::Steps;
use crate::{browser, checks, process};

/// Builds the app and takes the screenshots into `docs/`.
///
/// # Errors
/// When the build fails, the browser is missing, or a screenshot fails.
pub fn run() -> Result<ExitCode> {
    let mut steps = Steps::default();
    app::build(&mut steps, WasmOptPolicy::Required)?;
    steps.run("screenshots", || {
        browser::ensure_cjk_font()?;
        let mut cargo = process::cargo();
        cargo.args(["run", "--quiet", "--package", "replica-log-e2e", "--bin", "shots", "--", "docs/"]);
        checks::with_browser(&mut cargo, browser::BrowserKind::Chromium, |cargo| {
            process::run(cargo, "Taking the screenshots")
        })
    })?;
    Ok(ExitCode::SUCCESS)
}
