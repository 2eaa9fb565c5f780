//! The answers of the comparison, in one sentence each.

use leptos::prelude::*;

use super::compared::Compared;
use crate::components::notice::Announcement;
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::changes::{ChangeKind, ComparedField, Counts};
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// Whether the executions replicated the same artifacts, and whether artifacts of the same name have another digest.
#[component]
pub(super) fn Answers(
    /// The comparison.
    compared: Compared,
) -> impl IntoView {
    let i18n = use_localizer();
    let terms = i18n.changes();
    let state = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        (compared.counts(), compared.is_complete())
    });
    // The rows without an artifact name, of the other execution and of this one.
    let unnamed = compared.count_in_both(|read| read.unnamed);
    let artifacts = move || {
        let (counts, is_complete) = state.get();
        let answer = artifacts_answer(i18n, &counts);
        let answer = if unnamed.get().is_some() { fill(terms.among_named, &[&answer]) } else { answer };
        so_far(i18n, answer, is_complete)
    };
    let not_compared = move || {
        let [other, this] = unnamed.get()?.map(|count| i18n.count(u64::from(count)));
        Some(view! { <p class="rl-hint">{fill(terms.unnamed_rows, &[&other, &this])}</p> })
    };
    let digests = move || {
        let (counts, is_complete) = state.get();
        so_far(i18n, digests_answer(i18n, &counts), is_complete)
    };
    let without_digests = move || {
        let (counts, _) = state.get();
        let count = counts.in_both().saturating_sub(counts.with_digests);
        (count > 0).then(|| {
            let text = i18n.counted(&terms.without_digests, i64::from(count));
            view! { <p class="rl-hint">{text}</p> }
        })
    };
    let is_complete = Memo::new(move |_| state.with(|(_, is_complete)| *is_complete));
    let partial = move || (!is_complete.get()).then(|| view! { <p class="rl-hint">{terms.partial}</p> });
    let is_done = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        compared.is_done()
    });
    // Only the final answer is announced: a screen reader would read out each page.
    let announced = Memo::new(move |_| if is_done.get() { artifacts() } else { String::new() });
    view! {
        <div class="rl-within rl-answers">
            <p><b>{move || artifacts()}</b></p>
            {move || not_compared()}
            <p><b>{move || digests()}</b></p>
            {move || without_digests()}
            {move || partial()}
            <Announcement text=announced />
        </div>
    }
}

fn so_far(i18n: Localizer, answer: String, is_complete: bool) -> String {
    if is_complete { answer } else { fill(i18n.changes().so_far, &[&answer]) }
}

fn artifacts_answer(i18n: Localizer, counts: &Counts) -> String {
    let terms = i18n.changes();
    if counts.has_same_content() {
        return terms.same_artifacts.to_owned();
    }
    let [new, gone, content] =
        [ChangeKind::New, ChangeKind::Gone, ChangeKind::Content].map(|kind| i18n.count(u64::from(counts.of(kind))));
    fill(terms.other_artifacts, &[&new, &gone, &content])
}

fn digests_answer(i18n: Localizer, counts: &Counts) -> String {
    let terms = i18n.changes();
    let with_digests = i18n.count(u64::from(counts.with_digests));
    match (counts.differing_in(ComparedField::Digest), counts.with_digests) {
        (_, 0) => terms.no_digests.to_owned(),
        (0, _) => fill(terms.no_other_digest, &[&with_digests]),
        (differing, _) => fill(terms.other_digests, &[&i18n.count(u64::from(differing)), &with_digests]),
    }
}
