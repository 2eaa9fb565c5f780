//! Reports: a document of headings, facts and groups, and its formats: Markdown, plain text and HTML.
//!
//! A document has two kinds of text: words of the app, and data of the service. Both are escaped in every format; data
//! is a code span where the format has one, so that a name such as `@all` or `#12` does nothing in a ticket.

mod html;
mod markdown;
mod plain;
mod redact;
#[cfg(test)]
mod tests;

use super::fingerprint;
use super::hidden::{Piece, message_pieces, visible, without_colours};

/// A stretch of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Words of the app, with numbers and times.
    Words(String),
    /// Data of the service, in which hidden characters are marked.
    Data(String),
}

impl Span {
    /// Words of the app.
    pub fn words(words: impl Into<String>) -> Self {
        Self::Words(words.into())
    }

    /// A name of the service.
    pub fn name(name: &str) -> Self {
        Self::Data(visible(name).into_owned())
    }

    /// A message of the service in one line, without secrets.
    pub fn message(message: &str) -> Self {
        Self::Data(marked(&without_secrets(message)).replace(['\n', '\r'], " "))
    }
}

/// A name and a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The name, in words of the app.
    pub name: String,
    /// The value.
    pub value: Vec<Span>,
}

impl Fact {
    /// A fact.
    pub fn new(name: &str, value: Vec<Span>) -> Self {
        Self { name: name.to_owned(), value }
    }
}

/// A group of failed artifacts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The error that the artifacts have in common.
    pub title: Vec<Span>,
    /// Facts about the group.
    pub facts: Vec<Fact>,
    /// The name of the list of artifacts.
    pub items_name: String,
    /// The first artifacts.
    pub items: Vec<Vec<Span>>,
    /// The [`beginning`] of an error in several lines.
    pub example: Option<String>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The heading of a section.
    Heading(String),
    /// A sentence.
    Paragraph(Vec<Span>),
    /// Names and values.
    Facts(Vec<Fact>),
    /// Names and numbers of artifacts.
    Counts(Vec<Vec<Span>>),
    /// Groups, largest first.
    Entries(Vec<Entry>),
    /// Names of pages and their addresses.
    Links(Vec<(String, String)>),
}

/// A report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The language tag.
    pub language: &'static str,
    /// The sentence for a name and its value, such as `{0}: {1}`.
    pub labelled: &'static str,
    /// The heading.
    pub title: Vec<Span>,
    /// The parts.
    pub blocks: Vec<Block>,
}

impl Document {
    /// The text between a name and its value.
    fn after_name(&self) -> &'static str {
        self.labelled.strip_prefix("{0}").and_then(|rest| rest.strip_suffix("{1}")).unwrap_or(": ")
    }
}

/// A format of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Markdown, for tickets.
    Markdown,
    /// Plain text.
    Plain,
    /// HTML, for mail.
    Html,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 3] = [Self::Markdown, Self::Plain, Self::Html];

    /// The extension of the file.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Plain => "txt",
            Self::Html => "html",
        }
    }

    /// The media type.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown;charset=utf-8",
            Self::Plain => "text/plain;charset=utf-8",
            Self::Html => "text/html;charset=utf-8",
        }
    }

    /// The text of a file in this format.
    pub fn file(self, document: &Document) -> String {
        match self {
            Self::Markdown => markdown::write(document),
            Self::Plain => plain::write(document),
            Self::Html => html::page(document),
        }
    }
}

/// The HTML of a report without the page around it, for the clipboard.
pub fn html_fragment(document: &Document) -> String {
    html::fragment(document)
}

/// Replaces the placeholders `{0}`, `{1}` … of a sentence by spans.
pub fn fill_spans(sentence: &str, values: &[Span]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut rest = sentence;
    while let Some((before, from)) = rest.split_once('{') {
        let Some((name, after)) = from.split_once('}') else { break };
        if !before.is_empty() {
            spans.push(Span::words(before));
        }
        spans.extend(name.parse::<usize>().ok().and_then(|index| values.get(index)).cloned());
        rest = after;
    }
    if !rest.is_empty() {
        spans.push(Span::words(rest));
    }
    spans
}

/// A message with marks in place of hidden characters, and without the colours of a terminal.
pub fn marked(message: &str) -> String {
    let pieces = message_pieces(&without_colours(message));
    pieces.iter().flat_map(|piece: &Piece| [piece.plain.clone(), piece.mark()]).collect()
}

/// The title of a group of errors: its fingerprint. If an error of the group has secrets, it is the fingerprint of the error
/// without them, because a fingerprint can contain a part of a secret that can no longer be recognized.
pub fn group_title(fingerprint: &str, example: &str) -> String {
    let example = without_colours(example);
    let redacted = redact::redacted(&example);
    if redacted == *example {
        return fingerprint.to_owned();
    }
    // Without the mark, the rest of an address is one: `‹url›`.
    fingerprint::fingerprint(&redacted.replace("://[…]@", "://"))
}

/// A message without secrets and without colours, which could separate the name of a secret from its value.
fn without_secrets(message: &str) -> String {
    redact::redacted(&without_colours(message))
}

/// The beginning of a message in several lines, without secrets, and whether it is shorter than the message. Secrets are
/// left out before the cut, which could otherwise leave the first half of one.
pub fn beginning(message: &str) -> (String, bool) {
    const MAX_LINES: usize = 12;
    const MAX_BYTES: usize = 1200;
    // A lone carriage return ends a line in Markdown.
    let message = without_secrets(message).replace("\r\n", "\n").replace('\r', "\n");
    let message = message.trim();
    let lines = message.lines().take(MAX_LINES).map(str::trim_end).collect::<Vec<_>>().join("\n");
    let cut = lines.get(..lines.floor_char_boundary(MAX_BYTES)).unwrap_or(&lines);
    let is_cut = message.lines().nth(MAX_LINES).is_some() || cut.len() < lines.len();
    (marked(cut), is_cut)
}

/// Whether an address may be a link: `http` and `https` only.
fn is_web_address(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// Appends spans, each written by one of two functions.
fn spans(out: &mut String, spans: &[Span], words: fn(&mut String, &str), data: fn(&mut String, &str)) {
    for span in spans {
        match span {
            Span::Words(text) => words(out, text),
            Span::Data(text) => data(out, text),
        }
    }
}
