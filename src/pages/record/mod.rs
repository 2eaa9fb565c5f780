//! One execution: its head, its overview, its details.

mod cells;
mod details;
mod facts;
mod filters;
mod head;
mod overview;
mod raw;
mod row;
mod triage;

use crate::navigation::use_navigation;
use crate::settings::use_localizer;
use leptos::prelude::*;

use super::labels;
use super::query_view::{both, pace, remember, trouble, waits};
use crate::api::endpoint::Endpoint;
use crate::api::wire::{Detail, Overview, Page, RecordInfo, Row};
use crate::components::layout::{Crumb, PageInfo};
use crate::components::tag::Child;
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::enums::Status;
use crate::model::id::Id;
use crate::model::route::{RecordRoute, Route, TaskRoute};
use crate::navigation::Navigation;
use crate::query::effect::watch;
use crate::query::use_poll::poll;
use crate::query::use_query::{Query, QueryHandle, use_query};
use crate::settings::use_settings;

/// The three answers that the page is made of. Each may fail without the others.
#[derive(Clone, Copy)]
struct RecordQueries {
    info: Query<RecordInfo>,
    overview: Query<Option<Overview>>,
    details: Query<Page<Detail>>,
}

/// The former name, for views that are not converted yet.
type Answers = RecordQueries;

impl RecordQueries {
    fn questions(self) -> [QueryHandle; 3] {
        [self.info.handle, self.overview.handle, self.details.handle]
    }

    fn refresh(self) {
        for question in self.questions() {
            question.refetch();
        }
    }
}

/// The page. `first` is the place that it was opened at; where the person is now comes from `nav`.
pub(super) fn record(speech: Localizer, nav: Navigation, first: RecordRoute) -> AnyView {
    let words = speech.words();
    let id = first.id.clone();
    let place = Memo::new(move |before: Option<&RecordRoute>| match nav.route() {
        Route::Record(record) if record.id == first.id => record,
        _ => before.cloned().unwrap_or_else(|| first.clone()),
    });
    let answers = Answers {
        info: use_query({
            let id = id.clone();
            move || Some(Endpoint::Record(id.clone()))
        }),
        overview: use_query({
            let id = id.clone();
            move || Some(Endpoint::Overview(id.clone()))
        }),
        details: use_query(move || {
            let RecordRoute { id, page, filter, .. } = place.get();
            Some(Endpoint::DetailPage { id, page, filter })
        }),
    };
    let refresh = move || answers.refresh();
    let polling = poll(
        move || is_running(answers) || answers.questions().into_iter().any(waits),
        move || answers.questions().into_iter().map(pace).reduce(both).flatten(),
        refresh,
    );
    remember(answers.info.handle, move || Route::Record(place.get()));
    tell_the_way(speech, nav, place, answers);
    vec![
        { let query = answers.info; view! { <head::RecordHead route=place query /> }.into_any() },
        trouble(speech, answers.info.handle, Some(words.execution)),
        view! { <overview::Overview route=place queries=answers /> }.into_any(),
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

/// The route of the task that an execution belongs to.
fn task_route(info: &RecordInfo, plan_name: Option<String>, size: u32) -> Option<TaskRoute> {
    let key = Id::parse(info.record.task_key.as_deref()?).ok()?;
    Some(TaskRoute::new(key, plan_name, size))
}

fn tell_the_way(speech: Localizer, nav: Navigation, place: Memo<RecordRoute>, answers: Answers) {
    let words = speech.words();
    let size = use_settings().size();
    let trail = use_context::<PageInfo>();
    let name = Memo::new(move |_| place.get().plan_name);
    watch(move || {
        let Some(trail) = trail else { return };
        let name = name.get();
        let shown = answers.info.latest();
        let task = shown.as_deref().and_then(|reply| task_route(reply.data(), name.clone(), size));
        let mut way = Vec::new();
        if let Some(task) = task {
            let word = name.unwrap_or_else(|| fill(words.unnamed_task, &[task.key.as_str()]));
            way.push(Crumb { word, href: Some(nav.href(&Route::Task(task))) });
        }
        if let Some(reply) = &shown {
            let (tone, word) = labels::status(speech, reply.data().record.status.known());
            trail.set_status(tone, word);
        }
        let start = shown.as_deref().and_then(|reply| reply.data().record.start_time.known());
        let word = start.map_or_else(|| words.execution.to_owned(), |start| speech.date(start));
        way.push(Crumb { word, href: None });
        trail.set(way);
    });
}

/// One execution.
#[component]
pub fn RecordPage(route: RecordRoute) -> impl IntoView {
    record(use_localizer(), use_navigation(), route)
}
