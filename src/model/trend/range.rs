//! A range of local times, to the minute.

use chrono::{NaiveDateTime, TimeDelta, Timelike};

use super::super::time::{in_four_digit_years, parse, to_the_minute};

/// A range of local times: it includes its first minute and excludes its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Range {
    from: NaiveDateTime,
    to: NaiveDateTime,
}

impl Range {
    /// Parses the values of two `datetime-local` inputs: `2026-11-01T08:30`. Seconds are cut off; `None` when one of
    /// them is not a time, or the end is not after the start.
    pub fn parse(from: &str, to: &str) -> Option<Self> {
        Self::new(parse(from)?, parse(to)?)
    }

    /// From the minute of one time to the minute of a later one, clamped to the years that an input field can show.
    pub fn new(from: NaiveDateTime, to: NaiveDateTime) -> Option<Self> {
        let minute = |at| in_four_digit_years(at).with_second(0)?.with_nanosecond(0);
        let range = Self { from: minute(from)?, to: minute(to)? };
        (range.from < range.to).then_some(range)
    }

    /// From the minute of one time to the end of the minute of another, so that the range includes both.
    pub fn through(from: NaiveDateTime, last: NaiveDateTime) -> Option<Self> {
        Self::new(from, last.checked_add_signed(TimeDelta::minutes(1)).unwrap_or(last))
    }

    /// The first minute.
    pub const fn from(self) -> NaiveDateTime {
        self.from
    }

    /// The minute after the last one of the range.
    pub const fn to(self) -> NaiveDateTime {
        self.to
    }

    /// The texts that [`parse`](Self::parse) accepts.
    pub fn texts(self) -> (String, String) {
        (to_the_minute(self.from), to_the_minute(self.to))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::time::of_milliseconds;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn times_without_a_minute_between_them_are_not_a_range() {
        for (from, to) in [
            ("", ""),
            ("2026-11-01T08:30", "2026-11-01T08:30:59"),
            ("2026-11-02T00:00", "2026-11-01T00:00"),
            ("x", "2026-11-01T00:00"),
        ] {
            assert_eq!(Range::parse(from, to), None);
        }
    }

    #[test]
    fn a_range_beyond_four_digit_years_is_clamped_to_them() {
        let range = Range::new(NaiveDateTime::MIN, NaiveDateTime::MAX).unwrap();
        assert_eq!(range.texts(), ("0000-01-01T00:00".to_owned(), "9999-12-31T23:59".to_owned()));
        assert_eq!(Range::new(of_milliseconds(i64::MIN), of_milliseconds(i64::MAX)), Some(range));
        assert_eq!(Range::through(range.from(), range.to()), Some(range));
        assert_eq!(Range::new(range.to(), NaiveDateTime::MAX), None);
    }

    #[test]
    fn a_range_through_a_time_includes_it() {
        let at = |text| parse(text).unwrap();
        let range = Range::through(at("2024-02-29T23:59:59.999"), at("2024-02-29T23:59:59.999")).unwrap();
        assert_eq!(range.texts(), ("2024-02-29T23:59".to_owned(), "2024-03-01T00:00".to_owned()));
    }

    proptest! {
        #[test]
        fn a_range_is_parsed_from_its_texts(from in any::<i64>(), length in 60_000i64..100_000_000_000) {
            if let Some(range) = Range::new(of_milliseconds(from), of_milliseconds(from.saturating_add(length))) {
                let (from, to) = range.texts();
                prop_assert_eq!(Range::parse(&from, &to), Some(range));
            }
        }
    }
}
