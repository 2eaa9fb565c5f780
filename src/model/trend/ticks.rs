//! The grid lines of a chart and their labels, at round times and durations.

use std::iter::successors;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::super::time::hour_and_minute;

const MINUTE: TimeDelta = TimeDelta::minutes(1);
const DAY: TimeDelta = TimeDelta::days(1);

/// The steps of durations, and of times below a month. Those below a day divide it.
const STEPS: [TimeDelta; 22] = [
    TimeDelta::seconds(1),
    TimeDelta::seconds(2),
    TimeDelta::seconds(5),
    TimeDelta::seconds(10),
    TimeDelta::seconds(30),
    MINUTE,
    TimeDelta::minutes(2),
    TimeDelta::minutes(5),
    TimeDelta::minutes(10),
    TimeDelta::minutes(30),
    TimeDelta::hours(1),
    TimeDelta::hours(2),
    TimeDelta::hours(3),
    TimeDelta::hours(6),
    TimeDelta::hours(12),
    DAY,
    TimeDelta::days(2),
    TimeDelta::days(4),
    TimeDelta::days(7),
    TimeDelta::days(14),
    TimeDelta::days(28),
    TimeDelta::days(100),
];

/// The longest step whose lines are days; above it they are the first days of months.
const LONGEST_IN_DAYS: TimeDelta = TimeDelta::days(14);

/// The steps of times from a month on, in months: they divide a year, or are whole years.
const MONTHS: [u32; 13] = [1, 2, 3, 6, 12, 24, 60, 120, 600, 1200, 6000, 12_000, 60_000];

/// Durations above zero and up to `full`, at most `most` of them, evenly spaced.
pub fn duration_ticks(full: i64, most: usize) -> Vec<i64> {
    let most = i64::try_from(most.max(1)).unwrap_or(i64::MAX);
    let mut steps = STEPS.iter().map(TimeDelta::num_milliseconds);
    let step = steps.find(|step| full.checked_div(*step).unwrap_or(0) <= most).unwrap_or(full.max(1));
    (1..=most).map(|number| step.saturating_mul(number)).take_while(|tick| *tick <= full).collect()
}

/// Times between two others, at most `most` of them, each with its label: `08:30`, `11-23`, `2026-11`.
pub fn time_ticks(from: NaiveDateTime, to: NaiveDateTime, most: usize) -> Vec<(NaiveDateTime, String)> {
    let most = most.max(1);
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    let span = to.signed_duration_since(from).num_milliseconds();
    let fits = |step: TimeDelta| span.checked_div(step.num_milliseconds()).unwrap_or(0) < limit;
    let labelled = |ticks: &mut dyn Iterator<Item = NaiveDateTime>, label: fn(NaiveDateTime) -> String| {
        ticks.take(most).map(|tick| (tick, label(tick))).collect()
    };
    match STEPS.into_iter().find(|step| *step >= MINUTE && fits(*step)) {
        Some(step) if step < DAY => labelled(&mut within_days(from, to, step), hour_and_minute),
        Some(step) if step <= LONGEST_IN_DAYS => {
            labelled(&mut days(from, to, step), |day| format!("{:02}-{:02}", day.month(), day.day()))
        }
        _ => {
            let step = MONTHS.into_iter().find(|step| months(from, to, *step).take(most).count() < most);
            let label = |day: NaiveDateTime| format!("{:04}-{:02}", day.year(), day.month());
            labelled(&mut months(from, to, step.unwrap_or(u32::MAX)), label)
        }
    }
}

/// Times a step below a day apart, counted from midnight.
fn within_days(from: NaiveDateTime, to: NaiveDateTime, step: TimeDelta) -> impl Iterator<Item = NaiveDateTime> {
    let midnight = from.date().and_time(NaiveTime::MIN);
    between(from, to, successors(Some(midnight), move |tick| tick.checked_add_signed(step)))
}

/// The midnights of every so many days, counted from a Monday, so that steps of weeks are Mondays.
fn days(from: NaiveDateTime, to: NaiveDateTime, step: TimeDelta) -> impl Iterator<Item = NaiveDateTime> {
    let number = i32::try_from(step.num_days()).unwrap_or(i32::MAX);
    // Day 1 of the common era, 0001-01-01, is a Monday.
    let past = from.date().num_days_from_ce().saturating_sub(1).checked_rem_euclid(number).unwrap_or(0);
    let first = from.date().checked_sub_days(Days::new(past.unsigned_abs().into())).unwrap_or(from.date());
    let ticks = successors(Some(first), move |day| day.checked_add_signed(step));
    between(from, to, ticks.map(|day| day.and_time(NaiveTime::MIN)))
}

/// The first days of every so many months, counted from a January, and above a year from a round year.
fn months(from: NaiveDateTime, to: NaiveDateTime, step: u32) -> impl Iterator<Item = NaiveDateTime> {
    let years = i32::try_from(step / 12).unwrap_or(i32::MAX).max(1);
    let past = from.year().checked_rem_euclid(years).unwrap_or(0);
    let first = NaiveDate::from_ymd_opt(from.year().saturating_sub(past), 1, 1).unwrap_or(NaiveDate::MIN);
    let ticks = successors(Some(first), move |day| day.checked_add_months(Months::new(step)));
    between(from, to, ticks.map(|day| day.and_time(NaiveTime::MIN)))
}

/// The ascending times within a span, both ends included.
fn between(
    from: NaiveDateTime,
    to: NaiveDateTime,
    ticks: impl Iterator<Item = NaiveDateTime>,
) -> impl Iterator<Item = NaiveDateTime> {
    ticks.skip_while(move |tick| *tick < from).take_while(move |tick| *tick <= to)
}

#[cfg(test)]
mod tests {
    use super::super::super::time::{of_milliseconds, parse};
    use super::*;
    use proptest::prelude::*;

    const SECOND: i64 = 1000;
    const MINUTE: i64 = 60 * SECOND;
    const HOUR: i64 = 60 * MINUTE;

    fn times(from: &str, to: &str) -> Vec<String> {
        let at = |text| parse(text).unwrap();
        time_ticks(at(from), at(to), 6).into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn duration_lines_are_at_round_steps() {
        assert_eq!(duration_ticks(50 * MINUTE, 3), [30 * MINUTE]);
        assert_eq!(duration_ticks(7 * SECOND, 3), [2 * SECOND, 4 * SECOND, 6 * SECOND]);
        assert_eq!(duration_ticks(3 * HOUR, 3), [HOUR, 2 * HOUR, 3 * HOUR]);
        assert!(duration_ticks(0, 3).is_empty());
    }

    #[test]
    fn time_lines_are_labelled_by_the_units_in_which_they_differ() {
        assert_eq!(times("2026-11-23T08:10", "2026-11-23T10:10"), ["08:30", "09:00", "09:30", "10:00"]);
        assert_eq!(times("2026-11-20T08:00", "2026-11-23T10:10"), ["11-21", "11-22", "11-23"]);
        assert_eq!(times("2026-05-20T08:00", "2026-11-23T10:10"), ["2026-07", "2026-09", "2026-11"]);
        assert_eq!(times("2023-05-20T08:00", "2026-11-23T10:10"), ["2024-01", "2025-01", "2026-01"]);
    }

    #[test]
    fn lines_of_weeks_are_mondays() {
        assert_eq!(times("2026-10-21T08:00", "2026-11-23T10:10"), ["10-26", "11-02", "11-09", "11-16", "11-23"]);
    }

    #[test]
    fn lines_of_days_and_months_go_on_across_a_leap_day() {
        assert_eq!(times("2024-02-27T12:00", "2024-03-02T12:00"), ["02-28", "02-29", "03-01", "03-02"]);
        assert_eq!(times("2023-12-15T00:00", "2024-04-15T00:00"), ["2024-01", "2024-02", "2024-03", "2024-04"]);
    }

    #[test]
    fn lines_of_a_span_of_centuries_are_at_round_years() {
        assert_eq!(times("0000-01-01T00:00", "9999-12-31T23:59"), ["0000-01", "5000-01"]);
        assert!(time_ticks(NaiveDateTime::MIN, NaiveDateTime::MAX, 6).len() <= 6);
        for end in [NaiveDateTime::MIN, NaiveDateTime::MAX] {
            assert!(time_ticks(end, end, 6).len() <= 1);
        }
        assert!(time_ticks(NaiveDateTime::MAX, NaiveDateTime::MIN, 6).is_empty());
    }

    proptest! {
        #[test]
        fn there_are_never_more_lines_than_requested(from in any::<i64>(), span in 0i64..4_000_000_000_000, most in 1usize..8) {
            let ticks = time_ticks(of_milliseconds(from), of_milliseconds(from.saturating_add(span)), most);
            prop_assert!(ticks.len() <= most.saturating_add(1), "{ticks:?}");
            prop_assert!(duration_ticks(span, most).len() <= most);
        }
    }
}
