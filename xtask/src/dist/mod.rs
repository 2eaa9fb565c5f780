//! `cargo xtask dist`: what is deployed, from the built page.
//!
//! | file | what it makes |
//! | --- | --- |
//! | `site` | `dist/site`: the page, and its assets under names that change with their content |
//! | `compress` | the `.br` and `.gz` beside each asset |
//! | `settings` | the settings for web servers, from the templates in `deploy/` |
//! | `licences` | whose work is in it |
//! | `npm` | `dist/npm`: the package for other pages |
//! | `sizes` | what a first visit loads |
//!
//! The same sources make the same bytes, wherever and whenever they are built.

mod compress;
mod licences;
mod npm;
mod settings;
mod site;
mod sizes;

use std::fs;
use std::path::{Path, PathBuf};

use crate::app::{self, Smaller};
use crate::fail::{Context, Result};
use crate::process;
use crate::steps::Steps;

/// Builds the page and all that is deployed, and says how large it is.
///
/// # Errors
/// When a tool cannot be had, or the build fails.
pub fn run() -> Result<()> {
    let mut steps = Steps::default();
    app::build(&mut steps, Smaller::Must)?;
    let dist = process::root().join("dist");
    write(&mut steps, &dist)?;
    println!("\n{}\nReady after {}: {}", sizes::table(&dist.join("site"))?, steps.took(), dist.display());
    Ok(())
}

/// Makes all of it anew in a folder, from the page that was built before.
///
/// # Errors
/// When the page is not what it was taken for, or a file cannot be written.
pub fn write(steps: &mut Steps, dist: &Path) -> Result<()> {
    empty(dist)?;
    steps.take("the app for other pages", || npm::write(&dist.join("npm")))?;
    steps.take("dist", || {
        let site = site::Site::read(&app::folder())?;
        site.write(&dist.join("site"))?;
        // The same crates are in both.
        let licences = licences::text()?;
        for of in ["site", "npm"] {
            put(&dist.join(of).join("third-party-licences.txt"), licences.as_bytes())?;
        }
        compress::beside(&dist.join("site"))?;
        settings::write(&site, dist)
    })
}

fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).could_not(format_args!("remove {}", folder.display()))?;
    }
    Ok(())
}

/// Writes a file, and the folders that it is in.
fn put(file: &Path, body: &[u8]) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).could_not(format_args!("make {}", folder.display()))?;
    }
    fs::write(file, body).could_not(format_args!("write {}", file.display()))
}

/// All files below a folder, by their paths from there, in order.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let (mut found, mut folders) = (Vec::new(), vec![PathBuf::new()]);
    while let Some(below) = folders.pop() {
        let here = folder.join(&below);
        let read = || format!("read {}", here.display());
        for entry in fs::read_dir(&here).could_not(read())? {
            let entry = entry.could_not(read())?;
            let path = below.join(entry.file_name());
            if entry.path().is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}
