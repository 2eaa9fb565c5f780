//! How a value is said in a language. The one way to write a number, a size, a time or a span.

use super::{Analysis, Dialogs, Plural, Words, analysis, dialogs, fill, intl, words};
use crate::model::locale::Locale;
use crate::model::time::{LocalTime, Time};
use crate::model::zone::{self, Zone, show_offset};
use crate::model::{byte_size, duration};

/// A language, speaking.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Localizer(pub Locale);

impl Localizer {
    /// The words of the language.
    pub const fn words(self) -> &'static Words {
        words(self.0)
    }

    /// The words of dialogs.
    pub const fn dialogs(self) -> &'static Dialogs {
        dialogs(self.0)
    }

    /// The words of triage and trend.
    pub const fn analysis(self) -> &'static Analysis {
        analysis(self.0)
    }

    /// A whole number.
    pub fn integer(self, number: i64) -> String {
        intl::integer(self.0, number)
    }

    /// A count of rows, which is never negative.
    pub fn count(self, number: u64) -> String {
        self.integer(i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// A share of a whole, in per cent.
    pub fn percent(self, part: u64, whole: u64) -> String {
        #[expect(clippy::cast_precision_loss, reason = "counts of rows")]
        let share = if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        // What is there is never "0 %", and what is not all is never "100 %".
        intl::percent(
            self.0,
            if part < whole { share.clamp(0.001, 0.999) * f64::from(u8::from(part > 0)) } else { share },
        )
    }

    /// A number of things, in the form that the number wants.
    pub fn counted(self, sentence: &Plural, number: i64) -> String {
        fill(self.form(sentence, number), &[&self.integer(number)])
    }

    /// The form of a sentence that a number wants.
    pub fn form(self, sentence: &Plural, number: i64) -> &'static str {
        if intl::is_one(self.0, number) { sentence.one } else { sentence.other }
    }

    /// Bytes, in the unit that people read.
    pub fn size(self, bytes: i64) -> String {
        let size = byte_size::size(bytes);
        match size.unit {
            byte_size::Unit::Byte => self.bytes(bytes),
            unit => intl::unit(self.0, size.value, unit.name(), size.digits),
        }
    }

    /// Bytes, exactly.
    pub fn bytes(self, bytes: i64) -> String {
        self.counted(&self.words().n_bytes, bytes)
    }

    /// A span of time in milliseconds.
    pub fn duration(self, milliseconds: i64) -> String {
        self.span(milliseconds, false)
    }

    /// A span of time that is still growing.
    pub fn live_duration(self, milliseconds: i64) -> String {
        self.span(milliseconds, true)
    }

    /// A round span of time, in its largest unit alone.
    pub fn round_duration(self, milliseconds: i64) -> String {
        let part = duration::split(milliseconds, true).into_iter().next();
        part.map(|part| intl::unit(self.0, part.value, part.unit.name(), part.digits)).unwrap_or_default()
    }

    fn span(self, milliseconds: i64, live: bool) -> String {
        let part = |part: &duration::Part| intl::unit(self.0, part.value, part.unit.name(), part.digits);
        duration::split(milliseconds, live).iter().map(part).collect::<Vec<_>>().join(" ")
    }

    /// How far an instant lies from now, both in milliseconds since 1970 UTC.
    pub fn relative(self, instant: f64, now: f64) -> String {
        const STEPS: [(f64, &str); 7] = [
            (31_556_952.0, "year"),
            (2_629_746.0, "month"),
            (604_800.0, "week"),
            (86_400.0, "day"),
            (3600.0, "hour"),
            (60.0, "minute"),
            (1.0, "second"),
        ];
        let seconds = (instant - now) / 1000.0;
        let (factor, unit) = STEPS.into_iter().find(|(factor, _)| seconds.abs() >= *factor).unwrap_or((1.0, "second"));
        intl::relative(self.0, (seconds / factor).trunc(), unit).unwrap_or_default()
    }

    /// A time as a title: the language's own date, to the minute.
    pub fn date(self, time: &Time) -> String {
        let local = time.local().map(LocalTime::milliseconds);
        #[expect(clippy::cast_precision_loss, reason = "four-digit years lie far below 2^53 milliseconds")]
        let date = local.and_then(|local| intl::date(self.0, local as f64));
        date.unwrap_or_else(|| time.as_str().to_owned())
    }

    /// The name of a zone: `Asia/Shanghai +08:00`, `UTC`, `UTC+05:30`, or that it is unknown.
    pub fn zone(self, zone: &Zone, now: f64) -> String {
        match zone {
            Zone::Unknown => self.words().zone_unknown.to_owned(),
            Zone::Named(name) => named_zone(name, now),
            Zone::Fixed(minutes) => format!("UTC{}", show_offset(*minutes)),
        }
    }
}

/// A zone by its name, with the offset that it has now.
pub fn named_zone(name: &str, now: f64) -> String {
    match intl::offset(name, now) {
        Some(offset) if name != zone::UTC => format!("{name} {}", show_offset(offset)),
        _ => name.to_owned(),
    }
}

/// The instant of a time of an answer, in milliseconds since 1970 UTC; `None` when its zone is unknown.
pub fn instant(time: &Time, zone: &Zone) -> Option<i64> {
    instant_from(i64::MIN, time, zone)
}

/// The same, where it is known to be no earlier than that.
fn instant_from(earliest: i64, time: &Time, zone: &Zone) -> Option<i64> {
    let local = time.local()?;
    match zone {
        Zone::Unknown => None,
        Zone::Fixed(minutes) => zone::instant(local, earliest, |_| Some(*minutes)),
        #[expect(clippy::cast_precision_loss, reason = "four-digit years lie far below 2^53 milliseconds")]
        Zone::Named(name) => zone::instant(local, earliest, |at| intl::offset(name, at as f64)),
    }
}

/// How long it is from one time to another in milliseconds; `None` where that makes no sense, as when the end
/// lies before the start. In an unknown zone, by its own clock.
pub fn elapsed(start: &Time, end: &Time, zone: &Zone) -> Option<i64> {
    let at = |time: &Time, earliest: i64| {
        instant_from(earliest, time, zone).or_else(|| time.local().map(LocalTime::milliseconds))
    };
    let start = at(start, i64::MIN)?;
    let elapsed = at(end, start)?.saturating_sub(start);
    (elapsed >= 0).then_some(elapsed)
}
