//! Sentences that stand for something that is not there, or that is not as it should be.

use leptos::prelude::*;

/// How loud a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Something failed: announced at once.
    Alarm,
    /// Something to know: announced when there is time.
    Remark,
    /// Something that simply is so.
    Quiet,
}

/// A notice: what is so, what more there is to say, and what can be done.
pub fn notice(weight: Weight, what: String, more: AnyView, actions: AnyView) -> AnyView {
    let (role, name) = match weight {
        Weight::Alarm => (Some("alert"), "alarm"),
        Weight::Remark => (Some("status"), "remark"),
        Weight::Quiet => (None, "quiet"),
    };
    view! {
        <div class="rl-notice" role=role data-weight=name>
            <div class="rl-notice-text">
                <p class="rl-notice-what">{what}</p>
                {more}
            </div>
            <div class="rl-notice-actions">{actions}</div>
        </div>
    }
    .into_any()
}

/// What stands in place of rows when there are none.
pub fn empty(what: String, actions: impl IntoView + 'static) -> AnyView {
    notice(Weight::Quiet, what, ().into_any(), actions.into_any()).into_any()
}

/// Lines that hold the place of what is still loading.
pub fn skeleton(lines: usize) -> AnyView {
    let lines = (0..lines).map(|_| view! { <i></i> });
    view! { <div class="rl-skeleton" aria-hidden="true">{lines.collect_view()}</div> }.into_any()
}
