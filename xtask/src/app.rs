//! The release build of the page.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::error::{Context, Error, Result};
use crate::process;
use crate::steps::Steps;
use crate::tools::{self, TRUNK, Tools, WASM_BINDGEN, WASM_OPT};
use crate::{install, style};

/// Replacement for `wasm-opt` where it cannot be installed. Trunk runs it by name and expects a version and a file.
pub const WASM_OPT_STUB: &str = r#"#!/bin/sh
# Written by `cargo xtask`. Copies the wasm unchanged.
for word in "$@"; do
    case "$word" in
        --version) echo "wasm-opt version 0 (copies only)"; exit 0 ;;
        --output=*) out=${word#--output=} ;;
        -*) ;;
        *) in=$word ;;
    esac
done
exec cp -- "$in" "$out"
"#;

/// Wrapper that Trunk runs as `wasm-bindgen`; see xtask/split.
const WASM_BINDGEN_WRAPPER: &str = r#"#!/bin/sh
# Written by `cargo xtask`. Splits the wasm before the real wasm-bindgen processes it.
exec "{split}" site "{bindgen}" "{opt}" "{parts}" "$@"
"#;

/// The features of the page: without `mount()`.
const SITE_FEATURES: [&str; 3] = ["--no-default-features", "--features", "site,split"];

/// The reaction to a `wasm-opt` that cannot be installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WasmOptPolicy {
    /// Error: the build that is tested has to be the build that is shipped.
    Required,
    /// Print a warning and continue with a larger wasm, which is good enough for the demo.
    Optional,
}

/// The folder of the built page.
pub fn folder() -> PathBuf {
    process::root().join("target/app")
}

/// Installs missing tools and builds the page into [`folder`].
///
/// # Errors
/// When a tool cannot be installed, or the build fails.
pub fn build(steps: &mut Steps, wasm_opt: WasmOptPolicy) -> Result<()> {
    let tools = steps.run("tools for the app", || app_tools(wasm_opt))?;
    // With cargo first: it downloads crates and shows its progress. Trunk then finds everything compiled.
    steps.run("compile the app", || {
        process::run(
            process::cargo()
                .args(["build", "--release", "--target", "wasm32-unknown-unknown"])
                .args(["--package", "replica-log", "--bin", "replica-log"])
                .args(SITE_FEATURES)
                .env("CARGO_ENCODED_RUSTFLAGS", rustflags()),
            "Compiling the app",
        )
    })?;
    steps.run("bundle the app", || bundle_if_changed(&tools))
}

/// Bundles the app, unless nothing has changed since the last bundle.
fn bundle_if_changed(tools: &Tools) -> Result<()> {
    let stamp = process::root().join("target/app.stamp");
    // Which tools, because the stub of wasm-opt bundles something else.
    let content = format!("{:?}", tools.folders);
    let is_current = fs::read_to_string(&stamp).is_ok_and(|before| before == content)
        && folder().join("index.html").is_file()
        && modified(&stamp).is_some_and(|at| bundle_inputs().iter().all(|input| is_older(input, at)));
    if is_current {
        println!("    nothing has changed since the last bundle");
        return Ok(());
    }
    if stamp.exists() {
        fs::remove_file(&stamp).could_not("remove target/app.stamp")?;
    }
    let begin = SystemTime::now();
    bundle(tools)?;
    // With the time of its beginning: an input that was changed meanwhile is newer.
    let written = File::create(&stamp).and_then(|mut file| {
        file.write_all(content.as_bytes())?;
        file.set_modified(begin)
    });
    written.could_not("write target/app.stamp")
}

/// The files and folders that the bundle is made of.
fn bundle_inputs() -> Vec<PathBuf> {
    let files = ["index.html", "Trunk.toml", "style", "src/shell/boot.js", "xtask/split", "Cargo.lock"];
    let mut inputs: Vec<PathBuf> = files.into_iter().map(|file| process::root().join(file)).collect();
    inputs.push(process::root().join("target/wasm32-unknown-unknown/release/replica-log.wasm"));
    inputs.extend(std::env::current_exe());
    inputs
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
}

/// Whether a file, or everything in a folder, exists and was changed before a time.
fn is_older(path: &Path, than: SystemTime) -> bool {
    if !path.is_dir() {
        return modified(path).is_some_and(|at| at < than);
    }
    let Ok(entries) = fs::read_dir(path) else { return false };
    entries.into_iter().all(|entry| entry.is_ok_and(|entry| is_older(&entry.path(), than)))
}

/// Compiler flags for the page: those of `.cargo/config.toml`, which this_program variable overrides, and path prefixes
/// to remap. Without the remapping, the builder's home folder would be part of the published wasm.
pub fn rustflags() -> OsString {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let mut flags = OsString::from("--cfg\u{1f}erase_components");
    let folders = home.map(|home| (home.join("registry/src"), "crates")).into_iter().chain([(process::root(), "app")]);
    for (folder, name) in folders {
        flags.push("\u{1f}--remap-path-prefix=");
        flags.push(folder);
        flags.push(format!("={name}"));
    }
    flags
}

fn app_tools(wasm_opt: WasmOptPolicy) -> Result<Tools> {
    let mut tools = Tools::default();
    tools::ensure_wasm_target()?;
    if let Err(error) = tools.ensure(&WASM_OPT) {
        if wasm_opt == WasmOptPolicy::Required {
            return Err(error);
        }
        eprintln!("warning: {error}\nwarning: without wasm-opt the wasm is about a third larger");
        tools.folders.push(install::wasm_opt_stub()?);
    }
    tools.ensure(&TRUNK)?;
    tools.ensure(&WASM_BINDGEN)?;
    Ok(tools)
}

fn bundle(tools: &Tools) -> Result<()> {
    if !process::root().join("index.html").is_file() {
        return Err(Error::new("index.html is missing"));
    }
    style::run()?;
    let parts = process::root().join("target/parts");
    let mut folders = vec![wasm_bindgen_wrapper(tools, &parts)?];
    folders.extend(tools.folders.iter().cloned());
    let mut trunk = process::command(tools.path_of("trunk")?);
    trunk.args(["build", "--release", "--offline"]).args(SITE_FEATURES).env("PATH", process::path_with(&folders)?);
    trunk.env("CARGO_ENCODED_RUSTFLAGS", rustflags());
    // Trunk reads NO_COLOR as an option of its own and accepts only `true` and `false`.
    if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        trunk.env("NO_COLOR", "true");
    } else {
        trunk.env_remove("NO_COLOR");
    }
    process::run(&mut trunk, "Bundling the app")?;
    // Next to the glue, which fetches them by relative URL.
    for entry in fs::read_dir(&parts).could_not(format_args!("read {}", parts.display()))? {
        let from = entry.could_not(format_args!("read {}", parts.display()))?.path();
        let to = folder().join(from.file_name().unwrap_or_default());
        fs::copy(&from, &to).could_not(format_args!("copy {} to {}", from.display(), to.display()))?;
    }
    Ok(())
}

/// Creates a folder with a `wasm-bindgen` wrapper that writes the split parts to `parts`.
fn wasm_bindgen_wrapper(tools: &Tools, parts: &Path) -> Result<PathBuf> {
    let program = |name: &str| tools.path_of(name);
    let script = WASM_BINDGEN_WRAPPER
        .replace("{split}", &splitter()?.display().to_string())
        .replace("{bindgen}", &program("wasm-bindgen")?.display().to_string())
        .replace("{opt}", &program("wasm-opt")?.display().to_string())
        .replace("{parts}", &parts.display().to_string());
    install::write_script("target/split", "wasm-bindgen", &script)
}

/// Compiles xtask/split and returns the path of its executable.
///
/// # Errors
/// When it cannot be compiled.
pub fn splitter() -> Result<PathBuf> {
    let mut cargo = process::cargo();
    process::run(cargo.args(["build", "--quiet", "--package", "replica-log-split"]), "Compiling replica-log-split")?;
    // Next to this executable: cargo may use any target folder.
    let this_program = std::env::current_exe().could_not("find this program")?;
    Ok(this_program.with_file_name("replica-log-split"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_changed_file_in_a_folder_is_not_older() {
        let folder = std::env::temp_dir().join(format!("replica-log-inputs-{}", std::process::id()));
        fs::create_dir_all(folder.join("style")).expect("a folder");
        fs::write(folder.join("style/a.css"), "").expect("a file");
        let before = modified(&folder.join("style/a.css")).expect("a time");
        let after = before + std::time::Duration::from_secs(1);
        let results = [is_older(&folder, after), is_older(&folder, before), is_older(&folder.join("missing"), after)];
        fs::remove_dir_all(&folder).expect("the folder is removed");
        assert_eq!(results, [true, false, false]);
    }

    #[test]
    fn the_wasm_opt_stub_prints_a_version_and_copies_its_input() {
        let folder = std::env::temp_dir().join(format!("replica-log-wasm-opt-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let (script, from, to) = (folder.join("wasm-opt"), folder.join("in put.wasm"), folder.join("out.wasm"));
        fs::write(&script, WASM_OPT_STUB).expect("a script");
        fs::write(&from, "wasm").expect("a file");
        let version = process::output(process::command("sh").arg(&script).arg("--version"));
        let output = format!("--output={}", to.display());
        let copied = process::output(process::command("sh").arg(&script).args([&output, "-Oz"]).arg(&from).arg("--x"));
        let read = fs::read_to_string(&to);
        fs::remove_dir_all(&folder).expect("the folder is removed");
        assert!(version.is_some_and(|version| version.split(' ').nth(2).is_some()), "Trunk reads the third word");
        assert!(copied.is_some());
        assert_eq!(read.ok().as_deref(), Some("wasm"));
    }
}
