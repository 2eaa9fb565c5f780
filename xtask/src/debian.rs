//! Debian packages, installed with `apt-get` where that is possible.

use std::path::Path;
use std::process::Command;

use crate::error::{Error, Result};
use crate::process;

/// Makes sure that programs are on the search path; installs their packages if necessary.
///
/// # Errors
/// When a program is missing and cannot be installed. The message names the packages.
pub fn ensure_programs(programs: &[&str], packages: &[&str]) -> Result<()> {
    let missing =
        || programs.iter().copied().filter(|program| process::find_program(program).is_none()).collect::<Vec<_>>();
    let before = missing();
    if before.is_empty() {
        return Ok(());
    }
    let install = install(packages);
    let after = missing();
    if after.is_empty() {
        return Ok(());
    }
    let why = install.err().map(|error| format!(" ({error})")).unwrap_or_default();
    Err(Error::new(format!(
        "{} must be installed{why}; on Debian: apt-get install {}",
        after.join(" and "),
        packages.join(" ")
    )))
}

/// Installs packages with `apt-get`, as root or through a passwordless `sudo`.
///
/// # Errors
/// When the system is not Debian-based, the permission is missing, or `apt-get` fails.
pub fn install(packages: &[&str]) -> Result<()> {
    if !Path::new("/etc/debian_version").exists() || process::find_program("apt-get").is_none() {
        return Err(Error::new("automatic installation requires Debian"));
    }
    println!("    Installing {} with apt-get (1 to 2 minutes, once)", packages.join(", "));
    let mut update = apt_get()?;
    // A failed update is ignored: the existing package index may be good enough.
    let _ = process::run(update.args(["update", "-q"]), "`apt-get update`");
    let mut install = apt_get()?;
    install.args(["install", "-y", "-q", "--no-install-recommends"]).args(packages);
    process::run(&mut install, "`apt-get install`")
}

fn apt_get() -> Result<Command> {
    let root = process::output(process::command("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    let mut command = if root {
        process::command("apt-get")
    } else if process::output(process::command("sudo").args(["-n", "true"])).is_some() {
        let mut sudo = process::command("sudo");
        sudo.args(["-n", "DEBIAN_FRONTEND=noninteractive", "SYSTEMD_OFFLINE=1", "apt-get"]);
        sudo
    } else {
        return Err(Error::new("installation requires root or a passwordless sudo"));
    };
    // Installed web servers are not started as system services: tests start their own.
    command.env("SYSTEMD_OFFLINE", "1");
    command.env("DEBIAN_FRONTEND", "noninteractive").stdin(std::process::Stdio::null());
    Ok(command)
}
