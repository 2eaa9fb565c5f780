//! Polling with back-off: the interval between requests of a page that shows a running execution.

/// The shortest interval between a response and the next request, in milliseconds.
pub const MIN_INTERVAL_MS: u32 = 3_000;
/// The longest interval that the back-off alone reaches, in milliseconds.
pub const MAX_BACKOFF_MS: u32 = 60_000;

/// The shortest interval between requests of a page that shows a task that replicates continuously, in milliseconds:
/// nobody waits for its end.
pub const CONTINUOUS_INTERVAL_MS: u32 = 60_000;

/// The shortest interval between requests of a hidden page, in milliseconds. Browsers run the timers of hidden pages once a
/// minute.
pub const HIDDEN_INTERVAL_MS: u32 = 60_000;

/// The longest interval of all, in milliseconds: a day. A browser timer of more than 24 days fires at once.
const MAX_INTERVAL_MS: u32 = 86_400_000;

/// The longest latency that is taken into account, in milliseconds. Hardly a request takes longer; a clock that was set
/// forward or a suspended device yields more.
const MAX_LATENCY_MS: u32 = 300_000;

/// The shortest interval after a response with this latency, in milliseconds: a slow service gets fewer requests.
pub fn min_interval_after_response(latency_ms: u32) -> u32 {
    latency_ms.min(MAX_LATENCY_MS).saturating_mul(4)
}

/// Whether the device was suspended between two ticks of a timer that fires each second, in milliseconds.
pub fn was_suspended(before: f64, now: f64) -> bool {
    now - before > 10_000.0
}

/// The shortest interval after an error, in milliseconds: the `Retry-After` of the response, given in seconds.
pub fn min_interval_after_error(retry_after: Option<u32>) -> u32 {
    retry_after.unwrap_or_default().saturating_mul(1000)
}

/// The interval before the next request, in milliseconds.
///
/// `previous` is the interval before the last request, and `min` the shortest one that the last response allows. While
/// the data does not change, the interval grows by half each time; a change resets it to the shortest.
pub fn next_interval(previous: u32, min: u32, changed: bool) -> u32 {
    let backoff = previous.saturating_add(previous / 2).clamp(MIN_INTERVAL_MS, MAX_BACKOFF_MS);
    let interval = if changed { MIN_INTERVAL_MS } else { backoff };
    interval.max(min).min(MAX_INTERVAL_MS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn data_that_changes_is_fetched_every_three_seconds() {
        assert_eq!(next_interval(0, 20, true), 3_000);
        assert_eq!(next_interval(30_000, 20, true), 3_000);
    }

    #[test]
    fn while_nothing_changes_the_interval_grows_to_a_minute() {
        let intervals: Vec<u32> =
            std::iter::successors(Some(MIN_INTERVAL_MS), |previous| Some(next_interval(*previous, 20, false)))
                .take(10)
                .collect();
        assert_eq!(intervals, [3_000, 4_500, 6_750, 10_125, 15_187, 22_780, 34_170, 51_255, 60_000, 60_000]);
    }

    #[test]
    fn retry_after_is_respected_up_to_a_day() {
        assert_eq!(next_interval(MIN_INTERVAL_MS, min_interval_after_error(Some(3_600)), false), 3_600_000);
        assert_eq!(next_interval(3_600_000, min_interval_after_error(None), false), MAX_BACKOFF_MS);
        assert_eq!(next_interval(MIN_INTERVAL_MS, min_interval_after_error(Some(u32::MAX)), false), MAX_INTERVAL_MS);
    }

    #[test]
    fn a_clock_set_forward_during_a_request_does_not_stop_polling_for_hours() {
        let eight_hours = 8 * 3_600_000;
        assert_eq!(next_interval(MIN_INTERVAL_MS, min_interval_after_response(eight_hours), true), 1_200_000);
        assert_eq!(min_interval_after_response(20_000), 80_000);
    }

    #[test]
    fn a_tick_that_takes_much_longer_than_a_second_means_suspension() {
        assert!(
            !was_suspended(1_000.0, 2_000.0) && !was_suspended(1_000.0, 6_000.0) && !was_suspended(8_000.0, 1_000.0)
        );
        assert!(was_suspended(1_000.0, 28_801_000.0));
    }

    proptest! {
        #[test]
        fn a_slow_service_gets_fewer_requests(previous in any::<u32>(), latency in any::<u32>(), changed in any::<bool>()) {
            let min = min_interval_after_response(latency);
            let interval = next_interval(previous, min, changed);
            prop_assert!(interval >= MIN_INTERVAL_MS && interval >= min.min(MAX_INTERVAL_MS));
            prop_assert!(interval <= MAX_BACKOFF_MS.max(min) && interval <= MAX_INTERVAL_MS);
        }
    }
}
