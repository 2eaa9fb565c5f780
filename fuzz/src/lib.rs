//! The bodies of the fuzz targets in `targets/`, with the invariants that must hold for every input. The native tests
//! run them too, on past findings and on random input, so that they stay up to date without a fuzzer.

use chrono::{DateTime, TimeDelta, Utc};
use replica_log::api::csv_row::CsvRow;
use replica_log::api::envelope::{HttpResponse, decode};
use replica_log::api::stream::{LIST, PAGE, Splitter};
use replica_log::api::wire::{Detail, Overview, Page, Record, RecordInfo, Row, TaskInfo};
use replica_log::model::fingerprint;
use replica_log::model::recent;
use replica_log::model::route::Route;
use replica_log::model::text::{first_line, indent};
use replica_log::model::time::{date_and_time, in_four_digit_years, parse, to_the_minute};
use replica_log::model::trend::Range;
use replica_log::model::zone::{instant, parse_offset};
use serde::de::IgnoredAny;

/// Decodes a response body as every response type, at once and streamed in two chunks; both must agree.
pub fn decoder(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let response = HttpResponse { status: 200, body: &text, retry_after: Some(&text) };
    let _ = decode::<RecordInfo>(response);
    let _ = decode::<Option<Overview>>(response);
    let _ = decode::<TaskInfo>(response);
    let _ = decode::<Page<TaskInfo>>(response);
    let details = decode::<Page<Detail>>(response);
    let records = decode::<Page<Record>>(response);
    let list = decode::<Vec<Row<Detail>>>(response);
    let _ = decode::<Option<IgnoredAny>>(HttpResponse { status: 500, ..response });
    for row in list.iter().flat_map(|(rows, _)| rows) {
        assert_eq!(row.cells(&|time| time.as_str().to_owned(), "").len(), Detail::HEADER.len());
        let _ = indent(row.json());
    }
    for path in [PAGE, LIST] {
        let mut splitter = Splitter::new(path);
        let mut elements = Vec::new();
        let (head, tail) = text.as_bytes().split_at(text.len() / 2);
        for piece in [head, tail] {
            splitter.feed(piece, &mut |element| elements.push(element.to_owned()));
        }
        let ended = splitter.finish::<Option<IgnoredAny>>().is_ok();
        let at_once: Option<Vec<&str>> = match path.len() {
            1 => list.as_ref().ok().map(|(rows, _)| rows.iter().map(Row::json).collect()),
            _ => {
                let details = details.as_ref().ok().map(|(page, _)| page.rows().iter().map(Row::json).collect());
                details.or_else(|| records.as_ref().ok().map(|(page, _)| page.rows().iter().map(Row::json).collect()))
            }
        };
        if let (true, Some(at_once)) = (ended, at_once) {
            assert_eq!(at_once, elements, "the streamed elements differ from the decoded ones");
        }
    }
}

/// Parses a URL (path and query): formatting a route and parsing it again must return the same route.
pub fn route(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let (path, query) = text.split_once('?').unwrap_or((&text, ""));
    let route = Route::parse(path, query);
    let address = route.address();
    let (path, query) = address.split_once('?').unwrap_or((&address, ""));
    assert_eq!(Route::parse(path, query), route);
    if !matches!(route, Route::NotFound(_)) {
        assert_eq!(Route::from_members(&route.members()), route);
        let opened = recent::add(Vec::new(), 7, &route);
        assert_eq!(recent::parse(&recent::serialize(&opened)), opened);
    }
}

/// Computes the fingerprint of an error message, by which failures are grouped.
pub fn fingerprint(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let fingerprint = fingerprint::fingerprint(&text);
    assert!(fingerprint.chars().count() <= 300 && !fingerprint.contains('\n'), "{fingerprint}");
    assert_eq!(fingerprint, fingerprint::fingerprint(&first_line(&text)), "only the first line counts");
    assert_eq!(fingerprint::key(&fingerprint).len(), 16);
}

/// Parses a service time, a time range and a UTC offset; each must survive a round trip.
pub fn time(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    if let Some(time) = parse(&text) {
        let minute = parse(&to_the_minute(time));
        assert_eq!(minute.map(|minute| minute.date()), Some(time.date()));
        assert_eq!(date_and_time(in_four_digit_years(time)), date_and_time(time));
        let an_hour_before = time.and_utc() - TimeDelta::hours(1);
        assert_eq!(instant(time, DateTime::<Utc>::MIN_UTC, |_| parse_offset("+01:00")), Some(an_hour_before));
    }
    let (from, to) = text.split_once(' ').unwrap_or((&text, ""));
    if let Some(range) = Range::parse(from, to) {
        let (from, to) = range.texts();
        assert_eq!(Range::parse(&from, &to), Some(range));
    }
    if let Some(offset) = parse_offset(&text) {
        assert_eq!(parse_offset(&offset.to_string()), Some(offset));
    }
}
