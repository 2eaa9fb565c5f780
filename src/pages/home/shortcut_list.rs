//! The shortcuts of the configuration.

use leptos::prelude::*;

use super::page_kind::page_kind;
use crate::model::config::Shortcut;
use crate::navigation::use_navigation;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::{use_config, use_localizer, use_settings};

/// Links to the tasks and executions that the operator configured, with a heading. Empty without any.
#[component]
pub fn ShortcutList() -> impl IntoView {
    let title = use_localizer().home().shortcuts;
    let page_size = use_settings().size();
    let config = use_config();
    let item = move |shortcut: &Shortcut| {
        let (route, name) = (shortcut.route(page_size)?, shortcut.name.clone());
        let href = use_navigation().href(&route);
        let kind = page_kind(use_localizer(), &route);
        Some(view! { <li><a href=href>{name}</a> " " <small>{kind}</small></li> })
    };
    let content = move || {
        // The configuration lives longer than this page.
        unsubscribe_on_cleanup();
        let items: Vec<_> = config.with(|config| config.shortcuts.iter().filter_map(item).collect());
        (!items.is_empty()).then(|| {
            view! {
                <h2>{title}</h2>
                <ul class="rl-links">{items}</ul>
            }
        })
    };
    view! { {move || content()} }
}
