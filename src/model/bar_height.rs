//! The strip of runs above a history: how high each bar stands, and where the median lies.

use super::sorting::sorted;

/// The median of some durations in milliseconds; of an even number, the mean of the middle two.
pub fn median(durations: &[i64]) -> Option<i64> {
    let sorted = sorted(durations);
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *sorted.get(middle.checked_sub(1)?)?;
    Some(lower.saturating_add(upper.saturating_sub(lower) / 2))
}

/// The duration that fills the whole height: the longest, but no more than three medians, so that one run that
/// hung for a day does not press all others flat.
pub fn full_height(durations: &[i64]) -> i64 {
    let longest = durations.iter().copied().max().unwrap_or(0);
    let most = median(durations).unwrap_or(0).saturating_mul(3);
    if most > 0 { longest.min(most).max(1) } else { longest.max(1) }
}

/// The height of a bar in per cent of the strip. A bar is never too low to be seen or clicked.
pub fn height(duration: i64, full: i64) -> u8 {
    let share = duration.clamp(0, full.max(1)).saturating_mul(100).checked_div(full.max(1)).unwrap_or(0);
    u8::try_from(share).unwrap_or(100).clamp(6, 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[5]), Some(5));
        assert_eq!(median(&[9, 1, 5]), Some(5));
        assert_eq!(median(&[1, 2, 4, 100]), Some(3));
    }

    #[test]
    fn one_run_that_hung_does_not_press_the_others_flat() {
        let durations = [100, 110, 120, 86_400_000];
        let full = full_height(&durations);
        assert!(height(100, full) > 25);
        assert_eq!(height(86_400_000, full), 100);
    }

    #[test]
    fn runs_that_took_no_time_can_still_be_clicked() {
        assert_eq!(height(0, full_height(&[0, 0])), 6);
    }

    proptest! {
        #[test]
        fn no_durations_panic(durations in prop::collection::vec(any::<i64>(), 0..20), one in any::<i64>()) {
            let full = full_height(&durations);
            prop_assert!((6..=100).contains(&height(one, full)));
            let _ = median(&durations);
        }
    }
}
