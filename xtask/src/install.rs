//! Getting tools into the per-user cache, where a second checkout finds them.
//!
//! A tool is installed beside its place and then moved there, so that what is there is whole. One
//! installs at a time; an interrupted build goes on where it was.

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
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
    let home = tool.folder()?;
    let programs = home.join(programs_below(tool.way));
    once(&home, || there(tool, &programs), |beside| install(tool, &home, beside))?;
    Ok(programs)
}

/// npm's packages that a folder's lock file names, in the cache: the folder that they are resolved from.
///
/// # Errors
/// When they cannot be installed.
pub fn packages(folder: &Path) -> Result<PathBuf> {
    // Whoever asks for packages is about to run them.
    debian::ensure_programs(&["node", "npm"], &["nodejs", "npm"])?;
    let [manifest, lock] = ["package.json", "package-lock.json"].map(|name| folder.join(name));
    let locked = fs::read(&lock).could_not(format_args!("read {}", lock.display()))?;
    let mut hasher = DefaultHasher::new();
    locked.hash(&mut hasher);
    let home = cache()?.join(format!("npm-{:016x}", hasher.finish()));
    let packages = home.join("node_modules");
    once(
        &home,
        || packages.is_dir(),
        |beside| {
            println!(
                "    Installing the packages of {} into {} (half a minute, this once)",
                manifest.display(),
                home.display()
            );
            for file in [&manifest, &lock] {
                let name = file.file_name().unwrap_or_default();
                fs::copy(file, beside.join(name)).could_not(format_args!("copy {}", file.display()))?;
            }
            // Two frameworks in two versions stand side by side: not all may have the neighbours that they wish for.
            npm(beside, &["ci", "--legacy-peer-deps"], "Installing npm's packages")
        },
    )?;
    Ok(packages)
}

/// Installs into a folder beside `home` and moves that there, unless it is there.
fn once(home: &Path, there: impl Fn() -> bool, install: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    if there() {
        return Ok(());
    }
    let cache = cache()?;
    fs::create_dir_all(&cache).could_not(format_args!("make {}", cache.display()))?;
    let lock_path = cache.join(".lock");
    let lock = File::create(&lock_path).could_not(format_args!("write {}", lock_path.display()))?;
    if lock.try_lock().is_err() {
        println!("    Waiting for another command that is installing tools");
        lock.lock().could_not(format_args!("lock {}", lock_path.display()))?;
    }
    // The other one may have installed this very thing. The lock goes with `lock`, at the end.
    if there() {
        return Ok(());
    }
    let beside = aside(home, ".new");
    remove(&beside)?;
    fs::create_dir_all(&beside).could_not(format_args!("make {}", beside.display()))?;
    install(&beside)?;
    remove(home)?;
    fs::rename(&beside, home).could_not(format_args!("move {} to {}", beside.display(), home.display()))
}

/// `tools/.new-trunk-0.21.14` for `tools/trunk-0.21.14`.
fn aside(home: &Path, what: &str) -> PathBuf {
    home.with_file_name(format!("{what}-{}", home.file_name().unwrap_or_default().display()))
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

fn install(tool: &Tool, home: &Path, beside: &Path) -> Result<()> {
    println!("    Installing {} {} into {} ({}, this once)", tool.name, tool.version, home.display(), tool.takes);
    match tool.way {
        Way::Cargo { features, optimised } => {
            let build = aside(home, ".build");
            cargo(tool, features, optimised, beside, &build)?;
            // Kept until now, so that an interrupted build need not start again.
            remove(&build)
        }
        Way::Npm => {
            let package = format!("{}@{}", tool.name, tool.version);
            npm(beside, &["install", &package], &format!("Installing npm's {package}"))
        }
    }
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

fn npm(into: &Path, command: &[&str], what: &str) -> Result<()> {
    debian::ensure_programs(&["node", "npm"], &["nodejs", "npm"])?;
    let mut npm = process::program("npm");
    npm.args(command).args(["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--prefix"]);
    npm.arg(into).current_dir(into);
    process::run(&mut npm, what)
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
    script("target/no-wasm-opt", "wasm-opt", app::COPYING_WASM_OPT)
}

/// Writes a program into a folder below the checkout; tells the folder.
///
/// # Errors
/// When it cannot be written.
pub fn script(folder: &str, name: &str, text: &str) -> Result<PathBuf> {
    use std::os::unix::fs::PermissionsExt;
    let folder = process::root().join(folder);
    let file = folder.join(name);
    fs::create_dir_all(&folder).could_not(format_args!("make {}", folder.display()))?;
    fs::write(&file, text).could_not(format_args!("write {}", file.display()))?;
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755))
        .could_not(format_args!("make {} a program", file.display()))?;
    Ok(folder)
}
