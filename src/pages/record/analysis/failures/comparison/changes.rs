//! The artifacts that failed in the current execution, in the baseline, or in both.

use leptos::prelude::*;

use super::super::super::failed_details::FailedDetails;
use super::super::super::list::{GroupToggle, use_is_expanded};
use super::super::members::Members;
use crate::components::notice::{Notice, Severity};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::compare::{Change, Comparison};
use crate::model::route::RecordRoute;
use crate::model::triage::Triage;
use crate::settings::use_localizer;

/// The three changes with their counts. At most one of them is expanded.
#[component]
pub(super) fn Changes(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The failed details of the earlier execution.
    baseline: FailedDetails,
    /// The failed details of this execution.
    current: FailedDetails,
    /// The comparison of both.
    comparison: Comparison,
) -> impl IntoView {
    let i18n = use_localizer();
    let unidentified = unidentified(i18n, &comparison).map(|headline| {
        view! { <Notice severity=Severity::Neutral headline /> }
    });
    let comparison = StoredValue::new(comparison);
    let changes = Change::ALL.into_iter().map(|change| {
        let failures = if change == Change::Gone { baseline } else { current };
        view! { <ChangeItem route failures comparison change /> }
    });
    let changes = changes.collect_view();
    view! {
        {unidentified}
        <ul class="rl-groups" aria-label=i18n.words().by_before>
            {changes}
        </ul>
    }
}

/// The sentence about details that name no artifact; `None` if all do.
fn unidentified(i18n: Localizer, comparison: &Comparison) -> Option<String> {
    let counts = [comparison.unidentified_baseline, comparison.unidentified_current];
    let [baseline, current] = counts.map(|count| i18n.count(u64::try_from(count).unwrap_or(u64::MAX)));
    (counts != [0, 0]).then(|| fill(i18n.analysis().unidentified_failures, &[&baseline, &current]))
}

/// One change: its count, and while it is expanded its artifacts.
#[component]
fn ChangeItem(
    route: Memo<RecordRoute>,
    /// The details that the change refers to.
    failures: FailedDetails,
    comparison: StoredValue<Comparison>,
    change: Change,
) -> impl IntoView {
    let i18n = use_localizer();
    let terms = i18n.analysis();
    let (word, tone) = match change {
        Change::Both => (terms.change_both, "plain"),
        Change::New => (terms.change_new, "bad"),
        Change::Gone => (terms.change_gone, "good"),
    };
    let count = comparison.with_value(|comparison| comparison.indexes(change).len());
    let count = i18n.count(u64::try_from(count).unwrap_or_default());
    let key = StoredValue::new(change.name().to_owned());
    let is_expanded = use_is_expanded(route, key);
    let members = move |_: &Triage| comparison.with_value(|comparison| comparison.indexes(change).to_vec());
    let expanded = move || {
        is_expanded.get().then(|| {
            let hint = (change == Change::Gone).then(|| view! { <p class="rl-hint">{terms.change_gone_why}</p> });
            view! { <div class="rl-within">{hint} <Members route failures members /></div> }
        })
    };
    view! {
        <li class="rl-group" data-change=change.name()>
            <p class="rl-group-head">
                <GroupToggle route key is_expanded label=word.to_owned() />
                <b data-tone=tone>{count}</b>
                <span>{word}</span>
            </p>
            {move || expanded()}
        </li>
    }
}
