//! The runs of a range: controls, figures, chart and table.

use leptos::prelude::*;

use super::controls::{TrendControls, complete_address, select_range};
use super::figures::TrendFigures;
use super::history_reader::History;
use super::period_table::PeriodTable;
use crate::components::chart::{Chart, ChartData, RunLink, tone};
use crate::components::notice::EmptyState;
use crate::components::status::Tone;
use crate::components::timestamp::EMPTY;
use crate::i18n::localizer::{Localizer, shown_offset_at};
use crate::model::id::Id;
use crate::model::route::{RecordRoute, Route, TaskRoute, TrendView};
use crate::model::time::date_and_time;
use crate::model::trend::{
    ChartScale, Period, PeriodLength, Range, Run, bars, dots, duration_ticks, line, periods, summary, time_ticks,
    within,
};
use crate::navigation::{Navigation, use_navigation};
use crate::settings::use_localizer;

/// The most horizontal grid lines of the chart.
const MAX_DURATION_MARKS: usize = 3;
/// The most labels of the time axis.
const MAX_TIME_MARKS: usize = 8;
/// The last position of a label on the time axis, in thousandths: further right it would not fit.
const LAST_TIME_MARK: u16 = 965;

/// The trend of the selected range.
#[component]
pub(super) fn TrendAnalysis(
    /// The whole history, with at least one run.
    history: History,
    /// The selected range and period.
    trend: TrendView,
    /// The route of the task page.
    route: Memo<TaskRoute>,
    /// Whether the table is open.
    is_table_open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_localizer();
    let zone = history.zone.clone();
    if let Some(range) = trend.range {
        complete_address(use_navigation(), route, range, &zone);
    }
    let range = trend.range.map(|range| range.in_zone(|at| shown_offset_at(&zone, at)));
    let runs = within(&history.runs, range);
    let scale = ChartScale::new(runs, range);
    let per = trend.per.unwrap_or_else(|| PeriodLength::fitting(scale.from, scale.to));
    let controls = view! { <TrendControls trend=trend.clone() range per scale route zone=zone.clone() /> };
    if runs.is_empty() {
        return view! { {controls} <EmptyState text=i18n.analysis().range_empty /> }.into_any();
    }
    let all = summary(runs);
    let periods = periods(runs, per);
    let data = chart_data(i18n, runs, &periods, &scale);
    view! {
        {controls}
        <TrendFigures all />
        <TrendChart data scale history range route />
        <PeriodTable periods per route zone is_open=is_table_open />
    }
    .into_any()
}

/// The chart, with links to the runs and zooming by drag.
#[component]
fn TrendChart(
    data: ChartData,
    scale: ChartScale,
    history: History,
    range: Option<Range>,
    route: Memo<TaskRoute>,
) -> impl IntoView {
    let i18n = use_localizer();
    let navigation = use_navigation();
    let zone = history.zone.clone();
    let run_link = Callback::new(move |index: u32| {
        let run = usize::try_from(index).ok().and_then(|index| within(&history.runs, range).get(index));
        run.map(|run| run_link(i18n, navigation, &route.get_untracked(), run, &history)).unwrap_or_default()
    });
    let zoom = Callback::new(move |(from, to): (f64, f64)| {
        if let Some(range) = Range::through(scale.time_at(from), scale.time_at(to)) {
            select_range(navigation, route, range, &zone);
        }
    });
    view! { <Chart label=i18n.words().trend point_label=i18n.analysis().trend_point data run_link zoom /> }
}

fn chart_data(i18n: Localizer, runs: &[Run], periods: &[Period], scale: &ChartScale) -> ChartData {
    let height = |took| ChartScale::HEIGHT.saturating_sub(scale.y(took)).saturating_mul(1000 / ChartScale::HEIGHT);
    let durations = duration_ticks(scale.full, MAX_DURATION_MARKS).into_iter();
    let times = time_ticks(scale.from, scale.to, MAX_TIME_MARKS).into_iter();
    let (success_bars, failure_bars) = bars(periods, scale);
    ChartData {
        dots: dots(runs, scale),
        median_path: line(periods, scale, |period| period.median),
        p95_path: line(periods, scale, |period| period.p95),
        success_bars,
        failure_bars,
        duration_marks: durations.map(|took| (height(took), i18n.round_duration(took))).collect(),
        time_marks: times.map(|(at, label)| (scale.x(at), label)).filter(|(left, _)| *left <= LAST_TIME_MARK).collect(),
        rate_edges: [i18n.percent(1, 1), i18n.percent(0, 1)],
    }
}

/// The address of a run, and its start, status and duration.
fn run_link(i18n: Localizer, navigation: Navigation, route: &TaskRoute, run: &Run, history: &History) -> RunLink {
    let words = i18n.words();
    let record = |id| RecordRoute::new(id, route.plan_name.clone(), route.page.size);
    let href = Id::parse(&run.id).map(|id| navigation.href(&Route::Record(record(id))));
    let status = match tone(run.outcome) {
        Tone::Good => words.success,
        Tone::Bad => words.failed,
        Tone::Busy => words.running,
        Tone::Plain | Tone::Unknown => history.unknown_status(run).unwrap_or(EMPTY),
    };
    let took = run.duration_ms.map_or_else(|| EMPTY.to_owned(), |took| i18n.duration(took));
    let start = date_and_time(run.start);
    RunLink { href: href.unwrap_or_default(), label: [start.as_str(), status, &took].join(" · ") }
}
