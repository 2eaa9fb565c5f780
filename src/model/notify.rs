//! Notifications about a running execution: its first new failures, and its end.

/// A reason for a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotifyEvent {
    /// More artifacts have failed than when the notifications were turned on. Their number in all.
    Failures(i64),
    /// The execution has ended.
    Ended,
}

/// The last known state of an execution, since the notifications were turned on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NotifyWatch {
    /// The number of failed artifacts at the beginning.
    baseline: Option<i64>,
    has_reported_failures: bool,
    has_ended: bool,
}

impl NotifyWatch {
    /// Takes over the latest state; returns an event that has not been returned before. `failed` is `None` where the
    /// number is unknown.
    pub fn observe(&mut self, is_running: bool, failed: Option<i64>) -> Option<NotifyEvent> {
        if self.has_ended {
            return None;
        }
        if !is_running {
            self.has_ended = true;
            return Some(NotifyEvent::Ended);
        }
        let failed = failed?;
        let baseline = *self.baseline.get_or_insert(failed);
        if failed <= baseline || self.has_reported_failures {
            return None;
        }
        self.has_reported_failures = true;
        Some(NotifyEvent::Failures(failed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_new_failure_and_the_end_are_events_once() {
        let mut watch = NotifyWatch::default();
        assert_eq!(watch.observe(true, None), None);
        assert_eq!(watch.observe(true, Some(0)), None);
        assert_eq!(watch.observe(true, Some(3)), Some(NotifyEvent::Failures(3)));
        assert_eq!(watch.observe(true, Some(9)), None);
        assert_eq!(watch.observe(false, Some(9)), Some(NotifyEvent::Ended));
        assert_eq!(watch.observe(false, Some(9)), None);
        assert_eq!(watch.observe(true, Some(99)), None);
    }

    #[test]
    fn failures_before_the_notifications_are_not_new() {
        let mut watch = NotifyWatch::default();
        assert_eq!(watch.observe(true, Some(5)), None);
        assert_eq!(watch.observe(true, Some(5)), None);
        // Details that were deleted.
        assert_eq!(watch.observe(true, Some(4)), None);
        assert_eq!(watch.observe(true, Some(6)), Some(NotifyEvent::Failures(6)));
    }

    #[test]
    fn an_end_is_an_event_even_if_the_number_of_failures_is_unknown() {
        assert_eq!(NotifyWatch::default().observe(false, None), Some(NotifyEvent::Ended));
    }
}
