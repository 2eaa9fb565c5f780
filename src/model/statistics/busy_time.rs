//! The time in which something was in progress: overlapping intervals count once.

use std::collections::BTreeMap;

/// The shortest gap that is closed when there are too many, in milliseconds.
const LEAST_TOLERANCE_MS: i64 = 100;

/// The union of intervals, in milliseconds. It is exact up to a number of separate intervals, which bounds the memory;
/// beyond it, the shortest gaps are closed.
#[derive(Debug, Clone)]
pub struct BusyTime {
    /// The start and the end of each interval of the union.
    intervals: BTreeMap<i64, i64>,
    /// The sum of the lengths of the intervals.
    length: i64,
    /// Gaps up to this length are closed.
    tolerance: i64,
    limit: usize,
}

/// A stretch of time between two intervals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// The end of the interval before it.
    pub from: i64,
    /// The start of the interval after it.
    pub to: i64,
}

impl Pause {
    /// Its length.
    pub const fn length(&self) -> i64 {
        self.to.saturating_sub(self.from)
    }
}

impl BusyTime {
    /// A union of at most `limit` intervals.
    pub const fn new(limit: usize) -> Self {
        Self { intervals: BTreeMap::new(), length: 0, tolerance: 0, limit }
    }

    /// Adds an interval; its end is not before its start.
    pub fn add(&mut self, from: i64, to: i64) {
        let (mut from, mut to) = (from, to.max(from));
        // The intervals that it meets: the last one that starts before its end, and those before that one.
        while let Some((start, end)) = self.last_before(to.saturating_add(self.tolerance)) {
            if end.saturating_add(self.tolerance) < from {
                break;
            }
            self.intervals.remove(&start);
            self.length = self.length.saturating_sub(end.saturating_sub(start));
            (from, to) = (from.min(start), to.max(end));
        }
        self.intervals.insert(from, to);
        self.length = self.length.saturating_add(to.saturating_sub(from));
        while self.intervals.len() > self.limit.max(1) {
            self.tolerance = self.tolerance.saturating_mul(2).max(LEAST_TOLERANCE_MS);
            for (start, end) in std::mem::take(&mut self.intervals) {
                match self.intervals.last_entry() {
                    Some(mut last) if last.get().saturating_add(self.tolerance) >= start => {
                        let later = end.max(*last.get());
                        last.insert(later);
                    }
                    _ => drop(self.intervals.insert(start, end)),
                }
            }
            let lengths = self.intervals.iter().map(|(from, to)| to.saturating_sub(*from));
            self.length = lengths.fold(0, i64::saturating_add);
        }
    }

    fn last_before(&self, to: i64) -> Option<(i64, i64)> {
        self.intervals.range(..=to).next_back().map(|(start, end)| (*start, *end))
    }

    /// The length of the union.
    pub const fn length(&self) -> i64 {
        self.length
    }

    /// The time from the first start to the last end.
    pub fn span(&self) -> i64 {
        let ends = self.intervals.first_key_value().zip(self.intervals.last_key_value());
        ends.map_or(0, |((from, _), (_, to))| to.saturating_sub(*from))
    }

    /// The longest pause.
    pub fn longest_pause(&self) -> Option<Pause> {
        let gaps = self.intervals.values().zip(self.intervals.keys().skip(1));
        gaps.map(|(from, to)| Pause { from: *from, to: *to }).max_by_key(Pause::length)
    }

    /// The length up to which pauses count as busy; 0 while the union is exact.
    pub const fn tolerance(&self) -> i64 {
        self.tolerance
    }

    /// The number of separate intervals.
    pub fn interval_count(&self) -> usize {
        self.intervals.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn union(limit: usize, intervals: &[(i64, i64)]) -> BusyTime {
        let mut busy = BusyTime::new(limit);
        intervals.iter().for_each(|(from, to)| busy.add(*from, *to));
        busy
    }

    #[test]
    fn overlapping_intervals_count_once() {
        let busy = union(10, &[(0, 10_000), (5_000, 20_000), (40_000, 50_000), (6_000, 7_000)]);
        assert_eq!((busy.length(), busy.span()), (30_000, 50_000));
        assert_eq!(busy.longest_pause(), Some(Pause { from: 20_000, to: 40_000 }));
    }

    #[test]
    fn each_gap_is_a_pause_and_intervals_that_touch_are_one() {
        let busy = union(10, &[(0, 1_000), (1_000, 2_000), (2_001, 3_000), (4_001, 5_000)]);
        assert_eq!((busy.length(), busy.interval_count(), busy.tolerance()), (3_998, 3, 0));
        assert_eq!(busy.longest_pause().map(|pause| pause.length()), Some(1_001));
    }

    #[test]
    fn many_gaps_close_the_shortest_ones() {
        let intervals: Vec<(i64, i64)> = (0..1_000).map(|at| (at * 10_000, at * 10_000 + 1_000)).collect();
        let busy = union(10, &[intervals, vec![(20_000_000, 20_001_000)]].concat());
        assert!(busy.intervals.len() <= 10 && busy.tolerance() > 9_000);
        assert_eq!(busy.longest_pause().map(|pause| pause.to), Some(20_000_000));
        assert_eq!((BusyTime::new(3).span(), BusyTime::new(3).longest_pause()), (0, None));
    }

    proptest! {
        #[test]
        fn the_order_of_intervals_does_not_matter(intervals in prop::collection::vec((0i64..3_000, 0i64..200), 0..30)) {
            let intervals: Vec<_> = intervals.into_iter().map(|(from, length)| (from, from + length)).collect();
            let mut reversed = intervals.clone();
            reversed.reverse();
            let (one, other) = (union(1_000, &intervals), union(1_000, &reversed));
            prop_assert_eq!(&one.intervals, &other.intervals);
            prop_assert!(one.length() <= one.span());
            let covered = (0..one.span()).filter(|at| intervals.iter().any(|(from, to)| {
                let at = one.intervals.keys().next().unwrap() + at;
                *from <= at && at < *to
            }));
            prop_assert_eq!(one.length(), i64::try_from(covered.count()).unwrap());
        }

        #[test]
        fn no_interval_panics(intervals in prop::collection::vec((any::<i64>(), any::<i64>()), 0..40)) {
            let busy = union(4, &intervals);
            prop_assert!(busy.intervals.len() <= 4);
            busy.longest_pause();
        }
    }
}
