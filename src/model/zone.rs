//! The time zone of a response: determined from the request and a response header, and used to convert its local times
//! to instants and to the zone in which they are shown. The rules of a zone come from the browser's `Intl`, because
//! chrono itself has no zone database.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use super::time::Time;

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

/// The zone of the times of a response, and the zone in which they are shown.
///
/// Both are one value, because a view that shows a time depends on both: a response can be the same, byte for byte,
/// after the user chose another zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Zone {
    /// The response does not name its zone: older versions of the service use the zone of the server. Times are shown as
    /// received.
    Unknown,
    /// The display zone, by its IANA name. Times are shown as received.
    Named(Arc<str>),
    /// Another zone, of which only the offset at the time of the response is known. The gateway of the BK-Repo console
    /// replaces the requested zone, and a deployment may not request one.
    Fixed {
        /// The offset that the response names.
        offset: FixedOffset,
        /// The display zone, by its IANA name; `None` if the browser does not know it. Times are then shown as received.
        display: Option<Arc<str>>,
    },
}

/// The zone in which a time is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownZone<'a> {
    /// Unknown.
    Unknown,
    /// A zone, by its IANA name.
    Named(&'a str),
    /// An offset.
    Offset(FixedOffset),
}

/// The display zone of a request.
#[derive(Debug, Clone, Copy)]
pub struct DisplayZone<'a> {
    /// The IANA name.
    pub name: &'a str,
    /// Its current offset; `None` if the browser does not know the zone.
    pub offset: Option<FixedOffset>,
    /// Whether the request asks the service for times in this zone.
    pub is_requested: bool,
}

impl Zone {
    /// The zone of a response, by its header `X-BKREPO-Time-Zone`.
    ///
    /// The header has the zone's offset at the time of the response, which need not be the one of other dates. Where
    /// it equals the current offset of the requested zone, the service is taken to have used that zone.
    pub fn from_response(display: DisplayZone<'_>, header: Option<&str>) -> Self {
        let Some(offset) = header.and_then(parse_offset) else { return Self::Unknown };
        match display.offset {
            Some(expected) if display.is_requested && expected == offset => Self::Named(display.name.into()),
            known => Self::Fixed { offset, display: known.map(|_| display.name.into()) },
        }
    }

    /// The zone in which the times of the response are shown.
    pub fn shown(&self) -> ShownZone<'_> {
        match self {
            Self::Unknown => ShownZone::Unknown,
            Self::Named(name) | Self::Fixed { display: Some(name), .. } => ShownZone::Named(name),
            Self::Fixed { offset, display: None } => ShownZone::Offset(*offset),
        }
    }

    /// The offset that times are converted from; `None` where they are shown as received.
    pub fn converted_from(&self) -> Option<FixedOffset> {
        match self {
            Self::Fixed { offset, display: Some(_) } => Some(*offset),
            _ => None,
        }
    }

    /// A time as it is shown, and the zone that it is shown in; `offset_at` returns the offset of a named zone at an
    /// instant. A time that cannot be converted, at the ends of the calendar, stays in the zone of the response; one in
    /// an undocumented form is shown as received.
    pub fn show<'a>(
        &'a self,
        time: &'a Time,
        offset_at: impl Fn(&str, DateTime<Utc>) -> Option<FixedOffset>,
    ) -> (Cow<'a, Time>, ShownZone<'a>) {
        let received = Cow::Borrowed(time);
        let (Self::Fixed { offset, display: Some(name) }, Some(local)) = (self, time.local()) else {
            return (received, self.shown());
        };
        match converted(local, *offset, |at| offset_at(name, at)) {
            Some(local) => (Cow::Owned(time.with_local(local)), ShownZone::Named(name)),
            None => (received, ShownZone::Offset(*offset)),
        }
    }

    /// The instant of a local time of the response that is not before `earliest`, as for [`instant`]; `None` when the
    /// zone is unknown.
    pub fn instant(
        &self,
        local: NaiveDateTime,
        earliest: DateTime<Utc>,
        offset_at: impl Fn(&str, DateTime<Utc>) -> Option<FixedOffset>,
    ) -> Option<DateTime<Utc>> {
        match self {
            Self::Unknown => None,
            Self::Fixed { offset, .. } => local.checked_sub_offset(*offset).map(|at| at.and_utc()),
            Self::Named(name) => instant(local, earliest, |at| offset_at(name, at)),
        }
    }
}

/// Converts a local time of an offset to that of a zone; `None` beyond the years of four digits.
fn converted(
    local: NaiveDateTime,
    offset: FixedOffset,
    offset_at: impl FnOnce(DateTime<Utc>) -> Option<FixedOffset>,
) -> Option<NaiveDateTime> {
    let at = local.checked_sub_offset(offset)?;
    let local = at.checked_add_offset(offset_at(at.and_utc())?)?;
    (0..=9999).contains(&local.year()).then_some(local)
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

    fn offset_at(name: &str, at: DateTime<Utc>) -> Option<FixedOffset> {
        // The calendar of jiff ends earlier than that of a browser.
        if name == UTC {
            return east(0);
        }
        offset_in(&TimeZone::get(name).ok()?)(at)
    }

    fn instant_of(text: &str) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(text.parse::<Timestamp>().unwrap().as_millisecond()).unwrap()
    }

    /// A response, and a time in it as it is shown, with its zone, and as an instant.
    struct Case {
        now: &'static str,
        display: &'static str,
        is_requested: bool,
        header: Option<&'static str>,
        received: &'static str,
        shown: (&'static str, &'static str),
        instant: Option<&'static str>,
    }

    impl Case {
        const fn of(display: &'static str, header: &'static str, received: &'static str) -> Self {
            Self {
                now: WINTER,
                display,
                is_requested: true,
                header: Some(header),
                received,
                shown: (received, "unknown"),
                instant: None,
            }
        }

        const fn in_summer(self) -> Self {
            Self { now: SUMMER, ..self }
        }

        const fn not_requested(self) -> Self {
            Self { is_requested: false, ..self }
        }

        const fn without_header(self) -> Self {
            Self { header: None, ..self }
        }

        const fn is(self, shown: &'static str, zone: &'static str, instant: &'static str) -> Self {
            Self { shown: (shown, zone), instant: Some(instant), ..self }
        }

        fn zone(&self) -> Zone {
            let offset = offset_at(self.display, instant_of(self.now));
            Zone::from_response(
                DisplayZone { name: self.display, offset, is_requested: self.is_requested },
                self.header,
            )
        }
    }

    const WINTER: &str = "2026-12-01T12:00:00Z";
    const SUMMER: &str = "2026-07-01T12:00:00Z";
    const SHANGHAI: &str = "Asia/Shanghai";
    const BERLIN: &str = "Europe/Berlin";
    const KOLKATA: &str = "Asia/Kolkata";
    const NEW_YORK: &str = "America/New_York";

    #[rustfmt::skip]
    const CASES: &[Case] = &[
        // The service used the requested zone, with the rules of that zone at each date.
        Case::of(SHANGHAI, "+0800", "2026-07-01T20:00:08.813")
            .is("2026-07-01T20:00:08.813", "Asia/Shanghai +08:00", "2026-07-01T12:00:08.813Z"),
        Case::of(BERLIN, "+0100", "2026-12-01T13:00").is("2026-12-01T13:00", "Europe/Berlin +01:00", "2026-12-01T12:00:00Z"),
        Case::of(BERLIN, "+0100", "2026-07-01T14:00").is("2026-07-01T14:00", "Europe/Berlin +02:00", "2026-07-01T12:00:00Z"),
        Case::of(BERLIN, "+0200", "2026-07-01T14:00").in_summer()
            .is("2026-07-01T14:00", "Europe/Berlin +02:00", "2026-07-01T12:00:00Z"),
        Case::of(BERLIN, "+0200", "2026-12-01T13:00").in_summer()
            .is("2026-12-01T13:00", "Europe/Berlin +01:00", "2026-12-01T12:00:00Z"),
        Case::of(UTC, "+0000", "2026-07-01T12:00:00").is("2026-07-01T12:00:00", "UTC +00:00", "2026-07-01T12:00:00Z"),
        Case::of(UTC, "Z", "2026-07-01T12:00:00").is("2026-07-01T12:00:00", "UTC +00:00", "2026-07-01T12:00:00Z"),
        // The first of two local times when clocks go back, and one that clocks skip.
        Case::of(BERLIN, "+0100", "2026-10-25T02:30").is("2026-10-25T02:30", "Europe/Berlin +02:00", "2026-10-25T00:30:00Z"),
        Case::of(BERLIN, "+0100", "2026-03-29T02:30").is("2026-03-29T02:30", "Europe/Berlin +02:00", "2026-03-29T01:30:00Z"),
        // The service used another zone: its offset at the time of the response counts for every date.
        Case::of(UTC, "+0800", "2026-12-01T20:00:08.8").is("2026-12-01T12:00:08.8", "UTC +00:00", "2026-12-01T12:00:08.800Z"),
        Case::of(UTC, "+0800", "2026-07-01T07:59").is("2026-06-30T23:59", "UTC +00:00", "2026-06-30T23:59:00Z"),
        Case::of(UTC, "+0100", "2026-07-01T14:00").is("2026-07-01T13:00", "UTC +00:00", "2026-07-01T13:00:00Z"),
        Case::of(BERLIN, "+0800", "2026-12-01T20:00").is("2026-12-01T13:00", "Europe/Berlin +01:00", "2026-12-01T12:00:00Z"),
        Case::of(BERLIN, "+0800", "2026-07-01T20:00").is("2026-07-01T14:00", "Europe/Berlin +02:00", "2026-07-01T12:00:00Z"),
        Case::of(BERLIN, "+0800", "2026-07-01T20:00").in_summer()
            .is("2026-07-01T14:00", "Europe/Berlin +02:00", "2026-07-01T12:00:00Z"),
        Case::of(BERLIN, "+0000", "2026-12-31T23:30:59.999999999")
            .is("2027-01-01T00:30:59.999999999", "Europe/Berlin +01:00", "2026-12-31T23:30:59.999Z"),
        Case::of(NEW_YORK, "+08:00", "2026-07-01T08:00").is("2026-06-30T20:00", "America/New_York -04:00", "2026-07-01T00:00:00Z"),
        Case::of(KOLKATA, "-0330", "2026-02-28T21:00:00").is("2026-03-01T06:00:00", "Asia/Kolkata +05:30", "2026-03-01T00:30:00Z"),
        Case::of(SHANGHAI, "+0530", "2024-02-29T22:00").is("2024-03-01T00:30", "Asia/Shanghai +08:00", "2024-02-29T16:30:00Z"),
        // Clocks of the display zone go back, and forward.
        Case::of(BERLIN, "+0800", "2026-10-25T08:30").is("2026-10-25T02:30", "Europe/Berlin +02:00", "2026-10-25T00:30:00Z"),
        Case::of(BERLIN, "+0800", "2026-10-25T09:30").is("2026-10-25T02:30", "Europe/Berlin +01:00", "2026-10-25T01:30:00Z"),
        Case::of(BERLIN, "+0800", "2026-03-29T08:59").is("2026-03-29T01:59", "Europe/Berlin +01:00", "2026-03-29T00:59:00Z"),
        Case::of(BERLIN, "+0800", "2026-03-29T09:00").is("2026-03-29T03:00", "Europe/Berlin +02:00", "2026-03-29T01:00:00Z"),
        // Local times that do not exist in Berlin, or twice, exist once in a fixed offset.
        Case::of(UTC, "+0100", "2026-03-29T02:30").is("2026-03-29T01:30", "UTC +00:00", "2026-03-29T01:30:00Z"),
        Case::of(UTC, "+0100", "2026-10-25T02:30").is("2026-10-25T01:30", "UTC +00:00", "2026-10-25T01:30:00Z"),
        // No zone was requested: even the same offset is not the same zone.
        Case::of(SHANGHAI, "+0800", "2026-07-01T20:00").not_requested()
            .is("2026-07-01T20:00", "Asia/Shanghai +08:00", "2026-07-01T12:00:00Z"),
        Case::of(BERLIN, "+0100", "2026-07-01T13:00").not_requested()
            .is("2026-07-01T14:00", "Europe/Berlin +02:00", "2026-07-01T12:00:00Z"),
        Case::of(UTC, "+0800", "2026-07-01T20:00").not_requested().is("2026-07-01T12:00", "UTC +00:00", "2026-07-01T12:00:00Z"),
        // The response does not name its zone.
        Case::of(SHANGHAI, "", "2026-07-01T20:00").without_header(),
        Case::of(UTC, "", "2026-07-01T20:00:08.813").without_header(),
        Case::of(BERLIN, "", "2026-10-25T02:30").without_header().not_requested(),
        Case::of(SHANGHAI, "?", "2026-07-01T20:00"),
        Case::of(SHANGHAI, "Asia/Shanghai", "2026-07-01T20:00").in_summer(),
        // The browser does not know the display zone.
        Case::of("Mars/Olympus", "+0800", "2026-07-01T20:00").is("2026-07-01T20:00", "UTC+08:00", "2026-07-01T12:00:00Z"),
        Case::of("Mars/Olympus", "", "2026-07-01T20:00").without_header(),
        // The ends of the calendar.
        Case::of(UTC, "-0100", "9999-12-31T23:30").is("9999-12-31T23:30", "UTC-01:00", "+10000-01-01T00:30:00Z"),
        Case::of(UTC, "-0100", "9999-12-31T22:59:59.5").is("9999-12-31T23:59:59.5", "UTC +00:00", "9999-12-31T23:59:59.500Z"),
        Case::of(UTC, "+0800", "0000-01-01T07:59").is("0000-01-01T07:59", "UTC+08:00", "-0001-12-31T23:59:00Z"),
        Case::of(UTC, "+0800", "0000-01-01T08:00").is("0000-01-01T00:00", "UTC +00:00", "0000-01-01T00:00:00Z"),
    ];

    #[test]
    fn a_time_is_shown_in_the_display_zone_whatever_zone_the_service_used() {
        for case in CASES {
            let (zone, received) = (case.zone(), Time::from(case.received));
            let at = zone.instant(received.local().unwrap(), ANY_TIME, offset_at);
            let (time, shown) = zone.show(&received, offset_at);
            let label = match shown {
                ShownZone::Unknown => "unknown".to_owned(),
                ShownZone::Named(name) => format!("{name} {}", offset_at(name, at.unwrap()).unwrap()),
                ShownZone::Offset(offset) => format!("UTC{offset}"),
            };
            let name = format!("{} {:?} {}", case.display, case.header, case.received);
            assert_eq!((time.as_str(), label.as_str()), case.shown, "{name}");
            assert_eq!(time.local(), parse(case.shown.0), "{name}");
            assert_eq!(milliseconds(at), case.instant.map(milliseconds_of), "{name}");
        }
    }

    /// The milliseconds of an ISO instant, also of the years 10000 and -1, which jiff does not have.
    fn milliseconds_of(text: &str) -> i64 {
        text.parse::<DateTime<Utc>>().unwrap().timestamp_millis()
    }

    #[test]
    fn the_zone_of_a_response_is_that_of_its_header() {
        let response = |name, offset, is_requested, header| {
            Zone::from_response(DisplayZone { name, offset, is_requested }, header)
        };
        let fixed = |offset, display: Option<&str>| Zone::Fixed {
            offset: east(offset).unwrap(),
            display: display.map(Into::into),
        };
        for (is_requested, header, zone) in [
            (true, None, Zone::Unknown),
            (false, None, Zone::Unknown),
            (true, Some("?"), Zone::Unknown),
            (true, Some("+0800"), Zone::Named(SHANGHAI.into())),
            (true, Some("+08:00"), Zone::Named(SHANGHAI.into())),
            (false, Some("+0800"), fixed(480, Some(SHANGHAI))),
            (true, Some("+0900"), fixed(540, Some(SHANGHAI))),
        ] {
            assert_eq!(response(SHANGHAI, east(480), is_requested, header), zone, "{is_requested} {header:?}");
        }
        assert_eq!(response("Mars/Olympus", None, true, Some("+0800")), fixed(480, None));
        assert_ne!(fixed(480, Some(UTC)), fixed(480, Some(BERLIN)), "another choice is another zone");
    }

    #[test]
    fn a_time_in_an_undocumented_form_is_shown_as_received() {
        let received = Time::from("the day before");
        let zone = Case::of(UTC, "+0800", "").zone();
        assert_eq!(zone.show(&received, offset_at), (Cow::Borrowed(&received), ShownZone::Named(UTC)));
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
        fn a_converted_time_agrees_with_jiff_and_keeps_its_fraction(
            seconds in -2_000_000_000i64..4_000_000_000,
            nanos in 0i32..1_000_000_000,
            minutes in -18i32 * 60..=18 * 60,
            name in prop::sample::select(vec![UTC, SHANGHAI, KOLKATA, BERLIN, NEW_YORK, "Australia/Lord_Howe"]),
        ) {
            let at = Timestamp::new(seconds, nanos).unwrap();
            let from = TimeZone::fixed(jiff::tz::Offset::from_seconds(minutes * 60).unwrap());
            let zone = Zone::Fixed { offset: east(minutes).unwrap(), display: Some(name.into()) };
            let received = Time::from(from.to_datetime(at).to_string());
            let expected = TimeZone::get(name).unwrap().to_datetime(at).to_string();
            let (shown, _) = zone.show(&received, offset_at);
            prop_assert_eq!(shown.as_str(), expected.as_str());
            prop_assert_eq!(shown.local(), parse(&expected));
        }

        #[test]
        fn no_time_panics_when_it_is_shown(
            text in "[-+0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?",
            minutes in -18i32 * 60..=18 * 60,
        ) {
            let zone = Zone::Fixed { offset: east(minutes).unwrap(), display: Some(UTC.into()) };
            let received = Time::from(text);
            let (shown, _) = zone.show(&received, offset_at);
            prop_assert_eq!(shown.local(), parse(shown.as_str()));
        }

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
