//! Content that needs the task of the execution, such as a comparison with an earlier one.

use leptos::prelude::*;

use crate::components::notice::EmptyState;
use crate::model::id::Id;
use crate::pages::record::queries::RecordQueries;
use crate::query::service::use_service;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The content for the task of the execution, or the reason why nothing can be compared.
#[component]
pub(super) fn RequireTask(
    /// The queries of the page.
    queries: RecordQueries,
    /// The content. It is built again when the zone of the service is known, because executions are labelled with their
    /// start times.
    content: Callback<Id, AnyView>,
) -> impl IntoView {
    let terms = use_localizer().analysis();
    let service = use_service();
    // `None` while the execution is loading, `Some(None)` if it names no task.
    let task = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        let cached = queries.info.data()?;
        Some(cached.data().record.task_key.as_deref().and_then(|key| Id::parse(key).ok()))
    });
    let content = move || {
        unsubscribe_on_cleanup();
        service.zone();
        Some(match task.get()? {
            _ if queries.is_continuous.get() => view! { <EmptyState text=terms.before_continuous /> }.into_any(),
            None => view! { <EmptyState text=terms.before_unknown /> }.into_any(),
            Some(task) => content.run(task),
        })
    };
    view! { {move || content()} }
}
