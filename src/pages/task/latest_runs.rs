//! The strip of the latest runs of a task, or in its place the trend of its whole history, or that it is continuous.

use leptos::html;
use leptos::prelude::*;

use super::super::error_notice::error_summary;
use super::super::labels;
use super::queries::TaskQueries;
use super::trend::trend;
use crate::api::clock::service_time;
use crate::api::wire::{Page, Record, Row};
use crate::components::notice::Skeleton;
use crate::components::run_strip::{RunBar, RunStrip, fitting_bars};
use crate::components::spacer::Spacer;
use crate::components::status::Tone;
use crate::components::timestamp::{MAX_AHEAD_MS, absolute};
use crate::i18n::fill;
use crate::i18n::localizer::{Localizer, elapsed, instant};
use crate::model::bar_height::{full_height, height, median};
use crate::model::enums::Status;
use crate::model::history::ReplicationMode;
use crate::model::id::Id;
use crate::model::route::{RecordRoute, Route, TaskRoute, TrendView};
use crate::model::zone::Zone;
use crate::navigation::{Navigation, use_navigation};
use crate::query::clock::use_clock;
use crate::query::use_query::{Cached, Query, QueryHandle, QueryStatus};
use crate::settings::use_localizer;

/// The card above the table; none for an empty history.
#[component]
pub(super) fn LatestRuns(route: Memo<TaskRoute>, queries: TaskQueries) -> impl IntoView {
    let card = move || (!queries.is_empty.get()).then(|| view! { <RunsCard route queries /> });
    view! { {move || card()} }
}

/// The strip of the latest runs, or the trend, depending on the route. A continuous task has neither.
#[component]
fn RunsCard(route: Memo<TaskRoute>, queries: TaskQueries) -> impl IntoView {
    let words = use_localizer().words();
    let (mode, query) = (queries.mode, queries.latest_runs);
    let shows_trend = Memo::new(move |_| route.with(|route| route.trend.is_some()));
    let label = Signal::derive(move || {
        let label = match (mode.get(), shows_trend.get()) {
            (ReplicationMode::Continuous, _) => words.continuous,
            (_, true) => words.trend,
            (_, false) => words.strip,
        };
        label.to_owned()
    });
    let content = move || match (mode.get(), shows_trend.get()) {
        (ReplicationMode::Undetermined, _) => view! { <Skeleton lines=3 /> }.into_any(),
        (ReplicationMode::Executions, false) => {
            view! { <StripError query=query.handle shared=queries.shared_error /> <Strip route query /> }.into_any()
        }
        _ => trend(route, queries),
    };
    let link = move || {
        (mode.get() == ReplicationMode::Executions).then(|| view! { <p class="rl-runs-switch"><TrendLink route /></p> })
    };
    view! {
        <section class="rl-card rl-runs" aria-label=label>
            {move || content()}
            {move || link()}
        </section>
    }
}

/// The link between the strip and the trend.
#[component]
fn TrendLink(route: Memo<TaskRoute>) -> impl IntoView {
    let (words, navigation) = (use_localizer().words(), use_navigation());
    let content = move || {
        let route = route.get();
        let (label, trend) = match route.trend {
            Some(_) => (words.latest_runs, None),
            None => (words.whole_history, Some(TrendView::default())),
        };
        view! { <a href=navigation.href(&Route::Task(TaskRoute { trend, ..route }))>{label}</a> }
    };
    view! { {move || content()} }
}

/// The error of the query in one sentence, with a button to retry. The notice above the table has the details. Where one
/// notice stands for all errors of the page, only a line in place of a missing strip.
#[component]
fn StripError(query: QueryHandle, shared: Memo<Option<usize>>) -> impl IntoView {
    let i18n = use_localizer();
    let summary = move |status: &QueryStatus| status.error.as_ref().map(|error| error_summary(i18n, error).to_owned());
    let summary = Memo::new(move |_| query.with(summary));
    let content = move || {
        let summary = summary.get()?;
        if shared.get().is_some() {
            let is_missing = untrack(|| query.status()).updated_at.is_none();
            return is_missing.then(|| view! { <p class="rl-hint">{i18n.words().not_loaded}</p> }.into_any());
        }
        let retry = move |_| query.refetch();
        let failed = view! {
            <p class="rl-strip-failed" role="status">
                {summary} " "
                <button type="button" class="rl-button" on:click=retry>{i18n.words().retry}</button>
            </p>
        };
        Some(failed.into_any())
    };
    view! { {move || content()} }
}

/// The strip of as many of the latest runs as fit, with its heading; nothing without runs.
#[component]
fn Strip(route: Memo<TaskRoute>, query: Query<Page<Record>>) -> impl IntoView {
    let (i18n, navigation) = (use_localizer(), use_navigation());
    let clock = use_clock();
    // Memos, so that the strip is built again for new data only, and not for each change of the route or the status.
    let link = Memo::new(move |_| {
        let route = route.get();
        TaskRoute { status: None, trend: None, page: route.page.at(1), ..route }
    });
    let latest = Memo::new(move |_| query.latest());
    let frame = NodeRef::<html::Div>::new();
    let fitting = fitting_bars(frame);
    let content = move || {
        let (latest, fitting) = (latest.get()?, fitting.get());
        let runs = Runs::new(&latest, fitting, untrack(|| clock.second()));
        let bars = runs.bars(i18n, navigation, &link.get());
        (!bars.is_empty()).then(|| {
            let median_height = runs.median.map(|median| height(median, runs.full));
            view! {
                <StripHead count=runs.records.len() median=runs.median tallies=runs.tallies(i18n) />
                <RunStrip label=i18n.words().strip bars median=median_height />
            }
        })
    };
    view! { <div node_ref=frame>{move || content()}</div> }
}

/// The heading of the strip: the number of runs, a hint, and how many runs have each status.
#[component]
fn StripHead(count: usize, median: Option<i64>, tallies: Vec<(Tone, String, usize)>) -> impl IntoView {
    let i18n = use_localizer();
    let words = i18n.words();
    let median = median.map(|median| fill(words.median, &[&i18n.duration(median)]));
    let hint: Vec<String> = std::iter::once(words.strip_hint.to_owned()).chain(median).collect();
    let tallies = tallies.into_iter().map(|(tone, word, count)| view! { <Tally tone word count /> });
    view! {
        <div class="rl-runs-head">
            <h2>{i18n.counted(&words.last_runs, i64::try_from(count).unwrap_or(i64::MAX))}</h2>
            <span class="rl-hint">{hint.join(" · ")}</span>
            <Spacer />
            <span class="rl-tally">{tallies.collect_view()}</span>
        </div>
    }
}

/// The number of runs with a status. The word for the status is for screen readers, others see its icon.
#[component]
fn Tally(tone: Tone, word: String, count: usize) -> impl IntoView {
    let count = use_localizer().count(u64::try_from(count).unwrap_or_default());
    let spoken = word.clone();
    view! {
        <span class="rl-status" data-tone=tone.name() title=word>
            {count} " " <span class="rl-unseen">" " {spoken}</span>
        </span>
    }
}

/// The latest runs with their durations.
struct Runs<'a> {
    records: &'a [Row<Record>],
    zone: &'a Zone,
    /// The duration of each run in milliseconds; of a running one, the duration so far.
    durations: Vec<Option<i64>>,
    /// The median duration of the runs that have ended.
    median: Option<i64>,
    /// The duration that fills the height of the strip.
    full: i64,
}

impl<'a> Runs<'a> {
    /// The latest runs, at most `count`. `now` is the time until which running ones last.
    fn new(latest: &'a Cached<Page<Record>>, count: usize, now: f64) -> Self {
        let (records, zone) = (latest.data().rows(), latest.zone());
        let records = records.get(..count).unwrap_or(records);
        let now = service_time(now);
        let durations: Vec<_> = records.iter().map(|record| duration(record, zone, now)).collect();
        let ended = records.iter().zip(&durations).filter(|(record, _)| !record.is_running());
        let ended: Vec<i64> = ended.filter_map(|(_, duration)| *duration).collect();
        let full = full_height(&durations.iter().flatten().copied().collect::<Vec<_>>());
        Self { records, zone, durations, median: median(&ended), full }
    }

    /// The bars, oldest first. The plan name and the page size of the route are passed on to the page of an execution.
    fn bars(&self, i18n: Localizer, navigation: Navigation, route: &TaskRoute) -> Vec<RunBar> {
        let bar = |(record, duration): (&Row<Record>, &Option<i64>)| {
            let (tone, word) = labels::received_status(i18n, &record.status);
            let start = record.start_time.known().map(|start| absolute(start, self.zone));
            let duration_text = duration.map(|duration| i18n.duration(duration));
            let label: Vec<String> = [start, Some(word), duration_text].into_iter().flatten().collect();
            let route =
                RecordRoute::new(Id::parse(record.id.as_deref()?).ok()?, route.plan_name.clone(), route.page.size);
            Some(RunBar {
                href: navigation.href(&Route::Record(route)),
                tone,
                height: height(duration.unwrap_or(0), self.full),
                label: label.join(" · "),
            })
        };
        self.records.iter().zip(&self.durations).rev().filter_map(bar).collect()
    }

    /// How many runs have each known status. Running ones are left out if there are none.
    fn tallies(&self, i18n: Localizer) -> Vec<(Tone, String, usize)> {
        let tallies = Status::KNOWN.iter().map(|status| {
            let (tone, word) = labels::status(i18n, Some(status));
            let count = self.records.iter().filter(|record| record.status.known() == Some(status)).count();
            (tone, word, count)
        });
        tallies.filter(|(tone, _, count)| *tone != Tone::Busy || *count > 0).collect()
    }
}

/// The duration of a run in milliseconds, so far if it is running.
fn duration(record: &Record, zone: &Zone, now: f64) -> Option<i64> {
    let start = record.start_time.known()?;
    if let Some(end) = record.end_time.known() {
        return elapsed(start, end, zone);
    }
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit")]
    let now = now as i64;
    let start = record.is_running().then(|| instant(start, zone)).flatten()?;
    let elapsed = now.saturating_sub(start.timestamp_millis());
    // The clocks differ if the start lies ahead.
    (elapsed >= i64::from(MAX_AHEAD_MS).saturating_neg()).then(|| elapsed.max(0))
}
