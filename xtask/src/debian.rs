//! Packages of the system's own, where we may install them.

use std::path::Path;
use std::process::Command;

use crate::fail::{Fail, Result};
use crate::process;

/// Makes sure that these programs are on the search path, with the system's packages if need be.
///
/// # Errors
/// Says what to install when we may not do it ourselves, or when it does not help.
pub fn ensure_programs(programs: &[&str], packages: &[&str]) -> Result<()> {
    let missing = || programs.iter().copied().filter(|program| process::find(program).is_none()).collect::<Vec<_>>();
    let before = missing();
    if before.is_empty() {
        return Ok(());
    }
    let install = install(packages);
    let after = missing();
    if after.is_empty() {
        return Ok(());
    }
    let why = install.err().map(|fail| format!(" ({fail})")).unwrap_or_default();
    Err(Fail::new(format!(
        "{} must be installed{why}; on Debian: apt-get install {}",
        after.join(" and "),
        packages.join(" ")
    )))
}

/// Installs packages with `apt-get`, as root or with a `sudo` that asks nothing.
///
/// # Errors
/// When this is not Debian or its like, when we may not, or when it fails.
pub fn install(packages: &[&str]) -> Result<()> {
    if !Path::new("/etc/debian_version").exists() || process::find("apt-get").is_none() {
        return Err(Fail::new("this is not Debian, so it cannot be done from here"));
    }
    println!("    Installing {} with apt-get (a minute or two, this once)", packages.join(", "));
    let mut update = apt_get()?;
    // An index that cannot be renewed may still be good enough.
    let _ = process::run(update.args(["update", "-q"]), "`apt-get update`");
    let mut install = apt_get()?;
    install.args(["install", "-y", "-q", "--no-install-recommends"]).args(packages);
    process::run(&mut install, "`apt-get install`")
}

fn apt_get() -> Result<Command> {
    let root = process::output(process::program("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    let mut command = if root {
        process::program("apt-get")
    } else if process::output(process::program("sudo").args(["-n", "true"])).is_some() {
        let mut sudo = process::program("sudo");
        sudo.args(["-n", "DEBIAN_FRONTEND=noninteractive", "SYSTEMD_OFFLINE=1", "apt-get"]);
        sudo
    } else {
        return Err(Fail::new("that takes root, or a sudo that asks for no password"));
    };
    // A web server that tests start themselves need not run besides.
    command.env("SYSTEMD_OFFLINE", "1");
    command.env("DEBIAN_FRONTEND", "noninteractive").stdin(std::process::Stdio::null());
    Ok(command)
}
