//! Where the lines of a chart are drawn, and what they are called: at times and durations that people count in.

use super::super::time::LocalTime;

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The steps of durations, and of times below a month.
const STEPS: [i64; 22] = [
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    4 * DAY,
    7 * DAY,
    14 * DAY,
    28 * DAY,
    100 * DAY,
];

/// Durations above none and up to `full`, at most `most` of them, evenly apart.
pub fn duration_ticks(full: i64, most: usize) -> Vec<i64> {
    let most = i64::try_from(most.max(1)).unwrap_or(i64::MAX);
    let step = STEPS.into_iter().find(|step| full.checked_div(*step).unwrap_or(0) <= most).unwrap_or(full.max(1));
    (1..=most).map(|number| step.saturating_mul(number)).take_while(|tick| *tick <= full).collect()
}

/// Times between two others, at most `most` of them, each with its name: `08:30`, `11-23`, `2026-11`.
pub fn time_ticks(from: i64, to: i64, most: usize) -> Vec<(i64, String)> {
    let span = to.saturating_sub(from);
    let limit = i64::try_from(most.max(1)).unwrap_or(i64::MAX);
    let step = STEPS.into_iter().find(|step| *step >= MINUTE && span.checked_div(*step).unwrap_or(0) < limit);
    match step {
        Some(step) if step < DAY => even(from, to, step, |time| time.time_of_day().get(..5).map(str::to_owned)),
        Some(step) if step <= 14 * DAY => {
            even(from, to, step, |time| time.date_and_time().get(5..10).map(str::to_owned))
        }
        _ => months(from, to, limit),
    }
}

fn even(from: i64, to: i64, step: i64, name: fn(LocalTime) -> Option<String>) -> Vec<(i64, String)> {
    let first = from.saturating_add(step.saturating_sub(1));
    let first = first.saturating_sub(first.rem_euclid(step));
    let ticks = std::iter::successors(Some(first), |tick| tick.checked_add(step)).take_while(|tick| *tick <= to);
    ticks.filter_map(|tick| Some((tick, name(LocalTime::of_milliseconds(tick))?))).collect()
}

/// The first days of months, or of every so many months.
fn months(from: i64, to: i64, most: i64) -> Vec<(i64, String)> {
    let month_of = |at: i64| {
        let (year, month, _) = LocalTime::of_milliseconds(at).date();
        year.saturating_mul(12).saturating_add(month).saturating_sub(1)
    };
    let (first, last) = (month_of(from), month_of(to));
    let span = last.saturating_sub(first);
    let step = [1, 2, 3, 6, 12, 24, 60, 120, 600, 1200, 6000, 12_000]
        .into_iter()
        .find(|step| span.checked_div(*step).unwrap_or(0) < most)
        .unwrap_or(60_000);
    let ticks = (first..=last).filter(|month| month.rem_euclid(step) == 0).filter_map(|month| {
        let text = format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12).saturating_add(1));
        let at = LocalTime::parse(&format!("{text}-01T00:00"))?.milliseconds();
        (at >= from && at <= to).then_some((at, text))
    });
    ticks.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn times(from: &str, to: &str) -> Vec<String> {
        let at = |text| LocalTime::parse(text).unwrap().milliseconds();
        time_ticks(at(from), at(to), 6).into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn durations_are_counted_in_round_steps() {
        assert_eq!(duration_ticks(50 * MINUTE, 3), [30 * MINUTE]);
        assert_eq!(duration_ticks(7 * SECOND, 3), [2 * SECOND, 4 * SECOND, 6 * SECOND]);
        assert_eq!(duration_ticks(3 * HOUR, 3), [HOUR, 2 * HOUR, 3 * HOUR]);
        assert!(duration_ticks(0, 3).is_empty());
    }

    #[test]
    fn times_are_named_by_what_tells_them_apart() {
        assert_eq!(times("2026-11-23T08:10", "2026-11-23T10:10"), ["08:30", "09:00", "09:30", "10:00"]);
        assert_eq!(times("2026-11-20T08:00", "2026-11-23T10:10"), ["11-21", "11-22", "11-23"]);
        assert_eq!(times("2026-05-20T08:00", "2026-11-23T10:10"), ["2026-07", "2026-09", "2026-11"]);
        assert_eq!(times("2023-05-20T08:00", "2026-11-23T10:10"), ["2024-01", "2025-01", "2026-01"]);
    }

    proptest! {
        #[test]
        fn there_are_never_more_lines_than_there_is_room_for(from in any::<i64>(), span in 0i64..4_000_000_000_000, most in 1usize..8) {
            let ticks = time_ticks(from, from.saturating_add(span), most);
            prop_assert!(ticks.len() <= most.saturating_add(1), "{ticks:?}");
            prop_assert!(duration_ticks(span, most).len() <= most);
        }
    }
}
