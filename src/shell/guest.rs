//! The shell within a host page: the host is notified of each navigation. The shell changes no address and no title of the
//! host page, and adds no listener outside of the app's own element. Only lists scroll it, see `pages::query_view::scroll`.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Url;

use crate::model::route::Route;
use crate::navigation::{HistoryMode, Navigation, Notifier, Shell, TabStatus};

/// Navigation within a host page that starts at a route. `host` has the functions `navigate(route, replace)`, `linkBase()`,
/// `href(route)`, which may return nothing, `membersOf(href)`, which returns the members of a route of `href` as a query
/// string, `focusNewPage()`, `canSignIn()`, `signIn()`, `unauthorized()`, `canNotify()` and `notify(title, body, url)`.
pub fn navigation(route: Route, host: JsValue) -> Navigation {
    Navigation::new(RwSignal::new(route), Box::new(Guest(StoredValue::new_local(host))))
}

/// The functions of the host, see [`navigation`].
struct Guest(StoredValue<JsValue, LocalStorage>);

impl Guest {
    /// Calls a function of the host. An exception in it is logged, and does not stop the app.
    fn call(&self, name: &str, arguments: &[JsValue]) -> JsValue {
        let host = self.0.try_get_value().unwrap_or_default();
        let function = Reflect::get(&host, &name.into()).and_then(JsCast::dyn_into::<Function>);
        let Ok(function) = function else { return JsValue::UNDEFINED };
        Reflect::apply(&function, &host, &arguments.iter().collect()).unwrap_or_else(|thrown| {
            web_sys::console::error_1(&thrown);
            JsValue::UNDEFINED
        })
    }

    /// The prefix of addresses that the host does not choose itself.
    fn base(&self) -> String {
        self.call("linkBase", &[]).as_string().unwrap_or_default()
    }
}

impl Shell for Guest {
    fn href(&self, route: &Route) -> String {
        let own = self.call("href", &[object(route).into()]).as_string();
        own.unwrap_or_else(|| format!("{}{}", self.base(), route.address()))
    }

    fn route_of(&self, href: &str) -> Option<Route> {
        if let Some(members) = self.call("membersOf", &[href.into()]).as_string() {
            return Some(Route::from_query(&members));
        }
        let document = document().base_uri().ok().flatten().unwrap_or_default();
        let base = Url::new_with_base(&self.base(), &document).ok()?.href();
        let below = href.strip_prefix(&base)?;
        let (path, query) = below.split_once('?').unwrap_or((below, ""));
        Some(Route::parse(path, query))
    }

    fn show(&self, route: &Route, mode: HistoryMode) {
        self.call("navigate", &[object(route).into(), (mode == HistoryMode::Replace).into()]);
    }

    fn set_title(&self, _: &str, _: &str) {}

    fn set_tab_status(&self, _: Option<TabStatus>) {}

    fn here(&self) -> String {
        window().location().href().unwrap_or_default()
    }

    fn focus_new_page(&self) {
        self.call("focusNewPage", &[]);
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

    fn notifier(&self) -> Option<Notifier> {
        self.call("canNotify", &[]).is_truthy().then_some(Notifier::Host)
    }

    fn notify(&self, title: &str, body: &str, url: &str) {
        self.call("notify", &[title.into(), body.into(), url.into()]);
    }

    fn on_unauthorized(&self) {
        self.call("unauthorized", &[]);
    }
}

/// A route as a JavaScript object: page numbers and sizes as numbers, `enabled` as a boolean, everything else as strings.
fn object(route: &Route) -> Object {
    let object = Object::new();
    for (name, value) in route.members() {
        let typed = match name.as_str() {
            "pageNumber" | "pageSize" => value.parse::<u32>().ok().map(JsValue::from),
            "enabled" => value.parse::<bool>().ok().map(JsValue::from),
            _ => None,
        };
        let value = typed.unwrap_or_else(|| value.into());
        // Setting a member of a new object cannot fail.
        drop(Reflect::set(&object, &name.into(), &value));
    }
    object
}
