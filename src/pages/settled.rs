//! What pages do with an answer, whatever it is about.

use std::sync::Arc;

use leptos::prelude::*;

use super::failure::{failure, what};
use crate::api::wire::Page as WirePage;
use crate::components::pager::{Pages, pager};
use crate::i18n::fill;
use crate::i18n::speech::Speech;
use crate::model::page::Page;
use crate::model::place::Place;
use crate::model::recent;
use crate::model::remote::Remote;
use crate::state::asked::{Asked, Known};
use crate::state::clock::clock;
use crate::state::nav::{Move, Nav};
use crate::state::poll::{Polling, Settled};
use crate::state::settings::settings;
use crate::state::storage;

/// How an answer came, for the pace of asking again.
pub(super) fn pace<T: Send + Sync>(known: &Known<T>) -> Settled {
    match known {
        Remote::Loading { .. } | Remote::Refreshing(_) => None,
        Remote::Ready(reply) => Some((reply.took, reply.changed)),
        Remote::Stale(..) | Remote::Failed(_) => Some((0, false)),
    }
}

/// The slower of two, and whether either brought something new.
pub(super) fn both(one: Settled, other: Settled) -> Settled {
    let ((one, changed), (other, changed_too)) = (one?, other?);
    Some((one.max(other), changed || changed_too))
}

/// Whether an answer is missing for a reason that passes by itself.
pub(super) fn waits<T: Send + Sync>(known: &Known<T>) -> bool {
    known.error().is_some_and(crate::api::Error::is_passing)
}

/// The pager below a table, once its rows have been counted.
pub(super) fn pages<T: Send + Sync + 'static>(
    speech: Speech,
    asked: Asked<WirePage<T>>,
    page: impl Fn() -> Page + Copy + Send + Sync + 'static,
    nav: Nav,
    place: impl Fn(Page) -> Place + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let known = Memo::new(move |_| asked.shown().map(|reply| (page(), reply.data().total())));
    let settings = settings();
    let go = Callback::new(move |page| nav.go(place(page), Move::Push));
    let resize = Callback::new(move |size| {
        settings.set_size(size);
        nav.go(place(untrack(page).resized(size)), Move::Push);
    });
    let href = Arc::new(move |page: Page| nav.href(&untrack(|| place(page))));
    // A page beyond the end is not a place to be.
    Effect::new(move |_| {
        let total =
            asked.with(|known| known.data().map(|reply| (reply.data().total(), reply.data().rows().is_empty())));
        let page = page();
        if let Some((total, true)) = total
            && page.number > page.count(total)
        {
            nav.go(untrack(|| place(page.at(page.count(total)))), Move::Replace);
        }
    });
    move || {
        let (page, total) = known.get()?;
        (total > 0).then(|| pager(speech, Pages { page, total, href: href.clone(), go, resize }))
    }
}

/// How old the shown data is, when it comes next, and what to do about it.
pub(super) fn freshness<T: Send + Sync + 'static>(
    speech: Speech,
    asked: Asked<T>,
    polling: Polling,
    refresh: impl Fn() + Copy + Send + 'static,
) -> impl IntoView {
    let words = speech.words();
    let clock = clock();
    let age = move || {
        let at = asked.with(|known| known.data().map(|reply| reply.at))?;
        let now = clock.second();
        // A clock that says "now" in one breath and "a second ago" in the next is a nuisance.
        Some(if now - at < 3000.0 {
            words.updated_now.to_owned()
        } else {
            fill(words.updated, &[&speech.relative(at, now)])
        })
    };
    let next = move || {
        let milliseconds = polling.next()? - clock.second();
        #[expect(clippy::cast_possible_truncation, reason = "at most some minutes")]
        let whole_seconds = (milliseconds / 1000.0).ceil().max(0.0) * 1000.0;
        (whole_seconds > 0.0).then(|| fill(words.next_refresh, &[&speech.live_duration(whole_seconds as i64)]))
    };
    let toggle = move || {
        polling.wanted().then(|| {
            let word = if polling.paused() { words.resume } else { words.pause };
            view! { <button type="button" class="rl-button" on:click=move |_| polling.toggle()>{word}</button> }
        })
    };
    let busy = move || asked.with(|known| known.is_busy()).to_string();
    view! {
        <span class="rl-age">{age}</span>
        <span class="rl-next">{next}</span>
        {toggle}
        <button type="button" class="rl-button rl-refresh" aria-label=words.refresh title=words.refresh data-busy=busy
            on:click=move |_| refresh()></button>
    }
}

/// That the last refresh failed, while the last good data stays.
pub(super) fn stale<T: Send + Sync + 'static>(speech: Speech, asked: Asked<T>, title: &'static str) -> impl IntoView {
    let clock = clock();
    let error = Memo::new(move |_| {
        asked.with(|known| match known {
            Remote::Stale(reply, error) => Some((error.clone(), reply.at)),
            _ => None,
        })
    });
    move || {
        let (error, at) = error.get()?;
        let age = move || fill(speech.words().stale, &[&speech.relative(at, clock.second())]);
        Some(view! {
            <div class="rl-stale">
                <p>{age}</p>
                {failure(speech, Some(title), &error, move || asked.refresh())}
            </div>
        })
    }
}

/// The first failure of an answer that never came.
pub(super) fn failed<T: Send + Sync + 'static>(
    speech: Speech,
    asked: Asked<T>,
    title: Option<&'static str>,
) -> impl IntoView {
    let error = Memo::new(move |_| {
        asked.with(|known| match known {
            Remote::Failed(error) => Some(error.clone()),
            _ => None,
        })
    });
    move || error.get().map(|error| failure(speech, title, &error, move || asked.refresh()))
}

/// What happened, in one sentence, for places with no room for more.
pub(super) fn in_short<T: Send + Sync + 'static>(speech: Speech, asked: Asked<T>) -> Option<&'static str> {
    asked.with(|known| known.error().map(|error| what(speech, error)))
}

/// Remembers a place as opened, once the service has shown that it exists.
pub(super) fn remember<T: Send + Sync + 'static>(asked: Asked<T>, place: impl Fn() -> Place + Send + Sync + 'static) {
    let exists = Memo::new(move |_| asked.with(|known| known.data().is_some()));
    Effect::new(move |_| {
        if exists.get() {
            let list = recent::read(&storage::read("recent").unwrap_or_default());
            #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit")]
            let list = recent::add(list, crate::api::client::now() as i64, &untrack(&place));
            storage::write("recent", &recent::write(&list));
        }
    });
}
