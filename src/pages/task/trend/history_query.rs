//! The query of a whole history: it streams the response, keeps the last history during a refetch, and retries after
//! transient errors.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{AbortController, AbortSignal};

use super::history_reader::{History, HistoryReader};
use crate::api::Error;
use crate::api::body::Piece;
use crate::api::clock::now;
use crate::api::endpoint::Endpoint;
use crate::model::route::TaskRoute;
use crate::query::effect::effect;
use crate::query::service::{Service, use_service};
use crate::query::use_poll;

/// The number of rows between two updates of the progress.
const PROGRESS_STEP: usize = 1000;

/// The state of the query.
#[derive(Clone, Copy)]
pub(super) struct HistoryQuery {
    service: Service,
    route: Memo<TaskRoute>,
    history: RwSignal<Option<History>>,
    updated_at: StoredValue<f64>,
    /// The number of rows received; `None` when nothing is being fetched.
    progress: RwSignal<Option<usize>>,
    error: RwSignal<Option<Error>>,
    controller: StoredValue<Option<AbortController>, LocalStorage>,
}

impl HistoryQuery {
    /// Fetches the history now and whenever the time zone changes; the fetch is aborted with the reactive owner.
    pub(super) fn start(route: Memo<TaskRoute>) -> Self {
        let query = Self {
            service: use_service(),
            route,
            history: RwSignal::new(None),
            updated_at: StoredValue::new(0.0),
            progress: RwSignal::new(Some(0)),
            error: RwSignal::new(None),
            controller: StoredValue::new_local(None),
        };
        on_cleanup(move || query.abort());
        let zone = Memo::new(move |_| query.service.zone());
        // Times of another zone are not comparable: the history is dropped.
        effect(move || {
            // Not `track`: a memo that was never computed has no sources to be notified by.
            zone.get();
            query.history.set(None);
            query.error.set(None);
            untrack(|| query.refetch());
        });
        use_poll::use_retry(
            move || query.error.get().filter(|_| query.progress.with(Option::is_none)),
            move || query.refetch(),
        );
        query
    }

    /// Fetches the history again; a fetch in progress is aborted.
    pub(super) fn refetch(self) {
        self.abort();
        let Ok(controller) = AbortController::new() else { return };
        let signal = controller.signal();
        self.controller.set_value(Some(controller));
        self.progress.set(Some(0));
        spawn_local(async move {
            let result = self.fetch(&signal).await;
            if !signal.aborted() {
                self.settle(result);
            }
        });
    }

    async fn fetch(self, signal: &AbortSignal) -> Result<History, Error> {
        let request = Endpoint::RecordList(self.route.get_untracked().key);
        let zone = untrack(|| self.service.zone());
        let mut reader = HistoryReader::default();
        let mut next_update = 0;
        let each = &mut |piece: Piece<'_>| {
            let rows = reader.feed(piece);
            if rows >= next_update && !signal.aborted() {
                next_update = rows.saturating_add(PROGRESS_STEP);
                self.progress.set(Some(rows));
            }
        };
        let trace_id = self.service.stream(&request, &zone, signal, each).await?;
        reader.finish().map_err(|error| error.or_trace_id(trace_id))
    }

    fn settle(self, result: Result<History, Error>) {
        let error = match result {
            Ok(history) => {
                self.updated_at.set_value(now());
                let history = Some(history);
                // An unchanged history renders nothing again.
                if self.history.with_untracked(|before| *before != history) {
                    self.history.set(history);
                }
                None
            }
            Err(error) => Some(error),
        };
        self.error.set(error);
        self.progress.set(None);
    }

    fn abort(self) {
        if let Some(controller) = self.controller.try_update_value(Option::take).flatten() {
            controller.abort();
        }
    }

    /// The last history; tracked.
    pub(super) fn history(self) -> Option<History> {
        self.history.get()
    }

    /// Reads the last history without a copy; tracked.
    pub(super) fn with_history<R>(self, read: impl FnOnce(Option<&History>) -> R) -> R {
        self.history.with(|history| read(history.as_ref()))
    }

    /// Whether no history has been fetched yet; not tracked.
    pub(super) fn has_no_history_untracked(self) -> bool {
        self.history.with_untracked(Option::is_none)
    }

    /// The time of the last successful fetch, in milliseconds since 1970 UTC.
    pub(super) fn updated_at(self) -> f64 {
        self.updated_at.get_value()
    }

    /// Whether a fetch is in progress; tracked.
    pub(super) fn is_fetching(self) -> bool {
        self.progress.with(Option::is_some)
    }

    /// The number of rows received by the fetch in progress; tracked.
    pub(super) fn progress(self) -> Option<usize> {
        self.progress.get()
    }

    /// The error of the last fetch; tracked.
    pub(super) fn error(self) -> Option<Error> {
        self.error.get()
    }
}
