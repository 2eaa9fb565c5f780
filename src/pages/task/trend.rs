//! The trend of a task: its whole history as a chart and in figures.

mod analysis;
mod controls;
mod figures;
mod history_query;
mod history_reader;
mod period_table;

use leptos::prelude::*;

use self::analysis::TrendAnalysis;
use self::history_query::HistoryQuery;
use super::super::error_notice::ErrorNotice;
use super::explanation::ContinuousTask;
use super::queries::TaskQueries;
use crate::components::lazy::lazy;
use crate::components::notice::{Announcement, EmptyState, RowCount, Skeleton};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::history::ReplicationMode;
use crate::model::route::TaskRoute;
use crate::navigation::use_navigation;
use crate::query::clock::use_clock;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

lazy! {
    /// The trend of a task; of a continuous one, why it has none.
    pub(super) fn trend(route: Memo<TaskRoute>, queries: TaskQueries) in analysis {
        match queries.mode.get_untracked() {
            ReplicationMode::Continuous => view! { <ContinuousTask queries /> }.into_any(),
            _ => view! { <TrendPanel route queries /> }.into_any(),
        }
    }
}

/// The heading with its refresh button, and the trend below. It fetches the whole history when it is mounted.
#[component]
fn TrendPanel(
    /// The route of the task page.
    route: Memo<TaskRoute>,
    /// The queries of the page.
    queries: TaskQueries,
) -> impl IntoView {
    let i18n = use_localizer();
    let words = i18n.words();
    let query = HistoryQuery::start(route);
    let announcement = Signal::derive(move || announcement(i18n, query));
    view! {
        <div class="rl-runs-head">
            <h2>{words.trend}</h2>
            <span class="rl-hint">{i18n.analysis().trend_hint}</span>
            <button
                type="button"
                class="rl-button rl-again"
                aria-label=words.refresh
                title=words.refresh
                data-busy=move || query.is_fetching().to_string()
                on:click=move |_| query.refetch()
            ></button>
        </div>
        <Announcement text=announcement />
        <TrendError query queries />
        <TrendContent query route />
    }
}

/// The text for screen readers: loading, or the number of executions.
fn announcement(i18n: Localizer, query: HistoryQuery) -> String {
    if query.is_fetching() {
        return i18n.words().loading.to_owned();
    }
    if query.error().is_some() {
        return String::new();
    }
    query.with_history(|history| {
        history
            .map_or_else(String::new, |history| i18n.counted(&i18n.analysis().trend_runs, as_i64(history.runs.len())))
    })
}

/// The error of the last fetch; above an older history together with the age of that.
#[component]
fn TrendError(query: HistoryQuery, queries: TaskQueries) -> impl IntoView {
    let i18n = use_localizer();
    let words = i18n.words();
    let (clock, navigation) = (use_clock(), use_navigation());
    let content = move || {
        let error = query.error()?;
        if queries.shared_error.get().is_some() && queries.executions.handle.error_kind() == Some(error.kind()) {
            navigation.on_retry(move || query.refetch());
            return Some(view! { <p class="rl-hint">{words.not_loaded}</p> }.into_any());
        }
        let on_retry = move |()| query.refetch();
        let notice = view! { <ErrorNotice error title=words.trend retry_label=words.retry on_retry /> };
        if query.has_no_history_untracked() {
            return Some(notice.into_any());
        }
        let age = move || {
            unsubscribe_on_cleanup();
            fill(words.stale, &[&i18n.relative(query.updated_at(), clock.second())])
        };
        Some(view! { <div class="rl-stale"><p>{move || age()}</p>{notice}</div> }.into_any())
    };
    view! { {move || content()} }
}

/// The trend, or its loading or empty state.
#[component]
fn TrendContent(query: HistoryQuery, route: Memo<TaskRoute>) -> impl IntoView {
    let (words, terms) = (use_localizer().words(), use_localizer().analysis());
    let trend = Memo::new(move |_| route.with(|route| route.trend.clone()).unwrap_or_default());
    // Outside the content, so that the table stays open when the content is rendered again.
    let is_table_open = RwSignal::new(false);
    let content = move || {
        unsubscribe_on_cleanup();
        match query.history() {
            None => view! { <TrendLoading query /> }.into_any(),
            Some(history) if history.runs.is_empty() => view! {
                <EmptyState text=terms.empty_history />
                <RowCount rows=&terms.unread_rows count=history.left_out />
            }
            .into_any(),
            Some(history) => {
                let (left_out, odd) = (history.left_out, history.odd);
                let trend = trend.get();
                view! {
                    <TrendAnalysis history trend route is_table_open />
                    <p class="rl-hint">{terms.retention}</p>
                    <RowCount rows=&terms.unread_rows count=left_out />
                    <RowCount rows=&words.odd_rows count=odd />
                }
                .into_any()
            }
        }
    };
    view! { {move || content()} }
}

/// The progress of the first fetch; nothing after it failed.
#[component]
fn TrendLoading(query: HistoryQuery) -> impl IntoView {
    let i18n = use_localizer();
    let counted = move |rows: usize| i18n.counted(&i18n.analysis().trend_runs, as_i64(rows));
    let progress = move || query.progress().filter(|rows| *rows > 0).map(counted);
    let is_loading = Memo::new(move |_| query.is_fetching() && query.error().is_none());
    let content = move || {
        is_loading.get().then(|| {
            view! {
                <p class="rl-hint">{i18n.words().loading} " " {move || progress()}</p>
                <Skeleton lines=5 />
            }
        })
    };
    view! { {move || content()} }
}

fn as_i64(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
