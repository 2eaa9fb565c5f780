//! Minification of scripts and style sheets, by esbuild: 1.8 kB of brotli in each first visit.

use std::io::Write as _;
use std::process::Stdio;

use crate::error::{Context, Error, Result};
use crate::process;
use crate::tools::{ESBUILD, Tools};

/// The languages that esbuild minifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// JavaScript: classic scripts and modules.
    Js,
    /// Style sheets.
    Css,
}

/// The minifier.
#[derive(Debug)]
pub struct Minifier(Tools);

impl Minifier {
    /// Finds or installs esbuild.
    ///
    /// # Errors
    /// When it cannot be installed.
    pub fn new() -> Result<Self> {
        let mut tools = Tools::default();
        tools.ensure(&ESBUILD)?;
        Ok(Self(tools))
    }

    /// Minifies a file. Names of a classic script's top level and exports of a module are kept.
    ///
    /// # Errors
    /// When esbuild cannot be started, or rejects the file.
    pub fn minify(&self, language: Language, source: &[u8]) -> Result<Vec<u8>> {
        let loader = match language {
            Language::Js => "--loader=js",
            Language::Css => "--loader=css",
        };
        let mut command = process::command(self.0.path_of("esbuild")?);
        command.args(["--minify", "--charset=utf8", loader]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut esbuild = command.spawn().could_not("start esbuild")?;
        let mut input = esbuild.stdin.take().ok_or_else(|| Error::new("esbuild has no input"))?;
        // esbuild reads all of its input before it writes.
        input.write_all(source).could_not("write to esbuild")?;
        drop(input);
        let output = esbuild.wait_with_output().could_not("wait for esbuild")?;
        if output.status.success() { Ok(output.stdout) } else { Err(Error::new("esbuild failed")) }
    }
}
