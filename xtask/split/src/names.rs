//! Shortening of symbol names. The names between wasm and glue contain paths and hashes, which compress badly.

use std::borrow::Cow;
use std::collections::BTreeMap;

use eyre::{OptionExt as _, Result, ensure};
use wasm_encoder::reencode::{Reencode as _, RoundtripReencoder};
use wasm_encoder::{ExportSection, ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

/// Replaces the long names in glue and wasm by short ones.
///
/// # Errors
/// When the wasm cannot be parsed, or the glue does not contain all of its names.
pub fn shorten(glue: &str, wasm: &[u8]) -> Result<(String, Vec<u8>)> {
    let names = short_names(wasm)?;
    let mut text = String::with_capacity(glue.len());
    let mut replaced = 0;
    let mut rest = glue;
    let of_a_name = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '$');
    while let Some(begin) = rest.find(of_a_name) {
        let (before, from) = rest.split_at(begin);
        let (word, after) = from.split_at(from.find(|char| !of_a_name(char)).unwrap_or(from.len()));
        text.push_str(before);
        match names.get(word) {
            Some(short) => {
                replaced += 1;
                text.push_str(short);
            }
            None => text.push_str(word),
        }
        rest = after;
    }
    text.push_str(rest);
    ensure!(replaced >= names.len(), "the glue does not contain all long names of the wasm");
    Ok((text, rename_symbols(wasm, &names)?))
}

/// Whether a name contains a hash. Such names are generated and not part of the API.
fn has_hash(name: &str) -> bool {
    let is_hash = |part: &str| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.split('_').any(|part| is_hash(part.trim_start_matches('h')))
}

/// Maps each long name of a wasm to a short one, numbered in the order of the wasm.
fn short_names(wasm: &[u8]) -> Result<BTreeMap<String, String>> {
    let mut long = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    long.push(import?.name.to_owned());
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    long.push(export?.name.to_owned());
                }
            }
            _ => {}
        }
    }
    long.retain(|name| has_hash(name));
    Ok(long.into_iter().enumerate().map(|(at, name)| (name, format!("${at}"))).collect())
}

/// Renames imports and exports; all other sections are copied.
fn rename_symbols(wasm: &[u8], names: &BTreeMap<String, String>) -> Result<Vec<u8>> {
    let mut module = Module::new();
    let short =
        |name: &str| names.get(name).map_or_else(|| Cow::Owned(name.to_owned()), |short| Cow::Borrowed(&**short));
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        match &payload {
            Payload::ImportSection(section) => {
                let mut imports = ImportSection::new();
                for import in section.clone().into_imports() {
                    let import = import?;
                    imports.import(import.module, &short(import.name), RoundtripReencoder.entity_type(import.ty)?);
                }
                module.section(&imports);
            }
            Payload::ExportSection(section) => {
                let mut exports = ExportSection::new();
                for export in section.clone() {
                    let export = export?;
                    exports.export(&short(export.name), export.kind.into(), export.index);
                }
                module.section(&exports);
            }
            other => {
                if let Some((id, range)) = other.as_section() {
                    let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
                    module.section(&RawSection {
                        id,
                        data: wasm.get(range).ok_or_eyre("a section ends beyond its file")?,
                    });
                }
            }
        }
    }
    Ok(module.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, ExportKind, MemoryType};

    const LONG: &str = "__wbg_setAttribute_0123456789abcdef";
    const INVOKE: &str = "wasm_bindgen__convert__closures_____invoke__h0123456789abcdee";

    fn wasm() -> Vec<u8> {
        let memory = MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None };
        let (mut imports, mut exports) = (ImportSection::new(), ExportSection::new());
        imports.import("./bg.js", LONG, EntityType::Memory(memory));
        exports.export(INVOKE, ExportKind::Memory, 0).export("mount", ExportKind::Memory, 0);
        let mut module = Module::new();
        module.section(&imports).section(&exports);
        module.finish()
    }

    #[test]
    fn glue_and_wasm_use_the_same_short_names() {
        let glue = format!("{LONG}: function() {{ wasm.{INVOKE}(1); }}, {LONG}0: wasm.mount()");
        let (glue, wasm) = shorten(&glue, &wasm()).expect("as expected");
        assert_eq!(glue, format!("$0: function() {{ wasm.$1(1); }}, {LONG}0: wasm.mount()"));
        let text = String::from_utf8_lossy(&wasm).into_owned();
        assert!(text.contains("$0") && text.contains("$1") && text.contains("mount"), "{text}");
        assert!(!text.contains("abcde"), "{text}");
        assert!(short_names(&wasm).expect("a wasm").is_empty());
    }

    #[test]
    fn a_glue_for_another_wasm_is_rejected() {
        assert!(shorten("nothing of it", &wasm()).is_err());
    }
}
