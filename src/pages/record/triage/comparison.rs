//! The failed artifacts of an execution against those of one before it.

use leptos::ev::Event;
use leptos::prelude::*;

use super::super::super::bulk_fetch_view::reading;
use super::super::super::labels;
use super::super::Answers;
use super::groups::toggle;
use super::members::list;
use super::{Failures, follow, still_running};
use crate::api::endpoint::Endpoint;
use crate::api::wire::{Record, Row};
use crate::components::compat::{empty, notice};
use crate::components::dynamic::{dynamic, whether};
use crate::components::notice::Severity;
use crate::components::tag::{Child, Tag, link, tag};
use crate::components::timestamp::absolute;
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::compare::{Change, Comparison, compare};
use crate::model::id::Id;
use crate::model::route::{AnalysisView, RecordRoute, Route};
use crate::model::triage::Triage;
use crate::navigation::{HistoryMode, Navigation};
use crate::query::bulk_fetch::{Batch, BulkFetch, Stage, Taken};
use crate::query::service::Service;

/// How many of the runs before are offered.
const OFFERED: usize = 30;

/// The runs before an execution, the latest first, as far as they were looked for.
#[derive(Clone, Copy)]
struct Before {
    runs: RwSignal<Vec<Row<Record>>>,
    reading: BulkFetch,
}

impl Before {
    /// Looks through the history of the task for what comes after `id` in it: the history begins with the newest.
    fn look(service: Service, task: Id, id: Id) -> Self {
        let before = Self { runs: RwSignal::new(Vec::new()), reading: BulkFetch::new() };
        let mut is_past = false;
        let take = move |batch: Batch<Record>| {
            let mut found = Vec::new();
            for row in batch.rows {
                if is_past {
                    found.push(row);
                } else {
                    is_past = row.id == id.as_str();
                }
            }
            let enough = before.runs.try_update(|runs| {
                runs.extend(found);
                runs.truncate(OFFERED);
                runs.len() == OFFERED
            });
            if enough == Some(true) {
                before.reading.stop();
            }
            Box::pin(std::future::ready(Ok(()))) as Taken
        };
        let request = move |page| Endpoint::RecordPage { key: task.clone(), page, status: None };
        before.reading.begin(service, request, |record: &Record| &record.id, take);
        before
    }

    /// Whether there are no more to be found.
    fn is_looked_through(self) -> bool {
        matches!(self.reading.progress().stage, Stage::Done | Stage::Stopped)
    }
}

/// The comparison, or why there is none.
pub(super) fn before(
    speech: Localizer,
    nav: Navigation,
    place: Memo<RecordRoute>,
    answers: Answers,
    now: Failures,
    service: Service,
) -> AnyView {
    let terms = speech.analysis();
    let id = place.get_untracked().id;
    // `None` while the execution itself is not known.
    let task = Memo::new(move |_| {
        let reply = answers.info.data()?;
        Some(reply.data().record.task_key.as_deref().and_then(|key| Id::parse(key).ok()))
    });
    dynamic(move || {
        // The runs are offered by their times, which are others in another zone.
        service.zone();
        Some(match task.get()? {
            None => empty(terms.before_unknown.to_owned(), ()),
            Some(task) => against(speech, nav, place, answers, now, service, Before::look(service, task, id.clone())),
        })
    })
}

fn against(
    speech: Localizer,
    nav: Navigation,
    place: Memo<RecordRoute>,
    answers: Answers,
    now: Failures,
    service: Service,
    before: Before,
) -> AnyView {
    let terms = speech.analysis();
    let then = Failures::new();
    // The run that the place names, else the last one before.
    let chosen = Memo::new(move |_| match place.with(|place| place.analysis.clone()) {
        Some(AnalysisView::Compare(Some(id))) => Some(id),
        _ => before.runs.with(|runs| runs.first().and_then(|run| Id::parse(&run.id).ok())),
    });
    follow(
        move || (chosen.get(), service.zone()),
        move |(chosen, _)| match chosen {
            Some(id) => then.read(service, id.clone()),
            None => then.reading.forget(),
        },
    );
    let is_running = whether(move || {
        let chosen = chosen.get();
        let then = before.runs.with(|runs| {
            runs.iter().any(|run| Some(run.id.as_str()) == chosen.as_ref().map(Id::as_str) && run.is_running())
        });
        then || super::super::is_running(answers)
    });
    let none = whether(move || chosen.get().is_none() && before.is_looked_through());
    let looking = whether(move || chosen.get().is_none() && !before.is_looked_through());
    let is_whole = |failures: Failures| failures.progress().stage == Stage::Done;
    let compared = Memo::new(move |_| {
        // Of half a list it cannot be said what is new.
        if !(is_whole(now) && is_whole(then)) {
            return None;
        }
        then.look(|then| now.look(|now| compare(then, now))).flatten()
    });
    let result = move || {
        let comparison = compared.get()?;
        Some(changes(speech, nav, place, (then, now), comparison))
    };
    let head = tag("div")
        .class("rl-within")
        .with(dynamic(move || none.get().then(|| empty(terms.before_none.to_owned(), ()))))
        .with(dynamic(move || {
            looking.get().then(|| tag("p").class("rl-hint").attr("role", "status").with(terms.looking_before))
        }))
        .with(dynamic(move || chosen.get().map(|id| choice_of_run(speech, nav, place, before, &id))));
    vec![
        head.child(),
        dynamic(move || looking.get().then(|| reading(speech, before.reading))),
        reading(speech, then.reading),
        still_running(terms.before_running, is_running),
        dynamic(result),
    ]
    .child()
}

/// Which run it is held against, and the others that it could be.
fn choice_of_run(speech: Localizer, nav: Navigation, place: Memo<RecordRoute>, before: Before, chosen: &Id) -> Tag {
    let words = speech.words();
    let terms = speech.analysis();
    let runs = before.runs.get();
    let said = |run: &Row<Record>| {
        let start = run.start_time.known().map_or_else(|| run.id.clone(), absolute);
        format!("{start} · {}", labels::status(speech, run.status.known()).1)
    };
    let options = runs.iter().map(|run| {
        let selected = run.id == chosen.as_str();
        tag("option").attr("value", run.id.clone()).flag("selected", selected).with(said(run))
    });
    // One that an address names need not be among those that were looked through.
    let named = (!runs.iter().any(|run| run.id == chosen.as_str())).then(|| {
        let id = chosen.as_str().to_owned();
        tag("option").attr("value", id.clone()).flag("selected", true).with(id)
    });
    let change = move |event: Event| {
        if let Ok(id) = Id::parse(&event_target_value(&event)) {
            nav.go(
                Route::Record(place.get_untracked().with_analysis(Some(AnalysisView::Compare(Some(id))))),
                HistoryMode::Push,
            );
        }
    };
    let plan_name = place.with(|place| place.plan_name.clone());
    let href =
        nav.href(&Route::Record(RecordRoute::new(chosen.clone(), plan_name, place.with(|place| place.page.size))));
    let select = tag("select").class("rl-select").attr("data-name", "compare").on("change", change);
    let select = select.with(named).with(options.collect::<Vec<_>>());
    let label = tag("label").with(terms.compared_with).with(" ").with(select);
    tag("p").class("rl-against").with(label).with(" ").with(link(href, words.open))
}

/// The three changes with their counts; one of them may stand open.
fn changes(
    speech: Localizer,
    nav: Navigation,
    place: Memo<RecordRoute>,
    (then, now): (Failures, Failures),
    comparison: Comparison,
) -> AnyView {
    let words = speech.words();
    let terms = speech.analysis();
    let (untold_then, untold_now) = (comparison.unidentified_baseline, comparison.unidentified_current);
    let untold = (untold_then > 0 || untold_now > 0).then(|| {
        let count = |rows: usize| speech.count(u64::try_from(rows).unwrap_or(u64::MAX));
        notice(
            Severity::Neutral,
            fill(terms.untold, &[&count(untold_then), &count(untold_now)]),
            ().child(),
            ().child(),
        )
    });
    let comparison = StoredValue::new(comparison);
    let parts = Change::ALL.into_iter().map(|change| {
        let is_open = whether(move || place.with(|place| place.group.as_deref() == Some(change.name())));
        let change_it = move || {
            let mut place = place.get_untracked();
            let is_open = place.group.as_deref() == Some(change.name());
            place.group = (!is_open).then(|| change.name().to_owned());
            nav.go(Route::Record(place), HistoryMode::Replace);
        };
        let count = comparison.with_value(|comparison| comparison.of(change).len());
        let (word, tone) = match change {
            Change::Both => (terms.change_both, "plain"),
            Change::New => (terms.change_new, "bad"),
            Change::Gone => (terms.change_gone, "good"),
        };
        let members = move || {
            is_open.get().then(|| {
                let from = if change == Change::Gone { then } else { now };
                let why = (change == Change::Gone).then(|| tag("p").class("rl-hint").with(terms.change_gone_why));
                let members = move |_: &Triage| comparison.with_value(|comparison| comparison.of(change).to_vec());
                tag("div").class("rl-within").with(why).with(list(speech, nav, place, from, String::new(), members))
            })
        };
        let count = tag("b").attr("data-tone", tone).with(speech.count(u64::try_from(count).unwrap_or_default()));
        let toggle = toggle(is_open, word.to_owned(), terms.open_group, change_it);
        let head = tag("p").class("rl-group-head").with(toggle).with(count).with(tag("span").with(word));
        tag("li").class("rl-group").attr("data-change", change.name()).with(head).with(dynamic(members))
    });
    let parts = tag("ul").class("rl-groups").attr("aria-label", words.by_before).with(parts.collect::<Vec<_>>());
    vec![untold.child(), parts.child()].child()
}
