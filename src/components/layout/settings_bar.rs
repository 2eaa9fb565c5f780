//! The settings in the banner: time zone, language, theme.

use leptos::ev::Event;
use leptos::prelude::*;
use web_sys::HtmlSelectElement;

use crate::i18n::Words;
use crate::i18n::localizer::{Localizer, named_zone};
use crate::model::config::Theme;
use crate::model::locale::Locale;
use crate::model::zone::{UTC, ZoneChoice};
use crate::query::clock::use_clock;
use crate::settings::use_settings;

/// The settings of the user. Unlike the page, they stay mounted when the language changes, so that the select of the
/// language keeps the focus: their words are reactive.
#[component]
pub fn SettingsBar() -> impl IntoView {
    view! {
        <ZoneSwitch />
        <LocaleSelect />
        <ThemeSelect />
    }
}

/// A word of the chosen language.
fn word(read: impl Fn(&'static Words) -> &'static str + Send + Sync + 'static) -> Signal<String> {
    let settings = use_settings();
    Signal::derive(move || read(Localizer(settings.locale()).words()).to_owned())
}

/// The choice between the user's own zone and UTC; one button where they are the same.
#[component]
fn ZoneSwitch() -> impl IntoView {
    let (settings, clock) = (use_settings(), use_clock());
    let own = untrack(|| settings.own_zone());
    let is_utc = own == UTC;
    // Reactive, because the offset of a zone changes with daylight saving time.
    let own_name = Signal::derive(move || named_zone(&own, clock.minute()));
    view! {
        <div class="rl-segments" role="group" aria-label=word(|words| words.time_zone)>
            <ZoneButton choice=ZoneChoice::Own label=own_name />
            {(!is_utc).then(|| view! { <ZoneButton choice=ZoneChoice::Utc label=UTC /> })}
        </div>
    }
}

/// A button that chooses a zone.
#[component]
fn ZoneButton(
    /// The zone.
    choice: ZoneChoice,
    /// The name of the zone.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let settings = use_settings();
    let is_pressed = move || (settings.zone() == choice).to_string();
    view! {
        <button type="button" aria-pressed=is_pressed on:click=move |_| settings.set_zone(choice)>
            {label}
        </button>
    }
}

/// The choice of the language. Each language is named in itself.
#[component]
fn LocaleSelect() -> impl IntoView {
    let settings = use_settings();
    let choose = move |event: Event| {
        if let Some(locale) = Locale::parse(&event_target_value(&event)) {
            // Shows the language of the page until the words of the other one are loaded.
            event_target::<HtmlSelectElement>(&event).set_value(settings.locale().tag());
            settings.set_locale(locale);
        }
    };
    let options = Locale::ALL.into_iter().map(|locale| {
        let (tag, name) = (locale.tag(), locale.own_name());
        view! { <option value=tag lang=tag prop:selected=move || settings.locale() == locale>{name}</option> }
    });
    view! {
        <select class="rl-select" data-name="locale" aria-label=word(|words| words.language) on:change=choose>
            {options.collect_view()}
        </select>
    }
}

/// The choice of the theme.
#[component]
fn ThemeSelect() -> impl IntoView {
    let settings = use_settings();
    let choose = move |event: Event| {
        if let Some(theme) = Theme::parse(&event_target_value(&event)) {
            settings.set_theme(theme);
        }
    };
    let options = Theme::ALL.into_iter().map(|theme| {
        let name = word(move |words| theme_name(words, theme));
        view! { <option value=theme.name() prop:selected=move || settings.theme() == theme>{name}</option> }
    });
    view! {
        <select class="rl-select" data-name="theme" aria-label=word(|words| words.theme) on:change=choose>
            {options.collect_view()}
        </select>
    }
}

const fn theme_name(words: &Words, theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => words.theme_auto,
        Theme::Light => words.theme_light,
        Theme::Dark => words.theme_dark,
    }
}
