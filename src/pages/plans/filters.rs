//! The filters of the plans.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::super::status_filter::StatusFilter;
use crate::components::field::Field;
use crate::components::link_group::{LinkGroup, LinkOption};
use crate::model::plans::PlanFilter;
use crate::model::route::{PlansRoute, Route};
use crate::navigation::{HistoryMode, use_navigation};
use crate::settings::use_localizer;

/// The filters by name, by the status of the last execution, and by state. All are part of the route.
#[component]
pub(super) fn PlanFilters(
    /// The current route.
    route: Memo<PlansRoute>,
) -> impl IntoView {
    let status = move || route.with(|route| route.filter.last_status.clone());
    let with_status = move |last_status| {
        let route = route.get();
        Route::Plans(route.with_filter(PlanFilter { last_status, ..route.filter.clone() }))
    };
    view! {
        <form
            class="rl-filters"
            role="search"
            aria-label=use_localizer().words().filters
            on:submit=|event: SubmitEvent| event.prevent_default()
        >
            <NameFilter route />
            <StatusFilter current=status route=with_status />
            <StateFilter route />
        </form>
    }
}

/// The filter by the beginning of the name.
#[component]
fn NameFilter(route: Memo<PlansRoute>) -> impl IntoView {
    let navigation = use_navigation();
    let (words, terms) = (use_localizer().words(), use_localizer().plans());
    let value = Memo::new(move |_| route.with(|route| route.filter.name.clone()));
    let commit = move |text: String| {
        let route = route.get_untracked();
        // Typing on is one step of the history, not one for each pause.
        let is_new_step = route.filter.name.is_empty() || text.is_empty();
        let mode = if is_new_step { HistoryMode::Push } else { HistoryMode::Replace };
        let filter = PlanFilter { name: text, ..route.filter.clone() };
        navigation.go(Route::Plans(route.with_filter(filter)), mode);
    };
    let folded = Memo::new(|_| "false".to_owned());
    let commit = Callback::new(commit);
    view! { <Field name="name" label=terms.plan_name hint=words.starts_with value folded commit /> }
}

/// Links to all plans, to the enabled ones, and to the disabled ones.
#[component]
fn StateFilter(route: Memo<PlansRoute>) -> impl IntoView {
    let (i18n, navigation) = (use_localizer(), use_navigation());
    let terms = i18n.plans();
    let content = move || {
        let route = route.get();
        let option = |(enabled, label): (Option<bool>, &str)| {
            let filter = PlanFilter { enabled, ..route.filter.clone() };
            let href = navigation.href(&Route::Plans(route.with_filter(filter)));
            LinkOption { label: label.to_owned(), href, is_current: route.filter.enabled == enabled }
        };
        let states = [(None, i18n.words().all), (Some(true), terms.enabled), (Some(false), terms.disabled)];
        view! { <LinkGroup label=terms.state options=states.map(option).to_vec() /> }
    };
    view! { {move || content()} }
}
