//! The app within a host page: `mount()` and its handle, called by `embed/replica-log.js`, which adds the style sheet and
//! the JavaScript API.

use std::cell::OnceCell;
use std::rc::Rc;

use js_sys::Function;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::IntoAny;
use leptos::tachys::view::any_view::AnyViewState;
#[cfg(feature = "split")]
use wasm_bindgen::JsError;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

use crate::app::App;
use crate::model::config::Config;
use crate::model::route::Route;
#[cfg(feature = "split")]
use crate::settings::Settings;
use crate::shell::guest;
use crate::shell::panic_hook::{self, PanicListener};

/// A mounted app. Freeing it unmounts the app and releases everything.
#[wasm_bindgen]
pub struct Mounted {
    app: OnceCell<App>,
    _panic_listener: PanicListener,
    _view: UnmountHandle<AnyViewState>,
}

/// Loads the words of the language of a configuration, given as JSON. [`mount`] needs them.
///
/// # Errors
/// When they cannot be loaded.
#[cfg(feature = "split")]
#[wasm_bindgen(js_name = loadWords)]
pub async fn load_words(config: String) -> Result<(), JsError> {
    let (config, _) = Config::parse(&config);
    match crate::i18n::load(Settings::first_locale(&config, false)).await {
        true => Ok(()),
        false => Err(JsError::new("the words of the language cannot be loaded")),
    }
}

/// Mounts the app into an element. `config` is the configuration as JSON, `route` the members of a route as a query
/// string, `host` an object with the functions of [`guest::navigation`]. `headers` is called for more headers of each
/// request, `panicked` with the message of a panic.
#[wasm_bindgen]
pub fn mount(
    element: HtmlElement,
    config: &str,
    route: &str,
    host: JsValue,
    headers: Function,
    panicked: Function,
) -> Mounted {
    let panic_listener =
        panic_hook::on_panic(move |message| drop(panicked.call1(&JsValue::UNDEFINED, &message.into())));
    let (config, config_errors) = Config::parse(config);
    let route = Route::from_query(route);
    // Removes the loading indicator.
    element.set_text_content(None);
    let app = Rc::new(OnceCell::new());
    let view = mount_to(element, {
        let app = Rc::clone(&app);
        move || {
            let new = || App::new(guest::navigation(route, host), config, config_errors, Some(headers));
            app.get_or_init(new).view().into_any()
        }
    });
    Mounted { app: (*app).clone(), _panic_listener: panic_listener, _view: view }
}

#[wasm_bindgen]
impl Mounted {
    /// Applies another configuration, as JSON.
    pub fn configure(&self, config: &str) {
        let (config, config_errors) = Config::parse(config);
        if let Some(app) = self.app.get() {
            app.configure(config, config_errors);
        }
    }

    /// Navigates to a route, given as its members in a query string. The host is not notified of its own navigation.
    pub fn navigate(&self, route: &str) {
        if let Some(app) = self.app.get() {
            app.navigation().sync_from_host(Route::from_query(route));
        }
    }

    /// Sends all requests again that have failed, for example because the user has signed in.
    pub fn retry(&self) {
        if let Some(app) = self.app.get() {
            app.navigation().retry();
        }
    }
}
