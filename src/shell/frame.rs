//! The parent page of a frame (`/embed/…`): messages of the form `{ source: "replica-log", action, params }` are sent to
//! and accepted from the origins that the operator has listed. BK-Repo's console exchanges the same messages with the
//! pages that it frames.

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
use crate::query::effect::effect;
use crate::settings::Settings;

/// The parent page, where messages with it are allowed.
#[derive(Debug, Clone)]
pub struct Parent {
    window: Window,
    /// The origins that messages are sent to and accepted from.
    origins: Vec<String>,
}

impl Parent {
    /// The parent page; `None` outside of a frame, or where the operator has listed no origin.
    pub fn find(origins: &[String]) -> Option<Self> {
        let own = window();
        let parent = own.parent().ok()??;
        if origins.is_empty() || parent == own {
            return None;
        }
        Some(Self { window: parent, origins: origins.to_vec() })
    }

    /// Sends a message with one parameter.
    fn post(&self, action: &str, name: &str, value: &JsValue) {
        let (params, message) = (Object::new(), Object::new());
        // Setting a member of a new object cannot fail.
        let set = |object: &Object, name: &str, value: &JsValue| drop(Reflect::set(object, &name.into(), value));
        set(&params, name, value);
        set(&message, "source", &"replica-log".into());
        set(&message, "action", &action.into());
        set(&message, "params", &params);
        // A browser delivers a message only to the origin that it is addressed to. Where it reports the origin of the
        // parent, as Chromium does, one message is enough.
        let parent = parent_origin();
        for origin in self.origins.iter().filter(|origin| parent.as_ref().is_none_or(|parent| parent == *origin)) {
            drop(self.window.post_message(&message, origin));
        }
    }

    /// Notifies the parent page of a navigation, by the address below the base.
    pub fn post_navigated(&self, route: &Route) {
        self.post("syncUrl", "url", &route.address().into());
    }

    /// Requests the sign-in dialog of the parent page, which sends `signedIn` when it is done.
    pub fn sign_in(&self) {
        self.post("toggleLoginDialog", "isShow", &true.into());
    }

    /// Sends the language and the height whenever they change, and handles the messages `syncUrl`, `syncLocale`,
    /// `syncTheme` and `signedIn`.
    pub fn connect(self, navigation: Navigation, settings: Settings, root: &Element) {
        let parent = self.clone();
        effect(move || parent.post("syncLocale", "locale", &settings.locale().tag().into()));
        self.post_height(root);
        let handle = window_event_listener(ev::message, move |event| {
            if self.is_trusted(&event) {
                self.handle(&event.data(), navigation, settings);
            }
        });
        on_cleanup(move || handle.remove());
    }

    fn post_height(&self, root: &Element) {
        let (parent, watched) = (self.clone(), root.clone());
        let resized = Closure::<dyn FnMut()>::new(move || {
            parent.post("height", "height", &watched.get_bounding_client_rect().height().ceil().into());
        });
        if let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) {
            observer.observe(root);
            // The frame keeps its app until it is unloaded.
            resized.forget();
        }
    }

    fn is_trusted(&self, event: &MessageEvent) -> bool {
        let parent: &JsValue = self.window.as_ref();
        let is_parent = event.source().is_some_and(|source| JsValue::from(source) == *parent);
        is_parent && self.origins.contains(&event.origin())
    }

    fn handle(&self, message: &JsValue, navigation: Navigation, settings: Settings) {
        let member = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or_default();
        let params = member(message, "params");
        let text = |name: &str| member(&params, name).as_string().unwrap_or_default();
        match member(message, "action").as_string().unwrap_or_default().as_str() {
            "syncUrl" => {
                let url = text("url");
                let (path, query) = url.split_once('?').unwrap_or((&url, ""));
                navigation.sync_from_host(Route::parse(path.trim_start_matches('/'), query));
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
            "signedIn" => navigation.retry(),
            _ => {}
        }
    }
}

/// The origin of the parent page, where the browser has `ancestorOrigins`.
fn parent_origin() -> Option<String> {
    let ancestors: Array = Reflect::get(&window().location(), &"ancestorOrigins".into())
        .ok()
        .map(|list| Array::from(&list))
        .filter(|list| list.length() > 0)?;
    ancestors.get(0).as_string()
}
