//! The app within a page of somebody else's. The module that a host imports, `embed/replica-log.js`, makes a place for
//! it, brings the style sheet and speaks JavaScript's own language; this is what it calls.

use std::cell::OnceCell;
use std::rc::Rc;

use js_sys::Function;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

use crate::app::App;
use crate::model::config::Config;
use crate::model::route::Route;
use crate::shell::guest;
use crate::shell::panic_hook::{self, PanicListener};

/// A mounted app; freeing it takes everything out.
#[wasm_bindgen]
pub struct Mounted {
    app: OnceCell<App>,
    _told: PanicListener,
    _view: UnmountHandle<AnyViewState>,
}

/// Mounts the app into an element. `config` is the configuration as JSON, `place` are the members of a place as a
/// query; `host` has the functions of [`guest::nav`]. `headers` gives more headers for each request, and `broken` is
/// told when the app cannot go on.
#[wasm_bindgen]
pub fn mount(
    element: HtmlElement,
    config: &str,
    place: &str,
    host: JsValue,
    headers: Function,
    broken: Function,
) -> Mounted {
    let told = panic_hook::on_panic(move |message| drop(broken.call1(&JsValue::UNDEFINED, &message.into())));
    let (config, config_errors) = Config::parse(config);
    let place = read(place);
    // What held the place while this was loading.
    element.set_text_content(None);
    let made = Rc::new(OnceCell::new());
    let view = mount_to(element, {
        let made = Rc::clone(&made);
        move || made.get_or_init(|| App::new(guest::nav(place, host), config, config_errors, Some(headers))).view()
    });
    Mounted { app: (*made).clone(), _told: told, _view: view }
}

#[wasm_bindgen]
impl Mounted {
    /// Follows another configuration, as JSON.
    pub fn configure(&self, config: &str) {
        let (config, config_errors) = Config::parse(config);
        if let Some(app) = self.app.get() {
            app.configure(config, config_errors);
        }
    }

    /// Goes to a place, given as the members of it as a query. The host is not told of what it asked for.
    pub fn navigate(&self, place: &str) {
        if let Some(app) = self.app.get() {
            app.navigation().sync_from_host(read(place));
        }
    }
}

fn read(place: &str) -> Route {
    Route::of_members(&form_urlencoded::parse(place.as_bytes()).into_owned().collect::<Vec<_>>())
}
