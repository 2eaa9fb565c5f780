//! The counts of an execution, and the way from each to its rows.

use leptos::prelude::*;

use super::super::query_view::trouble;
use super::{Answers, triage};
use crate::api::field::Field;
use crate::api::wire::Overview;
use crate::components::bar::BarSegment;
use crate::components::compat::bar;
use crate::components::compat::fact;
use crate::components::compat::skeleton;
use crate::components::dynamic::dynamic;
use crate::components::tag::{Child, tag};
use crate::components::timestamp::EMPTY;
use crate::i18n::localizer::Localizer;
use crate::model::enums::Status;
use crate::model::filter::DetailFilter;
use crate::model::route::{RecordRoute, Route};
use crate::navigation::Navigation;

/// The overview; while it loads, its place.
pub(super) fn overview(speech: Localizer, nav: Navigation, place: Memo<RecordRoute>, answers: Answers) -> AnyView {
    let words = speech.words();
    let asked = answers.overview;
    let content = move || match asked.shown().map(|reply| reply.data().clone()) {
        None => asked.question.is(|standing| standing.error.is_none()).then(|| skeleton(2)),
        Some(None) => Some(tag("p").class("rl-hint").with(words.overview_none).child()),
        Some(Some(overview)) => Some(counts(speech, nav, &place.get(), &overview)),
    };
    // How many failed is the overview's to say; where it does not, it may be any number.
    let ask = move || {
        let standing = asked.question.standing();
        let succeeded =
            answers.info.shown().is_some_and(|reply| reply.data().record.status.known() == Some(&Status::Success));
        let count = match asked.shown() {
            Some(reply) => reply.data().as_ref().and_then(|overview| overview.failed.copied()),
            None => standing.error.is_some().then_some(None)?,
        };
        // Without a count, an execution that went well is taken at its word.
        triage::questions(speech, nav, &place.get(), count.or(succeeded.then_some(0)))
    };
    tag("section")
        .class("rl-card rl-overview")
        .attr("aria-label", words.overview)
        .with(trouble(speech, asked.question, Some(words.overview)))
        .with(dynamic(content))
        .with(dynamic(ask))
        .child()
}

fn counts(speech: Localizer, nav: Navigation, place: &RecordRoute, overview: &Overview) -> AnyView {
    let words = speech.words();
    let [success, failed, conflict] = [&overview.success, &overview.failed, &overview.conflict].map(Field::copied);
    let [file_success, file_failed] = [&overview.file_success, &overview.file_failed].map(Field::copied);
    let number = |amount: Option<i64>, word: &'static str, tone: &'static str, filter: Option<DetailFilter>| {
        let shown = amount.map_or_else(|| EMPTY.to_owned(), |amount| speech.integer(amount));
        // A number that no filter of the service can reproduce is no link.
        let count = match filter.filter(|_| amount.is_some_and(|amount| amount > 0)) {
            Some(filter) => {
                let href = nav.href(&Route::Record(place.filtered(filter)));
                tag("a").attr("href", href).attr("title", words.show_only)
            }
            None => tag("div"),
        };
        count
            .class("rl-count")
            .attr("data-tone", tone)
            .with(tag("b").with(shown))
            .with(" ")
            .with(tag("span").with(word))
    };
    let only = |status| Some(DetailFilter::default().with_status(Some(status)));
    let [succeeded, failures, conflicts] = [success, failed, conflict].map(Option::unwrap_or_default);
    let whole = succeeded.saturating_add(failures);
    let outcome = [BarSegment { amount: succeeded, tone: "good" }, BarSegment { amount: failures, tone: "bad" }];
    let files = (file_success.is_some() || file_failed.is_some()).then(|| {
        let say = |amount: Option<i64>| amount.map_or_else(|| EMPTY.to_owned(), |amount| speech.integer(amount));
        fact(
            words.files,
            format!("{} {} · {} {}", say(file_success), words.succeeded, say(file_failed), words.failures),
        )
    });
    // A conflict is counted among the succeeded and the failed: it has a line of its own on the same scale.
    let of_conflicts = (conflicts > 0).then(|| bar(&[BarSegment { amount: conflicts, tone: "warn" }], whole));
    vec![
        number(success, words.succeeded, "good", only(Status::Success)).child(),
        number(failed, words.failures, "bad", only(Status::Failed)).child(),
        number(conflict, words.conflicts, "warn", None).child(),
        tag("div").class("rl-shares").with(bar(&outcome, whole)).with(of_conflicts).child(),
        tag("dl").class("rl-facts").with(files).child(),
    ]
    .child()
}
