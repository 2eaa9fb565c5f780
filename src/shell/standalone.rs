//! The app as a page of its own: reads its configuration from the document, puts itself into it, and, should it
//! break, says so in words.

use js_sys::Function;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlElement};

use crate::api::prefetch;
use crate::app::App;
use crate::model::config::Config;
use crate::shell::browser;
use crate::shell::frame::Parent;
use crate::shell::panic_hook;

/// The id of the configuration block.
const CONFIG: &str = "replica-log-config";
/// The id of the element that the app puts itself into.
const ROOT: &str = "replica-log";

/// Starts the app; `boot.js` calls it once the wasm is loaded. `take` looks up prefetched responses, see
/// [`prefetch::register`].
#[wasm_bindgen]
pub fn start(take: Function) {
    prefetch::register(take);
    // As long as the page is there.
    std::mem::forget(panic_hook::on_panic(announce_broken));
    let json = document().get_element_by_id(CONFIG).and_then(|block| block.text_content());
    let (config, config_errors) = Config::parse(json.as_deref().map_or("{}", str::trim));
    let root = document().get_element_by_id(ROOT).and_then(|root| root.dyn_into::<HtmlElement>().ok());
    let Some(root) = root.or_else(|| document().body()) else { return };
    // What held the place while this was loading.
    root.set_text_content(None);
    let is_framed = browser::is_framed();
    let parent = is_framed.then(|| Parent::find(&config.embed_origins)).flatten();
    let around = root.clone();
    mount_to(root, move || {
        let app = App::new(browser::nav(is_framed, parent.clone()), config, config_errors, None);
        if let Some(parent) = parent {
            parent.attend(app.navigation(), app.settings(), &around);
        }
        app.view()
    })
    .forget();
}

/// Hands a panic to the document, which has words for it that do not depend on code that has just broken.
fn announce_broken(message: &str) {
    let Ok(event) = Event::new("replica-log-broken") else { return };
    drop(js_sys::Reflect::set(&event, &"message".into(), &JsValue::from_str(message)));
    drop(window().dispatch_event(&event));
}
