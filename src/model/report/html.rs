//! HTML without styles and scripts, which mail programs paste as formatted text.

use super::{Block, Document, Entry, Fact, Span, is_web_address, spans};

/// The document as a page of its own.
pub(super) fn page(document: &Document) -> String {
    let mut out = String::from("<!DOCTYPE html>\n<html lang=\"");
    escape(&mut out, document.language);
    out.push_str("\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    spans(&mut out, &document.title, escape, escape);
    out.push_str("</title>\n</head>\n<body>\n");
    out.push_str(&fragment(document));
    out.push_str("</body>\n</html>\n");
    out
}

/// The document without the page around it.
pub(super) fn fragment(document: &Document) -> String {
    let mut out = String::new();
    element(&mut out, "h1", &document.title);
    for block in &document.blocks {
        match block {
            Block::Heading(text) => element(&mut out, "h2", &[Span::words(text)]),
            Block::Paragraph(text) => element(&mut out, "p", text),
            Block::Facts(facts) => {
                list(&mut out, "ul", |out| facts.iter().for_each(|one| fact(out, document, one)));
            }
            Block::Counts(items) => {
                list(&mut out, "ul", |out| items.iter().for_each(|one| element(out, "li", one)));
            }
            Block::Entries(entries) => {
                list(&mut out, "ol", |out| entries.iter().for_each(|one| entry(out, document, one)));
            }
            Block::Links(links) => {
                list(&mut out, "ul", |out| links.iter().for_each(|(name, to)| link(out, document, name, to)));
            }
        }
    }
    out
}

fn list(out: &mut String, tag: &str, content: impl FnOnce(&mut String)) {
    out.extend(["<", tag, ">\n"]);
    content(out);
    out.extend(["</", tag, ">\n"]);
}

fn element(out: &mut String, tag: &str, text: &[Span]) {
    out.extend(["<", tag, ">"]);
    spans(out, text, escape, code);
    out.extend(["</", tag, ">\n"]);
}

fn name(out: &mut String, document: &Document, text: &str) {
    out.push_str("<li><b>");
    escape(out, text);
    out.push_str("</b>");
    escape(out, document.after_name());
}

fn fact(out: &mut String, document: &Document, fact: &Fact) {
    name(out, document, &fact.name);
    spans(out, &fact.value, escape, code);
    out.push_str("</li>\n");
}

fn link(out: &mut String, document: &Document, text: &str, address: &str) {
    name(out, document, text);
    if is_web_address(address) {
        out.push_str("<a href=\"");
        escape(out, address);
        out.push_str("\">");
        escape(out, address);
        out.push_str("</a>");
    } else {
        code(out, address);
    }
    out.push_str("</li>\n");
}

fn entry(out: &mut String, document: &Document, entry: &Entry) {
    out.push_str("<li>");
    spans(out, &entry.title, escape, code);
    list(out, "ul", |out| {
        entry.facts.iter().for_each(|one| fact(out, document, one));
        if !entry.items.is_empty() {
            name(out, document, &entry.items_name);
            list(out, "ul", |out| entry.items.iter().for_each(|one| element(out, "li", one)));
            out.push_str("</li>\n");
        }
    });
    if let Some(example) = &entry.example {
        out.push_str("<pre>");
        escape(out, example);
        out.push_str("</pre>\n");
    }
    out.push_str("</li>\n");
}

fn code(out: &mut String, text: &str) {
    out.push_str("<code>");
    escape(out, text);
    out.push_str("</code>");
}

fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
}
