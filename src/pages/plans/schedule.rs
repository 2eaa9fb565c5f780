//! The schedule of a plan in words.

use leptos::prelude::*;

use crate::api::wire::TaskSetting;
use crate::components::text::name;
use crate::components::timestamp::{EMPTY, absolute, in_full};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::enums::{ExecutionStrategy, ReplicaType};
use crate::model::schedule;
use crate::model::zone::Zone;
use crate::settings::use_localizer;

/// The schedule in words, with a cron expression as written beside it. An expression that has no words is shown alone.
#[component]
pub(super) fn Schedule(
    /// The trigger of the plan: only those that are scheduled have a schedule, whatever their settings say.
    trigger: Option<ReplicaType>,
    /// The settings of the plan.
    setting: Option<TaskSetting>,
    /// The zone of the times of the response.
    zone: Zone,
) -> impl IntoView {
    let i18n = use_localizer();
    let terms = i18n.plans();
    match trigger {
        Some(trigger) if trigger.is_continuous() => return i18n.words().continuous.into_any(),
        Some(ReplicaType::EdgePull) => return EMPTY.into_any(),
        _ => {}
    }
    let Some(setting) = setting else { return EMPTY.into_any() };
    let plan = setting.execution_plan.known();
    match setting.execution_strategy.known() {
        Some(ExecutionStrategy::Immediately) => terms.immediately.into_any(),
        Some(ExecutionStrategy::SpecifiedTime) => match plan.and_then(|plan| plan.execute_time.known()) {
            Some(time) => {
                let text = fill(terms.once_at, &[&absolute(time, &zone)]);
                view! { <span title=in_full(i18n, time, &zone)>{text}</span> }.into_any()
            }
            None => EMPTY.into_any(),
        },
        Some(ExecutionStrategy::CronExpression) => match plan.and_then(|plan| plan.cron_expression.cloned()) {
            Some(cron) => view! { <Cron cron /> }.into_any(),
            None => EMPTY.into_any(),
        },
        Some(ExecutionStrategy::Other(other)) => name(other.to_string()).into_any(),
        None => EMPTY.into_any(),
    }
}

/// A cron expression in words and as written.
#[component]
fn Cron(cron: String) -> impl IntoView {
    let i18n = use_localizer();
    let words = schedule::Schedule::parse(&cron).map(|schedule| view! { {schedule_words(i18n, &schedule)} " " });
    view! {
        <span>
            {words} <code class="rl-cron">{name(cron)}</code> " "
            <small class="rl-ago">{i18n.plans().schedule_zone}</small>
        </span>
    }
    .into_any()
}

/// A schedule as a sentence.
fn schedule_words(i18n: Localizer, schedule: &schedule::Schedule) -> String {
    use schedule::Schedule;
    let terms = i18n.plans();
    match schedule {
        Schedule::EveryMinutes(1) => terms.every_minute.to_owned(),
        Schedule::EveryMinutes(minutes) => i18n.counted(&terms.every_minutes, i64::from(*minutes)),
        Schedule::Hourly { minute } => fill(terms.hourly, &[&two_digits(*minute)]),
        Schedule::EveryHours { hours, minute } => {
            let hours = i64::from(*hours);
            fill(i18n.form(&terms.every_hours, hours), &[&i18n.integer(hours), &two_digits(*minute)])
        }
        Schedule::Daily { hour, minute } => fill(terms.daily, &[&time_of_day(*hour, *minute)]),
        Schedule::DailyAt { times } => {
            let times: Vec<_> = times.iter().map(|(hour, minute)| time_of_day(*hour, *minute)).collect();
            fill(terms.daily, &[&times.join(i18n.words().list_separator)])
        }
        Schedule::Weekdays { hour, minute } => fill(terms.weekdays, &[&time_of_day(*hour, *minute)]),
        Schedule::Weekly { days, hour, minute } => {
            let name = |day: &schedule::Weekday| {
                let index = usize::try_from(day.num_days_from_monday()).ok()?;
                terms.days.get(index).copied()
            };
            let names: Vec<_> = days.iter().filter_map(name).collect();
            fill(terms.weekly, &[&names.join(i18n.words().list_separator), &time_of_day(*hour, *minute)])
        }
        Schedule::Monthly { day, hour, minute } => {
            fill(terms.monthly, &[&i18n.integer(i64::from(*day)), &time_of_day(*hour, *minute)])
        }
        Schedule::MonthlyLast { hour, minute } => fill(terms.month_end, &[&time_of_day(*hour, *minute)]),
    }
}

fn two_digits(number: u8) -> String {
    format!("{number:02}")
}

/// A time of day on the clock of 24 hours, as the console writes it in every language.
fn time_of_day(hour: u8, minute: u8) -> String {
    format!("{hour:02}:{minute:02}")
}
