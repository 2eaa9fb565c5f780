//! The endpoints of records and details.

use crate::clock::Clock;
use crate::data::{Data, Detail, Run, Task};
use crate::endpoint::Endpoint;
use crate::error::{ApiError, Language};
use crate::filter::{Filter, Query, STATUSES};
use crate::response;
use crate::wire;
use crate::zone::{self, TimeFormat, Zone};
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Response, header};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use std::ops::Range;
use std::sync::Arc;

/// Number of rows per chunk of a streamed list.
const CHUNK_ROWS: usize = 400;
const TIME_ZONE: &str = "x-bkrepo-time-zone";
const REQUEST_ID: &str = "x-bkrepo-rid";

/// The request handlers, with data and configuration.
pub(crate) struct Api {
    pub(crate) data: Data,
    pub(crate) clock: Arc<Clock>,
    pub(crate) zone: TimeZone,
    pub(crate) old_server: bool,
}

/// A parsed request.
pub(crate) struct RequestContext {
    pub(crate) query: Query,
    pub(crate) zone: Zone,
    pub(crate) now: Timestamp,
    pub(crate) trace_id: String,
}

impl RequestContext {
    pub(crate) fn nanos(&self) -> i64 {
        zone::nanos(self.now)
    }
}

impl Api {
    /// The response to a `GET` request.
    pub(crate) fn handle(&self, path: &str, query: &str, headers: &HeaderMap, trace_id: &str) -> Response<Body> {
        let zone = self.requested_zone(headers);
        let context =
            RequestContext { query: Query::parse(query), zone, now: self.clock.now(), trace_id: trace_id.into() };
        match self.route(path, context) {
            Ok(response) => response,
            // Old servers did not handle what they could not parse.
            Err(ApiError::InvalidParameter(_)) if self.old_server => self.error(&ApiError::Internal, headers, trace_id),
            Err(error) => self.error(&error, headers, trace_id),
        }
    }

    fn error(&self, error: &ApiError, headers: &HeaderMap, trace_id: &str) -> Response<Body> {
        response::error(error, Language::from_headers(headers), trace_id.into())
    }

    /// Adds the headers that the service sends with every response, including errors: the offset that it used, and the
    /// id of the request.
    pub(crate) fn add_headers(&self, request_headers: &HeaderMap, trace_id: &str, response: &mut Response<Body>) {
        let now = self.clock.now();
        let headers = response.headers_mut();
        // Set here, because the HTTP server would send the machine's time.
        if let Ok(date) = HeaderValue::from_str(&now.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()) {
            headers.insert(header::DATE, date);
        }
        if self.old_server {
            return;
        }
        let offset = self.requested_zone(request_headers).offset_header(now);
        for (name, value) in [(TIME_ZONE, offset.as_str()), (REQUEST_ID, trace_id)] {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        }
    }

    /// The zone of a request's header. Old servers ignore the header; an unknown zone is treated as absent.
    fn requested_zone(&self, headers: &HeaderMap) -> Zone {
        let name = headers.get(TIME_ZONE).and_then(|value| value.to_str().ok());
        let requested = name.filter(|_| !self.old_server).and_then(zone::parse);
        let format = if self.old_server { TimeFormat::Old } else { TimeFormat::Today };
        let zone = requested.unwrap_or_else(|| self.zone.clone());
        let is_service_zone = zone == self.zone;
        Zone::new(zone, is_service_zone, format)
    }

    fn route(&self, path: &str, context: RequestContext) -> Result<Response<Body>, ApiError> {
        let (endpoint, id) = Endpoint::parse(path).ok_or(ApiError::UnknownPath)?;
        match endpoint {
            Endpoint::Record => self.record(&id, context),
            Endpoint::RecordList => Ok(self.record_list(&id, context)),
            Endpoint::RecordPage => self.record_page(&id, context),
            Endpoint::DetailList => Ok(self.detail_list(id, context)),
            Endpoint::DetailPage => self.detail_page(&id, context),
            Endpoint::Overview => Ok(self.overview(&id, context)),
            Endpoint::TaskInfo => self.task_info(&id, context),
            Endpoint::TaskDetail => self.task_detail(&id, context),
            Endpoint::TaskPage => self.task_page(&id, context),
        }
    }

    /// Finds a record. Future runs exist in the data set but must not be visible.
    fn run(&self, id: &str, now: i64) -> Option<(&Task, &Run)> {
        self.data.record(id).filter(|(task, run)| task.keeps(run, now))
    }

    /// The records of a task, newest first; none for an unknown key.
    fn runs(&self, key: &str, now: i64) -> impl Iterator<Item = (&Task, &Run)> {
        let task = self.data.task(key);
        let runs = task.into_iter().flat_map(|task| task.runs.iter().map(move |run| (task, run)));
        runs.filter(move |(task, run)| task.keeps(run, now))
    }

    /// The rows of a record, newest first, and the range of those that have started and are kept. An unknown id has no
    /// rows.
    fn rows(&self, id: &str, now: i64) -> (Arc<Vec<Detail>>, Range<usize>) {
        let Some((task, _)) = self.run(id, now) else {
            return (Arc::default(), 0..0);
        };
        let rows = self.data.rows(id).unwrap_or_default();
        let since = task.details_kept_since(now);
        let first = rows.iter().position(|row| row.has_started(now));
        let last = rows.iter().rposition(|row| row.start.nanos >= since);
        let range = first.zip(last).map_or(0..0, |(first, last)| first..last + 1);
        (rows, range)
    }

    fn record_wire<'a>(&self, task: &'a Task, run: &'a Run, context: &RequestContext) -> wire::Record<'a> {
        run.wire(task, context.nanos(), &context.zone, self.old_server)
    }

    fn record(&self, id: &str, context: RequestContext) -> Result<Response<Body>, ApiError> {
        let found = self.run(id, context.nanos());
        let (task, run) = found.ok_or_else(|| ApiError::NotFound(id.into()))?;
        let record = wire::TaskRecord {
            replica_object_type: task.object_type,
            replica_type: (!self.old_server).then_some(task.replica_type),
            record: self.record_wire(task, run, &context),
        };
        Ok(response::data(Some(record), context.trace_id.clone()))
    }

    fn record_list(&self, key: &str, context: RequestContext) -> Response<Body> {
        let runs = self.runs(key, context.nanos());
        let records = runs.map(|(task, run)| self.record_wire(task, run, &context));
        response::data(Some(records.collect::<Vec<_>>()), context.trace_id.clone())
    }

    fn record_page(&self, key: &str, context: RequestContext) -> Result<Response<Body>, ApiError> {
        let (number, size) = context.query.page_number_and_size()?;
        let status = context.query.one_of("status", &STATUSES)?;
        let now = context.nanos();
        let runs = self.runs(key, now);
        let matching: Vec<_> =
            runs.filter(|(_, run)| status.is_none_or(|expected| run.status(now) == expected)).collect();
        let page = self.page(number, size, &matching, |(task, run)| self.record_wire(task, run, &context));
        Ok(response::data(Some(page), context.trace_id.clone()))
    }

    fn detail_page(&self, id: &str, context: RequestContext) -> Result<Response<Body>, ApiError> {
        let (number, size) = context.query.page_number_and_size()?;
        let filter = Filter::parse(&context.query)?;
        let now = context.nanos();
        let (rows, range) = self.rows(id, now);
        let mut matching = Vec::new();
        for row in rows.get(range).unwrap_or_default() {
            if filter.matches(row, row.status(now))? {
                matching.push(row);
            }
        }
        let page = self.page(number, size, &matching, |row| row.wire(id, now, &context.zone, self.old_server));
        Ok(response::data(Some(page), context.trace_id.clone()))
    }

    pub(crate) fn page<'a, T, W: Serialize>(
        &self,
        number: u64,
        size: u64,
        all: &'a [T],
        wire: impl Fn(&'a T) -> W,
    ) -> wire::Page<W> {
        let total = all.len() as u64;
        let skip = (number - 1).saturating_mul(size);
        let skip = usize::try_from(skip).unwrap_or(usize::MAX);
        let take = usize::try_from(size).unwrap_or(usize::MAX);
        wire::Page {
            page_number: number,
            page_size: size,
            total_records: total,
            total_pages: total.div_ceil(size),
            records: all.iter().skip(skip).take(take).map(wire).collect(),
            count: (!self.old_server).then_some(total),
            page: (!self.old_server).then_some(number),
        }
    }

    /// Streams all rows of a record in chunks, because a hundred thousand rows would take much time and memory at once.
    fn detail_list(&self, id: String, context: RequestContext) -> Response<Body> {
        let now = context.nanos();
        let (rows, range) = self.rows(&id, now);
        let (zone, old, trace_id) = (context.zone, self.old_server, context.trace_id);
        let head = Bytes::from_static(b"{\n  \"code\": 0,\n  \"message\": null,\n  \"data\": [");
        let end = if range.is_empty() { "" } else { "\n  " };
        let tail = Bytes::from(format!("{end}],\n  \"traceId\": \"{trace_id}\"\n}}"));
        let first = range.start;
        let chunks = range.clone().step_by(CHUNK_ROWS).map(move |start| {
            let part = rows.get(start..(start + CHUNK_ROWS).min(range.end)).unwrap_or_default();
            let mut text = Vec::with_capacity(part.len() * 1_100);
            for (number, row) in part.iter().enumerate() {
                text.extend_from_slice(if start + number > first { b",\n" } else { b"\n" });
                let json = serde_json::to_vec_pretty(&row.wire(&id, now, &zone, old))?;
                response::indent(&json, b"    ", &mut text);
            }
            Ok::<_, std::io::Error>(Bytes::from(text))
        });
        let all = std::iter::once(Ok(head)).chain(chunks).chain([Ok(tail)]);
        let body = Body::from_stream(futures_util::stream::iter(all));
        response::json(axum::http::StatusCode::OK, body)
    }

    fn overview(&self, id: &str, context: RequestContext) -> Response<Body> {
        let now = context.nanos();
        let totals = self.run(id, now).and_then(|(_, run)| run.totals(now));
        response::data(totals.map(|totals| totals.overview(self.old_server)), context.trace_id)
    }

    /// The service's own zone, for times that it stores as text.
    pub(crate) fn service_zone(&self) -> Zone {
        let format = if self.old_server { TimeFormat::Old } else { TimeFormat::Today };
        Zone::new(self.zone.clone(), true, format)
    }
}
