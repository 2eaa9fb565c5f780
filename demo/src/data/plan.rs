//! The settings of a task, which the console calls a plan.

use super::names::Repo;

/// The settings of a task that no record contains.
pub(crate) struct Plan {
    pub(crate) name: &'static str,
    pub(crate) trigger: Trigger,
    pub(crate) clusters: &'static [&'static str],
    pub(crate) repos: &'static [Repo],
    pub(crate) conflict_strategy: &'static str,
    pub(crate) error_strategy: &'static str,
    pub(crate) enabled: bool,
    /// Whether details are kept. Otherwise the service deletes each one as it ends.
    pub(crate) record: bool,
    /// Days after which records are deleted; `None` for tasks that are never cleaned up.
    pub(crate) reserve_days: Option<u16>,
}

/// The trigger of the executions of a task.
pub(crate) enum Trigger {
    /// A change of an artifact, a person, or another program.
    Immediately,
    /// A schedule. Times are in milliseconds.
    Cron { first: i64, every: i64 },
}

impl Plan {
    /// A plan with the service's default settings, which a person starts.
    pub(crate) fn named(name: &'static str) -> Self {
        Self {
            name,
            trigger: Trigger::Immediately,
            clusters: &["shanghai", "shenzhen", "beijing"],
            repos: &[],
            conflict_strategy: "SKIP",
            error_strategy: "CONTINUE",
            enabled: true,
            record: true,
            reserve_days: Some(30),
        }
    }

    /// The next scheduled start after `now`, both in milliseconds since 1970. Schedules have whole seconds.
    pub(crate) fn next_start(&self, now: i64) -> Option<i64> {
        match self.trigger {
            Trigger::Cron { first, every } if self.enabled => {
                let first = first / 1000 * 1000;
                let periods = now.saturating_sub(first).div_euclid(every).saturating_add(1);
                Some(first.saturating_add(every.saturating_mul(periods)))
            }
            _ => None,
        }
    }
}
