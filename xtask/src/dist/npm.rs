//! The package for npm: what is written for it in `embed/`, and beside that the app's wasm, as one file that a host's
//! bundler can take along, its glue and the style sheet. The package asks nothing of whoever installs it: no script, no dependency, no network.

use std::fs;
use std::path::Path;

use super::put;
use super::site::leads_to;
use crate::fail::{Context, Fail, Result};
use crate::{module, process, style};

/// What is taken from `embed/` as it is.
const WRITTEN: [&str; 6] =
    ["README.md", "element.d.ts", "element.js", "replica-log.d.ts", "replica-log.js", "replica-log.wasm.d.ts"];

/// Builds the app for it, and writes the package into a folder of its own.
///
/// # Errors
/// When it cannot be built, or a file cannot be read or written.
pub fn write(folder: &Path) -> Result<()> {
    let root = process::root();
    fs::create_dir_all(folder).could_not(format_args!("make {}", folder.display()))?;
    let embed = root.join("embed");
    for name in WRITTEN {
        copy(&embed.join(name), &folder.join(name))?;
    }
    copy(&root.join("LICENSE"), &folder.join("LICENSE"))?;
    let manifest = read(&embed.join("package.json"))?;
    put(&folder.join("package.json"), with_version(&manifest, env!("CARGO_PKG_VERSION"))?.as_bytes())?;
    let app = module::build("replica-log", "npm", "replica-log")?;
    copy(&app.join("replica-log_bg.wasm"), &folder.join("replica-log.wasm"))?;
    let glue = read(&app.join("replica-log.js"))?;
    put(&folder.join("glue.js"), leads_to(&glue, "replica-log.wasm")?.as_bytes())?;
    put(&folder.join("style.js"), module_of(&read(&style::sheet())?).as_bytes())
}

/// The manifest in `embed/` is whole, so that npm's own tools can read it; only its version is Cargo's.
fn with_version(manifest: &str, version: &str) -> Result<String> {
    replaced(manifest, "\"version\": \"0.0.0\"", &format!("\"version\": \"{version}\""))
        .ok_or_else(|| Fail::new("embed/package.json does not say its version as 0.0.0"))
}

/// The text with the one place replaced where `from` stands; nothing if it is not there, or more than once.
fn replaced(text: &str, from: &str, to: &str) -> Option<String> {
    let (before, after) = text.split_once(from)?;
    (!after.contains(from)).then(|| format!("{before}{to}{after}"))
}

/// A module whose one value is a text.
fn module_of(text: &str) -> String {
    let mut module = String::with_capacity(text.len() + text.len() / 20);
    module.push_str("export default \"");
    for char in text.chars() {
        match char {
            '"' | '\\' => module.extend(['\\', char]),
            '\n' => module.push_str("\\n"),
            // Other control characters, and two that once ended a line of JavaScript.
            _ if char.is_control() || matches!(char, '\u{2028}' | '\u{2029}') => {
                module.push_str(&format!("\\u{{{:x}}}", u32::from(char)));
            }
            _ => module.push(char),
        }
    }
    module.push_str("\";\n");
    module
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).could_not(format_args!("read {}", path.display()))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).map(drop).could_not(format_args!("copy {} to {}", from.display(), to.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_cargos() {
        let manifest = read(&process::root().join("embed/package.json")).expect("the manifest");
        let dressed = with_version(&manifest, "1.2.3").expect("a version to replace");
        assert!(dressed.contains("\"version\": \"1.2.3\"") && !dressed.contains("0.0.0"), "{dressed}");
        assert!(with_version("{}", "1.2.3").is_err());
    }

    #[test]
    fn any_text_becomes_a_module() {
        assert_eq!(
            module_of("a::before { content: \"\\201c\"; }\n/* 中 */"),
            concat!(r#"export default "a::before { content: \"\\201c\"; }\n/* 中 */";"#, "\n")
        );
        assert_eq!(module_of("\r\u{2028}"), "export default \"\\u{d}\\u{2028}\";\n");
    }

    #[test]
    fn each_example_in_the_readme_is_the_file_that_is_tested() {
        let embed = process::root().join("embed");
        let readme = read(&embed.join("README.md")).expect("the readme");
        let mut shown = Vec::new();
        for part in readme.split("<!-- examples/").skip(1) {
            let (name, rest) = part.split_once(" -->\n").expect("a file's name");
            let (_, rest) = rest.split_once('\n').expect("a fence");
            let (snippet, _) = rest.split_once("\n```").expect("an end of the fence");
            let file = read(&embed.join("examples").join(name)).expect("the file");
            assert_eq!(snippet, file.trim_end(), "examples/{name} is another one in the README");
            shown.push(name.split_once('/').expect("a folder").0);
        }
        shown.dedup();
        assert_eq!(shown, ["html", "vue2", "vue3", "react"]);
    }
}
