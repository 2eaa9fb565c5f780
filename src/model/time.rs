//! The service's times: ISO local date-times without a zone.
//!
//! What zone they are in is a matter of its own: see [`zone`](super::zone).

use serde::Deserialize;

/// A local date-time, to the nanosecond, in a zone that is told elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalTime {
    /// Seconds since 1970-01-01T00:00 on the same local clock.
    seconds: i64,
    nanos: u32,
}

impl LocalTime {
    /// Reads `2021-05-12T12:19`, `…:08` and `…:08.813`, with up to nine digits behind the point.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = text.split_once('T')?;
        let mut date = date.split('-');
        let (year, month, day) = (digits(date.next()?, 4)?, digits(date.next()?, 2)?, digits(date.next()?, 2)?);
        let mut time = time.split(':');
        let (hour, minute) = (digits(time.next()?, 2)?, digits(time.next()?, 2)?);
        let (second, nanos) = match time.next() {
            None => (0, 0),
            Some(second) => match second.split_once('.') {
                None => (digits(second, 2)?, 0),
                Some((second, fraction)) => (digits(second, 2)?, nanos(fraction)?),
            },
        };
        if date.next().is_some()
            || time.next().is_some()
            || !(1..=12).contains(&month)
            || !(1..=days_in(year, month)).contains(&day)
            || hour > 23
            || minute > 59
            || second > 59
        {
            return None;
        }
        let seconds = days_before(year, month, day)
            .checked_mul(86_400)?
            .checked_add(i64::from(hour).checked_mul(3600)?)?
            .checked_add(i64::from(minute).checked_mul(60)?)?
            .checked_add(i64::from(second))?;
        Some(Self { seconds, nanos })
    }

    /// Milliseconds since 1970-01-01T00:00 on the same local clock, as if that clock were UTC's.
    pub fn milliseconds(self) -> i64 {
        self.seconds.saturating_mul(1000).saturating_add(i64::from(self.nanos / 1_000_000))
    }

    /// `2024-01-24 11:01:04`: whole seconds, in the form of the service and its logs, so that both can be compared.
    pub fn date_and_time(self) -> String {
        let (year, month, day) = date_of(self.seconds.div_euclid(86_400));
        format!("{year:04}-{month:02}-{day:02} {}", self.time_of_day())
    }

    /// The time that a local clock shows after so many milliseconds; within the years 0 to 9999.
    pub fn of_milliseconds(milliseconds: i64) -> Self {
        const FIRST: i64 = -62_167_219_200;
        const LAST: i64 = 253_402_300_799;
        let nanos = u32::try_from(milliseconds.rem_euclid(1000)).unwrap_or_default().saturating_mul(1_000_000);
        Self { seconds: milliseconds.div_euclid(1000).clamp(FIRST, LAST), nanos }
    }

    /// `2024-01-24T11:01`, as a field for a date and a time takes it.
    pub fn to_the_minute(self) -> String {
        let text = self.date_and_time().replacen(' ', "T", 1);
        text.get(..16).map(str::to_owned).unwrap_or_default()
    }

    /// The year, the month from 1 and the day from 1.
    pub fn date(self) -> (i64, i64, i64) {
        date_of(self.seconds.div_euclid(86_400))
    }

    /// `11:01:04`.
    pub fn time_of_day(self) -> String {
        let second = self.seconds.rem_euclid(86_400);
        format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
    }
}

/// A time as the service wrote it, and what it means where it can be read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct Time {
    text: Box<str>,
    local: Option<LocalTime>,
}

impl Time {
    /// As it came.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Its meaning; `None` for a form that is not documented, which is then shown as it came.
    pub const fn local(&self) -> Option<LocalTime> {
        self.local
    }
}

impl From<&str> for Time {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for Time {
    fn from(text: String) -> Self {
        Self { local: LocalTime::parse(&text), text: text.into() }
    }
}

/// Exactly `length` ASCII digits.
fn digits(text: &str, length: usize) -> Option<u32> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// One to nine digits behind the point, in nanoseconds.
fn nanos(fraction: &str) -> Option<u32> {
    let length = u32::try_from(fraction.len()).ok().filter(|length| (1..=9).contains(length))?;
    digits(fraction, fraction.len())?.checked_mul(10u32.pow(9u32.checked_sub(length)?))
}

const fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a date of the Gregorian calendar, years 0 to 9999.
///
/// The year is taken to begin in March, so that the leap day is its last (Howard Hinnant, `days_from_civil`).
#[expect(clippy::arithmetic_side_effects, reason = "years have four digits: all terms stay below 2^23")]
fn days_before(year: u32, month: u32, day: u32) -> i64 {
    let (year, month, day) = (i64::from(year), i64::from(month), i64::from(day));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The date that lies `days` after 1970-01-01; the inverse of [`days_before`].
#[expect(clippy::arithmetic_side_effects, reason = "days come from four-digit years: all terms stay below 2^23")]
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::DateTime;
    use proptest::prelude::*;

    #[test]
    fn every_documented_form_is_read() {
        let at = |text| LocalTime::parse(text).unwrap();
        assert_eq!(at("2021-05-12T12:19:08.813").milliseconds(), 1_620_821_948_813);
        assert_eq!(at("2021-05-12T12:19:08").milliseconds(), 1_620_821_948_000);
        assert_eq!(at("2021-05-12T12:19").milliseconds(), 1_620_821_940_000);
        assert_eq!(at("2026-11-20T09:00:00.123456789").milliseconds() % 1000, 123);
        assert_eq!(at("2026-11-20T09:00:00.5").milliseconds() % 1000, 500);
    }

    #[test]
    fn what_is_no_local_time_is_not_guessed_at() {
        for text in [
            "",
            "T",
            "2021-05-12",
            "2021-05-12 12:19",
            "2021-5-12T12:19",
            "2021-02-29T00:00",
            "2021-13-01T00:00",
            "2021-00-01T00:00",
            "2021-05-00T00:00",
            "2021-05-12T24:00",
            "2021-05-12T12:60",
            "2021-05-12T12:19:60",
            "2021-05-12T12:19:08.",
            "2021-05-12T12:19:08.1234567890",
            "2021-05-12T12:19:08Z",
            "2021-05-12T12:19:08+08:00",
            "2021-05-12T12:19:08:09",
            "2021-05-12-01T12:19",
            "+021-05-12T12:19",
            "２０２１-05-12T12:19",
        ] {
            assert_eq!(LocalTime::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_time_is_written_to_the_second() {
        let at = LocalTime::parse("2024-02-29T01:02:03.999").unwrap();
        assert_eq!(at.date_and_time(), "2024-02-29 01:02:03");
        assert_eq!(at.time_of_day(), "01:02:03");
    }

    fn civil() -> impl Strategy<Value = DateTime> {
        (0i16..=9999, 1i8..=12, 1i8..=31, 0i8..24, 0i8..60, 0i8..60, 0i32..1_000_000_000).prop_filter_map(
            "a day that the month does not have",
            |(year, month, day, hour, minute, second, nanos)| {
                DateTime::new(year, month, day, hour, minute, second, nanos).ok()
            },
        )
    }

    #[test]
    fn a_clocks_milliseconds_are_a_time_again() {
        let time = LocalTime::parse("2024-02-29T11:01:04.500").unwrap();
        assert_eq!(LocalTime::of_milliseconds(time.milliseconds()), time);
        assert_eq!(time.to_the_minute(), "2024-02-29T11:01");
        assert_eq!(time.date(), (2024, 2, 29));
        assert_eq!(LocalTime::of_milliseconds(i64::MAX).date(), (9999, 12, 31));
        assert_eq!(LocalTime::of_milliseconds(i64::MIN).date(), (0, 1, 1));
    }

    proptest! {
        #[test]
        fn it_agrees_with_jiff(at in civil()) {
            let parsed = LocalTime::parse(&at.to_string()).unwrap();
            let utc = at.to_zoned(jiff::tz::TimeZone::UTC).unwrap();
            prop_assert_eq!(parsed.milliseconds(), utc.timestamp().as_millisecond() - i64::from(
                // jiff rounds the time before 1970 towards it, we never round a digit up.
                utc.timestamp().as_nanosecond() < 0 && utc.timestamp().subsec_nanosecond() % 1_000_000 != 0
            ));
            prop_assert_eq!(parsed.date_and_time(), at.strftime("%Y-%m-%d %H:%M:%S").to_string());
        }

        #[test]
        fn no_text_panics(text in "\\PC*") {
            let _ = LocalTime::parse(&text);
        }

        #[test]
        fn no_text_that_looks_like_a_time_panics(text in "[-+0-9T:.Z]{0,32}") {
            if let Some(at) = LocalTime::parse(&text) {
                let _ = (at.date_and_time(), at.milliseconds());
            }
        }
    }
}
