//! The chart of a history: scale, dots, lines and bars as SVG path data. Coordinates are whole units, about as many as a screen has pixels, so that fifty
//! thousand runs become far fewer dots.

use std::cmp::Reverse;

use chrono::{NaiveDateTime, TimeDelta};

use super::super::bar_height::full_height;
use super::period::{Period, summary};
use super::range::Range;
use super::run::{Outcome, Run};

/// The scale of a chart: it maps times and durations to chart units. The origin is at the top left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChartScale {
    /// The time at the left edge.
    pub from: NaiveDateTime,
    /// The time at the right edge.
    pub to: NaiveDateTime,
    /// The duration at the upper edge; longer runs are drawn there too.
    pub full: i64,
}

impl ChartScale {
    /// The width of the chart in units.
    pub const WIDTH: u16 = 1000;
    /// The height of the chart in units.
    pub const HEIGHT: u16 = 200;

    /// The scale for a range, or for all runs, which are in the order of their starts.
    pub fn new(runs: &[Run], range: Option<Range>) -> Self {
        let start = |run: Option<&Run>| run.map(|run| run.start).unwrap_or_default();
        let (from, to) =
            range.map_or_else(|| (start(runs.first()), start(runs.last())), |range| (range.from(), range.to()));
        let durations: Vec<i64> = runs.iter().filter_map(|run| run.duration_ms).collect();
        let longest = durations.iter().copied().max().unwrap_or(0);
        let p95 = summary(runs).p95.unwrap_or(0);
        // One run that hung for a day must not flatten the others, but the longest twentieth must be visible.
        let full = full_height(&durations).max(p95.saturating_add(p95 / 4)).min(longest).max(1);
        let least = from.checked_add_signed(TimeDelta::milliseconds(1)).unwrap_or(from);
        Self { from, to: to.max(least), full }
    }

    /// The distance of a time from the left edge.
    pub fn x(&self, at: NaiveDateTime) -> u16 {
        scaled(at.signed_duration_since(self.from).num_milliseconds(), self.span(), Self::WIDTH)
    }

    /// The milliseconds from the left edge to the right one.
    const fn span(&self) -> i64 {
        self.to.signed_duration_since(self.from).num_milliseconds()
    }

    /// The distance of a duration from the upper edge.
    pub fn y(&self, duration_ms: i64) -> u16 {
        Self::HEIGHT.saturating_sub(scaled(duration_ms, self.full, Self::HEIGHT))
    }

    /// The time at a fraction of the width, from 0 at the left to 1 at the right.
    pub fn time_at(&self, share: f64) -> NaiveDateTime {
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "milliseconds of some years")]
        let offset = TimeDelta::try_milliseconds((self.span() as f64 * share.clamp(0.0, 1.0)) as i64);
        let at = offset.and_then(|offset| self.from.checked_add_signed(offset));
        // A span of more than 2^53 milliseconds is rounded.
        at.map_or(self.to, |at| at.min(self.to))
    }
}

/// The length in units of `part` when `whole` is `units` long.
fn scaled(part: i64, whole: i64, units: u16) -> u16 {
    let scaled = i128::from(part.max(0)).saturating_mul(units.into()).checked_div(whole.max(1).into()).unwrap_or(0);
    u16::try_from(scaled).unwrap_or(units).min(units)
}

/// A dot of the chart: all runs of one outcome at the same coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dot {
    /// The distance from the left edge.
    pub x: u16,
    /// The distance from the upper edge.
    pub y: u16,
    /// The outcome of the runs.
    pub outcome: Outcome,
    /// The index of the latest run.
    pub run: u32,
}

/// The dots of runs, from left to right, failures above the others. A run without a duration is drawn at the bottom.
pub fn dots(runs: &[Run], scale: &ChartScale) -> Vec<Dot> {
    let dot = |(at, run): (u32, &Run)| {
        let (x, y) = (scale.x(run.start), scale.y(run.duration_ms.unwrap_or(0)));
        Dot { x, y, outcome: run.outcome, run: at }
    };
    let mut dots: Vec<Dot> = (0u32..).zip(runs).map(dot).collect();
    dots.sort_unstable_by_key(|dot| (dot.x, dot.outcome, dot.y, Reverse(dot.run)));
    dots.dedup_by_key(|dot| (dot.x, dot.outcome, dot.y));
    dots
}

/// The dots of one outcome as SVG path data: very short strokes, which round line caps turn into dots. Their length is
/// not zero, because some PDF viewers draw no cap then.
pub fn path(dots: &[Dot], outcome: Outcome) -> String {
    let mut data = String::new();
    for dot in dots.iter().filter(|dot| dot.outcome == outcome) {
        step(&mut data, 'M', dot.x, dot.y);
        data.push_str("h.1");
    }
    data
}

/// A figure of each period as a line through the middles of the periods; those without the figure are skipped.
pub fn line(periods: &[Period], scale: &ChartScale, figure: fn(&Period) -> Option<i64>) -> String {
    let mut data = String::new();
    for period in periods {
        let Some(figure) = figure(period) else { continue };
        let half = period.end.signed_duration_since(period.start).checked_div(2).unwrap_or_default();
        let middle = period.start.checked_add_signed(half).unwrap_or(period.start);
        let letter = if data.is_empty() { 'M' } else { 'L' };
        step(&mut data, letter, scale.x(middle), scale.y(figure));
    }
    data
}

/// The success rates of periods as bars of a hundred units: successes at the bottom, failures stacked on them.
pub fn bars(periods: &[Period], scale: &ChartScale) -> (String, String) {
    let (mut good, mut bad) = (String::new(), String::new());
    for period in periods {
        let Some(rate) = period.rate() else { continue };
        let (left, right) = (scale.x(period.start), scale.x(period.end));
        // A gap between bars that are wide enough for one.
        let right =
            if right.saturating_sub(left) > 4 { right.saturating_sub(1) } else { right.max(left.saturating_add(1)) };
        let top = 100u16.saturating_sub(rate / 10);
        for (data, from, to) in [(&mut good, top, 100), (&mut bad, 0, top)] {
            if from < to {
                step(data, 'M', left, to);
                step(data, 'V', from, u16::MAX);
                step(data, 'H', right, u16::MAX);
                step(data, 'V', to, u16::MAX);
                data.push('z');
            }
        }
    }
    (good, bad)
}

/// Appends a path command; a `y` of `u16::MAX` is left out.
fn step(data: &mut String, letter: char, x: u16, y: u16) {
    data.push(letter);
    data.push_str(&x.to_string());
    if y != u16::MAX {
        data.push(' ');
        data.push_str(&y.to_string());
    }
}

/// The index of the dot nearest to a point in chart units; at equal distance a failure wins. `ratio` is the width of a
/// unit divided by its height on the screen.
pub fn nearest(dots: &[Dot], x: f64, y: f64, ratio: f64) -> Option<usize> {
    let distance = |dot: &Dot| {
        let (across, down) = ((f64::from(dot.x) - x) * ratio, f64::from(dot.y) - y);
        across.mul_add(across, down * down)
    };
    let nearest = dots
        .iter()
        .enumerate()
        .min_by(|(_, one), (_, other)| distance(one).total_cmp(&distance(other)).then(other.outcome.cmp(&one.outcome)));
    nearest.map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::super::super::time::of_milliseconds;
    use super::super::period::{PeriodLength, periods};
    use super::*;
    use proptest::prelude::*;

    fn run(start: i64, duration_ms: i64, outcome: Outcome) -> Run {
        Run { id: "x".into(), start: of_milliseconds(start), duration_ms: Some(duration_ms), outcome }
    }

    #[test]
    fn runs_are_placed_by_start_and_duration() {
        let runs = [run(0, 10, Outcome::Succeeded), run(500, 20, Outcome::Failed), run(1000, 5, Outcome::Succeeded)];
        let scale = ChartScale::new(&runs, None);
        let dots = dots(&runs, &scale);
        assert_eq!(dots.iter().map(|dot| (dot.x, dot.y)).collect::<Vec<_>>(), [(0, 100), (500, 0), (1000, 150)]);
        assert_eq!(path(&dots, Outcome::Succeeded), "M0 100h.1M1000 150h.1");
        assert_eq!(path(&dots, Outcome::Failed), "M500 0h.1");
        assert_eq!(scale.time_at(0.25), of_milliseconds(250));
    }

    #[test]
    fn one_run_that_hung_is_drawn_at_the_top_and_does_not_flatten_the_others() {
        let mut runs: Vec<Run> = (0..100).map(|at| run(at, 100, Outcome::Succeeded)).collect();
        runs.push(run(100, 86_400_000, Outcome::Failed));
        let scale = ChartScale::new(&runs, None);
        assert!(scale.y(100) < 150);
        assert_eq!(scale.y(86_400_000), 0);
    }

    #[test]
    fn fifty_thousand_runs_become_less_than_ten_thousand_dots() {
        let runs: Vec<Run> = (0..50_000i64)
            .map(|at| {
                run(at * 60_000, 60_000 + at % 50, if at % 9 == 0 { Outcome::Failed } else { Outcome::Succeeded })
            })
            .collect();
        let dots = dots(&runs, &ChartScale::new(&runs, None));
        assert!(dots.len() < 10_000, "{}", dots.len());
        assert!(dots.windows(2).all(|pair| pair[0].x <= pair[1].x));
        assert_eq!(dots.last().map(|dot| dot.x), Some(1000));
    }

    #[test]
    fn a_dot_links_to_its_latest_run_and_hides_no_failure() {
        let runs = [
            run(0, 10, Outcome::Succeeded),
            run(0, 10, Outcome::Succeeded),
            run(0, 10, Outcome::Failed),
            run(9, 10, Outcome::Succeeded),
        ];
        let scale = ChartScale { from: of_milliseconds(0), to: of_milliseconds(1_000_000), full: 10 };
        let dots = dots(&runs, &scale);
        assert_eq!(
            dots.iter().map(|dot| (dot.outcome, dot.run)).collect::<Vec<_>>(),
            [(Outcome::Succeeded, 3), (Outcome::Failed, 2)]
        );
        assert_eq!(nearest(&dots, 3.0, 3.0, 1.0), Some(1));
    }

    #[test]
    fn the_nearest_dot_is_the_nearest_on_the_screen() {
        let dots = [
            Dot { x: 0, y: 0, outcome: Outcome::Succeeded, run: 0 },
            Dot { x: 10, y: 30, outcome: Outcome::Succeeded, run: 1 },
        ];
        assert_eq!(nearest(&dots, 9.0, 5.0, 1.0), Some(0));
        assert_eq!(nearest(&dots, 9.0, 5.0, 4.0), Some(1), "a unit across is four times a unit down");
        assert_eq!(nearest(&[], 0.0, 0.0, 1.0), None);
    }

    #[test]
    fn rates_are_bars_and_figures_are_lines() {
        let day = 86_400_000;
        let runs =
            [run(0, 10, Outcome::Succeeded), run(day, 10, Outcome::Failed), run(2 * day - 1, 20, Outcome::Succeeded)];
        let scale = ChartScale { from: of_milliseconds(0), to: of_milliseconds(2 * day), full: 20 };
        let periods = periods(&runs, PeriodLength::Day);
        assert_eq!(line(&periods, &scale, |period| period.median), "M250 100L750 100");
        let (good, bad) = bars(&periods, &scale);
        assert_eq!(good, "M0 100V0H499V100zM500 100V50H999V100z");
        assert_eq!(bad, "M500 50V0H999V50z");
    }

    proptest! {
        #[test]
        fn path_coordinates_are_decimal_numbers(x in any::<u16>(), y in 0..u16::MAX) {
            let mut data = String::new();
            step(&mut data, 'M', x, y);
            prop_assert_eq!(data, format!("M{x} {y}"));
        }

        #[test]
        fn no_dot_is_outside_the_frame(starts in prop::collection::vec((any::<i64>(), any::<Option<i64>>()), 0..20)) {
            let mut runs: Vec<Run> = starts.into_iter().map(|(start, duration_ms)| Run { id: "x".into(), start: of_milliseconds(start), duration_ms, outcome: Outcome::Unknown }).collect();
            runs.sort_by_key(|run| run.start);
            let scale = ChartScale::new(&runs, None);
            let dots = dots(&runs, &scale);
            prop_assert!(dots.iter().all(|dot| dot.x <= ChartScale::WIDTH && dot.y <= ChartScale::HEIGHT));
            for share in [f64::NAN, -1.0, 0.0, 0.5, 1.0, f64::INFINITY] {
                prop_assert!((scale.from..=scale.to).contains(&scale.time_at(share)));
            }
            let _ = (nearest(&dots, f64::NAN, 0.0, 1.0), bars(&periods(&runs, PeriodLength::Week), &scale));
        }
    }
}
