//! The README in English and in Chinese.

use replica_log::model::config::{Config, ConfigError};

use crate::markdown::{Block, blocks, code_spans, link_targets};
use crate::read;

/// The READMEs, in English and in Chinese.
const READMES: [&str; 2] = ["README.md", "README.zh-CN.md"];

/// The structure of a document: everything that does not depend on its language.
fn structure(text: &str) -> Vec<String> {
    let describe = |block| match block {
        Block::Heading(level, _) => Some(format!("heading of level {level}")),
        Block::Code(language, code) => Some(format!("code {language}: {code}")),
        Block::Table(rows) => {
            let first_columns: Vec<_> = rows.iter().map(|row| code_spans(&row[0]).join(" ")).collect();
            Some(format!("table of {} columns: {first_columns:?}", rows[0].len()))
        }
        Block::Line(line) if line.starts_with("- ") => Some("list item".to_owned()),
        Block::Line(_) => None,
    };
    blocks(text).into_iter().filter_map(describe).collect()
}

#[test]
fn both_readmes_have_the_same_headings_tables_code_and_lists() {
    let [english, chinese] = READMES.map(|readme| structure(&read(readme)));
    assert!(english.len() > 30, "{english:#?}");
    for (at, (english, chinese)) in english.iter().zip(&chinese).enumerate() {
        assert_eq!(english, chinese, "block {at}");
    }
    assert_eq!(english.len(), chinese.len());
}

#[test]
fn both_readmes_link_to_the_same_files() {
    let [english, chinese] = READMES.map(|readme| {
        let targets = link_targets(&blocks(&read(readme)));
        // Anchors within a README, and the links between the two, depend on the language.
        let mut shared: Vec<_> =
            targets.into_iter().filter(|target| !target.starts_with('#') && !target.starts_with("README")).collect();
        shared.sort();
        shared
    });
    assert_eq!(english, chinese);
}

#[test]
fn each_readme_links_to_the_other() {
    for (readme, other) in [(READMES[0], READMES[1]), (READMES[1], READMES[0])] {
        let targets = link_targets(&blocks(&read(readme)));
        assert_eq!(targets.first().map(String::as_str), Some(other), "{readme}");
    }
}

/// The configuration keys that the app reads, from the error for an unknown one.
fn configuration_keys() -> Vec<String> {
    let (_, errors) = Config::parse(r#"{"unknown":0}"#);
    let [ConfigError::Unreadable(message)] = errors.as_slice() else { panic!("{errors:?}") };
    let (_, expected) = message.split_once("expected one of").unwrap_or_else(|| panic!("{message}"));
    sorted(code_spans(expected))
}

fn sorted(names: impl IntoIterator<Item = impl Into<String>>) -> Vec<String> {
    let mut names: Vec<String> = names.into_iter().map(Into::into).collect();
    names.sort();
    names
}

#[test]
fn the_table_of_each_readme_has_every_configuration_key() {
    let keys = configuration_keys();
    assert!(keys.len() >= 12, "{keys:?}");
    for readme in READMES {
        let tables = blocks(&read(readme)).into_iter().filter_map(|block| match block {
            Block::Table(rows) => Some(sorted(rows.iter().flat_map(|row| code_spans(&row[0])))),
            _ => None,
        });
        let documented: Vec<_> = tables.filter(|names| names.iter().any(|name| name == "apiBase")).collect();
        assert_eq!(documented, std::slice::from_ref(&keys), "{readme}");
    }
}

#[test]
fn the_example_of_each_readme_is_a_valid_configuration_with_every_key() {
    for readme in READMES {
        let examples = blocks(&read(readme)).into_iter().filter_map(|block| match block {
            Block::Code(language, code) if language == "json" => Some(code),
            _ => None,
        });
        let examples: Vec<_> = examples.collect();
        let [example] = examples.as_slice() else { panic!("{readme}: {examples:#?}") };
        assert_eq!(Config::parse(example).1, [], "{readme}");
        let members: serde_json::Map<String, serde_json::Value> = serde_json::from_str(example).unwrap();
        assert_eq!(sorted(members.into_iter().map(|(key, _)| key)), configuration_keys(), "{readme}");
    }
}
