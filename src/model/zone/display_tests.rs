//! Times as they are shown: which zone a response is in, and the conversion to the display zone, compared with jiff.

use jiff::{Timestamp, tz::TimeZone};
use proptest::prelude::*;

use super::super::time::parse;
use super::tests::{ANY_TIME, east, milliseconds, offset_in};
use super::*;

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
        Zone::from_response(DisplayZone { name: self.display, offset, is_requested: self.is_requested }, self.header)
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
    let response =
        |name, offset, is_requested, header| Zone::from_response(DisplayZone { name, offset, is_requested }, header);
    let fixed =
        |offset, display: Option<&str>| Zone::Fixed { offset: east(offset).unwrap(), display: display.map(Into::into) };
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
}
