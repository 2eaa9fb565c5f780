//! What stands around every page: where one is, and the choices that hold everywhere.

use leptos::ev::{Event, MouseEvent};
use leptos::html;
use leptos::prelude::*;

use super::click::clicked;
use super::copy::copy_from;
use super::dialog::DialogHandle;
use super::dynamic::{dynamic, text, value, whether};
use super::focus;
use super::shortcuts;
use super::status::Tone;
use super::tag::{Child, button, link, tag};
use crate::i18n::fill;
use crate::i18n::localizer::{Localizer, named_zone};
use crate::model::config::{ConfigError, Theme};
use crate::model::locale::Locale;
use crate::model::route::Route;
use crate::model::zone::{UTC, ZoneChoice};
use crate::navigation::{Navigation, TabStatus};
use crate::query::clock::use_clock;
use crate::query::effect::watch;
use crate::settings::Settings;

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
pub struct PageInfo {
    crumbs: RwSignal<Vec<Crumb>>,
    standing: RwSignal<(Tone, String)>,
}

impl PageInfo {
    /// Tells the way, and with it the title of the window.
    pub fn set(self, crumbs: Vec<Crumb>) {
        self.crumbs.set(crumbs);
    }

    /// Tells how it stands, in a word: it comes first in the title, since a tab shows no more than its beginning.
    pub fn stands(self, tone: Tone, word: String) {
        self.standing.set((tone, word));
    }
}

/// The app's name; the same in every language.
pub const NAME: &str = "Replica Log";

/// Puts the frame around a page. `page` is made anew when the language changes; `keyboard` is whether single keys
/// do what a click elsewhere does. Within a host page there is only the page: what else a frame has, that page has.
pub fn frame<V: IntoView + 'static>(
    nav: Navigation,
    settings: Settings,
    keyboard: Memo<bool>,
    config_errors: RwSignal<Vec<ConfigError>>,
    page: impl Fn(Localizer) -> V + Clone + Send + 'static,
) -> AnyView {
    let announce = RwSignal::new(String::new());
    let speech = Memo::new(move |_| Localizer(settings.locale()));
    let trail = PageInfo { crumbs: RwSignal::new(Vec::new()), standing: RwSignal::new((Tone::Plain, String::new())) };
    provide_context(trail);
    let is_guest = nav.is_guest();
    watch(move || {
        let steps = trail.crumbs.get();
        let (tone, standing) = trail.standing.get();
        let words = Some(standing.as_str()).filter(|word| !word.is_empty()).into_iter();
        let words: Vec<_> = words.chain(steps.iter().rev().map(|crumb| crumb.word.as_str())).chain([NAME]).collect();
        // Another language makes the page anew, and that tells its way anew.
        nav.title(&words.join(" · "), untrack(|| settings.locale()).tag());
        nav.sign(match tone {
            Tone::Busy => Some(TabStatus::Running),
            Tone::Good => Some(TabStatus::Done),
            Tone::Bad => Some(TabStatus::Failed),
            Tone::Plain => None,
        });
    });
    let inner = move || {
        let speech = speech.get();
        provide_context(speech);
        // A page has one main part, and within a host page that is the host's to name.
        let main = tag(if is_guest { "div" } else { "main" }).class("rl-main").attr("tabindex", "-1");
        let main = main.with(dynamic(move || mistaken(speech, config_errors))).with(page(speech).into_any());
        if is_guest {
            return main.child();
        }
        main.attr("id", "rl-main").child()
    };
    let root = NodeRef::<html::Div>::new();
    let help = DialogHandle::default();
    let keys = shortcuts::answer(root, keyboard, help, move |row, text| {
        copy_from(row, text, speech.get_untracked(), announce);
    });
    let clicks = move |event: MouseEvent| clicked(&event, nav, speech.get_untracked(), announce);
    let help = dynamic(move || keyboard.get().then(|| shortcuts::help(speech.get(), help, !is_guest)));
    let top = tag("div").class("rl-top").with((!is_guest).then(|| choices(settings))).with(help);
    let announced = tag("div").class("rl-unseen").attr("role", "status").attr("aria-live", "polite");
    let looks = focus::keep(root);
    let looked = looks.clone();
    let app = tag("div").class("rl").on("focusin", move |_: Event| looks()).on("focusout", move |_: Event| looked());
    let app = if is_guest {
        app.attr("data-guest", "true").on("keydown", keys).with(top)
    } else {
        shortcuts::listen(keys);
        // By the keyboard, the way to the content comes first, and the choices after the way that led here.
        let banner = tag("header").class("rl-banner").with(dynamic(move || head(speech.get(), nav, trail)));
        app.with(banner.with(top))
    };
    app.follows("lang", value(move || settings.locale().tag().to_owned()))
        .follows("data-theme", value(move || settings.theme().name().to_owned()))
        .refer(root)
        .on("click", clicks)
        .with(dynamic(inner))
        .with(announced.with(text(move || announce.get())))
        .child()
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

fn head(speech: Localizer, nav: Navigation, trail: PageInfo) -> AnyView {
    let steps = move || {
        let steps = trail.crumbs.get().into_iter().map(|crumb| match crumb.href {
            Some(href) => tag("li").with(link(href, crumb.word)),
            None => tag("li").attr("aria-current", "page").with(crumb.word),
        });
        steps.collect::<Vec<_>>().child()
    };
    let way = tag("nav").attr("aria-label", speech.words().breadcrumbs);
    let way = way.with(tag("ol").class("rl-trail").with(dynamic(steps)));
    let skip = tag("a").class("rl-skip").attr("href", "#rl-main").on("click", skip);
    let head = tag("div").class("rl-head").with(link(nav.href(&Route::Home), NAME).class("rl-brand")).with(way);
    vec![skip.with(speech.words().skip_to_content).child(), head.child()].child()
}

/// The choices outlive a change of language, so that the one who changes it does not lose their place on the page.
fn choices(settings: Settings) -> AnyView {
    let words = move || Localizer(settings.locale()).words();
    let own = untrack(|| settings.own_zone());
    let clock = use_clock();
    let zone = move |choice: ZoneChoice, word: AnyView| {
        let pressed = value(move || (settings.zone() == choice).to_string());
        button("", move || settings.set_zone(choice)).follows("aria-pressed", pressed).with(word)
    };
    // In UTC, a person's own zone and UTC are one choice.
    let is_utc = own == UTC;
    // The offset of a zone is another one in summer.
    let own_name = text(move || named_zone(&own, clock.minute()));
    let other = (!is_utc).then(|| zone(ZoneChoice::Utc, UTC.child()));
    let locales = Locale::ALL.into_iter().map(|locale| {
        let chosen = whether(move || settings.locale() == locale);
        let option = tag("option").attr("value", locale.tag()).attr("lang", locale.tag());
        option.follows_flag("selected", chosen).with(locale.own_name())
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
        tag("option").attr("value", theme.name()).follows_flag("selected", chosen).with(word)
    });
    let choose_locale = move |event: Event| {
        if let Some(locale) = Locale::parse(&event_target_value(&event)) {
            settings.set_locale(locale);
        }
    };
    let choose_theme = move |event: Event| {
        if let Some(theme) = Theme::parse(&event_target_value(&event)) {
            settings.set_theme(theme);
        }
    };
    let list = |name: &'static str, label: Memo<String>| {
        tag("select").class("rl-select").attr("data-name", name).follows("aria-label", label)
    };
    let zones = tag("div").class("rl-segments").attr("role", "group");
    let zones = zones.follows("aria-label", value(move || words().time_zone.to_owned()));
    vec![
        zones.with(zone(ZoneChoice::Own, own_name)).with(other).child(),
        list("locale", value(move || words().language.to_owned()))
            .on("change", choose_locale)
            .with(locales.collect::<Vec<_>>())
            .child(),
        list("theme", value(move || words().theme.to_owned()))
            .on("change", choose_theme)
            .with(themes.collect::<Vec<_>>())
            .child(),
    ]
    .child()
}

fn mistaken(speech: Localizer, config_errors: RwSignal<Vec<ConfigError>>) -> AnyView {
    let words = speech.words();
    let told = config_errors.get().into_iter().map(|mistake| {
        let what = match mistake {
            ConfigError::Unreadable(reason) => reason,
            ConfigError::Value { key, value } => fill(words.config_value, &[key, &value]),
        };
        tag("p").class("rl-mistake").attr("role", "alert").with(fill(words.config_mistake, &[&what]))
    });
    told.collect::<Vec<_>>().child()
}
