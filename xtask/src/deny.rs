//! Checks of the dependencies: licences, sources, duplicate versions and security advisories.

use crate::error::Result;
use crate::process;
use crate::steps::Steps;
use crate::tools::{CARGO_DENY, Tools};

/// Checks the lock file against `deny.toml`. Advisories need the RustSec database from the network; if it cannot be
/// fetched, the check is reported as not done.
pub fn run(steps: &mut Steps) {
    let mut tools = Tools::default();
    let licences = steps.run("licences, sources, duplicates", || {
        tools.ensure(&CARGO_DENY)?;
        deny(&tools, &["--workspace", "check", "licenses", "sources", "bans"])
    });
    if let Err(error) = &licences {
        eprintln!("error: {error}");
    }
    if tools.path_of(PROGRAM).is_err() {
        steps.skip("advisories", "cargo-deny is missing");
        return;
    }
    if deny(&tools, &["fetch", "db"]).is_err() {
        steps.mark_unchecked("advisories", "the RustSec database cannot be fetched");
        return;
    }
    if let Err(error) = steps.run("advisories", || deny(&tools, &["--workspace", "--offline", "check", "advisories"])) {
        eprintln!("error: {error}");
    }
}

const PROGRAM: &str = "cargo-deny";

fn deny(tools: &Tools, args: &[&str]) -> Result<()> {
    let mut deny = process::command(tools.path_of(PROGRAM)?);
    deny.args(args);
    // Time limits for git, so that a network that drops packets does not block the check.
    deny.env("GIT_HTTP_LOW_SPEED_LIMIT", "1000").env("GIT_HTTP_LOW_SPEED_TIME", "20").env("GIT_TERMINAL_PROMPT", "0");
    process::run(&mut deny, &format!("`cargo deny {}`", args.join(" ")))
}
