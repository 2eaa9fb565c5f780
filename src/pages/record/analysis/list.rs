//! The parts of the lists of the analysis: the button that shows more entries, and the button that expands a group.

use leptos::html;
use leptos::prelude::*;

use crate::components::focus::focus_next_after;
use crate::model::route::{RecordRoute, Route};
use crate::navigation::{HistoryMode, use_navigation};
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// A button that shows more entries of a list and moves the focus to the first of them.
#[component]
pub(super) fn ShowMore(
    /// The list.
    list: NodeRef<html::Ol>,
    /// The number of entries that are not shown.
    #[prop(into)]
    rest: Signal<usize>,
    /// The number of entries that the button adds.
    batch: usize,
    /// Shows them.
    show: Callback<()>,
) -> impl IntoView {
    let i18n = use_localizer();
    let click = move |_| {
        focus_next_after(list.get_untracked().as_deref());
        show.run(());
    };
    let content = move || {
        let rest = rest.get();
        (rest > 0).then(|| {
            let next = i64::try_from(rest.min(batch)).unwrap_or_default();
            let label = i18n.counted(&i18n.analysis().show_more, next);
            view! { <button type="button" class="rl-button" on:click=click>{label}</button> }
        })
    };
    view! { {move || content()} }
}

/// Whether the route expands the group with a key.
pub(super) fn use_is_expanded(route: Memo<RecordRoute>, key: StoredValue<String>) -> Memo<bool> {
    Memo::new(move |_| {
        unsubscribe_on_cleanup();
        route.with(|route| key.with_value(|key| route.group.as_ref() == Some(key)))
    })
}

/// The arrow that expands and collapses a group. At most one group is expanded, and the address names it.
#[component]
pub(super) fn GroupToggle(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The key of the group.
    key: StoredValue<String>,
    /// Whether the group is expanded.
    is_expanded: Memo<bool>,
    /// The accessible name.
    label: String,
) -> impl IntoView {
    let navigation = use_navigation();
    let toggle = move |_| {
        let mut route = route.get_untracked();
        let key = key.get_value();
        route.group = (route.group.as_ref() != Some(&key)).then_some(key);
        navigation.go(Route::Record(route), HistoryMode::Replace);
    };
    view! {
        <span class="rl-toggle">
            <button
                type="button"
                aria-expanded=move || is_expanded.get().to_string()
                aria-label=label
                title=use_localizer().analysis().open_group
                on:click=toggle
            ></button>
        </span>
    }
}
