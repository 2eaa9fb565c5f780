//! The totals of an execution, counted from its details where the overview of the service is missing or wrong.

use leptos::prelude::*;

use crate::api::endpoint::Endpoint;
use crate::api::field::Field;
use crate::api::wire::{Detail, Overview, Page, RecordInfo, Row};
use crate::model::enums::Status;
use crate::model::filter::DetailFilter;
use crate::model::pagination::Pagination;
use crate::model::route::RecordRoute;
use crate::model::totals::{Totals, needs_counts, totals};
use crate::query::use_query::{Query, QueryHandle, use_query};

/// The totals, and the queries behind them. Those that are not needed send no request.
#[derive(Clone, Copy)]
pub(super) struct Counted {
    /// The totals; `None` until they are known.
    pub(super) totals: Memo<Option<Totals>>,
    /// The newest of all details and their number, while a filtered table does not tell them.
    pub(super) newest: Query<Page<Detail>>,
    failed: Query<Page<Detail>>,
    running: Query<Page<Detail>>,
    needs_newest: Memo<bool>,
    needs_counts: Memo<bool>,
}

impl Counted {
    /// Counts the details of an execution. `is_suspect` requests the newest detail in any case.
    pub(super) fn new(
        route: Memo<RecordRoute>,
        info: Query<RecordInfo>,
        overview: Query<Field<Overview>>,
        details: Query<Page<Detail>>,
        is_suspect: Memo<bool>,
    ) -> Self {
        let is_filtered = Memo::new(move |_| route.with(|route| !route.filter.is_empty()));
        let is_running = move || info.data().is_some_and(|cached| cached.data().record.is_running());
        // Not a signal, so that the query keeps its key when the number arrives.
        let is_known = StoredValue::new(false);
        let needs_newest =
            Memo::new(move |_| is_suspect.get() || (is_filtered.get() && (is_running() || !is_known.get_value())));
        let newest = count(route, None, needs_newest);
        // Kept while another page is loading. The route is not tracked: when it changes, the data is still that of the
        // filter before.
        let total = Memo::new(move |before: Option<&Option<i64>>| {
            let unfiltered = details.data().filter(|_| !is_filtered.get_untracked());
            let total = unfiltered.or_else(|| newest.data()).and_then(|cached| reported_total(cached.data()));
            if total.is_some() {
                is_known.set_value(true);
            }
            total.or_else(|| before.copied().flatten())
        });
        let reported = move || Some(overview.latest()?.data().known().map(Overview::reported));
        let needs_counts = Memo::new(move |_| {
            reported().zip(total.get()).is_some_and(|(reported, total)| needs_counts(reported, total))
        });
        let failed = count(route, Some(Status::Failed), needs_counts);
        let running = count(route, Some(Status::Running), needs_counts);
        let has_unknown_status = Memo::new(move |before| {
            let is_unknown = |row: &Row<Detail>| matches!(row.status.known(), Some(Status::Other(_)));
            before == Some(&true) || details.latest().is_some_and(|cached| cached.data().rows().iter().any(is_unknown))
        });
        let current = move || -> Option<Option<Totals>> {
            let is_idle = |handle: QueryHandle| handle.with(|status| !status.is_fetching);
            let has_total =
                if is_filtered.get() { !needs_newest.get() || is_idle(newest.handle) } else { is_idle(details.handle) };
            let has_counts = !needs_counts.get() || (is_idle(failed.handle) && is_idle(running.handle));
            if !(is_idle(overview.handle) && has_total && has_counts) {
                return None;
            }
            let counted = |query: Query<Page<Detail>>, status| total_with_status(query.data()?.data(), &status);
            let counts = counted(failed, Status::Failed).zip(counted(running, Status::Running));
            let totals = |reported| totals(reported, total.get(), counts, is_running());
            let is_derived = needs_counts.get() && has_unknown_status.get();
            let totals = reported().map(totals);
            Some(if is_derived { totals.map(Totals::with_unknown_status) } else { totals })
        };
        // All numbers change together, when the last response of a refetch has arrived.
        let totals =
            Memo::new(move |before: Option<&Option<Totals>>| current().unwrap_or_else(|| before.copied().flatten()));
        Self { totals, newest, failed, running, needs_newest, needs_counts }
    }

    /// All queries that the totals depend on, beside the one for the table.
    pub(super) const fn sources(self, overview: QueryHandle) -> [QueryHandle; 4] {
        [overview, self.failed.handle, self.running.handle, self.newest.handle]
    }

    /// The queries that are in use; tracked.
    pub(super) fn handles(self) -> impl Iterator<Item = QueryHandle> {
        let counts = self.needs_counts.get();
        [(self.needs_newest.get(), self.newest), (counts, self.failed), (counts, self.running)]
            .into_iter()
            .filter_map(|(is_needed, query)| is_needed.then_some(query.handle))
    }
}

/// A query for the first of all details, or of those with a status: its response has the number of all of them.
fn count(route: Memo<RecordRoute>, status: Option<Status>, is_needed: Memo<bool>) -> Query<Page<Detail>> {
    let id = route.with_untracked(|route| route.id.clone());
    let filter = DetailFilter::default().with_status(status);
    let endpoint = Endpoint::DetailPage { id, page: Pagination::first(1), filter };
    use_query(move || is_needed.get().then(|| endpoint.clone()))
}

/// The number of details with a status, from the response to a filtered request. `None` if it is odd, or if the service or
/// a gateway ignored the filter and reports the number of all details: then a row has another status.
pub(super) fn total_with_status(page: &Page<Detail>, status: &Status) -> Option<i64> {
    let has_other = |row: &Row<Detail>| row.status.known().is_some_and(|other| other != status);
    if page.rows().iter().any(has_other) { None } else { reported_total(page) }
}

/// The number of all details. `None` if it is odd: the page has a single row, whose number says nothing of the others.
fn reported_total(page: &Page<Detail>) -> Option<i64> {
    Some(i64::try_from(page.reported_total()?).unwrap_or(i64::MAX))
}
