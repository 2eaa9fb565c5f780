//! Formatting of numbers, sizes, times and durations in a language. All views use it, so that they agree.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};

use super::{
    Analysis, Changes, Dialogs, Files, Hints, Home, Notices, Plans, Plural, ReportWords, Statistics, Words, analysis,
    changes, dialogs, files, fill, hints, home, intl, notices, plans, report, statistics, words,
};
use crate::model::locale::Locale;
use crate::model::time::{Time, date_and_time};
use crate::model::zone::{self, ShownZone, Zone};
use crate::model::{byte_size, duration};

/// The localizer: the words and formats of a language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Localizer(pub Locale);

impl Localizer {
    /// The words of the language.
    pub fn words(self) -> &'static Words {
        words(self.0)
    }

    /// The words of the dialogs.
    pub const fn dialogs(self) -> &'static Dialogs {
        dialogs(self.0)
    }

    /// The explanations of missing or odd data.
    pub const fn hints(self) -> &'static Hints {
        hints(self.0)
    }

    /// The words of the error analysis and the trend.
    pub const fn analysis(self) -> &'static Analysis {
        analysis(self.0)
    }

    /// The words of the comparison of all artifacts.
    pub const fn changes(self) -> &'static Changes {
        changes(self.0)
    }

    /// The words of the home page.
    pub const fn home(self) -> &'static Home {
        home(self.0)
    }

    /// The words of plans.
    pub const fn plans(self) -> &'static Plans {
        plans(self.0)
    }

    /// The words of the statistics of an execution.
    pub const fn statistics(self) -> &'static Statistics {
        statistics(self.0)
    }

    /// The words of the file check.
    pub const fn files(self) -> &'static Files {
        files(self.0)
    }

    /// The words of notifications.
    pub const fn notices(self) -> &'static Notices {
        notices(self.0)
    }

    /// The words of the report.
    pub const fn report(self) -> &'static ReportWords {
        report(self.0)
    }

    /// Formats a whole number.
    pub fn integer(self, number: i64) -> String {
        intl::integer(self.0, number)
    }

    /// Formats a count.
    pub fn count(self, number: u64) -> String {
        self.integer(i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// Formats a part of a whole in per cent.
    pub fn percent(self, part: u64, whole: u64) -> String {
        #[expect(clippy::cast_precision_loss, reason = "counts of rows")]
        let share = if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        // Rounding must not turn a few into "0 %", or nearly all into "100 %".
        intl::percent(
            self.0,
            if part < whole { share.clamp(0.001, 0.999) * f64::from(u8::from(part > 0)) } else { share },
        )
    }

    /// Fills a number into a sentence, in the plural form of the number.
    pub fn counted(self, sentence: &Plural, number: i64) -> String {
        fill(self.form(sentence, number), &[&self.integer(number)])
    }

    /// The plural form of a sentence for a number.
    pub fn form(self, sentence: &Plural, number: i64) -> &'static str {
        if intl::is_one(self.0, number) { sentence.one } else { sentence.other }
    }

    /// Formats a number of bytes in the largest suitable unit.
    pub fn size(self, bytes: i64) -> String {
        let size = byte_size::size(bytes);
        match size.unit {
            byte_size::ByteUnit::Byte => self.bytes(bytes),
            unit => intl::unit(self.0, size.value, unit.name(), size.digits),
        }
    }

    /// Formats a number of bytes exactly.
    pub fn bytes(self, bytes: i64) -> String {
        self.counted(&self.words().n_bytes, bytes)
    }

    /// Formats a duration in milliseconds.
    pub fn duration(self, milliseconds: i64) -> String {
        self.span(milliseconds, false)
    }

    /// Formats a growing duration in milliseconds, in whole seconds, so that it does not flicker.
    pub fn live_duration(self, milliseconds: i64) -> String {
        self.span(milliseconds, true)
    }

    /// Formats a round duration in milliseconds, in its largest unit only.
    pub fn round_duration(self, milliseconds: i64) -> String {
        let part = duration::split(milliseconds, true).into_iter().next();
        part.map(|part| intl::unit(self.0, part.value, part.unit.name(), part.digits)).unwrap_or_default()
    }

    fn span(self, milliseconds: i64, live: bool) -> String {
        let part = |part: &duration::DurationPart| intl::unit(self.0, part.value, part.unit.name(), part.digits);
        duration::split(milliseconds, live).iter().map(part).collect::<Vec<_>>().join(" ")
    }

    /// Formats the time from now to an instant in its largest unit. Both are in milliseconds since 1970 UTC.
    pub fn relative(self, instant: f64, now: f64) -> String {
        // The mean lengths in the Gregorian calendar are precise enough for "a month ago".
        const YEAR: i64 = 31_556_952;
        const MONTH: i64 = YEAR / 12;
        #[expect(clippy::cast_possible_truncation, reason = "saturates")]
        let span = TimeDelta::try_milliseconds((instant - now) as i64).unwrap_or_default();
        let seconds = span.num_seconds();
        let units = [
            (seconds / YEAR, "year"),
            (seconds / MONTH, "month"),
            (span.num_weeks(), "week"),
            (span.num_days(), "day"),
            (span.num_hours(), "hour"),
            (span.num_minutes(), "minute"),
        ];
        let (number, unit) = units.into_iter().find(|(number, _)| *number != 0).unwrap_or((seconds, "second"));
        // With the sign of the span, since for `Intl` -0 is in the past and 0 is in the future.
        #[expect(clippy::cast_precision_loss, reason = "seconds of 2^63 milliseconds at most, and as text")]
        let number = (number as f64).copysign(instant - now);
        intl::relative(self.0, number, unit).unwrap_or_default()
    }

    /// Formats a time in the date format of the language, to the minute; a time in an undocumented form as received.
    pub fn date(self, time: &Time, zone: &Zone) -> String {
        let (time, _) = shown(time, zone);
        let local = time.local().map(|local| local.and_utc().timestamp_millis());
        #[expect(clippy::cast_precision_loss, reason = "four-digit years lie far below 2^53 milliseconds")]
        let date = local.and_then(|local| intl::date(self.0, local as f64));
        date.unwrap_or_else(|| time.as_str().to_owned())
    }

    /// Formats the name of the zone in which the times of a response are shown, with its offset at an instant:
    /// `Asia/Shanghai +08:00`, `UTC`, `UTC+05:30`, or the words for an unknown one.
    pub fn zone(self, zone: &Zone, at: f64) -> String {
        self.shown_zone(zone.shown(), at)
    }

    /// The same for the zone of one time.
    pub fn shown_zone(self, zone: ShownZone<'_>, at: f64) -> String {
        match zone {
            ShownZone::Named(name) => named_zone(name, at),
            _ => self.zone_name(zone).into_owned(),
        }
    }

    /// The name of a zone without the offset, which depends on the date.
    pub fn zone_name(self, zone: ShownZone<'_>) -> Cow<'_, str> {
        match zone {
            ShownZone::Unknown => self.words().zone_unknown.into(),
            ShownZone::Named(name) => name.into(),
            ShownZone::Offset(offset) => offset_name(offset).into(),
        }
    }
}

/// Formats the name of a zone with its offset at an instant in milliseconds since 1970 UTC.
pub fn named_zone(name: &str, now: f64) -> String {
    match intl::offset(name, now) {
        Some(offset) if name != zone::UTC => format!("{name} {offset}"),
        _ => name.to_owned(),
    }
}

/// Formats an instant, in milliseconds since 1970 UTC, to the second in a zone, with the name of the zone; in UTC where
/// the browser does not know the zone.
pub fn time_in_zone(instant: f64, zone: &str) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit")]
    let utc = DateTime::from_timestamp_millis(instant as i64).unwrap_or_default().naive_utc();
    let local = intl::offset(zone, instant).map(|offset| utc.checked_add_offset(offset));
    match local.flatten() {
        Some(local) => format!("{} {}", date_and_time(local), named_zone(zone, instant)),
        None => format!("{} {}", date_and_time(utc), zone::UTC),
    }
}

/// The name of a zone with one offset for all dates.
pub fn offset_name(offset: FixedOffset) -> String {
    format!("UTC{offset}")
}

/// A time as it is shown, and the zone that it is shown in: see [`Zone::show`].
pub fn shown<'a>(time: &'a Time, zone: &'a Zone) -> (Cow<'a, Time>, ShownZone<'a>) {
    zone.show(time, offset_at)
}

/// The instant of a time of a response; `None` when the zone is unknown.
pub fn instant(time: &Time, zone: &Zone) -> Option<DateTime<Utc>> {
    instant_from(DateTime::<Utc>::MIN_UTC, time, zone)
}

/// The instant of a time that follows another one. Of a local time that occurs twice, at the end of daylight saving time,
/// it is the one that is not before the other.
pub fn instant_after(before: Option<&Time>, time: &Time, zone: &Zone) -> Option<DateTime<Utc>> {
    let earliest = before.and_then(|before| instant(before, zone));
    instant_from(earliest.unwrap_or(DateTime::<Utc>::MIN_UTC), time, zone)
}

/// The instant of a time that is not before `earliest`: see [`Zone::instant`].
fn instant_from(earliest: DateTime<Utc>, time: &Time, zone: &Zone) -> Option<DateTime<Utc>> {
    zone.instant(time.local()?, earliest, offset_at)
}

#[expect(clippy::cast_precision_loss, reason = "four-digit years lie far below 2^53 milliseconds")]
fn offset_at(name: &str, at: DateTime<Utc>) -> Option<FixedOffset> {
    intl::offset(name, at.timestamp_millis() as f64)
}

/// The offset at an instant of the zone in which the times of a response are shown; `None` when the zone is unknown.
pub fn shown_offset_at(zone: &Zone, at: DateTime<Utc>) -> Option<FixedOffset> {
    match zone.shown() {
        ShownZone::Unknown => None,
        ShownZone::Named(name) => offset_at(name, at),
        ShownZone::Offset(offset) => Some(offset),
    }
}

/// The milliseconds from one time to another; `None` when the end is before the start. In an unknown zone, the
/// difference of the local times.
pub fn elapsed(start: &Time, end: &Time, zone: &Zone) -> Option<i64> {
    let at = |time: &Time, earliest| {
        instant_from(earliest, time, zone).or_else(|| time.local().map(|local| local.and_utc()))
    };
    let start = at(start, DateTime::<Utc>::MIN_UTC)?;
    let elapsed = at(end, start)?.signed_duration_since(start);
    (elapsed >= TimeDelta::zero()).then_some(elapsed.num_milliseconds())
}
