//! The page of one execution: its head, its overview, the analysis of its failures, and its details.

mod analysis;
mod cells;
mod counted;
mod details;
mod empty;
mod facts;
mod fields;
mod filters;
mod head;
mod hints;
mod notify;
mod overview;
mod queries;
mod raw;
mod row;
mod task_route;

use leptos::prelude::*;

use self::analysis::AnalysisCard;
use self::details::Details;
use self::head::RecordHead;
use self::hints::stuck_notice;
use self::overview::Overview;
use self::queries::RecordQueries;
use self::task_route::task_route;
use super::labels;
use super::page_route::use_page_route;
use super::plans::name::{plan_name, project_crumb};
use super::query_view::query_error::QueryError;
use super::query_view::recent::record_recent;
use super::query_view::shared_error::SharedError;
use crate::api::error::ErrorKind;
use crate::components::layout::{Crumb, use_page_info};
use crate::components::status::Tone;
use crate::i18n::fill;
use crate::model::route::{RecordRoute, Route};
use crate::navigation::use_navigation;
use crate::query::effect::effect;
use crate::settings::{use_localizer, use_settings};

/// The page of one execution.
#[component]
pub fn RecordPage(
    /// The route at which the page was opened. It changes within the page, for example to another filter.
    route: RecordRoute,
) -> impl IntoView {
    let words = use_localizer().words();
    let route = use_page_route(route, |route, first| match route {
        Route::Record(record) if record.id == first.id => Some(record),
        _ => None,
    });
    let queries = RecordQueries::new(route);
    let polling = queries.use_poll();
    let plan_name = Memo::new(move |_| plan_name(queries.task, route.with(|route| route.plan_name.clone())));
    record_recent(move || {
        let (plan_name, exists) = (plan_name.get(), queries.info.handle.with(|status| status.updated_at.is_some()));
        exists.then(|| Route::Record(RecordRoute { plan_name, ..route.get_untracked() }))
    });
    set_page_info(plan_name, queries);
    let shared_error = move || queries.shared_error.get().map(|_| view! { <SharedError shown=queries.shown() /> });
    // Only the request for the execution itself fails for an unknown id; all others return nothing.
    let is_unknown = Memo::new(move |_| {
        queries.info.handle.with(|status| {
            let is_not_found = status.error.as_ref().is_some_and(|error| error.kind() == ErrorKind::NotFound);
            is_not_found && !status.has_data
        })
    });
    let stuck = move || {
        let is_suspect = queries.is_suspect.get();
        is_suspect.then(|| view! { <div class="rl-hints">{stuck_notice(queries)}</div> })
    };
    let parts = move || {
        let parts = || {
            view! {
                {move || stuck()}
                <Overview route queries />
                <AnalysisCard route queries />
                <Details route queries polling />
            }
        };
        (!is_unknown.get()).then(parts)
    };
    view! {
        {move || shared_error()}
        <RecordHead route queries plan_name />
        <QueryError handle=queries.info.handle title=words.execution shared=queries.shared_error />
        {move || parts()}
    }
}

/// Keeps the breadcrumbs and the status of the page in step with the execution.
fn set_page_info(plan_name: Memo<Option<String>>, queries: RecordQueries) {
    let (i18n, navigation, page_info) = (use_localizer(), use_navigation(), use_page_info());
    let words = i18n.words();
    let size = use_settings().size();
    effect(move || {
        let plan_name = plan_name.get();
        let cached = queries.info.latest();
        let info = cached.as_deref().map(|cached| cached.data());
        let task = info.and_then(|info| task_route(info, plan_name.clone(), size)).map(|task| {
            let word = plan_name.unwrap_or_else(|| fill(words.unnamed_task, &[task.key.as_str()]));
            Crumb { word, href: Some(navigation.href(&Route::Task(task))) }
        });
        if let Some(info) = info {
            let is_known = queries.info.handle.error_kind().is_none() || !info.record.is_running();
            let unknown = || (Tone::Unknown, words.status_unknown.to_owned());
            let (tone, word) = if is_known { labels::record_status(i18n, info) } else { unknown() };
            page_info.set_status(tone, word);
        }
        let start =
            cached.as_deref().and_then(|cached| Some((cached.data().record.start_time.known()?, cached.zone())));
        let word = start.map_or_else(|| words.execution.to_owned(), |(start, zone)| i18n.date(start, zone));
        let project = project_crumb(queries.task);
        page_info.set(project.into_iter().chain(task).chain([Crumb { word, href: None }]).collect());
    });
}
