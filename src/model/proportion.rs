//! Shares of a whole, for proportional bars.

/// How wide each part of a bar is, in tenths of a per cent: what is there is never too narrow to be seen, and
/// the widths never add up to more than the bar. Numbers below zero count as nothing.
pub fn widths(parts: &[i64], whole: i64) -> Vec<u16> {
    const FULL: i128 = 1000;
    const NARROWEST: u16 = 6;
    let sum = parts.iter().map(|part| i128::from((*part).max(0))).fold(0i128, i128::saturating_add);
    let whole = i128::from(whole.max(0)).max(sum).max(1);
    let mut widths: Vec<u16> = parts
        .iter()
        .map(|part| {
            let part = i128::from((*part).max(0));
            let width = part.saturating_mul(FULL).checked_div(whole).unwrap_or(0);
            let width = u16::try_from(width).unwrap_or(1000);
            if part > 0 { width.max(NARROWEST) } else { 0 }
        })
        .collect();
    // What the narrow parts were given beyond their share, the widest gives.
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
    fn parts_are_in_proportion() {
        assert_eq!(widths(&[75, 25], 0), [750, 250]);
        assert_eq!(widths(&[25, 25], 100), [250, 250]);
    }

    #[test]
    fn one_failure_among_a_million_is_seen() {
        assert_eq!(widths(&[1_000_000, 1], 0), [994, 6]);
    }

    #[test]
    fn nothing_is_nothing() {
        assert_eq!(widths(&[0, 0], 0), [0, 0]);
        assert_eq!(widths(&[-5, 5], 0), [0, 1000]);
    }

    proptest! {
        #[test]
        fn a_bar_is_never_wider_than_itself(parts in prop::collection::vec(any::<i64>(), 0..4), whole in any::<i64>()) {
            prop_assert!(widths(&parts, whole).iter().map(|width| u32::from(*width)).sum::<u32>() <= 1000);
        }
    }
}
