//! A table of the statistics.

use leptos::prelude::*;

use super::all_details::AllDetails;
use crate::settings::use_localizer;

/// The rows of a table: the view of the first of them, and the number of all.
pub(super) struct TableRows {
    pub(super) view: AnyView,
    pub(super) count: usize,
}

/// A table that scrolls sideways by itself, with a button that shows more rows.
#[component]
pub(super) fn NumbersTable<R: Fn(usize) -> TableRows + Send + 'static>(
    /// The accessible name.
    name: &'static str,
    /// The heads of the columns.
    heads: Vec<&'static str>,
    /// Another class of the table.
    #[prop(default = "rl-numbers")]
    class: &'static str,
    /// The number of rows that are shown at first.
    first: usize,
    /// The number of rows that the button adds.
    batch: usize,
    /// The details that the rows are made of; what has been read of them is published before more rows are shown.
    details: AllDetails,
    /// The rows up to a number; reactive.
    rows: R,
) -> impl IntoView {
    let i18n = use_localizer();
    let limit = RwSignal::new(first);
    let rest = RwSignal::new(0usize);
    let rows = move || {
        let limit = limit.get();
        let TableRows { view, count } = rows(limit);
        rest.set(count.saturating_sub(limit));
        view
    };
    let more = move || {
        let rest = rest.get();
        (rest > 0).then(|| {
            let next = i64::try_from(rest.min(batch)).unwrap_or_default();
            let label = i18n.counted(&i18n.statistics().more_rows, next);
            let click = move |_| {
                details.publish();
                limit.update(|limit| *limit = limit.saturating_add(batch));
            };
            view! { <p class="rl-within"><button type="button" class="rl-button" on:click=click>{label}</button></p> }
        })
    };
    let heads: Vec<_> = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect();
    view! {
        <div class=class tabindex="0" role="region" aria-label=name>
            <table>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{move || rows()}</tbody>
            </table>
        </div>
        {move || more()}
    }
}
