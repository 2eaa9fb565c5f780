//! Local times in the format of the service: without a zone.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use std::cell::Cell;
use std::fmt::Write;

/// A point in time in nanoseconds since 1970.
///
/// A documented time keeps its text, because documented times have other forms, and clients have to parse all of them.
#[derive(Clone, Debug)]
pub(crate) struct Moment {
    pub(crate) nanos: i64,
    pub(crate) documented: Option<Box<str>>,
}

impl Moment {
    pub(crate) fn from_millis(millis: i64) -> Self {
        Self { nanos: millis.saturating_mul(1_000_000), documented: None }
    }

    /// Whether the time is in the future. Documented times are always in the past.
    pub(crate) fn is_after(&self, now: i64) -> bool {
        self.documented.is_none() && self.nanos > now
    }
}

/// Nanoseconds since 1970; saturates at the end of the range.
pub(crate) fn nanos(at: Timestamp) -> i64 {
    i64::try_from(at.as_nanosecond()).unwrap_or(i64::MAX)
}

/// The format of times, which depends on the server version.
#[derive(Clone, Copy)]
pub(crate) enum TimeFormat {
    /// Seconds are always present, a fraction has at most three digits, and trailing zeros are cut.
    Today,
    /// The format of `LocalDateTime.toString`: zero seconds are dropped, and a fraction has three, six or nine digits.
    Old,
}

/// The time zone of a response, with a cached offset.
pub(crate) struct Zone {
    zone: TimeZone,
    /// Whether this is the zone of the documented times.
    is_native: bool,
    format: TimeFormat,
    /// The last used quarter of an hour and its offset. Offsets change only at multiples of it, and the times of a
    /// record are close together.
    cached_offset: Cell<(i64, Offset)>,
}

impl Zone {
    pub(crate) fn new(zone: TimeZone, is_native: bool, format: TimeFormat) -> Self {
        Self { zone, is_native, format, cached_offset: Cell::new((i64::MIN, Offset::UTC)) }
    }

    pub(crate) fn time_zone(&self) -> &TimeZone {
        &self.zone
    }

    fn offset(&self, at: Timestamp) -> Offset {
        let quarter = at.as_second().div_euclid(900);
        let (known, offset) = self.cached_offset.get();
        if known == quarter {
            return offset;
        }
        let offset = self.zone.to_offset(at);
        self.cached_offset.set((quarter, offset));
        offset
    }

    /// Formats a local time in this zone.
    pub(crate) fn format_local(&self, moment: &Moment) -> String {
        if let (true, Some(documented)) = (self.is_native, &moment.documented) {
            return documented.to_string();
        }
        let (second, fraction) = div_rem(moment.nanos, 1_000_000_000);
        let at = Timestamp::from_second(second).unwrap_or(Timestamp::MAX);
        let (day, second) = div_rem(second + i64::from(self.offset(at).seconds()), 86_400);
        let (year, month, day) = civil_date(day);
        let (minute, second) = (second / 60, second % 60);
        let mut text = String::with_capacity(32);
        // Writing to a string cannot fail.
        let _ = write!(text, "{year:04}-{month:02}-{day:02}T{:02}:{:02}", minute / 60, minute % 60);
        match self.format {
            TimeFormat::Today => {
                let _ = write!(text, ":{second:02}");
                if fraction >= 1_000_000 {
                    let _ = write!(text, ".{:03}", fraction / 1_000_000);
                    text.truncate(text.trim_end_matches('0').len());
                }
            }
            TimeFormat::Old => write_old_seconds(&mut text, second, fraction),
        }
        text
    }

    /// The value of the response header: the offset at `now`, even if times in the response have another one.
    pub(crate) fn offset_header(&self, now: Timestamp) -> String {
        let seconds = self.zone.to_offset(now).seconds();
        let minutes = seconds.abs() / 60;
        let sign = if seconds < 0 { '-' } else { '+' };
        format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
    }
}

fn write_old_seconds(text: &mut String, second: i64, fraction: i64) {
    if second != 0 || fraction != 0 {
        let _ = write!(text, ":{second:02}");
    }
    let _ = match fraction {
        0 => Ok(()),
        _ if fraction % 1_000_000 == 0 => write!(text, ".{:03}", fraction / 1_000_000),
        _ if fraction % 1_000 == 0 => write!(text, ".{:06}", fraction / 1_000),
        _ => write!(text, ".{fraction:09}"),
    };
}

fn div_rem(number: i64, by: i64) -> (i64, i64) {
    (number.div_euclid(by), number.rem_euclid(by))
}

/// Converts days since 1970 to a Gregorian date. Faster than the calendar crate, which matters for lists with two
/// hundred thousand times.
fn civil_date(day: i64) -> (i64, i64, i64) {
    // Years start in March, so that the leap day is the last one. 400 years always have 146,097 days.
    let (era, day) = div_rem(day + 719_468, 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let in_month = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month, in_month)
}

/// Parses the zone of the request header: an IANA name, an offset, or hours.
pub(crate) fn parse(text: &str) -> Option<TimeZone> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if text.eq_ignore_ascii_case("z") {
        return Some(TimeZone::UTC);
    }
    if let Some(offset) = parse_offset(text) {
        return Some(TimeZone::fixed(offset));
    }
    TimeZone::get(text).ok()
}

fn parse_offset(text: &str) -> Option<Offset> {
    let (sign, rest) = match text.as_bytes().first()? {
        b'-' => (-1, text.get(1..)?),
        b'+' => (1, text.get(1..)?),
        _ => (1, text),
    };
    let number = |part: &str| -> Option<i32> {
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        if digits { part.parse().ok() } else { None }
    };
    let (hours, minutes) = match rest.split_once(':') {
        Some((hours, minutes)) => (number(hours)?, number(minutes)?),
        None if rest.len() == 4 => (number(rest.get(..2)?)?, number(rest.get(2..)?)?),
        None => (number(rest)?, 0),
    };
    if hours > 18 || minutes > 59 {
        return None;
    }
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

/// Parses a documented local time in `zone`.
pub(crate) fn parse_documented(text: &str, zone: &TimeZone) -> Option<Moment> {
    let local: jiff::civil::DateTime = text.parse().ok()?;
    let at = local.to_zoned(zone.clone()).ok()?.timestamp();
    Some(Moment { nanos: nanos(at), documented: Some(text.into()) })
}
