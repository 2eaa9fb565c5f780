//! Starting other programs.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use crate::fail::{Context, Fail, Result};
use crate::tally::Tally;

/// The top of the checkout.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// A program to be started at the top of the checkout, as if from a shell of the person's own.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    // `cargo run` tells this program about its own package. Passed on, build scripts that watch these
    // variables would run again each time somebody changes between `cargo xtask` and plain `cargo`.
    for (name, _) in std::env::vars_os() {
        let told = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_")
                || name.starts_with("CARGO_MANIFEST_")
                || ["CARGO_BIN_NAME", "CARGO_CRATE_NAME", "CARGO_PRIMARY_PACKAGE"].contains(&name)
        });
        if told {
            command.env_remove(name);
        }
    }
    command
}

/// The very cargo that runs this program.
pub fn cargo() -> Command {
    program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs it with its output going where ours goes.
///
/// # Errors
/// When it cannot be started, or says by its exit code that it failed. `what` begins the sentence.
pub fn run(command: &mut Command, what: &str) -> Result<()> {
    let status = command.status().could_not(format_args!("start `{}`", shown(command)))?;
    ended_well(status, what)
}

/// Runs it, passes on each line of its standard output to `to` as it comes, and counts what test
/// programs say there.
///
/// # Errors
/// When it cannot be started or read. A failing program is no error here: the count tells more.
pub fn run_tests(command: &mut Command, mut to: impl Write) -> Result<(ExitStatus, Tally)> {
    let start = format!("start `{}`", shown(command));
    let mut child = command.stdout(Stdio::piped()).spawn().could_not(start)?;
    let mut tally = Tally::default();
    if let Some(output) = child.stdout.take() {
        let mut output = BufReader::new(output);
        let mut line = Vec::new();
        while output.read_until(b'\n', &mut line).could_not("read what the tests say")? > 0 {
            // Nobody may be listening any more (`| head`); the tests go on all the same.
            let _ = to.write_all(&line);
            tally.read(&String::from_utf8_lossy(&line));
            line.clear();
        }
    }
    let status = child.wait().could_not("wait for the tests")?;
    Ok((status, tally))
}

/// What it prints, if it can be started and ends well.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Turns an exit status into a result.
pub fn ended_well(status: ExitStatus, what: &str) -> Result<()> {
    if status.success() { Ok(()) } else { Err(Fail::new(format!("{what} failed ({status})"))) }
}

/// The first file of that name that the search path has and that may be run.
pub fn find(name: &str) -> Option<PathBuf> {
    use std::os::unix::fs::PermissionsExt;
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|dir| dir.join(name))
        .find(|file| file.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0))
}

/// The search path with these directories before all others.
///
/// # Errors
/// When a directory has a `:` in its name, which no search path can hold.
pub fn path_with(first: &[PathBuf]) -> Result<OsString> {
    let old = std::env::var_os("PATH").unwrap_or_default();
    let all = first.iter().cloned().chain(std::env::split_paths(&old));
    std::env::join_paths(all).map_err(|error| Fail::new(format!("could not set the search path: {error}")))
}

/// The program and its first argument: enough to know it, too little to show a secret.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut words = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    if let Some(first) = command.get_args().next() {
        words.push(' ');
        words.push_str(&first.to_string_lossy());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_there_is_found() {
        assert!(find("sh").is_some_and(|path| path.is_absolute()));
        assert_eq!(find("no-such-program-anywhere"), None);
    }

    #[test]
    fn a_failing_program_is_said_to_have_failed() {
        let fail = run(&mut program("false"), "The thing").expect_err("false fails");
        assert!(fail.to_string().starts_with("The thing failed"), "{fail}");
        let fail = run(&mut program("no-such-program-anywhere"), "It").expect_err("there is none");
        assert!(fail.to_string().contains("could not start `no-such-program-anywhere`"), "{fail}");
    }

    #[test]
    fn results_are_counted_while_they_are_passed_on() {
        let script = "echo 'test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out'; exit 3";
        let mut shown = Vec::new();
        let (status, tally) = run_tests(program("sh").args(["-c", script]), &mut shown).expect("it runs");
        assert_eq!((status.code(), tally.passed, tally.failed), (Some(3), 2, 0));
        assert!(String::from_utf8_lossy(&shown).ends_with("filtered out\n"));
    }

    #[test]
    fn what_cargo_tells_this_program_is_not_passed_on() {
        let env = output(&mut program("env")).expect("it runs");
        assert!(!env.lines().any(|line| line.starts_with("CARGO_PKG_") || line.starts_with("CARGO_MANIFEST_")));
    }
}
