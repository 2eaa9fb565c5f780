//! Sorting. All sorts share one instance of the algorithm, because each further element type would add kilobytes to the
//! WebAssembly module.

/// Sorts keys.
#[inline(never)]
pub fn sort(keys: &mut [u64]) {
    keys.sort_unstable();
}

/// The values in ascending order.
pub fn sorted(values: &[i64]) -> Vec<i64> {
    // With the sign bit inverted, unsigned order is signed order.
    const SIGN: u64 = 1 << 63;
    let mut keys: Vec<u64> = values.iter().map(|value| value.cast_unsigned() ^ SIGN).collect();
    sort(&mut keys);
    keys.into_iter().map(|key| (key ^ SIGN).cast_signed()).collect()
}

/// The indices of counts, the largest count first, and equal counts by index. Counts beyond 32 bits are clamped.
pub fn by_count(counts: impl Iterator<Item = (u32, u64)>) -> Vec<u32> {
    let rank = |count: u64| u64::from(u32::MAX.saturating_sub(u32::try_from(count).unwrap_or(u32::MAX)));
    let mut keys: Vec<u64> = counts.map(|(index, count)| rank(count) << 32 | u64::from(index)).collect();
    sort(&mut keys);
    #[expect(clippy::cast_possible_truncation, reason = "the lower half is the index")]
    keys.into_iter().map(|key| key as u32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_largest_count_comes_first_and_equal_counts_keep_their_order() {
        assert_eq!(by_count([(0, 1), (1, 5), (2, 1), (3, u64::MAX)].into_iter()), [3, 1, 0, 2]);
    }

    proptest! {
        #[test]
        fn values_are_sorted_as_signed_numbers(values in prop::collection::vec(any::<i64>(), 0..40)) {
            let mut expected = values.clone();
            expected.sort_unstable();
            prop_assert_eq!(sorted(&values), expected);
        }
    }
}
