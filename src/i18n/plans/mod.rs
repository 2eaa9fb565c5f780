//! The texts of plans: the list of a project's plans, the settings of a plan, and the search for its latest execution.

pub(super) mod en_us;
pub(super) mod ja;
pub(super) mod zh_cn;

use super::words::Plural;

/// The texts of plans in one language. `{0}`, `{1}` … are placeholders for values.
#[derive(Debug)]
pub struct Plans {
    // List
    /// Heading and breadcrumb of the page of a project's plans. {0}: the id of the project.
    pub plans_of: &'static str,
    /// Number of plans above the table. {0}: the number.
    pub n_plans: Plural,
    /// Head of the column of names; label of the filter by name.
    pub plan_name: &'static str,
    /// Head of the column before the names: the status of the latest execution.
    pub last_status: &'static str,
    /// Tooltip of a status: link to the latest execution of the plan.
    pub open_latest: &'static str,
    /// In place of the status of a plan that has not been executed.
    pub never_executed: &'static str,
    /// Name of the group of links that order the table.
    pub sort_by: &'static str,
    /// Option of the order: by the time when the plan was created. Also the name of that time.
    pub created: &'static str,
    /// Name of the group of links for the direction of the order.
    pub direction: &'static str,
    /// Option of the direction: the latest time first.
    pub latest_first: &'static str,
    /// Option of the direction: the earliest time first.
    pub earliest_first: &'static str,
    /// In place of the table of a project without plans.
    pub no_plans: &'static str,
    /// Explanation of `no_plans`.
    pub no_plans_why: &'static str,

    // Settings
    /// Name of the project of a plan.
    pub project: &'static str,
    /// Name of the schedule of a plan; head of its column.
    pub schedule: &'static str,
    /// Schedule: the plan is executed once, as soon as it is created.
    pub immediately: &'static str,
    /// Schedule: the plan is executed once, at a set time. {0}: the time.
    pub once_at: &'static str,
    /// Schedule: once a minute.
    pub every_minute: &'static str,
    /// Schedule. {0}: the number of minutes, two or more.
    pub every_minutes: Plural,
    /// Schedule: every hour. {0}: the minute of the hour, such as 05.
    pub hourly: &'static str,
    /// Schedule. {0}: the number of hours; {1}: the minute of the hour, such as 05.
    pub every_hours: Plural,
    /// Schedule: once or several times a day. {0}: the times of day, such as 02:00.
    pub daily: &'static str,
    /// Schedule: from Monday to Friday. {0}: the time of day.
    pub weekdays: &'static str,
    /// Schedule: on some days of the week. {0}: the names of the days; {1}: the time of day.
    pub weekly: &'static str,
    /// Schedule: once a month. {0}: the day of the month; {1}: the time of day.
    pub monthly: &'static str,
    /// Schedule: on the last day of each month. {0}: the time of day.
    pub month_end: &'static str,
    /// The days of the week for `weekly`, from Monday to Sunday.
    pub days: [&'static str; 7],
    /// Behind a cron expression: its zone.
    pub schedule_zone: &'static str,
    /// Conflict strategy: an artifact that the target has already is left as it is.
    pub conflict_skip: &'static str,
    /// Conflict strategy: an artifact that the target has already is replaced.
    pub conflict_overwrite: &'static str,
    /// Conflict strategy: the execution ends at an artifact that the target has already.
    pub conflict_fast_fail: &'static str,
    /// Name of the handling of errors of a plan.
    pub error_strategy: &'static str,
    /// Error strategy: the other artifacts are replicated.
    pub error_continue: &'static str,
    /// Error strategy: the execution ends at the first error.
    pub error_fast_fail: &'static str,
    /// Name of the clusters that a plan replicates to; head of their column.
    pub targets: &'static str,
    /// Name of the state of a plan: enabled or disabled; head of its column, and name of the filter.
    pub state: &'static str,
    /// The plan is executed as scheduled.
    pub enabled: &'static str,
    /// The plan is not executed.
    pub disabled: &'static str,
    /// Name of the start of the latest execution; head of its column.
    pub last_execution: &'static str,
    /// Name of the start of the next execution; head of its column.
    pub next_execution: &'static str,
    /// Name of the period for which the service keeps executions.
    pub retention: &'static str,
    /// The period for which the service keeps executions. {0}: the number of days.
    pub n_days: Plural,
    /// Below a history: how far it reaches back. {0}: the number of days.
    pub reaches_back: Plural,
    /// The plan does not keep details: the service deletes each one as soon as its artifact has been replicated.
    pub details_not_kept: &'static str,
    /// Name of the description of a plan.
    pub description: &'static str,

    // Latest execution
    /// While the latest execution of a plan is searched.
    pub searching_latest: &'static str,
    /// The plan has no execution that could be opened.
    pub no_latest: &'static str,
    /// Empty state: the plan has executions, but the ids of the latest ones are missing or of a wrong type.
    pub latest_without_id: &'static str,
    /// Link to the history of the plan.
    pub to_history: &'static str,
}
