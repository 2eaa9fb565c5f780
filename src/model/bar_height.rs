//! The run strip: the bar heights and the median of the latest executions.

use std::collections::BinaryHeap;

/// The median of durations in milliseconds; for an even number, the mean of the two in the middle.
pub fn median(durations: &[i64]) -> Option<i64> {
    // A heap sorts with much less code than a slice, which counts in the first visit.
    let sorted = BinaryHeap::from(durations.to_vec()).into_sorted_vec();
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *sorted.get(middle.checked_sub(1)?)?;
    Some(lower.saturating_add(upper.saturating_sub(lower) / 2))
}

/// The duration of a bar of full height, in milliseconds: the longest, but at most three medians, so that one run that hung for a
/// day does not flatten all others.
pub fn full_height(durations: &[i64]) -> i64 {
    let longest = durations.iter().copied().max().unwrap_or(0);
    let limit = median(durations).unwrap_or(0).saturating_mul(3);
    if limit > 0 { longest.min(limit).max(1) } else { longest.max(1) }
}

/// The height of a bar in per cent of the strip; at least 6, so that it can be seen and clicked.
pub fn height(duration: i64, full: i64) -> u8 {
    let share = duration.clamp(0, full.max(1)).saturating_mul(100).checked_div(full.max(1)).unwrap_or(0);
    u8::try_from(share).unwrap_or(100).clamp(6, 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_median_is_the_middle_value() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[5]), Some(5));
        assert_eq!(median(&[9, 1, 5]), Some(5));
        assert_eq!(median(&[1, 2, 4, 100]), Some(3));
    }

    #[test]
    fn one_very_long_run_does_not_flatten_the_others() {
        let durations = [100, 110, 120, 86_400_000];
        let full = full_height(&durations);
        assert!(height(100, full) > 25);
        assert_eq!(height(86_400_000, full), 100);
    }

    #[test]
    fn a_run_of_no_duration_still_has_a_visible_bar() {
        assert_eq!(height(0, full_height(&[0, 0])), 6);
    }

    proptest! {
        #[test]
        fn the_median_does_not_depend_on_the_order_of_the_durations(durations in prop::collection::vec(any::<i64>(), 0..40)) {
            let mut sorted = durations.clone();
            sorted.sort_unstable();
            prop_assert_eq!(median(&durations), median(&sorted));
            let middle = sorted.get(sorted.len() / 2).copied();
            prop_assert!(sorted.len() % 2 == 0 || median(&durations) == middle);
        }

        #[test]
        fn heights_of_any_durations_stay_within_the_strip(durations in prop::collection::vec(any::<i64>(), 0..20), one in any::<i64>()) {
            let full = full_height(&durations);
            prop_assert!((6..=100).contains(&height(one, full)));
            let _ = median(&durations);
        }
    }
}
