//! Cron expressions, with the few forms that plans of the console use.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// Longer than any schedule pauses.
const MAX_DAYS: i64 = 62;

/// A cron schedule in whole minutes of the service's time zone.
#[derive(Clone, Copy)]
pub(crate) enum Cron {
    /// Every so many minutes, a divisor of 60.
    EveryMinutes(i8),
    /// Every hour at a minute.
    Hourly(i8),
    /// Every day at hour and minute.
    Daily(i8, i8),
    /// From Monday to Friday at hour and minute.
    Weekdays(i8, i8),
    /// Every month on a day, at hour and minute.
    Monthly(i8, i8, i8),
}

impl Cron {
    /// The expression: second, minute, hour, day, month, weekday.
    pub(crate) fn expression(self) -> String {
        match self {
            Self::EveryMinutes(minutes) => format!("0 0/{minutes} * * * ?"),
            Self::Hourly(minute) => format!("0 {minute} * * * ?"),
            Self::Daily(hour, minute) => format!("0 {minute} {hour} * * ?"),
            Self::Weekdays(hour, minute) => format!("0 {minute} {hour} ? * MON-FRI"),
            Self::Monthly(day, hour, minute) => format!("0 {minute} {hour} {day} * ?"),
        }
    }

    /// The first start after `at`, both in milliseconds since 1970.
    pub(crate) fn next_after(self, at: i64, zone: &TimeZone) -> Option<i64> {
        self.starts_after(at, zone).next()
    }

    /// The starts after `at`, in milliseconds since 1970, for as long as a schedule may pause.
    pub(super) fn starts_after(self, at: i64, zone: &TimeZone) -> impl Iterator<Item = i64> {
        let days = (0..=MAX_DAYS).filter_map(day_from(at, zone));
        days.flat_map(move |day| self.starts_on(day, zone)).filter(move |start| *start > at)
    }

    /// The starts until `at`, newest first, for as long as a schedule may pause.
    pub(super) fn starts_until(self, at: i64, zone: &TimeZone) -> impl Iterator<Item = i64> {
        let days = (0..=MAX_DAYS).map(|days| -days).filter_map(day_from(at, zone));
        days.flat_map(move |day| self.starts_on(day, zone).into_iter().rev()).filter(move |start| *start <= at)
    }

    fn starts_on(self, day: Date, zone: &TimeZone) -> Vec<i64> {
        let at = |hour, minute| {
            let local = day.at(hour, minute, 0, 0).to_zoned(zone.clone()).ok()?;
            Some(local.timestamp().as_millisecond())
        };
        let once = |is_due: bool, hour, minute| is_due.then(|| at(hour, minute)).flatten().into_iter().collect();
        match self {
            Self::EveryMinutes(minutes) => {
                let every = usize::from(minutes.max(1).unsigned_abs());
                (0..24).flat_map(|hour| (0..60).step_by(every).filter_map(move |minute| at(hour, minute))).collect()
            }
            Self::Hourly(minute) => (0..24).filter_map(|hour| at(hour, minute)).collect(),
            Self::Daily(hour, minute) => once(true, hour, minute),
            Self::Weekdays(hour, minute) => {
                once(!matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday), hour, minute)
            }
            Self::Monthly(due, hour, minute) => once(day.day() == due, hour, minute),
        }
    }
}

/// Returns the local date a number of days from that of `at`.
fn day_from(at: i64, zone: &TimeZone) -> impl Fn(i64) -> Option<Date> {
    let today = Timestamp::from_millisecond(at).ok().map(|at| zone.to_datetime(at).date());
    move |days| today?.checked_add(Span::new().days(days)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(text: &str, zone: &TimeZone) -> i64 {
        let at: jiff::civil::DateTime = text.parse().unwrap();
        at.to_zoned(zone.clone()).unwrap().timestamp().as_millisecond()
    }

    #[test]
    fn the_next_start_follows_the_expression_in_the_zone() {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        // A Friday.
        let now = local("2026-11-20T08:30:00", &zone);
        for (cron, expression, next) in [
            (Cron::EveryMinutes(15), "0 0/15 * * * ?", "2026-11-20T08:45:00"),
            (Cron::Hourly(20), "0 20 * * * ?", "2026-11-20T09:20:00"),
            (Cron::Daily(8, 30), "0 30 8 * * ?", "2026-11-21T08:30:00"),
            (Cron::Weekdays(8, 0), "0 0 8 ? * MON-FRI", "2026-11-23T08:00:00"),
            (Cron::Monthly(1, 4, 0), "0 0 4 1 * ?", "2026-12-01T04:00:00"),
        ] {
            assert_eq!(cron.expression(), expression);
            assert_eq!(cron.next_after(now, &zone), Some(local(next, &zone)), "{expression}");
        }
    }

    #[test]
    fn past_starts_are_those_of_the_schedule_newest_first() {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let now = local("2026-11-23T08:00:00", &zone);
        let last = |cron: Cron, count| cron.starts_until(now, &zone).take(count).collect::<Vec<_>>();
        let at = |text| local(text, &zone);
        assert_eq!(last(Cron::Weekdays(8, 0), 2), [at("2026-11-23T08:00:00"), at("2026-11-20T08:00:00")]);
        assert_eq!(last(Cron::EveryMinutes(30), 2), [at("2026-11-23T08:00:00"), at("2026-11-23T07:30:00")]);
        assert_eq!(last(Cron::Monthly(1, 4, 0), 2), [at("2026-11-01T04:00:00"), at("2026-10-01T04:00:00")]);
    }
}
