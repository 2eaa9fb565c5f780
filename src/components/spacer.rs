//! Flexible space between the controls of a toolbar.

use leptos::prelude::*;

/// Takes up the free space of a toolbar, so that the controls after it are at its end.
///
/// A component, because `view!` of leptos_macro 0.8.20 creates a nested element with only static attributes through
/// `innerHTML`, which a policy of Trusted Types blocks. The test `app_works_under_a_strict_csp_with_trusted_types` in
/// `tests/e2e` fails otherwise.
#[component]
pub fn Spacer() -> impl IntoView {
    view! { <span class="rl-space"></span> }
}
