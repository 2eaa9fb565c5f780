//! The recently opened pages.

use leptos::prelude::*;

use super::page_kind::page_kind;
use crate::components::text::Name;
use crate::model::recent::{self, Visit};
use crate::model::route::Route;
use crate::navigation::use_navigation;
use crate::query::clock::use_clock;
use crate::settings::{storage, use_localizer};

/// Links to the recently opened pages, newest first, with a button that clears the list.
#[component]
pub fn RecentList() -> impl IntoView {
    let home = use_localizer().home();
    let visits = RwSignal::new(recent::parse(&storage::read("recent").unwrap_or_default()));
    let clear = move |_| {
        storage::write("recent", "");
        visits.set(Vec::new());
    };
    let list = move || {
        let visits = visits.get();
        if visits.is_empty() {
            return view! { <p class="rl-hint">{home.recent_none}</p> }.into_any();
        }
        let items = visits.into_iter().map(|visit| view! { <RecentItem visit /> });
        view! {
            <ul class="rl-links" data-name="recent">{items.collect_view()}</ul>
            <button type="button" class="rl-button" on:click=clear>{home.forget}</button>
        }
        .into_any()
    };
    view! {
        <h2>{home.recent}</h2>
        {move || list()}
    }
}

/// A link to a recently opened page: the name of the plan if it is known, the id, the kind of page, and the time.
#[component]
fn RecentItem(visit: Visit) -> impl IntoView {
    let (i18n, navigation, clock) = (use_localizer(), use_navigation(), use_clock());
    let Visit { at, route } = visit;
    let href = navigation.href(&route);
    let kind = page_kind(i18n, &route);
    let (name, id) = match route {
        Route::Task(task) => (task.plan_name, task.key.to_string()),
        Route::Record(record) => (record.plan_name, record.id.to_string()),
        Route::Plans(plans) => (None, plans.project_id.to_string()),
        Route::Home | Route::Latest(_) | Route::NotFound(_) => (None, String::new()),
    };
    let name = name.map(|name| view! { <Name text=name /> " " });
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 lie far below 2^53")]
    let at = at as f64;
    let age = move || i18n.relative(at.min(clock.minute()), clock.minute());
    view! {
        <li>
            <a href=href>{name} <code class="rl-id"><Name text=id /></code></a>
            " "
            <small>{kind} " · " {move || age()}</small>
        </li>
    }
}
