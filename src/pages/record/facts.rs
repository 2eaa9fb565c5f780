//! Facts that the head of the page and the opened rows have in common.

use leptos::prelude::*;

use crate::components::copy::CopyButton;
use crate::components::fact::{CopyableId, Fact};
use crate::components::text::Name;
use crate::components::timestamp::{EMPTY, Timestamp};
use crate::model::time::Time;
use crate::model::zone::Zone;

/// An identifier that can be copied, as a fact.
#[component]
pub(super) fn IdFact(
    /// The name of the identifier.
    name: &'static str,
    /// The identifier.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! {
        <Fact name>
            <CopyableId name value />
        </Fact>
    }
}

/// A time as a fact.
#[component]
pub(super) fn TimeFact(
    /// The name of the time.
    name: &'static str,
    /// The time, if known.
    time: Option<Time>,
    /// The zone that the time is in.
    zone: Zone,
    /// The time that this one follows.
    #[prop(optional_no_strip)]
    after: Option<Time>,
) -> impl IntoView {
    view! {
        <Fact name>
            <Timestamp time zone after />
        </Fact>
    }
}

/// A text that can be copied, as a fact.
#[component]
pub(super) fn TextFact(
    /// The name of the text.
    name: &'static str,
    /// The text; none and an empty one are shown as [`EMPTY`].
    value: Option<String>,
) -> impl IntoView {
    match value.filter(|value| !value.is_empty()) {
        None => view! { <Fact name>{EMPTY}</Fact> }.into_any(),
        Some(value) => view! {
            <Fact name>
                <Name text=value.clone() />
                <CopyButton name text=value />
            </Fact>
        }
        .into_any(),
    }
}
