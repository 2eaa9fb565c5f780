//! The page that frames this one (`/embed/…`), and what the two say to each other: messages of the form
//! `{ source: "replica-log", action, params }`, to and from pages of origins that the operator has listed, as BK-Repo's
//! console speaks with the pages that it frames.

use js_sys::{Array, Object, Reflect};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MessageEvent, ResizeObserver, Window};

use crate::model::config::Theme;
use crate::model::locale::Locale;
use crate::model::route::Route;
use crate::navigation::Navigation;
use crate::query::effect::watch;
use crate::settings::Settings;

/// The page around us, where there is one that may be spoken with.
#[derive(Debug, Clone)]
pub struct Parent {
    window: Window,
    /// Those that may hear and be heard.
    origins: Vec<String>,
}

impl Parent {
    /// The page around us; `None` where there is none, or where the operator has listed no origin.
    pub fn find(origins: &[String]) -> Option<Self> {
        let own = window();
        let parent = own.parent().ok()??;
        if origins.is_empty() || parent == own {
            return None;
        }
        Some(Self { window: parent, origins: origins.to_vec() })
    }

    /// Says something.
    fn say(&self, action: &str, name: &str, value: &JsValue) {
        let (params, message) = (Object::new(), Object::new());
        // New objects of ours take what they are given.
        let set = |object: &Object, name: &str, value: &JsValue| drop(Reflect::set(object, &name.into(), value));
        set(&params, name, value);
        set(&message, "source", &"replica-log".into());
        set(&message, "action", &action.into());
        set(&message, "params", &params);
        // Where the browser tells who it is, nobody else is tried; it delivers to no other than is named in any case.
        let around = around();
        for origin in self.origins.iter().filter(|origin| around.as_ref().is_none_or(|around| around == *origin)) {
            drop(self.window.post_message(&message, origin));
        }
    }

    /// That the person has gone to a place, by its address below the base.
    pub fn went(&self, place: &Route) {
        self.say("syncUrl", "url", &place.address().into());
    }

    /// That the person wants to sign in; the page around says `signedIn` when they have.
    pub fn sign_in(&self) {
        self.say("toggleLoginDialog", "isShow", &true.into());
    }

    /// Tells it the language and the height from now on, and obeys what it says: `syncUrl`, `syncLocale`, `syncTheme`,
    /// `signedIn`.
    pub fn attend(self, nav: Navigation, settings: Settings, root: &Element) {
        let told = self.clone();
        watch(move || told.say("syncLocale", "locale", &settings.locale().tag().into()));
        self.tell_height(root);
        let handle = window_event_listener(ev::message, move |event| {
            if self.may_speak(&event) {
                self.obey(&event.data(), nav, settings);
            }
        });
        on_cleanup(move || handle.remove());
    }

    fn tell_height(&self, root: &Element) {
        let (told, watched) = (self.clone(), root.clone());
        let resized = Closure::<dyn FnMut()>::new(move || {
            told.say("height", "height", &watched.get_bounding_client_rect().height().ceil().into());
        });
        if let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) {
            observer.observe(root);
            // As long as the page is there.
            resized.forget();
        }
    }

    fn may_speak(&self, event: &MessageEvent) -> bool {
        let around: &JsValue = self.window.as_ref();
        let is_parent = event.source().is_some_and(|source| JsValue::from(source) == *around);
        is_parent && self.origins.contains(&event.origin())
    }

    fn obey(&self, message: &JsValue, nav: Navigation, settings: Settings) {
        let member = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or_default();
        let params = member(message, "params");
        let text = |name: &str| member(&params, name).as_string().unwrap_or_default();
        match member(message, "action").as_string().unwrap_or_default().as_str() {
            "syncUrl" => {
                let url = text("url");
                let (path, query) = url.split_once('?').unwrap_or((&url, ""));
                nav.be(Route::parse(path.trim_start_matches('/'), query));
            }
            "syncLocale" => {
                if let Some(locale) = Locale::parse(&text("locale")) {
                    settings.set_locale(locale);
                }
            }
            "syncTheme" => {
                if let Some(theme) = Theme::parse(&text("theme")) {
                    settings.set_theme(theme);
                }
            }
            "signedIn" => nav.signed_in(),
            _ => {}
        }
    }
}

/// The origin of the page around us, where the browser tells it.
fn around() -> Option<String> {
    let ancestors: Array = Reflect::get(&window().location(), &"ancestorOrigins".into())
        .ok()
        .map(|list| Array::from(&list))
        .filter(|list| list.length() > 0)?;
    ancestors.get(0).as_string()
}
