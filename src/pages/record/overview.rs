//! The overview: the counts of an execution, each as a link to its rows.

use leptos::prelude::*;

use super::super::query_view::query_error::QueryError;
use super::queries::RecordQueries;
use super::triage::AnalysisButtons;
use crate::api::field::Field;
use crate::api::wire;
use crate::components::bar::{Bar, BarSegment};
use crate::components::fact::Fact;
use crate::components::notice::Skeleton;
use crate::components::timestamp::EMPTY;
use crate::i18n::localizer::Localizer;
use crate::model::enums::Status;
use crate::model::filter::DetailFilter;
use crate::model::route::{RecordRoute, Route};
use crate::navigation::use_navigation;
use crate::settings::use_localizer;

/// The overview, with links to the analysis of the failed details; a placeholder while it is loading.
#[component]
pub(super) fn Overview(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The queries of the page.
    queries: RecordQueries,
) -> impl IntoView {
    let words = use_localizer().words();
    let query = queries.overview;
    let has_error = move || query.handle.with(|status| status.error.is_some());
    let content = move || match query.latest().map(|cached| cached.data().clone()) {
        None => (!has_error()).then(|| view! { <Skeleton lines=2 /> }).into_any(),
        Some(None) => view! { <p class="rl-hint">{words.overview_none}</p> }.into_any(),
        Some(Some(overview)) => view! { <Counts route=route.get() overview /> }.into_any(),
    };
    let analysis_links = move || {
        let failed = match query.latest() {
            Some(cached) => cached.data().as_ref().and_then(|overview| overview.failed.copied()),
            None if has_error() => None,
            None => return None,
        };
        // Without a count, an execution with the status "success" has no failed details.
        let failed = failed.or_else(|| is_successful(queries).then_some(0));
        Some(view! { <AnalysisButtons route=route.get() failed /> })
    };
    view! {
        <section class="rl-card rl-overview" aria-label=words.overview>
            <QueryError handle=query.handle title=words.overview />
            {move || content()}
            {move || analysis_links()}
        </section>
    }
}

fn is_successful(queries: RecordQueries) -> bool {
    queries.info.latest().is_some_and(|cached| cached.data().record.status.known() == Some(&Status::Success))
}

/// The counts, and bars of their shares. A conflict is counted among the succeeded or the failed artifacts as well, so
/// conflicts have a bar of their own, on the same scale.
#[component]
fn Counts(route: RecordRoute, overview: wire::Overview) -> impl IntoView {
    let words = use_localizer().words();
    let [success, failed, conflict] = [&overview.success, &overview.failed, &overview.conflict].map(Field::copied);
    let [succeeded, failures, conflicts] = [success, failed, conflict].map(Option::unwrap_or_default);
    let whole = succeeded.saturating_add(failures);
    let segments = vec![BarSegment { amount: succeeded, tone: "good" }, BarSegment { amount: failures, tone: "bad" }];
    let conflicts = (conflicts > 0).then(|| vec![BarSegment { amount: conflicts, tone: "warn" }]);
    let only = |status| Some(route.with_filter(DetailFilter::default().with_status(Some(status))));
    view! {
        <Count amount=success word=words.succeeded tone="good" target=only(Status::Success) />
        <Count amount=failed word=words.failures tone="bad" target=only(Status::Failed) />
        <Count amount=conflict word=words.conflicts tone="warn" target=None />
        <div class="rl-shares">
            <Bar segments whole />
            {conflicts.map(|segments| view! { <Bar segments whole /> })}
        </div>
        <dl class="rl-facts">{files(&overview)}</dl>
    }
}

/// One count: a link to its rows. A count of zero, and one that no filter of the service selects, is not a link.
#[component]
fn Count(
    amount: Option<i64>,
    word: &'static str,
    tone: &'static str,
    /// The route that shows the counted rows only.
    target: Option<RecordRoute>,
) -> impl IntoView {
    let i18n = use_localizer();
    let content = view! {
        <b>{integer(i18n, amount)}</b>
        " "
        <span>{word}</span>
    };
    match target.filter(|_| amount.is_some_and(|amount| amount > 0)) {
        Some(target) => {
            let href = use_navigation().href(&Route::Record(target));
            let title = i18n.words().show_only;
            view! { <a href=href title=title class="rl-count" data-tone=tone>{content}</a> }.into_any()
        }
        None => view! { <div class="rl-count" data-tone=tone>{content}</div> }.into_any(),
    }
}

fn integer(i18n: Localizer, amount: Option<i64>) -> String {
    amount.map_or_else(|| EMPTY.to_owned(), |amount| i18n.integer(amount))
}

/// The numbers of succeeded and failed files, where the service counts files.
fn files(overview: &wire::Overview) -> Option<impl IntoView + use<>> {
    let i18n = use_localizer();
    let words = i18n.words();
    let [success, failed] = [&overview.file_success, &overview.file_failed].map(Field::copied);
    if success.is_none() && failed.is_none() {
        return None;
    }
    let (success, failed) = (integer(i18n, success), integer(i18n, failed));
    let text = format!("{success} {} · {failed} {}", words.succeeded, words.failures);
    Some(view! { <Fact name=words.files>{text}</Fact> })
}
