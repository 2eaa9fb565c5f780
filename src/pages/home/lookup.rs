//! The lookup of an id that the user typed: whether it belongs to a task or to an execution.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::IgnoredAny;
use web_sys::{AbortController, AbortSignal};

use crate::api::endpoint::Endpoint;
use crate::api::error::ErrorKind;
use crate::api::wire::{Page, Record};
use crate::api::{ApiResponse, Error};
use crate::model::id::{Id, IdError};
use crate::model::pagination::Pagination;
use crate::model::route::{RecordRoute, Route, TaskRoute};
use crate::navigation::{HistoryMode, Navigation, use_navigation};
use crate::query::service::{Service, use_service};
use crate::settings::use_settings;

/// The length from which on an id is probably a task key: keys have 32 digits, record ids 24.
const MIN_KEY_LENGTH: usize = 29;

/// The state of a lookup.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum LookupState {
    /// Nothing was submitted since the last input.
    Idle,
    /// The text is not a valid id.
    Invalid { text: String, reason: IdError },
    /// A request is running.
    Running,
    /// Neither a task nor an execution has this id.
    Unknown(Id),
    /// A request failed.
    Failed(Error),
}

/// A lookup that opens the page of the id.
#[derive(Clone, Copy)]
pub(super) struct Lookup {
    state: RwSignal<LookupState>,
    running: StoredValue<Option<AbortController>, LocalStorage>,
    service: Service,
    navigation: Navigation,
    page_size: u32,
}

impl Lookup {
    /// A lookup that is aborted when the current owner is disposed.
    pub(super) fn new() -> Self {
        let lookup = Self {
            state: RwSignal::new(LookupState::Idle),
            running: StoredValue::new_local(None),
            service: use_service(),
            navigation: use_navigation(),
            page_size: use_settings().size(),
        };
        on_cleanup(move || lookup.abort());
        lookup
    }

    /// The state; tracked.
    pub(super) fn state(self) -> LookupState {
        self.state.get()
    }

    /// Whether the last submitted text was rejected; tracked.
    pub(super) fn is_rejected(self) -> bool {
        self.state.with(|state| matches!(state, LookupState::Invalid { .. } | LookupState::Unknown(_)))
    }

    /// Aborts the running request and clears the result, because the text has changed.
    pub(super) fn reset(self) {
        self.abort();
        self.state.set(LookupState::Idle);
    }

    /// Looks up a text and opens the page that is found. Returns `false` if the text is not a valid id.
    pub(super) fn submit(self, text: &str) -> bool {
        self.abort();
        match Id::parse(text) {
            Ok(id) => {
                self.start(id);
                true
            }
            Err(reason) => {
                self.state.set(LookupState::Invalid { text: text.trim().to_owned(), reason });
                false
            }
        }
    }

    fn start(self, id: Id) {
        let Ok(controller) = AbortController::new() else { return };
        let signal = controller.signal();
        self.running.set_value(Some(controller));
        self.state.set(LookupState::Running);
        spawn_local(async move {
            let found = find_route(self.service, &id, self.page_size, &signal).await;
            if signal.aborted() {
                return;
            }
            match found {
                Ok(Some(route)) => self.navigation.go(route, HistoryMode::Push),
                Ok(None) => self.state.set(LookupState::Unknown(id)),
                Err(error) => self.state.set(LookupState::Failed(error)),
            }
        });
    }

    fn abort(self) {
        if let Some(controller) = self.running.try_update_value(Option::take).flatten() {
            controller.abort();
        }
    }
}

/// The route of the task or the execution with an id; `None` if there is neither.
///
/// Some services return an empty history instead of an error for an unknown key, so a task without executions is
/// accepted only if there is no execution with the id either.
async fn find_route(service: Service, id: &Id, page_size: u32, signal: &AbortSignal) -> Result<Option<Route>, Error> {
    let task = Route::Task(TaskRoute::new(id.clone(), None, page_size));
    let record = Route::Record(RecordRoute::new(id.clone(), None, page_size));
    // The likelier kind is requested first.
    if id.as_str().len() >= MIN_KEY_LENGTH {
        let executions = count_executions(service, id, signal).await?;
        if executions.is_some_and(|executions| executions > 0) {
            return Ok(Some(task));
        }
        let is_record = record_exists(service, id, signal).await?;
        return Ok(if is_record { Some(record) } else { executions.map(|_| task) });
    }
    if record_exists(service, id, signal).await? {
        return Ok(Some(record));
    }
    Ok(count_executions(service, id, signal).await?.map(|_| task))
}

/// The number of executions of a task; `None` if the service does not know the key.
async fn count_executions(service: Service, key: &Id, signal: &AbortSignal) -> Result<Option<u64>, Error> {
    let request = Endpoint::RecordPage { key: key.clone(), page: Pagination::first(1), status: None };
    let response = service.fetch(&request, signal).await;
    let page = found(response.and_then(ApiResponse::decode::<Page<Record>>))?;
    Ok(page.map(|page| page.total()))
}

/// Whether there is an execution with an id.
async fn record_exists(service: Service, id: &Id, signal: &AbortSignal) -> Result<bool, Error> {
    let response = service.fetch(&Endpoint::Record(id.clone()), signal).await;
    Ok(found(response.and_then(ApiResponse::decode::<IgnoredAny>))?.is_some())
}

/// The data of a response; an unknown id is `None` and not an error.
fn found<T>(response: Result<ApiResponse<T>, Error>) -> Result<Option<T>, Error> {
    match response {
        Ok(response) => Ok(Some(response.data)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
