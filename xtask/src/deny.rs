//! What may come with us: licences, sources, two versions of one crate, and what is known to be unsafe.

use crate::fail::Result;
use crate::process;
use crate::steps::Steps;
use crate::tools::{CARGO_DENY, Tools};

/// Checks the lock file against `deny.toml`. What is known to be unsafe is in a database on the net: where that cannot
/// be had, the table says that nobody looked.
pub fn run(steps: &mut Steps) {
    let mut tools = Tools::default();
    let licences = steps.take("licences, sources, duplicates", || {
        tools.ensure(&CARGO_DENY)?;
        deny(&tools, &["--workspace", "check", "licenses", "sources", "bans"])
    });
    if let Err(fail) = &licences {
        eprintln!("error: {fail}");
    }
    if tools.path_of(PROGRAM).is_err() {
        steps.leave_out("advisories", "there is no cargo-deny");
        return;
    }
    if deny(&tools, &["fetch", "db"]).is_err() {
        steps.not_checked("advisories", "the database of RustSec cannot be fetched from here");
        return;
    }
    if let Err(fail) = steps.take("advisories", || deny(&tools, &["--workspace", "--offline", "check", "advisories"])) {
        eprintln!("error: {fail}");
    }
}

const PROGRAM: &str = "cargo-deny";

fn deny(tools: &Tools, args: &[&str]) -> Result<()> {
    let mut deny = process::program(tools.path_of(PROGRAM)?);
    deny.args(args);
    // A network that swallows what it is asked keeps nobody waiting.
    deny.env("GIT_HTTP_LOW_SPEED_LIMIT", "1000").env("GIT_HTTP_LOW_SPEED_TIME", "20").env("GIT_TERMINAL_PROMPT", "0");
    process::run(&mut deny, &format!("`cargo deny {}`", args.join(" ")))
}
