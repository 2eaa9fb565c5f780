//! The six endpoints.

use crate::clock::Clock;
use crate::data::{Data, Run, Task};
use crate::endpoint::Endpoint;
use crate::error::{ApiError, Language};
use crate::filter::{self, Filter, Query};
use crate::response;
use crate::wire;
use crate::zone::{self, Zone};
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Response, header};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use std::sync::Arc;

/// Number of rows per chunk of a streamed list.
const CHUNK_ROWS: usize = 400;

/// The request handlers, with data and configuration.
pub(crate) struct Api {
    pub(crate) data: Data,
    pub(crate) clock: Arc<Clock>,
    pub(crate) zone: TimeZone,
    pub(crate) old_server: bool,
}

/// A parsed request.
struct RequestContext {
    query: Query,
    zone: Zone,
    now: Timestamp,
    trace_id: String,
}

impl RequestContext {
    fn nanos(&self) -> i64 {
        zone::nanos(self.now)
    }
}

impl Api {
    /// The response to a `GET` request.
    pub(crate) fn handle(&self, path: &str, query: &str, headers: &HeaderMap, trace_id: String) -> Response<Body> {
        let zone_name = headers.get("x-bkrepo-time-zone");
        let zone_name = zone_name.and_then(|value| value.to_str().ok());
        // Old servers ignore the header. An unknown zone is treated as absent.
        let requested_zone = zone_name.filter(|_| !self.old_server).and_then(zone::parse);
        let now = self.clock.now();
        let is_server_zone = requested_zone.as_ref().is_none_or(|requested_zone| *requested_zone == self.zone);
        let zone = Zone::new(requested_zone.clone().unwrap_or_else(|| self.zone.clone()), is_server_zone);
        let zone_header = requested_zone.and_then(|_| HeaderValue::from_str(&zone.offset_header(now)).ok());
        let context = RequestContext { query: Query::parse(query), zone, now, trace_id: trace_id.clone() };
        let mut response = match self.route(path, context) {
            Ok(response) => response,
            Err(error) => response::error(&error, Language::from_headers(headers), trace_id),
        };
        if let Some(zone_header) = zone_header {
            response.headers_mut().insert("x-bkrepo-time-zone", zone_header);
        }
        // Set here, because the HTTP server would send the machine's time.
        if let Ok(date) = HeaderValue::from_str(&now.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()) {
            response.headers_mut().insert(header::DATE, date);
        }
        response
    }

    fn route(&self, path: &str, context: RequestContext) -> Result<Response<Body>, ApiError> {
        let (endpoint, id) = Endpoint::parse(path).ok_or(ApiError::UnknownPath)?;
        match endpoint {
            Endpoint::Record => self.record(&id, context),
            Endpoint::RecordList => {
                let Some(task) = self.task(&id)? else {
                    return Ok(response::data(Some([(); 0]), context.trace_id));
                };
                let runs = task.runs.iter().filter(|run| run.has_started(context.nanos()));
                let records = runs.map(|run| self.record_wire(task, run, &context));
                Ok(response::data(Some(records.collect::<Vec<_>>()), context.trace_id.clone()))
            }
            Endpoint::RecordPage => self.record_page(&id, context),
            Endpoint::DetailList => self.detail_list(id, context),
            Endpoint::DetailPage => self.detail_page(&id, context),
            Endpoint::Overview => self.overview(&id, context),
        }
    }

    /// Finds a task by key. Old servers return an empty result instead of an error for an unknown key.
    fn task(&self, key: &str) -> Result<Option<&Task>, ApiError> {
        match self.data.task(key) {
            None if !self.old_server => Err(ApiError::NotFound(key.into())),
            task => Ok(task),
        }
    }

    /// Finds a run that has started. Future runs exist in the data set but must not be visible.
    fn started_run(&self, id: &str) -> Option<(&Task, &Run)> {
        let now = zone::nanos(self.clock.now());
        self.data.record(id).filter(|(_, run)| run.has_started(now))
    }

    fn known_run(&self, id: &str) -> Result<Option<(&Task, &Run)>, ApiError> {
        match self.started_run(id) {
            None if !self.old_server => Err(ApiError::NotFound(id.into())),
            known => Ok(known),
        }
    }

    fn record_wire<'a>(&self, task: &'a Task, run: &'a Run, context: &RequestContext) -> wire::Record<'a> {
        run.wire(task, context.nanos(), &context.zone, self.old_server)
    }

    fn record(&self, id: &str, context: RequestContext) -> Result<Response<Body>, ApiError> {
        let found = self.started_run(id);
        let (task, run) = found.ok_or_else(|| ApiError::NotFound(id.into()))?;
        let record = wire::TaskRecord {
            replica_object_type: task.object_type,
            replica_type: (!self.old_server).then_some(task.replica_type),
            record: self.record_wire(task, run, &context),
        };
        Ok(response::data(Some(record), context.trace_id.clone()))
    }

    fn record_page(&self, key: &str, context: RequestContext) -> Result<Response<Body>, ApiError> {
        let (number, size) = context.query.page_number_and_size()?;
        let status = filter::parse_status(&context.query)?;
        let now = context.nanos();
        let task = self.task(key)?;
        let matching = task.iter().flat_map(|task| {
            let runs = task.runs.iter().map(move |run| (*task, run));
            let started = runs.filter(|(_, run)| run.has_started(now));
            started.filter(|(_, run)| status.is_none_or(|expected| run.status(now) == expected))
        });
        let matching: Vec<_> = matching.collect();
        let page = self.page(number, size, &matching, |(task, run)| self.record_wire(task, run, &context));
        Ok(response::data(Some(page), context.trace_id.clone()))
    }

    fn detail_page(&self, id: &str, context: RequestContext) -> Result<Response<Body>, ApiError> {
        let (number, size) = context.query.page_number_and_size()?;
        let filter = Filter::parse(&context.query)?;
        let now = context.nanos();
        self.known_run(id)?;
        let rows = self.data.rows(id).unwrap_or_default();
        let mut matching = Vec::new();
        for row in rows.iter().filter(|row| row.has_started(now)) {
            if filter.matches(row, row.status(now))? {
                matching.push(row);
            }
        }
        let page = self.page(number, size, &matching, |row| row.wire(id, now, &context.zone, self.old_server));
        Ok(response::data(Some(page), context.trace_id.clone()))
    }

    fn page<'a, T, W: Serialize>(
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
    fn detail_list(&self, id: String, context: RequestContext) -> Result<Response<Body>, ApiError> {
        self.known_run(&id)?;
        let rows = self.data.rows(&id).unwrap_or_default();
        let now = context.nanos();
        // Rows are sorted from newest to oldest, so the ones that have started are at the end.
        let from = rows.iter().position(|row| row.has_started(now));
        let first = from.unwrap_or(rows.len());
        let (zone, old, trace_id) = (context.zone, self.old_server, context.trace_id);
        let head = Bytes::from_static(b"{\"code\":0,\"message\":null,\"data\":[");
        let tail = Bytes::from(format!("],\"traceId\":\"{trace_id}\"}}"));
        let starts = (first..rows.len()).step_by(CHUNK_ROWS);
        let chunks = starts.map(move |start| {
            let end = (start + CHUNK_ROWS).min(rows.len());
            let part = rows.get(start..end).unwrap_or_default();
            let mut text = Vec::with_capacity(part.len() * 640);
            for (number, row) in part.iter().enumerate() {
                if start + number > first {
                    text.push(b',');
                }
                serde_json::to_writer(&mut text, &row.wire(&id, now, &zone, old))?;
            }
            Ok::<_, std::io::Error>(Bytes::from(text))
        });
        let all = std::iter::once(Ok(head)).chain(chunks).chain([Ok(tail)]);
        let body = Body::from_stream(futures_util::stream::iter(all));
        Ok(response::json(axum::http::StatusCode::OK, body))
    }

    fn overview(&self, id: &str, context: RequestContext) -> Result<Response<Body>, ApiError> {
        let known = self.known_run(id)?;
        let mut overview = match known {
            Some((_, run)) => run.totals(context.nanos()).map(|totals| totals.overview),
            None => Some(wire::Overview::default()),
        };
        if let (true, Some(overview)) = (self.old_server, &mut overview) {
            overview.file_success = None;
            overview.file_failed = None;
        }
        Ok(response::data(overview, context.trace_id))
    }
}
