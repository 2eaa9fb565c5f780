//! `cargo xtask bench`: benchmarks of the app against a vanilla-JS baseline, and optionally another build of the app.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::app::{self, WasmOptPolicy};
use crate::args::Bench;
use crate::browser::BrowserKind;
use crate::error::{Context, Error, Result};
use crate::steps::Steps;
use crate::{checks, dist, module, process};

/// Builds the app and the baselines, and runs the benchmarks. The exit code is non-zero if a budget is exceeded.
///
/// # Errors
/// When the other build is not a `dist/site` folder, a build fails, or the browser is missing.
pub fn run(options: &Bench) -> Result<ExitCode> {
    let deployed = process::root().join("target/bench/dist");
    // Before the builds, which take minutes.
    let before = options.before.as_deref().map(|folder| other_build(folder, &deployed)).transpose()?;
    let mut steps = Steps::default();
    app::build(&mut steps, WasmOptPolicy::Required)?;
    dist::write(&mut steps, &deployed)?;
    // A minimal Leptos page, for comparison.
    let bare = steps.run("minimal Leptos page", || module::build("replica-log-bare", "bench/bare", "bare"))?;
    let mut cargo = process::cargo();
    cargo.args(["run", "--quiet", "--package", "replica-log-bench", "--"]);
    if options.quick {
        cargo.arg("--quick");
    }
    if let Some(part) = &options.only {
        cargo.args(["--only", part]);
    }
    cargo.env("REPLICA_LOG_NPM", deployed.join("npm")).env("REPLICA_LOG_BARE", bare);
    match before {
        Some(folder) => cargo.env("REPLICA_LOG_BEFORE", folder),
        None => cargo.env_remove("REPLICA_LOG_BEFORE"),
    };
    let status = checks::with_browser(&mut cargo, BrowserKind::Chromium, |cargo| {
        // The deployable files, not Trunk's output, so that both builds of the app have the same layout.
        cargo.env("REPLICA_LOG_APP", deployed.join("site")).status().could_not("start the benchmarks")
    })?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The absolute path of a `dist/site` folder, which the benchmarks must not overwrite with the app's own build.
fn other_build(folder: &Path, deployed: &Path) -> Result<PathBuf> {
    let path = fs::canonicalize(folder).could_not(format_args!("find {}", folder.display()))?;
    if !path.join("index.html").is_file() {
        return Err(Error::new(format!("--before takes a dist/site folder; {} has no index.html", folder.display())));
    }
    if fs::canonicalize(deployed).is_ok_and(|deployed| path.starts_with(deployed)) {
        return Err(Error::new(format!("copy {} first, because bench overwrites it", folder.display())));
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_build_must_be_a_site_that_the_benchmarks_do_not_overwrite() {
        let folder = std::env::temp_dir().join(format!("replica-log-bench-{}", std::process::id()));
        let (site, deployed) = (folder.join("before/site"), folder.join("bench/dist"));
        for site in [&site, &deployed.join("site")] {
            fs::create_dir_all(site).expect("a folder");
            fs::write(site.join("index.html"), "page").expect("a page");
        }
        let error_of = |path: &Path| other_build(path, &deployed).expect_err("this must be rejected").to_string();
        let found = other_build(&site, &deployed);
        let errors = [error_of(&folder.join("before")), error_of(&folder.join("x")), error_of(&deployed.join("site"))];
        let expected = fs::canonicalize(&site);
        fs::remove_dir_all(&folder).expect("a removed folder");
        assert_eq!(found.expect("a site"), expected.expect("a path"));
        assert!(errors[0].contains("index.html"), "{}", errors[0]);
        assert!(errors[1].contains("could not find"), "{}", errors[1]);
        assert!(errors[2].contains("overwrites"), "{}", errors[2]);
    }
}
