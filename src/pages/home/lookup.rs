//! The lookup of an id that the user typed: whether it belongs to a task or to an execution.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::{DeserializeOwned, IgnoredAny};
use web_sys::{AbortController, AbortSignal};

use crate::api::endpoint::Endpoint;
use crate::api::error::ErrorKind;
use crate::api::wire::{Page, Record};
use crate::api::{ApiResponse, Error};
use crate::model::id::{Id, IdError};
use crate::model::lookup::{Evidence, Step, TaskResponse};
use crate::model::pagination::Pagination;
use crate::model::route::{RecordRoute, Route, TaskRoute};
use crate::navigation::{HistoryMode, Navigation, use_navigation};
use crate::query::service::{Service, use_service};
use crate::settings::use_settings;

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
async fn find_route(service: Service, id: &Id, page_size: u32, signal: &AbortSignal) -> Result<Option<Route>, Error> {
    let mut evidence = Evidence::default();
    loop {
        let step = evidence.next_step(id.as_str());
        let request = match step {
            Step::CountExecutions => Endpoint::RecordPage { key: id.clone(), page: Pagination::first(1), status: None },
            Step::FindTask => Endpoint::TaskInfo(id.clone()),
            Step::FindRecord => Endpoint::Record(id.clone()),
            Step::OpenTask => return Ok(Some(Route::Task(TaskRoute::new(id.clone(), None, page_size)))),
            Step::OpenRecord => return Ok(Some(Route::Record(RecordRoute::new(id.clone(), None, page_size)))),
            Step::Unknown => return Ok(None),
        };
        let response = service.fetch(&request, signal).await;
        match step {
            Step::CountExecutions => {
                let page = found::<Page<Record>>(response)?;
                evidence.has_executions = Some(page.is_some_and(|page| page.total() > 0));
            }
            Step::FindTask => evidence.task = Some(task_response(found::<IgnoredAny>(response))?),
            _ => evidence.is_record = Some(found::<IgnoredAny>(response)?.is_some()),
        }
    }
}

/// The data of a response; an unknown id is `None` and not an error.
fn found<T: DeserializeOwned>(response: Result<ApiResponse<String>, Error>) -> Result<Option<T>, Error> {
    match response.and_then(ApiResponse::decode) {
        Ok(response) => Ok(Some(response.data)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The response to the request for a task. Where the service does not have this endpoint or refuses it, the lookup goes
/// on without.
fn task_response(task: Result<Option<IgnoredAny>, Error>) -> Result<TaskResponse, Error> {
    match task {
        Ok(Some(_)) => Ok(TaskResponse::Found),
        Ok(None) => Ok(TaskResponse::NotFound),
        Err(error) if error.is_transient() || error.kind() == ErrorKind::SignIn => Err(error),
        Err(_) => Ok(TaskResponse::Withheld),
    }
}
