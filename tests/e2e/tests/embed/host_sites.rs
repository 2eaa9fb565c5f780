//! Installs the npm package and builds the host pages, once for all tests.

use replica_log_e2e::{Error, folder};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

static BUILT: OnceLock<Result<HostSites, Error>> = OnceLock::new();

/// The built host pages.
pub struct HostSites {
    /// The output of `npm pack --json`.
    pub packed: serde_json::Value,
    /// The folder in which npm has installed the package.
    pub project: PathBuf,
    /// The folder that contains a folder for each host page.
    sites: PathBuf,
}

impl HostSites {
    /// Packs, installs and bundles on the first call.
    pub fn get() -> Result<&'static Self, Error> {
        match BUILT.get_or_init(build) {
            Ok(sites) => Ok(sites),
            Err(fail) => Err(Error::new(fail.to_string())),
        }
    }

    /// The folder of a host page.
    pub fn site(name: &str) -> Result<PathBuf, Error> {
        Ok(Self::get()?.sites.join(name))
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
        .map_err(|error| Error::new(format!("npm pack returned invalid JSON: {error}")))?;
    let tarball = packed[0]["filename"].as_str().ok_or_else(|| Error::new("npm pack returned no file name"))?;
    let mut install = Command::new("npm");
    // Offline: only the file, no registry.
    install.args(["install", "--offline", "--no-audit", "--no-fund"]).arg(home.join(tarball)).current_dir(&project);
    run(&mut install)?;
    let mut bundle = Command::new("node");
    bundle.arg(host_file("build.mjs")).arg(packages()?).args([&project, &sites]);
    run(&mut bundle)?;
    Ok(HostSites { packed, project, sites })
}

/// The npm package as built by `cargo xtask dist`.
pub fn package() -> Result<PathBuf, Error> {
    Ok(folder("REPLICA_LOG_DIST")?.join("npm"))
}

/// The `node_modules` folder with the frameworks and bundlers.
pub fn packages() -> Result<PathBuf, Error> {
    folder("REPLICA_LOG_HOSTS")
}

/// A file of `tests/e2e/hosts`.
pub fn host_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("hosts").join(name)
}

/// Runs a program and returns its standard output.
pub fn run(command: &mut Command) -> Result<String, Error> {
    let output = command.output()?;
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if output.status.success() {
        return Ok(stdout.into_owned());
    }
    Err(Error::new(format!("{command:?} ended with {}\n{stdout}\n{stderr}", output.status)))
}
