//! A chart of runs over time: a dot per run, with its duration as the height, and the success rate below.
//!
//! The dot nearest to the pointer becomes a link; the arrow keys move the link from dot to dot. Dragging selects a
//! span of time to zoom into.

#![allow(unreachable_pub, reason = "the component macro generates public items")]

mod plot;
mod pointer;

use leptos::prelude::*;

use self::plot::Plot;
use super::status::Tone;
use crate::model::trend::{Dot, Outcome};

/// The number of dots from which on each is drawn small.
const MANY_DOTS: usize = 2000;

/// The graphics of a [`Chart`], as computed by [`crate::model::trend`].
#[derive(Debug, Clone)]
pub struct ChartData {
    /// The dots, from left to right.
    pub dots: Vec<Dot>,
    /// The SVG path of the medians.
    pub median_path: String,
    /// The SVG path of the 95th percentiles.
    pub p95_path: String,
    /// The SVG path of the bars of successes.
    pub success_bars: String,
    /// The SVG path of the bars of failures.
    pub failure_bars: String,
    /// The horizontal grid lines: the height in thousandths, and the label.
    pub duration_marks: Vec<(u16, String)>,
    /// The labels of the time axis: the distance from the left in thousandths, and the label.
    pub time_marks: Vec<(u16, String)>,
    /// The labels of the upper and the lower edge of the bars.
    pub rate_edges: [String; 2],
}

/// The link of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunLink {
    /// The address of the run.
    pub href: String,
    /// Start, status and duration in words.
    pub label: String,
}

/// The tone of an outcome.
pub const fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Succeeded => Tone::Good,
        Outcome::Failed => Tone::Bad,
        Outcome::Running => Tone::Busy,
        Outcome::Unknown => Tone::Plain,
    }
}

/// The chart.
#[component]
pub fn Chart(
    /// The accessible name of the chart.
    label: &'static str,
    /// The accessible name of the link to a run, without the run.
    point_label: &'static str,
    /// The graphics.
    data: ChartData,
    /// Returns the link of the run with an index.
    run_link: Callback<u32, RunLink>,
    /// Called with the selected span, as two fractions of the width.
    zoom: Callback<(f64, f64)>,
) -> impl IntoView {
    let ChartData { dots, median_path, p95_path, success_bars, failure_bars, duration_marks, time_marks, rate_edges } =
        data;
    let is_many = dots.len() > MANY_DOTS;
    let drag = RwSignal::new(None::<(f64, f64)>);
    let is_drawing = Memo::new(move |_| drag.with(Option::is_some));
    let [upper, lower] = rate_edges;
    view! {
        <div
            class="rl-chart"
            role="group"
            aria-label=label
            data-many=is_many.to_string()
            data-drawing=move || is_drawing.get().to_string()
        >
            <Plot point_label dots lines=[median_path, p95_path] marks=duration_marks run_link zoom drag />
            <div class="rl-rates">
                <AcrossMark height=1000 label=upper />
                <AcrossMark height=0 label=lower />
                <svg viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true">
                    <path data-tone="good" d=success_bars></path>
                    <path data-tone="bad" d=failure_bars></path>
                </svg>
            </div>
            <TimeAxis marks=time_marks />
        </div>
    }
}

/// A labelled horizontal line.
#[component]
fn AcrossMark(
    /// The height in thousandths.
    height: u16,
    /// The label.
    label: String,
) -> impl IntoView {
    view! { <i class="rl-across" style:bottom=tenths(height)>{label}</i> }
}

#[component]
fn TimeAxis(
    /// The labels, see [`ChartData::time_marks`].
    marks: Vec<(u16, String)>,
) -> impl IntoView {
    let marks =
        marks.into_iter().map(|(left, label)| view! { <i class="rl-below" style:left=tenths(left)>{label}</i> });
    view! { <div class="rl-times" aria-hidden="true">{marks.collect_view()}</div> }
}

/// Thousandths as a CSS percentage.
fn tenths(thousandths: u16) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// A fraction as a CSS percentage, to a tenth.
fn percentage(fraction: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
    let thousandths = (fraction * 1000.0) as u16;
    tenths(thousandths)
}
