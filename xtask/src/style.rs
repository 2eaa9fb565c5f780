//! `cargo xtask style`: joins the style sheets, so that the page loads a single file, and removes comments and
//! indentation from the result and from `boot.js`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Context, Error, Result};
use crate::process;

/// The sheets that the cascade needs first: custom properties, then base rules. The order of all others is arbitrary.
const FIRST: [&str; 2] = ["tokens.css", "base.css"];

/// The path of the joined sheet.
pub fn joined_sheet() -> PathBuf {
    process::root().join("target/style/replica-log.css")
}

/// Joins the sheets and writes the result only if it changed, because a write would trigger Trunk's file watcher.
///
/// # Errors
/// When a file cannot be read or written.
pub fn run() -> Result<()> {
    let root = process::root();
    write_if_changed(&joined_sheet(), &join_sheets(&root.join("style"))?)?;
    let boot = root.join("src/shell/boot.js");
    let boot = fs::read_to_string(&boot).could_not(format_args!("read {}", boot.display()))?;
    write_if_changed(&root.join("target/style/boot.js"), &strip_js_comments(&boot))
}

fn write_if_changed(target: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(target).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder).could_not(format_args!("make {}", folder.display()))?;
    }
    fs::write(target, text).could_not(format_args!("write {}", target.display()))
}

/// Removes comment lines and indentation from a script. The script must not contain multi-line strings.
fn strip_js_comments(script: &str) -> String {
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn join_sheets(folder: &Path) -> Result<String> {
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
        return Err(Error::new(format!("{} contains no style sheet", folder.display())));
    }
    sort_sheets(&mut names);
    let mut sheet = String::new();
    for name in names {
        let path: PathBuf = folder.join(&name);
        let part = fs::read_to_string(&path).could_not(format_args!("read {}", path.display()))?;
        sheet.push_str(&format!("/* {name} */\n"));
        let part = strip_css_comments(&part).ok_or_else(|| Error::new(format!("a comment in {name} is not closed")))?;
        for line in part.lines().map(str::trim).filter(|line| !line.is_empty()) {
            sheet.push_str(line);
            sheet.push('\n');
        }
    }
    Ok(sheet)
}

/// Replaces each comment outside of quotes by a space; `None` if a comment is not closed.
fn strip_css_comments(css: &str) -> Option<String> {
    let mut output = String::with_capacity(css.len());
    let mut quote = None;
    let mut rest = css;
    while let Some(char) = rest.chars().next() {
        if quote.is_none()
            && let Some(comment) = rest.strip_prefix("/*")
        {
            output.push(' ');
            rest = comment.split_once("*/")?.1;
            continue;
        }
        let (current, remaining) = rest.split_at(char.len_utf8());
        output.push_str(current);
        rest = remaining;
        match (quote, char) {
            (None, '"' | '\'') => quote = Some(char),
            // A CSS string ends at the line break at the latest, so a missing quote affects a single line.
            (Some(open), _) if char == open || char == '\n' => quote = None,
            (Some(_), '\\') => {
                if let Some(escaped) = rest.chars().next() {
                    let (current, remaining) = rest.split_at(escaped.len_utf8());
                    output.push_str(current);
                    rest = remaining;
                }
            }
            _ => {}
        }
    }
    Some(output)
}

fn sort_sheets(names: &mut [String]) {
    names.sort_by_key(|name| {
        let place = FIRST.iter().position(|first| first == name).unwrap_or(FIRST.len());
        (place, name.clone())
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_and_base_come_first_then_alphabetical_order() {
        let mut names = ["table.css", "base.css", "chip.css", "tokens.css", "a.css"].map(String::from);
        sort_sheets(&mut names);
        assert_eq!(names, ["tokens.css", "base.css", "a.css", "chip.css", "table.css"]);
        let mut names = ["b.css", "base.css"].map(String::from);
        sort_sheets(&mut names);
        assert_eq!(names, ["base.css", "b.css"]);
    }

    #[test]
    fn each_sheet_is_named_and_other_files_are_ignored() {
        let folder = std::env::temp_dir().join(format!("replica-log-style-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        for (name, text) in [("z.css", "z {\n  a: b; /* why */\n\n}\n\n"), ("tokens.css", "t {}"), ("notes.md", "no")] {
            fs::write(folder.join(name), text).expect("a file");
        }
        let sheet = join_sheets(&folder);
        fs::remove_dir_all(&folder).expect("the folder is removed");
        assert_eq!(sheet.as_deref(), Ok("/* tokens.css */\nt {}\n/* z.css */\nz {\na: b;\n}\n"));
    }

    #[test]
    fn comments_are_removed_and_strings_are_kept() {
        let without = |css| strip_css_comments(css).expect("every comment ends");
        assert_eq!(without("a/**/b/* x\n*y*/c"), "a b c");
        assert_eq!(without(r#"content: "/* no */"; b: '\'/*'; /* yes */"#), r#"content: "/* no */"; b: '\'/*';  "#);
        assert_eq!(without("a: 'open\n/* gone */b"), "a: 'open\n b");
        assert_eq!(strip_css_comments("a /* b"), None);
    }
}
