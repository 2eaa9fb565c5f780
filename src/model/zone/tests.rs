//! Offsets and instants, compared with jiff.

use jiff::{Timestamp, tz::TimeZone};
use proptest::prelude::*;

use super::super::time::parse;
use super::*;

pub(super) const ANY_TIME: DateTime<Utc> = DateTime::<Utc>::MIN_UTC;

/// An offset in minutes east of UTC.
pub(super) fn east(minutes: i32) -> Option<FixedOffset> {
    FixedOffset::east_opt(minutes * 60)
}

/// An instant as its milliseconds since 1970 UTC.
pub(super) fn milliseconds(at: Option<DateTime<Utc>>) -> Option<i64> {
    at.map(|at| at.timestamp_millis())
}

#[test]
fn an_offset_is_parsed_in_each_form() {
    assert_eq!(parse_offset("+0800"), east(480));
    assert_eq!(parse_offset("+08:00"), east(480));
    assert_eq!(parse_offset("+08"), east(480));
    assert_eq!(parse_offset("-0330"), east(-210));
    assert_eq!(parse_offset("Z"), east(0));
    assert_eq!((parse_offset("+1800"), parse_offset("-18:00")), (east(18 * 60), east(-18 * 60)));
    for bad in ["", "08", "+8", "+080", "+1900", "+1801", "-1830", "+2400", "+0860", "+é800", "Asia/Shanghai", "+08:0"]
    {
        assert_eq!(parse_offset(bad), None, "{bad}");
    }
}

#[test]
fn an_offset_is_written_as_iso_does() {
    assert_eq!(east(480).unwrap().to_string(), "+08:00");
    assert_eq!(east(-210).unwrap().to_string(), "-03:30");
    assert_eq!(east(0).unwrap().to_string(), "+00:00");
}

pub(super) fn offset_in(zone: &TimeZone) -> impl Fn(DateTime<Utc>) -> Option<FixedOffset> + '_ {
    |at| {
        let at = Timestamp::from_millisecond(at.timestamp_millis()).ok()?;
        FixedOffset::east_opt(zone.to_offset(at).seconds())
    }
}

#[test]
fn a_local_time_that_clocks_skip_is_moved_forward_by_the_gap() {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let skipped = parse("2026-03-29T02:30").unwrap();
    assert_eq!(
        milliseconds(instant(skipped, ANY_TIME, offset_in(&zone))),
        Some("2026-03-29T01:30:00Z".parse::<Timestamp>().unwrap().as_millisecond())
    );
}

#[test]
fn a_local_time_that_occurs_twice_is_its_first_occurrence() {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let twice = parse("2026-10-25T02:30").unwrap();
    assert_eq!(
        milliseconds(instant(twice, ANY_TIME, offset_in(&zone))),
        Some("2026-10-25T00:30:00Z".parse::<Timestamp>().unwrap().as_millisecond())
    );
}

#[test]
fn a_local_time_that_occurs_twice_is_its_second_occurrence_where_the_first_is_before_the_earliest() {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let at = |text: &str| text.parse::<Timestamp>().unwrap().as_millisecond();
    let earliest = DateTime::from_timestamp_millis(at("2026-10-25T00:50:00Z")).unwrap();
    let local = |text| parse(text).unwrap();
    // From 02:50, before the clocks went back, to 02:10, after they did.
    assert_eq!(
        milliseconds(instant(local("2026-10-25T02:10"), earliest, offset_in(&zone))),
        Some(at("2026-10-25T01:10:00Z"))
    );
    // A local time without an occurrence after the earliest keeps its only one.
    assert_eq!(
        milliseconds(instant(local("2026-10-25T01:10"), earliest, offset_in(&zone))),
        Some(at("2026-10-24T23:10:00Z"))
    );
}

#[test]
fn a_local_time_at_the_ends_of_the_calendar_has_an_instant_or_none() {
    for offset in [-18 * 60, 0, 18 * 60] {
        let at = |local| instant(local, ANY_TIME, |_| east(offset));
        assert!(at(parse("0000-01-01T00:00").unwrap()).is_some());
        assert!(at(parse("9999-12-31T23:59:59.999999999").unwrap()).is_some());
        assert_eq!((at(NaiveDateTime::MIN), at(NaiveDateTime::MAX)), (None, None));
    }
}

proptest! {
    #[test]
    fn the_instant_of_a_local_time_agrees_with_jiff(
        seconds in 0i64..4_000_000_000,
        name in prop::sample::select(vec![
            "UTC", "Asia/Shanghai", "Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
        ]),
    ) {
        let zone = TimeZone::get(name).unwrap();
        let civil = zone.to_datetime(Timestamp::from_second(seconds).unwrap());
        let local = parse(&civil.to_string()).unwrap();
        let expected = zone.to_ambiguous_timestamp(civil).compatible().unwrap();
        prop_assert_eq!(milliseconds(instant(local, ANY_TIME, offset_in(&zone))), Some(expected.as_millisecond()));
    }
}
