//! Sentences that stand for something that is not there, or that is not as it should be.

use leptos::prelude::*;

use super::tag::{Child, Tag, tag};

/// How loud a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Something failed: announced at once.
    Error,
    /// Something to know: announced when there is time.
    Info,
    /// Something that simply is so.
    Neutral,
}

/// A notice: what is so, what more there is to say, and what can be done.
pub fn notice(weight: Severity, what: String, more: AnyView, actions: AnyView) -> AnyView {
    let (role, name) = match weight {
        Severity::Error => (Some("alert"), "alarm"),
        Severity::Info => (Some("status"), "remark"),
        Severity::Neutral => (None, "quiet"),
    };
    // Announced is what is so; with all that there is to say and to press, it would be read out as one.
    let what = tag("p").class("rl-notice-what").maybe("role", role).with(what);
    let text = tag("div").class("rl-notice-text").with(what).with(more);
    let actions = tag("div").class("rl-notice-actions").with(actions);
    tag("div").class("rl-notice").attr("data-weight", name).with(text).with(actions).child()
}

/// What is said by itself, to those who do not see that something came: once, whenever it changes to another text.
pub fn spoken(text: Memo<String>) -> Tag {
    tag("span").class("rl-unseen").attr("role", "status").with(super::dynamic::text(move || text.get()))
}

/// What stands in place of rows when there are none.
pub fn empty(what: String, actions: impl Child) -> AnyView {
    notice(Severity::Neutral, what, ().child(), actions.child())
}

/// Lines that hold the place of what is still loading.
pub fn skeleton(lines: usize) -> AnyView {
    let lines = (0..lines).map(|_| tag("i")).collect::<Vec<_>>();
    tag("div").class("rl-skeleton").attr("aria-hidden", "true").with(lines).child()
}
