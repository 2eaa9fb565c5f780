//! The shell of the standalone page: places are the browser's addresses below `<base href>`.
//!
//! No router crate: a place and its address are a pure pair of functions already, and an address must reach them
//! untouched. The router of Leptos 0.8 decodes path and query of a clicked link before it goes there: a filter with
//! `&` in it would be torn apart, `+` would become a blank, and a stray `%` would stop the page.

use js_sys::Promise;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{FocusOptions, HtmlElement, Url};

use super::frame::Parent;
use super::icon;
use crate::model::route::Route;
use crate::model::url::decode;
use crate::navigation::{HistoryMode, Navigation, Shell, TabStatus};

/// What stands before the address of a place where the page is framed by another.
const EMBED: &str = "embed/";

/// Whether the page is shown to be framed by another one.
pub fn is_framed() -> bool {
    let shell = History::new(false, None);
    let href = window().location().href().unwrap_or_default();
    shell.below(&href).is_some_and(|(below, _)| below.starts_with(EMBED))
}

/// Navigation by the browser's own history; framed, the page around is told of it where it may be spoken with.
pub fn nav(is_framed: bool, parent: Option<Parent>) -> Navigation {
    let shell = History::new(is_framed, parent);
    let here = move |shell: &History| {
        let href = window().location().href().unwrap_or_default();
        shell.place_of(&href).unwrap_or(Route::NotFound(href))
    };
    let place = RwSignal::new(here(&shell));
    let listening = shell.clone();
    let handle = window_event_listener(ev::popstate, move |_| {
        let next = here(&listening);
        let arrives = place.with_untracked(|before| !before.is_same_page(&next));
        place.set(next.clone());
        if let Some(parent) = &listening.parent {
            parent.went(&next);
        }
        // Where to scroll to is the browser's to know.
        if arrives {
            focus_content();
        }
    });
    on_cleanup(move || handle.remove());
    Navigation::new(place, Box::new(shell))
}

#[derive(Debug, Clone)]
struct History {
    base: String,
    is_framed: bool,
    parent: Option<Parent>,
}

impl History {
    fn new(is_framed: bool, parent: Option<Parent>) -> Self {
        Self { base: document().base_uri().ok().flatten().unwrap_or_default(), is_framed, parent }
    }

    fn absolute(&self, address: String) -> String {
        Url::new_with_base(&format!("./{address}"), &self.base).map(|url| url.href()).unwrap_or(address)
    }

    /// The path below the base and the query of an address; `None` for one that is not below it.
    fn below(&self, href: &str) -> Option<(String, String)> {
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
        Some((segments.collect::<Vec<_>>().join("/"), url.search()))
    }

    fn write(&self, place: &Route, how: HistoryMode) {
        let before = if self.is_framed { EMBED } else { "" };
        let href = self.absolute(format!("{before}{}", place.address()));
        let Ok(history) = window().history() else { return };
        // A browser may refuse when it is asked too often; the page still goes where it was told to.
        drop(match how {
            HistoryMode::Push => history.push_state_with_url(&JsValue::NULL, "", Some(&href)),
            HistoryMode::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(&href)),
        });
    }
}

impl Shell for History {
    /// Framed or not, what is opened in a tab of its own is a page of its own.
    fn href(&self, place: &Route) -> String {
        self.absolute(place.address())
    }

    fn place_of(&self, href: &str) -> Option<Route> {
        let (below, query) = self.below(href)?;
        Some(Route::parse(below.strip_prefix(EMBED).unwrap_or(&below), query.trim_start_matches('?')))
    }

    fn show(&self, place: &Route, how: HistoryMode) {
        self.write(place, how);
        if let Some(parent) = &self.parent {
            parent.went(place);
        }
    }

    fn title(&self, title: &str, language: &str) {
        document().set_title(title);
        if let Some(page) = document().document_element() {
            drop(page.set_attribute("lang", language));
        }
    }

    fn sign(&self, sign: Option<TabStatus>) {
        icon::show(sign);
    }

    fn here(&self) -> String {
        window().location().href().unwrap_or_default()
    }

    fn arrive(&self) {
        window().scroll_to_with_x_and_y(0.0, 0.0);
        focus_content();
    }

    fn is_guest(&self) -> bool {
        self.is_framed
    }

    fn can_sign_in(&self) -> bool {
        self.parent.is_some()
    }

    fn sign_in(&self) -> Option<Promise> {
        if let Some(parent) = &self.parent {
            parent.sign_in();
        }
        None
    }

    /// Else loading the page anew would show where the person was before.
    fn placed(&self, place: &Route) {
        self.write(place, HistoryMode::Replace);
    }
}

/// Tells whoever reads by ear or moves by keyboard that this is another page: the focus goes to its content, and
/// the next Tab into it.
fn focus_content() {
    let content = document().query_selector(".rl-main").ok().flatten().and_then(|main| main.dyn_into().ok());
    if let Some(content) = content {
        let content: HtmlElement = content;
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        drop(content.focus_with_options(&options));
    }
}
