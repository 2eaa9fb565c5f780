//! The choice of the execution that another one is compared with.

use leptos::ev::Event;
use leptos::prelude::*;

use super::earlier_runs::EarlierRuns;
use crate::api::wire::{Record, RecordInfo, Row};
use crate::components::notice::EmptyState;
use crate::components::timestamp::absolute;
use crate::i18n::localizer::Localizer;
use crate::model::hidden::visible;
use crate::model::id::Id;
use crate::model::route::{RecordRoute, Route};
use crate::model::zone::Zone;
use crate::navigation::use_navigation;
use crate::pages::bulk_fetch_view::BulkFetchProgress;
use crate::pages::labels;
use crate::query::bulk_fetch::Stage;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::query::use_query::Query;
use crate::settings::use_localizer;

/// The choice of the baseline, and the progress of the search for earlier runs.
#[component]
pub(super) fn Baseline(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The earlier runs.
    earlier: EarlierRuns,
    /// The chosen one.
    chosen: Memo<Option<Id>>,
    /// Chooses another one.
    choose: Callback<Id>,
    /// The query of the chosen one, which may not be among the earlier runs.
    other: Query<RecordInfo>,
) -> impl IntoView {
    let i18n = use_localizer();
    let terms = i18n.analysis();
    // A search that was stopped or failed says nothing about whether there is an earlier run.
    let is_open = Memo::new(move |_| chosen.get().is_none() && earlier.stage() != Stage::Done);
    let is_missing = Memo::new(move |_| chosen.get().is_none() && earlier.stage() == Stage::Done);
    let is_searching = Memo::new(move |_| chosen.get().is_none() && earlier.stage() == Stage::Reading);
    let unlisted = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        let chosen = chosen.get()?;
        let is_it = |(run, _): &(Row<Record>, Zone)| run.id.as_received() == chosen.as_str();
        (!earlier.runs.with(|runs| runs.iter().any(is_it))).then_some(())?;
        let cached = other.data()?;
        Some(run_label(i18n, &cached.data().record, cached.zone()))
    });
    let searching = terms.searching_earlier;
    let select = move || {
        unsubscribe_on_cleanup();
        let (chosen, runs) = (chosen.get()?, earlier.runs.get());
        let target = route.with(|route| RecordRoute::new(chosen, route.plan_name.clone(), route.page.size));
        Some(view! { <RunSelect runs target choose unlisted=unlisted.get() /> })
    };
    view! {
        <div class="rl-within">
            {move || is_missing.get().then(|| view! { <EmptyState text=terms.before_none /> })}
            {move || is_searching.get().then(|| view! { <p class="rl-hint" role="status">{searching}</p> })}
            {move || select()}
        </div>
        {move || is_open.get().then(|| view! { <BulkFetchProgress fetch=earlier.fetch /> })}
    }
}

/// The start and the status of a run.
fn run_label(i18n: Localizer, run: &Record, zone: &Zone) -> String {
    let id = || visible(run.id.as_received()).into_owned();
    let start = run.start_time.known().map_or_else(id, |start| absolute(start, zone));
    format!("{start} · {}", labels::received_status(i18n, &run.status).1)
}

/// A select of the baseline, with a link to it.
#[component]
fn RunSelect(
    /// The runs, each with the zone of its times.
    runs: Vec<(Row<Record>, Zone)>,
    /// The route of the chosen run.
    target: RecordRoute,
    choose: Callback<Id>,
    /// The label of the chosen run, where it is not among the others.
    unlisted: Option<String>,
) -> impl IntoView {
    let i18n = use_localizer();
    let navigation = use_navigation();
    let chosen = target.id.as_str();
    let of_chosen = runs.iter().find(|(run, _)| run.id.as_received() == chosen);
    let chosen_label = of_chosen.map(|(run, zone)| run_label(i18n, run, zone)).or(unlisted);
    let chosen_label = chosen_label.unwrap_or_else(|| visible(chosen).into_owned());
    let options = runs.iter().map(|(run, zone)| {
        let id = run.id.as_received();
        let is_selected = id == chosen;
        view! { <option value=id.to_owned() prop:selected=is_selected>{run_label(i18n, run, zone)}</option> }
    });
    // A run that an address names may not be among those that are offered.
    let unlisted = of_chosen.is_none().then(|| {
        let id = chosen.to_owned();
        view! { <option value=id prop:selected=true>{chosen_label.clone()}</option> }
    });
    let options = options.collect_view();
    let change = move |event: Event| {
        if let Ok(id) = Id::parse(&event_target_value(&event)) {
            choose.run(id);
        }
    };
    let href = navigation.href(&Route::Record(target));
    view! {
        <p class="rl-against">
            // A select is not printed.
            <span class="rl-printed">
                {i18n.analysis().compared_with} " " {chosen_label}
            </span>
            <label class="rl-screen">
                {i18n.analysis().compared_with}
                " "
                <select class="rl-select" data-name="compare" on:change=change>
                    {unlisted}
                    {options}
                </select>
            </label>
            " "
            <a href=href>{i18n.analysis().open_earlier}</a>
        </p>
    }
}
