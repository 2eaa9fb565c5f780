//! How often a page that shows something running asks again.

/// The shortest pause between an answer and the next question, in milliseconds.
pub const SHORTEST: u32 = 3_000;
/// The longest pause that waiting for a change alone leads to, in milliseconds.
pub const LONGEST: u32 = 60_000;

/// The longest pause of all, in milliseconds: a day. A browser's timer of more than 24 of them goes off at once.
const A_DAY: u32 = 86_400_000;

/// The longest that an answer is taken to have been awaited, in milliseconds. No single request waits for longer; a clock
/// that was set forward meanwhile, or a device that slept, says more.
const LONGEST_ANSWER: u32 = 300_000;

/// The shortest pause after an answer that took so long, in milliseconds: a service that is slow to answer is asked
/// the less often.
pub fn after(answer_took: u32) -> u32 {
    answer_took.min(LONGEST_ANSWER).saturating_mul(4)
}

/// Whether the device slept between two moments that are a second apart while it is awake, in milliseconds.
pub fn slept(before: f64, now: f64) -> bool {
    now - before > 10_000.0
}

/// The shortest pause after a refusal: the service may say how many seconds it wants to be let alone.
pub fn after_refusal(retry_after: Option<u32>) -> u32 {
    retry_after.unwrap_or_default().saturating_mul(1000)
}

/// The pause before the next question, in milliseconds.
///
/// `before` is the pause before the last one, `least` what the last answer allows. While nothing changes the pauses
/// grow, half as long again each time; a change brings them back to the shortest.
pub fn pause(before: u32, least: u32, changed: bool) -> u32 {
    let patience = if changed { SHORTEST } else { before.saturating_add(before / 2).clamp(SHORTEST, LONGEST) };
    patience.max(least).min(A_DAY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_page_that_changes_is_asked_for_every_three_seconds() {
        assert_eq!(pause(0, 20, true), 3_000);
        assert_eq!(pause(30_000, 20, true), 3_000);
    }

    #[test]
    fn while_nothing_changes_the_pauses_grow_to_a_minute() {
        let pauses: Vec<u32> =
            std::iter::successors(Some(SHORTEST), |before| Some(pause(*before, 20, false))).take(10).collect();
        assert_eq!(pauses, [3_000, 4_500, 6_750, 10_125, 15_187, 22_780, 34_170, 51_255, 60_000, 60_000]);
    }

    #[test]
    fn a_service_that_says_how_long_to_wait_is_let_alone_for_as_long() {
        assert_eq!(pause(SHORTEST, after_refusal(Some(3_600)), false), 3_600_000);
        assert_eq!(pause(3_600_000, after_refusal(None), false), LONGEST);
        assert_eq!(pause(SHORTEST, after_refusal(Some(u32::MAX)), false), A_DAY);
    }

    #[test]
    fn a_clock_set_forward_while_an_answer_is_awaited_does_not_silence_a_page_for_hours() {
        let eight_hours = 8 * 3_600_000;
        assert_eq!(pause(SHORTEST, after(eight_hours), true), 1_200_000);
        assert_eq!(after(20_000), 80_000);
    }

    #[test]
    fn a_second_that_takes_long_was_slept_through() {
        assert!(!slept(1_000.0, 2_000.0) && !slept(1_000.0, 6_000.0) && !slept(8_000.0, 1_000.0));
        assert!(slept(1_000.0, 28_801_000.0));
    }

    proptest! {
        #[test]
        fn a_slow_service_is_never_pressed(before in any::<u32>(), took in any::<u32>(), changed in any::<bool>()) {
            let least = after(took);
            let pause = pause(before, least, changed);
            prop_assert!(pause >= SHORTEST && pause >= least.min(A_DAY));
            prop_assert!(pause <= LONGEST.max(least) && pause <= A_DAY);
        }
    }
}
