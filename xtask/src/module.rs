//! Builds of a binary as a single wasm module with its glue: without a page and without code wasm_bindgen_wrapper.

use std::fs;
use std::path::PathBuf;

use crate::app;
use crate::error::{Context, Result};
use crate::process;
use crate::tools::{self, Tools, WASM_BINDGEN, WASM_OPT};

/// The wasm-opt options of `index.html`.
const WASM_OPT_OPTIONS: [&str; 5] =
    ["-Os", "--low-memory-unused", "--strip-producers", "--strip-target-features", "--reorder-functions-by-name"];

/// Builds the binary of a package with the release settings of the page. The result is `NAME.js` and `NAME_bg.wasm` in
/// the returned folder, which is below `target/`.
///
/// # Errors
/// When a tool cannot be installed, or the build fails.
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
        process::command(tools.path_of("wasm-bindgen")?)
            .args(["--target", "web", "--no-typescript", "--out-name", name, "--out-dir"])
            .arg(&folder)
            .arg(root.join("target/wasm32-unknown-unknown/release").join(format!("{package}.wasm"))),
        "wasm-bindgen",
    )?;
    let wasm = folder.join(format!("{name}_bg.wasm"));
    process::run(
        process::command(tools.path_of("wasm-opt")?).args(WASM_OPT_OPTIONS).arg(&wasm).arg("-o").arg(&wasm),
        "wasm-opt",
    )?;
    Ok(folder)
}
