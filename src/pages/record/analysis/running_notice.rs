//! The notice about unfinished executions.

use leptos::prelude::*;

use crate::components::notice::{Notice, Severity};

/// A notice while an execution is running, because its failed details are then incomplete.
#[component]
pub(super) fn RunningNotice(
    /// The consequence for the view.
    text: &'static str,
    /// Whether the execution is running.
    is_running: Memo<bool>,
) -> impl IntoView {
    view! { {move || is_running.get().then(|| view! { <Notice severity=Severity::Neutral headline=text /> })} }
}
