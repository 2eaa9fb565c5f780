//! Expressions of Quartz, and what they mean.

use super::Schedule::{Daily, DailyAt, EveryHours, EveryMinutes, Hourly, Monthly, MonthlyLast, Weekdays, Weekly};
use super::*;
use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
use proptest::prelude::*;

#[test]
fn usual_expressions_have_words() {
    for (cron, schedule) in [
        ("0 * * * * ?", EveryMinutes(1)),
        ("0 0/15 * * * ?", EveryMinutes(15)),
        ("0 */5 * * * ?", EveryMinutes(5)),
        ("0 7/10 * * * ?", EveryMinutes(10)),
        ("0 0,30 * * * ?", EveryMinutes(30)),
        ("0 0 * * * ?", Hourly { minute: 0 }),
        ("0 45 * 1/1 * ?", Hourly { minute: 45 }),
        ("0 0 0/6 * * ?", EveryHours { hours: 6, minute: 0 }),
        ("0 30 */2 ? * *", EveryHours { hours: 2, minute: 30 }),
        ("0 30 1/12 * * ?", EveryHours { hours: 12, minute: 30 }),
        ("0 30 1 * * ?", Daily { hour: 1, minute: 30 }),
        ("0 30 1 1/1 * ? *", Daily { hour: 1, minute: 30 }),
        ("0 30 1 ? * SUN-SAT", Daily { hour: 1, minute: 30 }),
        ("0 30 1 * * *", Daily { hour: 1, minute: 30 }),
        ("0 0 1,13 * * ?", DailyAt { times: vec![(1, 0), (13, 0)] }),
        // Not evenly over the day: 7 hours, and 3 before midnight.
        ("0 0 0/7 * * ?", DailyAt { times: vec![(0, 0), (7, 0), (14, 0), (21, 0)] }),
        ("0 0,30 2 * * ?", DailyAt { times: vec![(2, 0), (2, 30)] }),
        ("0 15 8-10 * * ?", DailyAt { times: vec![(8, 15), (9, 15), (10, 15)] }),
        ("0 0 22-1 * * ?", DailyAt { times: vec![(0, 0), (1, 0), (22, 0), (23, 0)] }),
        ("0 0 22 ? * MON-FRI", Weekdays { hour: 22, minute: 0 }),
        ("0 0 22 ? * 2-6", Weekdays { hour: 22, minute: 0 }),
        ("0 0 22 ? * mon,tue,WED,thu,fri", Weekdays { hour: 22, minute: 0 }),
        ("0 0 22 * * MON-FRI", Weekdays { hour: 22, minute: 0 }),
        ("0 0 3 ? * SAT", Weekly { days: vec![Sat], hour: 3, minute: 0 }),
        ("0 0 3 ? * SUN,WED", Weekly { days: vec![Wed, Sun], hour: 3, minute: 0 }),
        ("0 0 3 ? * SAT-SUN", Weekly { days: vec![Sat, Sun], hour: 3, minute: 0 }),
        ("0 0 3 1 * ?", Monthly { day: 1, hour: 3, minute: 0 }),
        ("0 0 3 28 * *", Monthly { day: 28, hour: 3, minute: 0 }),
        ("0 0 3 L * ?", MonthlyLast { hour: 3, minute: 0 }),
        ("  0   05 03\t* *   ?  ", Daily { hour: 3, minute: 5 }),
        ("0 0/60 * * * ?", Hourly { minute: 0 }),
    ] {
        assert_eq!(Schedule::parse(cron), Some(schedule), "{cron}");
    }
}

#[test]
fn weekdays_are_numbered_from_sunday_as_in_quartz() {
    for (number, day) in [(1, Sun), (2, Mon), (3, Tue), (4, Wed), (5, Thu), (6, Fri), (7, Sat)] {
        let schedule = Schedule::parse(&format!("0 0 3 ? * {number}"));
        assert_eq!(schedule, Some(Weekly { days: vec![day], hour: 3, minute: 0 }), "{number}");
    }
    let schedule = Schedule::parse("0 0 3 ? * 1-5");
    assert_eq!(schedule, Some(Weekly { days: vec![Mon, Tue, Wed, Thu, Sun], hour: 3, minute: 0 }));
    // Not valid in Quartz; in Spring, the same number is another day.
    assert_eq!(Schedule::parse("0 0 3 * * 2"), None);
    assert_eq!(Schedule::parse("0 0 3 ? * 0"), None);
}

#[test]
fn the_second_of_a_minute_is_left_out_of_the_words() {
    assert_eq!(Schedule::parse("59 30 1 * * ?"), Some(Daily { hour: 1, minute: 30 }));
    for cron in ["60 30 1 * * ?", "* 30 1 * * ?", "0/30 30 1 * * ?", "0,30 30 1 * * ?", "0-5 30 1 * * ?"] {
        assert_eq!(Schedule::parse(cron), None, "{cron}");
    }
}

#[test]
fn expressions_that_are_not_quite_regular_have_no_words() {
    for cron in [
        // 0, 25, 50, and 10 minutes later again.
        "0 0/25 * * * ?",
        // Twice in the second half of each hour.
        "0 30/15 * * * ?",
        "0 0,15 * * * ?",
        "0 0 12/6 ? * MON",
        "0 0/10 9-18 * * ?",
        "0 0 9-18 * * ?",
        "0 0 9,12 ? * MON-FRI",
        "0 0 * ? * MON-FRI",
        "0 0/15 * 1 * ?",
        "0 0 0/6 1 * ?",
        // Not in every month.
        "0 0 3 29 * ?",
        "0 0 3 31 * ?",
        "0 0 3 1 1 ?",
        "0 0 3 1 1/3 ?",
        "0 0 3 1 JAN ?",
        "0 0 3 1,15 * ?",
        "0 0 3 1/2 * ?",
        "0 0 3 1 * MON",
        "0 0 3 L * MON",
        "0 0 3 15W * ?",
        "0 0 3 LW * ?",
        "0 0 3 L-3 * ?",
        "0 0 3 ? * 6L",
        "0 0 3 ? * FRI#2",
        "0 0 3 ? * MON/2",
        "0 0 3 ? * MON-FRI/2",
        "0 0 3 * * ? 2026",
        "0 0 3 * * ? 2026-2030",
    ] {
        assert_eq!(Schedule::parse(cron), None, "{cron}");
    }
}

#[test]
fn other_texts_are_no_schedules() {
    for cron in [
        "",
        "0",
        "* * * * *",
        "30 1 * * *",
        "@daily",
        "0 60 1 * * ?",
        "0 0 24 * * ?",
        "0 0 1 0 * ?",
        "0 0 1 32 * ?",
        "0 0 1 * 13 ?",
        "0 0 1 * 0 ?",
        "0 0 1 ? * 8",
        "0 0 1 ? * ?",
        "0 0 1 * ? *",
        "0 ? 1 * * ?",
        "0 0/0 1 * * ?",
        "0 0/61 1 * * ?",
        "0 / 1 * * ?",
        "0 /5 1 * * ?",
        "0 -5 1 * * ?",
        "0 +5 1 * * ?",
        "0 1- 1 * * ?",
        "0 1-2-3 1 * * ?",
        "0 1/2/3 1 * * ?",
        "0 ,1 1 * * ?",
        "0 *-5 1 * * ?",
        "0 000 1 * * ?",
        "0 ٣ 1 * * ?",
        "0 0 1 * * ? * *",
        "0 0 1 ? * MONDAY",
    ] {
        assert_eq!(Schedule::parse(cron), None, "{cron:?}");
    }
}

/// The numbers of a field by another algorithm than that of the parser: counting on from the start, as Quartz does.
fn counted(text: &str, min: u8, max: u8) -> Vec<u8> {
    let mut values = Vec::new();
    for part in text.split(',') {
        let (bounds, step) = part.split_once('/').map_or((part, 1), |(bounds, step)| (bounds, step.parse().unwrap()));
        let (from, mut to): (u8, u8) = match bounds.split_once('-') {
            Some((from, to)) => (from.parse().unwrap(), to.parse().unwrap()),
            None if bounds == "*" => (min, max),
            None if part.contains('/') => (bounds.parse().unwrap(), max),
            None => (bounds.parse().unwrap(), bounds.parse().unwrap()),
        };
        if to < from {
            to += max + 1 - min;
        }
        let value = |at: u8| if at > max { at - (max + 1 - min) } else { at };
        values.extend((from..=to).step_by(step).map(value));
    }
    values.sort_unstable();
    values.dedup();
    values
}

/// The times of a day of a schedule that is the same every day.
fn times(schedule: &Schedule) -> Vec<(u8, u8)> {
    let all = || (0..24).flat_map(|hour| (0..60).map(move |minute| (hour, minute)));
    match schedule {
        EveryMinutes(step) => all().filter(|(_, at)| at % step == 0).collect(),
        Hourly { minute } => all().filter(|(_, at)| at == minute).collect(),
        EveryHours { hours, minute } => all().filter(|(hour, at)| at == minute && hour % hours == 0).collect(),
        Daily { hour, minute } => vec![(*hour, *minute)],
        DailyAt { times } => times.clone(),
        other => panic!("{other:?} is not the same every day"),
    }
}

fn field(max: u8) -> impl Strategy<Value = String> {
    let value = 0..=max;
    let part = prop_oneof![
        Just("*".to_owned()),
        value.clone().prop_map(|value| value.to_string()),
        (value.clone(), value.clone()).prop_map(|(from, to)| format!("{from}-{to}")),
        (1..=max).prop_map(|step| format!("*/{step}")),
        (value.clone(), 1..=max).prop_map(|(from, step)| format!("{from}/{step}")),
        (value.clone(), value, 1..=max).prop_map(|(from, to, step)| format!("{from}-{to}/{step}")),
    ];
    prop::collection::vec(part, 1..4).prop_map(|parts| parts.join(","))
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC*", like_cron in "([0-9]{1,3}|MON|SUN|L|W|[*?/,# -]){0,24}") {
        let _ = (Schedule::parse(&text), Schedule::parse(&like_cron));
    }

    #[test]
    fn the_words_are_true_for_every_time_of_a_day(minute in field(59), hour in field(23)) {
        let Some(schedule) = Schedule::parse(&format!("0 {minute} {hour} * * ?")) else { return Ok(()) };
        let (minutes, hours) = (counted(&minute, 0, 59), counted(&hour, 0, 23));
        let expected: Vec<_> =
            hours.iter().flat_map(|hour| minutes.iter().map(|minute| (*hour, *minute))).collect();
        // "Every 15 minutes" leaves open at which one it starts.
        let shift = match (&schedule, minutes.first(), hours.first()) {
            (EveryMinutes(_), Some(first), _) => (0, *first),
            (EveryHours { .. }, _, Some(first)) => (*first, 0),
            _ => (0, 0),
        };
        let said: Vec<_> = times(&schedule).iter().map(|(hour, minute)| (hour + shift.0, minute + shift.1)).collect();
        prop_assert_eq!(said, expected);
    }

    #[test]
    fn regular_minutes_and_hours_always_have_words(step in 0usize..5, first in 0u8..60, minute in 0u8..60) {
        let minutes = [2, 5, 10, 20, 30][step];
        let schedule = Schedule::parse(&format!("0 {}/{minutes} * * * ?", first % minutes));
        prop_assert_eq!(schedule, Some(EveryMinutes(minutes)));
        let hours = [2, 3, 6, 8, 12][step];
        let schedule = Schedule::parse(&format!("0 {minute} {}/{hours} * * ?", first % hours));
        prop_assert_eq!(schedule, Some(EveryHours { hours, minute }));
    }
}
