//! Names with their values.

use leptos::prelude::*;

/// A name with its value.
pub fn fact(name: &'static str, value: impl IntoView) -> AnyView {
    view! { <div class="rl-fact"><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
}

/// A value beside its own copy button.
pub fn copyable(speech: crate::i18n::speech::Speech, name: &'static str, value: &str) -> AnyView {
    let text = value.to_owned();
    view! {
        <code class="rl-id">{text.clone()}</code>
        {super::copy::copy_button(speech, name, text)}
    }
    .into_any()
}
