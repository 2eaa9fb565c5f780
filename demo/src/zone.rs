//! Times as the service prints them: local, without a zone, in Java's short form.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use std::cell::Cell;
use std::fmt::Write;

/// A point in time, in nanoseconds since 1970.
///
/// A documented example keeps the text it is documented with: the document does not always drop
/// zero seconds, and a reader must live with both.
#[derive(Clone, Debug)]
pub(crate) struct Moment {
    pub(crate) nanos: i64,
    pub(crate) written: Option<Box<str>>,
}

impl Moment {
    pub(crate) fn from_millis(millis: i64) -> Self {
        Self { nanos: millis.saturating_mul(1_000_000), written: None }
    }

    /// Whether it is still to come. What is documented has happened, whatever the clock says.
    pub(crate) fn later(&self, now: i64) -> bool {
        self.written.is_none() && self.nanos > now
    }
}

/// Nanoseconds since 1970; the end of time where they do not fit.
pub(crate) fn nanos(at: Timestamp) -> i64 {
    i64::try_from(at.as_nanosecond()).unwrap_or(i64::MAX)
}

/// The zone of one answer, and how far it is from UTC at any moment.
pub(crate) struct Zone {
    zone: TimeZone,
    /// Whether this is the zone that the data was written down in.
    home: bool,
    /// The last quarter of an hour asked for, and its offset. Offsets change only between two of
    /// them, and the rows of one record lie close together.
    last: Cell<(i64, Offset)>,
}

impl Zone {
    pub(crate) fn new(zone: TimeZone, home: bool) -> Self {
        Self { zone, home, last: Cell::new((i64::MIN, Offset::UTC)) }
    }

    fn offset(&self, at: Timestamp) -> Offset {
        let quarter = at.as_second().div_euclid(900);
        let (known, offset) = self.last.get();
        if known == quarter {
            return offset;
        }
        let offset = self.zone.to_offset(at);
        self.last.set((quarter, offset));
        offset
    }

    /// The local time, as `LocalDateTime.toString` writes it: zero seconds are dropped, and a
    /// fraction has three, six or nine digits.
    pub(crate) fn local(&self, moment: &Moment) -> String {
        if let (true, Some(written)) = (self.home, &moment.written) {
            return written.to_string();
        }
        let (second, fraction) = split(moment.nanos, 1_000_000_000);
        let at = Timestamp::from_second(second).unwrap_or(Timestamp::MAX);
        let (day, second) = split(second + i64::from(self.offset(at).seconds()), 86_400);
        let (year, month, day) = date(day);
        let (minute, second) = (second / 60, second % 60);
        let mut text = String::with_capacity(32);
        // Writing to a string cannot fail.
        let _ = write!(text, "{year:04}-{month:02}-{day:02}T{:02}:{:02}", minute / 60, minute % 60);
        if second != 0 || fraction != 0 {
            let _ = write!(text, ":{second:02}");
        }
        if fraction != 0 {
            let _ = if fraction % 1_000_000 == 0 {
                write!(text, ".{:03}", fraction / 1_000_000)
            } else if fraction % 1_000 == 0 {
                write!(text, ".{:06}", fraction / 1_000)
            } else {
                write!(text, ".{fraction:09}")
            };
        }
        text
    }

    /// The response header: the offset at `now`, whatever it is at the times in the answer.
    pub(crate) fn header(&self, now: Timestamp) -> String {
        let seconds = self.zone.to_offset(now).seconds();
        let minutes = seconds.abs() / 60;
        let sign = if seconds < 0 { '-' } else { '+' };
        format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
    }
}

fn split(number: i64, by: i64) -> (i64, i64) {
    (number.div_euclid(by), number.rem_euclid(by))
}

/// The Gregorian date of a day since 1970. Counted here and not by the calendar crate, for its
/// speed: a list holds two hundred thousand times.
fn date(day: i64) -> (i64, i64, i64) {
    // Years begin in March here, so that the odd day comes last, and four hundred of them are
    // always 146,097 days long.
    let (era, day) = split(day + 719_468, 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let in_month = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month, in_month)
}

/// The zone that a request header names: an IANA name, an offset, or hours.
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

/// The moment that a documented local time means in `zone`.
pub(crate) fn moment(text: &str, zone: &TimeZone) -> Option<Moment> {
    let local: jiff::civil::DateTime = text.parse().ok()?;
    let at = local.to_zoned(zone.clone()).ok()?.timestamp();
    Some(Moment { nanos: nanos(at), written: Some(text.into()) })
}
