//! Values of the service that do not have the documented type.

use leptos::prelude::*;

use super::text::Message;
use crate::model::text::cut;
use crate::settings::use_localizer;

/// A value as received, as JSON, with a sign that it is not as documented. Of a long one, the beginning.
#[component]
pub fn OddValue(
    /// The JSON.
    json: String,
) -> impl IntoView {
    let title = use_localizer().words().odd_value;
    let shown = cut(&json);
    let text = if shown.len() < json.len() { format!("{shown}…") } else { json };
    view! {
        <span class="rl-odd" title=title>
            <Message text />
            <span class="rl-unseen">{title}</span>
        </span>
    }
}

/// The sign and the JSON of an odd value; `None` for a value of the documented type, or a missing one.
pub fn odd(json: Option<&str>) -> Option<AnyView> {
    json.map(|json| view! { <OddValue json=json.to_owned() /> }.into_any())
}
