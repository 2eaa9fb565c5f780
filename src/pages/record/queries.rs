//! The queries of the page of an execution.

use leptos::prelude::*;

use super::super::query_view::poll_hint::{combine, has_transient_error, poll_hint};
use crate::api::endpoint::Endpoint;
use crate::api::wire::{Detail, Overview, Page, RecordInfo, Row};
use crate::model::enums::Status;
use crate::model::route::RecordRoute;
use crate::query::use_poll::{Polling, use_poll};
use crate::query::use_query::{Query, QueryHandle, use_query};

/// The queries of the page. They are independent: each can fail while the others succeed.
#[derive(Clone, Copy)]
pub(super) struct RecordQueries {
    /// The execution and the kind of its task.
    pub(super) info: Query<RecordInfo>,
    /// The counts of the execution, if the service has any.
    pub(super) overview: Query<Option<Overview>>,
    /// The page of details that the table shows.
    pub(super) details: Query<Page<Detail>>,
}

impl RecordQueries {
    /// Sends the requests for an execution, and the one for the details again when their page or filter changes.
    pub(super) fn new(route: Memo<RecordRoute>) -> Self {
        let id = route.with_untracked(|route| route.id.clone());
        let info = Endpoint::Record(id.clone());
        let overview = Endpoint::Overview(id);
        let details = move || {
            let RecordRoute { id, page, filter, .. } = route.get();
            Endpoint::DetailPage { id, page, filter }
        };
        Self {
            info: use_query(move || Some(info.clone())),
            overview: use_query(move || Some(overview.clone())),
            details: use_query(move || Some(details())),
        }
    }

    fn handles(self) -> [QueryHandle; 3] {
        [self.info.handle, self.overview.handle, self.details.handle]
    }

    /// Refetches all of them.
    pub(super) fn refetch(self) {
        for handle in self.handles() {
            handle.refetch();
        }
    }

    /// Refetches while the execution is running, or after a transient error.
    pub(super) fn use_poll(self) -> Polling {
        use_poll(
            move || self.is_running() || self.handles().into_iter().any(has_transient_error),
            move || self.handles().into_iter().map(poll_hint).reduce(combine).flatten(),
            move || self.refetch(),
        )
    }

    /// Whether the execution or one of its details on this page is running; tracked.
    pub(super) fn is_running(self) -> bool {
        let is_running = |detail: &Row<Detail>| detail.status.known() == Some(&Status::Running);
        self.info.data().is_some_and(|cached| cached.data().record.is_running())
            || self.details.data().is_some_and(|cached| cached.data().rows().iter().any(is_running))
    }
}
