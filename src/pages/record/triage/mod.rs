//! What went wrong in an execution: all its failed details, grouped, or held against those of a run before.

mod comparison;
mod groups;
mod members;

use std::rc::Rc;

use leptos::prelude::*;

use super::super::bulk_fetch_view::reading;
use super::Answers;
use crate::api::clock::now;
use crate::api::endpoint::Endpoint;
use crate::api::wire::{Detail, Row};
use crate::api::yielder::Yielder;
use crate::components::compat::choice;
use crate::components::compat::{notice, spoken};
use crate::components::dynamic::{dynamic, text, whether};
use crate::components::lazy::part;
use crate::components::link_group::LinkOption;
use crate::components::notice::Severity;
use crate::components::tag::{Child, Tag, button, link, tag};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::enums::Status;
use crate::model::filter::DetailFilter;
use crate::model::id::Id;
use crate::model::page_walker;
use crate::model::route::{AnalysisView, RecordRoute, Route};
use crate::model::triage::{By, Failed, Triage};
use crate::navigation::Navigation;
use crate::query::bulk_fetch::{Batch, BulkFetch, Progress, Stage, Taken};
use crate::query::clock::use_clock;
use crate::query::effect::watch;
use crate::query::service::Service;

/// How many failures are looked at before it is looked at the clock.
const AT_ONCE: usize = 25;

/// The failed details of an execution, as far as they have been read.
#[derive(Clone, Copy)]
struct Failures {
    known: StoredValue<Triage>,
    /// How often they were read from the beginning.
    round: StoredValue<u32>,
    /// Of which execution, and in which zone.
    asked: StoredValue<Option<(Id, String)>>,
    /// How far they were read, and when last, before the same was asked anew.
    before: StoredValue<Progress>,
    at: StoredValue<f64>,
    reading: BulkFetch,
}

impl Failures {
    fn new() -> Self {
        let (known, round) = (StoredValue::new(Triage::default()), StoredValue::new(0));
        let (asked, before, at) = (StoredValue::new(None), StoredValue::default(), StoredValue::new(0.0));
        Self { known, round, asked, before, at, reading: BulkFetch::new() }
    }

    /// Reads them all. What was known of them stays until there is something in its place: the page does not jump.
    fn read(self, service: Service, id: Id) {
        let mut is_first = true;
        let asked = Some((id.clone(), untrack(|| service.zone())));
        let is_same = self.asked.with_value(|before| *before == asked);
        self.before.set_value(if is_same { untrack(|| self.progress()) } else { Progress::default() });
        self.asked.set_value(asked);
        let filter = DetailFilter::default().with_status(Some(Status::Failed));
        let request = move |page| Endpoint::DetailPage { id: id.clone(), page, filter: filter.clone() };
        let take = move |batch: Batch<Detail>| {
            if std::mem::take(&mut is_first) {
                self.known.set_value(Triage::default());
                self.before.set_value(Progress::default());
                self.round.update_value(|round| *round = round.wrapping_add(1));
            }
            self.at.set_value(now());
            Box::pin(self.learn(batch.rows, self.round.get_value())) as Taken
        };
        self.reading.begin(service, request, |detail: &Detail| &detail.id, take);
    }

    /// Stack traces are long: some rows at a time. When meanwhile another reading began, they are of no use any more.
    async fn learn(self, rows: Vec<Row<Detail>>, round: u32) -> Result<(), String> {
        let mut yielder = Yielder::new();
        for rows in rows.chunks(AT_ONCE) {
            if self.round.try_get_value() != Some(round) {
                break;
            }
            self.known.try_update_value(|known| rows.iter().for_each(|row| known.add(&failed(row))));
            yielder.maybe_yield().await;
        }
        Ok(())
    }

    /// How far what is known was read: that of before, until the first page has come anew.
    fn progress(self) -> Progress {
        let now = self.reading.progress();
        let before = self.before.try_get_value().unwrap_or_default();
        if now.expected_total.is_none() && before.expected_total.is_some() { before } else { now }
    }

    /// When that was, where it was to be read anew and that came to nothing.
    fn stale(self) -> Option<f64> {
        let now = self.reading.progress();
        (now.stage != Stage::Reading && now != self.progress()).then(|| self.at.get_value())
    }

    /// What is known; its watcher wakes as more is read.
    fn look<R>(self, look: impl FnOnce(&Triage) -> R) -> Option<R> {
        let Progress { stage, expected_total, .. } = self.progress();
        if expected_total.is_none() && stage != Stage::Reading {
            // Of what was known before it cannot be said over how many rows it speaks.
            return Some(look(&Triage::default()));
        }
        self.known.try_with_value(look)
    }

    /// What tells places among what is known from each other, and from those of another round.
    fn keys(self, places: &[u32]) -> Vec<String> {
        let round = self.round.try_get_value().unwrap_or_default();
        places.iter().map(|place| format!("{round}.{place}")).collect()
    }

    /// The place that a key is for.
    fn place_of(key: &str) -> Option<u32> {
        key.split_once('.')?.1.parse().ok()
    }
}

/// A detail as it is told to a triage.
fn failed(detail: &Detail) -> Failed<'_> {
    Failed {
        name: detail.artifact_name.as_deref(),
        version: detail.version.as_deref(),
        repository: detail.local_repo_name.as_deref(),
        repository_type: detail.repo_type.as_deref(),
        cluster: detail.remote_cluster.as_deref(),
        at: detail.start_time.known().and_then(crate::model::time::Time::local),
        error: detail.error_reason.as_deref(),
    }
}

/// The two questions that can be asked, for an execution with failures; `count` is how many, where that is known.
pub(super) fn questions(speech: Localizer, nav: Navigation, place: &RecordRoute, count: Option<i64>) -> Option<Tag> {
    let words = speech.words();
    if place.analysis.is_some() || count == Some(0) {
        return None;
    }
    let ask = |word: String, analysis: AnalysisView, main: bool| {
        let href = nav.href(&Route::Record(place.with_analysis(Some(analysis))));
        link(href, word).class("rl-button").maybe("data-main", main.then_some("true"))
    };
    let group = match count {
        Some(count) => speech.counted(&words.triage_start, count),
        None => words.triage_start_uncounted.to_owned(),
    };
    let main = ask(group, AnalysisView::Groups(By::Error), true);
    Some(tag("p").class("rl-questions").with(main).with(ask(
        words.by_before.to_owned(),
        AnalysisView::Compare(None),
        false,
    )))
}

/// The answers, where one of the questions is asked.
pub(super) fn triage(speech: Localizer, nav: Navigation, place: Memo<RecordRoute>, answers: Answers) -> AnyView {
    let is_open = whether(move || place.with(|place| place.analysis.is_some()));
    dynamic(move || {
        let card = tag("section").class("rl-card rl-triage").attr("aria-label", speech.words().triage);
        is_open.get().then(|| card.with(answered(speech, nav, place, answers)))
    })
}

part! {
    fn answered(speech: Localizer, nav: Navigation, place: Memo<RecordRoute>, answers: Answers) in analysis {
        answer(speech, nav, place, answers).child()
    }
}

fn answer(speech: Localizer, nav: Navigation, place: Memo<RecordRoute>, answers: Answers) -> Option<AnyView> {
    let words = speech.words();
    let terms = speech.analysis();
    let service = use_context::<Service>()?;
    let failures = Failures::new();
    let id = place.get_untracked().id;
    let read = Rc::new(move || failures.read(service, id.clone()));
    // In another zone all times are others.
    let reads = Rc::clone(&read);
    follow(move || service.zone(), move |_| reads());
    let over = move || {
        let Progress { stage, read, expected_total, .. } = failures.progress();
        match expected_total {
            Some(0) if stage == Stage::Done => terms.triage_none.to_owned(),
            Some(promised) => {
                let form = speech.form(&terms.triage_over, i64::try_from(promised).unwrap_or(i64::MAX));
                fill(form, &[&speech.count(read), &speech.count(promised)])
            }
            None => String::new(),
        }
    };
    // How far it is by now is for those who look.
    let ended = crate::components::dynamic::value(move || {
        if failures.reading.progress().stage == Stage::Done { over() } else { String::new() }
    });
    let close = move || nav.href(&Route::Record(place.get().with_analysis(None)));
    let is_running = whether(move || super::is_running(answers));
    let is_before = whether(move || place.with(|place| matches!(place.analysis, Some(AnalysisView::Compare(_)))));
    let answer = move || {
        if is_before.get() {
            comparison::before(speech, nav, place, answers, failures, service)
        } else {
            vec![still_running(terms.triage_running, is_running), groups::groups(speech, nav, place, failures)].child()
        }
    };
    let busy =
        crate::components::dynamic::value(move || (failures.reading.progress().stage == Stage::Reading).to_string());
    let again = button("rl-button rl-again", move || read()).attr("aria-label", words.refresh);
    let again = again.attr("title", words.refresh).follows("data-busy", busy);
    let tools = tag("div")
        .class("rl-tools")
        .with(tag("h2").with(words.triage))
        .with(dynamic(move || choices(speech, nav, &place.get())))
        .with(tag("span").class("rl-space"))
        .with(tag("span").class("rl-total").with(text(over)))
        .with(spoken(ended))
        .with(again)
        .with(dynamic(move || link(close(), words.close).class("rl-button")));
    let clock = use_clock();
    let stale = move || {
        let at = failures.stale()?;
        let age = move || fill(words.stale, &[&speech.relative(at, clock.second())]);
        Some(tag("div").class("rl-stale").with(tag("p").with(text(age))))
    };
    Some(vec![tools.child(), dynamic(stale), reading(speech, failures.reading), dynamic(answer)].child())
}

/// The questions side by side, with the one that is asked.
fn choices(speech: Localizer, nav: Navigation, place: &RecordRoute) -> AnyView {
    let words = speech.words();
    let terms = speech.analysis();
    let option = |word: &'static str, analysis: AnalysisView| {
        let chosen = place.analysis.as_ref().is_some_and(|asked| {
            // Whatever run it is held against, it is the same question.
            *asked == analysis || matches!((asked, &analysis), (AnalysisView::Compare(_), AnalysisView::Compare(_)))
        });
        LinkOption {
            label: word.to_owned(),
            href: nav.href(&Route::Record(place.with_analysis(Some(analysis)))),
            is_current: chosen,
        }
    };
    let options = vec![
        option(terms.by_error, AnalysisView::Groups(By::Error)),
        option(terms.by_cluster, AnalysisView::Groups(By::Cluster)),
        option(terms.by_repository, AnalysisView::Groups(By::Repository)),
        option(words.by_before, AnalysisView::Compare(None)),
    ];
    choice(words.triage, options)
}

/// A remark for as long as something is running.
fn still_running(remark: &'static str, is_running: Memo<bool>) -> AnyView {
    dynamic(move || is_running.get().then(|| notice(Severity::Neutral, remark.to_owned(), ().child(), ().child())))
}

/// What is said in place of groups while nothing is known.
fn hint(speech: Localizer) -> Tag {
    let said = fill(speech.analysis().triage_hint, &[&speech.count(page_walker::SIZE.into())]);
    tag("p").class("rl-hint rl-within").with(said)
}

/// Keeps something in step with the place: runs `work` now and whenever `of` changes.
fn follow<V: PartialEq + Send + Sync + 'static>(
    of: impl Fn() -> V + Send + Sync + 'static,
    work: impl Fn(&V) + 'static,
) {
    let value = Memo::new(move |_| of());
    watch(move || value.with(&work));
}
