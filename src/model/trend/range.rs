//! A span of time on a local clock, to the minute.

use super::super::time::LocalTime;

/// From one minute to a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Range {
    from: LocalTime,
    to: LocalTime,
}

impl Range {
    /// Reads two times as the fields of a form have them: `2026-11-01T08:30`. Seconds are cut off; `None` when one of
    /// them is no time, or the end is not behind the beginning.
    pub fn parse(from: &str, to: &str) -> Option<Self> {
        Self::of(LocalTime::parse(from)?.milliseconds(), LocalTime::parse(to)?.milliseconds())
    }

    /// The minutes that hold two instants of a local clock, in milliseconds.
    pub fn of(from: i64, to: i64) -> Option<Self> {
        let minute = |at: i64| LocalTime::of_milliseconds(at.saturating_sub(at.rem_euclid(60_000)));
        let range = Self { from: minute(from), to: minute(to) };
        (range.from < range.to).then_some(range)
    }

    /// Its first minute.
    pub const fn from(self) -> LocalTime {
        self.from
    }

    /// The minute that it ends before.
    pub const fn to(self) -> LocalTime {
        self.to
    }

    /// What [`parse`](Self::parse) reads.
    pub fn texts(self) -> (String, String) {
        (self.from.to_the_minute(), self.to.to_the_minute())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_span_is_none() {
        for (from, to) in [
            ("", ""),
            ("2026-11-01T08:30", "2026-11-01T08:30:59"),
            ("2026-11-02T00:00", "2026-11-01T00:00"),
            ("x", "2026-11-01T00:00"),
        ] {
            assert_eq!(Range::parse(from, to), None);
        }
    }

    proptest! {
        #[test]
        fn a_range_survives_its_texts(from in any::<i64>(), length in 60_000i64..100_000_000_000) {
            if let Some(range) = Range::of(from, from.saturating_add(length)) {
                let (from, to) = range.texts();
                prop_assert_eq!(Range::parse(&from, &to), Some(range));
            }
        }
    }
}
