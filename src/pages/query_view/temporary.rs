//! Function forms for views that are not converted yet. // temporary

use leptos::prelude::*;

use super::busy::busy_attr;
use super::new_rows::NewRowsButton;
use super::pager::PagerFor;
use super::poll_hint::{combine, has_transient_error, poll_hint};
use super::query_error::QueryError;
use super::recent::record_recent;
use super::refresh_controls::RefreshControls;
use super::total::{Extent, TotalCount};
use crate::i18n::Plural;
use crate::i18n::localizer::Localizer;
use crate::model::pagination::Pagination;
use crate::model::route::Route;
use crate::navigation::Navigation;
use crate::query::table_rows::PendingRows;
use crate::query::use_poll::{PollHint, Polling};
use crate::query::use_query::QueryHandle;

pub(in crate::pages) fn pace(handle: QueryHandle) -> Option<PollHint> {
    poll_hint(handle)
}
pub(in crate::pages) fn both(one: Option<PollHint>, other: Option<PollHint>) -> Option<PollHint> {
    combine(one, other)
}
pub(in crate::pages) fn waits(handle: QueryHandle) -> bool {
    has_transient_error(handle)
}
pub(in crate::pages) fn unanswered(handle: QueryHandle) -> Memo<String> {
    busy_attr(handle)
}
pub(in crate::pages) fn remember(handle: QueryHandle, route: impl Fn() -> Route + 'static) {
    record_recent(handle, route);
}
pub(in crate::pages) fn total(_: Localizer, rows: &'static Plural, extent: Memo<Option<Extent>>) -> AnyView {
    view! { <TotalCount rows extent /> }.into_any()
}
pub(in crate::pages) fn pages(
    _: Localizer,
    _: Navigation,
    extent: Memo<Option<Extent>>,
    page: impl Fn() -> Pagination + Copy + Send + Sync + 'static,
    route: impl Fn(Pagination) -> Route + Copy + Send + Sync + 'static,
) -> AnyView {
    view! { <PagerFor extent page route /> }.into_any()
}
pub(in crate::pages) fn fresh_rows(_: Localizer, pending: PendingRows) -> AnyView {
    view! { <NewRowsButton pending /> }.into_any()
}
pub(in crate::pages) fn freshness(
    _: Localizer,
    handle: QueryHandle,
    polling: Polling,
    on_refresh: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    view! { <RefreshControls handle polling on_refresh /> }.into_any()
}
pub(in crate::pages) fn trouble(_: Localizer, handle: QueryHandle, title: Option<&'static str>) -> AnyView {
    match title {
        Some(title) => view! { <QueryError handle title /> }.into_any(),
        None => view! { <QueryError handle /> }.into_any(),
    }
}
