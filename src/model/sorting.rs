//! Putting things in order. One sort for all of them: each type that is sorted by itself would be some kilobytes more
//! for every visitor to load.

/// Sorts keys.
#[inline(never)]
pub fn sort(keys: &mut [u64]) {
    keys.sort_unstable();
}

/// The values in order, the smallest first.
pub fn sorted(values: &[i64]) -> Vec<i64> {
    // The sign turned round, the order of the one is that of the other.
    const SIGN: u64 = 1 << 63;
    let mut keys: Vec<u64> = values.iter().map(|value| value.cast_unsigned() ^ SIGN).collect();
    sort(&mut keys);
    keys.into_iter().map(|key| (key ^ SIGN).cast_signed()).collect()
}

/// The places of some counts, the largest count first; of the same count, the place that comes first. Counts and
/// places beyond 32 bits are taken for the largest that have them.
pub fn by_count(counts: impl Iterator<Item = (u32, u64)>) -> Vec<u32> {
    let rank = |count: u64| u64::from(u32::MAX.saturating_sub(u32::try_from(count).unwrap_or(u32::MAX)));
    let mut keys: Vec<u64> = counts.map(|(place, count)| rank(count) << 32 | u64::from(place)).collect();
    sort(&mut keys);
    #[expect(clippy::cast_possible_truncation, reason = "the lower half is the place")]
    keys.into_iter().map(|key| key as u32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_largest_count_comes_first_and_then_the_first_place() {
        assert_eq!(by_count([(0, 1), (1, 5), (2, 1), (3, u64::MAX)].into_iter()), [3, 1, 0, 2]);
    }

    proptest! {
        #[test]
        fn values_are_in_the_order_of_their_type(values in prop::collection::vec(any::<i64>(), 0..40)) {
            let mut expected = values.clone();
            expected.sort_unstable();
            prop_assert_eq!(sorted(&values), expected);
        }
    }
}
