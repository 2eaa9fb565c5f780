//! `cargo xtask test`: all checks, the quick ones first.

use std::ffi::{OsStr, OsString};
use std::process::{Command, ExitCode};

use crate::app::{self, WasmOptPolicy};
use crate::args::{Check, Test};
use crate::browser::{Browser, BrowserKind};
use crate::debian;
use crate::deny;
use crate::dist;
use crate::driver::Driver;
use crate::error::{Error, Result};
use crate::install;
use crate::process;
use crate::servers::Servers;
use crate::steps::Steps;
use crate::style;
use crate::test_counts::TestCounts;
use crate::tools::{self, Tools, WASM_BINDGEN};

const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];

/// Runs the checks, prints a table and then the totals. Later checks run even if an earlier one fails.
///
/// # Errors
/// Never: failures are counted and end up in the exit code.
pub fn run(test: &Test) -> Result<ExitCode> {
    let mut steps = Steps::default();
    let filtered = !test.extra_args.is_empty();
    // Code of the app may include the joined sheet at compile time.
    let _ = succeeded(steps.run("style", style::run));
    let wasm = test.checks.iter().any(|check| matches!(check, Check::Clippy | Check::Doc | Check::Web));
    let wasm = !wasm || succeeded(steps.run("wasm target", tools::ensure_wasm_target));
    for check in &test.checks {
        match check {
            Check::Fmt => cargo_step(&mut steps, "fmt", &["fmt", "--all", "--check"]),
            Check::Clippy => clippy(&mut steps, wasm),
            Check::Doc => doc(&mut steps, wasm),
            Check::Deny => deny::run(&mut steps),
            Check::Native => native(&mut steps, test, filtered),
            Check::Web if wasm => steps.run_tests("web tests", filtered, || web(test)),
            Check::Web => steps.skip("web tests", "the wasm target is missing"),
            Check::E2e => e2e(&mut steps, test, filtered),
        }
    }
    let tested = test.checks.iter().any(|check| matches!(check, Check::Native | Check::Web | Check::E2e));
    let mut none_ran = 0;
    if filtered
        && tested
        && let Err(error) = steps.require_a_test()
    {
        eprintln!("error: {error}");
        none_ran = 1;
    }
    println!("\n{}  in {}\n", steps.table(), steps.total_time());
    let (passed, failed) = steps.totals();
    let failed = failed + none_ran;
    // Always the last line: scripts parse it.
    println!("{passed} passed, {failed} failed");
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints the error of a step. The step itself is already recorded as failed.
fn succeeded<T>(result: Result<T>) -> bool {
    if let Err(error) = &result {
        eprintln!("error: {error}");
    }
    result.is_ok()
}

fn cargo_step(steps: &mut Steps, name: &str, args: &[&str]) {
    let _ = succeeded(steps.run(name, || process::run(process::cargo().args(args), name)));
}

fn clippy(steps: &mut Steps, wasm: bool) {
    let deny = ["--", "-D", "warnings"];
    let all = ["clippy", "--workspace", "--all-targets", "--all-features"];
    cargo_step(steps, "clippy", &[&all[..], &deny].concat());
    if wasm {
        // Not `--all-targets`: tests of the pure modules use native-only crates.
        let app = ["clippy", "--package", "replica-log", "--lib", "--bins", "--test", "web"];
        cargo_step(steps, "clippy for wasm", &[&app[..], &WASM, &deny].concat());
        // The feature set of the built page.
        let split = ["--features", "split"];
        cargo_step(steps, "clippy for the split page", &[&app[..5], &split, &WASM, &deny].concat());
    } else {
        steps.skip("clippy for wasm", "the wasm target is missing");
    }
}

fn doc(steps: &mut Steps, wasm: bool) {
    let mut doc = |name: &str, args: &[&str]| {
        let _ = succeeded(steps.run(name, || {
            let mut cargo = process::cargo();
            cargo.args(["doc", "--no-deps", "--quiet"]).args(args).env("RUSTDOCFLAGS", "-D warnings");
            process::run(&mut cargo, name)
        }));
    };
    doc(
        "doc",
        &[
            &["--package", "replica-log-demo", "--package", "xtask", "--package", "replica-log-split"][..],
            &["--all-features", "--document-private-items"],
        ]
        .concat(),
    );
    if wasm {
        doc("doc for wasm", &[&["--package", "replica-log", "--lib"][..], &WASM].concat());
    } else {
        steps.skip("doc for wasm", "the wasm target is missing");
    }
}

fn tests(cargo: &mut Command, extra_args: &[impl AsRef<OsStr>]) -> Result<(bool, TestCounts)> {
    if !extra_args.is_empty() {
        cargo.arg("--").args(extra_args);
    }
    process::run_tests(cargo, std::io::stdout()).map(|(status, tally)| (status.success(), tally))
}

fn native(steps: &mut Steps, test: &Test, filtered: bool) {
    // Tests of exported files open them with LibreOffice, and check nothing without it.
    if !filtered && let Err(error) = debian::ensure_programs(&["soffice"], &["libreoffice-calc-nogui"]) {
        steps.mark_unchecked("exports in a spreadsheet", &error.to_string());
    }
    steps.run_tests("native tests", filtered, || {
        tests(
            process::cargo()
                .args(["test", "--workspace", "--exclude", "replica-log-e2e", "--all-features"])
                .arg("--no-fail-fast"),
            &test.extra_args,
        )
    });
}

fn web(test: &Test) -> Result<(bool, TestCounts)> {
    let chromium = Browser::ensure(BrowserKind::Chromium)?;
    let mut tools = Tools::default();
    tools.ensure(&WASM_BINDGEN)?;
    let mut cargo = process::cargo();
    cargo.args(["test", "--package", "replica-log", "--test", "web"]).args(WASM);
    cargo
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", tools.path_of("wasm-bindgen-test-runner")?)
        // The test runner takes the first driver variable that is set, so only this one may be.
        .env_remove("GECKODRIVER")
        .env_remove("SAFARIDRIVER")
        .env("CHROMEDRIVER", &chromium.driver)
        // In seconds. The default of 20 is too short on a machine that is still busy from compiling.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "180")
        // Without debug information, which the browser would load and not show.
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    tests(&mut cargo, &test.extra_args)
}

fn e2e(steps: &mut Steps, test: &Test, filtered: bool) {
    if !succeeded(app::build(steps, WasmOptPolicy::Required)) {
        steps.skip("e2e tests", "the app could not be built");
        return;
    }
    // Not into dist/, which may contain a deployer's edits.
    let dist = process::root().join("target/dist");
    // If this fails, only the tests of the deployable files and of the npm package fail.
    let dist_is_written = succeeded(dist::write(steps, &dist));
    let servers = steps.run("web servers", Servers::ensure);
    let hosts = steps.run("host page packages", || install::packages(&process::root().join("tests/e2e/hosts")));
    let (servers, hosts) = (value_or_report(servers), value_or_report(hosts));
    for browser in &test.browsers {
        steps.run_tests(&format!("e2e tests in {}", browser.name()), filtered, || {
            with_second_run(&test.extra_args, |arguments| {
                let mut cargo = process::cargo();
                cargo.args(["test", "--package", "replica-log-e2e", "--no-fail-fast"]);
                if dist_is_written {
                    cargo.env("REPLICA_LOG_DIST", &dist);
                }
                if let Some(servers) = &servers {
                    servers.set_env(&mut cargo);
                }
                if let Some(hosts) = &hosts {
                    cargo.env("REPLICA_LOG_HOSTS", hosts);
                }
                let mut arguments = arguments.to_vec();
                // Tests that need Chromium are marked as ignored.
                if *browser == BrowserKind::Chromium {
                    arguments.push("--include-ignored".into());
                }
                with_browser(&mut cargo, *browser, |cargo| tests(cargo, &arguments))
            })
        });
    }
}

/// Number of failed tests up to which they run a second time. More are no accident.
const SECOND_RUN_LIMIT: usize = 8;

/// Runs browser tests, then the failed ones again. A test that passes only then is reported as flaky: it is a defect,
/// but not one of the change that is tested.
fn with_second_run(
    arguments: &[OsString],
    run: impl Fn(&[OsString]) -> Result<(bool, TestCounts)>,
) -> Result<(bool, TestCounts)> {
    let (success, counts) = run(arguments)?;
    // A program that crashed does not name all of its failed tests.
    let all_are_named = counts.failures.len() as u64 == counts.failed;
    if success || !all_are_named || counts.failures.is_empty() || counts.failures.len() > SECOND_RUN_LIMIT {
        return Ok((success, counts));
    }
    println!("==> second run of {}", counts.failures.join(", "));
    let mut names: Vec<OsString> = counts.failures.iter().map(OsString::from).collect();
    // One at a time, so that each test has the machine for itself.
    names.extend(["--exact".into(), "--test-threads=1".into()]);
    let (success, second) = run(&names)?;
    Ok((success, counts.after_second_run(&second)))
}

/// The value of a step, or its error printed. The step itself is already recorded as failed.
fn value_or_report<T>(result: Result<T>) -> Option<T> {
    result.map_err(|error| eprintln!("error: {error}")).ok()
}

/// Number of Firefox drivers, that is, of tests that run at once. A geckodriver has a single session.
const FIREFOX_DRIVERS: usize = 2;

/// Starts drivers and runs a command with the URLs of the drivers, the browser and the app in its environment.
///
/// # Errors
/// When the browser or the app is missing, or a driver does not start.
pub fn with_browser<T>(
    command: &mut Command,
    kind: BrowserKind,
    run: impl FnOnce(&mut Command) -> Result<T>,
) -> Result<T> {
    let browser = Browser::ensure(kind)?;
    let app = app::folder();
    if !app.join("index.html").is_file() {
        return Err(Error::new(format!("{} does not contain the app", app.display())));
    }
    let number = if kind == BrowserKind::Firefox { FIREFOX_DRIVERS } else { 1 };
    let drivers = (0..number).map(|_| Driver::start(&browser)).collect::<Result<Vec<_>>>()?;
    let urls: Vec<String> = drivers.iter().map(Driver::url).collect();
    command
        .env("REPLICA_LOG_APP", app)
        .env("REPLICA_LOG_WEBDRIVER", urls.join(" "))
        .env("REPLICA_LOG_BROWSER", kind.name())
        .env("REPLICA_LOG_BROWSER_PROGRAM", &browser.browser);
    run(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(names: &[&str]) -> (bool, TestCounts) {
        let failures: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        (names.is_empty(), TestCounts { passed: 3, failed: failures.len() as u64, failures, ..TestCounts::default() })
    }

    fn runs_of(results: &[(bool, TestCounts)]) -> (bool, TestCounts, Vec<Vec<OsString>>) {
        let runs = std::cell::RefCell::new(Vec::new());
        let (success, counts) = with_second_run(&["filter".into()], |arguments| {
            runs.borrow_mut().push(arguments.to_vec());
            let number = runs.borrow().len();
            Ok(results.get(number - 1).cloned().expect("no more runs than results"))
        })
        .expect("each run has a result");
        (success, counts, runs.into_inner())
    }

    #[test]
    fn failed_browser_tests_run_a_second_time() {
        let (success, counts, runs) = runs_of(&[failed(&["a", "b"]), failed(&[])]);
        assert!(success);
        assert_eq!((counts.passed, counts.failed, counts.flaky.len()), (5, 0, 2));
        assert_eq!(runs, [vec!["filter"], vec!["a", "b", "--exact", "--test-threads=1"]]);
    }

    #[test]
    fn a_test_that_fails_twice_has_failed() {
        let (success, counts, _) = runs_of(&[failed(&["a", "b"]), failed(&["b"])]);
        assert!(!success);
        assert_eq!((counts.failed, counts.failures, counts.flaky), (1, vec!["b".to_owned()], vec!["a".to_owned()]));
    }

    #[test]
    fn there_is_no_second_run_after_success_many_failures_or_a_crash() {
        let many = vec!["a"; SECOND_RUN_LIMIT + 1];
        let (_, mut crashed) = failed(&["a"]);
        crashed.failed = 2;
        for result in [failed(&[]), failed(&many), (false, crashed)] {
            assert_eq!(runs_of(&[result]).2.len(), 1);
        }
    }
}
