//! `cargo xtask bench`: figures of the app, beside those of a page by hand.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::app::{self, Smaller};
use crate::browser::Kind;
use crate::fail::{Context, Result};
use crate::steps::Steps;
use crate::tools::{Tools, WASM_BINDGEN, WASM_OPT};
use crate::{checks, dist, process};

/// What Trunk is told in `index.html`.
const WASM_OPT_OPTIONS: [&str; 5] =
    ["-Os", "--low-memory-unused", "--strip-producers", "--strip-target-features", "--reorder-functions-by-name"];

/// Builds the app and what it is measured against, and measures. The exit code tells whether every budget was kept.
///
/// # Errors
/// When something cannot be built, or there is no browser.
pub fn run(passed_on: &[OsString]) -> Result<ExitCode> {
    let mut steps = Steps::default();
    app::build(&mut steps, Smaller::Must)?;
    let deployed = process::root().join("target/bench/dist");
    dist::write(&mut steps, &deployed)?;
    let bare = steps.take("a bare page of Leptos", bare)?;
    let mut cargo = process::cargo();
    cargo.args(["run", "--quiet", "--package", "replica-log-bench", "--"]).args(passed_on);
    cargo.env("REPLICA_LOG_NPM", deployed.join("npm")).env("REPLICA_LOG_BARE", bare);
    let status =
        checks::with_browser(&mut cargo, Kind::Chromium, |cargo| cargo.status().could_not("start the measuring"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The least page that Leptos makes, built as the app is; tells where it is.
fn bare() -> Result<PathBuf> {
    let mut tools = Tools::default();
    tools.ensure(&WASM_BINDGEN)?;
    tools.ensure(&WASM_OPT)?;
    let root = process::root();
    let folder = root.join("target/bench/bare");
    fs::create_dir_all(&folder).could_not(format_args!("make {}", folder.display()))?;
    process::run(
        process::cargo()
            .args(["build", "--release", "--target", "wasm32-unknown-unknown", "--package", "replica-log-bare"])
            .env("CARGO_ENCODED_RUSTFLAGS", app::rustflags()),
        "Compiling the bare page",
    )?;
    process::run(
        process::program(tools.path_of("wasm-bindgen")?)
            .args(["--target", "web", "--no-typescript", "--out-name", "bare", "--out-dir"])
            .arg(&folder)
            .arg(root.join("target/wasm32-unknown-unknown/release/replica-log-bare.wasm")),
        "wasm-bindgen",
    )?;
    let wasm = folder.join("bare_bg.wasm");
    process::run(
        process::program(tools.path_of("wasm-opt")?).args(WASM_OPT_OPTIONS).arg(&wasm).arg("-o").arg(&wasm),
        "wasm-opt",
    )?;
    Ok(folder)
}
