//! The shell within a host page: places are a signal, and the host is told of every move. Nothing of the host's is
//! touched: no address, no title, no scrolling, no listener outside of the app's own element.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Url;

use crate::model::route::Route;
use crate::navigation::{HistoryMode, Navigation, Shell, TabStatus};

/// Navigation within a host page, from a place on. `host` has the functions `navigate(place, replace)`, `linkBase()`,
/// `canSignIn()` and `signIn()`.
pub fn nav(place: Route, host: JsValue) -> Navigation {
    Navigation::new(RwSignal::new(place), Box::new(Guest(StoredValue::new_local(host))))
}

struct Guest(StoredValue<JsValue, LocalStorage>);

impl Guest {
    /// Calls a function of the host's. What it throws is the host's matter, and told in the console.
    fn call(&self, name: &str, arguments: &[JsValue]) -> JsValue {
        let host = self.0.try_get_value().unwrap_or_default();
        let work = Reflect::get(&host, &name.into()).and_then(JsCast::dyn_into::<Function>);
        let Ok(work) = work else { return JsValue::UNDEFINED };
        Reflect::apply(&work, &host, &arguments.iter().collect()).unwrap_or_else(|thrown| {
            web_sys::console::error_1(&thrown);
            JsValue::UNDEFINED
        })
    }

    /// What stands before the address of a place.
    fn base(&self) -> String {
        self.call("linkBase", &[]).as_string().unwrap_or_default()
    }
}

impl Shell for Guest {
    fn href(&self, place: &Route) -> String {
        format!("{}{}", self.base(), place.address())
    }

    fn place_of(&self, href: &str) -> Option<Route> {
        let document = document().base_uri().ok().flatten().unwrap_or_default();
        let base = Url::new_with_base(&self.base(), &document).ok()?.href();
        let below = href.strip_prefix(&base)?;
        let (path, query) = below.split_once('?').unwrap_or((below, ""));
        Some(Route::parse(path, query))
    }

    fn show(&self, place: &Route, how: HistoryMode) {
        self.call("navigate", &[object(place).into(), (how == HistoryMode::Replace).into()]);
    }

    fn title(&self, _: &str, _: &str) {}

    fn sign(&self, _: Option<TabStatus>) {}

    fn here(&self) -> String {
        window().location().href().unwrap_or_default()
    }

    fn arrive(&self) {
        self.call("arrive", &[]);
    }

    fn is_guest(&self) -> bool {
        true
    }

    fn can_sign_in(&self) -> bool {
        self.call("canSignIn", &[]).is_truthy()
    }

    fn sign_in(&self) -> Option<Promise> {
        Some(Promise::resolve(&self.call("signIn", &[])))
    }
}

/// A place as an object of JavaScript: numbers as numbers, all else as texts.
fn object(place: &Route) -> Object {
    let object = Object::new();
    for (name, value) in place.members() {
        let number = matches!(name.as_str(), "pageNumber" | "pageSize").then(|| value.parse::<u32>().ok()).flatten();
        let value = number.map_or_else(|| value.into(), JsValue::from);
        // A new object of ours takes what it is given.
        drop(Reflect::set(&object, &name.into(), &value));
    }
    object
}
