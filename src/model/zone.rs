//! The zone of the service's times: what was asked for, what was answered, and what can be known.

use super::time::LocalTime;

/// Which zone a person reads times in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ZoneChoice {
    /// The person's own: the configured one, else the browser's.
    #[default]
    Own,
    /// Coordinated universal time.
    Utc,
}

/// The name under which UTC is asked for.
pub const UTC: &str = "UTC";

/// The zone that an answer's times are in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Zone {
    /// The service did not say: it is one that answers in a zone of its own.
    Unknown,
    /// The zone that was asked for, by its IANA name.
    Named(Box<str>),
    /// The service said another offset than the asked-for zone has now, in minutes east of UTC.
    Fixed(i32),
}

impl Zone {
    /// Reads what an answer says of its zone.
    ///
    /// `header` is the response's `X-BKREPO-Time-Zone`: the zone's offset at the time of the answer, and so no
    /// proof for other dates. It is proof enough that the service did as asked when it is the offset that the
    /// `asked` zone has now (`asked_offset`, in minutes).
    pub fn of_answer(asked: &str, asked_offset: Option<i32>, header: Option<&str>) -> Self {
        match header.map(parse_offset) {
            Some(Some(offset)) if asked_offset == Some(offset) => Self::Named(asked.into()),
            Some(Some(offset)) => Self::Fixed(offset),
            Some(None) | None => Self::Unknown,
        }
    }
}

/// Reads `+0800`, `+08:00`, `+08`, `-0330` and `Z`, in minutes east of UTC, up to Java's eighteen hours.
pub fn parse_offset(text: &str) -> Option<i32> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
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
    let (hours, minutes) = (hours.parse::<i32>().ok()?, minutes.parse::<i32>().ok()?);
    let total = hours.checked_mul(60)?.checked_add(minutes)?;
    (minutes < 60 && total <= 18 * 60).then_some(total.saturating_mul(sign))
}

/// Writes an offset as `+08:00`.
pub fn show_offset(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The instant of a local time, in milliseconds since 1970 UTC, in a zone whose offset at an instant
/// (milliseconds in, minutes east of UTC out) is told by `offset_at`.
///
/// A local time that occurs twice, when clocks go back, is its first occurrence that does not lie before `earliest`;
/// one that clocks skip is moved on by what they skip, as Java does.
pub fn instant(local: LocalTime, earliest: i64, offset_at: impl Fn(i64) -> Option<i32>) -> Option<i64> {
    const MINUTE: i64 = 60_000;
    const DAY: i64 = 86_400_000;
    let wall = local.milliseconds();
    let with = |offset: i32| wall.saturating_sub(i64::from(offset).saturating_mul(MINUTE));
    // The offsets on both sides of any change that is near.
    let before = offset_at(wall.saturating_sub(DAY))?;
    let after = offset_at(wall.saturating_add(DAY))?;
    let (first, later) = (with(before), with(after));
    if before == after || (first >= earliest && offset_at(first)? == before) {
        return Some(first);
    }
    Some(if offset_at(later)? == after { later } else { first })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, tz::TimeZone};
    use proptest::prelude::*;

    #[test]
    fn an_offset_is_read_in_each_form() {
        assert_eq!(parse_offset("+0800"), Some(480));
        assert_eq!(parse_offset("+08:00"), Some(480));
        assert_eq!(parse_offset("+08"), Some(480));
        assert_eq!(parse_offset("-0330"), Some(-210));
        assert_eq!(parse_offset("Z"), Some(0));
        for bad in ["", "08", "+8", "+080", "+1900", "+0860", "+é800", "Asia/Shanghai", "+08:0"] {
            assert_eq!(parse_offset(bad), None, "{bad}");
        }
    }

    #[test]
    fn an_offset_is_written_as_iso_does() {
        assert_eq!(show_offset(480), "+08:00");
        assert_eq!(show_offset(-210), "-03:30");
        assert_eq!(show_offset(0), "+00:00");
    }

    #[test]
    fn a_service_that_says_nothing_answers_in_an_unknown_zone() {
        assert_eq!(Zone::of_answer("Asia/Shanghai", Some(480), None), Zone::Unknown);
        assert_eq!(Zone::of_answer("Asia/Shanghai", Some(480), Some("?")), Zone::Unknown);
    }

    #[test]
    fn a_service_that_did_as_asked_answers_in_that_zone() {
        assert_eq!(Zone::of_answer("Asia/Shanghai", Some(480), Some("+0800")), Zone::Named("Asia/Shanghai".into()));
    }

    #[test]
    fn a_service_that_answers_in_another_zone_is_believed() {
        assert_eq!(Zone::of_answer("America/New_York", Some(-300), Some("+0800")), Zone::Fixed(480));
    }

    fn offset_in(zone: &TimeZone) -> impl Fn(i64) -> Option<i32> + '_ {
        |milliseconds| {
            let at = Timestamp::from_millisecond(milliseconds).ok()?;
            Some(zone.to_offset(at).seconds() / 60)
        }
    }

    #[test]
    fn clocks_that_go_forward_skip_an_hour() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let skipped = LocalTime::parse("2026-03-29T02:30").unwrap();
        assert_eq!(
            instant(skipped, i64::MIN, offset_in(&zone)),
            Some("2026-03-29T01:30:00Z".parse::<Timestamp>().unwrap().as_millisecond())
        );
    }

    #[test]
    fn an_hour_that_comes_twice_is_the_first() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let twice = LocalTime::parse("2026-10-25T02:30").unwrap();
        assert_eq!(
            instant(twice, i64::MIN, offset_in(&zone)),
            Some("2026-10-25T00:30:00Z".parse::<Timestamp>().unwrap().as_millisecond())
        );
    }

    #[test]
    fn an_hour_that_comes_twice_is_the_second_where_the_first_is_too_early() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let at = |text: &str| text.parse::<Timestamp>().unwrap().as_millisecond();
        let local = |text| LocalTime::parse(text).unwrap();
        // From ten to three, before the clocks went back, to ten past two, after they did.
        assert_eq!(
            instant(local("2026-10-25T02:10"), at("2026-10-25T00:50:00Z"), offset_in(&zone)),
            Some(at("2026-10-25T01:10:00Z"))
        );
        // What never was after that is where it was.
        assert_eq!(
            instant(local("2026-10-25T01:10"), at("2026-10-25T00:50:00Z"), offset_in(&zone)),
            Some(at("2026-10-24T23:10:00Z"))
        );
    }

    proptest! {
        #[test]
        fn a_local_time_is_the_instant_that_jiff_says(
            seconds in 0i64..4_000_000_000,
            name in prop::sample::select(vec![
                "UTC", "Asia/Shanghai", "Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
            ]),
        ) {
            let zone = TimeZone::get(name).unwrap();
            let civil = zone.to_datetime(Timestamp::from_second(seconds).unwrap());
            let local = LocalTime::parse(&civil.to_string()).unwrap();
            let expected = zone.to_ambiguous_timestamp(civil).compatible().unwrap();
            prop_assert_eq!(instant(local, i64::MIN, offset_in(&zone)), Some(expected.as_millisecond()));
        }
    }
}
