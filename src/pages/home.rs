//! The first page: open a task by its key or an execution by its id.

use crate::navigation::use_navigation;
use crate::settings::use_localizer;
use leptos::ev::{Event, SubmitEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::IgnoredAny;
use web_sys::{AbortController, AbortSignal};

use super::error_notice::failure;
use crate::api::endpoint::Endpoint;
use crate::api::error::Kind;
use crate::api::wire::{Page, Record};
use crate::api::{ApiResponse, Error};
use crate::components::dynamic::{dynamic, text, value};
use crate::components::layout::PageInfo;
use crate::components::tag::{self, Child, Tag, bdi, button, tag};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::id::{Id, LONGEST, Refused};
use crate::model::pagination::Pagination;
use crate::model::recent::{self, Visit};
use crate::model::route::{RecordRoute, Route, TaskRoute};
use crate::navigation::{HistoryMode, Navigation};
use crate::query::clock::use_clock;
use crate::query::service::Service;
use crate::settings::storage;
use crate::settings::use_config;
use crate::settings::use_settings;

/// How looking up an id stands.
#[derive(Debug, Clone, PartialEq)]
enum Lookup {
    Idle,
    Refused(String),
    Busy,
    Failed(Error),
}

/// The page.
pub(super) fn home(speech: Localizer, nav: Navigation) -> AnyView {
    let words = speech.words();
    if let Some(trail) = use_context::<PageInfo>() {
        trail.set(Vec::new());
    }
    let title = tag("h1").with(words.home_title);
    let home = tag("section").class("rl-home").with(title).with(form(speech, nav));
    home.with(dynamic(move || shortcuts(speech, nav))).with(opened(speech, nav)).child()
}

fn form(speech: Localizer, nav: Navigation) -> AnyView {
    let words = speech.words();
    let input = NodeRef::<html::Input>::new();
    let lookup = RwSignal::new(Lookup::Idle);
    let size = use_settings().size();
    let service = use_context::<Service>();
    let running = StoredValue::new_local(None::<AbortController>);
    let stop = move || {
        if let Some(controller) = running.try_update_value(Option::take).flatten() {
            controller.abort();
        }
    };
    on_cleanup(stop);
    let open = move || {
        stop();
        let typed = input.get_untracked().map(|input| input.value()).unwrap_or_default();
        let id = match Id::parse(&typed) {
            Ok(id) => id,
            Err(refused) => {
                lookup.set(Lookup::Refused(match refused {
                    Refused::Blank => words.id_blank.to_owned(),
                    Refused::TooLong => fill(words.id_too_long, &[&LONGEST.to_string()]),
                    Refused::Dots => fill(words.id_impossible, &[typed.trim()]),
                }));
                if let Some(input) = input.get_untracked() {
                    drop(input.focus());
                }
                return;
            }
        };
        let (Some(service), Ok(controller)) = (service, AbortController::new()) else { return };
        let signal = controller.signal();
        running.set_value(Some(controller));
        lookup.set(Lookup::Busy);
        spawn_local(async move {
            let found = find(service, &id, size, signal.clone()).await;
            if signal.aborted() {
                return;
            }
            match found {
                Ok(Some(place)) => nav.go(place, HistoryMode::Push),
                Ok(None) => lookup.set(Lookup::Refused(fill(words.id_unknown, &[id.as_str()]))),
                Err(error) => lookup.set(Lookup::Failed(error)),
            }
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        open();
    };
    let invalid = value(move || matches!(lookup.get(), Lookup::Refused(_)).to_string());
    let said = move || match lookup.get() {
        Lookup::Idle => tag("p").class("rl-hint").with(words.home_hint).child(),
        Lookup::Busy => tag("p").class("rl-hint").attr("role", "status").with(words.looking_up).child(),
        Lookup::Refused(why) => tag("p").class("rl-refused").attr("role", "alert").with(why).child(),
        Lookup::Failed(error) => failure(speech, None, words.retry, &error, open),
    };
    let field = tag("input")
        .class("rl-input")
        .attr("type", "text")
        .attr("name", "id")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("autocapitalize", "off")
        // The focus within a host page is the host's.
        .maybe("autofocus", (!nav.is_guest()).then_some(""))
        .attr("aria-describedby", "rl-open-said")
        .follows("aria-invalid", invalid)
        .on("input", move |_: Event| {
            stop();
            lookup.set(Lookup::Idle);
        })
        .refer(input);
    let field = tag("label").class("rl-field").with(tag("span").with(words.home_label)).with(field);
    let open = tag("button").attr("type", "submit").class("rl-button").attr("data-main", "true").with(words.open);
    let form = tag("form").class("rl-open").attr("novalidate", "").on("submit", submit).with(field).with(open);
    vec![form.child(), tag("div").attr("id", "rl-open-said").with(dynamic(said)).child()].child()
}

/// Finds out whether an id is a task's or a record's; `None` when it is neither.
///
/// Some services answer an unknown key with an empty history instead of an error: such a task is taken for one
/// only when there is no such record either.
async fn find(service: Service, id: &Id, size: u32, signal: AbortSignal) -> Result<Option<Route>, Error> {
    let task = Route::Task(TaskRoute::new(id.clone(), None, size));
    let record = Route::Record(RecordRoute::new(id.clone(), None, size));
    let runs = async || {
        let request = Endpoint::RecordPage { key: id.clone(), page: Pagination::first(1), status: None };
        let page = known(service.fetch(&request, &signal).await.and_then(ApiResponse::decode::<Page<Record>>))?;
        Ok::<_, Error>(page.map(|page| page.total()))
    };
    let runs_once = async || {
        let record = service.fetch(&Endpoint::Record(id.clone()), &signal).await;
        Ok::<_, Error>(known(record.and_then(ApiResponse::decode::<IgnoredAny>))?.is_some())
    };
    // Keys have 32 digits and ids 24: the likelier of the two is asked for first.
    if id.as_str().len() > 28 {
        let runs = runs().await?;
        if runs.is_some_and(|runs| runs > 0) {
            return Ok(Some(task));
        }
        return Ok(if runs_once().await? { Some(record) } else { runs.map(|_| task) });
    }
    if runs_once().await? {
        return Ok(Some(record));
    }
    Ok(runs().await?.map(|_| task))
}

/// What was found; an id that the service does not know is no failure here.
fn known<T>(answer: Result<ApiResponse<T>, Error>) -> Result<Option<T>, Error> {
    match answer {
        Ok(answer) => Ok(Some(answer.data)),
        Err(error) if error.kind() == Kind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn shortcuts(speech: Localizer, nav: Navigation) -> Option<AnyView> {
    let size = use_settings().size();
    let links: Vec<_> = use_config()
        .get()
        .shortcuts
        .iter()
        .filter_map(|shortcut| {
            let place = shortcut.place(size)?;
            let kind = kind(speech, &place);
            let name = shortcut.name.clone();
            Some(tag("li").with(tag::link(nav.href(&place), name)).with(" ").with(tag("small").with(kind)))
        })
        .collect();
    let words = speech.words();
    let title = tag("h2").with(words.shortcuts);
    (!links.is_empty()).then(|| vec![title.child(), tag("ul").class("rl-links").with(links).child()].child())
}

fn opened(speech: Localizer, nav: Navigation) -> AnyView {
    let words = speech.words();
    let forgotten = RwSignal::new(false);
    let forget = move || {
        storage::write("recent", "");
        forgotten.set(true);
    };
    let links = move || {
        forgotten.track();
        let list = recent::read(&storage::read("recent").unwrap_or_default());
        if list.is_empty() {
            return tag("p").class("rl-hint").with(words.recent_none).child();
        }
        let links = list.into_iter().map(|opened| link(speech, nav, &opened)).collect::<Vec<_>>();
        let links = tag("ul").class("rl-links").attr("data-name", "recent").with(links);
        vec![links.child(), button("rl-button", forget).with(words.forget).child()].child()
    };
    vec![tag("h2").with(words.recent).child(), dynamic(links)].child()
}

fn link(speech: Localizer, nav: Navigation, opened: &Visit) -> Tag {
    let (name, id) = match &opened.route {
        Route::Task(task) => (task.plan_name.clone(), task.key.to_string()),
        Route::Record(record) => (record.plan_name.clone(), record.id.to_string()),
        Route::Home | Route::NotFound(_) => (None, String::new()),
    };
    let kind = kind(speech, &opened.route);
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 lie far below 2^53")]
    let at = opened.at as f64;
    let clock = use_clock();
    let id = tag("code").class("rl-id").with(id);
    let shown = match name {
        Some(name) => vec![bdi(name).child(), " ".child(), id.child()].child(),
        None => id.child(),
    };
    let ago = text(move || speech.relative(at.min(clock.minute()), clock.minute()));
    let small = tag("small").with(kind).with(" · ").with(ago);
    tag("li").with(tag::link(nav.href(&opened.route), shown)).with(" ").with(small)
}

fn kind(speech: Localizer, place: &Route) -> &'static str {
    match place {
        Route::Record(_) => speech.words().execution,
        _ => speech.words().task,
    }
}

/// The first page.
#[component]
pub fn Home() -> impl IntoView {
    home(use_localizer(), use_navigation())
}
