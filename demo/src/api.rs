//! The six endpoints, answered from the data set.

use crate::clock::Clock;
use crate::data::{Data, Run, Task};
use crate::endpoint::Endpoint;
use crate::error::{Language, Refusal};
use crate::filter::{self, Filter, Query};
use crate::reply;
use crate::wire;
use crate::zone::{self, Zone};
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Response, header};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use std::sync::Arc;

/// How many rows of a list are written at a time.
const CHUNK: usize = 400;

/// The service: its data and its ways.
pub(crate) struct Api {
    pub(crate) data: Data,
    pub(crate) clock: Arc<Clock>,
    pub(crate) zone: TimeZone,
    pub(crate) old: bool,
}

/// What one request brings along.
struct Call {
    query: Query,
    zone: Zone,
    now: Timestamp,
    trace_id: String,
}

impl Call {
    fn nanos(&self) -> i64 {
        zone::nanos(self.now)
    }
}

impl Api {
    /// The answer to a `GET` of `path`, as sent.
    pub(crate) fn answer(&self, path: &str, query: &str, headers: &HeaderMap, trace_id: String) -> Response<Body> {
        let named = headers.get("x-bkrepo-time-zone");
        let named = named.and_then(|value| value.to_str().ok());
        // Old servers do not read the header. An unknown zone is taken for none.
        let asked = named.filter(|_| !self.old).and_then(zone::parse);
        let now = self.clock.now();
        let home = asked.as_ref().is_none_or(|asked| *asked == self.zone);
        let zone = Zone::new(asked.clone().unwrap_or_else(|| self.zone.clone()), home);
        let stamp = asked.and_then(|_| HeaderValue::from_str(&zone.header(now)).ok());
        let call = Call { query: Query::read(query), zone, now, trace_id: trace_id.clone() };
        let mut response = match self.route(path, call) {
            Ok(response) => response,
            Err(refusal) => reply::refusal(&refusal, Language::of(headers), trace_id),
        };
        if let Some(stamp) = stamp {
            response.headers_mut().insert("x-bkrepo-time-zone", stamp);
        }
        // The server's own would tell the time of the machine.
        if let Ok(date) = HeaderValue::from_str(&now.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()) {
            response.headers_mut().insert(header::DATE, date);
        }
        response
    }

    fn route(&self, path: &str, call: Call) -> Result<Response<Body>, Refusal> {
        let (endpoint, id) = Endpoint::of(path).ok_or(Refusal::Address)?;
        match endpoint {
            Endpoint::Record => self.record(&id, call),
            Endpoint::RecordList => {
                let Some(task) = self.task(&id)? else {
                    return Ok(reply::data(Some([(); 0]), call.trace_id));
                };
                let runs = task.runs.iter().filter(|run| run.begun(call.nanos()));
                let records = runs.map(|run| self.record_wire(task, run, &call));
                Ok(reply::data(Some(records.collect::<Vec<_>>()), call.trace_id.clone()))
            }
            Endpoint::RecordPage => self.record_page(&id, call),
            Endpoint::DetailList => self.detail_list(id, call),
            Endpoint::DetailPage => self.detail_page(&id, call),
            Endpoint::Overview => self.overview(&id, call),
        }
    }

    /// The task of a key. Old servers know of none that there is none.
    fn task(&self, key: &str) -> Result<Option<&Task>, Refusal> {
        match self.data.task(key) {
            None if !self.old => Err(Refusal::NotFound(key.into())),
            task => Ok(task),
        }
    }

    /// A run that has begun: of one that is yet to come, nobody knows.
    fn begun(&self, id: &str) -> Option<(&Task, &Run)> {
        let now = zone::nanos(self.clock.now());
        self.data.record(id).filter(|(_, run)| run.begun(now))
    }

    fn known(&self, id: &str) -> Result<Option<(&Task, &Run)>, Refusal> {
        match self.begun(id) {
            None if !self.old => Err(Refusal::NotFound(id.into())),
            known => Ok(known),
        }
    }

    fn record_wire<'a>(&self, task: &'a Task, run: &'a Run, call: &Call) -> wire::Record<'a> {
        run.wire(task, call.nanos(), &call.zone, self.old)
    }

    fn record(&self, id: &str, call: Call) -> Result<Response<Body>, Refusal> {
        let found = self.begun(id);
        let (task, run) = found.ok_or_else(|| Refusal::NotFound(id.into()))?;
        let record = wire::TaskRecord {
            replica_object_type: task.object_type,
            replica_type: (!self.old).then_some(task.replica_type),
            record: self.record_wire(task, run, &call),
        };
        Ok(reply::data(Some(record), call.trace_id.clone()))
    }

    fn record_page(&self, key: &str, call: Call) -> Result<Response<Body>, Refusal> {
        let (number, size) = call.query.page()?;
        let status = filter::status(&call.query)?;
        let now = call.nanos();
        let task = self.task(key)?;
        let shown = task.iter().flat_map(|task| {
            let runs = task.runs.iter().map(move |run| (*task, run));
            let begun = runs.filter(|(_, run)| run.begun(now));
            begun.filter(|(_, run)| status.is_none_or(|wanted| run.status(now) == wanted))
        });
        let shown: Vec<_> = shown.collect();
        let page = self.page(number, size, &shown, |(task, run)| self.record_wire(task, run, &call));
        Ok(reply::data(Some(page), call.trace_id.clone()))
    }

    fn detail_page(&self, id: &str, call: Call) -> Result<Response<Body>, Refusal> {
        let (number, size) = call.query.page()?;
        let filter = Filter::read(&call.query)?;
        let now = call.nanos();
        self.known(id)?;
        let rows = self.data.rows(id).unwrap_or_default();
        let mut shown = Vec::new();
        for row in rows.iter().filter(|row| row.begun(now)) {
            if filter.shows(row, row.status(now))? {
                shown.push(row);
            }
        }
        let page = self.page(number, size, &shown, |row| row.wire(id, now, &call.zone, self.old));
        Ok(reply::data(Some(page), call.trace_id.clone()))
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
            count: (!self.old).then_some(total),
            page: (!self.old).then_some(number),
        }
    }

    /// All rows of a record, written while they are sent: a hundred thousand at once would take
    /// long to write and much room to hold.
    fn detail_list(&self, id: String, call: Call) -> Result<Response<Body>, Refusal> {
        self.known(&id)?;
        let rows = self.data.rows(&id).unwrap_or_default();
        let now = call.nanos();
        // The newest come first: what has begun is a tail of the whole.
        let from = rows.iter().position(|row| row.begun(now));
        let first = from.unwrap_or(rows.len());
        let (zone, old, trace_id) = (call.zone, self.old, call.trace_id);
        let head = Bytes::from_static(b"{\"code\":0,\"message\":null,\"data\":[");
        let tail = Bytes::from(format!("],\"traceId\":\"{trace_id}\"}}"));
        let starts = (first..rows.len()).step_by(CHUNK);
        let chunks = starts.map(move |start| {
            let end = (start + CHUNK).min(rows.len());
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
        Ok(reply::json(axum::http::StatusCode::OK, body))
    }

    fn overview(&self, id: &str, call: Call) -> Result<Response<Body>, Refusal> {
        let known = self.known(id)?;
        let mut overview = match known {
            Some((_, run)) => run.totals(call.nanos()).map(|totals| totals.overview),
            None => Some(wire::Overview::default()),
        };
        if let (true, Some(overview)) = (self.old, &mut overview) {
            overview.file_success = None;
            overview.file_failed = None;
        }
        Ok(reply::data(overview, call.trace_id))
    }
}
