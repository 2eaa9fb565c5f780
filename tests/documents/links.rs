//! Links between documents and to files of the checkout.

use crate::markdown::{Block, anchor, blocks, code_spans, link_targets};
use crate::{read, root};

/// The Markdown documents, as paths in the checkout.
fn documents() -> Vec<String> {
    let mut documents = Vec::new();
    for folder in ["", "docs/", "embed/"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.ends_with(".md") {
                documents.push(format!("{folder}{name}"));
            }
        }
    }
    documents.sort();
    documents
}

/// The path in the checkout that a relative link of a document leads to.
fn resolve(document: &str, target: &str) -> String {
    let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut path: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    for segment in target.split('/') {
        if segment == ".." {
            path.pop();
        } else {
            path.push(segment);
        }
    }
    path.join("/")
}

/// Whether a file is copied beside the README of the npm package when that is built.
fn is_packaged(document: &str, target: &str) -> bool {
    document == "embed/README.md" && target == "LICENSE"
}

#[test]
fn every_relative_link_leads_to_a_file_and_a_heading_that_exist() {
    let documents = documents();
    assert!(documents.len() >= 8, "{documents:?}");
    let mut broken = Vec::new();
    for document in &documents {
        for target in link_targets(&blocks(&read(document))) {
            if target.contains("://") {
                continue;
            }
            let (file, heading) = target.split_once('#').unwrap_or((&target, ""));
            let path = if file.is_empty() { document.clone() } else { resolve(document, file) };
            let exists = is_packaged(document, file) || root().join(&path).exists();
            if !exists || (!heading.is_empty() && !anchors(&path).iter().any(|anchor| anchor == heading)) {
                broken.push(format!("{document}: {target}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

fn anchors(document: &str) -> Vec<String> {
    let headings = blocks(&read(document)).into_iter().filter_map(|block| match block {
        Block::Heading(_, title) => Some(anchor(&title)),
        _ => None,
    });
    headings.collect()
}

#[test]
fn a_relative_link_is_resolved_from_the_folder_of_its_document() {
    assert_eq!(resolve("README.md", "docs/addresses.md"), "docs/addresses.md");
    assert_eq!(resolve("docs/deploying.md", "../deploy/nginx/server.conf"), "deploy/nginx/server.conf");
    assert_eq!(resolve("docs/embedding.md", "addresses.md"), "docs/addresses.md");
}

#[test]
fn every_path_in_contributing_exists() {
    let text = read("CONTRIBUTING.md");
    let folders = ["src/", "style/", "tests/", "demo/", "embed/", "deploy/", "docs/", "xtask/"];
    let prose = text.split("```").step_by(2);
    let paths: Vec<_> = prose
        .flat_map(code_spans)
        .filter(|span| folders.iter().any(|folder| span.starts_with(folder)) && !span.contains(' '))
        .collect();
    assert!(paths.len() > 40, "{paths:?}");
    let missing: Vec<_> = paths.into_iter().filter(|path| !root().join(path).exists()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
