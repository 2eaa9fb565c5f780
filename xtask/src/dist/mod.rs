//! `cargo xtask dist`: the deployable files, made from the built page.
//!
//! | file | content |
//! | --- | --- |
//! | `site` | `dist/site`: the page, and its assets with content hashes in their names |
//! | `minify` | minified scripts and style sheets |
//! | `compress` | a `.br` and a `.gz` copy of each asset |
//! | `server_config` | web server configuration, from the templates in `deploy/` |
//! | `licences` | third-party licences |
//! | `npm` | `dist/npm`: the npm package for host pages |
//! | `sizes` | the download size of a first visit |
//!
//! The build is reproducible: the same sources result in the same bytes.

mod compress;
mod licences;
mod minify;
mod npm;
mod server_config;
mod site;
mod sizes;

use std::fs;
use std::path::{Path, PathBuf};

use crate::app::{self, WasmOptPolicy};
use crate::error::{Context, Result};
use crate::process;
use crate::steps::Steps;

/// Builds the page and the deployable files, and prints their sizes.
///
/// # Errors
/// When a tool cannot be installed, or the build fails.
pub fn run() -> Result<()> {
    let mut steps = Steps::default();
    app::build(&mut steps, WasmOptPolicy::Required)?;
    let dist = process::root().join("dist");
    write(&mut steps, &dist)?;
    println!("\n{}\nReady after {}: {}", sizes::table(&dist.join("site"))?, steps.total_time(), dist.display());
    Ok(())
}

/// Replaces the content of a folder by the deployable files of the page that was built before.
///
/// # Errors
/// When the built page has unexpected content, or a file cannot be written.
pub fn write(steps: &mut Steps, dist: &Path) -> Result<()> {
    remove_folder(dist)?;
    steps.run("npm package", || npm::write(&dist.join("npm")))?;
    steps.run("dist", || {
        let minifier = minify::Minifier::new()?;
        let site = site::Site::read(&app::folder(), &|language, source| minifier.minify(language, source))?;
        site.write(&dist.join("site"))?;
        // The site and the package contain the same crates.
        let licences = licences::text()?;
        for target in ["site", "npm"] {
            write_file(&dist.join(target).join("third-party-licences.txt"), licences.as_bytes())?;
        }
        compress::write_compressed(&dist.join("site"))?;
        server_config::write(&site, dist)
    })
}

fn remove_folder(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).could_not(format_args!("remove {}", folder.display()))?;
    }
    Ok(())
}

/// Writes a file and creates its parent folders.
fn write_file(file: &Path, body: &[u8]) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).could_not(format_args!("make {}", folder.display()))?;
    }
    fs::write(file, body).could_not(format_args!("write {}", file.display()))
}

/// Lists all files below a folder as sorted relative paths.
fn list_files(folder: &Path) -> Result<Vec<PathBuf>> {
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
