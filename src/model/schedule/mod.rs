//! Schedules in words: the meaning of a Quartz cron expression, as a value that each language writes out. Only forms
//! that can be said exactly are parsed; any other expression is shown as written.
//!
//! BK-Repo passes the expression to Quartz: second, minute, hour, day of month, month, weekday (1 is Sunday), and an
//! optional year.
//!
//! Without a crate: croner 4.0 describes in English and Swedish, cron-descriptor 0.1 in English and Spanish, both in
//! whole sentences that are not always true ("every 25 minutes" for minutes 0, 25 and 50), and croner rejects forms of
//! Quartz such as `30/15`.

mod field;

use field::{Field, number, step};

pub use chrono::Weekday;

/// The most times of a day that are listed; more are harder to read than the expression.
const MOST_TIMES: usize = 6;

/// An hour and a minute of a day.
pub type TimeOfDay = (u8, u8);

/// The times at which a plan is executed, to the minute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Schedule {
    /// Every so many minutes, 1 to 30, evenly over the hour.
    EveryMinutes(u8),
    /// Once an hour.
    Hourly {
        /// The minute of the hour.
        minute: u8,
    },
    /// Every so many hours, 2 to 12, evenly over the day.
    EveryHours {
        /// The number of hours.
        hours: u8,
        /// The minute of the hour.
        minute: u8,
    },
    /// Once a day.
    Daily {
        /// The hour.
        hour: u8,
        /// The minute.
        minute: u8,
    },
    /// Several times a day.
    DailyAt {
        /// The times, in their order.
        times: Vec<TimeOfDay>,
    },
    /// From Monday to Friday, once a day.
    Weekdays {
        /// The hour.
        hour: u8,
        /// The minute.
        minute: u8,
    },
    /// On some days of the week, once a day.
    Weekly {
        /// The days, in their order from Monday.
        days: Vec<Weekday>,
        /// The hour.
        hour: u8,
        /// The minute.
        minute: u8,
    },
    /// On a day of every month, once. Not on days after the 28th, which some months do not have.
    Monthly {
        /// The day, 1 to 28.
        day: u8,
        /// The hour.
        hour: u8,
        /// The minute.
        minute: u8,
    },
    /// On the last day of every month, once.
    MonthlyLast {
        /// The hour.
        hour: u8,
        /// The minute.
        minute: u8,
    },
}

impl Schedule {
    /// Parses a cron expression; `None` for an invalid one, and for one that has no such form.
    pub fn parse(cron: &str) -> Option<Self> {
        let fields: Vec<&str> = cron.split_ascii_whitespace().collect();
        let (second, minute, hour, day, month, weekday) = match fields.as_slice() {
            [second, minute, hour, day, month, weekday] | [second, minute, hour, day, month, weekday, "*"] => {
                (*second, *minute, *hour, *day, *month, *weekday)
            }
            _ => return None,
        };
        // Any second, because the words are to the minute.
        number(second).filter(|second| *second < 60)?;
        let minutes = Field::MINUTE.values(minute)?;
        let hours = Field::HOUR.values(hour)?;
        if !Field::MONTH.is_full(&Field::MONTH.values(month)?) {
            return None;
        }
        let days = Days::parse(day, weekday)?;
        let is_every_day = days == Days::Every;
        if Field::HOUR.is_full(&hours) {
            return match (minutes.as_slice(), step(&minutes, 60)) {
                _ if !is_every_day => None,
                ([minute], _) => Some(Self::Hourly { minute: *minute }),
                (_, step) => step.map(Self::EveryMinutes),
            };
        }
        if let (true, [minute], Some(hours)) = (hour.contains('/'), minutes.as_slice(), step(&hours, 24)) {
            return is_every_day.then_some(Self::EveryHours { hours, minute: *minute });
        }
        let times: Vec<TimeOfDay> =
            hours.iter().flat_map(|hour| minutes.iter().map(|minute| (*hour, *minute))).collect();
        Self::at(days, times)
    }

    /// The schedule of some times on some days.
    fn at(days: Days, times: Vec<TimeOfDay>) -> Option<Self> {
        let [(hour, minute)] = *times else {
            return (days == Days::Every && times.len() <= MOST_TIMES).then_some(Self::DailyAt { times });
        };
        Some(match days {
            Days::Every => Self::Daily { hour, minute },
            Days::Last => Self::MonthlyLast { hour, minute },
            Days::OfMonth(day) => Self::Monthly { day, hour, minute },
            Days::OfWeek(days) if days == WORKDAYS => Self::Weekdays { hour, minute },
            Days::OfWeek(days) => Self::Weekly { days, hour, minute },
        })
    }
}

const WORKDAYS: [Weekday; 5] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];

/// The days of a schedule.
#[derive(Debug, PartialEq, Eq)]
enum Days {
    Every,
    Last,
    OfMonth(u8),
    OfWeek(Vec<Weekday>),
}

impl Days {
    /// Reads the fields for the day of the month and the weekday.
    fn parse(day: &str, weekday: &str) -> Option<Self> {
        let weekdays = if weekday == "?" { None } else { Some(Field::WEEKDAY.values(weekday)?) };
        let is_any_weekday = weekdays.as_ref().is_none_or(|days| Field::WEEKDAY.is_full(days));
        match day {
            "l" | "L" => return is_any_weekday.then_some(Self::Last),
            // Quartz accepts only one `?`.
            "?" if weekdays.is_none() => return None,
            "?" => {}
            _ => {
                let days = Field::DAY.values(day)?;
                if !Field::DAY.is_full(&days) {
                    return match days.as_slice() {
                        [day @ 1..=28] if is_any_weekday => Some(Self::OfMonth(*day)),
                        _ => None,
                    };
                }
            }
        }
        if is_any_weekday {
            return Some(Self::Every);
        }
        // Quartz wants a `?` beside a weekday. Spring does not, and counts weekdays from another day.
        if day != "?" && weekday.contains(|character: char| character.is_ascii_digit()) {
            return None;
        }
        let weekdays = weekdays?;
        Some(Self::OfWeek(
            ORDERED_WEEKDAYS.iter().filter(|(at, _)| weekdays.contains(at)).map(|(_, day)| *day).collect(),
        ))
    }
}

/// The weekdays from Monday with their numbers in Quartz.
const ORDERED_WEEKDAYS: [(u8, Weekday); 7] = [
    (2, Weekday::Mon),
    (3, Weekday::Tue),
    (4, Weekday::Wed),
    (5, Weekday::Thu),
    (6, Weekday::Fri),
    (7, Weekday::Sat),
    (1, Weekday::Sun),
];

#[cfg(test)]
mod tests;
