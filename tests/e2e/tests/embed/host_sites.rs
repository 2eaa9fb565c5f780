//! Where the package is installed and the pages around it are built, once for all tests.

use replica_log_e2e::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

static BUILT: OnceLock<Result<HostSites, Error>> = OnceLock::new();

/// What has been built.
pub struct HostSites {
    /// What `npm pack` said of the package.
    pub packed: serde_json::Value,
    /// A folder into which npm has installed it.
    pub project: PathBuf,
    /// A folder for each page, by the page's name.
    sites: PathBuf,
}

impl HostSites {
    /// Packs, installs and bundles, unless that is done.
    pub fn open() -> Result<&'static Self, Error> {
        match BUILT.get_or_init(build) {
            Ok(workshop) => Ok(workshop),
            Err(fail) => Err(Error::new(fail.to_string())),
        }
    }

    /// The folder of a page.
    pub fn site(name: &str) -> Result<PathBuf, Error> {
        Ok(Self::open()?.sites.join(name))
    }
}

fn build() -> Result<HostSites, Error> {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hosts");
    if home.exists() {
        std::fs::remove_dir_all(&home)?;
    }
    let (project, sites) = (home.join("project"), home.join("sites"));
    std::fs::create_dir_all(&project)?;
    let mut pack = Command::new("npm");
    pack.args(["pack", "--offline", "--json", "--pack-destination"]).arg(&home).current_dir(package()?);
    let packed: serde_json::Value = serde_json::from_str(&run(&mut pack)?)
        .map_err(|error| Error::new(format!("npm pack said no JSON: {error}")))?;
    let tarball = packed[0]["filename"].as_str().ok_or_else(|| Error::new("npm pack does not say what it made"))?;
    let mut install = Command::new("npm");
    // Nothing but the file: no registry to ask, no script to run.
    install.args(["install", "--offline", "--no-audit", "--no-fund"]).arg(home.join(tarball)).current_dir(&project);
    run(&mut install)?;
    let mut bundle = Command::new("node");
    bundle.arg(ours("build.mjs")).arg(packages()?).args([&project, &sites]);
    run(&mut bundle)?;
    Ok(HostSites { packed, project, sites })
}

/// The package's folder, as the command that builds it has left it.
pub fn package() -> Result<PathBuf, Error> {
    Ok(folder("REPLICA_LOG_DIST")?.join("npm"))
}

/// The `node_modules` with the frameworks and the bundlers.
pub fn packages() -> Result<PathBuf, Error> {
    folder("REPLICA_LOG_HOSTS")
}

/// A file of `tests/e2e/hosts`.
pub fn ours(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("hosts").join(name)
}

fn folder(name: &str) -> Result<PathBuf, Error> {
    std::env::var_os(name)
        .map(PathBuf::from)
        .ok_or_else(|| Error::new(format!("{name} is not set; `cargo xtask test` sets it")))
}

/// Runs a program to its end, and has what it wrote.
pub fn run(command: &mut Command) -> Result<String, Error> {
    let output = command.output()?;
    let (said, complained) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if output.status.success() {
        return Ok(said.into_owned());
    }
    Err(Error::new(format!("{command:?} ended with {}\n{said}\n{complained}", output.status)))
}
