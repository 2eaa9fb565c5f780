//! A failed request, in words, with what can be done about it.

use std::rc::Rc;

use leptos::prelude::*;

use super::{nav, setup};
use crate::api::Error;
use crate::api::error::Kind;
use crate::components::compat::copy_button;
use crate::components::compat::notice;
use crate::components::compat::{copyable, fact};
use crate::components::notice::Severity;
use crate::components::tag::{Child, Tag, bdi, button, link, tag};
use crate::i18n::Failure;
use crate::i18n::localizer::Localizer;

/// What is said of an error.
fn said(speech: Localizer, error: &Error) -> &'static Failure {
    let words = speech.words();
    match error.kind() {
        Kind::SignIn => &words.failure_sign_in,
        Kind::Forbidden => &words.failure_forbidden,
        Kind::Blocked => &words.failure_blocked,
        Kind::NotFound => &words.failure_not_found,
        Kind::TooMany => &words.failure_too_many,
        Kind::Service => &words.failure_service,
        Kind::Gateway => &words.failure_gateway,
        Kind::Unreadable => &words.failure_unreadable,
        Kind::Offline => &words.failure_offline,
        Kind::TimedOut => &words.failure_timed_out,
    }
}

/// What happened, in one sentence.
pub(super) fn what(speech: Localizer, error: &Error) -> &'static str {
    said(speech, error).what
}

/// The failure in full, with its next step; `title` says what is missing because of it, `again` what trying again is.
pub(super) fn failure(
    speech: Localizer,
    title: Option<&str>,
    again: &'static str,
    error: &Error,
    retry: impl Fn() + 'static,
) -> AnyView {
    let words = speech.words();
    let failure = said(speech, error);
    let headline = title.map_or_else(|| failure.what.to_owned(), |title| format!("{title}: {}", failure.what));
    let wait = error.retry_after.map(|seconds| speech.counted(&words.wait_seconds, seconds.into()));
    let message = error.message.clone().map(|message| {
        tag("p").class("rl-error").with(bdi(message.clone())).with(copy_button(speech, words.note, message))
    });
    let facts = [
        error.code.map(|code| fact(words.error_code, code.to_string())),
        error.status.map(|status| fact(words.http_status, status.to_string())),
        error.trace_id.as_deref().map(|id| fact(words.trace_id, copyable(speech, words.trace_id, id))),
    ];
    let facts: Vec<_> = facts.into_iter().flatten().collect();
    let facts = (!facts.is_empty()).then(|| tag("dl").class("rl-facts").with(facts));
    let next = tag("p").with(failure.next).with(" ").with(wait);
    let more = vec![next.child(), message.child(), facts.child()].child();
    let retry = StoredValue::new_local(Rc::new(retry));
    let sign_in = (error.kind() == Kind::SignIn).then(|| sign_in(speech)).flatten();
    on_signed_in(error, move || {
        // The page may have gone meanwhile.
        if let Some(retry) = retry.try_get_value() {
            retry();
        }
    });
    let again = button("rl-button", move || retry.get_value()()).with(again);
    let actions = vec![sign_in.child(), again.child()].child();
    let notice = notice(Severity::Error, headline, more, actions);
    tag("div").class("rl-failure").attr("data-kind", error.kind().name()).with(notice).child()
}

/// Does again what failed for want of a person who is signed in, when one has.
pub(super) fn on_signed_in(error: &Error, retry: impl Fn() + 'static) {
    if error.kind() == Kind::SignIn
        && let Some(nav) = nav()
    {
        nav.on_signed_in(retry);
    }
}

/// The way to sign in: the host's own; else where the configuration leads.
fn sign_in(speech: Localizer) -> Option<Tag> {
    let (nav, word) = (nav()?, speech.words().sign_in);
    if !nav.can_sign_in() {
        let href = untrack(setup).sign_in(&nav.here())?;
        return Some(link(href, word).class("rl-button").attr("data-main", "true").attr("rel", "external"));
    }
    Some(button("rl-button", move || nav.sign_in()).attr("data-main", "true").with(word))
}
