//! Removal of exported classes that the page never uses.
//!
//! wasm-streams 0.5, a dependency of Leptos's server functions, exports three classes to JavaScript. Exports count as
//! used, so that neither the linker nor wasm-opt removes their code: 3 kB of brotli in each first visit. Without the
//! exports, wasm-opt, which runs next, finds the code dead.

use eyre::{OptionExt as _, Result};
use wasm_encoder::{ExportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

/// The prefix of the classes.
const CLASS_PREFIX: &str = "IntoUnderlying";

/// Removes the classes from the glue and their functions from the exports of the wasm.
///
/// # Errors
/// When the wasm cannot be parsed.
pub fn remove_classes(glue: &str, wasm: &[u8]) -> Result<(String, Vec<u8>)> {
    Ok((without_classes(glue), without_exports(wasm)?))
}

/// The glue without the classes. wasm-bindgen ends each class with a line that assigns `Symbol.dispose`, and each
/// finalization registry with a semicolon.
fn without_classes(glue: &str) -> String {
    let class = format!("export class {CLASS_PREFIX}");
    let class_end = format!("if (Symbol.dispose) {CLASS_PREFIX}");
    let registry = format!("const {CLASS_PREFIX}");
    let mut text = String::with_capacity(glue.len());
    let mut lines = glue.lines();
    while let Some(line) = lines.next() {
        let is_last: &dyn Fn(&str) -> bool = if line.starts_with(&class) {
            &|line| line.starts_with(&class_end)
        } else if line.starts_with(&registry) {
            &|line| line.ends_with(';')
        } else {
            text.push_str(line);
            text.push('\n');
            continue;
        };
        if !is_last(line) {
            let _ = lines.find(|line| is_last(line));
        }
    }
    text
}

/// The wasm without the exports of the classes; all other sections are copied.
fn without_exports(wasm: &[u8]) -> Result<Vec<u8>> {
    let lowercase = CLASS_PREFIX.to_lowercase();
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        if let Payload::ExportSection(section) = &payload {
            let mut exports = ExportSection::new();
            for export in section.clone() {
                let export = export?;
                if !export.name.contains(&lowercase) {
                    exports.export(export.name, export.kind.into(), export.index);
                }
            }
            module.section(&exports);
        } else if let Some((id, range)) = payload.as_section() {
            let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
            let data = wasm.get(range).ok_or_eyre("a section ends beyond its file")?;
            module.section(&RawSection { id, data });
        }
    }
    Ok(module.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::ExportKind;

    #[test]
    fn classes_and_their_registries_are_removed_from_the_glue() {
        let glue = "export class IntoUnderlyingSink {\n    free() {\n    }\n}\n\
            if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = IntoUnderlyingSink.prototype.free;\n\
            export function start(take) {\n    wasm.start(take);\n}\n\
            const IntoUnderlyingSinkFinalization = (typeof FinalizationRegistry === 'undefined')\n    ? {}\n    : 1;\n\
            const CLOSURE_DTORS = 1;\n";
        let rest = "export function start(take) {\n    wasm.start(take);\n}\nconst CLOSURE_DTORS = 1;\n";
        assert_eq!(without_classes(glue), rest);
        assert_eq!(without_classes(rest), rest);
    }

    #[test]
    fn only_the_exports_of_the_classes_are_removed_from_the_wasm() {
        let mut exports = ExportSection::new();
        exports.export("__wbg_intounderlyingsink_free", ExportKind::Func, 0);
        exports.export("intounderlyingsink_write", ExportKind::Func, 1).export("start", ExportKind::Func, 2);
        let mut module = Module::new();
        module.section(&exports);
        let text = String::from_utf8_lossy(&without_exports(&module.finish()).expect("a module")).into_owned();
        assert!(text.contains("start") && !text.contains("intounderlying"), "{text}");
    }
}
