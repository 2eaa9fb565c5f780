//! The npm package: the files of `embed/`, the app as a single wasm module, its glue and the style sheet.
//!
//! The app is not split, so that a host's bundler has one file to copy. The package has no install script and no
//! dependency.

use std::fs;
use std::path::Path;

use super::site::with_wasm_url;
use super::write_file;
use crate::error::{Context, Error, Result};
use crate::{module, process, style};

/// Files that are copied from `embed/` unchanged.
const COPIED_FILES: [&str; 6] =
    ["README.md", "element.d.ts", "element.js", "replica-log.d.ts", "replica-log.js", "replica-log.wasm.d.ts"];

/// Builds the app as a module and writes the package into a folder.
///
/// # Errors
/// When the build fails, or a file cannot be read or written.
pub fn write(folder: &Path) -> Result<()> {
    let root = process::root();
    fs::create_dir_all(folder).could_not(format_args!("make {}", folder.display()))?;
    let embed = root.join("embed");
    for name in COPIED_FILES {
        copy(&embed.join(name), &folder.join(name))?;
    }
    copy(&root.join("LICENSE"), &folder.join("LICENSE"))?;
    let manifest = read(&embed.join("package.json"))?;
    write_file(&folder.join("package.json"), with_version(&manifest, env!("CARGO_PKG_VERSION"))?.as_bytes())?;
    let app = module::build("replica-log", "npm", "replica-log")?;
    copy(&app.join("replica-log_bg.wasm"), &folder.join("replica-log.wasm"))?;
    let glue = read(&app.join("replica-log.js"))?;
    write_file(&folder.join("glue.js"), with_wasm_url(&glue, "replica-log.wasm")?.as_bytes())?;
    write_file(&folder.join("style.js"), js_string_module(&read(&style::joined_sheet())?).as_bytes())
}

/// Sets the version of the manifest. The file in `embed/` is complete, so that npm's own tools can read it.
fn with_version(manifest: &str, version: &str) -> Result<String> {
    replace_once(manifest, "\"version\": \"0.0.0\"", &format!("\"version\": \"{version}\""))
        .ok_or_else(|| Error::new("embed/package.json does not contain the version 0.0.0"))
}

/// Replaces the only occurrence of `from`; `None` if the number of occurrences is not one.
fn replace_once(text: &str, from: &str, to: &str) -> Option<String> {
    let (before, after) = text.split_once(from)?;
    (!after.contains(from)).then(|| format!("{before}{to}{after}"))
}

/// A JavaScript module whose default export is a string.
fn js_string_module(text: &str) -> String {
    let mut module = String::with_capacity(text.len() + text.len() / 20);
    module.push_str("export default \"");
    for char in text.chars() {
        match char {
            '"' | '\\' => module.extend(['\\', char]),
            '\n' => module.push_str("\\n"),
            // Control characters, and the two line separators that old JavaScript forbids in strings.
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
    fn the_package_has_the_version_of_the_crate() {
        let manifest = read(&process::root().join("embed/package.json")).expect("the manifest");
        let dressed = with_version(&manifest, "1.2.3").expect("a version to replace");
        assert!(dressed.contains("\"version\": \"1.2.3\"") && !dressed.contains("0.0.0"), "{dressed}");
        assert!(with_version("{}", "1.2.3").is_err());
    }

    #[test]
    fn any_text_becomes_a_valid_js_module() {
        assert_eq!(
            js_string_module("a::before { content: \"\\201c\"; }\n/* 中 */"),
            concat!(r#"export default "a::before { content: \"\\201c\"; }\n/* 中 */";"#, "\n")
        );
        assert_eq!(js_string_module("\r\u{2028}"), "export default \"\\u{d}\\u{2028}\";\n");
    }

    #[test]
    fn each_example_in_the_readme_equals_the_tested_file() {
        let embed = process::root().join("embed");
        let readme = read(&embed.join("README.md")).expect("the readme");
        let mut examples = Vec::new();
        for part in readme.split("<!-- examples/").skip(1) {
            let (name, rest) = part.split_once(" -->\n").expect("a file's name");
            let (_, rest) = rest.split_once('\n').expect("a fence");
            let (snippet, _) = rest.split_once("\n```").expect("an end of the fence");
            let file = read(&embed.join("examples").join(name)).expect("the file");
            assert_eq!(snippet, file.trim_end(), "examples/{name} is another one in the README");
            examples.push(name.split_once('/').expect("a folder").0);
        }
        examples.dedup();
        assert_eq!(examples, ["html", "vue2", "vue3", "react"]);
    }
}
