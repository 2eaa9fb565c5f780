//! One execution: its head, its overview, its details.

mod cells;
mod details;
mod filters;
mod head;
mod overview;
mod raw;
mod row;
mod triage;

use leptos::prelude::*;

use super::settled::{both, pace, remember, trouble, waits};
use super::wording;
use crate::api::request::Request;
use crate::api::wire::{Detail, Overview, Page as WirePage, RecordInfo, Row};
use crate::components::frame::{Crumb, Trail};
use crate::components::tag::Child;
use crate::i18n::fill;
use crate::i18n::speech::Speech;
use crate::model::codes::Status;
use crate::model::id::Id;
use crate::model::place::{Place, RecordPlace, TaskPlace};
use crate::state::asked::{Asked, Question, ask};
use crate::state::effect::watch;
use crate::state::nav::Nav;
use crate::state::poll::poll;
use crate::state::settings::settings;
use crate::state::signal::Memo;

/// The three answers that the page is made of. Each may fail without the others.
#[derive(Clone, Copy)]
struct Answers {
    info: Asked<RecordInfo>,
    overview: Asked<Option<Overview>>,
    details: Asked<WirePage<Detail>>,
}

impl Answers {
    fn questions(self) -> [Question; 3] {
        [self.info.question, self.overview.question, self.details.question]
    }

    fn refresh(self) {
        for question in self.questions() {
            question.refresh();
        }
    }
}

/// The page. `first` is the place that it was opened at; where the person is now comes from `nav`.
pub(super) fn record(speech: Speech, nav: Nav, first: RecordPlace) -> AnyView {
    let words = speech.words();
    let id = first.id.clone();
    let place = Memo::new(move |before: Option<&RecordPlace>| match nav.place() {
        Place::Record(record) if record.id == first.id => record,
        _ => before.cloned().unwrap_or_else(|| first.clone()),
    });
    let answers = Answers {
        info: ask({
            let id = id.clone();
            move || Some(Request::Record(id.clone()))
        }),
        overview: ask({
            let id = id.clone();
            move || Some(Request::Overview(id.clone()))
        }),
        details: ask(move || {
            let RecordPlace { id, page, filter, .. } = place.get();
            Some(Request::DetailPage { id, page, filter })
        }),
    };
    let refresh = move || answers.refresh();
    let polling = poll(
        move || is_running(answers) || answers.questions().into_iter().any(waits),
        move || answers.questions().into_iter().map(pace).reduce(both).flatten(),
        refresh,
    );
    remember(answers.info.question, move || Place::Record(place.get()));
    tell_the_way(speech, nav, place, answers);
    vec![
        head::head(speech, nav, place, answers.info),
        trouble(speech, answers.info.question, Some(words.execution)),
        overview::overview(speech, nav, place, answers),
        triage::triage(speech, nav, place, answers),
        details::details(speech, nav, place, answers, polling, refresh),
    ]
    .child()
}

/// Whether anything on the page is still running.
fn is_running(answers: Answers) -> bool {
    let is_running = |detail: &Row<Detail>| detail.status.known() == Some(&Status::Running);
    answers.info.data().is_some_and(|reply| reply.data().record.is_running())
        || answers.details.data().is_some_and(|reply| reply.data().rows().iter().any(is_running))
}

/// The place of the task that a record belongs to.
fn task_place(info: &RecordInfo, plan_name: Option<String>, size: u32) -> Option<TaskPlace> {
    let key = Id::parse(info.record.task_key.as_deref()?).ok()?;
    Some(TaskPlace::new(key, plan_name, size))
}

fn tell_the_way(speech: Speech, nav: Nav, place: Memo<RecordPlace>, answers: Answers) {
    let words = speech.words();
    let size = settings().size();
    let trail = use_context::<Trail>();
    let name = Memo::new(move |_| place.get().plan_name);
    watch(move || {
        let Some(trail) = trail else { return };
        let name = name.get();
        let shown = answers.info.shown();
        let task = shown.as_deref().and_then(|reply| task_place(reply.data(), name.clone(), size));
        let mut way = Vec::new();
        if let Some(task) = task {
            let word = name.unwrap_or_else(|| fill(words.unnamed_task, &[task.key.as_str()]));
            way.push(Crumb { word, href: Some(nav.href(&Place::Task(task))) });
        }
        if let Some(reply) = &shown {
            let (tone, word) = wording::status(speech, reply.data().record.status.known());
            trail.stands(tone, word);
        }
        let start = shown.as_deref().and_then(|reply| reply.data().record.start_time.known());
        let word = start.map_or_else(|| words.execution.to_owned(), |start| speech.date(start));
        way.push(Crumb { word, href: None });
        trail.set(way);
    });
}
