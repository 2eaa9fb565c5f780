//! The values of a response that do not have the documented types.

use leptos::prelude::*;

use crate::components::fact::Fact;
use crate::components::lazy::lazy;
use crate::components::odd::OddValue;

/// The odd values as facts, each with the name of its field; nothing without any.
pub fn odd_facts(values: &[(&'static str, Option<&str>)]) -> Option<AnyView> {
    let odd: Vec<_> = values.iter().filter_map(|(name, json)| Some((*name, (*json)?.to_owned()))).collect();
    (!odd.is_empty()).then(|| view! { <div class="rl-hints">{facts(odd)}</div> }.into_any())
}

lazy! {
    fn facts(values: Vec<(&'static str, String)>) in hints {
        let facts = values.into_iter().map(|(name, json)| view! { <Fact name><OddValue json /></Fact> });
        view! { <dl class="rl-facts">{facts.collect_view()}</dl> }
    }
}
