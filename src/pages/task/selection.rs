//! The selection of two executions in the table, and the link to their comparison.

use leptos::prelude::*;

use crate::api::wire::{Record, Row};
use crate::components::notice::Announcement;
use crate::components::timestamp::absolute;
use crate::i18n::fill;
use crate::i18n::localizer::instant;
use crate::model::hidden::visible;
use crate::model::id::Id;
use crate::model::route::{AnalysisView, ChangesView, RecordRoute, Route, TaskRoute};
use crate::model::run_selection::RunSelection;
use crate::model::zone::Zone;
use crate::navigation::{HistoryMode, Navigation, use_navigation};
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The executions that are selected for a comparison. The address has them, so that those of two pages can be compared.
#[derive(Clone, Copy)]
pub(super) struct Selection {
    route: Memo<TaskRoute>,
    runs: Memo<RunSelection>,
    /// The starts of the executions that have been shown, in milliseconds.
    starts: StoredValue<Vec<(Id, i64)>>,
    navigation: Navigation,
}

impl Selection {
    pub(super) fn new(route: Memo<TaskRoute>) -> Self {
        let runs = Memo::new(move |_| route.with(|route| route.selection.clone()));
        Self { route, runs, starts: StoredValue::new(Vec::new()), navigation: use_navigation() }
    }

    fn add_start(self, id: &Id, start: i64) {
        self.starts.update_value(|starts| {
            if !starts.iter().any(|(known, _)| known == id) {
                starts.push((id.clone(), start));
            }
        });
    }

    fn toggle(self, id: Id) {
        let mut runs = self.runs.get_untracked();
        self.starts.with_value(|starts| {
            runs.toggle(id, |id| starts.iter().find(|(known, _)| known == id).map(|(_, start)| *start));
        });
        self.set(runs);
    }

    fn set(self, selection: RunSelection) {
        let route = TaskRoute { selection, ..self.route.get_untracked() };
        self.navigation.go(Route::Task(route), HistoryMode::Replace);
    }
}

/// The checkbox that selects an execution for a comparison. It is disabled while two others are selected.
#[component]
pub(super) fn SelectRun(
    /// The execution.
    record: Row<Record>,
    /// The zone of its times.
    zone: Zone,
    /// The selected executions.
    selection: Selection,
) -> impl IntoView {
    let id = Id::parse(record.id.as_deref()?).ok()?;
    let start = record.start_time.known();
    let name = start.map_or_else(|| visible(id.as_str()).into_owned(), |start| absolute(start, &zone));
    let words = use_localizer().words();
    let label = fill(words.select_run, &[&name]);
    let start = start.and_then(|start| instant(start, &zone).or_else(|| start.local().map(|local| local.and_utc())));
    if let Some(start) = start {
        selection.add_start(&id, start.timestamp_millis());
    }
    let is_selected = {
        let id = id.clone();
        move || {
            unsubscribe_on_cleanup();
            selection.runs.with(|runs| runs.contains(id.as_str()))
        }
    };
    let is_disabled = {
        let id = id.clone();
        Memo::new(move |_| {
            unsubscribe_on_cleanup();
            selection.runs.with(|runs| runs.is_full() && !runs.contains(id.as_str()))
        })
    };
    let title = {
        let label = label.clone();
        move || if is_disabled.get() { words.deselect_first.to_owned() } else { label.clone() }
    };
    let toggle = move |_| selection.toggle(id.clone());
    Some(view! {
        <label class="rl-select-run" title=title>
            <input
                type="checkbox"
                aria-label=label
                prop:checked=is_selected
                disabled=move || is_disabled.get()
                on:change=toggle
            />
        </label>
    })
}

/// The number of selected executions, the link that compares two of them, and a button that deselects them. It stays once
/// it is shown, so that the focus on the button is not lost.
#[component]
pub(super) fn SelectedRuns(
    /// The selected executions.
    selection: Selection,
) -> impl IntoView {
    let i18n = use_localizer();
    let words = i18n.words();
    let Selection { route, runs, navigation, .. } = selection;
    let count = Memo::new(move |_| runs.with(RunSelection::len));
    let text = move || fill(words.runs_selected, &[&i18n.count(u64::try_from(count.get()).unwrap_or_default())]);
    let is_shown = Memo::new(move |before| before == Some(&true) || count.get() > 0);
    let announced = Memo::new(move |_| if is_shown.get() { text() } else { String::new() });
    let href = Memo::new(move |_| {
        let (newer, older) = runs.with(|runs| runs.pair().map(|(later, earlier)| (later.clone(), earlier.clone())))?;
        let view = ChangesView { other: Some(older), ..ChangesView::default() };
        let record = route.with(|route| RecordRoute::new(newer, route.plan_name.clone(), route.page.size));
        Some(navigation.href(&Route::Record(record.with_analysis(Some(AnalysisView::Changes(Box::new(view)))))))
    });
    let compare = move || match href.get() {
        Some(href) => view! { <a class="rl-button" data-main="true" href=href>{words.compare_selected}</a> }.into_any(),
        None => {
            view! { <button type="button" class="rl-button" disabled=true>{words.compare_selected}</button> }.into_any()
        }
    };
    let is_full = Memo::new(move |_| runs.with(RunSelection::is_full));
    let why = move || is_full.get().then(|| view! { <span class="rl-hint">{words.deselect_first}</span> });
    let clear = move |_| selection.set(RunSelection::default());
    let content = move || {
        is_shown.get().then(|| {
            view! {
                <p class="rl-selected-runs">
                    <span>{move || text()}</span>
                    {move || why()}
                    {move || compare()}
                    <button type="button" class="rl-button" on:click=clear>{words.clear_all}</button>
                </p>
            }
        })
    };
    view! {
        <Announcement text=announced />
        {move || content()}
    }
}
