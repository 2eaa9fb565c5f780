//! The shell of the standalone page: places are the browser's addresses below `<base href>`.
//!
//! No router crate: a place and its address are a pure pair of functions already, and an address must reach them
//! untouched. The router of Leptos 0.8 decodes path and query of a clicked link before it goes there: a filter with
//! `&` in it would be torn apart, `+` would become a blank, and a stray `%` would stop the page.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{FocusOptions, HtmlElement, Url};

use super::icon;
use super::nav::{Move, Nav, Shell, Sign};
use crate::model::place::Place;
use crate::model::query::decode;

/// Navigation by the browser's own history.
pub fn nav() -> Nav {
    let shell = History { base: document().base_uri().ok().flatten().unwrap_or_default() };
    let here = move |shell: &History| {
        let href = window().location().href().unwrap_or_default();
        shell.place_of(&href).unwrap_or(Place::Nowhere(href))
    };
    let place = RwSignal::new(here(&shell));
    let listening = shell.clone();
    let handle = window_event_listener(ev::popstate, move |_| {
        let next = here(&listening);
        let arrives = place.with_untracked(|before| !before.same_subject(&next));
        place.set(next);
        // Where to scroll to is the browser's to know.
        if arrives {
            focus_content();
        }
    });
    on_cleanup(move || handle.remove());
    Nav::new(place, Box::new(shell))
}

#[derive(Debug, Clone)]
struct History {
    base: String,
}

impl Shell for History {
    fn href(&self, place: &Place) -> String {
        let address = place.address();
        Url::new_with_base(&format!("./{address}"), &self.base).map(|url| url.href()).unwrap_or(address)
    }

    fn place_of(&self, href: &str) -> Option<Place> {
        let url = Url::new_with_base(href, &self.base).ok()?;
        let base = Url::new(&self.base).ok()?;
        if url.origin() != base.origin() {
            return None;
        }
        // Compared decoded: the same base may be written with or without an encoded space.
        let (base, path) = (base.pathname(), url.pathname());
        let depth = base.matches('/').count();
        let mut segments = path.split('/');
        let above = segments.by_ref().take(depth).map(decode);
        if !above.eq(base.split('/').take(depth).map(decode)) {
            return None;
        }
        let below = segments.collect::<Vec<_>>().join("/");
        Some(Place::parse(&below, url.search().trim_start_matches('?')))
    }

    fn show(&self, place: &Place, how: Move) {
        let href = self.href(place);
        let Ok(history) = window().history() else { return };
        // A browser may refuse when it is asked too often; the page still goes where it was told to.
        drop(match how {
            Move::Push => history.push_state_with_url(&JsValue::NULL, "", Some(&href)),
            Move::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(&href)),
        });
    }

    fn title(&self, title: &str) {
        document().set_title(title);
    }

    fn sign(&self, sign: Option<Sign>) {
        icon::show(sign);
    }

    fn here(&self) -> String {
        window().location().href().unwrap_or_default()
    }

    fn arrive(&self) {
        window().scroll_to_with_x_and_y(0.0, 0.0);
        focus_content();
    }
}

/// Tells whoever reads by ear or moves by keyboard that this is another page: the focus goes to its content, and
/// the next Tab into it.
fn focus_content() {
    let content = document().query_selector("#rl-main").ok().flatten().and_then(|main| main.dyn_into().ok());
    if let Some(content) = content {
        let content: HtmlElement = content;
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        drop(content.focus_with_options(&options));
    }
}
