//! The settings of a task, which the console calls a plan.

use super::cron::Cron;
use super::names::Repo;
use crate::examples::PROJECT;
use crate::zone::{Moment, Zone};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// The settings of a task that no record contains.
pub(crate) struct Plan {
    pub(crate) project: &'static str,
    pub(crate) name: &'static str,
    pub(crate) description: Option<&'static str>,
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
    /// Creation time in milliseconds since 1970; by default a day before the oldest run.
    pub(crate) created: Option<i64>,
}

/// The trigger of the executions of a task. Times are in milliseconds since 1970.
pub(crate) enum Trigger {
    /// A change of an artifact, a user, or another program.
    Immediately,
    /// A single time.
    At(i64),
    /// A schedule that is relative to the reference time.
    Every { first: i64, every: i64 },
    /// A schedule that is relative to the calendar.
    Cron(Cron),
}

impl Plan {
    /// A plan with the service's default settings, which a user starts.
    pub(crate) fn named(name: &'static str) -> Self {
        Self {
            project: PROJECT,
            name,
            description: None,
            trigger: Trigger::Immediately,
            clusters: &["shanghai", "shenzhen", "beijing"],
            repos: &[],
            conflict_strategy: "SKIP",
            error_strategy: "CONTINUE",
            enabled: true,
            record: true,
            reserve_days: Some(30),
            created: None,
        }
    }

    /// The next start after the last one, both in milliseconds since 1970.
    ///
    /// The service writes it when an execution starts: it is unknown before the first one, and in the past while a
    /// stuck execution keeps the scheduler from starting another. A disabled plan has none.
    pub(crate) fn next_start(&self, last_start: Option<i64>, service_zone: &Zone) -> Option<i64> {
        let last_start = last_start.filter(|_| self.enabled)?;
        match self.trigger {
            Trigger::Immediately | Trigger::At(_) => None,
            Trigger::Every { first, every } => {
                // Schedules have whole seconds.
                let first = first / 1000 * 1000;
                let periods = last_start.saturating_sub(first).div_euclid(every).saturating_add(1);
                Some(first.saturating_add(every.saturating_mul(periods)))
            }
            Trigger::Cron(cron) => cron.next_after(last_start, service_zone.time_zone()),
        }
    }
}

impl Trigger {
    pub(crate) fn execution_strategy(&self) -> &'static str {
        match self {
            Self::Immediately => "IMMEDIATELY",
            Self::At(_) => "SPECIFIED_TIME",
            Self::Every { .. } | Self::Cron(_) => "CRON_EXPRESSION",
        }
    }

    /// The expression of a schedule in the service's zone: second, minute, hour, day, month, weekday.
    pub(crate) fn cron_expression(&self, service_zone: &Zone) -> Option<String> {
        match self {
            Self::Immediately | Self::At(_) => None,
            Self::Every { first, every } => Some(periodic_expression(*first, *every, service_zone)),
            Self::Cron(cron) => Some(cron.expression()),
        }
    }
}

fn periodic_expression(first: i64, every: i64, zone: &Zone) -> String {
    let local = zone.format_local(&Moment::from_millis(first / 1000 * 1000));
    let time = local.split_once('T').map_or("", |(_, time)| time);
    let numbers: Vec<u32> = time.split(':').filter_map(|part| part.parse().ok()).collect();
    // Old servers leave out a second of zero.
    let [hour, minute, seconds @ ..] = numbers.as_slice() else { return "0 0 0 * * ?".into() };
    let second = seconds.first().unwrap_or(&0);
    let (days, hours) = (every / DAY, every / HOUR);
    match (days, hours) {
        (0, 0) => format!("{second} * * * * ?"),
        (0, hours) => format!("{second} {minute} {}/{hours} * * ?", i64::from(*hour) % hours),
        (1, _) => format!("{second} {minute} {hour} * * ?"),
        (days, _) => format!("{second} {minute} {hour} 1/{days} * ?"),
    }
}
