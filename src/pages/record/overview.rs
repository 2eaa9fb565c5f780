//! The counts of an execution, and the way from each to its rows.

use leptos::prelude::*;

use super::super::settled::trouble;
use super::{Answers, triage};
use crate::api::wire::Overview;
use crate::components::bar::{Part, bar};
use crate::components::dynamic::dynamic;
use crate::components::facts::fact;
use crate::components::notice::skeleton;
use crate::components::stamp::NONE;
use crate::i18n::speech::Speech;
use crate::model::codes::Status;
use crate::model::filter::DetailFilter;
use crate::model::place::{Place, RecordPlace};
use crate::state::nav::Nav;

/// The overview; while it loads, its place.
pub(super) fn overview(speech: Speech, nav: Nav, place: Memo<RecordPlace>, answers: Answers) -> AnyView {
    let words = speech.words();
    let asked = answers.overview;
    let content = move || match asked.shown().map(|reply| *reply.data()) {
        None => asked.question.is(|standing| standing.error.is_none()).then(|| skeleton(2).into_any()),
        Some(None) => Some(view! { <p class="rl-hint">{words.overview_none}</p> }.into_any()),
        Some(Some(overview)) => Some(counts(speech, nav, &place.get(), overview).into_any()),
    };
    // How many failed is the overview's to say; where it does not, it may be any number.
    let ask = move || {
        let standing = asked.question.standing();
        let succeeded = answers.info.shown().is_some_and(|reply| reply.data().record.status == Some(Status::Success));
        let count = match asked.shown().map(|reply| *reply.data()) {
            Some(overview) => overview.and_then(|overview| overview.failed),
            None => standing.error.is_some().then_some(None)?,
        };
        // Without a count, an execution that went well is taken at its word.
        triage::questions(speech, nav, &place.get(), count.or(succeeded.then_some(0)))
    };
    view! {
        <section class="rl-card rl-overview" aria-label=words.overview>
            {trouble(speech, asked.question, Some(words.overview))}
            {dynamic(content)}
            {dynamic(ask)}
        </section>
    }
    .into_any()
}

fn counts(speech: Speech, nav: Nav, place: &RecordPlace, overview: Overview) -> AnyView {
    let words = speech.words();
    let Overview { success, failed, conflict, file_success, file_failed } = overview;
    let number = |amount: Option<i64>, word: &'static str, tone: &'static str, filter: Option<DetailFilter>| {
        let shown = amount.map_or_else(|| NONE.to_owned(), |amount| speech.integer(amount));
        let count = view! { <b>{shown}</b> <span>{word}</span> };
        // A number that no filter of the service can reproduce is no link.
        match filter.filter(|_| amount.is_some_and(|amount| amount > 0)) {
            Some(filter) => {
                let href = nav.href(&Place::Record(place.filtered(filter)));
                view! { <a class="rl-count" data-tone=tone href=href title=words.show_only>{count}</a> }.into_any()
            }
            None => view! { <div class="rl-count" data-tone=tone>{count}</div> }.into_any(),
        }
    };
    let only = |status| Some(DetailFilter::default().with_status(Some(status)));
    let [succeeded, failures, conflicts] = [success, failed, conflict].map(Option::unwrap_or_default);
    let whole = succeeded.saturating_add(failures);
    let outcome = [Part { amount: succeeded, tone: "good" }, Part { amount: failures, tone: "bad" }];
    let files = (file_success.is_some() || file_failed.is_some()).then(|| {
        let say = |amount: Option<i64>| amount.map_or_else(|| NONE.to_owned(), |amount| speech.integer(amount));
        fact(
            words.files,
            format!("{} {} · {} {}", say(file_success), words.succeeded, say(file_failed), words.failures),
        )
    });
    view! {
        {number(success, words.succeeded, "good", only(Status::Success))}
        {number(failed, words.failures, "bad", only(Status::Failed))}
        {number(conflict, words.conflicts, "warn", None)}
        <div class="rl-shares">
            {bar(&outcome, whole)}
            // A conflict is counted among the succeeded and the failed: it has a line of its own on the same scale.
            {(conflicts > 0).then(|| bar(&[Part { amount: conflicts, tone: "warn" }], whole))}
        </div>
        <dl class="rl-facts">{files}</dl>
    }
    .into_any()
}
