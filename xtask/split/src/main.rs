//! Takes the parts of the page that are not wanted at once out of its wasm.
//!
//! Trunk starts this as `wasm-bindgen`. What is passed on to the real one is the wasm without those parts; they are
//! written to a folder of their own, each under a name that changes with its content, and the glue knows how to load
//! them. On the way the names that wasm and glue call each other by are made short: nobody reads them, and every
//! visitor loads them.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `call` | what Trunk asks wasm-bindgen for |
//! | `glue` | the glue, with the parts' loaders in it |
//! | `names` | short names |

mod call;
mod glue;
mod names;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use call::Call;
use eyre::{Result, WrapErr as _, ensure};
use sha2::{Digest as _, Sha256};

/// What compilers of Rust use of the wasm of today; in a part nothing says so.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];
/// As Trunk is told in `index.html`, for the wasm without them.
const SMALLER: [&str; 5] =
    ["-Os", "--low-memory-unused", "--strip-debug", "--strip-producers", "--strip-target-features"];

fn main() -> Result<()> {
    let call = Call::read(std::env::args_os().skip(1))?;
    let Some(wanted) = &call.wanted else {
        return run(Command::new(&call.wasm_bindgen).args(&call.passed_on), "wasm-bindgen");
    };
    let work = call.parts.join("work");
    if call.parts.exists() {
        fs::remove_dir_all(&call.parts).wrap_err_with(|| format!("remove {}", call.parts.display()))?;
    }
    fs::create_dir_all(&work).wrap_err_with(|| format!("make {}", work.display()))?;
    let rest = work.join(wanted.wasm.file_name().unwrap_or_default());
    let mut parts = split(&wanted.wasm, &rest, &work)?;
    parts.sort();
    run(Command::new(&call.wasm_bindgen).args(call.with_input(&rest)).arg("--keep-lld-exports"), "wasm-bindgen")?;
    let mut renamed = Vec::new();
    for part in parts {
        renamed.push(smaller(&part, &call)?);
    }
    let [glue, wasm] = [".js", "_bg.wasm"].map(|end| wanted.out_dir.join(format!("{}{end}", wanted.out_name)));
    let link = read(&work.join(glue::LINK))?;
    let text = glue::with_parts(&read(&glue)?, &link, &renamed)?;
    let body = fs::read(&wasm).wrap_err_with(|| format!("read {}", wasm.display()))?;
    let (text, body) = names::shortened(&text, &body)?;
    write(&glue, text.as_bytes())?;
    write(&wasm, &body)?;
    fs::remove_dir_all(&work).wrap_err_with(|| format!("remove {}", work.display()))
}

/// Writes what is wanted at once to `rest` and the parts into `folder`, and tells which they are.
fn split(wasm: &Path, rest: &Path, folder: &Path) -> Result<Vec<PathBuf>> {
    let input = fs::read(wasm).wrap_err_with(|| format!("read {}", wasm.display()))?;
    let mut options = wasm_split_cli_support::Options::new(&input);
    options.output_dir = folder;
    options.main_out_path = rest;
    options.link_name = glue::LINK;
    options.target.web();
    let split = wasm_split_cli_support::transform(options).wrap_err("take the parts out of the wasm")?;
    Ok(split.split_modules)
}

/// Makes a part smaller and moves it to its place; tells its name before and there.
fn smaller(part: &Path, call: &Call) -> Result<(String, String)> {
    let small = part.with_extension("small");
    let mut output = std::ffi::OsString::from("--output=");
    output.push(&small);
    run(Command::new(&call.wasm_opt).args(FEATURES).args(SMALLER).arg(part).arg(output), "wasm-opt")?;
    let body = fs::read(&small).wrap_err_with(|| format!("read {}", small.display()))?;
    let before = part.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = before.strip_suffix(".wasm").unwrap_or(&before).replace("split_", "part-");
    // What two of them have in common.
    let stem = stem.replace("chunk_", "part-shared-").replace('_', "-");
    let mut now = format!("{stem}-");
    for byte in Sha256::digest(&body).iter().take(8) {
        // Writing to a string cannot fail.
        let _ = write!(now, "{byte:02x}");
    }
    now.push_str(".wasm");
    write(&call.parts.join(&now), &body)?;
    Ok((before, now))
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).wrap_err_with(|| format!("read {}", file.display()))
}

fn write(file: &Path, body: &[u8]) -> Result<()> {
    fs::write(file, body).wrap_err_with(|| format!("write {}", file.display()))
}

fn run(command: &mut Command, what: &str) -> Result<()> {
    let status = command.status().wrap_err_with(|| format!("start {what}"))?;
    ensure!(status.success(), "{what} failed ({status})");
    Ok(())
}
