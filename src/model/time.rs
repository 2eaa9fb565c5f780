//! Times of the service: ISO local date-times without a zone.
//!
//! The zone comes from a response header: see [`zone`](super::zone). The texts are parsed and formatted here, because
//! chrono's parser and formatter cost 6 to 16 kB of wasm; validation and calendar arithmetic are chrono's.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use serde::de::{Deserialize, Deserializer, Error};

/// Parses the documented forms: `2021-05-12T12:19`, `…:08` and `…:08.813`, with up to nine digits after the point.
pub fn parse(text: &str) -> Option<NaiveDateTime> {
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
    if date.next().is_some() || time.next().is_some() {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    Some(date.and_time(NaiveTime::from_hms_nano_opt(hour, minute, second, nanos)?))
}

/// The nearest time with a year of four digits, 0000 to 9999, which is what [`parse`] and a `datetime-local` input accept.
pub fn in_four_digit_years(at: NaiveDateTime) -> NaiveDateTime {
    let first = NaiveDate::from_ymd_opt(0, 1, 1).and_then(|date| date.and_hms_opt(0, 0, 0));
    let last = NaiveDate::from_ymd_opt(9999, 12, 31).and_then(|date| date.and_hms_opt(23, 59, 59));
    first.zip(last).map_or(at, |(first, last)| at.clamp(first, last))
}

/// Formats a date: `2024-01-24`.
pub fn date(at: NaiveDateTime) -> String {
    format!("{:04}-{:02}-{:02}", at.year(), at.month(), at.day())
}

/// Formats a time to the second, `2024-01-24 11:01:04`, as in the logs of the service, so that both can be compared.
pub fn date_and_time(at: NaiveDateTime) -> String {
    format!("{} {}:{:02}", date(at), hour_and_minute(at), at.second())
}

/// Formats the hour and the minute: `11:01`.
pub fn hour_and_minute(at: NaiveDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// Formats the value of a `datetime-local` input: `2024-01-24T11:01`.
pub fn to_the_minute(at: NaiveDateTime) -> String {
    format!("{}T{}", date(at), hour_and_minute(at))
}

/// A time of the service: the text, and the parsed local time when the text has a documented form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    text: Box<str>,
    local: Option<NaiveDateTime>,
}

impl Time {
    /// The text as received.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The local time; `None` for an undocumented form, whose text is then shown as received.
    pub const fn local(&self) -> Option<NaiveDateTime> {
        self.local
    }

    /// The same time in another zone: another date, hour and minute, and the seconds as received, because offsets are
    /// whole minutes. For a documented form and a year of four digits.
    pub fn with_local(&self, local: NaiveDateTime) -> Self {
        let mut text = to_the_minute(local);
        text.push_str(self.text.get(text.len()..).unwrap_or_default());
        Self { text: text.into(), local: Some(local) }
    }
}

impl From<&str> for Time {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for Time {
    fn from(text: String) -> Self {
        Self { local: parse(&text), text: text.into() }
    }
}

impl<'de> Deserialize<'de> for Time {
    /// A text in another form is an error, so that it is marked as odd where it is shown.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let time = Self::from(String::deserialize(deserializer)?);
        if time.local.is_some() { Ok(time) } else { Err(Error::custom("no documented form of a time")) }
    }
}

/// Parses exactly `length` ASCII digits.
fn digits(text: &str, length: usize) -> Option<u32> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Parses one to nine decimal places of a second into nanoseconds.
fn nanos(fraction: &str) -> Option<u32> {
    let length = u32::try_from(fraction.len()).ok().filter(|length| (1..=9).contains(length))?;
    digits(fraction, fraction.len())?.checked_mul(10u32.pow(9u32.checked_sub(length)?))
}

/// The local time of a number of milliseconds since 1970-01-01T00:00, clamped to the range of chrono.
#[cfg(test)]
pub(crate) fn of_milliseconds(milliseconds: i64) -> NaiveDateTime {
    let beyond = if milliseconds < 0 { NaiveDateTime::MIN } else { NaiveDateTime::MAX };
    chrono::DateTime::from_timestamp_millis(milliseconds).map_or(beyond, |at| at.naive_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::DateTime;
    use proptest::prelude::*;

    fn milliseconds(at: NaiveDateTime) -> i64 {
        at.and_utc().timestamp_millis()
    }

    #[test]
    fn every_documented_form_is_parsed() {
        let at = |text| parse(text).unwrap();
        assert_eq!(milliseconds(at("2021-05-12T12:19:08.813")), 1_620_821_948_813);
        assert_eq!(milliseconds(at("2021-05-12T12:19:08")), 1_620_821_948_000);
        assert_eq!(milliseconds(at("2021-05-12T12:19")), 1_620_821_940_000);
        assert_eq!(milliseconds(at("2026-11-20T09:00:00.123456789")) % 1000, 123);
        assert_eq!(milliseconds(at("2026-11-20T09:00:00.5")) % 1000, 500);
        assert_eq!(at("2026-11-20T09:00:00.123456789").nanosecond(), 123_456_789);
        assert_eq!(at("2026-11-20T09:00:00.000000001").nanosecond(), 1);
        assert_eq!(at("2026-11-20T23:59:59.999999999").nanosecond(), 999_999_999);
    }

    #[test]
    fn leap_days_are_parsed_in_leap_years_only() {
        let day = |text| parse(text).map(|at| (at.year(), at.month(), at.day()));
        assert_eq!(day("2024-02-29T00:00"), Some((2024, 2, 29)));
        assert_eq!(day("2000-02-29T23:59:59"), Some((2000, 2, 29)));
        assert_eq!(day("0000-02-29T00:00"), Some((0, 2, 29)));
        assert_eq!((day("1900-02-29T00:00"), day("2023-02-29T00:00")), (None, None));
    }

    #[test]
    fn the_first_and_the_last_year_of_four_digits_are_parsed_and_written() {
        for text in ["0000-01-01 00:00:00", "0001-01-01 00:00:00", "9999-12-31 23:59:59"] {
            assert_eq!(date_and_time(parse(&text.replace(' ', "T")).unwrap()), text);
        }
    }

    #[test]
    fn text_in_any_other_form_is_not_a_time() {
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
            assert_eq!(parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_time_is_written_to_the_second() {
        let at = parse("2024-02-29T01:02:03.999").unwrap();
        assert_eq!(date_and_time(at), "2024-02-29 01:02:03");
        assert_eq!((date(at), hour_and_minute(at)), ("2024-02-29".to_owned(), "01:02".to_owned()));
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
    fn milliseconds_give_the_same_time_again() {
        let time = parse("2024-02-29T11:01:04.500").unwrap();
        assert_eq!(of_milliseconds(milliseconds(time)), time);
        assert_eq!(to_the_minute(time), "2024-02-29T11:01");
        assert_eq!((time.year(), time.month(), time.day()), (2024, 2, 29));
    }

    #[test]
    fn times_beyond_four_digit_years_are_clamped_to_them() {
        let clamped = |milliseconds| date_and_time(in_four_digit_years(of_milliseconds(milliseconds)));
        assert_eq!(
            (clamped(i64::MAX), clamped(i64::MIN)),
            ("9999-12-31 23:59:59".into(), "0000-01-01 00:00:00".into())
        );
        // The first second of the year 10000, and the last before the year 0.
        assert_eq!(clamped(253_402_300_800_000), "9999-12-31 23:59:59");
        assert_eq!(clamped(-62_167_219_200_001), "0000-01-01 00:00:00");
        assert_eq!(clamped(1_620_821_948_813), "2021-05-12 12:19:08");
    }

    proptest! {
        #[test]
        fn parsing_and_writing_agree_with_jiff(at in civil()) {
            let parsed = parse(&at.to_string()).unwrap();
            let utc = at.to_zoned(jiff::tz::TimeZone::UTC).unwrap();
            prop_assert_eq!(milliseconds(parsed), utc.timestamp().as_millisecond() - i64::from(
                // Before 1970 jiff rounds towards 1970; chrono rounds down.
                utc.timestamp().as_nanosecond() < 0 && utc.timestamp().subsec_nanosecond() % 1_000_000 != 0
            ));
            prop_assert_eq!(date_and_time(parsed), at.strftime("%Y-%m-%d %H:%M:%S").to_string());
        }

        #[test]
        fn every_time_of_chrono_is_formatted_without_a_panic(at in any::<i64>()) {
            let at = of_milliseconds(at);
            let clamped = in_four_digit_years(at);
            let _ = (date_and_time(at), to_the_minute(at));
            prop_assert_eq!(date_and_time(clamped).len(), 19);
            prop_assert_eq!(parse(&to_the_minute(clamped)).map(|at| at.date()), Some(clamped.date()));
        }

        #[test]
        fn no_text_panics(text in "\\PC*") {
            let _ = parse(&text);
        }

        #[test]
        fn no_text_that_looks_like_a_time_panics(text in "[-+0-9T:.Z]{0,32}") {
            if let Some(at) = parse(&text) {
                let _ = (date_and_time(at), milliseconds(at));
            }
        }
    }
}
