//! The history of a task: whether its executions end, why it has none, and counts that may be too high.

use super::enums::{ReplicaType, Status};

/// How a task replicates, as far as its history shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ReplicationMode {
    /// In executions that end.
    #[default]
    Executions,
    /// Unknown until the type of the task has been fetched.
    Undetermined,
    /// Continuously, in one execution that never ends.
    Continuous,
}

impl ReplicationMode {
    /// The mode of a task. `is_sole_run` as in [`is_sole_run`]; `replica_type` is the type of the task, `None` where
    /// the service does not send it; `is_fetched` is whether the request for it has ended.
    ///
    /// The type is in no list of executions, but a task that replicates continuously has a single execution, which is
    /// running. Most tasks need no request for their type.
    pub fn new(is_sole_run: bool, is_fetched: bool, replica_type: Option<&ReplicaType>) -> Self {
        match replica_type {
            _ if !is_sole_run => Self::Executions,
            _ if !is_fetched => Self::Undetermined,
            Some(kind) if kind.is_continuous() => Self::Continuous,
            _ => Self::Executions,
        }
    }
}

/// Whether the newest of `total` executions is running and the only one.
pub fn is_sole_run(total: u64, newest: Option<&Status>) -> bool {
    total == 1 && newest == Some(&Status::Running)
}

/// Why a history has no executions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmptyReason {
    /// The service does not know the task.
    UnknownTask,
    /// The task has not been executed yet.
    NotExecuted,
    /// The task has been executed, and its executions were deleted.
    NotKept,
    /// Any of these: a history is empty for an unknown key as well, and the request for the task failed.
    Unknown,
}

impl EmptyReason {
    /// The reason by the response to the request for the task: whether it has been executed, or else whether the error
    /// is that there is no such task.
    pub const fn new(response: Result<bool, bool>) -> Self {
        match response {
            Ok(false) => Self::NotExecuted,
            Ok(true) => Self::NotKept,
            Err(true) => Self::UnknownTask,
            Err(false) => Self::Unknown,
        }
    }
}

/// Whether the successes of an execution may include artifacts twice. Services since 2026 add the skipped artifacts,
/// which are conflicts, to the successes, which contain them.
pub const fn may_count_twice(success: i64, conflict: i64) -> bool {
    conflict > 0 && success >= conflict
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_single_running_execution_can_be_that_of_a_continuous_task() {
        for (total, newest, expected) in [
            (0, None, false),
            (1, Some(Status::Running), true),
            (1, Some(Status::Success), false),
            (1, Some(Status::Other("PAUSED".into())), false),
            (1, None, false),
            (2, Some(Status::Running), false),
            (u64::MAX, Some(Status::Running), false),
        ] {
            assert_eq!(is_sole_run(total, newest.as_ref()), expected, "{total} {newest:?}");
        }
    }

    #[test]
    fn a_task_is_continuous_only_if_the_service_says_so() {
        use ReplicationMode::{Continuous, Executions, Undetermined};
        for (is_sole_run, is_fetched, replica_type, expected) in [
            (false, false, None, Executions),
            (false, true, Some(ReplicaType::RealTime), Executions),
            (true, false, None, Undetermined),
            (true, true, None, Executions),
            (true, true, Some(ReplicaType::Scheduled), Executions),
            (true, true, Some(ReplicaType::RunOnce), Executions),
            (true, true, Some(ReplicaType::EdgePull), Executions),
            (true, true, Some(ReplicaType::Other("TOMORROW".into())), Executions),
            (true, true, Some(ReplicaType::RealTime), Continuous),
            (true, true, Some(ReplicaType::Federation), Continuous),
        ] {
            let mode = ReplicationMode::new(is_sole_run, is_fetched, replica_type.as_ref());
            assert_eq!(mode, expected, "{is_sole_run} {is_fetched} {replica_type:?}");
        }
    }

    #[test]
    fn an_empty_history_alone_does_not_prove_that_the_task_exists() {
        assert_eq!(EmptyReason::new(Ok(false)), EmptyReason::NotExecuted);
        assert_eq!(EmptyReason::new(Ok(true)), EmptyReason::NotKept);
        assert_eq!(EmptyReason::new(Err(true)), EmptyReason::UnknownTask);
        assert_eq!(EmptyReason::new(Err(false)), EmptyReason::Unknown);
    }

    #[test]
    fn successes_may_be_counted_twice_only_where_conflicts_can_be_among_them() {
        for (success, conflict, expected) in [
            (20_000, 10_000, true),
            (12_099, 40, true),
            (40, 40, true),
            (39, 40, false),
            (40, 0, false),
            (0, 0, false),
            (0, -1, false),
            (-5, -5, false),
            (i64::MAX, i64::MAX, true),
            (i64::MIN, i64::MAX, false),
            (i64::MAX, i64::MIN, false),
        ] {
            assert_eq!(may_count_twice(success, conflict), expected, "{success} {conflict}");
        }
    }
}
