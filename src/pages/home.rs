//! The first page: open a task by its key or an execution by its id.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::IgnoredAny;
use web_sys::{AbortController, AbortSignal};

use super::failure::failure;
use super::setup;
use crate::api::error::Kind;
use crate::api::request::Request;
use crate::api::wire::{Page as WirePage, Record};
use crate::api::{Answer, Error};
use crate::components::dynamic::{at, click, dynamic, text, value};
use crate::components::frame::Trail;
use crate::i18n::fill;
use crate::i18n::speech::Speech;
use crate::model::id::{Id, LONGEST, Refused};
use crate::model::page::Page;
use crate::model::place::{Place, RecordPlace, TaskPlace};
use crate::model::recent::{self, Opened};
use crate::state::clock::clock;
use crate::state::nav::{Move, Nav};
use crate::state::service::Service;
use crate::state::settings::settings;
use crate::state::storage;

/// How looking up an id stands.
#[derive(Debug, Clone, PartialEq)]
enum Lookup {
    Idle,
    Refused(String),
    Busy,
    Failed(Error),
}

/// The page.
pub(super) fn home(speech: Speech, nav: Nav) -> AnyView {
    let words = speech.words();
    if let Some(trail) = use_context::<Trail>() {
        trail.set(Vec::new());
    }
    view! {
        <section class="rl-home">
            <h1>{words.home_title}</h1>
            {form(speech, nav)}
            {shortcuts(speech, nav)}
            {opened(speech, nav)}
        </section>
    }
    .into_any()
}

fn form(speech: Speech, nav: Nav) -> AnyView {
    let words = speech.words();
    let input = NodeRef::<html::Input>::new();
    let lookup = RwSignal::new(Lookup::Idle);
    let size = settings().size();
    let service = use_context::<Service>();
    let running = StoredValue::new_local(None::<AbortController>);
    on_cleanup(move || {
        if let Some(controller) = running.try_update_value(Option::take).flatten() {
            controller.abort();
        }
    });
    let open = move || {
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
        if let Some(before) = running.try_update_value(|running| running.replace(controller)).flatten() {
            before.abort();
        }
        lookup.set(Lookup::Busy);
        spawn_local(async move {
            let found = find(service, &id, size, signal.clone()).await;
            if signal.aborted() {
                return;
            }
            match found {
                Ok(Some(place)) => nav.go(place, Move::Push),
                Ok(None) => drop(lookup.try_set(Lookup::Refused(fill(words.id_unknown, &[id.as_str()])))),
                Err(error) => drop(lookup.try_set(Lookup::Failed(error))),
            }
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        open();
    };
    let invalid = value(move || matches!(lookup.get(), Lookup::Refused(_)).to_string());
    let said = move || match lookup.get() {
        Lookup::Idle => view! { <p class="rl-hint">{words.home_hint}</p> }.into_any(),
        Lookup::Busy => view! { <p class="rl-hint" role="status">{words.looking_up}</p> }.into_any(),
        Lookup::Refused(why) => view! { <p class="rl-refused" role="alert">{why}</p> }.into_any(),
        Lookup::Failed(error) => failure(speech, None, words.retry, &error, open),
    };
    view! {
        <form class="rl-open" on:submit=at(submit) novalidate>
            <label class="rl-field">
                <span>{words.home_label}</span>
                <input class="rl-input" type="text" name="id" autocomplete="off" spellcheck="false"
                    autocapitalize="off" autofocus node_ref=input aria-invalid=invalid aria-describedby="rl-open-said"
                    on:input=at(move |_| lookup.set(Lookup::Idle)) />
            </label>
            <button type="submit" class="rl-button" data-main="true">{words.open}</button>
        </form>
        <div id="rl-open-said">{dynamic(said)}</div>
    }
    .into_any()
}

/// Finds out whether an id is a task's or a record's; `None` when it is neither.
///
/// Some services answer an unknown key with an empty history instead of an error: such a task is taken for one
/// only when there is no such record either.
async fn find(service: Service, id: &Id, size: u32, signal: AbortSignal) -> Result<Option<Place>, Error> {
    let task = Place::Task(TaskPlace::new(id.clone(), None, size));
    let record = Place::Record(RecordPlace::new(id.clone(), None, size));
    let runs = async || {
        let request = Request::RecordPage { key: id.clone(), page: Page::first(1), status: None };
        let page = known(service.ask(&request, &signal).await.and_then(Answer::read::<WirePage<Record>>))?;
        Ok::<_, Error>(page.map(|page| page.total()))
    };
    let runs_once = async || {
        let record = service.ask(&Request::Record(id.clone()), &signal).await;
        Ok::<_, Error>(known(record.and_then(Answer::read::<IgnoredAny>))?.is_some())
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
fn known<T>(answer: Result<Answer<T>, Error>) -> Result<Option<T>, Error> {
    match answer {
        Ok(answer) => Ok(Some(answer.data)),
        Err(error) if error.kind() == Kind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn shortcuts(speech: Speech, nav: Nav) -> Option<AnyView> {
    let size = settings().size();
    let links: Vec<_> = setup()
        .shortcuts
        .iter()
        .filter_map(|shortcut| {
            let place = shortcut.place(size)?;
            let kind = kind(speech, &place);
            let name = shortcut.name.clone();
            Some(view! { <li><a href=nav.href(&place)>{name}</a> <small>{kind}</small></li> })
        })
        .collect();
    let words = speech.words();
    (!links.is_empty()).then(|| view! { <h2>{words.shortcuts}</h2> <ul class="rl-links">{links}</ul> }.into_any())
}

fn opened(speech: Speech, nav: Nav) -> AnyView {
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
            return view! { <p class="rl-hint">{words.recent_none}</p> }.into_any();
        }
        let links = list.into_iter().map(|opened| link(speech, nav, &opened));
        view! {
            <ul class="rl-links" data-name="recent">{links.collect_view()}</ul>
            <button type="button" class="rl-button" on:click=click(forget)>{words.forget}</button>
        }
        .into_any()
    };
    view! { <h2>{words.recent}</h2> {dynamic(links)} }.into_any()
}

fn link(speech: Speech, nav: Nav, opened: &Opened) -> AnyView {
    let (name, id) = match &opened.place {
        Place::Task(task) => (task.plan_name.clone(), task.key.to_string()),
        Place::Record(record) => (record.plan_name.clone(), record.id.to_string()),
        Place::Home | Place::Nowhere(_) => (None, String::new()),
    };
    let kind = kind(speech, &opened.place);
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 lie far below 2^53")]
    let at = opened.at as f64;
    let clock = clock();
    let shown = match name {
        Some(name) => view! { <bdi>{name}</bdi> " " <code class="rl-id">{id}</code> }.into_any(),
        None => view! { <code class="rl-id">{id}</code> }.into_any(),
    };
    view! {
        <li>
            <a href=nav.href(&opened.place)>{shown}</a>
            " " <small>{kind} " · " {text(move || speech.relative(at, clock.minute()))}</small>
        </li>
    }
    .into_any()
}

fn kind(speech: Speech, place: &Place) -> &'static str {
    match place {
        Place::Record(_) => speech.words().execution,
        _ => speech.words().task,
    }
}
