//! The layout around every page: breadcrumbs, settings, configuration errors, announcements.

pub mod breadcrumbs;
pub mod page_info;
pub mod settings_bar;

use leptos::html;
use leptos::prelude::*;
use web_sys::Element;

use super::click::handle_click;
use super::copy::copy_from;
use super::dialog::DialogHandle;
use super::focus;
use super::lazy::lazy;
use super::shortcuts::{self, ShortcutsHelp, contain_typing};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::config::ConfigError;
use crate::navigation::use_navigation;
use crate::settings::{use_config, use_localizer, use_settings};

use breadcrumbs::{Breadcrumbs, SkipLink};
pub use page_info::{Crumb, NAME, PageInfo, use_page_info};
use settings_bar::SettingsBar;

/// The layout around the current page, and the event listeners of the whole app. Within a host page only the page is
/// shown, because the host has its own banner and settings.
#[component]
pub fn Layout(
    /// The errors of the configuration.
    config_errors: RwSignal<Vec<ConfigError>>,
    /// The page; it is mounted again when the language changes.
    children: ChildrenFn,
) -> impl IntoView {
    let (navigation, settings, config) = (use_navigation(), use_settings(), use_config());
    let is_guest = navigation.is_guest();
    let page_info = PageInfo::new();
    provide_context(page_info);
    page_info.sync_tab();

    let i18n = move || Localizer(untrack(|| settings.locale()));
    let keyboard = Memo::new(move |_| config.with(|config| config.keyboard));
    let look = Signal::derive(move || config.with(|config| config.look.clone().unwrap_or_default()));
    let announcement = RwSignal::new(String::new());
    let root = NodeRef::<html::Div>::new();
    let help = DialogHandle::default();
    let copy_row = move |row: &Element, text| copy_from(row, text, i18n(), announcement);
    let is_enabled = Memo::new(move |_| keyboard.get() && settings.shortcuts());
    let keys = shortcuts::key_handler(root, is_enabled, help, copy_row);
    if !is_guest {
        shortcuts::listen_on_window(keys);
    }
    let track_focus = focus::restore_on_removal(root);
    let track_blur = track_focus.clone();

    view! {
        // A browser that translates the page replaces text nodes, and Leptos would go on updating the old ones: a status
        // on the page could then be wrong.
        <div
            class="rl"
            translate="no"
            data-guest=is_guest.then_some("true")
            lang=move || settings.locale().tag()
            data-theme=move || settings.theme().name()
            data-look=look
            node_ref=root
            on:click=move |event| handle_click(&event, navigation, i18n(), announcement)
            on:focusin=move |_| track_focus()
            on:focusout=move |_| track_blur()
            on:keydown=move |event| if is_guest { keys.run(event.clone()); contain_typing(&event) }
            on:keyup=move |event| if is_guest { contain_typing(&event) }
            on:keypress=move |event| if is_guest { contain_typing(&event) }
        >
            <Banner keyboard help />
            <PerLanguage>
                <Main config_errors page=children.clone() />
            </PerLanguage>
            <div class="rl-unseen" role="status" aria-live="polite">{Signal::<String>::from(announcement)}</div>
        </div>
    }
}

/// Mounts its children again when the language changes, with the [`Localizer`] as a context.
#[component]
fn PerLanguage(
    /// The content.
    children: ChildrenFn,
) -> impl IntoView {
    let settings = use_settings();
    let i18n = Memo::new(move |_| Localizer(settings.locale()));
    let content = move || {
        provide_context(i18n.get());
        children()
    };
    view! { {move || content()} }
}

/// The banner: breadcrumbs, settings and shortcuts; within a host page only the shortcuts. The settings come after the
/// breadcrumbs, because the skip link must be the first control.
#[component]
fn Banner(
    /// Whether the shortcuts are enabled.
    keyboard: Memo<bool>,
    /// The dialog that lists the shortcuts.
    help: DialogHandle,
) -> impl IntoView {
    let is_guest = use_navigation().is_guest();
    let shortcuts = move || keyboard.get().then(|| view! { <ShortcutsHelp handle=help has_button=!is_guest /> });
    let top = view! {
        <div class="rl-top">
            {(!is_guest).then(|| view! { <SettingsBar /> })}
            <PerLanguage>{move || shortcuts()}</PerLanguage>
        </div>
    };
    if is_guest {
        return top.into_any();
    }
    view! {
        <header class="rl-banner">
            <PerLanguage>
                <SkipLink />
                <Breadcrumbs />
            </PerLanguage>
            {top}
        </header>
    }
    .into_any()
}

/// The main content: configuration errors and the page. Within a host page it is not `<main>`, because a document may
/// have only one, which is the host's.
#[component]
fn Main(
    /// The errors of the configuration.
    config_errors: RwSignal<Vec<ConfigError>>,
    /// The page.
    page: ChildrenFn,
) -> impl IntoView {
    let content = view! {
        <ConfigErrors errors=config_errors />
        {page()}
    };
    if use_navigation().is_guest() {
        return view! { <div class="rl-main" tabindex="-1">{content}</div> }.into_any();
    }
    view! { <main class="rl-main" id="rl-main" tabindex="-1">{content}</main> }.into_any()
}

/// The errors of the configuration, for the operator.
#[component]
fn ConfigErrors(
    /// The errors.
    errors: RwSignal<Vec<ConfigError>>,
) -> impl IntoView {
    let list = move || {
        let errors = errors.get();
        (!errors.is_empty()).then(|| config_error_list(errors))
    };
    view! { {move || list()} }
}

lazy! {
    fn config_error_list(errors: Vec<ConfigError>) in hints {
        let words = use_localizer().words();
        let text = |error| match error {
            ConfigError::Unreadable(reason) => reason,
            ConfigError::Value { key, value } => fill(words.config_value, &[key, &value]),
        };
        let paragraph = move |error| {
            view! { <p class="rl-mistake" role="alert">{fill(words.config_error, &[&text(error)])}</p> }
        };
        errors.into_iter().map(paragraph).collect_view()
    }
}
