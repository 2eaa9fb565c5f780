//! The glue of wasm-bindgen, merged with the loaders of the parts. One file saves a request, and its hash changes with
//! each part.

use eyre::{OptionExt as _, Result, ensure};

use crate::invocation::Target;

/// The splitter's file name for the loaders.
pub const LINK: &str = "./__wasm_split.js";

/// JavaScript that fetches and instantiates a part. It does not use streaming instantiation, because a server may send
/// another MIME type. After a failure it bypasses the HTTP cache, which may contain an error page. `prefetchPart` fetches
/// a part, and those that it depends on, before the app asks for it.
///
/// In the npm package, several apps start and stop on one page, and bundlers rename files and inline small ones.
const fn part_loader(target: Target) -> &'static str {
    match target {
        Target::Site => include_str!("site_loader.js"),
        Target::Package => include_str!("package_loader.js"),
    }
}

/// Merges the splitter's loaders into the glue, and replaces the splitter's file names by the final ones: `names` are
/// pairs of both.
///
/// # Errors
/// When the glue or the loaders have an unexpected format.
pub fn merge_loaders(target: Target, glue: &str, link: &str, names: &[(String, String)]) -> Result<String> {
    let mut loaders = String::new();
    let mut exported = Vec::new();
    for line in link.lines() {
        // The merged file is a single module.
        if line.starts_with("import ") {
            continue;
        }
        let line = match line.strip_prefix("export ") {
            Some(rest) => {
                let name = rest.strip_prefix("const ").and_then(|rest| rest.split(' ').next());
                exported.push(name.ok_or_eyre("the splitter exports something other than loaders")?);
                rest
            }
            None => line,
        };
        loaders.push_str(line);
        loaders.push('\n');
    }
    loaders = loaders.replace("WebAssembly.instantiateStreaming(", "instantiatePart(");
    for (before, after) in names {
        let fetch_call = |name: &str| format!("fetch({})", url_of(name));
        let fetch_part_call = |name: &str| match target {
            Target::Site => format!("fetchPart({})", url_of(name)),
            Target::Package => format!("fetchPart(\"./{name}\")"),
        };
        ensure!(loaders.matches(&fetch_call(before)).count() == 1, "the loaders do not fetch {before} exactly once");
        loaders = loaders.replace(&fetch_call(before), &fetch_part_call(after));
    }
    ensure!(loaders.matches("instantiatePart(").count() == names.len(), "the loaders instantiate an unknown part");
    let lines: Vec<&str> = glue.lines().filter(|line| !(line.starts_with("import ") && line.contains(LINK))).collect();
    // wasm-bindgen imports the module once for each function; the first import gets all loaders.
    let import_entry = format!("\"{LINK}\": import");
    let first = lines.iter().position(|line| line.trim_start().starts_with(&import_entry));
    ensure!(first.is_none() == exported.is_empty(), "the glue does not import the loaders as expected");
    let merged_lines = lines.iter().enumerate().filter_map(|(at, line)| {
        let is_import = line.trim_start().starts_with(&import_entry);
        match (is_import, Some(at) == first) {
            (false, _) => Some((*line).to_owned()),
            (true, true) => Some(format!("\"{LINK}\": {{ {} }},", exported.join(", "))),
            (true, false) => None,
        }
    });
    let mut parts = part_files(&loaders);
    if target == Target::Package {
        let url = |(_, name): &(String, String)| format!("\"./{name}\":()=>{}", url_of(name));
        parts.push_str(&format!("const URLS = {{{}}};", names.iter().map(url).collect::<Vec<_>>().join(",\n")));
    }
    let loader = part_loader(target);
    let merged = format!("{}\n{parts}\n{loader}{loaders}", merged_lines.collect::<Vec<_>>().join("\n"));
    Ok(strip_comments(&merged))
}

/// The URL of a file next to the glue, in the form that bundlers recognise.
fn url_of(name: &str) -> String {
    format!("new URL(\"./{name}\", import.meta.url)")
}

/// Whether `boot.js` or the npm package fetches a part beside the wasm: the words of a language, and what a page shows at
/// once.
fn is_prefetched(part: &str) -> bool {
    part.starts_with("words-") || part == "pages"
}

/// The constant `PARTS` of the glue: for the name of each part that is prefetched, its file and those of the parts that
/// it depends on.
///
/// Each loader has the form `const NAME = …makeLoad(() => { …fetchPart(…"./FILE"…)… }, [DEPENDENCIES])`.
fn part_files(loaders: &str) -> String {
    let mut files: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut named = Vec::new();
    let mut pieces = loaders.split("makeLoad(() => {");
    let mut before = pieces.next().unwrap_or_default();
    for piece in pieces {
        let between = |from: &str, to: &str| Some(piece.split_once(from)?.1.split_once(to)?.0);
        let variable = before.rsplit_once("const ").and_then(|(_, rest)| rest.split(' ').next());
        before = piece;
        let (Some(variable), Some(file)) = (variable, between("fetchPart(", ")").and_then(|url| url.split('"').nth(1)))
        else {
            continue;
        };
        let dependencies = between(", [", "]").unwrap_or_default().split(',').map(str::trim);
        let of = |name: &str| files.iter().find(|(known, _)| *known == name).map(|(_, files)| files.clone());
        let all: Vec<&str> = std::iter::once(file).chain(dependencies.filter_map(of).flatten()).collect();
        let name = file.strip_prefix("./part-").and_then(|rest| rest.rsplit_once('-')).map(|(name, _)| name);
        if let Some(name) = name.filter(|name| is_prefetched(name)) {
            named.push(format!("\"{name}\":{all:?}"));
        }
        files.push((variable, all));
    }
    format!("const PARTS = {{{}}};", named.join(","))
}

/// Removes comment lines and indentation. The generated script contains no multi-line strings.
fn strip_comments(script: &str) -> String {
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
    fn the_glue_contains_the_loaders_with_the_final_part_names() {
        let link = format!("import {{ initSync }} from \"./main.js\";\nexport const load_a = {PART};\n");
        let glue = merge_loaders(Target::Site, GLUE, &link, &names()).expect("as expected");
        assert!(!glue.contains("import1") && !glue.contains("import {") && !glue.contains("export const"), "{glue}");
        assert_eq!(glue.matches("\"./__wasm_split.js\": { load_a },").count(), 1, "{glue}");
        assert!(glue.contains("new URL(\"./part-a-0.wasm\", import.meta.url)") && !glue.contains("split_a"), "{glue}");
        assert!(glue.contains("rest\n") && glue.contains("const load_a = ") && !glue.contains("Streaming"), "{glue}");
    }

    #[test]
    fn the_glue_of_the_package_has_one_literal_url_for_each_part() {
        let link = format!("export const load_a = {PART};\n");
        let glue = merge_loaders(Target::Package, GLUE, &link, &names()).expect("as expected");
        assert!(glue.contains("fetchPart(\"./part-a-0.wasm\")"), "{glue}");
        assert!(glue.contains("\"./part-a-0.wasm\":()=>new URL(\"./part-a-0.wasm\", import.meta.url)"), "{glue}");
        assert_eq!(glue.matches("import.meta.url").count(), 1, "{glue}");
    }

    #[test]
    fn prefetched_parts_are_listed_with_the_parts_that_they_depend_on() {
        let part = |file: &str, dependencies: &str| {
            let fetch = format!("const src = fetchPart(new URL(\"./{file}\", import.meta.url));");
            format!("makeLoad(() => {{\n{fetch}\n}}\n, [{dependencies}])")
        };
        let loaders = format!(
            "const __chunk_1 = {};\nconst load_words_en = wrapAsyncCb({});\nconst load_dialogs = wrapAsyncCb({});\n",
            part("part-shared-1-0a.wasm", ""),
            part("part-words-en-0b.wasm", "__chunk_1"),
            part("part-dialogs-0c.wasm", "__chunk_1"),
        );
        let listed = r#"const PARTS = {"words-en":["./part-words-en-0b.wasm", "./part-shared-1-0a.wasm"]};"#;
        assert_eq!(part_files(&loaders), listed);
        assert_eq!(part_files(""), "const PARTS = {};");
    }

    #[test]
    fn comments_and_indentation_are_removed() {
        let script = "/**\n * Says.\n */\nexport function a() {\n    // why\n    return '//';\n}\n/* one */\nb();\n";
        assert_eq!(strip_comments(script), "export function a() {\nreturn '//';\n}\nb();\n");
    }

    #[test]
    fn an_unexpected_format_is_an_error() {
        let merge = |glue, link: &str, names: &[_]| merge_loaders(Target::Site, glue, link, names);
        assert!(merge(GLUE, "export function a() {}\n", &[]).is_err());
        assert!(merge(GLUE, "export const a = 1;\n", &names()).is_err(), "no loader fetches the part");
        assert!(merge("rest\n", &format!("export const load_a = {PART};\n"), &names()).is_err());
    }
}
