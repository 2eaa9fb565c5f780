//! Executions that are probably stuck.
//!
//! When the service crashes, a scheduled execution stays `RUNNING` for ever, and the scheduler skips the task from then
//! on. Nothing in the record tells it from a long execution, so it is compared with earlier ones of the task. Records of
//! other types stay `RUNNING` for other reasons and are never called stuck.

use super::bar_height::median;
use super::enums::ReplicaType;

/// The shortest time that an execution runs before it can be called stuck, in milliseconds.
pub const MIN_RUNNING_MS: i64 = 3_600_000;
/// The number of earlier executions to ask for.
pub const EARLIER: u32 = 20;
/// The smallest number of finished executions whose median means anything.
const MIN_FINISHED: usize = 3;

/// Whether an execution may be stuck, so that its predecessors are worth a request. `running_for` is the time since its
/// start in milliseconds, `None` if it is not running or its start is unknown.
pub fn is_suspect(replica_type: Option<&ReplicaType>, running_for: Option<i64>) -> bool {
    replica_type == Some(&ReplicaType::Scheduled) && running_for.is_some_and(|time| time > MIN_RUNNING_MS)
}

/// The typical duration of earlier executions, if the running one is probably stuck: it has been running for longer than
/// an hour and three times that duration, and no artifact has started in that time.
///
/// `finished` are the durations of earlier executions, `idle` is the time since the last artifact started, `None` if
/// none has. All times are in milliseconds.
pub fn probably_stuck(running_for: i64, finished: &[i64], idle: Option<i64>) -> Option<i64> {
    let typical = median(finished).filter(|_| finished.len() >= MIN_FINISHED)?;
    let limit = typical.saturating_mul(3).max(MIN_RUNNING_MS);
    (running_for > limit && idle.is_none_or(|idle| idle > limit)).then_some(typical)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;

    #[test]
    fn only_a_scheduled_execution_of_more_than_an_hour_is_suspected() {
        assert!(is_suspect(Some(&ReplicaType::Scheduled), Some(HOUR + 1)));
        assert!(!is_suspect(Some(&ReplicaType::Scheduled), Some(HOUR)));
        assert!(!is_suspect(Some(&ReplicaType::Scheduled), None));
        for other in ReplicaType::KNOWN.iter().filter(|kind| **kind != ReplicaType::Scheduled) {
            assert!(!is_suspect(Some(other), Some(2 * DAY)), "{other:?}");
        }
        assert!(!is_suspect(None, Some(2 * DAY)));
    }

    #[test]
    fn an_execution_is_stuck_if_it_and_its_silence_last_longer_than_three_of_its_predecessors() {
        let twenty_minutes = [20 * MINUTE, 19 * MINUTE, 25 * MINUTE];
        let two_hours = [2 * HOUR; 5];
        for (running_for, finished, idle, expected) in [
            (2 * DAY, &twenty_minutes[..], Some(2 * DAY), Some(20 * MINUTE)),
            (2 * DAY, &twenty_minutes, None, Some(20 * MINUTE)),
            // An artifact started a moment ago.
            (2 * DAY, &twenty_minutes, Some(MINUTE), None),
            (2 * DAY, &twenty_minutes, Some(HOUR), None),
            // At least an hour, however short the predecessors were.
            (59 * MINUTE, &[1, 1, 1], None, None),
            (61 * MINUTE, &[1, 1, 1], None, Some(1)),
            (6 * HOUR, &two_hours, None, None),
            (6 * HOUR + 1, &two_hours, Some(6 * HOUR + 1), Some(2 * HOUR)),
            (6 * HOUR + 1, &two_hours, Some(6 * HOUR), None),
            // Too few predecessors.
            (2 * DAY, &[MINUTE, MINUTE], None, None),
            (2 * DAY, &[], None, None),
            // A single long predecessor does not matter.
            (2 * DAY, &[MINUTE, MINUTE, 9 * DAY], None, Some(MINUTE)),
            (i64::MAX, &[i64::MAX; 3], None, None),
            (i64::MIN, &[i64::MIN; 3], Some(i64::MIN), None),
        ] {
            assert_eq!(probably_stuck(running_for, finished, idle), expected, "{running_for} {finished:?} {idle:?}");
        }
    }
}
