//! The standalone page: reads the configuration block of the document, mounts the app, and reports a panic to the page.

use js_sys::Function;
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos_router::components::Router;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsError, JsValue};
use web_sys::{Event, HtmlElement};

use crate::api::prefetch;
use crate::app::App;
use crate::model::config::{Config, ConfigError};
use crate::shell::browser;
use crate::shell::frame::Parent;
use crate::shell::panic_hook;

/// The id of the configuration block.
const CONFIG: &str = "replica-log-config";
/// The id of the element that the app is mounted into.
const ROOT: &str = "replica-log";

/// Starts the app; `boot.js` calls it once the wasm is loaded. `take` looks up prefetched responses, see
/// [`prefetch::register`].
///
/// # Errors
/// When the words of the language cannot be loaded.
#[wasm_bindgen]
pub async fn start(take: Function) -> Result<(), JsError> {
    prefetch::register(take);
    // The standalone page keeps its app until it is unloaded.
    std::mem::forget(panic_hook::on_panic(announce_broken));
    let json = document().get_element_by_id(CONFIG).and_then(|block| block.text_content());
    let (config, config_errors) = Config::parse(json.as_deref().map_or("{}", str::trim));
    let is_framed = browser::is_framed();
    #[cfg(feature = "split")]
    if !crate::i18n::load(crate::settings::Settings::first_locale(&config, !is_framed)).await {
        return Err(JsError::new("the words of the language cannot be loaded"));
    }
    let root = document().get_element_by_id(ROOT).and_then(|root| root.dyn_into::<HtmlElement>().ok());
    let Some(root) = root.or_else(|| document().body()) else { return Ok(()) };
    // Removes the loading indicator.
    root.set_text_content(None);
    let start = Start { is_framed, config, config_errors, root: root.clone() };
    mount_to(root, move || view! { <Router base=browser::base_path()><Standalone start /></Router> }).forget();
    Ok(())
}

/// The arguments of [`Standalone`].
struct Start {
    is_framed: bool,
    config: Config,
    config_errors: Vec<ConfigError>,
    root: HtmlElement,
}

/// The app below `<Router>`, and, in a frame, its connection to the parent page.
#[component]
fn Standalone(
    /// The arguments; one value, because they are moved into the mounted view.
    start: Start,
) -> impl IntoView {
    let Start { is_framed, config, config_errors, root } = start;
    let parent = is_framed.then(|| Parent::find(&config.embed_origins)).flatten();
    let app = App::new(browser::navigation(is_framed, parent.clone()), config, config_errors, None);
    if let Some(parent) = parent {
        parent.connect(app.navigation(), app.settings(), &root);
    }
    app.view()
}

/// Dispatches a panic to `boot.js`, which shows it without the code that has just panicked.
fn announce_broken(message: &str) {
    let Ok(event) = Event::new("replica-log-broken") else { return };
    drop(js_sys::Reflect::set(&event, &"message".into(), &JsValue::from_str(message)));
    drop(window().dispatch_event(&event));
}
