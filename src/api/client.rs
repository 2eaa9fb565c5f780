//! Requests to the service, from a browser.

use std::cell::Cell;

use chrono::FixedOffset;
use js_sys::{Array, Date, Function, Math, Promise, Reflect, Uint8Array};
use serde::de::IgnoredAny;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, Headers, ReadableStream, ReadableStreamDefaultReader, RequestCache, RequestCredentials, RequestInit,
};

use super::endpoint::Request;
use super::envelope::{Answer, Response, decode};
use super::error::{Error, Kind};
use super::prefetch;
use super::retry;
use super::timeout::Limit;
use crate::model::locale::Locale;
use crate::model::monotonic_clock::MonotonicClock;
use crate::model::zone::Zone;

/// How long one try may take, in milliseconds.
const PATIENCE: i32 = 30_000;
/// The header in which a service says what zone its times are in.
const ZONE: &str = "X-BKREPO-Time-Zone";
/// How many bytes of a list are read at a time.
const PART: usize = 65_536;
/// How long the page may be kept from answering a person while a list is read, in milliseconds.
const BREATH: f64 = 8.0;
/// How long a list of any length may take, in milliseconds.
const LONG_PATIENCE: i32 = 300_000;

/// What a client needs to know of the place where it runs.
#[derive(Debug, Clone)]
pub struct Client {
    /// What stands before `/replication/api/…`.
    pub base: String,
    /// The cookie whose value is sent as `X-CSRFToken`.
    pub csrf_cookie: String,
    /// More request headers.
    pub headers: Vec<(String, String)>,
    /// Query for more headers before every request, where a host page wants that: gives an object, or promises one.
    pub ask_headers: Option<Function>,
}

/// How a person wants to be answered.
#[derive(Debug, Clone)]
pub struct Manner {
    /// The language of the service's messages.
    pub locale: Locale,
    /// The zone of all times, by a name that the service understands.
    pub zone: String,
    /// That zone's current offset; `None` when the browser does not know the zone.
    pub zone_offset: Option<FixedOffset>,
}

/// A piece of an answer that is read as it comes.
#[derive(Debug)]
pub enum Piece<'a> {
    /// It begins, or begins anew after it broke off; the zone of all times in it.
    Begin(Zone),
    /// Its next bytes.
    Bytes(&'a [u8]),
}

/// What takes the pieces of an answer.
pub type Pieces<'a> = &'a mut dyn FnMut(Piece<'_>);

/// What came back, copied out of the browser's objects.
struct Raw {
    status: u16,
    body: String,
    retry_after: Option<String>,
    zone: Option<String>,
}

impl Client {
    /// Asks, and tries again by itself where that can help. The answer's data is its whole body as it came;
    /// [`Answer::read`] reads it.
    ///
    /// Once `signal` is aborted, the result means nothing and comes soon.
    ///
    /// # Errors
    /// Why there is no answer, after the last try.
    pub async fn ask(&self, request: &Request, manner: &Manner, signal: &AbortSignal) -> Result<Answer<String>, Error> {
        let raw = self.try_until_answered(request, manner, signal, None).await?;
        let zone = Zone::of_answer(&manner.zone, manner.zone_offset, raw.zone.as_deref());
        Ok(Answer { data: raw.body, trace_id: None, zone })
    }

    /// Asks for a long list, and hands its answer to `each` piece by piece; tries again by itself, from the beginning.
    ///
    /// # Errors
    /// Why there is no answer, or no whole one, after the last try.
    pub async fn stream(
        &self,
        request: &Request,
        manner: &Manner,
        signal: &AbortSignal,
        each: Pieces<'_>,
    ) -> Result<(), Error> {
        self.try_until_answered(request, manner, signal, Some(each)).await.map(drop)
    }

    async fn try_until_answered(
        &self,
        request: &Request,
        manner: &Manner,
        signal: &AbortSignal,
        mut each: Option<Pieces<'_>>,
    ) -> Result<Raw, Error> {
        let url = format!("{}{}", self.base, request.address());
        let is_long = each.is_some() || matches!(request, Request::DetailList(_));
        let patience = if is_long { LONG_PATIENCE } else { PATIENCE };
        let mut failed = 0;
        loop {
            let piecewise: Option<Pieces<'_>> = match &mut each {
                Some(each) => Some(&mut **each),
                None => None,
            };
            let error = match self.fetch(&url, patience, manner, signal, piecewise).await {
                Ok(raw) if (200..300).contains(&raw.status) => return Ok(raw),
                Ok(raw) => refusal(&raw),
                Err(error) => error,
            };
            failed = u32::saturating_add(failed, 1);
            match retry::wait(&error, failed, Math::random()) {
                Some(wait) if !signal.aborted() => sleep(wait).await,
                _ => return Err(error),
            }
            if signal.aborted() {
                return Err(error);
            }
        }
    }

    async fn fetch(
        &self,
        url: &str,
        patience: i32,
        manner: &Manner,
        signal: &AbortSignal,
        each: Option<Pieces<'_>>,
    ) -> Result<Raw, Error> {
        let limit = Limit::new(patience).map_err(|_| Error::new(Kind::Offline))?;
        let either = AbortSignal::any(&Array::of2(signal, &limit.signal()));
        let headers = self.request_headers(manner);
        // The page that is taken apart is never within another.
        #[cfg(not(feature = "parts"))]
        if let Some(ask) = &self.ask_headers {
            super::host_headers::add_headers(ask, &headers, &either).await?;
        }
        let init = RequestInit::new();
        init.set_credentials(RequestCredentials::Include);
        // Off the network, Firefox would take an old answer for a new one.
        init.set_cache(RequestCache::NoStore);
        init.set_signal(Some(&either));
        init.set_headers(&headers);
        let read = async {
            let window = web_sys::window().ok_or(JsValue::NULL)?;
            let sent = prefetch::take(url, &headers, &either);
            let sent = sent.unwrap_or_else(|| window.fetch_with_str_and_init(url, &init));
            let response = JsFuture::from(sent).await?;
            let response: web_sys::Response = response.dyn_into()?;
            let headers = response.headers();
            let header = |name| headers.get(name).ok().flatten();
            if let Some(date) = header("Date") {
                hear(&date);
            }
            let body = match (each.filter(|_| response.ok()), response.body()) {
                (Some(each), Some(body)) => {
                    let zone = header(ZONE);
                    each(Piece::Begin(Zone::of_answer(&manner.zone, manner.zone_offset, zone.as_deref())));
                    drain(&body, each).await?;
                    String::new()
                }
                _ => JsFuture::from(response.text()?).await?.as_string().unwrap_or_default(),
            };
            Ok(Raw { status: response.status(), body, retry_after: header("Retry-After"), zone: header(ZONE) })
        };
        read.await.map_err(|reason: JsValue| {
            let name = Reflect::get(&reason, &"name".into()).ok().and_then(|name| name.as_string());
            let timed_out = name.as_deref() == Some("TimeoutError");
            Error::new(if timed_out { Kind::TimedOut } else { Kind::Offline })
        })
    }

    fn request_headers(&self, manner: &Manner) -> JsValue {
        let Ok(headers) = Headers::new() else { return JsValue::UNDEFINED };
        // A value that HTTP does not allow is left out: the service then says what it misses.
        let set = |name: &str, value: &str| drop(headers.set(name, value));
        set("Accept", "application/json");
        set("Accept-Language", manner.locale.tag());
        set("X-BKREPO-TIME-ZONE", &manner.zone);
        if let Some(token) = cookie(&self.csrf_cookie) {
            set("X-CSRFToken", &token);
        }
        for (name, value) in &self.headers {
            set(name, value);
        }
        headers.into()
    }
}

/// Reads a body to its end; now and then lets the browser do what else it has to do.
async fn drain(body: &ReadableStream, each: Pieces<'_>) -> Result<(), JsValue> {
    let reader: ReadableStreamDefaultReader = body.get_reader().dyn_into()?;
    let mut pace = Pace::begin();
    loop {
        let step = JsFuture::from(reader.read()).await?;
        if Reflect::get(&step, &"done".into())?.is_truthy() {
            return Ok(());
        }
        let piece: Uint8Array = Reflect::get(&step, &"value".into())?.dyn_into()?;
        // A piece may be as large as the browser likes.
        for part in piece.to_vec().chunks(PART) {
            each(Piece::Bytes(part));
            pace.keep().await;
        }
    }
}

/// Why a response that is no success is none.
fn refusal(raw: &Raw) -> Error {
    let response = Response { status: raw.status, body: &raw.body, retry_after: raw.retry_after.as_deref() };
    match decode::<IgnoredAny>(response) {
        Err(mut error) => {
            if let (None, Some(date)) = (error.retry_after, &raw.retry_after) {
                let wait = (Date::parse(date) - service_time(now())) / 1000.0;
                if wait > 0.0 {
                    #[expect(
                        clippy::cast_possible_truncation,
                        clippy::cast_sign_loss,
                        reason = "a span that is none too long"
                    )]
                    let seconds = wait.ceil() as u32;
                    error.retry_after = Some(seconds);
                }
            }
            error
        }
        // A status of failure never decodes to an answer; should it, the status still counts.
        Ok(_) => Error::new(Kind::Unreadable),
    }
}

/// The value of a cookie, as it stands.
pub fn cookie(name: &str) -> Option<String> {
    let document: web_sys::HtmlDocument = web_sys::window()?.document()?.dyn_into().ok()?;
    let all = document.cookie().ok()?;
    all.split(';').find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name && !value.is_empty()).then(|| value.to_owned())
    })
}

thread_local! {
    static CLOCK: Cell<MonotonicClock> = const { Cell::new(MonotonicClock::new()) };
}

/// Milliseconds since 1970 UTC, by the browser's clock, but never less than before: a clock that is set back stands.
pub fn now() -> f64 {
    let mut clock = CLOCK.get();
    let now = clock.look(Date::now());
    CLOCK.set(clock);
    now
}

/// What the service's clock shows when [`now`] is `here`, as far as its answers told: its times are told by it.
pub fn service_time(here: f64) -> f64 {
    CLOCK.get().service(here)
}

/// Hears from an answer what the service's clock shows.
fn hear(date: &str) {
    now();
    let mut clock = CLOCK.get();
    clock.learn(Date::parse(date));
    CLOCK.set(clock);
}

/// Long work in pieces that are short enough for a page to stay at hand.
pub struct Pace(f64);

impl Pace {
    /// The work begins.
    pub fn begin() -> Self {
        Self(now())
    }

    /// A piece of it is done: time for others, where it is due.
    pub async fn keep(&mut self) {
        if now() - self.0 > BREATH {
            breathe().await;
            *self = Self::begin();
        }
    }
}

/// Lets the browser do what else it has to do.
pub async fn breathe() {
    sleep(0).await;
}

async fn sleep(milliseconds: u32) {
    let timer = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let milliseconds = i32::try_from(milliseconds).unwrap_or(i32::MAX);
            drop(window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds));
        }
    });
    drop(JsFuture::from(timer).await);
}
