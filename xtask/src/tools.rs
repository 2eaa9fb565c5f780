//! Which tools there must be, each at one version, and where they are.

use std::path::{Path, PathBuf};

use crate::fail::{Fail, Result};
use crate::install::{self, Way};
use crate::process;

/// A tool of which one version is known to work.
#[derive(Debug)]
pub struct Tool {
    /// What it is called in messages and in the cache.
    pub name: &'static str,
    /// The one version.
    pub version: &'static str,
    /// The programs that it consists of. Each says its version when asked with `--version`.
    pub programs: &'static [&'static str],
    /// How those programs write the version.
    said: &'static str,
    /// How it gets into the cache.
    pub way: Way,
    /// How long that takes on two cores.
    pub takes: &'static str,
}

/// Builds the page around the wasm. Nothing of it is optimised: it only starts others and copies files.
pub const TRUNK: Tool = Tool {
    name: "trunk",
    version: "0.21.14",
    programs: &["trunk"],
    said: "0.21.14",
    way: Way::Cargo { features: false, optimised: &[] },
    takes: "about 3 minutes",
};

/// Writes the glue between wasm and JavaScript; its version must be the library's, to the digit.
pub const WASM_BINDGEN: Tool = Tool {
    name: "wasm-bindgen-cli",
    version: "0.2.129",
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    said: "0.2.129",
    // These read and write the wasm. The rest, a web client and a server among it, takes longer to build.
    way: Way::Cargo {
        features: true,
        optimised: &["walrus", "wasmparser", "wasm-encoder", "gimli", "wasm-bindgen-cli-support"],
    },
    takes: "1 to 2 minutes",
};

/// Looks at licences, sources, duplicates and advisories of what comes with us.
pub const CARGO_DENY: Tool = Tool {
    name: "cargo-deny",
    version: "0.20.2",
    programs: &["cargo-deny"],
    said: "0.20.2",
    way: Way::Cargo { features: true, optimised: &[] },
    takes: "1 to 2 minutes",
};

/// Makes the wasm smaller. Debian's own is too old: what it writes does not run.
pub const WASM_OPT: Tool = Tool {
    name: "binaryen",
    version: "132.0.0",
    programs: &["wasm-opt"],
    said: "132",
    way: Way::Npm,
    takes: "a few seconds",
};

/// Drives Firefox. It passes on what is asked of it, and need not be fast.
pub const GECKODRIVER: Tool = Tool {
    name: "geckodriver",
    version: "0.37.1",
    programs: &["geckodriver"],
    said: "0.37.1",
    way: Way::Cargo { features: true, optimised: &[] },
    takes: "1 to 2 minutes",
};

/// The directories to put first on the search path, so that each tool is found there.
#[derive(Debug, Default)]
pub struct Tools {
    /// One directory per tool that the person's own search path does not have in its version.
    pub folders: Vec<PathBuf>,
}

impl Tools {
    /// Makes sure of a tool: on the search path in that very version, else in the cache, else installed there.
    ///
    /// # Errors
    /// When it is nowhere and cannot be installed.
    pub fn ensure(&mut self, tool: &Tool) -> Result<()> {
        if tool.programs.iter().all(|program| process::find(program).is_some_and(|path| tool.is(&path))) {
            return Ok(());
        }
        let folder = install::cached(tool)?;
        if let Some(wrong) = tool.programs.iter().find(|program| !tool.is(&folder.join(program))) {
            return Err(Fail::new(format!(
                "{} does not work or is not version {}; remove {} and try again",
                folder.join(wrong).display(),
                tool.version,
                tool.folder()?.display(),
            )));
        }
        if !self.folders.contains(&folder) {
            self.folders.push(folder);
        }
        Ok(())
    }

    /// Where a program of one of these tools is.
    ///
    /// # Errors
    /// When it was never made sure of.
    pub fn path_of(&self, program: &str) -> Result<PathBuf> {
        let own = self.folders.iter().map(|folder| folder.join(program)).find(|path| path.is_file());
        own.or_else(|| process::find(program)).ok_or_else(|| Fail::new(format!("there is no {program}")))
    }
}

impl Tool {
    /// Its own folder in the cache.
    ///
    /// # Errors
    /// When there is no place for a cache.
    pub fn folder(&self) -> Result<PathBuf> {
        Ok(install::cache()?.join(format!("{}-{}", self.name, self.version)))
    }

    fn is(&self, program: &Path) -> bool {
        process::output(process::program(program).arg("--version")).is_some_and(|said| says(&said, self.said))
    }
}

/// Whether the version stands in what a program says of itself, as a word of its own: `wasm-opt version 132 (…)`.
fn says(said: &str, version: &str) -> bool {
    said.split_whitespace().any(|word| word.trim_start_matches('v') == version)
}

/// Makes sure that Rust can build for the browser.
///
/// # Errors
/// When it cannot and `rustup` is not there to change that, or fails to.
pub fn ensure_wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let sysroot = process::output(process::program("rustc").args(["--print", "sysroot"]))
        .ok_or_else(|| Fail::new("rustc does not say where it lives (`rustc --print sysroot`)"))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).join("lib").is_dir() {
        return Ok(());
    }
    if process::find("rustup").is_none() {
        return Err(Fail::new(format!(
            "Rust's {TARGET} target is missing, and without rustup it has to be installed by hand"
        )));
    }
    println!("    Adding Rust's {TARGET} target (a few seconds)");
    process::run(process::program("rustup").args(["target", "add", TARGET]), "`rustup target add`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_a_word_of_its_own() {
        assert!(says("trunk 0.21.14\n", "0.21.14"));
        assert!(says("wasm-opt version 132 (version_132)", "132"));
        assert!(says("node v20.1.0", "20.1.0"));
        assert!(!says("wasm-opt version 108", "132"));
        assert!(!says("trunk 0.21.140", "0.21.14"));
        assert!(!says("", "132"));
    }

    #[test]
    fn the_glue_writer_is_the_librarys_version() {
        let manifest = std::fs::read_to_string(process::root().join("Cargo.toml")).expect("the app's manifest");
        let pin = format!("wasm-bindgen = \"={}\"", WASM_BINDGEN.version);
        assert!(manifest.lines().any(|line| line.trim() == pin), "Cargo.toml does not say {pin}");
    }
}
