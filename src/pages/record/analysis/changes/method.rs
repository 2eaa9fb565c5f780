//! The method of the comparison, repeated rows, and what it cannot know.

use leptos::prelude::*;

use super::super::links::analysis_href;
use super::compared::Compared;
use crate::i18n::fill;
use crate::model::id::Id;
use crate::model::route::{AnalysisView, RecordRoute};
use crate::navigation::use_navigation;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The explanations, the numbers of repeated rows, and a link to the comparison of failures.
#[component]
pub(super) fn Method(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The comparison.
    compared: Compared,
    /// The chosen execution.
    chosen: Memo<Option<Id>>,
) -> impl IntoView {
    let i18n = use_localizer();
    let (words, terms) = (i18n.words(), i18n.changes());
    let navigation = use_navigation();
    let repeated = compared.count_in_both(|read| read.repeated);
    let repeated = move || {
        let [other, this] = repeated.get()?.map(|count| i18n.count(u64::from(count)));
        Some(view! { <p class="rl-hint">{fill(terms.repeated_rows, &[&other, &this])}</p> })
    };
    let failures = move || {
        unsubscribe_on_cleanup();
        let view = AnalysisView::Compare(chosen.get());
        route.with(|route| analysis_href(navigation, route, Some(view)))
    };
    view! {
        <div class="rl-within">
            {move || repeated()}
            <p class="rl-text">{terms.failures_only} " " <a href=failures>{words.by_before}</a></p>
            <details class="rl-block">
                <summary>{terms.method}</summary>
                <p>{terms.method_pairs}</p>
                <p>{terms.method_durations}</p>
                <p>{terms.method_unknown}</p>
            </details>
        </div>
    }
}
