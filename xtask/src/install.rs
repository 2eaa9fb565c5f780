//! Installation of tools into the per-user cache, which all checkouts share.
//!
//! A tool is installed into a staging folder and then renamed, so that the cache never contains a partial tool. A file
//! lock allows one installation at a time. An interrupted build is continued by the next run.

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::error::{Context, Error, Result};
use crate::process;
use crate::tools::Tool;
use crate::{app, debian};

/// The installation method of a tool.
#[derive(Debug, Clone, Copy)]
pub enum InstallMethod {
    /// From crates.io, with the crate's own lock file.
    Cargo {
        /// Whether to enable the default features.
        features: bool,
        /// Packages to compile with optimisation, because they do the work. All others are compiled for a quick build.
        optimised: &'static [&'static str],
    },
    /// From npm, as a program for Node.js.
    Npm,
}

/// The cache folder of all tools.
///
/// # Errors
/// When neither `XDG_CACHE_HOME` nor `HOME` is set to an absolute path.
pub fn cache() -> Result<PathBuf> {
    let absolute = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = absolute("XDG_CACHE_HOME").or_else(|| absolute("HOME").map(|home| home.join(".cache")));
    let base = base.ok_or_else(|| Error::new("neither XDG_CACHE_HOME nor HOME is set to an absolute path"))?;
    Ok(base.join("replica-log/tools"))
}

/// The folder with a tool's programs in the cache. Installs the tool if necessary.
///
/// # Errors
/// When the tool cannot be installed.
pub fn cached(tool: &Tool) -> Result<PathBuf> {
    let home = tool.folder()?;
    let programs = home.join(programs_folder(tool.method));
    install_once(&home, || is_installed(tool, &programs), |staging| install(tool, &home, staging))?;
    Ok(programs)
}

/// The `node_modules` folder for a folder's lock file, in the cache. Installs the packages if necessary.
///
/// # Errors
/// When the packages cannot be installed.
pub fn packages(folder: &Path) -> Result<PathBuf> {
    // The packages are programs for Node.js, so it is required even if they are cached.
    debian::ensure_programs(&["node", "npm"], &["nodejs", "npm"])?;
    let [manifest, lock] = ["package.json", "package-lock.json"].map(|name| folder.join(name));
    let locked = fs::read(&lock).could_not(format_args!("read {}", lock.display()))?;
    let mut hasher = DefaultHasher::new();
    locked.hash(&mut hasher);
    let home = cache()?.join(format!("npm-{:016x}", hasher.finish()));
    let packages = home.join("node_modules");
    install_once(
        &home,
        || packages.is_dir(),
        |staging| {
            println!(
                "    Installing the packages of {} into {} (half a minute, once)",
                manifest.display(),
                home.display()
            );
            for file in [&manifest, &lock] {
                let name = file.file_name().unwrap_or_default();
                fs::copy(file, staging.join(name)).could_not(format_args!("copy {}", file.display()))?;
            }
            // Vue 2 and Vue 3 are installed together, so some peer dependencies conflict.
            npm(staging, &["ci", "--legacy-peer-deps"], "Installing npm's packages")
        },
    )?;
    Ok(packages)
}

/// Installs into a staging folder next to `home` and renames that to `home`, unless `is_installed` returns true.
fn install_once(home: &Path, is_installed: impl Fn() -> bool, install: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    if is_installed() {
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
    // Checked again: the other command may have installed the same tool. Dropping `lock` releases it.
    if is_installed() {
        return Ok(());
    }
    let staging = sibling(home, ".new");
    remove(&staging)?;
    fs::create_dir_all(&staging).could_not(format_args!("make {}", staging.display()))?;
    install(&staging)?;
    remove(home)?;
    fs::rename(&staging, home).could_not(format_args!("move {} to {}", staging.display(), home.display()))
}

/// A folder next to `home`: `tools/.new-trunk-0.21.14` for `tools/trunk-0.21.14`.
fn sibling(home: &Path, what: &str) -> PathBuf {
    home.with_file_name(format!("{what}-{}", home.file_name().unwrap_or_default().display()))
}

fn is_installed(tool: &Tool, programs: &Path) -> bool {
    tool.programs.iter().all(|program| programs.join(program).is_file())
}

fn programs_folder(method: InstallMethod) -> &'static str {
    match method {
        InstallMethod::Cargo { .. } => "bin",
        InstallMethod::Npm => "node_modules/.bin",
    }
}

fn install(tool: &Tool, home: &Path, staging: &Path) -> Result<()> {
    println!("    Installing {} {} into {} ({}, once)", tool.name, tool.version, home.display(), tool.install_time);
    match tool.method {
        InstallMethod::Cargo { features, optimised } => {
            let build = sibling(home, ".build");
            cargo(tool, features, optimised, staging, &build)?;
            // Removed only after success, so that an interrupted build can continue.
            remove(&build)
        }
        InstallMethod::Npm => {
            let package = format!("{}@{}", tool.name, tool.version);
            npm(staging, &["install", &package], &format!("Installing npm's {package}"))
        }
    }
}

fn cargo(tool: &Tool, features: bool, optimised: &[&str], into: &Path, build: &Path) -> Result<()> {
    let mut cargo = process::cargo();
    // Outside of the checkout, whose cargo configuration is for the app only.
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
        // Suppresses cargo's warning that the new programs are not on the search path.
        .env("PATH", process::path_with(&[into.join("bin")])?)
        .env_remove("CARGO_BUILD_TARGET");
    process::run(&mut cargo, &format!("Installing {} {}", tool.name, tool.version))
}

fn npm(into: &Path, command: &[&str], what: &str) -> Result<()> {
    debian::ensure_programs(&["node", "npm"], &["nodejs", "npm"])?;
    let mut npm = process::command("npm");
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

/// Creates a folder with the `wasm-opt` stub, for a machine that cannot install the real one.
///
/// # Errors
/// When the script cannot be written.
pub fn wasm_opt_stub() -> Result<PathBuf> {
    write_script("target/no-wasm-opt", "wasm-opt", app::WASM_OPT_STUB)
}

/// Writes an executable script into a folder below the checkout and returns the folder.
///
/// # Errors
/// When the script cannot be written.
pub fn write_script(folder: &str, name: &str, text: &str) -> Result<PathBuf> {
    use std::os::unix::fs::PermissionsExt;
    let folder = process::root().join(folder);
    let file = folder.join(name);
    fs::create_dir_all(&folder).could_not(format_args!("make {}", folder.display()))?;
    fs::write(&file, text).could_not(format_args!("write {}", file.display()))?;
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755))
        .could_not(format_args!("make {} a program", file.display()))?;
    Ok(folder)
}
