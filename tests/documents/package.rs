//! The README of the npm package.

use crate::markdown::{Block, blocks, code_spans};
use crate::read;

/// The names of the members of `Options` in the types of the package.
fn options() -> Vec<String> {
    let types = read("embed/replica-log.d.ts");
    let (_, rest) = types.split_once("export interface Options {").unwrap();
    let (members, _) = rest.split_once("\n}").unwrap();
    let name = |line: &str| Some(line.strip_prefix("  ")?.split_once("?:")?.0.to_owned());
    members.lines().filter_map(name).collect()
}

#[test]
fn the_readme_of_the_package_lists_the_options_of_the_types_in_their_order() {
    let tables = blocks(&read("embed/README.md")).into_iter().filter_map(|block| match block {
        Block::Table(rows) if rows[0][0] == "option" && rows[0].len() == 4 => Some(rows),
        _ => None,
    });
    let rows = tables.flat_map(|rows| rows.into_iter().skip(1));
    let documented: Vec<_> = rows.map(|row| code_spans(&row[0]).join(" ")).collect();
    assert_eq!(documented, options());
}
