//! A histogram of durations on a logarithmic scale, for quantiles of any number of values in bounded memory.

/// The number of bits of a value that are kept: each power of two is divided into 16 buckets.
const SHIFT: u32 = 4;
const PER_OCTAVE: u64 = 1 << SHIFT;

/// The largest relative error of a quantile, in per cent: half a bucket.
pub const ERROR_PERCENT: u32 = 4;

/// The numbers of values in buckets whose width is proportional to the values.
#[derive(Debug, Clone, Default)]
pub struct LogHistogram {
    /// The buckets that are not empty, in ascending order, with their counts.
    buckets: Vec<(u16, u32)>,
    count: u64,
    largest: u64,
}

/// The bucket of a value.
fn bucket_of(value: u64) -> u16 {
    let exponent = value.checked_ilog2().unwrap_or_default().saturating_sub(SHIFT);
    let mantissa = value.checked_shr(exponent).unwrap_or_default();
    let bucket = u64::from(exponent).saturating_mul(PER_OCTAVE).saturating_add(mantissa);
    u16::try_from(bucket).unwrap_or(u16::MAX)
}

/// The middle of a bucket.
fn middle_of(bucket: u16) -> u64 {
    let bucket = u64::from(bucket);
    let exponent = bucket.checked_shr(SHIFT).unwrap_or_default().saturating_sub(1);
    let mantissa = bucket.saturating_sub(exponent.saturating_mul(PER_OCTAVE));
    let exponent = u32::try_from(exponent).unwrap_or_default();
    let width = 1u64.checked_shl(exponent).unwrap_or(u64::MAX);
    mantissa.saturating_mul(width).saturating_add(width.checked_shr(1).unwrap_or_default())
}

impl LogHistogram {
    /// A histogram without values.
    pub const fn new() -> Self {
        Self { buckets: Vec::new(), count: 0, largest: 0 }
    }

    /// Adds a value.
    pub fn add(&mut self, value: u64) {
        let bucket = bucket_of(value);
        match self.buckets.binary_search_by_key(&bucket, |(bucket, _)| *bucket) {
            Ok(at) => {
                if let Some((_, count)) = self.buckets.get_mut(at) {
                    *count = count.saturating_add(1);
                }
            }
            Err(at) => self.buckets.insert(at, (bucket, 1)),
        }
        self.count = self.count.saturating_add(1);
        self.largest = self.largest.max(value);
    }

    /// The number of values.
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// The largest value, exactly.
    pub const fn largest(&self) -> u64 {
        self.largest
    }

    /// A percentile by the nearest-rank method, within [`ERROR_PERCENT`]; `None` without values.
    ///
    /// ```
    /// use replica_log::model::statistics::histogram::LogHistogram;
    ///
    /// let mut histogram = LogHistogram::default();
    /// [3, 1, 2, 4, 1000].into_iter().for_each(|value| histogram.add(value));
    /// assert_eq!((histogram.percentile(50), histogram.percentile(95)), (Some(3), Some(1000)));
    /// ```
    pub fn percentile(&self, per_cent: u8) -> Option<u64> {
        let rank = self.count.saturating_mul(per_cent.into()).div_ceil(100).max(1);
        let mut below = 0u64;
        let bucket = self.buckets.iter().find(|(_, count)| {
            below = below.saturating_add((*count).into());
            below >= rank
        });
        bucket.map(|(bucket, _)| middle_of(*bucket).min(self.largest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn small_values_are_exact() {
        for value in 0..32 {
            assert_eq!(middle_of(bucket_of(value)), value);
        }
    }

    #[test]
    fn no_value_overflows() {
        let mut histogram = LogHistogram::default();
        assert_eq!(histogram.percentile(50), None);
        histogram.add(u64::MAX);
        assert_eq!((histogram.percentile(50).is_some(), histogram.largest()), (true, u64::MAX));
    }

    proptest! {
        #[test]
        fn percentiles_are_close_to_the_exact_ones(values in prop::collection::vec(0u64..10_000_000_000, 1..200), per_cent in 0u8..=100) {
            let mut histogram = LogHistogram::default();
            values.iter().for_each(|value| histogram.add(*value));
            let mut sorted: Vec<i64> = values.iter().map(|value| i64::try_from(*value).unwrap()).collect();
            sorted.sort_unstable();
            let exact = crate::model::trend::percentile(&sorted, per_cent.max(1)).unwrap();
            let found = i64::try_from(histogram.percentile(per_cent.max(1)).unwrap()).unwrap();
            prop_assert!((found - exact).abs() * 100 <= exact * i64::from(ERROR_PERCENT), "{} {}", found, exact);
        }

        #[test]
        fn the_number_of_buckets_is_bounded(values in prop::collection::vec(any::<u64>(), 0..2000)) {
            let mut histogram = LogHistogram::default();
            values.iter().for_each(|value| histogram.add(*value));
            prop_assert!(histogram.buckets.len() < 1000);
        }
    }
}
