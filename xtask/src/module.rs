//! Builds of a binary as a wasm module with its glue, without a page.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::app;
use crate::error::{Context, Result};
use crate::process;
use crate::tools::{self, Tools, WASM_BINDGEN, WASM_OPT};

/// The wasm-opt options of `index.html`.
const WASM_OPT_OPTIONS: [&str; 5] =
    ["-Os", "--low-memory-unused", "--strip-producers", "--strip-target-features", "--reorder-functions-by-name"];

/// Builds the binary of a package with the release settings of the page, as a single module. The result is `NAME.js` and
/// `NAME_bg.wasm` in the returned folder, which is below `target/`.
///
/// # Errors
/// When a tool cannot be installed, or the build fails.
pub fn build(package: &str, folder: &str, name: &str) -> Result<PathBuf> {
    let (tools, folder) = prepare(folder)?;
    let wasm = compile(package, &[])?;
    bindgen(process::command(tools.path_of("wasm-bindgen")?), &folder, name, &wasm)?;
    optimise(&tools, &folder, name)?;
    Ok(folder)
}

/// Builds the app for host pages, split into parts. The result is `replica-log.js` and `replica-log_bg.wasm` in the first
/// of the returned folders, and the parts in the second.
///
/// # Errors
/// When a tool cannot be installed, or the build fails.
pub fn build_embedded_app(folder: &str) -> Result<(PathBuf, PathBuf)> {
    let (tools, folder) = prepare(folder)?;
    let parts = folder.join("parts");
    let wasm = compile("replica-log", &["--no-default-features", "--features", "embed,split"])?;
    let mut splitter = process::command(app::splitter()?);
    splitter.arg("package").arg(tools.path_of("wasm-bindgen")?).arg(tools.path_of("wasm-opt")?).arg(&parts);
    bindgen(splitter, &folder, "replica-log", &wasm)?;
    optimise(&tools, &folder, "replica-log")?;
    Ok((folder, parts))
}

/// Installs missing tools and creates the output folder below `target/`.
fn prepare(folder: &str) -> Result<(Tools, PathBuf)> {
    let mut tools = Tools::default();
    tools::ensure_wasm_target()?;
    tools.ensure(&WASM_BINDGEN)?;
    tools.ensure(&WASM_OPT)?;
    let folder = process::root().join("target").join(folder);
    fs::create_dir_all(&folder).could_not(format_args!("make {}", folder.display()))?;
    Ok((tools, folder))
}

/// Compiles the binary of a package that has the package's name, and returns the path of the wasm.
fn compile(package: &str, features: &[&str]) -> Result<PathBuf> {
    process::run(
        process::cargo()
            .args(["build", "--release", "--target", "wasm32-unknown-unknown", "--package", package, "--bin", package])
            .args(features)
            .env("CARGO_ENCODED_RUSTFLAGS", app::rustflags()),
        &format!("Compiling {package}"),
    )?;
    Ok(process::root().join("target/wasm32-unknown-unknown/release").join(format!("{package}.wasm")))
}

/// Runs wasm-bindgen, or the program that runs it.
fn bindgen(mut command: Command, folder: &Path, name: &str, wasm: &Path) -> Result<()> {
    command.args(["--target", "web", "--no-typescript", "--out-name", name, "--out-dir"]).arg(folder).arg(wasm);
    process::run(&mut command, "wasm-bindgen")
}

fn optimise(tools: &Tools, folder: &Path, name: &str) -> Result<()> {
    let wasm = folder.join(format!("{name}_bg.wasm"));
    process::run(
        process::command(tools.path_of("wasm-opt")?).args(WASM_OPT_OPTIONS).arg(&wasm).arg("-o").arg(&wasm),
        "wasm-opt",
    )
}
