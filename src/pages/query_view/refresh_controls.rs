//! The age of the data, the next poll, and the buttons for both.

use leptos::prelude::*;

use crate::i18n::fill;
use crate::i18n::localizer::time_in_zone;
use crate::navigation::use_navigation;
use crate::query::clock::use_clock;
use crate::query::service::use_service;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::query::use_poll::Polling;
use crate::query::use_query::QueryHandle;
use crate::settings::{use_localizer, use_settings};

/// The age up to which data counts as current, in milliseconds: with an exact age, the text would change between "now"
/// and "1 second ago" all the time.
const NOW_MS: f64 = 3000.0;

/// The age of the shown data, the time until the next poll, a button that pauses polling, and a refresh button.
#[component]
pub fn RefreshControls(
    /// The query of the data.
    handle: QueryHandle,
    /// The polling of the page.
    polling: Polling,
    /// Refetches the data of the page.
    #[prop(into)]
    on_refresh: Callback<()>,
) -> impl IntoView {
    let label = use_localizer().words().refresh;
    let busy = Memo::new(move |_| handle.with(|status| status.is_fetching).to_string());
    view! {
        <PrintedLine handle />
        <DataAge handle />
        <NextPoll polling />
        <PauseButton polling />
        <button
            type="button"
            class="rl-button rl-refresh"
            aria-label=label
            title=label
            data-busy=busy
            on:click=move |_| on_refresh.run(())
        ></button>
    }
}

/// The age of the data, counted up every second.
#[component]
fn DataAge(handle: QueryHandle) -> impl IntoView {
    let (i18n, clock) = (use_localizer(), use_clock());
    let words = i18n.words();
    let age = Signal::derive(move || {
        let Some(at) = handle.with(|status| status.updated_at) else { return String::new() };
        let now = clock.second();
        if now - at < NOW_MS { words.updated_now.to_owned() } else { fill(words.updated, &[&i18n.relative(at, now)]) }
    });
    view! { <span class="rl-age">{age}</span> }
}

/// The time at which the data was read and the address of the page; on paper only, where an age means nothing.
#[component]
fn PrintedLine(handle: QueryHandle) -> impl IntoView {
    let (i18n, navigation, settings) = (use_localizer(), use_navigation(), use_settings());
    let text = Signal::derive(move || {
        let Some(at) = handle.with(|status| status.updated_at) else { return String::new() };
        drop(navigation.route());
        let read_at = fill(i18n.words().updated, &[&time_in_zone(at, &settings.zone_name())]);
        format!("{} · {read_at}", navigation.here())
    });
    view! { <p class="rl-printed">{text}</p> }
}

/// The time until the next poll, counted down every second.
#[component]
fn NextPoll(polling: Polling) -> impl IntoView {
    let (i18n, clock) = (use_localizer(), use_clock());
    let next = Signal::derive(move || {
        let whole_seconds = ((polling.next_at() - clock.second()) / 1000.0).ceil() * 1000.0;
        if whole_seconds <= 0.0 || whole_seconds.is_infinite() {
            return String::new();
        }
        #[expect(clippy::cast_possible_truncation, reason = "at most some minutes")]
        fill(i18n.words().next_refresh, &[&i18n.live_duration(whole_seconds as i64)])
    });
    view! { <span class="rl-next">{next}</span> }
}

/// A button that pauses and resumes polling, while there is something to poll for and the session has not ended.
#[component]
fn PauseButton(polling: Polling) -> impl IntoView {
    let words = use_localizer().words();
    let service = use_service();
    let label = move || {
        unsubscribe_on_cleanup();
        if polling.is_paused() { words.resume } else { words.pause }
    };
    let toggle = move |_| polling.toggle();
    let content = move || {
        let is_polling = polling.is_wanted() && !service.is_signed_out();
        is_polling.then(|| view! { <button type="button" class="rl-button" on:click=toggle>{move || label()}</button> })
    };
    view! { {move || content()} }
}
