//! Notices about the execution that another one is compared with.

use leptos::prelude::*;

use super::links::analysis_href;
use crate::api::wire::RecordInfo;
use crate::components::notice::{Notice, Severity};
use crate::i18n::localizer::instant;
use crate::model::id::Id;
use crate::model::route::{AnalysisView, RecordRoute};
use crate::navigation::use_navigation;
use crate::pages::query_view::query_error::QueryError;
use crate::pages::record::queries::RecordQueries;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::query::use_query::Query;
use crate::settings::use_localizer;

/// Notices about the other execution: it is the later one, belongs to another plan, or could not be loaded.
#[component]
pub(super) fn OtherNotices(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The queries of the page.
    queries: RecordQueries,
    /// The query of the other execution.
    other: Query<RecordInfo>,
    /// The other execution.
    chosen: Memo<Option<Id>>,
    /// The comparison with an execution.
    view: fn(Id) -> AnalysisView,
) -> impl IntoView {
    let terms = use_localizer().changes();
    let navigation = use_navigation();
    let start = |query: Query<RecordInfo>| {
        let cached = query.data()?;
        instant(cached.data().record.start_time.known()?, cached.zone())
    };
    let is_later = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        start(queries.info).zip(start(other)).is_some_and(|(this, other)| other > this)
    });
    let is_other_plan = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        let task = |query: Query<RecordInfo>| query.data()?.data().record.task_key.cloned();
        task(queries.info).zip(task(other)).is_some_and(|(this, other)| this != other)
    });
    let later = move || {
        unsubscribe_on_cleanup();
        let id = chosen.get().filter(|_| is_later.get())?;
        let href = route.with(|route| {
            let later = RecordRoute::new(id, route.plan_name.clone(), route.page.size);
            analysis_href(navigation, &later, Some(view(route.id.clone())))
        });
        Some(view! {
            <Notice severity=Severity::Info headline=terms.is_later>
                <a class="rl-button" href=href>{terms.open_later}</a>
            </Notice>
        })
    };
    let other_plan =
        move || is_other_plan.get().then(|| view! { <Notice severity=Severity::Neutral headline=terms.other_plan /> });
    view! {
        <QueryError handle=other.handle title=terms.other_execution />
        {move || later()}
        {move || other_plan()}
    }
}
