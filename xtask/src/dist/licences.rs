//! Whose work is in the wasm, and under which terms.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::fail::{Context, Fail, Result};
use crate::process;

const TARGET: &str = "wasm32-unknown-unknown";

const HEAD: &str = "\
Replica Log is published under the MIT licence, the first of the texts below. Its WebAssembly is compiled from it, from
Rust's standard library, and from the crates listed here. The list is of all that was compiled for it; what nothing
calls was left out again. The numbers lead to the texts, as their authors ship them; each is printed once.
";

/// A crate, or what stands for one.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    /// Name and version.
    name: String,
    /// An SPDX expression.
    licence: String,
    /// Where its source is.
    source: String,
    /// Its licence files, whole.
    texts: Vec<String>,
}

/// The list, with the texts.
///
/// # Errors
/// When cargo does not say what is compiled, or a crate has no licence.
pub fn text() -> Result<String> {
    let own = process::root().join("LICENSE");
    let own = fs::read_to_string(&own).could_not(format_args!("read {}", own.display()))?;
    let mut parts = vec![standard_library()?];
    parts.extend(crates()?);
    Ok(written(&own, &parts))
}

fn written(own: &str, parts: &[Part]) -> String {
    let mut texts = vec![own.trim_end().to_owned()];
    let mut list = String::new();
    for part in parts {
        let mut numbers = Vec::new();
        for text in &part.texts {
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
        let _ = writeln!(list, "{}: {} {numbers}\n    {}", part.name, part.licence, part.source);
    }
    let mut whole = format!("{HEAD}\n{list}");
    for (at, text) in texts.iter().enumerate() {
        let _ = write!(whole, "\n\n[{}] {}\n\n{text}\n", at + 1, "-".repeat(100));
    }
    whole
}

/// All crates that are compiled for the wasm: what runs while compiling, macros for one, is no part of it.
fn crates() -> Result<Vec<Part>> {
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
    let tree = tree.ok_or_else(|| Fail::new("`cargo tree` does not say what the app is made of"))?;
    let metadata = ["metadata", "--locked", "--format-version", "1", "--filter-platform", TARGET];
    let metadata = process::output(process::cargo().args(metadata));
    let metadata: Value = metadata
        .and_then(|text| serde_json::from_str(&text).ok())
        .ok_or_else(|| Fail::new("`cargo metadata` does not say where the crates are"))?;
    let mut known = BTreeMap::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        known.insert(format!("{} v{}", word(package, "name"), word(package, "version")), package);
    }
    let mut parts = BTreeMap::new();
    for line in tree.lines() {
        // `name v1.2.3`, and for ours the path.
        let name = line.split(' ').take(2).collect::<Vec<_>>().join(" ");
        if name.starts_with("replica-log ") || name.is_empty() || parts.contains_key(&name) {
            continue;
        }
        let package = known.get(&name).ok_or_else(|| Fail::new(format!("`cargo metadata` does not know {name}")))?;
        let part = of(&name, package)?;
        parts.insert(name, part);
    }
    Ok(parts.into_values().collect())
}

fn word<'a>(package: &'a Value, name: &str) -> &'a str {
    package[name].as_str().unwrap_or_default()
}

fn of(name: &str, package: &Value) -> Result<Part> {
    let licence = word(package, "license");
    if licence.is_empty() {
        return Err(Fail::new(format!("{name} does not say under which licence it is")));
    }
    let source = match word(package, "repository") {
        "" => format!("https://crates.io/crates/{}", word(package, "name")),
        repository => repository.to_owned(),
    };
    let folder = Path::new(word(package, "manifest_path")).parent().unwrap_or(Path::new("")).to_owned();
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(&folder).could_not(format_args!("read {}", folder.display()))? {
        let path = entry.could_not(format_args!("read {}", folder.display()))?.path();
        if path.is_file() && path.file_name().is_some_and(|name| of_a_licence(&name.to_string_lossy())) {
            files.push(path);
        }
    }
    files.sort();
    let texts = files.iter().map(|file| fs::read_to_string(file).could_not(format_args!("read {}", file.display())));
    let texts: Vec<_> = texts.collect::<Result<_>>()?;
    let authors: Vec<_> = package["authors"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    // Whoever ships no text has not said there either who holds the copyright.
    let source = match (texts.is_empty(), authors.is_empty()) {
        (true, false) => format!("{source}\n    by {}", authors.join(", ")),
        _ => source,
    };
    Ok(Part { name: name.to_owned(), licence: licence.to_owned(), source, texts })
}

fn of_a_licence(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"].iter().any(|word| name.starts_with(word))
}

/// What the compiler brings along, with what that is made of in its turn.
fn standard_library() -> Result<Part> {
    let said = |args: &[&str]| process::output(process::program("rustc").args(args));
    let version = said(&["--version"]).ok_or_else(|| Fail::new("rustc does not say its version"))?;
    let version = version.split(' ').nth(1).unwrap_or_default().to_owned();
    let root = said(&["--print", "sysroot"]).ok_or_else(|| Fail::new("rustc does not say where it lives"))?;
    let folder = Path::new(root.trim()).join("share/doc/rust");
    let mut texts = Vec::new();
    for name in ["MIT", "Apache-2.0", "Unicode-3.0"] {
        // A compiler of another make may come without them.
        texts.extend(fs::read_to_string(folder.join("licenses").join(format!("{name}.txt"))));
    }
    let compiled = Path::new(root.trim()).join("lib/rustlib").join(TARGET).join("lib");
    let compiled = fs::read_dir(&compiled).could_not(format_args!("read {}", compiled.display()))?;
    let compiled: Vec<_> = compiled.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let page = fs::read_to_string(folder.join("COPYRIGHT-library.html")).unwrap_or_default();
    let within = within(&page, &compiled);
    let source = format!("https://github.com/rust-lang/rust/tree/{version}/library{within}");
    Ok(Part {
        name: format!("Rust's standard library {version}"),
        licence: "(MIT OR Apache-2.0) AND Unicode-3.0".into(),
        source,
        texts,
    })
}

/// Of the crates that the compiler's own list names, those that are there for this target, a line each.
fn within(page: &str, compiled: &[String]) -> String {
    let mut list = String::new();
    for part in page.split("📦 ").skip(1) {
        let full = part.split('<').next().unwrap_or_default().trim();
        let name = full.rsplit_once('-').map_or(full, |(name, _)| name);
        let file = format!("lib{}-", name.replace('-', "_"));
        if !compiled.iter().any(|compiled| compiled.starts_with(&file) && compiled.ends_with(".rlib")) {
            continue;
        }
        let licence = part.split_once("License:</b>").and_then(|(_, rest)| rest.split('<').next()).unwrap_or_default();
        let _ = write!(list, "\n    with {full}: {}", licence.trim());
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, texts: &[&str]) -> Part {
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        Part { name: name.into(), licence: "MIT".into(), source: "https://a.example".into(), texts }
    }

    #[test]
    fn a_text_is_printed_once_and_found_by_its_number() {
        let parts = [part("a v1", &["one\r\n", "two"]), part("b v2", &["\none\n\n"]), part("c v3", &[])];
        let whole = written("ours\n", &parts);
        for line in ["a v1: MIT [2] [3]", "b v2: MIT [2]", "c v3: MIT (no text is shipped)"] {
            assert!(whole.lines().any(|found| found == line), "{line}: {whole}");
        }
        assert_eq!(whole.matches("\none\n").count(), 1);
        assert!(whole.starts_with(HEAD) && whole.contains("\nours\n"));
    }

    #[test]
    fn what_the_app_is_made_of_is_known_with_its_terms() {
        let crates = crates().expect("cargo tells");
        let leptos = crates.iter().find(|part| part.name.starts_with("leptos v")).expect("leptos is in it");
        assert_eq!(leptos.licence, "MIT");
        let serde = crates.iter().find(|part| part.name.starts_with("serde v")).expect("serde is in it");
        assert_eq!(serde.texts.len(), 2, "it ships two");
        // What only tests, or only the compiler, have a use for.
        for other in ["proptest", "pcre2", "leptos_macro", "wasm-bindgen-test"] {
            assert!(!crates.iter().any(|part| part.name.split(' ').next() == Some(other)), "{other}");
        }
    }

    #[test]
    fn what_the_compiler_brings_along_for_the_browser_is_named() {
        let page = "<h3>📦 dlmalloc-0.2.11</h3><p><b>License:</b> MIT/Apache-2.0</p>\
            <h3>📦 r-efi-5.3.0</h3><p><b>License:</b> MIT</p>";
        let compiled = ["libdlmalloc-0123.rlib".to_owned(), "libstd-0123.rlib".to_owned()];
        assert_eq!(within(page, &compiled), "\n    with dlmalloc-0.2.11: MIT/Apache-2.0");
    }
}
