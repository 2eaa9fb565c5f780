//! The whole history of a task, when a person asks for it: as a chart, and in numbers.

mod history_reader;

use std::sync::Arc;

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::AbortController;

use self::history_reader::{History, Reader};
use super::super::error_notice::failure;
use crate::api::Error;
use crate::api::body::Piece;
use crate::api::clock::now;
use crate::api::endpoint::Endpoint;
use crate::components::chart::{Chart, chart, tone};
use crate::components::compat::choice;
use crate::components::compat::{empty, skeleton, spoken};
use crate::components::dynamic::{dynamic, text, value};
use crate::components::lazy::part;
use crate::components::link_group::LinkOption;
use crate::components::status::Tone;
use crate::components::tag::{Child, Tag, button, link, tag};
use crate::components::timestamp::EMPTY;
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::id::Id;
use crate::model::route::{RecordRoute, Route, TaskRoute, TrendView};
use crate::model::time::{date, date_and_time};
use crate::model::trend::{
    Frame, Per, Period, Range, Run, bars, dots, duration_ticks, line, periods, time_ticks, whole, within,
};
use crate::navigation::{HistoryMode, Navigation};
use crate::query::clock::use_clock;
use crate::query::effect::watch;
use crate::query::service::Service;
use crate::query::use_poll;

/// Lines across a chart, and marks below it, at most.
const LINES: usize = 3;
const MARKS: usize = 8;

part! {
    /// The trend of a task.
    pub(super) fn trend(speech: Localizer, nav: Navigation, place: Memo<TaskRoute>) in analysis {
        history(speech, nav, place).child()
    }
}

fn history(speech: Localizer, nav: Navigation, place: Memo<TaskRoute>) -> Option<AnyView> {
    let words = speech.words();
    let terms = speech.analysis();
    let service = use_context::<Service>()?;
    // What was read last, and when; how many there are by now, while it is read; why it could not be.
    let history = RwSignal::new(None::<History>);
    let at = StoredValue::new(0.0);
    let reading = RwSignal::new(Some(0usize));
    let failed = RwSignal::new(None::<Error>);
    let running = StoredValue::new_local(None::<AbortController>);
    let stop = move || {
        if let Some(controller) = running.try_update_value(Option::take).flatten() {
            controller.abort();
        }
    };
    on_cleanup(stop);
    let read = move || {
        stop();
        let Ok(controller) = AbortController::new() else { return };
        let signal = controller.signal();
        running.set_value(Some(controller));
        reading.set(Some(0));
        let (request, zone) = (Endpoint::RecordList(place.get_untracked().key), untrack(|| service.zone()));
        spawn_local(async move {
            let mut reader = Reader::default();
            let mut told = 0;
            let each = &mut |piece: Piece<'_>| {
                let rows = reader.piece(piece);
                // Now and then, how far it is.
                if rows >= told && !signal.aborted() {
                    told = rows.saturating_add(1000);
                    reading.set(Some(rows));
                }
            };
            let read = service.stream(&request, &zone, &signal, each).await;
            if signal.aborted() {
                return;
            }
            let error = match read.and_then(|()| reader.finish()) {
                Ok(read) => {
                    at.set_value(now());
                    let read = Some(read);
                    // What is the same stays as it is.
                    if history.with_untracked(|before| *before != read) {
                        history.set(read);
                    }
                    None
                }
                Err(error) => Some(error),
            };
            failed.set(error);
            reading.set(None);
        });
    };
    // Another zone is another clock: what was read by this one is not shown in its place.
    let zone = value(move || service.zone());
    watch(move || {
        zone.get();
        history.set(None);
        failed.set(None);
        untrack(read);
    });
    use_poll::again(move || failed.get().filter(|_| reading.with(Option::is_none)), read);
    let clock = use_clock();
    let trouble = move || {
        let failure = failure(speech, Some(words.trend), words.retry, &failed.get()?, read);
        if history.with_untracked(Option::is_none) {
            return Some(failure);
        }
        let age = move || fill(words.stale, &[&speech.relative(at.get_value(), clock.second())]);
        Some(tag("div").class("rl-stale").with(tag("p").with(text(age))).with(failure).child())
    };
    let trend = Memo::new(move |_| place.with(|place| place.trend.clone()).unwrap_or_default());
    let is_open = RwSignal::new(false);
    let content = move || match history.get() {
        None => {
            let rows = reading.get().filter(|_| failed.with(Option::is_none))?;
            let said = (rows > 0).then(|| speech.counted(&terms.trend_runs, i64::try_from(rows).unwrap_or(i64::MAX)));
            let hint = tag("p").class("rl-hint").with(words.loading).with(" ").with(said);
            Some(vec![hint.child(), skeleton(5)].child())
        }
        Some(History { runs, .. }) if runs.is_empty() => Some(empty(words.never_ran.to_owned(), ())),
        Some(history) => {
            let left_out = history.left_out;
            let left_out = (left_out > 0).then(|| {
                let said = speech.counted(&terms.unread_rows, i64::try_from(left_out).unwrap_or(i64::MAX));
                tag("p").class("rl-hint").with(said)
            });
            Some(vec![shown(speech, nav, place, &trend.get(), &history, is_open), left_out.child()].child())
        }
    };
    let spoken = spoken(value(move || {
        if reading.with(Option::is_some) {
            return words.loading.to_owned();
        }
        let history = history.get().filter(|_| failed.with(Option::is_none));
        let runs = history.map(|history| i64::try_from(history.runs.len()).unwrap_or(i64::MAX));
        runs.map(|runs| speech.counted(&terms.trend_runs, runs)).unwrap_or_default()
    }));
    let busy = value(move || reading.with(Option::is_some).to_string());
    let again = button("rl-button rl-again", read).attr("aria-label", words.refresh).attr("title", words.refresh);
    let head = tag("div")
        .class("rl-runs-head")
        .with(tag("h2").with(words.trend))
        .with(tag("span").class("rl-hint").with(terms.trend_hint))
        .with(again.follows("data-busy", busy));
    Some(vec![head.child(), spoken.child(), dynamic(trouble), dynamic(content)].child())
}

/// The runs of a range: choices, chart, figures, numbers.
fn shown(
    speech: Localizer,
    nav: Navigation,
    place: Memo<TaskRoute>,
    trend: &TrendView,
    history: &History,
    is_open: RwSignal<bool>,
) -> AnyView {
    let words = speech.words();
    let terms = speech.analysis();
    let all = &history.runs;
    let runs = within(all, trend.range);
    let frame = Frame::of(runs, trend.range);
    let per = trend.per.unwrap_or_else(|| Per::fitting(frame.from, frame.to));
    let periods = periods(runs, per);
    let choices = choices(speech, nav, place, trend, per, &frame);
    if runs.is_empty() {
        return vec![choices.child(), empty(terms.range_empty.to_owned(), ())].child();
    }
    let first = all.iter().position(|run| std::ptr::eq(run, runs.first().unwrap_or(run))).unwrap_or(0);
    let zoom = Callback::new(move |(from, to): (f64, f64)| {
        if let Some(range) = Range::through(frame.time_at(from), frame.time_at(to)) {
            go_to(nav, place, Some(range));
        }
    });
    let history = history.clone();
    let run = move |at: u32| {
        let run = usize::try_from(at).ok().and_then(|at| history.runs.get(first.saturating_add(at)));
        run.map(|run| said(speech, nav, place, run, &history)).unwrap_or_default()
    };
    let durations = duration_ticks(frame.full, LINES).into_iter().map(|took| {
        let height = Frame::HEIGHT.saturating_sub(frame.y(took)).saturating_mul(1000 / Frame::HEIGHT);
        (height, speech.round_duration(took))
    });
    let times = time_ticks(frame.from, frame.to, MARKS).into_iter().map(|(at, name)| (frame.x(at), name));
    // At the very edge there is no room for a name.
    let times = times.filter(|(place, _)| *place <= 965);
    let picture = chart(Chart {
        label: words.trend,
        point: terms.trend_point,
        dots: dots(runs, &frame),
        lines: [line(&periods, &frame, |period| period.median), line(&periods, &frame, |period| period.p95)],
        bars: bars(&periods, &frame),
        shares: [speech.percent(1, 1), speech.percent(0, 1)],
        durations: durations.collect(),
        times: times.collect(),
        run: Arc::new(run),
        zoom,
    });
    let numbers = numbers(speech, nav, place, periods, per, is_open);
    vec![choices.child(), figures(speech, &whole(runs)).child(), picture, numbers].child()
}

/// Where a run leads, and what is said of it.
fn said(speech: Localizer, nav: Navigation, place: Memo<TaskRoute>, run: &Run, history: &History) -> (String, String) {
    let words = speech.words();
    let TaskRoute { plan_name, page, .. } = place.get_untracked();
    let href = Id::parse(&run.id).map(|id| nav.href(&Route::Record(RecordRoute::new(id, plan_name, page.size))));
    let word = match tone(run.outcome) {
        Tone::Good => words.success,
        Tone::Bad => words.failed,
        Tone::Busy => words.running,
        Tone::Plain => history.other(run).unwrap_or(EMPTY),
    };
    let took = run.took.map_or_else(|| EMPTY.to_owned(), |took| speech.duration(took));
    let start = date_and_time(run.start);
    (href.unwrap_or_default(), [start.as_str(), word, &took].join(" · "))
}

fn go_to(nav: Navigation, place: Memo<TaskRoute>, range: Option<Range>) {
    let place = place.get_untracked();
    let trend = TrendView { range, ..place.trend.clone().unwrap_or_default() };
    nav.go(Route::Task(TaskRoute { trend: Some(trend), ..place }), HistoryMode::Push);
}

/// By day or by week; from when to when.
fn choices(
    speech: Localizer,
    nav: Navigation,
    place: Memo<TaskRoute>,
    trend: &TrendView,
    per: Per,
    frame: &Frame,
) -> Tag {
    let words = speech.words();
    let terms = speech.analysis();
    let now = place.get_untracked();
    let href = |trend: TrendView| nav.href(&Route::Task(TaskRoute { trend: Some(trend), ..now.clone() }));
    let option = |option: Per, word: &'static str| LinkOption {
        label: word.to_owned(),
        href: href(TrendView { per: Some(option), ..trend.clone() }),
        is_current: per == option,
    };
    let options = vec![option(Per::Day, terms.per_day), option(Per::Week, terms.per_week)];
    // Where no range is chosen, the fields show what there is.
    let shown = trend.range.or_else(|| Range::through(frame.from, frame.to));
    let (from, to) = shown.map(Range::texts).unwrap_or_default();
    // As they stand in the fields: one of them alone need not make a range with what the other was.
    let typed = StoredValue::new((from.clone(), to.clone()));
    let refused = RwSignal::new(None::<bool>);
    let field = |name: &'static str, label: &'static str, text: String, is_from: bool| {
        let change = move |event: Event| {
            let now = event_target_value(&event);
            typed.update_value(|(from, to)| *(if is_from { from } else { to }) = now);
            let range = typed.with_value(|(from, to)| Range::parse(from, to));
            refused.set(range.is_none().then_some(is_from));
            if range.is_some() {
                go_to(nav, place, range);
            }
        };
        let shown = value(move || text.clone());
        let invalid = value(move || (refused.get() == Some(is_from)).to_string());
        let field = tag("input").class("rl-input").attr("type", "datetime-local").attr("data-name", name);
        let field = field.follows_value(shown).follows("aria-invalid", invalid).on("change", change);
        tag("label").with(label).with(" ").with(field)
    };
    let whole = trend.range.map(|_| {
        let all = link(href(TrendView { range: None, ..trend.clone() }), terms.range_all).class("rl-button");
        vec![all.child(), tag("span").class("rl-hint").with(terms.range_hint).child()]
    });
    tag("div")
        .class("rl-range")
        .with(choice(words.per, options))
        .with(field("from", terms.range_from, from, true))
        .with(field("to", terms.range_to, to, false))
        .with(whole)
}

/// All runs of the range in three figures.
fn figures(speech: Localizer, all: &Period) -> Tag {
    let words = speech.words();
    let terms = speech.analysis();
    let figure = |took: Option<i64>| took.map_or_else(|| EMPTY.to_owned(), |took| speech.duration(took));
    let runs = speech.counted(&terms.trend_runs, all.runs.into());
    let rate = format!("{} {}", terms.success_rate, rate(speech, all));
    let median = format!("{} {}", terms.median_short, figure(all.median));
    let p95 = format!("{} {}", words.p95, figure(all.p95));
    let kinds = [("rate", rate), ("median", median), ("p95", p95)];
    let figures = kinds.into_iter().map(|(kind, text)| tag("span").attr("data-kind", kind).with(text));
    tag("p").class("rl-figures").with(tag("span").with(runs)).with(figures.collect::<Vec<_>>())
}

fn rate(speech: Localizer, period: &Period) -> String {
    match period.rate() {
        None => EMPTY.to_owned(),
        Some(_) => speech.percent(period.good.into(), u64::from(period.good).saturating_add(period.bad.into())),
    }
}

/// The same numbers as a table, the newest first; made when it is opened.
fn numbers(
    speech: Localizer,
    nav: Navigation,
    place: Memo<TaskRoute>,
    periods: Vec<Period>,
    per: Per,
    is_open: RwSignal<bool>,
) -> AnyView {
    let words = speech.words();
    let terms = speech.analysis();
    let row = move |period: &Period| {
        let day = date(period.start);
        let range = Range::of(period.start, period.end);
        let TaskRoute { trend, .. } = place.get_untracked();
        let closer =
            TrendView { range, per: (per == Per::Week).then_some(Per::Day).or(trend.and_then(|trend| trend.per)) };
        let href = nav.href(&Route::Task(TaskRoute { trend: Some(closer), ..place.get_untracked() }));
        let label = fill(terms.look_closer, &[&day]);
        let took = |took: Option<i64>| took.map_or_else(|| EMPTY.to_owned(), |took| speech.duration(took));
        let cells = [
            speech.count(period.runs.into()),
            speech.count(period.good.into()),
            speech.count(period.bad.into()),
            rate(speech, period),
            took(period.median),
            took(period.p95),
        ];
        let cells = cells.into_iter().map(|cell| tag("td").with(cell)).collect::<Vec<_>>();
        tag("tr").with(tag("th").attr("scope", "row").with(link(href, day).attr("title", label))).with(cells)
    };
    let heads =
        [words.period, words.runs, words.success, words.failed, terms.success_rate, terms.median_short, words.p95];
    let table = move || {
        is_open.get().then(|| {
            let heads = heads.into_iter().map(|word| tag("th").attr("scope", "col").with(word)).collect::<Vec<_>>();
            let body = tag("tbody").with(periods.iter().rev().map(row).collect::<Vec<_>>());
            tag("div")
                .class("rl-numbers")
                .attr("tabindex", "0")
                .attr("role", "region")
                .attr("aria-label", terms.in_numbers)
                .with(tag("table").with(tag("thead").with(tag("tr").with(heads))).with(body))
        })
    };
    let toggle = button("rl-button", move || is_open.update(|open| *open = !*open)).with(terms.in_numbers);
    let toggle = toggle.follows("aria-expanded", value(move || is_open.get().to_string()));
    vec![tag("p").class("rl-numbers-switch").with(toggle).child(), dynamic(table)].child()
}
