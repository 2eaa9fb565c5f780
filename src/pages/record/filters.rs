//! The filters of the details.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::super::labels;
use super::super::status_filter::StatusFilter;
use super::queries::RecordQueries;
use crate::components::field::Field;
use crate::components::text::Name;
use crate::i18n::fill;
use crate::model::filter::{self, DetailFilter};
use crate::model::hidden::visible;
use crate::model::route::{RecordRoute, Route};
use crate::navigation::{HistoryMode, use_navigation};
use crate::settings::use_localizer;

/// The filters that can be set. Those that find details of the older format only are offered where there are some. Those
/// that do not fit the kind of the execution are folded away, unless one of them is set.
#[component]
pub(super) fn FilterBar(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The queries of the page, for the kind of the execution.
    queries: RecordQueries,
) -> impl IntoView {
    let words = use_localizer().words();
    let fits = move |field: filter::FilterField| {
        let cached = queries.info.latest();
        field.fits(cached.as_deref().and_then(|cached| cached.data().replica_object_type.known()))
    };
    let inputs = filter::FilterField::ALL.into_iter().map(|field| {
        // Kept while the field is emptied, because the user is in it.
        let is_offered = Memo::new(move |before| {
            let is_set = || route.with(|route| !route.filter.text(field).is_empty());
            before == Some(&true) || !field.is_historical() || queries.has_historical.get() || is_set()
        });
        let folded = Memo::new(move |_| {
            let is_empty = route.with(|route| route.filter.text(field).is_empty());
            let folded = if !fits(field) {
                "true"
            } else if field.is_secondary() && is_empty {
                "narrow"
            } else {
                "false"
            };
            folded.to_owned()
        });
        let input = move || is_offered.get().then(|| view! { <FilterInput route field folded /> });
        view! { {move || input()} }
    });
    let status = move || route.with(|route| route.filter.status.clone());
    let with_status =
        move |status| route.with(|route| Route::Record(route.with_filter(route.filter.clone().with_status(status))));
    let is_unfolded = RwSignal::new(false);
    let is_folded_set = Memo::new(move |_| route.with(|route| route.filter.texts().any(|(field, _)| !fits(field))));
    let shows_all = Memo::new(move |_| (is_unfolded.get() || is_folded_set.get()).to_string());
    let toggle = move |_| is_unfolded.update(|is_unfolded| *is_unfolded = !*is_unfolded);
    view! {
        <form
            class="rl-filters"
            role="search"
            aria-label=words.filters
            data-more=shows_all
            on:submit=|event: SubmitEvent| event.prevent_default()
        >
            {inputs.collect_view()}
            <StatusFilter current=status route=with_status />
            <button
                type="button"
                class="rl-button rl-more"
                aria-expanded=shows_all
                on:click=toggle
            >
                {words.more_filters}
            </button>
        </form>
    }
}

/// The input of one text filter. Its value is part of the route.
#[component]
fn FilterInput(route: Memo<RecordRoute>, field: filter::FilterField, folded: Memo<String>) -> impl IntoView {
    let navigation = use_navigation();
    let (label, hint) = labels::filter(use_localizer().words(), field);
    let value = Memo::new(move |_| route.with(|route| route.filter.text(field).to_owned()));
    let commit = move |text: String| {
        let route = route.get_untracked();
        // Typing on is one step of the history, not one for each pause.
        let is_new_step = route.filter.text(field).is_empty() || text.is_empty();
        let mode = if is_new_step { HistoryMode::Push } else { HistoryMode::Replace };
        let filter = route.filter.clone().with(field, &text);
        navigation.go(Route::Record(route.with_filter(filter)), mode);
    };
    view! { <Field name=field.name() label hint value folded commit=Callback::new(commit) /> }
}

/// The filters that are set, each with a link that removes it.
#[component]
pub(super) fn FilterChips(
    /// The current route.
    route: Memo<RecordRoute>,
) -> impl IntoView {
    let (i18n, navigation) = (use_localizer(), use_navigation());
    let words = i18n.words();
    let content = move || {
        let route = route.get();
        let filter = &route.filter;
        if filter.is_empty() {
            return None;
        }
        let href = |filter: DetailFilter| navigation.href(&Route::Record(route.with_filter(filter)));
        let status = filter.status.as_ref().map(|status| {
            let text = fill(words.labelled, &[words.status, &labels::status(i18n, Some(status)).1]);
            view! { <FilterChip text remove=href(filter.clone().with_status(None)) /> }
        });
        let texts = filter.texts().map(|(field, text)| {
            let text = fill(words.labelled, &[labels::filter(words, field).0, text]);
            view! { <FilterChip text remove=href(filter.clone().with(field, "")) /> }
        });
        Some(view! {
            <ul class="rl-chips" aria-label=words.filters>
                {status}
                {texts.collect_view()}
                <li>
                    <a href=href(DetailFilter::default())>{words.clear_all}</a>
                </li>
            </ul>
        })
    };
    view! { {move || content()} }
}

/// One filter that is set.
#[component]
fn FilterChip(
    /// The filter and its value.
    text: String,
    /// The address without this filter.
    remove: String,
) -> impl IntoView {
    let label = fill(use_localizer().words().remove_filter, &[&visible(&text)]);
    view! {
        <li class="rl-chip">
            <Name text />
            " "
            <a href=remove aria-label=label.clone() title=label>
                "✕"
            </a>
        </li>
    }
}
