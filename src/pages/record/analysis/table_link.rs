//! Links to the table of details, filtered by the values of an analysis.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::components::focus::focus_in_place;
use crate::model::enums::Status;
use crate::model::filter::{DetailFilter, FilterField};
use crate::model::hidden::trimmed;
use crate::model::route::{RecordRoute, Route};
use crate::navigation::Navigation;

/// The address of the table with the details of a status and with all of some values. A missing value, and one that no
/// filter finds, because filters are trimmed, is left out: the link then shows more rows.
pub(super) fn table_href<'a>(
    navigation: Navigation,
    route: &RecordRoute,
    status: Option<Status>,
    values: impl IntoIterator<Item = (FilterField, &'a str)>,
) -> String {
    let filter = values
        .into_iter()
        .filter(|(field, value)| is_selectable(*field, value))
        .fold(DetailFilter::default().with_status(status), |filter, (field, value)| filter.with(field, value));
    navigation.href(&Route::Record(route.with_filter(filter)))
}

/// The address of the table with exactly the details of a status and with all of some values; `None` if no filter
/// selects these.
pub(super) fn exact_table_href<'a>(
    navigation: Navigation,
    route: &RecordRoute,
    status: Option<Status>,
    values: impl IntoIterator<Item = (FilterField, &'a str), IntoIter: Clone>,
) -> Option<String> {
    let values = values.into_iter();
    let is_exact = values.clone().all(|(field, value)| is_selectable(field, value));
    is_exact.then(|| table_href(navigation, route, status, values))
}

fn is_selectable(field: FilterField, value: &str) -> bool {
    !value.is_empty() && field.matches(value, trimmed(value))
}

/// A link that filters the table. A click also scrolls to the table, because it is far below.
#[component]
pub(super) fn TableLink(
    /// The address of the filtered table.
    href: String,
    /// The tooltip.
    #[prop(optional)]
    title: Option<&'static str>,
    /// The accessible name, where the text alone is ambiguous.
    #[prop(optional)]
    label: Option<String>,
    children: Children,
) -> impl IntoView {
    view! { <a href=href title=title aria-label=label on:click=scroll_to_table>{children()}</a> }
}

fn scroll_to_table(event: MouseEvent) {
    // The click opens another tab, which shows the top of the page.
    if event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
        return;
    }
    let link = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    let root = link.and_then(|link| link.closest(".rl").ok().flatten());
    let table = root.and_then(|root| root.query_selector("[data-part=details]").ok().flatten());
    if let Some(table) = table.and_then(|table| table.dyn_into::<HtmlElement>().ok()) {
        focus_in_place(&table);
        table.scroll_into_view();
    }
}
