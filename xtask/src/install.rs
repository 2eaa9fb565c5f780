//! Getting tools into the per-user cache, where a second checkout finds them.
//!
//! A tool is installed beside its place and then moved there, so that what is there is whole. One
//! installs at a time; an interrupted build goes on where it was.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::fail::{Context, Fail, Result};
use crate::process;
use crate::tools::Tool;
use crate::{app, debian};

/// How a tool is installed.
#[derive(Debug, Clone, Copy)]
pub enum Way {
    /// From crates.io, with the versions of its own lock file.
    Cargo {
        /// Whether its default features are wanted.
        features: bool,
        /// The packages worth optimising, since they do the work. All else only has to be there soon.
        optimised: &'static [&'static str],
    },
    /// From npm: a program for Node.js.
    Npm,
}

/// The folder that all tools are kept in.
///
/// # Errors
/// When neither `XDG_CACHE_HOME` nor `HOME` says where a cache may be.
pub fn cache() -> Result<PathBuf> {
    let absolute = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = absolute("XDG_CACHE_HOME").or_else(|| absolute("HOME").map(|home| home.join(".cache")));
    let base = base.ok_or_else(|| Fail::new("neither XDG_CACHE_HOME nor HOME says where tools may be kept"))?;
    Ok(base.join("replica-log/tools"))
}

/// The folder of the tool's programs in the cache, installed if it is not there.
///
/// # Errors
/// When it cannot be installed.
pub fn cached(tool: &Tool) -> Result<PathBuf> {
    let cache = cache()?;
    let home = tool.folder()?;
    let programs = home.join(programs_below(tool.way));
    if there(tool, &programs) {
        return Ok(programs);
    }
    fs::create_dir_all(&cache).could_not(format_args!("make {}", cache.display()))?;
    let lock_path = cache.join(".lock");
    let lock = File::create(&lock_path).could_not(format_args!("write {}", lock_path.display()))?;
    if lock.try_lock().is_err() {
        println!("    Waiting for another command that is installing tools");
        lock.lock().could_not(format_args!("lock {}", lock_path.display()))?;
    }
    // The other one may have installed this very tool. The lock goes with `lock`, at the end.
    if !there(tool, &programs) {
        install(tool, &cache, &home)?;
    }
    Ok(programs)
}

fn there(tool: &Tool, programs: &Path) -> bool {
    tool.programs.iter().all(|program| programs.join(program).is_file())
}

fn programs_below(way: Way) -> &'static str {
    match way {
        Way::Cargo { .. } => "bin",
        Way::Npm => "node_modules/.bin",
    }
}

fn install(tool: &Tool, cache: &Path, home: &Path) -> Result<()> {
    println!("    Installing {} {} into {} ({}, this once)", tool.name, tool.version, cache.display(), tool.takes);
    let beside = cache.join(format!(".new-{}-{}", tool.name, tool.version));
    remove(&beside)?;
    fs::create_dir_all(&beside).could_not(format_args!("make {}", beside.display()))?;
    match tool.way {
        Way::Cargo { features, optimised } => {
            let build = cache.join(format!(".build-{}-{}", tool.name, tool.version));
            cargo(tool, features, optimised, &beside, &build)?;
            // Kept until now, so that an interrupted build need not start again.
            remove(&build)?;
        }
        Way::Npm => npm(tool, &beside)?,
    }
    remove(home)?;
    fs::rename(&beside, home).could_not(format_args!("move {} to {}", beside.display(), home.display()))
}

fn cargo(tool: &Tool, features: bool, optimised: &[&str], into: &Path, build: &Path) -> Result<()> {
    let mut cargo = process::cargo();
    // Somewhere else: this checkout's settings are not for other people's programs.
    cargo.current_dir(into).arg("install").arg(tool.name).args(["--version", tool.version, "--locked"]);
    if !features {
        cargo.arg("--no-default-features");
    }
    for package in optimised {
        cargo.arg("--config").arg(format!("profile.release.package.{package}.opt-level=1"));
    }
    cargo.arg("--root").arg(into).arg("--target-dir").arg(build);
    cargo
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
        // It would say that the new programs are not on the search path. We put them there.
        .env("PATH", process::path_with(&[into.join("bin")])?)
        .env_remove("CARGO_BUILD_TARGET");
    process::run(&mut cargo, &format!("Installing {} {}", tool.name, tool.version))
}

fn npm(tool: &Tool, into: &Path) -> Result<()> {
    debian::ensure_programs(&["node", "npm"], &["nodejs", "npm"])?;
    let package = format!("{}@{}", tool.name, tool.version);
    let mut npm = process::program("npm");
    npm.args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--prefix"]);
    npm.arg(into).arg(&package).current_dir(into);
    process::run(&mut npm, &format!("Installing npm's {package}"))
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).could_not(format_args!("remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// A folder with a `wasm-opt` that only copies, for a machine that cannot have the real one.
///
/// # Errors
/// When it cannot be written.
pub fn wasm_opt_that_copies() -> Result<PathBuf> {
    use std::os::unix::fs::PermissionsExt;
    let folder = process::root().join("target/no-wasm-opt");
    let file = folder.join("wasm-opt");
    fs::create_dir_all(&folder).could_not(format_args!("make {}", folder.display()))?;
    fs::write(&file, app::COPYING_WASM_OPT).could_not(format_args!("write {}", file.display()))?;
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755))
        .could_not(format_args!("make {} a program", file.display()))?;
    Ok(folder)
}
