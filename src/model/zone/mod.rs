//! The time zone of a response: determined from the request and a response header, and used to convert its local times
//! to instants and to the zone in which they are shown. The rules of a zone come from the browser's `Intl`, because
//! chrono itself has no zone database.

#[cfg(test)]
mod display_tests;
#[cfg(test)]
mod tests;

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
