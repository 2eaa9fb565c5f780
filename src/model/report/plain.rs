//! Plain text.

use super::{Block, Document, Fact, Span, spans};

/// The document as plain text.
pub(super) fn write(document: &Document) -> String {
    let mut out = String::new();
    line(&mut out, &document.title);
    for block in &document.blocks {
        out.push('\n');
        match block {
            Block::Heading(text) => out.extend([text.as_str(), "\n"]),
            Block::Paragraph(text) => line(&mut out, text),
            Block::Facts(facts) => facts.iter().for_each(|one| fact(&mut out, document, "", one)),
            Block::Counts(items) => items.iter().for_each(|one| item(&mut out, "", one)),
            Block::Entries(entries) => {
                for (number, entry) in (1usize..).zip(entries) {
                    out.push_str(&format!("{number}. "));
                    line(&mut out, &entry.title);
                    entry.facts.iter().for_each(|one| fact(&mut out, document, "   ", one));
                    if !entry.items.is_empty() {
                        out.extend(["   ", &entry.items_name, document.after_name().trim_end(), "\n"]);
                        entry.items.iter().for_each(|one| item(&mut out, "   ", one));
                    }
                    for line in entry.example.iter().flat_map(|example| example.lines()) {
                        out.extend(["   | ", line, "\n"]);
                    }
                }
            }
            Block::Links(links) => {
                links.iter().for_each(|(name, address)| out.extend([name, document.after_name(), address, "\n"]));
            }
        }
    }
    out
}

fn text(out: &mut String, text: &str) {
    out.push_str(text);
}

fn line(out: &mut String, content: &[Span]) {
    spans(out, content, text, text);
    out.push('\n');
}

fn item(out: &mut String, indent: &str, content: &[Span]) {
    out.extend([indent, "- "]);
    line(out, content);
}

fn fact(out: &mut String, document: &Document, indent: &str, fact: &Fact) {
    out.extend([indent, &fact.name, document.after_name()]);
    line(out, &fact.value);
}
