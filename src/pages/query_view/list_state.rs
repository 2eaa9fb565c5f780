//! The state of a paginated list.

use leptos::prelude::*;

use super::total::Extent;
use crate::model::pagination::Pagination;
use crate::query::use_query::QueryHandle;

/// The state of a paginated list, for the content in place of its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListState {
    /// The first rows are loading, or those of another filter.
    Loading,
    /// The first rows could not be loaded; a [`QueryError`](super::query_error::QueryError) shows the reason.
    Failed,
    /// The list has no rows.
    Empty,
    /// The list has rows, but this page of it has none; the [`PagerFor`](super::pager::PagerFor) says so.
    EmptyPage,
    /// The page has rows.
    Rows,
}

/// Whether a list of `total` rows has a page.
pub(super) fn is_in_range(page: Pagination, total: u64) -> bool {
    page.number <= page.count(total)
}

/// The state of the list of a query. `page` is the current page; tracked.
pub fn list_state(
    handle: QueryHandle,
    extent: Memo<Option<Extent>>,
    page: impl Fn() -> Pagination + Send + Sync + 'static,
) -> Memo<ListState> {
    let missing =
        move || if handle.with(|status| status.error.is_some()) { ListState::Failed } else { ListState::Loading };
    Memo::new(move |_| match extent.get() {
        None => missing(),
        // The empty result belongs to the previous filter; this one is still loading.
        Some(Extent { total: 0, is_present: false, .. }) => missing(),
        Some(Extent { total: 0, .. }) => ListState::Empty,
        Some(Extent { is_empty: true, is_present: true, total, .. }) if is_in_range(page(), total) => {
            ListState::EmptyPage
        }
        // A page beyond the last one: the pager is about to open the last one.
        Some(Extent { is_empty: true, .. }) => ListState::Loading,
        Some(_) => ListState::Rows,
    })
}
