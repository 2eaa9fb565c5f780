//! The built files: HTML, integrity hashes, precompression, reproducibility, licences.

use crate::deployment::{dist, files, variable};
use std::fs;

fn page() -> String {
    fs::read_to_string(dist().join("site/index.html")).unwrap()
}

/// The tags of a page that start with `name`, up to their closing bracket.
fn tags<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    page.split(name).skip(1).map(|rest| rest.split('>').next().unwrap()).collect()
}

#[test]
fn index_html_has_two_editable_lines_and_no_inline_script_or_style() {
    let page = page();
    assert_eq!(page.matches("<base href=\"/\">").count(), 1);
    let block = "<script type=\"application/json\" id=\"replica-log-config\">{ \"apiBase\": \"\" }</script>";
    assert_eq!(page.matches(block).count(), 1);
    for script in tags(&page, "<script ") {
        assert!(script.starts_with("src=\"./assets/") || script.starts_with("type=\"application/json\" "), "{script}");
    }
    for inline in ["<script>", "<style", " style=", " onload="] {
        assert!(!page.contains(inline), "{inline}");
    }
}

#[test]
fn index_html_has_an_integrity_hash_for_every_asset() {
    let page = page();
    let all = [tags(&page, "<script "), tags(&page, "<link ")].concat();
    let with_assets: Vec<_> = all.into_iter().filter(|tag| tag.contains("./assets/")).collect();
    assert_eq!(with_assets.len(), 5);
    for tag in with_assets {
        // Integrity is not checked for a preload for `fetch`, and Chromium warns about it.
        assert_eq!(tag.contains(" integrity=\"sha384-"), !tag.contains("as=\"fetch\""), "{tag}");
    }
}

#[test]
fn every_asset_is_precompressed_and_editable_files_are_not() {
    let all = files(&dist().join("site"));
    let compressed = |name: &str| name.ends_with(".br") || name.ends_with(".gz");
    let assets: Vec<_> = all.iter().filter(|name| name.starts_with("assets/") && !compressed(name)).collect();
    let (chunks, initial): (Vec<&String>, Vec<&String>) =
        assets.iter().partition(|name| name.starts_with("assets/part-"));
    assert_eq!(initial.len(), 5, "{all:?}");
    assert!(chunks.len() >= 2, "{all:?}");
    // Compression makes the smallest parts larger.
    let is_compressible = |asset: &&&String| std::fs::metadata(dist().join("site").join(asset)).unwrap().len() >= 200;
    for asset in assets.iter().filter(is_compressible) {
        assert!(all.contains(&format!("{asset}.br")) && all.contains(&format!("{asset}.gz")), "{asset}");
    }
    for edited in all.iter().filter(|name| name.ends_with(".html") || name.starts_with('_')) {
        assert!(!all.contains(&format!("{edited}.br")) && !all.contains(&format!("{edited}.gz")), "{edited}");
    }
}

/// Builds are reproducible, so they must not contain paths of this machine.
#[test]
fn dist_contains_no_path_of_the_build_machine() {
    let checkout = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned();
    let mut folders = vec![checkout.to_str().unwrap().to_owned(), ".cargo/registry".to_owned()];
    for name in ["HOME", "CARGO_HOME"] {
        folders.extend(std::env::var(name).ok().filter(|folder| folder.len() > 4));
    }
    assert!(variable("REPLICA_LOG_DIST").starts_with(&checkout));
    let all = files(&dist());
    assert!(all.len() > 20, "{all:?}");
    for file in all {
        let body = fs::read(dist().join(&file)).unwrap();
        for folder in &folders {
            let found = body.windows(folder.len()).any(|part| part == folder.as_bytes());
            assert!(!found, "{folder} is in {file}");
        }
    }
}

#[test]
fn third_party_licences_are_listed() {
    let text = fs::read_to_string(dist().join("site/third-party-licences.txt")).unwrap();
    for part in ["Rust's standard library ", "leptos v0.8.", "wasm-bindgen v0.2.", "serde_json v1."] {
        assert!(text.lines().any(|line| line.starts_with(part)), "{part}");
    }
    assert!(text.contains("Permission is hereby granted, free of charge"));
}
