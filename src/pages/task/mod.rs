//! The execution history of a task.

mod cells;
mod latest_runs;
mod table;
mod trend;

pub(super) use crate::navigation::use_navigation;
use crate::settings::use_localizer;

use leptos::prelude::*;

use super::export::{Pages, export, file};
use super::labels;
use super::query_view::{Extent, both, extent, fresh_rows, freshness, pace, pages, remember, total, trouble, waits};
use crate::api::clock::now;
use crate::api::endpoint::Endpoint;
use crate::api::wire::{Page, Record};
use crate::components::columns;
use crate::components::compat::choice;
use crate::components::compat::copyable;
use crate::components::compat::{empty, skeleton};
use crate::components::dynamic::{dynamic, text};
use crate::components::layout::{Crumb, PageInfo};
use crate::components::lazy::part;
use crate::components::link_group::LinkOption;
use crate::components::status::Tone;
use crate::components::tag::{Child, Tag, bdi, link, tag};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::enums::Status;
use crate::model::pagination::Pagination;
use crate::model::route::{Route, TaskRoute};
use crate::model::zone::Zone;
use crate::navigation::Navigation;
use crate::query::effect::watch;
use crate::query::table_rows::PendingRows;
use crate::query::use_poll::poll;
use crate::query::use_query::{Query, use_query};

/// The page. `first` is the place that it was opened at; where the person is now comes from `nav`.
pub(super) fn task(speech: Localizer, nav: Navigation, first: TaskRoute) -> AnyView {
    let words = speech.words();
    let key = first.key.clone();
    let place = Memo::new(move |before: Option<&TaskRoute>| match nav.route() {
        Route::Task(task) if task.key == first.key => task,
        _ => before.cloned().unwrap_or_else(|| first.clone()),
    });
    let asked: Query<Page<Record>> = use_query(move || {
        let TaskRoute { key, page, status, .. } = place.get();
        Some(Endpoint::RecordPage { key, page, status })
    });
    let latest = latest_runs::Latest::use_query(place);
    let refresh = move || {
        asked.handle.refetch();
        latest.question().refetch();
    };
    let polling = poll(
        move || runs(asked) || latest.runs() || waits(asked.handle) || waits(latest.question()),
        move || both(pace(asked.handle), pace(latest.question())),
        refresh,
    );
    remember(asked.handle, move || Route::Task(place.get()));

    let name = move || name(speech, &place.get());
    let trail = use_context::<PageInfo>();
    watch(move || {
        if let Some(trail) = trail {
            trail.set(vec![Crumb { word: name(), href: None }]);
            // How a task stands is how its newest execution does.
            let (tone, word) = latest
                .newest()
                .map_or((Tone::Plain, String::new()), |newest| labels::status(speech, newest.status.known()));
            trail.set_status(tone, word);
        }
    });

    let extent = extent(asked);
    let chosen = table::columns();
    let news = PendingRows::none();
    // What a person asks for is shown, new rows and all; what comes by itself pushes nothing.
    let by_hand = move || {
        news.expect(asked);
        refresh();
    };
    let turned = move |page: Pagination| Route::Task(TaskRoute { page, ..place.get() });
    let title = tag("div")
        .class("rl-title")
        .with(tag("h1").with(bdi(text(name))))
        .with(tag("span").class("rl-sub").with(copyable(speech, words.task_key, key.as_str())));
    let names = table::headings(speech).into_iter().map(|(word, _)| word).collect();
    let actions = tag("span").class("rl-actions").with(columns::columns(speech, chosen, names));
    let actions = actions.with(export(speech, move |far| executions_file(speech, far, asked, place)));
    let tools = tag("div")
        .class("rl-tools")
        .with(dynamic(move || statuses(speech, nav, &place.get())))
        .with(tag("span").class("rl-space"))
        .with(dynamic(move || asked.latest().map(|reply| zone(speech, reply.zone()))))
        .with(total(speech, &words.executions, extent))
        .with(freshness(speech, asked.handle, polling, by_hand))
        .with(actions);
    let log = tag("section")
        .class("rl-card")
        .attr("aria-label", words.execution_log)
        .with(tools)
        .with(trouble(speech, asked.handle, None))
        .with(fresh_rows(speech, news))
        .with(view! { <table::ExecutionTable route=place query=asked columns=chosen pending=news /> }.into_any())
        .with(none(speech, nav, place, asked, extent))
        .with(pages(speech, nav, extent, move || place.get().page, turned));
    vec![title.child(), latest_runs::view(speech, nav, place, latest), log.child()].child()
}

part! {
    fn executions_file(
        speech: Localizer,
        far: RwSignal<String>,
        asked: Query<Page<Record>>,
        place: Memo<TaskRoute>,
    ) in dialogs {
        let name = place.with_untracked(|place| place.key.as_str().to_owned());
        let pages_of = move || -> Pages {
            let TaskRoute { key, status, .. } = place.get_untracked();
            Box::new(move |page| Endpoint::RecordPage { key: key.clone(), page, status: status.clone() })
        };
        file(speech, far, name, asked, pages_of)
    }
}

/// The zone of all times in the table.
fn zone(speech: Localizer, zone: &Zone) -> Tag {
    let why = (*zone == Zone::Unknown).then_some(speech.words().zone_unknown_why);
    tag("span").class("rl-zone").maybe("title", why).with(speech.zone(zone, now()))
}

/// The task's name, where it is known.
fn name(speech: Localizer, place: &TaskRoute) -> String {
    place.plan_name.clone().unwrap_or_else(|| fill(speech.words().unnamed_task, &[place.key.as_str()]))
}

fn runs(asked: Query<Page<Record>>) -> bool {
    asked.data().is_some_and(|reply| reply.data().rows().iter().any(|record| record.is_running()))
}

/// All, or those in one state; each from the first page.
fn statuses(speech: Localizer, nav: Navigation, place: &TaskRoute) -> AnyView {
    let words = speech.words();
    let option = |status: Option<Status>| {
        let word = match &status {
            None => words.all.to_owned(),
            Some(_) => labels::status(speech, status.as_ref()).1,
        };
        let chosen = place.status == status;
        let href = nav.href(&Route::Task(TaskRoute { status, page: place.page.at(1), ..place.clone() }));
        LinkOption { label: word, href, is_current: chosen }
    };
    let options = std::iter::once(None).chain(Status::KNOWN.iter().cloned().map(Some)).map(option).collect();
    choice(words.status, options)
}

/// What stands in place of rows: still loading, never ran, or nothing in this state.
fn none(
    speech: Localizer,
    nav: Navigation,
    place: Memo<TaskRoute>,
    asked: Query<Page<Record>>,
    extent: Memo<Option<Extent>>,
) -> AnyView {
    let words = speech.words();
    dynamic(move || match extent.get() {
        None if asked.handle.with(|status| status.error.is_none()) => Some(skeleton(8)),
        // What an earlier question found nothing of says nothing of this one.
        Some(Extent { total: 0, is_present: false, .. }) => {
            asked.handle.with(|status| status.error.is_none()).then(|| skeleton(8))
        }
        Some(Extent { total: 0, .. }) if place.get().status.is_some() => {
            let all = TaskRoute { status: None, page: place.get().page.at(1), ..place.get() };
            let clear = link(nav.href(&Route::Task(all)), words.clear_all).class("rl-button");
            Some(empty(words.nothing_matches.to_owned(), clear))
        }
        Some(Extent { total: 0, .. }) => Some(empty(words.never_ran.to_owned(), ())),
        // A page beyond the end: the way to the last one is being taken.
        Some(Extent { is_empty: true, .. }) => Some(skeleton(8)),
        _ => None,
    })
}

/// The duration of a running execution.
pub(in crate::pages) fn live(_: Localizer, start: &crate::model::time::Time, zone: &Zone) -> AnyView {
    use crate::components::live_duration::LiveDuration;
    view! { <LiveDuration start=start.clone() zone=zone.clone() /> }.into_any()
}

/// The execution history of a task.
#[component]
pub fn TaskPage(route: TaskRoute) -> impl IntoView {
    task(use_localizer(), use_navigation(), route)
}
