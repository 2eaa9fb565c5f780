//! The filters of the lists of a comparison.

use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;

use super::changes_view;
use super::compared::Compared;
use super::lists::field_label;
use crate::components::field::Field;
use crate::components::link_group::{LinkGroup, LinkOption};
use crate::i18n::fill;
use crate::model::changes::{ChangeFilter, Changes, ComparedField};
use crate::model::hidden::visible;
use crate::model::route::{AnalysisView, ChangesView, RecordRoute, Route};
use crate::navigation::{HistoryMode, use_navigation};
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The most values that a select offers. A plan has far fewer repositories and nodes.
const MAX_OPTIONS: usize = 500;

/// The route with another filter of the lists.
fn with_filter(route: &RecordRoute, filter: ChangeFilter) -> Route {
    let view = ChangesView { filter, ..changes_view(route) };
    Route::Record(RecordRoute { analysis: Some(AnalysisView::Changes(Box::new(view))), ..route.clone() })
}

/// The filters by name, repository and node, and the links that filter by a field that differs.
#[component]
pub(super) fn ChangeFilters(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The comparison.
    compared: Compared,
) -> impl IntoView {
    let i18n = use_localizer();
    let (words, terms) = (i18n.words(), i18n.changes());
    let navigation = use_navigation();
    let filter = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        route.with(|route| changes_view(route).filter)
    });
    let go = move |filter| navigation.go(with_filter(&route.get_untracked(), filter), HistoryMode::Replace);
    let name = Memo::new(move |_| filter.with(|filter| filter.name.clone()));
    let folded = Memo::new(|_| "false".to_owned());
    let commit = Callback::new(move |name| go(ChangeFilter { name, ..filter.get_untracked() }));
    let set_repository = Callback::new(move |repository| go(ChangeFilter { repository, ..filter.get_untracked() }));
    let set_cluster = Callback::new(move |cluster| go(ChangeFilter { cluster, ..filter.get_untracked() }));
    let repository = Memo::new(move |_| filter.with(|filter| filter.repository.clone()));
    let cluster = Memo::new(move |_| filter.with(|filter| filter.cluster.clone()));
    let fields = move || {
        unsubscribe_on_cleanup();
        let (route, counts) = (route.get(), compared.counts());
        let current = filter.get();
        let option = |field: Option<ComparedField>| {
            let label = field.map_or_else(
                || words.all.to_owned(),
                |field| {
                    let count = i18n.count(u64::from(counts.differing_in(field)));
                    fill(terms.field_count, &[field_label(i18n, field), &count])
                },
            );
            let target = with_filter(&route, ChangeFilter { field, ..current.clone() });
            LinkOption { label, href: navigation.href(&target), is_current: current.field == field }
        };
        let options = std::iter::once(None).chain(ComparedField::ALL.map(Some)).map(option).collect();
        view! { <LinkGroup label=terms.differing_field options /> }
    };
    view! {
        <form
            class="rl-filters rl-change-filters"
            role="search"
            aria-label=words.compare_all
            on:submit=|event: SubmitEvent| event.prevent_default()
        >
            <Field name="changedName" label=words.artifact_name hint=terms.contains value=name folded commit />
            <ValueSelect
                name="changedRepo"
                label=words.repository
                compared
                values=|changes| changes.repositories()
                value=repository
                commit=set_repository
            />
            <ValueSelect
                name="changedCluster"
                label=words.remote_cluster
                compared
                values=|changes| changes.clusters()
                value=cluster
                commit=set_cluster
            />
            <div class="rl-field rl-differing">
                <span>{terms.differing_field}</span>
                {move || fields()}
            </div>
        </form>
    }
}

/// A select of one of the values that occur in the comparison, or of all of them.
#[component]
fn ValueSelect(
    name: &'static str,
    label: &'static str,
    compared: Compared,
    values: fn(&Changes) -> Vec<&str>,
    value: Memo<String>,
    commit: Callback<String>,
) -> impl IntoView {
    let all = use_localizer().words().all;
    let offered = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        compared.track();
        let owned = |changes: &Changes| values(changes).into_iter().take(MAX_OPTIONS).map(str::to_owned).collect();
        let mut offered: Vec<String> = compared.with(owned).unwrap_or_default();
        // A value that an address names may not occur.
        let current = value.get();
        if !current.is_empty() && !offered.contains(&current) {
            offered.push(current);
        }
        offered
    });
    let options = move || {
        let current = value.get();
        let option = |text: String| {
            let (is_selected, shown) = (text == current, visible(&text).into_owned());
            view! { <option value=text prop:selected=is_selected>{shown}</option> }
        };
        let is_all = current.is_empty();
        let options = offered.get().into_iter().map(option).collect_view();
        view! {
            <option value="" prop:selected=is_all>{all}</option>
            {options}
        }
    };
    view! {
        <label class="rl-field" data-name=name>
            <span>{label}</span>
            <select
                class="rl-select"
                name=name
                on:change=move |event: Event| commit.run(event_target_value(&event))
            >
                {move || options()}
            </select>
        </label>
    }
}
