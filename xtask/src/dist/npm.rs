//! The npm package: the files of `embed/`, the app as a wasm module and its parts, their glue and the style sheet.
//!
//! The glue has a literal `new URL("…", import.meta.url)` for each wasm file, from which bundlers know the files. The package
//! has no install script and no dependency.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::site::with_wasm_url;
use super::{list_files, write_file};
use crate::error::{Context, Error, Result};
use crate::{module, process, style};

/// The wasm of the app, without its parts.
const WASM: &str = "replica-log.wasm";

/// Builds the app as a module and writes the package into a folder.
///
/// # Errors
/// When the build fails, or a file cannot be read or written.
pub fn write(folder: &Path) -> Result<()> {
    let root = process::root();
    fs::create_dir_all(folder).could_not(format_args!("make {}", folder.display()))?;
    let embed = root.join("embed");
    for name in list_files(&embed)?.iter().filter(|path| path.parent() == Some(Path::new(""))) {
        copy(&embed.join(name), &folder.join(name))?;
    }
    copy(&root.join("LICENSE"), &folder.join("LICENSE"))?;
    let manifest = read(&embed.join("package.json"))?;
    write_file(&folder.join("package.json"), with_version(&manifest, env!("CARGO_PKG_VERSION"))?.as_bytes())?;
    let (app, parts) = module::build_embedded_app("npm")?;
    copy(&app.join("replica-log_bg.wasm"), &folder.join(WASM))?;
    let mut wasm_files = vec![WASM.to_owned()];
    for part in list_files(&parts)? {
        copy(&parts.join(&part), &folder.join(&part))?;
        wasm_files.push(part.to_string_lossy().into_owned());
    }
    write_file(&folder.join("wasm.js"), wasm_module(&wasm_files).as_bytes())?;
    let glue = read(&app.join("replica-log.js"))?;
    write_file(&folder.join("glue.js"), with_wasm_url(&glue, WASM)?.as_bytes())?;
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

/// A JavaScript module that imports all wasm files, for bundlers that know files only from imports. Its default export is
/// an object with the URL of each file.
fn wasm_module(files: &[String]) -> String {
    let (mut imports, mut urls) = (String::new(), String::new());
    for (at, file) in files.iter().enumerate() {
        let _ = writeln!(imports, "import file{at} from \"./{file}\";");
        let _ = writeln!(urls, "  \"./{file}\": file{at},");
    }
    format!("{imports}\nexport default {{\n{urls}}};\n")
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
    fn the_module_of_wasm_files_has_the_url_of_each_file() {
        let expected = "import file0 from \"./a.wasm\";\nimport file1 from \"./b.wasm\";\n\n\
            export default {\n  \"./a.wasm\": file0,\n  \"./b.wasm\": file1,\n};\n";
        assert_eq!(wasm_module(&["a.wasm".into(), "b.wasm".into()]), expected);
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
    fn the_readme_and_the_types_list_exactly_the_custom_properties_of_the_style_sheets() {
        let names = |text: &str, before: &str| -> Vec<String> {
            let is_name = |char: &char| char.is_ascii_lowercase() || *char == '-';
            text.split(before).skip(1).map(|rest| rest.chars().take_while(is_name).collect()).collect()
        };
        let root = process::root();
        let read = |name: &str| read(&root.join(name)).expect("the file");
        let tokens = names(&read("style/tokens.css"), ": var(--rl-");
        assert!(tokens.len() > 40 && tokens.iter().all(|name| !name.is_empty()), "{tokens:?}");
        assert_eq!(names(&read("embed/README.md"), "| `--rl-"), tokens, "the table in embed/README.md");
        assert_eq!(names(&read("embed/replica-log.d.ts"), "| \"--rl-"), tokens, "CustomProperty in the types");
        for name in names(&read("style/look-bk-magic.css"), "var(--rl-") {
            assert!(tokens.contains(&name), "--rl-{name} is no property of tokens.css");
        }
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
        assert_eq!(examples, ["html", "vue2", "console", "vue3", "react"]);
    }
}
