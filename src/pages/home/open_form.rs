//! The form that opens an id.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

use super::lookup::{Lookup, LookupState};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::hidden::visible;
use crate::model::id::{IdError, LONGEST};
use crate::navigation::use_navigation;
use crate::pages::error_notice::ErrorNotice;
use crate::settings::use_localizer;

/// A field for a key, an id or an address, an open button, and the state of the lookup.
#[component]
pub fn OpenForm() -> impl IntoView {
    let home = use_localizer().home();
    let lookup = Lookup::new();
    let input = NodeRef::<html::Input>::new();
    let submit = move || {
        let Some(input) = input.get_untracked() else { return };
        if !lookup.submit(&input.value()) {
            drop(input.focus());
        }
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        submit();
    };
    view! {
        <form class="rl-open" novalidate=true on:submit=on_submit>
            <label class="rl-field">
                <span>{home.label}</span>
                <IdInput lookup node_ref=input />
            </label>
            <button type="submit" class="rl-button" data-main="true">{home.open}</button>
        </form>
        <div id="rl-open-said">
            <LookupMessage lookup on_retry=submit />
        </div>
    }
}

/// The text input for the id. It has no autofocus in a host page, where the focus belongs to the host.
#[component]
fn IdInput(lookup: Lookup, node_ref: NodeRef<html::Input>) -> impl IntoView {
    let autofocus = !use_navigation().is_guest();
    view! {
        <input
            class="rl-input"
            type="text"
            name="id"
            autocomplete="off"
            spellcheck="false"
            autocapitalize="off"
            autofocus=autofocus
            aria-describedby="rl-open-said"
            aria-invalid=move || lookup.is_rejected().to_string()
            on:input=move |_| lookup.reset()
            node_ref=node_ref
        />
    }
}

/// A hint, the progress, or the reason why nothing was opened.
#[component]
fn LookupMessage(
    lookup: Lookup,
    /// Submits the form again.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    let i18n = use_localizer();
    let home = i18n.home();
    let content = move || match lookup.state() {
        LookupState::Idle => view! { <p class="rl-hint">{home.hint}</p> }.into_any(),
        LookupState::Running => view! { <p class="rl-hint" role="status">{home.looking_up}</p> }.into_any(),
        LookupState::Invalid { text, reason } => rejection(invalid_text(i18n, &text, reason)).into_any(),
        LookupState::UnknownAddress => rejection(home.address_unknown.to_owned()).into_any(),
        LookupState::Unknown(id) => rejection(fill(home.id_unknown, &[&visible(id.as_str())])).into_any(),
        LookupState::Failed(error) => view! { <ErrorNotice error on_retry /> }.into_any(),
    };
    view! { {move || content()} }
}

fn rejection(text: String) -> impl IntoView {
    view! { <p class="rl-refused" role="alert">{text}</p> }
}

fn invalid_text(i18n: Localizer, text: &str, reason: IdError) -> String {
    let home = i18n.home();
    match reason {
        IdError::Blank => home.id_blank.to_owned(),
        IdError::TooLong => fill(home.id_too_long, &[&LONGEST.to_string()]),
        IdError::Dots => fill(home.id_impossible, &[text]),
    }
}
