//! The number of rows of a paginated query.

use leptos::prelude::*;

use crate::api::wire::{Page, Row};
use crate::components::notice::Announcement;
use crate::i18n::Plural;
use crate::model::pagination::Pagination;
use crate::query::use_query::Query;
use crate::settings::use_localizer;

/// The size of a list and of the page of it that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Rows on all pages.
    pub total: u64,
    /// Whether the page has no rows.
    pub is_empty: bool,
    /// Whether the data belongs to the current key, and not to the key before.
    pub is_present: bool,
    /// Whether the service does not report the total, so that it is the least possible one.
    pub is_least: bool,
    /// Rows of the page that are not as documented.
    pub odd: usize,
    /// Rows of the page that do not match its filters.
    pub unmatched: usize,
}

/// The extent of the latest data of a query; `None` before the first response. `page` and `matches`, which compares a row
/// with the filters of the page, are read untracked.
pub fn extent<T: Send + Sync + 'static>(
    query: Query<Page<T>>,
    page: impl Fn() -> Pagination + Send + Sync + 'static,
    matches: impl Fn(&T) -> bool + Send + Sync + 'static,
) -> Memo<Option<Extent>> {
    Memo::new(move |_| {
        let is_present = query.handle.with(|status| status.updated_at.is_some());
        let latest = query.latest()?;
        let (data, rows) = (latest.data(), latest.data().rows());
        let total = data.reported_total();
        let count = |condition: &dyn Fn(&Row<T>) -> bool| rows.iter().filter(|row| condition(row)).count();
        Some(Extent {
            total: total.unwrap_or_else(|| untrack(&page).least_total(rows.len())).max(data.total()),
            is_empty: rows.is_empty(),
            is_present,
            is_least: total.is_none(),
            odd: count(&Row::is_odd),
            unmatched: untrack(|| count(&|row| row.unreadable().is_none() && !matches(row))),
        })
    })
}

/// The number of rows on all pages. It is announced once for each key and not after every refetch, because a screen
/// reader would otherwise interrupt its user every few seconds.
#[component]
pub fn TotalCount(
    /// The plural forms of the rows, such as "3 executions".
    rows: &'static Plural,
    /// The extent of the list.
    extent: Memo<Option<Extent>>,
) -> impl IntoView {
    let i18n = use_localizer();
    let count = move |total| i18n.counted(rows, i64::try_from(total).unwrap_or(i64::MAX));
    let text = Memo::new(move |before: Option<&String>| match extent.get() {
        Some(Extent { is_present: true, total, .. }) => {
            before.filter(|before| !before.is_empty()).cloned().unwrap_or_else(|| count(total))
        }
        _ => String::new(),
    });
    let label = Signal::derive(move || extent.get().map(|extent| count(extent.total)).unwrap_or_default());
    view! {
        <span class="rl-total">{label}</span>
        <Announcement text />
    }
}
