//! A wasm of its own with its glue, without a page around it: one file, with all parts in it.

use std::fs;
use std::path::PathBuf;

use crate::app;
use crate::fail::{Context, Result};
use crate::process;
use crate::tools::{self, Tools, WASM_BINDGEN, WASM_OPT};

/// What Trunk is told in `index.html`.
const WASM_OPT_OPTIONS: [&str; 5] =
    ["-Os", "--low-memory-unused", "--strip-producers", "--strip-target-features", "--reorder-functions-by-name"];

/// Builds the binary of a package as the page is built, and tells in which folder below `target/` it is: as `NAME.js`
/// and `NAME_bg.wasm`.
///
/// # Errors
/// When a tool cannot be had, or the build fails.
pub fn build(package: &str, folder: &str, name: &str) -> Result<PathBuf> {
    let mut tools = Tools::default();
    tools::ensure_wasm_target()?;
    tools.ensure(&WASM_BINDGEN)?;
    tools.ensure(&WASM_OPT)?;
    let root = process::root();
    let folder = root.join("target").join(folder);
    fs::create_dir_all(&folder).could_not(format_args!("make {}", folder.display()))?;
    process::run(
        process::cargo()
            .args(["build", "--release", "--target", "wasm32-unknown-unknown", "--package", package, "--bin", package])
            .env("CARGO_ENCODED_RUSTFLAGS", app::rustflags()),
        &format!("Compiling {package}"),
    )?;
    process::run(
        process::program(tools.path_of("wasm-bindgen")?)
            .args(["--target", "web", "--no-typescript", "--out-name", name, "--out-dir"])
            .arg(&folder)
            .arg(root.join("target/wasm32-unknown-unknown/release").join(format!("{package}.wasm"))),
        "wasm-bindgen",
    )?;
    let wasm = folder.join(format!("{name}_bg.wasm"));
    process::run(
        process::program(tools.path_of("wasm-opt")?).args(WASM_OPT_OPTIONS).arg(&wasm).arg("-o").arg(&wasm),
        "wasm-opt",
    )?;
    Ok(folder)
}
