//! How long something took, in the two largest units that say something.

/// A unit of time, by the name that `Intl.NumberFormat` knows it by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 24 hours.
    Day,
    /// 60 minutes.
    Hour,
    /// 60 seconds.
    Minute,
    /// A second; the only unit with a fraction.
    Second,
}

impl Unit {
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

/// One number with its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// Whole, but for seconds below ten.
    pub value: f64,
    /// Its unit.
    pub unit: Unit,
    /// Digits behind the point.
    pub digits: u8,
}

/// Splits milliseconds for people: `0.9 s`, `41 s`, `13 min 47 s`, `2 h 5 min`, `3 d 4 h`.
///
/// With `live`, the seconds are whole from the start, since a number that counts up must not flicker.
pub fn split(milliseconds: i64, live: bool) -> Vec<Part> {
    let whole = |value: i64, unit| Part {
        #[expect(clippy::cast_precision_loss, reason = "whole units of a span of time are far below 2^53")]
        value: value as f64,
        unit,
        digits: 0,
    };
    let milliseconds = milliseconds.max(0);
    // Below ten seconds a tenth matters; 9.95 s is where it would round to "10.0 s".
    if milliseconds < 9_950 && !live {
        #[expect(clippy::cast_precision_loss, reason = "below ten thousand")]
        let value = milliseconds as f64 / 1000.0;
        // What took no time that a tenth can show took none: "0 s", not "0.0 s"; some time is never "0.0 s".
        let digits = match milliseconds {
            0 => 0,
            1..=49 => 3,
            _ => 1,
        };
        return vec![Part { value, unit: Unit::Second, digits }];
    }
    let seconds = if live { milliseconds / 1000 } else { milliseconds.saturating_add(500) / 1000 };
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400);
    let mut parts = Vec::with_capacity(2);
    if days > 0 {
        parts.push(whole(days, Unit::Day));
        parts.push(whole(hours % 24, Unit::Hour));
    } else if hours > 0 {
        parts.push(whole(hours, Unit::Hour));
        parts.push(whole(minutes % 60, Unit::Minute));
    } else if minutes > 0 {
        parts.push(whole(minutes, Unit::Minute));
        parts.push(whole(seconds % 60, Unit::Second));
    } else {
        parts.push(whole(seconds, Unit::Second));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(milliseconds: i64, live: bool) -> String {
        let part = |part: &Part| format!("{:.*} {}", usize::from(part.digits), part.value, part.unit.name());
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

    proptest! {
        #[test]
        fn no_span_panics_and_none_is_without_words(milliseconds in any::<i64>(), live in any::<bool>()) {
            prop_assert!(!split(milliseconds, live).is_empty());
        }
    }
}
