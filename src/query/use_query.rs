//! Queries to the service: data, status, refetch.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use web_sys::AbortController;

use super::service::{Service, use_service};
use crate::api::clock::now;
use crate::api::endpoint::Endpoint;
use crate::api::error::ErrorKind;
use crate::api::{ApiResponse, Error};
use crate::model::remote_data::RemoteData;
use crate::model::zone::Zone;

/// A response and the time when it was received.
#[derive(Debug, PartialEq)]
pub struct Cached<T> {
    /// The response.
    pub response: ApiResponse<T>,
    /// The time of reception, in milliseconds since 1970 UTC.
    pub fetched_at: f64,
}

impl<T> Cached<T> {
    /// The data of the response.
    pub const fn data(&self) -> &T {
        &self.response.data
    }

    /// The zone of all times in the data.
    pub const fn zone(&self) -> &Zone {
        &self.response.zone
    }
}

/// The status of a query, without its data.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QueryStatus {
    /// Whether a request is running.
    pub is_fetching: bool,
    /// When the data of the current key was received, in milliseconds since 1970 UTC; kept during a refetch.
    pub updated_at: Option<f64>,
    /// Whether there is data to show: of the current key, or of the key before.
    pub has_data: bool,
    /// The error of the last request; kept during a refetch.
    pub error: Option<Error>,
    /// The duration of the last request, in milliseconds.
    pub latency_ms: u32,
    /// Whether the last response differs from the one before.
    pub data_changed: bool,
}

/// A query without the type of its data: its status, and a way to refetch.
#[derive(Debug, Clone, Copy)]
pub struct QueryHandle {
    status: RwSignal<QueryStatus>,
    refetch: Trigger,
}

impl QueryHandle {
    fn new() -> Self {
        let status = QueryStatus { is_fetching: true, ..QueryStatus::default() };
        Self { status: RwSignal::new(status), refetch: Trigger::new() }
    }

    /// The status; tracked.
    pub fn status(self) -> QueryStatus {
        self.status.get()
    }

    /// Applies a function to the status; tracked.
    pub fn with<R>(self, read: impl FnOnce(&QueryStatus) -> R) -> R {
        self.status.with(read)
    }

    /// [`QueryStatus::updated_at`], untracked.
    pub fn updated_at_untracked(self) -> Option<f64> {
        self.status.try_with_untracked(|status| status.updated_at).flatten()
    }

    /// The kind of the error of the last request; tracked.
    pub fn error_kind(self) -> Option<ErrorKind> {
        self.with(|status| status.error.as_ref().map(Error::kind))
    }

    /// The time up to which the data is known: now, or the time of the data if the last request failed. What counts time
    /// stops there, because it would otherwise claim that nothing has changed since. Tracked.
    pub fn known_until(self, now: f64) -> f64 {
        self.with(|status| status.error.as_ref().and(status.updated_at).unwrap_or(now))
    }

    /// Sends the same request again.
    pub fn refetch(self) {
        self.refetch.notify();
    }
}

/// A [`Cached`] without its type, so that all queries share the code that stores it.
type AnyCached = Arc<dyn Any + Send + Sync>;

/// A response and its [`Cached::fetched_at`], which is needed without its type as well.
struct Received {
    cached: AnyCached,
    at: f64,
}

type Data = RemoteData<Received, Error>;

/// A query: the data of an endpoint, fetched again whenever the endpoint changes.
#[derive(Debug)]
pub struct Query<T> {
    data: StoredValue<Data>,
    /// The query without the type of its data.
    pub handle: QueryHandle,
    data_type: PhantomData<fn() -> T>,
}

impl<T> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Query<T> {}

impl<T: Send + Sync + 'static> Query<T> {
    /// The data of the current key; tracked.
    pub fn data(self) -> Option<Arc<Cached<T>>> {
        read(self.data, self.handle, Data::data)?.downcast().ok()
    }

    /// The data of the current key, or of the key before while this one is loading; tracked.
    pub fn latest(self) -> Option<Arc<Cached<T>>> {
        read(self.data, self.handle, Data::latest)?.downcast().ok()
    }
}

/// The data itself is not a signal: every change of it changes the status too, so readers track the status.
fn read(data: StoredValue<Data>, handle: QueryHandle, read: fn(&Data) -> Option<&Arc<Received>>) -> Option<AnyCached> {
    handle.status.track();
    data.try_with_value(|data| read(data).map(|received| Arc::clone(&received.cached))).flatten()
}

/// An event in the life of a query.
enum Event {
    /// The key changed.
    KeyChanged,
    /// A refetch of the same key began.
    Refetch,
    /// The request ended, after so many milliseconds.
    Settled(Result<ApiResponse<String>, Error>, u32),
}

/// Fetches an endpoint, and again when the endpoint or the time zone changes or a refetch is requested; `None` fetches
/// nothing. The request of the key before is aborted, so that the last key wins, in whatever order responses arrive.
pub fn use_query<T>(endpoint: impl Fn() -> Option<Endpoint> + Send + Sync + 'static) -> Query<T>
where
    T: DeserializeOwned + PartialEq + Send + Sync + 'static,
{
    let (data, handle) = (StoredValue::new(RemoteData::default()), QueryHandle::new());
    fetch(Box::new(endpoint), Store { data, handle, decode: decode::<T> });
    Query { data, handle, data_type: PhantomData }
}

/// Decodes a response, and returns whether its data differs from the data before.
type Decode = fn(ApiResponse<String>, Option<&Received>) -> Result<(Received, bool), Error>;

fn decode<T>(response: ApiResponse<String>, before: Option<&Received>) -> Result<(Received, bool), Error>
where
    T: DeserializeOwned + PartialEq + Send + Sync + 'static,
{
    let response = response.decode::<T>()?;
    let before = before.and_then(|before| before.cached.downcast_ref::<Cached<T>>());
    let has_changed = before.is_none_or(|before| before.response.data != response.data);
    let at = now();
    Ok((Received { cached: Arc::new(Cached { response, fetched_at: at }), at }, has_changed))
}

/// The store of a query, independent of the type of the data: compiled once for all endpoints, like the fetching.
#[derive(Clone, Copy)]
struct Store {
    data: StoredValue<Data>,
    handle: QueryHandle,
    decode: Decode,
}

impl Store {
    /// Stores the data before it publishes the status, so that no reader sees a new status with old data.
    fn apply(self, event: Event) {
        let Some(mut status) = self.handle.status.try_get_untracked() else { return };
        self.data.try_update_value(|data| {
            // A refetch keeps the last error until it ends.
            let error = status.error.take().filter(|_| matches!(event, Event::Refetch));
            let before = std::mem::take(data);
            *data = match event {
                Event::KeyChanged => before.start(),
                Event::Refetch => before.refetch(),
                Event::Settled(result, latency_ms) => {
                    let decoded = result.and_then(|body| (self.decode)(body, before.data().map(Arc::as_ref)));
                    let result = decoded.map(|(received, has_changed)| {
                        status.data_changed = has_changed;
                        received
                    });
                    status.latency_ms = latency_ms;
                    before.settle(result)
                }
            };
            status.is_fetching = data.is_fetching();
            status.updated_at = data.data().map(|received| received.at);
            status.has_data = data.latest().is_some();
            status.error = data.error().cloned().or(error);
        });
        self.handle.status.set(status);
    }
}

fn fetch(endpoint: Box<dyn Fn() -> Option<Endpoint> + Send + Sync>, store: Store) {
    let service = use_service();
    let key = Memo::new(move |_| endpoint().map(|endpoint| (endpoint, service.zone())));
    let running = StoredValue::new_local(None::<AbortController>);
    let abort = move || {
        if let Some(controller) = running.try_update_value(Option::take).flatten() {
            controller.abort();
        }
    };
    on_cleanup(abort);
    Effect::new(move |before: Option<Option<(Endpoint, String)>>| {
        store.handle.refetch.track();
        let key = key.get();
        abort();
        store.apply(if before.as_ref() == Some(&key) { Event::Refetch } else { Event::KeyChanged });
        if let (Some((endpoint, _)), Ok(controller)) = (&key, AbortController::new()) {
            spawn_local(send(service, endpoint.clone(), controller.signal(), store));
            running.set_value(Some(controller));
        }
        key
    });
}

async fn send(service: Service, endpoint: Endpoint, signal: web_sys::AbortSignal, store: Store) {
    let started = now();
    let result = service.fetch(&endpoint, &signal).await;
    if !signal.aborted() {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
        store.apply(Event::Settled(result, (now() - started) as u32));
        // An envelope of HTTP 200 can have the code of an error.
        store.handle.status.try_with_untracked(|status| service.observe(started, status.error.as_ref()));
    }
}
