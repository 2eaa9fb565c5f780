//! The pinned tools, and where they are installed.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::install::{self, InstallMethod};
use crate::process;

/// A tool at its pinned version.
#[derive(Debug)]
pub struct Tool {
    /// The name in messages and in the cache.
    pub name: &'static str,
    /// The pinned version.
    pub version: &'static str,
    /// The tool's executables. Each prints its version with `--version`.
    pub programs: &'static [&'static str],
    /// The version as the executables print it.
    version_output: &'static str,
    /// The installation method.
    pub method: InstallMethod,
    /// The installation time on two cores.
    pub install_time: &'static str,
}

/// Trunk, the bundler. Compiled without optimisation, because it only starts programs and copies files.
pub const TRUNK: Tool = Tool {
    name: "trunk",
    version: "0.21.14",
    programs: &["trunk"],
    version_output: "0.21.14",
    method: InstallMethod::Cargo { features: false, optimised: &[] },
    install_time: "about 3 minutes",
};

/// wasm-bindgen, which generates the glue. Its version has to equal the library's.
pub const WASM_BINDGEN: Tool = Tool {
    name: "wasm-bindgen-cli",
    version: "0.2.129",
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    version_output: "0.2.129",
    // These process the wasm. The rest, such as an HTTP client and server, would take longer to compile.
    method: InstallMethod::Cargo {
        features: true,
        optimised: &["walrus", "wasmparser", "wasm-encoder", "gimli", "wasm-bindgen-cli-support"],
    },
    install_time: "1 to 2 minutes",
};

/// cargo-deny, which checks licences, sources, duplicates and advisories of the dependencies.
pub const CARGO_DENY: Tool = Tool {
    name: "cargo-deny",
    version: "0.20.2",
    programs: &["cargo-deny"],
    version_output: "0.20.2",
    method: InstallMethod::Cargo { features: true, optimised: &[] },
    install_time: "1 to 2 minutes",
};

/// wasm-opt, which reduces the size of the wasm. Debian's version is too old: its output fails to run.
pub const WASM_OPT: Tool = Tool {
    name: "binaryen",
    version: "132.0.0",
    programs: &["wasm-opt"],
    version_output: "132",
    method: InstallMethod::Npm,
    install_time: "a few seconds",
};

/// esbuild, which minifies scripts and style sheets.
pub const ESBUILD: Tool = Tool {
    name: "esbuild",
    version: "0.28.2",
    programs: &["esbuild"],
    version_output: "0.28.2",
    method: InstallMethod::Npm,
    install_time: "a few seconds",
};

/// geckodriver, the WebDriver server of Firefox. Compiled without optimisation, because it only forwards requests.
pub const GECKODRIVER: Tool = Tool {
    name: "geckodriver",
    version: "0.37.1",
    programs: &["geckodriver"],
    version_output: "0.37.1",
    method: InstallMethod::Cargo { features: true, optimised: &[] },
    install_time: "1 to 2 minutes",
};

/// Folders to prepend to the search path, so that every required tool is found in its version.
#[derive(Debug, Default)]
pub struct Tools {
    /// One folder for each tool that the user's search path does not have in the pinned version.
    pub folders: Vec<PathBuf>,
}

impl Tools {
    /// Finds a tool at its pinned version, first on the search path, then in the cache; otherwise installs it.
    ///
    /// # Errors
    /// When the tool cannot be installed.
    pub fn ensure(&mut self, tool: &Tool) -> Result<()> {
        if tool
            .programs
            .iter()
            .all(|program| process::find_program(program).is_some_and(|path| tool.has_pinned_version(&path)))
        {
            return Ok(());
        }
        let folder = install::cached(tool)?;
        if let Some(unusable) = tool.programs.iter().find(|program| !tool.has_pinned_version(&folder.join(program))) {
            return Err(Error::new(format!(
                "{} does not run or has another version than {}; remove {} and try again",
                folder.join(unusable).display(),
                tool.version,
                tool.folder()?.display(),
            )));
        }
        if !self.folders.contains(&folder) {
            self.folders.push(folder);
        }
        Ok(())
    }

    /// The path of a tool's executable.
    ///
    /// # Errors
    /// When `ensure` was not called for the tool, and the search path does not have it.
    pub fn path_of(&self, program: &str) -> Result<PathBuf> {
        let cached = self.folders.iter().map(|folder| folder.join(program)).find(|path| path.is_file());
        cached
            .or_else(|| process::find_program(program))
            .ok_or_else(|| Error::new(format!("{program} is not installed")))
    }
}

impl Tool {
    /// The tool's folder in the cache.
    ///
    /// # Errors
    /// When the location of the cache is unknown.
    pub fn folder(&self) -> Result<PathBuf> {
        Ok(install::cache()?.join(format!("{}-{}", self.name, self.version)))
    }

    fn has_pinned_version(&self, program: &Path) -> bool {
        process::output(process::command(program).arg("--version"))
            .is_some_and(|output| contains_version(&output, self.version_output))
    }
}

/// Whether the output of `--version` contains the version as a whole word, as in `wasm-opt version 132 (…)`.
fn contains_version(output: &str, version: &str) -> bool {
    output.split_whitespace().any(|word| word.trim_start_matches('v') == version)
}

/// Makes sure that Rust's wasm target is installed.
///
/// # Errors
/// When it is missing, and `rustup` is missing or fails.
pub fn ensure_wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let sysroot = process::output(process::command("rustc").args(["--print", "sysroot"]))
        .ok_or_else(|| Error::new("`rustc --print sysroot` failed"))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).join("lib").is_dir() {
        return Ok(());
    }
    if process::find_program("rustup").is_none() {
        return Err(Error::new(format!("Rust's {TARGET} target is missing; install it, for example with rustup")));
    }
    println!("    Installing Rust's {TARGET} target (a few seconds)");
    process::run(process::command("rustup").args(["target", "add", TARGET]), "`rustup target add`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_matches_whole_words_only() {
        assert!(contains_version("trunk 0.21.14\n", "0.21.14"));
        assert!(contains_version("wasm-opt version 132 (version_132)", "132"));
        assert!(contains_version("node v20.1.0", "20.1.0"));
        assert!(!contains_version("wasm-opt version 108", "132"));
        assert!(!contains_version("trunk 0.21.140", "0.21.14"));
        assert!(!contains_version("", "132"));
    }

    #[test]
    fn the_wasm_bindgen_cli_has_the_version_of_the_library() {
        let manifest = std::fs::read_to_string(process::root().join("Cargo.toml")).expect("the app's manifest");
        let pin = format!("wasm-bindgen = \"={}\"", WASM_BINDGEN.version);
        assert!(manifest.lines().any(|line| line.trim() == pin), "Cargo.toml does not contain {pin}");
    }
}
