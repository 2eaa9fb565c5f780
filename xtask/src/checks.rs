//! `cargo xtask test`: every check there is, the quick ones first.

use std::ffi::OsStr;
use std::process::{Command, ExitCode};

use crate::app::{self, Smaller};
use crate::args::{Part, Test};
use crate::browser::{Browser, Kind};
use crate::deny;
use crate::dist;
use crate::driver::Driver;
use crate::fail::{Fail, Result};
use crate::install;
use crate::process;
use crate::servers::Servers;
use crate::steps::Steps;
use crate::style;
use crate::tally::Tally;
use crate::tools::{self, Tools, WASM_BINDGEN};

const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];

/// Runs the parts, prints a table and then the sum. A part that fails does not keep the others from running.
///
/// # Errors
/// None of its own: what fails is counted.
pub fn run(test: &Test) -> Result<ExitCode> {
    let mut steps = Steps::default();
    let named = !test.passed_on.is_empty();
    // The app's sources may include it.
    let _ = said(steps.take("style", style::run));
    let wasm = test.parts.iter().any(|part| matches!(part, Part::Clippy | Part::Doc | Part::Web));
    let wasm = !wasm || said(steps.take("wasm target", tools::ensure_wasm_target));
    for part in &test.parts {
        match part {
            Part::Fmt => plain(&mut steps, "fmt", &["fmt", "--all", "--check"]),
            Part::Clippy => clippy(&mut steps, wasm),
            Part::Doc => doc(&mut steps, wasm),
            Part::Deny => deny::run(&mut steps),
            Part::Native => steps.test("native tests", named, || {
                tests(
                    process::cargo()
                        .args(["test", "--workspace", "--exclude", "replica-log-e2e", "--all-features"])
                        .arg("--no-fail-fast"),
                    &test.passed_on,
                )
            }),
            Part::Web if wasm => steps.test("web tests", named, || web(test)),
            Part::Web => steps.leave_out("web tests", "there is no wasm target"),
            Part::E2e => e2e(&mut steps, test, named),
        }
    }
    let tested = test.parts.iter().any(|part| matches!(part, Part::Native | Part::Web | Part::E2e));
    let mut nothing = 0;
    if named
        && tested
        && let Err(fail) = steps.some_test_ran()
    {
        eprintln!("error: {fail}");
        nothing = 1;
    }
    println!("\n{}  in {}\n", steps.table(), steps.took());
    let (passed, failed) = steps.sum();
    let failed = failed + nothing;
    // The last line, whatever happens: others read it.
    println!("{passed} passed, {failed} failed");
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints what failed; the step has noted it already.
fn said<T>(result: Result<T>) -> bool {
    if let Err(fail) = &result {
        eprintln!("error: {fail}");
    }
    result.is_ok()
}

fn plain(steps: &mut Steps, name: &str, args: &[&str]) {
    let _ = said(steps.take(name, || process::run(process::cargo().args(args), name)));
}

fn clippy(steps: &mut Steps, wasm: bool) {
    let deny = ["--", "-D", "warnings"];
    let all = ["clippy", "--workspace", "--all-targets", "--all-features"];
    plain(steps, "clippy", &[&all[..], &deny].concat());
    if wasm {
        // Not all targets: the tests of the pure parts compare with crates that are native only.
        let app = ["clippy", "--package", "replica-log", "--lib", "--bins", "--test", "web"];
        plain(steps, "clippy for wasm", &[&app[..], &WASM, &deny].concat());
        // As the page is built.
        let parts = ["--features", "parts"];
        plain(steps, "clippy for parts", &[&app[..5], &parts, &WASM, &deny].concat());
    } else {
        steps.leave_out("clippy for wasm", "there is no wasm target");
    }
}

fn doc(steps: &mut Steps, wasm: bool) {
    let mut doc = |name: &str, args: &[&str]| {
        let _ = said(steps.take(name, || {
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
        steps.leave_out("doc for wasm", "there is no wasm target");
    }
}

fn tests(cargo: &mut Command, passed_on: &[impl AsRef<OsStr>]) -> Result<(bool, Tally)> {
    if !passed_on.is_empty() {
        cargo.arg("--").args(passed_on);
    }
    process::run_tests(cargo, std::io::stdout()).map(|(status, tally)| (status.success(), tally))
}

fn web(test: &Test) -> Result<(bool, Tally)> {
    let chromium = Browser::ensure(Kind::Chromium)?;
    let mut tools = Tools::default();
    tools.ensure(&WASM_BINDGEN)?;
    let mut cargo = process::cargo();
    cargo.args(["test", "--package", "replica-log", "--test", "web"]).args(WASM);
    cargo
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", tools.path_of("wasm-bindgen-test-runner")?)
        // The runner takes the first driver that it is told of, and it must be this one.
        .env_remove("GECKODRIVER")
        .env_remove("SAFARIDRIVER")
        .env("CHROMEDRIVER", &chromium.driver)
        // Seconds. The default of 20 is short for a machine that has just compiled all this.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "180")
        // The browser would have to load it, and shows nothing of it.
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    tests(&mut cargo, &test.passed_on)
}

fn e2e(steps: &mut Steps, test: &Test, named: bool) {
    if !said(app::build(steps, Smaller::Must)) {
        steps.leave_out("e2e tests", "the app could not be built");
        return;
    }
    // Not into dist/: somebody may have set their lines there.
    let dist = process::root().join("target/dist");
    // Without these only the tests of what is deployed, and of the package, fail.
    let deployed = said(dist::write(steps, &dist));
    let servers = steps.take("web servers", Servers::ensure);
    let hosts = steps.take("pages around the package", || install::packages(&process::root().join("tests/e2e/hosts")));
    let (servers, hosts) = (ours(servers), ours(hosts));
    for browser in &test.browsers {
        steps.test(&format!("e2e tests in {}", browser.name()), named, || {
            let mut cargo = process::cargo();
            cargo.args(["test", "--package", "replica-log-e2e", "--no-fail-fast"]);
            if deployed {
                cargo.env("REPLICA_LOG_DIST", &dist);
            }
            if let Some(servers) = &servers {
                servers.tell(&mut cargo);
            }
            if let Some(hosts) = &hosts {
                cargo.env("REPLICA_LOG_HOSTS", hosts);
            }
            let mut passed_on = test.passed_on.clone();
            // What only Chromium can do is marked as ignored.
            if *browser == Kind::Chromium {
                passed_on.push("--include-ignored".into());
            }
            with_browser(&mut cargo, *browser, |cargo| tests(cargo, &passed_on))
        });
    }
}

/// What was made sure of; the step has noted what failed.
fn ours<T>(result: Result<T>) -> Option<T> {
    result.map_err(|fail| eprintln!("error: {fail}")).ok()
}

/// How many browsers the tests run at once. A driver of Firefox has but one.
const AT_ONCE: usize = 2;

/// Runs something with drivers at hand, told in the environment where the drivers, the browser and the app are.
///
/// # Errors
/// When there is no browser, or its driver does not start.
pub fn with_browser<T>(command: &mut Command, kind: Kind, run: impl FnOnce(&mut Command) -> Result<T>) -> Result<T> {
    let browser = Browser::ensure(kind)?;
    let app = app::folder();
    if !app.join("index.html").is_file() {
        return Err(Fail::new(format!("there is no app in {}", app.display())));
    }
    let number = if kind == Kind::Firefox { AT_ONCE } else { 1 };
    let drivers = (0..number).map(|_| Driver::start(&browser)).collect::<Result<Vec<_>>>()?;
    let urls: Vec<String> = drivers.iter().map(Driver::url).collect();
    command
        .env("REPLICA_LOG_APP", app)
        .env("REPLICA_LOG_WEBDRIVER", urls.join(" "))
        .env("REPLICA_LOG_BROWSER", kind.name())
        .env("REPLICA_LOG_BROWSER_PROGRAM", &browser.browser);
    run(command)
}
