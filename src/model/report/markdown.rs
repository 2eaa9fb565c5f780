//! Markdown: CommonMark without tables and without HTML.

use super::{Block, Document, Entry, Fact, Span, is_web_address, spans};

/// The characters that are escaped in words.
const SPECIAL: &str = "\\`*_{}[]<>#|~!&$@";

/// The document as Markdown.
pub(super) fn write(document: &Document) -> String {
    let mut out = String::from("# ");
    line(&mut out, &document.title);
    for block in &document.blocks {
        out.push('\n');
        match block {
            Block::Heading(text) => {
                out.push_str("## ");
                words(&mut out, text);
                out.push('\n');
            }
            Block::Paragraph(text) => line(&mut out, text),
            Block::Facts(facts) => facts.iter().for_each(|one| fact(&mut out, document, "", one)),
            Block::Counts(items) => items.iter().for_each(|one| item(&mut out, "", one)),
            Block::Entries(entries) => {
                (1usize..).zip(entries).for_each(|(number, one)| entry(&mut out, document, number, one));
            }
            Block::Links(links) => links.iter().for_each(|(name, address)| link(&mut out, document, name, address)),
        }
    }
    out
}

fn line(out: &mut String, text: &[Span]) {
    spans(out, text, words, code);
    out.push('\n');
}

fn item(out: &mut String, indent: &str, text: &[Span]) {
    out.extend([indent, "- "]);
    line(out, text);
}

fn name(out: &mut String, document: &Document, indent: &str, text: &str) {
    out.extend([indent, "- **"]);
    words(out, text);
    out.extend(["**", document.after_name()]);
}

fn fact(out: &mut String, document: &Document, indent: &str, fact: &Fact) {
    name(out, document, indent, &fact.name);
    line(out, &fact.value);
}

fn link(out: &mut String, document: &Document, text: &str, address: &str) {
    name(out, document, "", text);
    // An address between angle brackets is a link unless it has one of these characters.
    if is_web_address(address) && !address.contains(['<', '>', ' ', '\n', '\r', '\\']) {
        out.extend(["<", address, ">"]);
    } else {
        code(out, address);
    }
    out.push('\n');
}

fn entry(out: &mut String, document: &Document, number: usize, entry: &Entry) {
    const INDENT: &str = "    ";
    let number = format!("{number}.");
    // The content of an item of a list begins in the column of its text.
    out.push_str(&format!("{number:<4}"));
    line(out, &entry.title);
    entry.facts.iter().for_each(|one| fact(out, document, INDENT, one));
    if !entry.items.is_empty() {
        name(out, document, INDENT, &entry.items_name);
        out.truncate(out.trim_end().len());
        out.push('\n');
        entry.items.iter().for_each(|one| item(out, "      ", one));
    }
    if let Some(example) = &entry.example {
        let fence = "`".repeat(longest_run(example).saturating_add(1).max(3));
        out.push('\n');
        for line in std::iter::once(fence.as_str()).chain(example.lines()).chain([fence.as_str()]) {
            out.extend([INDENT, line, "\n"]);
        }
    }
}

/// Words, with a backslash before each character that can be markup.
fn words(out: &mut String, text: &str) {
    for character in text.chars() {
        if SPECIAL.contains(character) {
            out.push('\\');
        }
        out.push(character);
    }
}

/// A code span, in which nothing is markup. Its fence is longer than each run of backticks in it.
fn code(out: &mut String, text: &str) {
    if text.is_empty() {
        return;
    }
    let fence = "`".repeat(longest_run(text).saturating_add(1));
    let blank = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    out.extend([&fence, blank, text, blank, &fence]);
}

/// The length of the longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|character| character != '`').map(str::len).max().unwrap_or_default()
}
