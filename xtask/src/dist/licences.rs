//! The third-party licences of the wasm.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::{Context, Error, Result};
use crate::process;

const TARGET: &str = "wasm32-unknown-unknown";

const HEADER: &str = "\
Replica Log is published under the MIT licence, the first of the texts below. Its WebAssembly is compiled from its own
source, from Rust's standard library, and from the crates listed here. The list contains all compiled crates.
The linker removes unused code, so some of them may not be included. Numbers refer to the licence texts as shipped by
their authors; each text is printed once.
";

/// A crate or the standard library, with its licence.
#[derive(Debug, PartialEq, Eq)]
struct Component {
    /// Name and version.
    name: String,
    /// SPDX expression of the licence.
    licence: String,
    /// URL of the source.
    source: String,
    /// The complete licence files.
    texts: Vec<String>,
}

/// Builds the content of `third-party-licences.txt`.
///
/// # Errors
/// When cargo cannot list the crates, or a crate has no licence.
pub fn text() -> Result<String> {
    let own_licence = process::root().join("LICENSE");
    let own_licence = fs::read_to_string(&own_licence).could_not(format_args!("read {}", own_licence.display()))?;
    let mut components = vec![standard_library()?];
    components.extend(crates()?);
    Ok(render(&own_licence, &components))
}

fn render(own_licence: &str, components: &[Component]) -> String {
    let mut texts = vec![own_licence.trim_end().to_owned()];
    let mut list = String::new();
    for component in components {
        let mut numbers = Vec::new();
        for text in &component.texts {
            let text = text.replace("\r\n", "\n");
            let text = text.trim_matches('\n').trim_end();
            let at = texts.iter().position(|known| known == text).unwrap_or_else(|| {
                texts.push(text.to_owned());
                texts.len() - 1
            });
            numbers.push(format!("[{}]", at + 1));
        }
        numbers.dedup();
        // Writing to a string cannot fail.
        let numbers = if numbers.is_empty() { "(no text is shipped)".to_owned() } else { numbers.join(" ") };
        let _ = writeln!(list, "{}: {} {numbers}\n    {}", component.name, component.licence, component.source);
    }
    let mut output = format!("{HEADER}\n{list}");
    for (at, text) in texts.iter().enumerate() {
        let _ = write!(output, "\n\n[{}] {}\n\n{text}\n", at + 1, "-".repeat(100));
    }
    output
}

/// Lists the crates that are compiled into the wasm. Procedural macros run at build time and are left out.
fn crates() -> Result<Vec<Component>> {
    let tree = process::output(
        process::cargo().args(["tree", "--locked", "--package", "replica-log", "--target", TARGET]).args([
            "--edges",
            "normal,no-proc-macro",
            "--prefix",
            "none",
            "--no-dedupe",
            "--format",
            "{p}",
        ]),
    );
    let tree = tree.ok_or_else(|| Error::new("`cargo tree` failed"))?;
    let metadata = ["metadata", "--locked", "--format-version", "1", "--filter-platform", TARGET];
    let metadata = process::output(process::cargo().args(metadata));
    let metadata: Value = metadata
        .and_then(|text| serde_json::from_str(&text).ok())
        .ok_or_else(|| Error::new("`cargo metadata` failed"))?;
    let mut known = BTreeMap::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        known.insert(format!("{} v{}", string_field(package, "name"), string_field(package, "version")), package);
    }
    let mut components = BTreeMap::new();
    for line in tree.lines() {
        // `name v1.2.3`, followed by a path for workspace members.
        let name = line.split(' ').take(2).collect::<Vec<_>>().join(" ");
        if name.starts_with("replica-log ") || name.is_empty() || components.contains_key(&name) {
            continue;
        }
        let package = known.get(&name).ok_or_else(|| Error::new(format!("`cargo metadata` does not know {name}")))?;
        let component = component_of(&name, package)?;
        components.insert(name, component);
    }
    Ok(components.into_values().collect())
}

fn string_field<'a>(package: &'a Value, name: &str) -> &'a str {
    package[name].as_str().unwrap_or_default()
}

fn component_of(name: &str, package: &Value) -> Result<Component> {
    let licence = string_field(package, "license");
    if licence.is_empty() {
        return Err(Error::new(format!("{name} has no licence")));
    }
    let source = match string_field(package, "repository") {
        "" => format!("https://crates.io/crates/{}", string_field(package, "name")),
        repository => repository.to_owned(),
    };
    let folder = Path::new(string_field(package, "manifest_path")).parent().unwrap_or(Path::new("")).to_owned();
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(&folder).could_not(format_args!("read {}", folder.display()))? {
        let path = entry.could_not(format_args!("read {}", folder.display()))?.path();
        if path.is_file() && path.file_name().is_some_and(|name| is_licence_file(&name.to_string_lossy())) {
            files.push(path);
        }
    }
    files.sort();
    let texts = files.iter().map(|file| fs::read_to_string(file).could_not(format_args!("read {}", file.display())));
    let texts: Vec<_> = texts.collect::<Result<_>>()?;
    let authors: Vec<_> = package["authors"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    // Without a licence file nothing else names the copyright holder.
    let source = match (texts.is_empty(), authors.is_empty()) {
        (true, false) => format!("{source}\n    by {}", authors.join(", ")),
        _ => source,
    };
    Ok(Component { name: name.to_owned(), licence: licence.to_owned(), source, texts })
}

fn is_licence_file(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"].iter().any(|prefix| name.starts_with(prefix))
}

/// The standard library and the crates that it contains.
fn standard_library() -> Result<Component> {
    let rustc = |args: &[&str]| process::output(process::command("rustc").args(args));
    let version = rustc(&["--version"]).ok_or_else(|| Error::new("`rustc --version` failed"))?;
    let version = version.split(' ').nth(1).unwrap_or_default().to_owned();
    let root = rustc(&["--print", "sysroot"]).ok_or_else(|| Error::new("`rustc --print sysroot` failed"))?;
    let folder = Path::new(root.trim()).join("share/doc/rust");
    let mut texts = Vec::new();
    for name in ["MIT", "Apache-2.0", "Unicode-3.0"] {
        // Compilers of other vendors may lack these files.
        texts.extend(fs::read_to_string(folder.join("licenses").join(format!("{name}.txt"))));
    }
    let compiled = Path::new(root.trim()).join("lib/rustlib").join(TARGET).join("lib");
    let compiled = fs::read_dir(&compiled).could_not(format_args!("read {}", compiled.display()))?;
    let compiled: Vec<_> = compiled.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let page = fs::read_to_string(folder.join("COPYRIGHT-library.html")).unwrap_or_default();
    let std_crates = std_crates(&page, &compiled);
    let source = format!("https://github.com/rust-lang/rust/tree/{version}/library{std_crates}");
    Ok(Component {
        name: format!("Rust's standard library {version}"),
        licence: "(MIT OR Apache-2.0) AND Unicode-3.0".into(),
        source,
        texts,
    })
}

/// Lists the crates of the standard library that are compiled for the target, one per line.
///
/// `page` is the compiler's `COPYRIGHT-library.html`, `compiled` the file names of its libraries.
fn std_crates(page: &str, compiled: &[String]) -> String {
    let mut list = String::new();
    for component in page.split("📦 ").skip(1) {
        let full = component.split('<').next().unwrap_or_default().trim();
        let name = full.rsplit_once('-').map_or(full, |(name, _)| name);
        let file = format!("lib{}-", name.replace('-', "_"));
        if !compiled.iter().any(|compiled| compiled.starts_with(&file) && compiled.ends_with(".rlib")) {
            continue;
        }
        let licence =
            component.split_once("License:</b>").and_then(|(_, rest)| rest.split('<').next()).unwrap_or_default();
        let _ = write!(list, "\n    with {full}: {}", licence.trim());
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn component(name: &str, texts: &[&str]) -> Component {
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        Component { name: name.into(), licence: "MIT".into(), source: "https://a.example".into(), texts }
    }

    #[test]
    fn each_licence_text_is_printed_once_and_referenced_by_number() {
        let components =
            [component("a v1", &["one\r\n", "two"]), component("b v2", &["\none\n\n"]), component("c v3", &[])];
        let text = render("ours\n", &components);
        for line in ["a v1: MIT [2] [3]", "b v2: MIT [2]", "c v3: MIT (no text is shipped)"] {
            assert!(text.lines().any(|found| found == line), "{line}: {text}");
        }
        assert_eq!(text.matches("\none\n").count(), 1);
        assert!(text.starts_with(HEADER) && text.contains("\nours\n"));
    }

    #[test]
    fn crates_of_the_wasm_are_listed_with_their_licence() {
        let crates = crates().expect("cargo lists the crates");
        let leptos = crates.iter().find(|component| component.name.starts_with("leptos v")).expect("leptos is in it");
        assert_eq!(leptos.licence, "MIT");
        let serde = crates.iter().find(|component| component.name.starts_with("serde v")).expect("serde is in it");
        assert_eq!(serde.texts.len(), 2, "it ships two");
        // Dependencies of tests and of the build.
        for other in ["proptest", "pcre2", "leptos_macro", "wasm-bindgen-test"] {
            assert!(!crates.iter().any(|component| component.name.split(' ').next() == Some(other)), "{other}");
        }
    }

    #[test]
    fn crates_of_the_standard_library_are_listed_for_the_target_only() {
        let page = "<h3>📦 dlmalloc-0.2.11</h3><p><b>License:</b> MIT/Apache-2.0</p>\
            <h3>📦 r-efi-5.3.0</h3><p><b>License:</b> MIT</p>";
        let compiled = ["libdlmalloc-0123.rlib".to_owned(), "libstd-0123.rlib".to_owned()];
        assert_eq!(std_crates(page, &compiled), "\n    with dlmalloc-0.2.11: MIT/Apache-2.0");
    }
}
