//! Code splitting: moves lazily loaded parts out of the wasm of the page and of the npm package.
//!
//! Trunk, and xtask for the package, run this program as `wasm-bindgen`. It splits the wasm, runs the real wasm-bindgen on the main module, writes
//! each part under a name with a content hash, and merges the loaders of the parts into the glue. It also shortens the
//! symbol names between wasm and glue, which would only add to the download.
//!
//! | file | content |
//! | --- | --- |
//! | `invocation` | command line parsing |
//! | `glue` | merges the loaders of the parts into the glue |
//! | `names` | shortens symbol names |
//! | `unused` | removes exported classes that the page never uses |

mod glue;
mod invocation;
mod names;
mod unused;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use eyre::{Result, WrapErr as _, ensure};
use invocation::Invocation;
use sha2::{Digest as _, Sha256};

/// The wasm features that rustc enables by default. The splitter drops the section that lists them.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];
/// The wasm-opt options of `index.html`, adapted to the parts.
const SMALLER: [&str; 5] =
    ["-Os", "--low-memory-unused", "--strip-debug", "--strip-producers", "--strip-target-features"];

fn main() -> Result<()> {
    let invocation = Invocation::read(std::env::args_os().skip(1))?;
    let Some(files) = &invocation.files else {
        return run(Command::new(&invocation.wasm_bindgen).args(&invocation.extra_args), "wasm-bindgen");
    };
    let work = invocation.parts.join("work");
    if invocation.parts.exists() {
        fs::remove_dir_all(&invocation.parts).wrap_err_with(|| format!("remove {}", invocation.parts.display()))?;
    }
    fs::create_dir_all(&work).wrap_err_with(|| format!("make {}", work.display()))?;
    let rest = work.join(files.wasm.file_name().unwrap_or_default());
    let mut parts = split(&files.wasm, &rest, &work)?;
    parts.sort();
    run(
        Command::new(&invocation.wasm_bindgen).args(invocation.with_input(&rest)).arg("--keep-lld-exports"),
        "wasm-bindgen",
    )?;
    let mut final_names = Vec::new();
    for part in parts {
        final_names.push(optimise(&part, &invocation)?);
    }
    let [glue, wasm] = [".js", "_bg.wasm"].map(|end| files.out_dir.join(format!("{}{end}", files.out_name)));
    let link = read(&work.join(glue::LINK))?;
    let text = glue::merge_loaders(invocation.target, &read(&glue)?, &link, &final_names)?;
    let body = fs::read(&wasm).wrap_err_with(|| format!("read {}", wasm.display()))?;
    let (text, body) = unused::remove_classes(&text, &body)?;
    let (text, body) = names::shorten(&text, &body)?;
    write(&glue, text.as_bytes())?;
    write(&wasm, &body)?;
    fs::remove_dir_all(&work).wrap_err_with(|| format!("remove {}", work.display()))
}

/// Writes the main module to `rest` and the parts to `folder`. Returns the paths of the parts.
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

/// Optimises a part and writes it to its final place. Returns the file names before and after.
fn optimise(part: &Path, invocation: &Invocation) -> Result<(String, String)> {
    let small = part.with_extension("small");
    let mut output = std::ffi::OsString::from("--output=");
    output.push(&small);
    run_wasm_opt(Command::new(&invocation.wasm_opt).args(FEATURES).args(SMALLER).arg(part).arg(output))?;
    let body = fs::read(&small).wrap_err_with(|| format!("read {}", small.display()))?;
    let before = part.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = before.strip_suffix(".wasm").unwrap_or(&before).replace("split_", "part-");
    // Code that several parts share.
    let stem = stem.replace("chunk_", "part-shared-").replace('_', "-");
    let mut now = format!("{stem}-");
    for byte in Sha256::digest(&body).iter().take(8) {
        // Writing to a string cannot fail.
        let _ = write!(now, "{byte:02x}");
    }
    now.push_str(".wasm");
    write(&invocation.parts.join(&now), &body)?;
    Ok((before, now))
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).wrap_err_with(|| format!("read {}", file.display()))
}

fn write(file: &Path, body: &[u8]) -> Result<()> {
    fs::write(file, body).wrap_err_with(|| format!("write {}", file.display()))
}

/// Runs wasm-opt without its warning about names of labels, which it reads past in each part.
fn run_wasm_opt(command: &mut Command) -> Result<()> {
    let output = command.stdout(Stdio::inherit()).output().wrap_err("start wasm-opt")?;
    for line in String::from_utf8_lossy(&output.stderr).lines() {
        if !line.starts_with("warning: unknown name subsection") {
            eprintln!("{line}");
        }
    }
    ensure!(output.status.success(), "wasm-opt failed ({})", output.status);
    Ok(())
}

fn run(command: &mut Command, what: &str) -> Result<()> {
    let status = command.status().wrap_err_with(|| format!("start {what}"))?;
    ensure!(status.success(), "{what} failed ({status})");
    Ok(())
}
