//! Navigation: the current route, and changes of it. The shells in [`crate::shell`] connect it to the address bar
//! of a browser or to a host page.

use js_sys::Promise;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use crate::model::route::Route;
use crate::query::effect::effect;
use crate::query::unsubscribe::unsubscribe_on_cleanup;

/// The history entry of a navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryMode {
    /// A new entry: "back" returns to the route before.
    Push,
    /// Replaces the current entry.
    Replace,
}

/// The status of the current page, shown in the icon of the tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TabStatus {
    /// Running.
    Running,
    /// Succeeded.
    Done,
    /// Failed.
    Failed,
    /// Running, when it was last known.
    Unknown,
}

/// The displayer of notifications: the browser, or the host page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notifier {
    /// The browser.
    Browser,
    /// The host page.
    Host,
}

/// The surroundings of the app: a browser with an address bar, or a host page.
pub trait Shell: Send + Sync {
    /// The address of a route, for a link that can be copied or opened in a new tab.
    fn href(&self, route: &Route) -> String;
    /// The route of a link; `None` for a link to a page outside of the app.
    fn route_of(&self, href: &str) -> Option<Route>;
    /// Shows the address of a route that the app navigated to.
    fn show(&self, route: &Route, mode: HistoryMode);
    /// Sets the title of the tab. `language` is the language tag of the title.
    fn set_title(&self, title: &str, language: &str);
    /// Sets the status in the icon of the tab; `None` for the plain icon.
    fn set_tab_status(&self, status: Option<TabStatus>);
    /// The address of the document, to return to after signing in.
    fn here(&self) -> String;
    /// Scrolls to the top of a new page and moves the focus to it.
    fn focus_new_page(&self);
    /// Whether a host page is around the app, with its own title, menus and settings.
    fn is_guest(&self) -> bool {
        false
    }
    /// Whether the shell has its own way to sign in.
    fn can_sign_in(&self) -> bool {
        false
    }
    /// Starts to sign in. The promise resolves when it is done; `None` if [`Navigation::retry`] is called instead.
    fn sign_in(&self) -> Option<Promise> {
        None
    }
    /// The displayer of notifications; `None` where there are none.
    fn notifier(&self) -> Option<Notifier> {
        None
    }
    /// Lets the host page show a notification. `url` is the address of the page that it is about.
    fn notify(&self, _title: &str, _body: &str, _url: &str) {}
    /// Called when responses begin to show that the user is not signed in; once until a request succeeds again.
    fn on_unauthorized(&self) {}
    /// Called after the host page changed the route: updates the address bar.
    fn on_external_navigation(&self, _route: &Route) {}
}

/// A listener to navigations within the app: receives the route before, and the next one.
type GoListener = Box<dyn Fn(&Route, &Route) + Send + Sync>;

/// The navigation of an app; see [`use_navigation`].
#[derive(Clone, Copy)]
pub struct Navigation {
    route: RwSignal<Route>,
    shell: StoredValue<Box<dyn Shell>>,
    retry: Trigger,
    go_listener: StoredValue<Option<GoListener>>,
}

impl Navigation {
    /// Navigation that starts at a route.
    pub fn new(route: RwSignal<Route>, shell: Box<dyn Shell>) -> Self {
        Self { route, shell: StoredValue::new(shell), retry: Trigger::new(), go_listener: StoredValue::new(None) }
    }

    /// The current route; tracked.
    pub fn route(self) -> Route {
        self.route.get()
    }

    /// The current route; untracked.
    pub fn route_untracked(self) -> Route {
        self.route.get_untracked()
    }

    /// The address of a route.
    pub fn href(self, route: &Route) -> String {
        self.shell.try_with_value(|shell| shell.href(route)).unwrap_or_default()
    }

    /// Navigates to a route.
    pub fn go(self, route: Route, mode: HistoryMode) {
        let Some(before) = self.route.try_get_untracked() else { return };
        if before == route {
            return;
        }
        let is_other_page = !before.is_same_page(&route);
        self.go_listener.try_with_value(|listener| listener.as_ref().map(|listener| listener(&before, &route)));
        // The signal first: a host page that is notified by `show` may navigate at once, and its route must win.
        self.route.set(route.clone());
        self.shell.try_with_value(|shell| shell.show(&route, mode));
        if is_other_page {
            self.shell.try_with_value(|shell| shell.focus_new_page());
        }
    }

    /// Runs `listener` before each navigation of the app itself, until the current owner is disposed: not before back and
    /// forward, and not before one of the host page. An app has one listener at a time, that of the list on its page.
    pub fn on_go(self, listener: impl Fn(&Route, &Route) + Send + Sync + 'static) {
        self.go_listener.set_value(Some(Box::new(listener)));
        on_cleanup(move || drop(self.go_listener.try_set_value(None)));
    }

    /// Navigates to the route of a link; returns `false` for a link to a page outside of the app.
    pub fn follow(self, href: &str) -> bool {
        let route = self.shell.try_with_value(|shell| shell.route_of(href)).flatten();
        route.is_some_and(|route| {
            self.go(route, HistoryMode::Push);
            true
        })
    }

    /// Sets the route on behalf of the host page; does not notify the host page back.
    pub fn sync_from_host(self, route: Route) {
        if self.route.try_get_untracked().is_some_and(|before| before != route) {
            self.route.set(route.clone());
            self.shell.try_with_value(|shell| shell.on_external_navigation(&route));
        }
    }

    /// Sets the title of the tab. `language` is the language tag of the title.
    pub fn set_title(self, title: &str, language: &str) {
        self.shell.try_with_value(|shell| shell.set_title(title, language));
    }

    /// Sets the status in the icon of the tab; `None` for the plain icon.
    pub fn set_tab_status(self, status: Option<TabStatus>) {
        self.shell.try_with_value(|shell| shell.set_tab_status(status));
    }

    /// Whether a host page is around the app.
    pub fn is_guest(self) -> bool {
        self.shell.try_with_value(|shell| shell.is_guest()).unwrap_or_default()
    }

    /// Whether the shell has its own way to sign in.
    pub fn can_sign_in(self) -> bool {
        self.shell.try_with_value(|shell| shell.can_sign_in()).unwrap_or_default()
    }

    /// Starts to sign in; [`Self::retry`] follows when it is done.
    pub fn sign_in(self) {
        let Some(done) = self.shell.try_with_value(|shell| shell.sign_in()).flatten() else { return };
        spawn_local(async move {
            if JsFuture::from(done).await.is_ok() {
                self.retry();
            }
        });
    }

    /// The displayer of notifications; `None` where there are none.
    pub fn notifier(self) -> Option<Notifier> {
        self.shell.try_with_value(|shell| shell.notifier()).flatten()
    }

    /// Lets the host page show a notification, see [`Shell::notify`].
    pub fn notify(self, title: &str, body: &str, url: &str) {
        self.shell.try_with_value(|shell| shell.notify(title, body, url));
    }

    /// Notifies the shell that the user is not signed in, see [`Shell::on_unauthorized`].
    pub fn on_unauthorized(self) {
        self.shell.try_with_value(|shell| shell.on_unauthorized());
    }

    /// Sends all requests again that have failed, for example because the user has signed in.
    pub fn retry(self) {
        self.retry.notify();
    }

    /// Runs `retry` with each [`Self::retry`], until the current owner is disposed.
    pub fn on_retry(self, retry: impl Fn() + 'static) {
        let mut is_first = true;
        effect(move || {
            // Each failed request has an effect of its own.
            unsubscribe_on_cleanup();
            self.retry.track();
            if !std::mem::take(&mut is_first) {
                untrack(&retry);
            }
        });
    }

    /// The address of the document, to return to after signing in.
    pub fn here(self) -> String {
        self.shell.try_with_value(|shell| shell.here()).unwrap_or_default()
    }
}

/// The navigation of the app.
pub fn use_navigation() -> Navigation {
    expect_context()
}
