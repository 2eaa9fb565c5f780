//! The periods of the trend as a table.

use leptos::prelude::*;

use super::controls::addressed;
use super::figures::{duration, rate};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::route::{Route, TaskRoute, TrendView};
use crate::model::time::date;
use crate::model::trend::{Period, PeriodLength, Range};
use crate::model::zone::Zone;
use crate::navigation::{Navigation, use_navigation};
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// A button that opens the table, and the table, which is rendered only while it is open.
#[component]
pub(super) fn PeriodTable(
    /// The periods, oldest first.
    periods: Vec<Period>,
    /// The length of a period.
    per: PeriodLength,
    /// The route of the task page.
    route: Memo<TaskRoute>,
    /// The zone of the history.
    zone: Zone,
    /// Whether the table is open.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_localizer();
    let navigation = use_navigation();
    let table = move || {
        unsubscribe_on_cleanup();
        is_open.get().then(|| table(i18n, navigation, &route.get_untracked(), &periods, per, &zone))
    };
    let expanded = move || {
        unsubscribe_on_cleanup();
        is_open.get().to_string()
    };
    let toggle = move |_| is_open.update(|is_open| *is_open = !*is_open);
    view! {
        <p class="rl-numbers-switch">
            <button type="button" class="rl-button" aria-expanded=expanded on:click=toggle>
                {i18n.analysis().in_numbers}
            </button>
        </p>
        {move || table()}
    }
}

/// The table, newest period first.
fn table(
    i18n: Localizer,
    navigation: Navigation,
    route: &TaskRoute,
    periods: &[Period],
    per: PeriodLength,
    zone: &Zone,
) -> impl IntoView + use<> {
    let (words, terms) = (i18n.words(), i18n.analysis());
    let heads =
        [words.period, words.runs, words.succeeded, words.failures, terms.success_rate, terms.median_short, words.p95];
    let rows = periods.iter().rev().map(|period| row(i18n, navigation, route, period, per, zone));
    view! {
        <div class="rl-numbers" tabindex="0" role="region" aria-label=terms.in_numbers>
            <table>
                <thead>
                    <tr>{heads.map(|head| view! { <th scope="col">{head}</th> }).into_iter().collect_view()}</tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

/// A row; its date is a link that zooms into the period.
fn row(
    i18n: Localizer,
    navigation: Navigation,
    route: &TaskRoute,
    period: &Period,
    per: PeriodLength,
    zone: &Zone,
) -> impl IntoView + use<> {
    let day = date(period.start);
    let cells = [
        i18n.count(period.runs.into()),
        i18n.count(period.succeeded.into()),
        i18n.count(period.failed.into()),
        rate(i18n, period),
        duration(i18n, period.median),
        duration(i18n, period.p95),
    ];
    let zoomed = Route::Task(TaskRoute { trend: Some(zoomed(route, period, per, zone)), ..route.clone() });
    let title = fill(i18n.analysis().zoom_in, &[&day]);
    view! {
        <tr>
            <th scope="row"><a href=navigation.href(&zoomed) title=title>{day}</a></th>
            {cells.map(|cell| view! { <td>{cell}</td> }).into_iter().collect_view()}
        </tr>
    }
}

/// The trend of one period: a week is shown by days.
fn zoomed(route: &TaskRoute, period: &Period, per: PeriodLength, zone: &Zone) -> TrendView {
    let per = match per {
        PeriodLength::Week => Some(PeriodLength::Day),
        PeriodLength::Day => route.trend.as_ref().and_then(|trend| trend.per),
    };
    let range = Range::new(period.start, period.end).map(|range| addressed(range, zone));
    TrendView { range, per, ..TrendView::default() }
}
