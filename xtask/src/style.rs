//! `cargo xtask style`: one sheet from many, so that the page asks for one file. What only its writers
//! read, comments and indentation, stays behind; so it does of the script that starts the app.

use std::fs;
use std::path::{Path, PathBuf};

use crate::fail::{Context, Fail, Result};
use crate::process;

/// Names come first, then what all parts stand on; no other sheet may depend on its place.
const FIRST: [&str; 2] = ["tokens.css", "base.css"];

/// Where the joined sheet is.
pub fn sheet() -> PathBuf {
    process::root().join("target/style/replica-log.css")
}

/// Joins the sheets, and writes the result if it differs from what is there: a watcher sees no change
/// where there is none.
///
/// # Errors
/// When a file cannot be read or a result cannot be written.
pub fn run() -> Result<()> {
    let root = process::root();
    put(&sheet(), &joined(&root.join("style"))?)?;
    let boot = root.join("boot.js");
    let boot = fs::read_to_string(&boot).could_not(format_args!("read {}", boot.display()))?;
    put(&root.join("target/style/boot.js"), &bare(&boot))
}

fn put(target: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(target).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder).could_not(format_args!("make {}", folder.display()))?;
    }
    fs::write(target, text).could_not(format_args!("write {}", target.display()))
}

/// A script without the lines that are comments, and without indentation. (In ours no text goes over lines.)
fn bare(script: &str) -> String {
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn joined(folder: &Path) -> Result<String> {
    let read = || format!("read {}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).could_not(read())? {
        let name = entry.could_not(read())?.file_name();
        match name.into_string() {
            Ok(name) if name.ends_with(".css") => names.push(name),
            _ => {}
        }
    }
    if names.is_empty() {
        return Err(Fail::new(format!("there is no style sheet in {}", folder.display())));
    }
    in_order(&mut names);
    let mut sheet = String::new();
    for name in names {
        let path: PathBuf = folder.join(&name);
        let part = fs::read_to_string(&path).could_not(format_args!("read {}", path.display()))?;
        sheet.push_str(&format!("/* {name} */\n"));
        let part = without_comments(&part).ok_or_else(|| Fail::new(format!("a comment in {name} never ends")))?;
        for line in part.lines().map(str::trim).filter(|line| !line.is_empty()) {
            sheet.push_str(line);
            sheet.push('\n');
        }
    }
    Ok(sheet)
}

/// A space stands where a comment stood; nothing within quotes is a comment. Nothing at all if one never ends.
fn without_comments(css: &str) -> Option<String> {
    let mut kept = String::with_capacity(css.len());
    let mut quote = None;
    let mut rest = css;
    while let Some(char) = rest.chars().next() {
        if quote.is_none()
            && let Some(comment) = rest.strip_prefix("/*")
        {
            kept.push(' ');
            rest = comment.split_once("*/")?.1;
            continue;
        }
        let (now, later) = rest.split_at(char.len_utf8());
        kept.push_str(now);
        rest = later;
        match (quote, char) {
            (None, '"' | '\'') => quote = Some(char),
            // A string ends with its line at the latest: a forgotten quote spoils no more than that.
            (Some(open), _) if char == open || char == '\n' => quote = None,
            (Some(_), '\\') => {
                if let Some(escaped) = rest.chars().next() {
                    let (now, later) = rest.split_at(escaped.len_utf8());
                    kept.push_str(now);
                    rest = later;
                }
            }
            _ => {}
        }
    }
    Some(kept)
}

fn in_order(names: &mut [String]) {
    names.sort_by_key(|name| {
        let place = FIRST.iter().position(|first| first == name).unwrap_or(FIRST.len());
        (place, name.clone())
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_and_base_come_first_and_the_rest_by_name() {
        let mut names = ["table.css", "base.css", "chip.css", "tokens.css", "a.css"].map(String::from);
        in_order(&mut names);
        assert_eq!(names, ["tokens.css", "base.css", "a.css", "chip.css", "table.css"]);
        let mut names = ["b.css", "base.css"].map(String::from);
        in_order(&mut names);
        assert_eq!(names, ["base.css", "b.css"]);
    }

    #[test]
    fn each_part_is_named_and_other_files_are_left_out() {
        let folder = std::env::temp_dir().join(format!("replica-log-style-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        for (name, text) in [("z.css", "z {\n  a: b; /* why */\n\n}\n\n"), ("tokens.css", "t {}"), ("notes.md", "no")] {
            fs::write(folder.join(name), text).expect("a file");
        }
        let sheet = joined(&folder);
        fs::remove_dir_all(&folder).expect("it goes");
        assert_eq!(sheet.as_deref(), Ok("/* tokens.css */\nt {}\n/* z.css */\nz {\na: b;\n}\n"));
    }

    #[test]
    fn comments_go_and_strings_stay() {
        let without = |css| without_comments(css).expect("every comment ends");
        assert_eq!(without("a/**/b/* x\n*y*/c"), "a b c");
        assert_eq!(without(r#"content: "/* no */"; b: '\'/*'; /* yes */"#), r#"content: "/* no */"; b: '\'/*';  "#);
        assert_eq!(without("a: 'open\n/* gone */b"), "a: 'open\n b");
        assert_eq!(without_comments("a /* b"), None);
    }
}
