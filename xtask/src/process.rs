//! Child processes.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use crate::error::{Context, Error, Result};
use crate::test_counts::TestCounts;

/// The root folder of the checkout.
pub fn root() -> PathBuf {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_folder.parent().unwrap_or(crate_folder).to_path_buf()
}

/// A command that runs in the root folder, with the environment of the user's shell.
pub fn command(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    // `cargo run` sets variables about this package. Build scripts watch some of them, and would run again after each
    // change between `cargo xtask` and plain `cargo`, so child processes must not inherit them.
    for (name, _) in std::env::vars_os() {
        let is_cargos = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_")
                || name.starts_with("CARGO_MANIFEST_")
                || ["CARGO_BIN_NAME", "CARGO_CRATE_NAME", "CARGO_PRIMARY_PACKAGE"].contains(&name)
        });
        if is_cargos {
            command.env_remove(name);
        }
    }
    // Files are read from there after a build, also where the user's shell names another folder.
    command.env("CARGO_TARGET_DIR", root().join("target"));
    command
}

/// The cargo that runs this program.
pub fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a command with inherited output.
///
/// # Errors
/// When it cannot be started or exits with an error. The message begins with `what`.
pub fn run(command: &mut Command, what: &str) -> Result<()> {
    let status = command.status().could_not(format_args!("start `{}`", display_name(command)))?;
    check_status(status, what)
}

/// Runs test programs, copies their standard output to `to` line by line, and counts the test results.
///
/// # Errors
/// When the command cannot be started or its output cannot be read. A failure of the tests is not an error, because
/// the counts describe it better.
pub fn run_tests(command: &mut Command, mut to: impl Write) -> Result<(ExitStatus, TestCounts)> {
    let start = format!("start `{}`", display_name(command));
    let mut child = command.stdout(Stdio::piped()).spawn().could_not(start)?;
    let mut counts = TestCounts::default();
    if let Some(output) = child.stdout.take() {
        let mut output = BufReader::new(output);
        let mut line = Vec::new();
        while output.read_until(b'\n', &mut line).could_not("read the output of the tests")? > 0 {
            // A closed output (`| head`) must not stop the tests.
            let _ = to.write_all(&line);
            counts.read(&String::from_utf8_lossy(&line));
            line.clear();
        }
    }
    let status = child.wait().could_not("wait for the tests")?;
    Ok((status, counts))
}

/// The standard output of a command, or `None` if it fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Converts an exit status to a result.
pub fn check_status(status: ExitStatus, what: &str) -> Result<()> {
    if status.success() { Ok(()) } else { Err(Error::new(format!("{what} failed ({status})"))) }
}

/// The first executable of that name on the search path.
pub fn find_program(name: &str) -> Option<PathBuf> {
    use std::os::unix::fs::PermissionsExt;
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|dir| dir.join(name))
        .find(|file| file.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0))
}

/// The search path with these folders prepended.
///
/// # Errors
/// When a folder name contains a `:`, the separator of the search path.
pub fn path_with(first: &[PathBuf]) -> Result<OsString> {
    let old = std::env::var_os("PATH").unwrap_or_default();
    let all = first.iter().cloned().chain(std::env::split_paths(&old));
    std::env::join_paths(all).map_err(|error| Error::new(format!("could not set the search path: {error}")))
}

/// The program and its first argument, for error messages. Later arguments may contain secrets.
fn display_name(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    if let Some(first) = command.get_args().next() {
        name.push(' ');
        name.push_str(&first.to_string_lossy());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_on_the_search_path() {
        assert!(find_program("sh").is_some_and(|path| path.is_absolute()));
        assert_eq!(find_program("no-such-program-anywhere"), None);
    }

    #[test]
    fn a_failing_program_is_an_error() {
        let error = run(&mut command("false"), "The thing").expect_err("false fails");
        assert!(error.to_string().starts_with("The thing failed"), "{error}");
        let error = run(&mut command("no-such-program-anywhere"), "It").expect_err("the program does not exist");
        assert!(error.to_string().contains("could not start `no-such-program-anywhere`"), "{error}");
    }

    #[test]
    fn test_results_are_counted_and_copied_to_the_output() {
        let script = "echo 'test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out'; exit 3";
        let mut copied = Vec::new();
        let (status, counts) = run_tests(command("sh").args(["-c", script]), &mut copied).expect("it runs");
        assert_eq!((status.code(), counts.passed, counts.failed), (Some(3), 2, 0));
        assert!(String::from_utf8_lossy(&copied).ends_with("filtered out\n"));
    }

    #[test]
    fn cargos_package_variables_are_not_inherited() {
        let env = output(&mut command("env")).expect("it runs");
        assert!(!env.lines().any(|line| line.starts_with("CARGO_PKG_") || line.starts_with("CARGO_MANIFEST_")));
    }
}
