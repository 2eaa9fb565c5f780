//! The parameters of addresses in docs/addresses.md.

use std::collections::BTreeSet;

use replica_log::model::filter::FilterField;
use replica_log::model::route::Route;

use crate::markdown::{Block, blocks, code_spans};
use crate::read;

const DOCUMENT: &str = "docs/addresses.md";

/// The parameters in the tables of the document.
fn documented() -> BTreeSet<String> {
    let tables = blocks(&read(DOCUMENT)).into_iter().filter_map(|block| match block {
        Block::Table(rows) if rows[0][0] == "parameter" => Some(rows),
        _ => None,
    });
    tables.flatten().flat_map(|row| code_spans(&row[0]).into_iter().map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// The example addresses of the document, without the leading slash.
fn examples() -> Vec<String> {
    let code = blocks(&read(DOCUMENT)).into_iter().filter_map(|block| match block {
        Block::Code(_, code) => Some(code),
        _ => None,
    });
    let lines: Vec<_> = code.flat_map(|code| code.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    lines.iter().map(|line| line.strip_prefix('/').unwrap_or_else(|| panic!("{line}")).to_owned()).collect()
}

/// The parameters that the parser of addresses reads, from its source.
fn read_by_the_parser() -> BTreeSet<String> {
    let source = read("src/model/route/parse.rs");
    let named = ["parameters.get(\"", "status(parameters, \""]
        .into_iter()
        .flat_map(|call| source.split(call).skip(1).filter_map(|rest| rest.split_once('"')))
        .map(|(name, _)| name.to_owned());
    named.chain(FilterField::ALL.map(|field| field.name().to_owned())).collect()
}

#[test]
fn every_parameter_of_a_route_is_documented() {
    let parameters = read_by_the_parser();
    assert!(parameters.len() >= 20, "{parameters:?}");
    assert_eq!(documented(), parameters);
}

#[test]
fn the_documented_examples_have_every_parameter() {
    let examples = examples();
    let queries = examples.iter().filter_map(|example| example.split_once('?'));
    let names = queries.flat_map(|(_, query)| query.split('&').filter_map(|pair| pair.split_once('=')));
    assert_eq!(names.map(|(name, _)| name.to_owned()).collect::<BTreeSet<_>>(), documented());
}

#[test]
fn the_documented_examples_are_addresses_that_the_app_writes_itself() {
    for example in examples() {
        let (path, query) = example.split_once('?').unwrap_or((&example, ""));
        assert_eq!(Route::parse(path, query).address(), example);
    }
}

#[test]
fn the_package_has_every_parameter_as_a_member_of_a_place_and_as_an_attribute() {
    let module = read("embed/replica-log.js");
    let list = module.split_once("const PLACE_ATTRIBUTES = [").and_then(|(_, rest)| rest.split_once("];")).unwrap().0;
    let attributes: BTreeSet<String> = list.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    let types = read("embed/replica-log.d.ts");
    for parameter in documented() {
        assert!(attributes.contains(&parameter), "{parameter} is not an attribute");
        assert!(
            types.contains(&format!("  {parameter}?: ")) || types.contains(&format!("  {parameter}: ")),
            "{parameter} has no type"
        );
    }
}
