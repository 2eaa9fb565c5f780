//! The shell of the standalone page: routes are addresses below `<base href>`, by `leptos_router`.
//!
//! `<Router>` owns the history and the location; which page is shown is one `match` on [`Route`] in [`crate::app`],
//! because the app within a host page has no router. Addresses are read from the raw path and query: the parameter map
//! of leptos_router 0.8.17 decodes values twice.

use js_sys::{Promise, Reflect};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;
use web_sys::{Notification, NotificationPermission, Url};

use super::address_bar::AddressBar;
use super::frame::Parent;
use super::icon;
use crate::components::focus::focus_in_place;
use crate::model::route::Route;
use crate::model::url::decode;
use crate::navigation::{HistoryMode, Navigation, Notifier, Shell, TabStatus};
use crate::query::effect::effect;

/// The first segment of the address of a page that is shown in a frame.
const EMBED: &str = "embed/";

/// The path of `<base href>`, for `<Router base>`.
pub fn base_path() -> String {
    Url::new(&base_url()).map(|base| base.pathname().trim_end_matches('/').to_owned()).unwrap_or_default()
}

/// Whether the page was opened to be shown in a frame, by its address.
pub fn is_framed() -> bool {
    below_base(&base_url(), &current_address()).is_some_and(|(path, _)| path.starts_with(EMBED))
}

/// The navigation of the standalone page; must be called within `<Router>`. In a frame, the parent page is notified of
/// each navigation, where it may be.
pub fn navigation(is_framed: bool, parent: Option<Parent>) -> Navigation {
    let address = current_address();
    let shell = Browser { base: base_url(), is_framed, parent, address_bar: AddressBar::new(address.clone()) };
    let route = RwSignal::new(shell.route_of(&address).unwrap_or(Route::NotFound(address)));
    let location = use_location();
    let browser = shell.clone();
    effect(move || {
        // `track` subscribes to nothing on a memo that was never computed (reactive_graph 0.2.16).
        let _ = (location.pathname.get(), location.search.get(), location.hash.get());
        browser.follow_address(route);
    });
    Navigation::new(route, Box::new(shell))
}

fn current_address() -> String {
    window().location().href().unwrap_or_default()
}

fn base_url() -> String {
    document().base_uri().ok().flatten().unwrap_or_default()
}

/// The path below the base and the query of an address; `None` for an address that is not below the base. Segments are
/// compared decoded, because a base with a space may be written with or without percent-encoding.
fn below_base(base: &str, href: &str) -> Option<(String, String)> {
    let url = Url::new_with_base(href, base).ok()?;
    let base = Url::new(base).ok()?;
    if url.origin() != base.origin() {
        return None;
    }
    let (base, path) = (base.pathname(), url.pathname());
    let depth = base.matches('/').count();
    let mut segments = path.split('/');
    let above = segments.by_ref().take(depth).map(decode);
    if !above.eq(base.split('/').take(depth).map(decode)) {
        return None;
    }
    Some((segments.collect::<Vec<_>>().join("/"), url.search()))
}

/// The shell of a browser with an address bar.
#[derive(Clone)]
struct Browser {
    /// The absolute URL of `<base href>`.
    base: String,
    is_framed: bool,
    parent: Option<Parent>,
    address_bar: AddressBar,
}

impl Browser {
    fn absolute(&self, address: String) -> String {
        Url::new_with_base(&format!("./{address}"), &self.base).map(|url| url.href()).unwrap_or(address)
    }

    fn write(&self, route: &Route, mode: HistoryMode) {
        let prefix = if self.is_framed { EMBED } else { "" };
        self.address_bar.show(&self.absolute(format!("{prefix}{}", route.address())), mode);
    }

    /// Follows the address bar after back or forward; its own writes change nothing. Scrolling is left to the browser,
    /// which restores the position of the page before.
    fn follow_address(&self, route: RwSignal<Route>) {
        let address = current_address();
        if !self.address_bar.accept_external(&address) {
            return;
        }
        let next = self.route_of(&address).unwrap_or(Route::NotFound(address));
        let is_other_page = route.with_untracked(|before| !before.is_same_page(&next));
        route.set(next.clone());
        if let Some(parent) = &self.parent {
            parent.post_navigated(&next);
        }
        if is_other_page {
            focus_content();
        }
    }
}

impl Shell for Browser {
    /// In a frame, too, a link that is opened in a tab of its own is the page without `embed/`.
    fn href(&self, route: &Route) -> String {
        self.absolute(route.address())
    }

    fn route_of(&self, href: &str) -> Option<Route> {
        let (path, query) = below_base(&self.base, href)?;
        Some(Route::parse(path.strip_prefix(EMBED).unwrap_or(&path), query.trim_start_matches('?')))
    }

    fn show(&self, route: &Route, mode: HistoryMode) {
        self.write(route, mode);
        if let Some(parent) = &self.parent {
            parent.post_navigated(route);
        }
    }

    fn set_title(&self, title: &str, language: &str) {
        document().set_title(title);
        if let Some(page) = document().document_element() {
            drop(page.set_attribute("lang", language));
        }
    }

    fn set_tab_status(&self, status: Option<TabStatus>) {
        icon::show(status);
    }

    fn here(&self) -> String {
        current_address()
    }

    fn focus_new_page(&self) {
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

    /// A frame of another origin cannot ask for the permission.
    fn notifier(&self) -> Option<Notifier> {
        let has_notifications = Reflect::has(&window(), &"Notification".into()) == Ok(true);
        let is_granted = || Notification::permission() == NotificationPermission::Granted;
        (has_notifications && (!self.is_framed || is_granted())).then_some(Notifier::Browser)
    }

    /// Updates the address of a frame, so that a reload shows the route that the parent page has set.
    fn on_external_navigation(&self, route: &Route) {
        self.write(route, HistoryMode::Replace);
    }
}

/// Moves the focus to the content of the page, so that a screen reader announces the new page and the next Tab moves
/// into it.
fn focus_content() {
    let content = document().query_selector(".rl-main").ok().flatten().and_then(|main| main.dyn_into().ok());
    if let Some(content) = content {
        focus_in_place(&content);
    }
}
