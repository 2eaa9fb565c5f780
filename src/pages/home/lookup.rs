//! The lookup of a text that the user typed: an address, or the id of a task, an execution or a project.

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
use crate::model::pasted_address;
use crate::model::plans::{PlanFilter, PlanSort};
use crate::model::route::{PlansRoute, RecordRoute, Route, TaskRoute};
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
    /// The text is an address, but not one of the console's plans or of this app.
    UnknownAddress,
    /// A request is running.
    Running,
    /// Neither a task nor an execution nor a project with plans has this id.
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
        self.state.with(|state| {
            matches!(state, LookupState::Invalid { .. } | LookupState::Unknown(_) | LookupState::UnknownAddress)
        })
    }

    /// Aborts the running request and clears the result, because the text has changed.
    pub(super) fn reset(self) {
        self.abort();
        self.state.set(LookupState::Idle);
    }

    /// Opens the page of an address, or looks up an id. Returns `false` if the text is neither.
    pub(super) fn submit(self, text: &str) -> bool {
        self.abort();
        if let Some(route) = pasted_address::parse(text, self.page_size) {
            self.navigation.go(route, HistoryMode::Push);
            return true;
        }
        match Id::parse(text) {
            // Never sent to the service: such a text can contain anything.
            Ok(id) if id.as_str().contains("://") => {
                self.state.set(LookupState::UnknownAddress);
                false
            }
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

/// The route of the task, the execution or the project with an id; `None` if there is none.
async fn find_route(service: Service, id: &Id, page_size: u32, signal: &AbortSignal) -> Result<Option<Route>, Error> {
    let mut evidence = Evidence::default();
    loop {
        let step = evidence.next_step(id.as_str());
        let request = match step {
            Step::CountExecutions => Endpoint::RecordPage { key: id.clone(), page: Pagination::first(1), status: None },
            Step::FindTask => Endpoint::TaskInfo(id.clone()),
            Step::FindRecord => Endpoint::Record(id.clone()),
            Step::CountPlans => Endpoint::TaskPage {
                project_id: id.clone(),
                page: Pagination::first(1),
                filter: PlanFilter::default(),
                sort: PlanSort::default(),
            },
            Step::OpenTask => return Ok(Some(Route::Task(TaskRoute::new(id.clone(), None, page_size)))),
            Step::OpenRecord => return Ok(Some(Route::Record(RecordRoute::new(id.clone(), None, page_size)))),
            Step::OpenPlans => return Ok(Some(Route::Plans(PlansRoute::new(id.clone(), page_size)))),
            Step::Unknown => return Ok(None),
        };
        let response = service.fetch(&request, signal).await;
        match step {
            Step::CountExecutions => {
                let page = found::<Page<Record>>(response)?;
                evidence.has_executions = Some(page.is_some_and(|page| page.total() > 0));
            }
            Step::CountPlans => {
                let plans = match found::<Page<IgnoredAny>>(response) {
                    // A person without the right to plans has none to executions either.
                    Err(error) if matches!(error.kind(), ErrorKind::Forbidden | ErrorKind::Service) => {
                        return Err(error);
                    }
                    plans => optional(plans)?.flatten(),
                };
                evidence.has_plans = Some(plans.is_some_and(|page| page.total() > 0));
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

/// The response of an endpoint that not every service has; `None` where it is missing or refused, since the lookup goes
/// on without.
fn optional<T>(response: Result<T, Error>) -> Result<Option<T>, Error> {
    match response {
        Ok(response) => Ok(Some(response)),
        Err(error) if error.is_transient() || error.kind() == ErrorKind::SignIn => Err(error),
        Err(_) => Ok(None),
    }
}

fn task_response(task: Result<Option<IgnoredAny>, Error>) -> Result<TaskResponse, Error> {
    Ok(match optional(task)? {
        Some(Some(_)) => TaskResponse::Found,
        Some(None) => TaskResponse::NotFound,
        None => TaskResponse::Withheld,
    })
}
