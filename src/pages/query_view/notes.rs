//! Notes about a page of a list whose data is not as documented. Few lists need them, so their code is loaded on demand.

use leptos::prelude::*;

use super::list_state::is_in_range;
use super::total::Extent;
use crate::components::lazy::lazy;
use crate::components::notice::{EmptyState, RowCount};
use crate::model::pagination::Pagination;
use crate::settings::use_localizer;

/// Whether there is anything to note.
pub(super) const fn has_notes(extent: &Extent) -> bool {
    extent.odd > 0 || extent.is_present && (extent.unmatched > 0 || extent.is_least || extent.is_empty)
}

lazy! {
    /// The notes: that the page has no rows, with links to other pages; how many of its rows are odd, and how many do not
    /// match the filters; that the number of all rows is unknown.
    pub(super) fn notes(extent: Extent, page: Pagination, href: Callback<Pagination, String>) in hints {
        let i18n = use_localizer();
        let (words, hints) = (i18n.words(), i18n.hints());
        let Extent { total, is_present, is_empty, is_least, odd, unmatched } = extent;
        let without_rows = is_present && is_empty && is_in_range(page, total);
        view! {
            {without_rows.then(|| view! { <PageWithoutRows total page href /> })}
            <RowCount rows=&words.odd_rows count=odd />
            <RowCount rows=&hints.unmatched_rows count=if is_present { unmatched } else { 0 } />
            {(is_present && is_least).then(|| view! { <p class="rl-hint">{hints.least_total}</p> })}
        }
    }
}

/// That a page of a list has no rows, with links to the pages around it.
#[component]
fn PageWithoutRows(total: u64, page: Pagination, href: Callback<Pagination, String>) -> impl IntoView {
    let i18n = use_localizer();
    let words = i18n.words();
    let previous = page.number.saturating_sub(1);
    let others = [
        (words.first_page, 1, previous > 1),
        (words.previous_page, previous, previous > 0),
        (words.next_page, page.number.saturating_add(1), page.number < page.count(total)),
    ];
    let links = others.into_iter().filter(|(.., is_offered)| *is_offered).map(|(label, number, _)| {
        view! { <a class="rl-button" href=href.run(page.at(number))>{label}</a> " " }
    });
    let links = links.collect_view();
    view! { <EmptyState text=i18n.hints().page_without_rows>{links}</EmptyState> }
}
