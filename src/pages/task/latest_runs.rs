//! The latest runs of a task at a glance.

use leptos::prelude::*;

use super::super::error_notice::{on_signed_in, what};
use super::super::labels;
use super::trend::trend;
use crate::api::clock::service_time;
use crate::api::endpoint::Endpoint;
use crate::api::wire::{Page, Record, Row};
use crate::components::compat::strip;
use crate::components::dynamic::{dynamic, value, whether};
use crate::components::run_strip::RunBar;
use crate::components::status::Tone;
use crate::components::tag::{Child, button, link, tag};
use crate::components::timestamp::absolute;
use crate::i18n::fill;
use crate::i18n::localizer::{Localizer, elapsed, instant};
use crate::model::bar_height::{full_height, height, median};
use crate::model::enums::Status;
use crate::model::id::Id;
use crate::model::pagination::Pagination;
use crate::model::route::{RecordRoute, Route, TaskRoute, TrendView};
use crate::model::zone::Zone;
use crate::navigation::Navigation;
use crate::query::clock::use_clock;
use crate::query::use_query::{Cached, Query, QueryHandle, use_query};

/// How many runs the strip shows.
const LATEST: u32 = 60;

/// The latest runs.
#[derive(Clone, Copy)]
pub(super) struct Latest(Query<Page<Record>>);

impl Latest {
    pub(super) fn use_query(place: Memo<TaskRoute>) -> Self {
        Self(use_query(move || {
            let key = place.with(|place| place.key.clone());
            Some(Endpoint::RecordPage { key, page: Pagination::first(LATEST), status: None })
        }))
    }

    /// The question that the strip shows the answer of.
    pub(super) fn question(self) -> QueryHandle {
        self.0.handle
    }

    /// Whether one of the runs is going on.
    pub(super) fn runs(self) -> bool {
        self.0.latest().is_some_and(|shown| shown.data().rows().iter().any(|record| record.is_running()))
    }

    /// The newest of them.
    pub(super) fn newest(self) -> Option<Row<Record>> {
        self.0.latest()?.data().rows().first().cloned()
    }
}

/// The strip with its heading; or, where a person asked for it, the trend of the whole history.
pub(super) fn view(speech: Localizer, nav: Navigation, place: Memo<TaskRoute>, latest: Latest) -> AnyView {
    let words = speech.words();
    let is_whole = whether(move || place.with(|place| place.trend.is_some()));
    let switch = move || {
        let place = place.get();
        let (word, trend) = match place.trend {
            Some(_) => (words.latest_runs, None),
            None => (words.whole_history, Some(TrendView::default())),
        };
        let href = nav.href(&Route::Task(TaskRoute { trend, ..place }));
        link(href, word)
    };
    let failure = move || {
        let question = latest.question();
        let error = question.status().error?;
        let what = what(speech, &error);
        on_signed_in(&error, move || question.refetch());
        let retry = button("rl-button", move || question.refetch()).with(words.retry);
        Some(tag("p").class("rl-strip-failed").attr("role", "status").with(what).with(" ").with(retry))
    };
    // The strip is drawn anew when a run says something new, not whenever the place changes.
    let along = Memo::new(move |_| place.with(|place| (place.plan_name.clone(), place.page.size)));
    let bars = move || drawn(speech, nav, &along.get(), latest.0.latest()?.as_ref());
    let content = move || {
        if is_whole.get() { trend(speech, nav, place) } else { vec![dynamic(failure), dynamic(bars)].child() }
    };
    let switch = tag("p").class("rl-runs-switch").with(dynamic(switch));
    let label = value(move || if is_whole.get() { words.trend } else { words.strip }.to_owned());
    let card = tag("section").class("rl-card rl-runs").follows("aria-label", label);
    card.with(dynamic(content)).with(switch).child()
}

fn drawn(
    speech: Localizer,
    nav: Navigation,
    (plan_name, size): &(Option<String>, u32),
    shown: &Cached<Page<Record>>,
) -> Option<AnyView> {
    let words = speech.words();
    let (records, zone) = (shown.data().rows(), shown.zone());
    let now = service_time(untrack(|| use_clock().second()));
    let took: Vec<Option<i64>> = records.iter().map(|record| took(record, zone, now)).collect();
    let ended: Vec<i64> =
        records.iter().zip(&took).filter(|(record, _)| !record.is_running()).filter_map(|(_, took)| *took).collect();
    let middle = median(&ended);
    let full = full_height(&took.iter().flatten().copied().collect::<Vec<_>>());
    let runs: Vec<RunBar> = records
        .iter()
        .zip(&took)
        .rev()
        .filter_map(|(record, took)| {
            let (tone, word) = labels::status(speech, record.status.known());
            let start = record.start_time.known().map(absolute).unwrap_or_default();
            let duration = took.map(|took| speech.duration(took)).unwrap_or_default();
            let id = Id::parse(&record.id).ok()?;
            let target = RecordRoute::new(id, plan_name.clone(), *size);
            Some(RunBar {
                href: nav.href(&Route::Record(target)),
                tone,
                height: height(took.unwrap_or(0), full),
                label: [start, word, duration].join(" · "),
            })
        })
        .collect();
    let count = |status: &Status| records.iter().filter(|record| record.status.known() == Some(status)).count();
    let tally = Status::KNOWN.iter().map(|status| {
        let (tone, word) = labels::status(speech, Some(status));
        let number = speech.count(u64::try_from(count(status)).unwrap_or_default());
        (tone, word, number)
    });
    let tally = tally.filter(|(tone, _, number)| *tone != Tone::Busy || number != "0").map(|(tone, word, number)| {
        let said = tag("span").class("rl-unseen").with(" ").with(word.clone());
        let status = tag("span").class("rl-status").attr("data-tone", tone.name()).attr("title", word);
        status.with(number).with(" ").with(said)
    });
    let number = i64::try_from(records.len()).unwrap_or(i64::MAX);
    let median_line = middle.map(|middle| height(middle, full));
    let median_said = middle.map(|middle| fill(words.median, &[&speech.duration(middle)]));
    (!runs.is_empty()).then(|| {
        let hint =
            [Some(words.strip_hint.to_owned()), median_said].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let head = tag("div")
            .class("rl-runs-head")
            .with(tag("h2").with(speech.counted(&words.last_runs, number)))
            .with(tag("span").class("rl-hint").with(hint))
            .with(tag("span").class("rl-space"))
            .with(tag("span").class("rl-tally").with(tally.collect::<Vec<_>>()));
        vec![head.child(), strip(words.strip, runs, median_line)].child()
    })
}

/// The duration of a run in milliseconds, so far if it is running.
fn took(record: &Record, zone: &Zone, now: f64) -> Option<i64> {
    let start = record.start_time.known()?;
    if let Some(end) = record.end_time.known() {
        return elapsed(start, end, zone);
    }
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit")]
    let now = now as i64;
    let start = record.is_running().then(|| instant(start, zone)).flatten()?;
    Some(now.saturating_sub(start.timestamp_millis()).max(0))
}
