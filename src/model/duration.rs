//! Display form of durations: the two largest units.

use chrono::{NaiveTime, TimeDelta, Timelike};

/// A unit of time of `Intl.NumberFormat`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// 24 hours.
    Day,
    /// 60 minutes.
    Hour,
    /// 60 seconds.
    Minute,
    /// A second; the only unit with a fraction.
    Second,
}

impl TimeUnit {
    /// The unit's name in `Intl`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Hour => "hour",
            Self::Minute => "minute",
            Self::Second => "second",
        }
    }
}

/// A number with its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DurationPart {
    /// A whole number, except for seconds below ten.
    pub value: f64,
    /// The unit of the number.
    pub unit: TimeUnit,
    /// The number of decimal places.
    pub digits: u8,
}

/// Splits milliseconds into the parts to show: `0.9 s`, `41 s`, `13 min 47 s`, `2 h 5 min`, `3 d 4 h`.
///
/// With `live`, seconds are always whole, since a counter with tenths would flicker.
pub fn split(milliseconds: i64, live: bool) -> Vec<DurationPart> {
    let milliseconds = milliseconds.max(0);
    // Below ten seconds a tenth matters; 9.95 s is where it would round to "10.0 s".
    if milliseconds < 9_950 && !live {
        #[expect(clippy::cast_precision_loss, reason = "below ten thousand")]
        let value = milliseconds as f64 / 1000.0;
        // Zero is "0 s"; a duration that would round to "0.0 s" is shown with three decimal places.
        let digits = match milliseconds {
            0 => 0,
            1..=49 => 3,
            _ => 1,
        };
        return vec![DurationPart { value, unit: TimeUnit::Second, digits }];
    }
    let rounded = if live { milliseconds } else { milliseconds.saturating_add(500) };
    let span = TimeDelta::try_milliseconds(rounded).unwrap_or(TimeDelta::MAX);
    // The rest of the span beside its whole days, as a time of day.
    let (clock, _) = NaiveTime::MIN.overflowing_add_signed(span);
    let whole = |value: u32, unit| DurationPart { value: value.into(), unit, digits: 0 };
    #[expect(clippy::cast_precision_loss, reason = "days of 2^63 milliseconds are far below 2^53")]
    let days = |days: i64| DurationPart { value: days as f64, unit: TimeUnit::Day, digits: 0 };
    match (span.num_days(), clock.hour(), clock.minute()) {
        (0, 0, 0) => vec![whole(clock.second(), TimeUnit::Second)],
        (0, 0, minutes) => vec![whole(minutes, TimeUnit::Minute), whole(clock.second(), TimeUnit::Second)],
        (0, hours, minutes) => vec![whole(hours, TimeUnit::Hour), whole(minutes, TimeUnit::Minute)],
        (number, hours, _) => vec![days(number), whole(hours, TimeUnit::Hour)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(milliseconds: i64, live: bool) -> String {
        let part = |part: &DurationPart| format!("{:.*} {}", usize::from(part.digits), part.value, part.unit.name());
        split(milliseconds, live).iter().map(part).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_two_largest_units_are_shown() {
        assert_eq!(shown(0, false), "0 second");
        assert_eq!(shown(22, false), "0.022 second");
        assert_eq!(shown(900, false), "0.9 second");
        assert_eq!(shown(9_960, false), "10 second");
        assert_eq!(shown(29_154, false), "29 second");
        assert_eq!(shown(827_000, false), "13 minute 47 second");
        assert_eq!(shown(7_500_000, false), "2 hour 5 minute");
        assert_eq!(shown(273_600_000, false), "3 day 4 hour");
    }

    #[test]
    fn a_live_duration_counts_whole_seconds() {
        assert_eq!(shown(900, true), "0 second");
        assert_eq!(shown(59_999, true), "59 second");
    }

    #[test]
    fn the_longest_span_is_in_days_and_a_negative_one_is_zero() {
        assert_eq!(shown(i64::MAX, true), "106751991167 day 7 hour");
        assert_eq!(shown(i64::MAX, false), "106751991167 day 7 hour");
        assert_eq!(shown(i64::MIN, false), "0 second");
        assert_eq!(shown(86_399_499, false), "23 hour 59 minute");
        assert_eq!(shown(86_399_500, false), "1 day 0 hour");
    }

    proptest! {
        #[test]
        fn every_span_has_a_text_and_none_panics(milliseconds in any::<i64>(), live in any::<bool>()) {
            prop_assert!(!split(milliseconds, live).is_empty());
        }
    }
}
