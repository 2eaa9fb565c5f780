//! Segment widths of a proportional bar, such as the share of failures in an execution.

/// The width of each segment of a bar, in tenths of a per cent. A segment with an amount has a minimum width, so that
/// it can be seen, and the widths never add up to more than the bar. Negative amounts count as zero.
pub fn widths(parts: &[i64], whole: i64) -> Vec<u16> {
    const FULL: i128 = 1000;
    const MIN_WIDTH: u16 = 6;
    let sum = parts.iter().map(|part| i128::from((*part).max(0))).fold(0i128, i128::saturating_add);
    let whole = i128::from(whole.max(0)).max(sum).max(1);
    let mut widths: Vec<u16> = parts
        .iter()
        .map(|part| {
            let part = i128::from((*part).max(0));
            let width = part.saturating_mul(FULL).checked_div(whole).unwrap_or(0);
            let width = u16::try_from(width).unwrap_or(1000);
            if part > 0 { width.max(MIN_WIDTH) } else { 0 }
        })
        .collect();
    // The widest segment gives up the excess of the minimum widths.
    let total = widths.iter().fold(0u16, |total, width| total.saturating_add(*width));
    if let Some(widest) = widths.iter_mut().max() {
        *widest = widest.saturating_sub(total.saturating_sub(1000));
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn widths_are_in_proportion_to_the_amounts() {
        assert_eq!(widths(&[75, 25], 0), [750, 250]);
        assert_eq!(widths(&[25, 25], 100), [250, 250]);
    }

    #[test]
    fn one_failure_in_a_million_is_visible() {
        assert_eq!(widths(&[1_000_000, 1], 0), [994, 6]);
    }

    #[test]
    fn zero_and_negative_amounts_have_no_width() {
        assert_eq!(widths(&[0, 0], 0), [0, 0]);
        assert_eq!(widths(&[-5, 5], 0), [0, 1000]);
    }

    proptest! {
        #[test]
        fn widths_never_add_up_to_more_than_the_bar(parts in prop::collection::vec(any::<i64>(), 0..4), whole in any::<i64>()) {
            prop_assert!(widths(&parts, whole).iter().map(|width| u32::from(*width)).sum::<u32>() <= 1000);
        }
    }
}
