//! `cargo xtask shots`: the pictures of the README, from the demo data.

use std::process::ExitCode;

use crate::app::{self, Smaller};
use crate::fail::Result;
use crate::steps::Steps;
use crate::{browser, checks, process};

/// Builds the app, and has the browser draw it into `docs/`.
///
/// # Errors
/// When the app cannot be built, there is no browser, or the drawing fails.
pub fn run() -> Result<ExitCode> {
    let mut steps = Steps::default();
    app::build(&mut steps, Smaller::Must)?;
    steps.take("draw the pictures", || {
        browser::ensure_cjk_font()?;
        let mut cargo = process::cargo();
        cargo.args(["run", "--quiet", "--package", "replica-log-e2e", "--bin", "shots", "--", "docs/"]);
        checks::with_browser(&mut cargo, browser::Kind::Chromium, |cargo| process::run(cargo, "Drawing the pictures"))
    })?;
    Ok(ExitCode::SUCCESS)
}
