//! What stands around every page: where one is, and the choices that hold everywhere.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::actions::clicked;
use super::copy::copy_from;
use super::dynamic::{at, click, dynamic, text, value, whether};
use super::keys;
use super::status::Tone;
use crate::api::client::now;
use crate::i18n::fill;
use crate::i18n::speech::{Speech, named_zone};
use crate::model::config::{Mistake, Theme};
use crate::model::locale::Locale;
use crate::model::place::Place;
use crate::model::zone::{UTC, ZoneChoice};
use crate::state::effect::watch;
use crate::state::nav::{Nav, Sign};
use crate::state::settings::Settings;

/// One step on the way from the first page to this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// What it is called.
    pub word: String,
    /// Where it is; the page itself has none.
    pub href: Option<String>,
}

/// The way to the page that is shown, and how what it shows stands; pages tell it, the frame shows it.
#[derive(Debug, Clone, Copy)]
pub struct Trail {
    crumbs: RwSignal<Vec<Crumb>>,
    standing: RwSignal<(Tone, String)>,
}

impl Trail {
    /// Tells the way, and with it the title of the window.
    pub fn set(self, crumbs: Vec<Crumb>) {
        self.crumbs.try_set(crumbs);
    }

    /// Tells how it stands, in a word: it comes first in the title, since a tab shows no more than its beginning.
    pub fn stands(self, tone: Tone, word: String) {
        self.standing.try_set((tone, word));
    }
}

/// The app's name; the same in every language.
pub const NAME: &str = "Replica Log";

/// Puts the frame around a page. `page` is made anew when the language changes; `keyboard` is whether single keys
/// do what a click elsewhere does.
pub fn frame<V: IntoView + 'static>(
    nav: Nav,
    settings: Settings,
    keyboard: bool,
    mistakes: Vec<Mistake>,
    page: impl Fn(Speech) -> V + Clone + Send + 'static,
) -> AnyView {
    let announce = RwSignal::new(String::new());
    let speech = Memo::new(move |_| Speech(settings.locale()));
    let trail = Trail { crumbs: RwSignal::new(Vec::new()), standing: RwSignal::new((Tone::Plain, String::new())) };
    provide_context(trail);
    let mistakes = StoredValue::new(mistakes);
    watch(move || {
        let steps = trail.crumbs.get();
        let (tone, standing) = trail.standing.get();
        let words = Some(standing.as_str()).filter(|word| !word.is_empty()).into_iter();
        let words: Vec<_> = words.chain(steps.iter().rev().map(|crumb| crumb.word.as_str())).chain([NAME]).collect();
        nav.title(&words.join(" · "));
        nav.sign(match tone {
            Tone::Busy => Some(Sign::Running),
            Tone::Good => Some(Sign::Done),
            Tone::Bad => Some(Sign::Failed),
            Tone::Plain => None,
        });
    });
    let inner = move || {
        let speech = speech.get();
        provide_context(speech);
        let skip = at(skip);
        view! {
            <a class="rl-skip" href="#rl-main" on:click=skip>{speech.words().skip_to_content}</a>
            {head(speech, nav, trail)}
            <main id="rl-main" tabindex="-1">
                {mistaken(speech, mistakes)}
                {page(speech)}
            </main>
        }
    };
    let root = NodeRef::new();
    let help = NodeRef::new();
    if keyboard {
        keys::listen(root, help, move |row, text| copy_from(row, text, speech.get_untracked(), announce));
    }
    let clicks = at(move |event: MouseEvent| clicked(&event, nav, speech.get_untracked(), announce));
    view! {
        <div class="rl" lang=value(move || settings.locale().tag().to_owned())
            data-theme=value(move || settings.theme().name().to_owned())
            node_ref=root on:click=clicks>
            <div class="rl-top">{choices(settings)} {keyboard.then(|| dynamic(move || keys::help(speech.get(), help)))}</div>
            {dynamic(inner)}
            <div class="rl-unseen" role="status" aria-live="polite">{announce}</div>
        </div>
    }
    .into_any()
}

/// With a base in the document, `#rl-main` would lead to the base and away from the page.
fn skip(event: MouseEvent) {
    use wasm_bindgen::JsCast;
    event.prevent_default();
    if let Ok(Some(main)) = document().query_selector("#rl-main")
        && let Ok(main) = main.dyn_into::<web_sys::HtmlElement>()
    {
        drop(main.focus());
    }
}

fn head(speech: Speech, nav: Nav, trail: Trail) -> AnyView {
    let steps = move || {
        let steps = trail.crumbs.get().into_iter().map(|crumb| match crumb.href {
            Some(href) => view! { <li><a href=href>{crumb.word}</a></li> }.into_any(),
            None => view! { <li aria-current="page">{crumb.word}</li> }.into_any(),
        });
        steps.collect_view()
    };
    view! {
        <header class="rl-head">
            <a class="rl-brand" href=nav.href(&Place::Home)>{NAME}</a>
            <nav aria-label=speech.words().breadcrumbs><ol class="rl-trail">{dynamic(steps)}</ol></nav>
        </header>
    }
    .into_any()
}

/// The choices outlive a change of language, so that the one who changes it does not lose their place on the page.
fn choices(settings: Settings) -> AnyView {
    let words = move || Speech(settings.locale()).words();
    let own = settings.own_zone();
    let own_name = named_zone(&own, now());
    let zone = move |choice: ZoneChoice, word: String| {
        let pressed = value(move || (settings.zone() == choice).to_string());
        view! { <button type="button" aria-pressed=pressed on:click=click(move || settings.set_zone(choice))>{word}</button> }
    };
    // In UTC, a person's own zone and UTC are one choice.
    let other = (own != UTC).then(|| zone(ZoneChoice::Utc, UTC.to_owned()));
    let locales = Locale::ALL.into_iter().map(|locale| {
        let chosen = whether(move || settings.locale() == locale);
        view! { <option value=locale.tag() lang=locale.tag() prop:selected=chosen>{locale.own_name()}</option> }
    });
    let themes = Theme::ALL.into_iter().map(|theme| {
        let chosen = whether(move || settings.theme() == theme);
        let word = text(move || {
            (match theme {
                Theme::Auto => words().theme_auto,
                Theme::Light => words().theme_light,
                Theme::Dark => words().theme_dark,
            })
            .to_owned()
        });
        view! { <option value=theme.name() prop:selected=chosen>{word}</option> }
    });
    let choose_locale = move |event| {
        if let Some(locale) = Locale::parse(&event_target_value(&event)) {
            settings.set_locale(locale);
        }
    };
    let choose_theme = move |event| {
        if let Some(theme) = Theme::parse(&event_target_value(&event)) {
            settings.set_theme(theme);
        }
    };
    view! {
        <div class="rl-segments" role="group" aria-label=value(move || words().time_zone.to_owned())>
            {zone(ZoneChoice::Own, own_name)}
            {other}
        </div>
        <select class="rl-select" data-name="locale" aria-label=value(move || words().language.to_owned()) on:change=at(choose_locale)>
            {locales.collect_view()}
        </select>
        <select class="rl-select" data-name="theme" aria-label=value(move || words().theme.to_owned()) on:change=at(choose_theme)>
            {themes.collect_view()}
        </select>
    }
    .into_any()
}

fn mistaken(speech: Speech, mistakes: StoredValue<Vec<Mistake>>) -> AnyView {
    let words = speech.words();
    let told = mistakes.get_value().into_iter().map(|mistake| {
        let what = match mistake {
            Mistake::Unreadable(reason) => reason,
            Mistake::Value { key, value } => fill(words.config_value, &[key, &value]),
        };
        view! { <p class="rl-mistake" role="alert">{fill(words.config_mistake, &[&what])}</p> }
    });
    told.collect_view().into_any()
}
