//! Tests of the formats of reports.

use super::*;
use crate::model::triage::{FailureRow, GroupBy, Triage};
use proptest::prelude::*;

fn words(text: &str) -> Vec<Span> {
    vec![Span::words(text)]
}

/// A document with a text of the service in every place.
fn document(data: &str) -> Document {
    let value = || vec![Span::words("a "), Span::name(data)];
    Document {
        language: "en-US",
        labelled: "{0}: {1}",
        title: value(),
        blocks: vec![
            Block::Heading("Facts".to_owned()),
            Block::Facts(vec![Fact::new("Plan", value())]),
            Block::Paragraph(words("A sentence.")),
            Block::Counts(vec![value()]),
            Block::Entries(vec![Entry {
                title: vec![Span::words("7 (70%) "), Span::message(data)],
                facts: vec![Fact::new("Nodes", value())],
                items_name: "Examples".to_owned(),
                items: vec![value()],
                example: Some(beginning(&format!("{data}\n\tat x")).0),
            }]),
            Block::Links(vec![
                ("Execution".to_owned(), "https://example.com/records/r?x=1&y=2".to_owned()),
                ("Script".to_owned(), "javascript:alert(1)".to_owned()),
            ]),
        ],
    }
}

#[test]
fn a_report_is_readable_markdown() {
    let expected = "# a `lib`

## Facts

- **Plan**: a `lib`

A sentence.

- a `lib`

1.  7 (70%) `lib`
    - **Nodes**: a `lib`
    - **Examples**:
      - a `lib`

    ```
    lib
    \tat x
    ```

- **Execution**: <https://example.com/records/r?x=1&y=2>
- **Script**: `javascript:alert(1)`
";
    assert_eq!(Format::Markdown.file(&document("lib")), expected);
}

#[test]
fn a_report_is_readable_plain_text() {
    let expected = "a lib

Facts

Plan: a lib

A sentence.

- a lib

1. 7 (70%) lib
   Nodes: a lib
   Examples:
   - a lib
   | lib
   | \tat x

Execution: https://example.com/records/r?x=1&y=2
Script: javascript:alert(1)
";
    assert_eq!(Format::Plain.file(&document("lib")), expected);
}

#[test]
fn html_has_links_to_web_addresses_only() {
    let html = Format::Html.file(&document("lib"));
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en-US\">"));
    let link = "<a href=\"https://example.com/records/r?x=1&amp;y=2\">https://example.com/records/r?x=1&amp;y=2</a>";
    assert!(html.contains(link), "{html}");
    assert!(html.contains("<code>javascript:alert(1)</code>") && html.matches("href").count() == 1, "{html}");
    assert!(html.contains(&html_fragment(&document("lib"))));
}

#[test]
fn punctuation_between_name_and_value_is_that_of_the_language() {
    let document = Document { labelled: "{0}：{1}", ..document("库") };
    assert!(Format::Markdown.file(&document).contains("- **Plan**：a `库`"));
    assert!(Format::Plain.file(&document).contains("   Examples：\n"));
}

#[test]
fn hidden_characters_are_marked_in_every_format() {
    for format in Format::ALL {
        let text = format.file(&document("a\u{202e}b\u{200b}"));
        assert!(text.contains("a[U+202E]b[U+200B]") && !text.contains(['\u{202e}', '\u{200b}']), "{text}");
    }
}

#[test]
fn markup_in_data_is_only_text() {
    let text = Format::Markdown.file(&document("`` <b> @all #1 ![x](y) `"));
    assert!(text.contains("- **Plan**: a ``` `` <b> @all #1 ![x](y) ` ```\n"), "{text}");
    let mut out = document("x");
    out.title = words("*a* [b](c) <d> @e #f");
    assert!(Format::Markdown.file(&out).starts_with("# \\*a\\* \\[b\\](c) \\<d\\> \\@e \\#f\n"));
}

#[test]
fn a_sentence_is_filled_with_spans_in_the_order_of_the_language() {
    let values = [Span::name("x"), Span::words("7")];
    let filled = fill_spans("{1} of {0}!", &values);
    assert_eq!(filled, [Span::words("7"), Span::words(" of "), Span::name("x"), Span::words("!")]);
    assert_eq!(fill_spans("plain", &values), [Span::words("plain")]);
}

#[test]
fn a_long_error_is_cut_at_a_line_and_at_a_length() {
    assert_eq!(beginning("one\rtwo\r\n"), ("one\ntwo".to_owned(), false));
    let lines = "line\n".repeat(30);
    assert_eq!(beginning(&lines), (["line"; 12].join("\n"), true));
    let (text, is_cut) = beginning(&"错".repeat(1000));
    assert!(is_cut && text.len() == 1200);
    assert_eq!(beginning("\u{1b}[31mred\u{1b}[0m").0, "red");
}

#[test]
fn no_format_has_the_secrets_of_an_error() {
    let error =
        "PUT https://repl:S3cret@node/x 401\nAuthorization: Bearer eyJhbGci\ntoken=\u{1b}[1;31meyJhbGci\u{1b}[0m";
    let title = vec![Span::message(error)];
    let example = Some(beginning(error).0);
    let (facts, items_name, items) = (vec![Fact::new("Error", title.clone())], String::new(), Vec::new());
    let mut document = document("lib");
    document.blocks.push(Block::Entries(vec![Entry { title, facts, items_name, items, example }]));
    for text in Format::ALL.map(|format| format.file(&document)).into_iter().chain([html_fragment(&document)]) {
        assert!(!text.contains("S3cret") && !text.contains("eyJhbGci"), "{text}");
        for part in ["PUT https://[…]@node/x 401", "Authorization: Bearer […]", "token=[…]"] {
            assert_eq!(text.matches(part).count(), 3, "{part} in {text}");
        }
    }
}

#[test]
fn the_title_of_a_group_has_no_part_of_a_secret() {
    for (error, expected) in [
        ("PUT https://repl:pa,S3cret@node/x 401\n\tat a.b", "PUT ‹url› ‹n›"),
        ("login failed: password=a,S3cret rejected", "login failed: password=[…] rejected"),
        ("Failed to connect to node-17.example.com:443", "Failed to connect to ‹host›"),
        ("no details\ntoken=S3cret", "no details"),
        ("", ""),
    ] {
        let mut triage = Triage::default();
        triage.add(&FailureRow { error: Some(error), ..FailureRow::default() });
        let group = triage.group(GroupBy::Error, 0, 1).unwrap();
        let title = group_title(&group.title, triage.example(GroupBy::Error, 0).unwrap_or_default());
        assert_eq!(Span::message(&title), Span::name(expected));
    }
}

#[test]
fn a_cut_leaves_no_half_of_a_secret() {
    let (text, is_cut) = beginning(&format!("{} https://u:S3cret{}@host/", "x".repeat(1100), "y".repeat(200)));
    assert!(!is_cut && text.ends_with("https://[…]@host/"), "{text}");
}

proptest! {
    #[test]
    fn no_data_escapes_from_html(data in "[<>&\"'`a-c\n ]{0,30}") {
        let count = |data: &str| {
            let html = Format::Html.file(&document(data));
            (html.matches('<').count(), html.matches('"').count(), html.matches('\'').count())
        };
        prop_assert_eq!(count(&data), count("x"));
    }

    #[test]
    fn no_data_ends_its_code_span(data in "[`a\\\\ \n]{1,20}") {
        let text = Format::Markdown.file(&document(&data));
        // The line of the fact has one span: a fence at each end, and no run of that length in between.
        let line = text.lines().find_map(|line| line.strip_prefix("- **Plan**: a "));
        if let Some(line) = line.filter(|line| !line.is_empty()) {
            let fence: String = line.chars().take_while(|character| *character == '`').collect();
            let inner = line.strip_prefix(&fence).and_then(|rest| rest.strip_suffix(&fence));
            let inner = inner.unwrap_or_else(|| panic!("{line}"));
            let is_fence = |run: &str| run.len() == fence.len();
            prop_assert!(!inner.split(|character| character != '`').any(is_fence), "{}", line);
        }
    }
}
