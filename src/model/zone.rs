//! The time zone of a response: determined from the request and a response header, and used to convert local times to
//! instants. The rules of a zone come from the browser's `Intl`, because chrono itself has no zone database.

use chrono::{DateTime, FixedOffset, NaiveDateTime, NaiveTime, TimeDelta, Utc};

/// The user's choice of a display zone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ZoneChoice {
    /// The configured zone, else the browser's.
    #[default]
    Own,
    /// Coordinated universal time.
    Utc,
}

/// The name of UTC in requests.
pub const UTC: &str = "UTC";

/// The zone of the times of a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Zone {
    /// The response does not name its zone: older versions of the service use the zone of the server.
    Unknown,
    /// The requested zone, by its IANA name.
    Named(Box<str>),
    /// The offset that the response names, when the requested zone has another one now.
    Fixed(FixedOffset),
}

impl Zone {
    /// The zone of a response, by its header `X-BKREPO-Time-Zone`.
    ///
    /// The header has the zone's offset at the time of the response, which need not be the one of other dates. Where
    /// it equals the current offset of the requested zone, the service is taken to have used that zone.
    pub fn from_response(requested: &str, requested_offset: Option<FixedOffset>, header: Option<&str>) -> Self {
        match header.map(parse_offset) {
            Some(Some(offset)) if requested_offset == Some(offset) => Self::Named(requested.into()),
            Some(Some(offset)) => Self::Fixed(offset),
            Some(None) | None => Self::Unknown,
        }
    }
}

/// Parses an offset such as `+0800`, `+08:00`, `+08`, `-0330` or `Z`. The limit is eighteen hours, as in Java.
pub fn parse_offset(text: &str) -> Option<FixedOffset> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("z") {
        return FixedOffset::east_opt(0);
    }
    let (direction, rest): (fn(i32) -> Option<FixedOffset>, _) = match text.split_at_checked(1)? {
        ("+", rest) => (FixedOffset::east_opt, rest),
        ("-", rest) => (FixedOffset::west_opt, rest),
        _ => return None,
    };
    let digits: String = rest.chars().filter(|character| *character != ':').collect();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = match digits.len() {
        2 => (digits.as_str(), "0"),
        4 => digits.split_at_checked(2)?,
        _ => return None,
    };
    // The hours and minutes are validated as a time of day, then counted in seconds from midnight.
    let offset = NaiveTime::from_hms_opt(hours.parse().ok()?, minutes.parse().ok()?, 0)?;
    let offset = offset.signed_duration_since(NaiveTime::MIN);
    (offset <= TimeDelta::hours(18)).then_some(direction(i32::try_from(offset.num_seconds()).ok()?))?
}

/// Converts a local time in a zone to an instant; `offset_at` returns the zone's offset at an instant.
///
/// A local time that occurs twice, when clocks go back, is its first occurrence that is not before `earliest`. One
/// that clocks skip is moved forward by the length of the gap, as Java does.
pub fn instant(
    local: NaiveDateTime,
    earliest: DateTime<Utc>,
    offset_at: impl Fn(DateTime<Utc>) -> Option<FixedOffset>,
) -> Option<DateTime<Utc>> {
    let day = TimeDelta::days(1);
    let with = |offset| local.checked_sub_offset(offset).map(|at| at.and_utc());
    // The offsets on both sides of any transition nearby.
    let before = offset_at(local.and_utc().checked_sub_signed(day)?)?;
    let after = offset_at(local.and_utc().checked_add_signed(day)?)?;
    let (first, later) = (with(before)?, with(after)?);
    if before == after || (first >= earliest && offset_at(first)? == before) {
        return Some(first);
    }
    Some(if offset_at(later)? == after { later } else { first })
}

#[cfg(test)]
mod tests {
    use super::super::time::parse;
    use super::*;
    use jiff::{Timestamp, tz::TimeZone};
    use proptest::prelude::*;

    const ANY_TIME: DateTime<Utc> = DateTime::<Utc>::MIN_UTC;

    /// An offset in minutes east of UTC.
    fn east(minutes: i32) -> Option<FixedOffset> {
        FixedOffset::east_opt(minutes * 60)
    }

    /// An instant as its milliseconds since 1970 UTC.
    fn milliseconds(at: Option<DateTime<Utc>>) -> Option<i64> {
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
        for bad in
            ["", "08", "+8", "+080", "+1900", "+1801", "-1830", "+2400", "+0860", "+é800", "Asia/Shanghai", "+08:0"]
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

    #[test]
    fn a_response_without_a_valid_offset_is_in_an_unknown_zone() {
        assert_eq!(Zone::from_response("Asia/Shanghai", east(480), None), Zone::Unknown);
        assert_eq!(Zone::from_response("Asia/Shanghai", east(480), Some("?")), Zone::Unknown);
    }

    #[test]
    fn a_response_with_the_offset_of_the_requested_zone_is_in_that_zone() {
        assert_eq!(Zone::from_response("Asia/Shanghai", east(480), Some("+0800")), Zone::Named("Asia/Shanghai".into()));
    }

    #[test]
    fn a_response_with_another_offset_is_in_that_offset() {
        assert_eq!(Zone::from_response("America/New_York", east(-300), Some("+0800")), Zone::Fixed(east(480).unwrap()));
    }

    fn offset_in(zone: &TimeZone) -> impl Fn(DateTime<Utc>) -> Option<FixedOffset> + '_ {
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
}
