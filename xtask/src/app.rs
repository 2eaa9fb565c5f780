//! The release build of the page.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::fail::{Context, Fail, Result};
use crate::process;
use crate::steps::Steps;
use crate::tools::{self, TRUNK, Tools, WASM_BINDGEN, WASM_OPT};
use crate::{install, style};

/// Stands in for `wasm-opt` where there is none: Trunk calls it by name and wants a version and a file.
pub const COPYING_WASM_OPT: &str = r#"#!/bin/sh
# Written by `cargo xtask`. Copies the wasm as it is.
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

/// What Trunk takes for wasm-bindgen; see xtask/split.
const SPLITTING_WASM_BINDGEN: &str = r#"#!/bin/sh
# Written by `cargo xtask`. Takes the parts out of the wasm before the real wasm-bindgen sees it.
exec "{split}" "{bindgen}" "{opt}" "{parts}" "$@"
"#;

/// What to do where `wasm-opt` cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Smaller {
    /// Fail: what is tested is what is shipped.
    Must,
    /// Warn, and go on with a page that loads more slowly: somebody wants to see it.
    Should,
}

/// Where the built page is.
pub fn folder() -> PathBuf {
    process::root().join("target/app")
}

/// Makes sure of the tools and builds the page into [`folder`].
///
/// # Errors
/// When a tool cannot be had, or the build fails.
pub fn build(steps: &mut Steps, smaller: Smaller) -> Result<()> {
    let tools = steps.take("tools for the app", || tools_for_it(smaller))?;
    // By cargo itself first: it fetches what is missing and shows how far it is. Trunk then finds it done.
    steps.take("compile the app", || {
        process::run(
            process::cargo()
                .args(["build", "--release", "--target", "wasm32-unknown-unknown"])
                .args(["--package", "replica-log", "--bin", "replica-log", "--features", "parts"])
                .env("CARGO_ENCODED_RUSTFLAGS", rustflags()),
            "Compiling the app",
        )
    })?;
    steps.take("bundle the app", || bundle(&tools))
}

/// What `.cargo/config.toml` has for the page (this variable takes its place), and names for the folders of this
/// machine: no path of the builder's home ends up in what visitors download.
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

fn tools_for_it(smaller: Smaller) -> Result<Tools> {
    let mut tools = Tools::default();
    tools::ensure_wasm_target()?;
    if let Err(fail) = tools.ensure(&WASM_OPT) {
        if smaller == Smaller::Must {
            return Err(fail);
        }
        eprintln!("warning: {fail}\nwarning: without wasm-opt the page is about a third larger than it should be");
        tools.folders.push(install::wasm_opt_that_copies()?);
    }
    tools.ensure(&TRUNK)?;
    tools.ensure(&WASM_BINDGEN)?;
    Ok(tools)
}

fn bundle(tools: &Tools) -> Result<()> {
    if !process::root().join("index.html").is_file() {
        return Err(Fail::new("there is no index.html to build the page from"));
    }
    style::run()?;
    let parts = process::root().join("target/parts");
    let mut folders = vec![splitting(tools, &parts)?];
    folders.extend(tools.folders.iter().cloned());
    let mut trunk = process::program(tools.path_of("trunk")?);
    trunk.args(["build", "--release", "--offline", "--features", "parts"]).env("PATH", process::path_with(&folders)?);
    trunk.env("CARGO_ENCODED_RUSTFLAGS", rustflags());
    // Trunk takes this for an option of its own, and only `true` and `false` for its value.
    if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        trunk.env("NO_COLOR", "true");
    } else {
        trunk.env_remove("NO_COLOR");
    }
    process::run(&mut trunk, "Bundling the app")?;
    // Beside the glue, which asks for them.
    for entry in fs::read_dir(&parts).could_not(format_args!("read {}", parts.display()))? {
        let from = entry.could_not(format_args!("read {}", parts.display()))?.path();
        let to = folder().join(from.file_name().unwrap_or_default());
        fs::copy(&from, &to).could_not(format_args!("copy {} to {}", from.display(), to.display()))?;
    }
    Ok(())
}

/// A folder with a `wasm-bindgen` that puts the page's parts into another folder.
fn splitting(tools: &Tools, parts: &Path) -> Result<PathBuf> {
    let mut cargo = process::cargo();
    process::run(cargo.args(["build", "--quiet", "--package", "replica-log-split"]), "Compiling what takes parts out")?;
    // Beside this very program, in whatever folder cargo builds.
    let this = std::env::current_exe().could_not("find this program")?;
    let program = |name: &str| tools.path_of(name);
    let script = SPLITTING_WASM_BINDGEN
        .replace("{split}", &this.with_file_name("replica-log-split").display().to_string())
        .replace("{bindgen}", &program("wasm-bindgen")?.display().to_string())
        .replace("{opt}", &program("wasm-opt")?.display().to_string())
        .replace("{parts}", &parts.display().to_string());
    install::script("target/split", "wasm-bindgen", &script)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_stand_in_for_wasm_opt_says_a_version_and_copies() {
        let folder = std::env::temp_dir().join(format!("replica-log-wasm-opt-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let (script, from, to) = (folder.join("wasm-opt"), folder.join("in put.wasm"), folder.join("out.wasm"));
        fs::write(&script, COPYING_WASM_OPT).expect("a script");
        fs::write(&from, "wasm").expect("a file");
        let said = process::output(process::program("sh").arg(&script).arg("--version"));
        let output = format!("--output={}", to.display());
        let copied = process::output(process::program("sh").arg(&script).args([&output, "-Oz"]).arg(&from).arg("--x"));
        let read = fs::read_to_string(&to);
        fs::remove_dir_all(&folder).expect("it goes");
        assert!(said.is_some_and(|said| said.split(' ').nth(2).is_some()), "Trunk reads the third word");
        assert!(copied.is_some());
        assert_eq!(read.ok().as_deref(), Some("wasm"));
    }
}
