//! Name and value pairs for a `<dl>`.

use leptos::prelude::*;

use super::copy::CopyButton;
use super::text::name as name_text;
use crate::model::hidden::visible;

/// A name with its value, as an entry of a `<dl class="rl-facts">`.
#[component]
pub fn Fact(
    /// The name of the value.
    name: &'static str,
    /// The value.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="rl-fact">
            <dt>{name}</dt>
            <dd>{children()}</dd>
        </div>
    }
}

/// An identifier beside a button that copies it.
#[component]
pub fn CopyableId(
    /// The name of the identifier, for the label of the button.
    name: &'static str,
    /// The identifier.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! {
        <code class="rl-id" title=visible(&value).into_owned()>{name_text(value.clone())}</code>
        <CopyButton name text=value />
    }
}
