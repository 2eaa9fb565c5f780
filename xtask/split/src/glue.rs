//! The glue, with the loaders of the parts in it: one file less to ask for, and its name changes when a part does.

use eyre::{OptionExt as _, Result, ensure};

/// What the splitter calls the file with the loaders.
pub const LINK: &str = "./__wasm_split.js";

/// How a part is asked for and started, wherever it comes from. A server may know no type for it, or have a page in its
/// place; and what was no such part once is not taken out of a cache again.
const START: &str = "
let partFailed = false;
const askForPart = (url) => fetch(url, { cache: partFailed ? 'reload' : 'default' });
async function startPart(asked, imports) {
    try {
        const response = await asked;
        if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
        return await WebAssembly.instantiate(await response.arrayBuffer(), imports);
    } catch (error) {
        partFailed = true;
        throw error;
    }
}
";

/// The glue of wasm-bindgen with the splitter's loaders, which ask for each part by the second of its `names` instead
/// of by the first.
///
/// # Errors
/// When one of them is not written as expected.
pub fn with_parts(glue: &str, link: &str, names: &[(String, String)]) -> Result<String> {
    let mut loaders = String::new();
    let mut exported = Vec::new();
    for line in link.lines() {
        // Both are one module now.
        if line.starts_with("import ") {
            continue;
        }
        let line = match line.strip_prefix("export ") {
            Some(rest) => {
                let name = rest.strip_prefix("const ").and_then(|rest| rest.split(' ').next());
                exported.push(name.ok_or_eyre("the splitter exports something else than loaders")?);
                rest
            }
            None => line,
        };
        loaders.push_str(line);
        loaders.push('\n');
    }
    loaders = loaders.replace("WebAssembly.instantiateStreaming(", "startPart(");
    for (before, now) in names {
        let asks = |name: &str| format!("fetch(new URL(\"./{name}\", import.meta.url))");
        let asks_now = |name: &str| format!("askForPart(new URL(\"./{name}\", import.meta.url))");
        ensure!(loaders.matches(&asks(before)).count() == 1, "the splitter's loaders do not ask for {before} once");
        loaders = loaders.replace(&asks(before), &asks_now(now));
    }
    ensure!(loaders.matches("startPart(").count() == names.len(), "the splitter's loaders start something else");
    let lines: Vec<&str> = glue.lines().filter(|line| !(line.starts_with("import ") && line.contains(LINK))).collect();
    // wasm-bindgen asks for the module once for each of its functions; all of them are of the one.
    let asks = format!("\"{LINK}\": import");
    let first = lines.iter().position(|line| line.trim_start().starts_with(&asks));
    ensure!(first.is_none() == exported.is_empty(), "the glue does not ask for the parts as it used to");
    let kept = lines.iter().enumerate().filter_map(|(at, line)| {
        let asked = line.trim_start().starts_with(&asks);
        match (asked, Some(at) == first) {
            (false, _) => Some((*line).to_owned()),
            (true, true) => Some(format!("\"{LINK}\": {{ {} }},", exported.join(", "))),
            (true, false) => None,
        }
    });
    let whole = format!("{}\n{START}{loaders}", kept.collect::<Vec<_>>().join("\n"));
    Ok(bare(&whole))
}

/// A script without the lines that are comments, and without indentation. (In what is generated no text goes over
/// lines.)
fn bare(script: &str) -> String {
    let mut is_comment = false;
    let lines = script.lines().map(str::trim).filter(|line| {
        let begins = line.starts_with("/*");
        let within = is_comment || begins || line.starts_with("//");
        is_comment = (is_comment || begins) && !line.ends_with("*/");
        !within && !line.is_empty()
    });
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "import * as import1 from \"./__wasm_split.js\"\nimport * as import2 from \"./__wasm_split.js\"\n\
        imports = {\n        \"./__wasm_split.js\": import1,\n        \"./__wasm_split.js\": import2,\n}\nrest\n";
    const PART: &str = "makeLoad(() => { const src = fetch(new URL(\"./split_a.wasm\", import.meta.url)); \
        return (imports) => WebAssembly.instantiateStreaming(src, imports); })";

    fn names() -> Vec<(String, String)> {
        vec![("split_a.wasm".into(), "part-a-0.wasm".into())]
    }

    #[test]
    fn the_loaders_are_in_the_glue_and_know_the_parts_by_their_names() {
        let link = format!("import {{ initSync }} from \"./main.js\";\nexport const load_a = {PART};\n");
        let glue = with_parts(GLUE, &link, &names()).expect("as expected");
        assert!(!glue.contains("import1") && !glue.contains("import {") && !glue.contains("export "), "{glue}");
        assert_eq!(glue.matches("\"./__wasm_split.js\": { load_a },").count(), 1, "{glue}");
        assert!(glue.contains("new URL(\"./part-a-0.wasm\", import.meta.url)") && !glue.contains("split_a"), "{glue}");
        assert!(glue.contains("rest\n") && glue.contains("const load_a = ") && !glue.contains("Streaming"), "{glue}");
    }

    #[test]
    fn what_only_people_read_stays_behind() {
        let script = "/**\n * Says.\n */\nexport function a() {\n    // why\n    return '//';\n}\n/* one */\nb();\n";
        assert_eq!(bare(script), "export function a() {\nreturn '//';\n}\nb();\n");
    }

    #[test]
    fn what_is_not_written_as_expected_is_no_page() {
        assert!(with_parts(GLUE, "export function a() {}\n", &[]).is_err());
        assert!(with_parts(GLUE, "export const a = 1;\n", &names()).is_err(), "nothing asks for the part");
        assert!(with_parts("rest\n", &format!("export const load_a = {PART};\n"), &names()).is_err());
    }
}
