//! Where a person is, and how they get elsewhere. What stands behind it, a browser's address or a host page, is
//! the shell's matter.

use js_sys::Promise;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use crate::model::route::Route;
use crate::query::effect::watch;

/// How a move is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryMode {
    /// As a step that "back" undoes.
    Push,
    /// In place of where the person is now.
    Replace,
}

/// How what is shown stands, in a glance at a tab's icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TabStatus {
    /// It is going on.
    Running,
    /// It went well.
    Done,
    /// It went wrong.
    Failed,
}

/// What the app runs in.
pub trait Shell: Send + Sync {
    /// The address of a place, for a link that can also be copied or opened in a new tab.
    fn href(&self, place: &Route) -> String;
    /// The place that a link of ours leads to; `None` for a link that leads out of the app.
    fn place_of(&self, href: &str) -> Option<Route>;
    /// Shows a place's address.
    fn show(&self, place: &Route, how: HistoryMode);
    /// Names what is shown, for a tab or a task bar, in the language with this tag.
    fn title(&self, title: &str, language: &str);
    /// Shows how it stands; `None` where that means nothing.
    fn sign(&self, sign: Option<TabStatus>);
    /// The address of the page itself, to come back to after signing in.
    fn here(&self) -> String;
    /// Brings a person who has arrived at another page to its top.
    fn arrive(&self);
    /// Whether somebody else's page is around the app: title, menus and settings are that page's then.
    fn is_guest(&self) -> bool {
        false
    }
    /// Whether the shell knows a way to sign in by itself.
    fn can_sign_in(&self) -> bool {
        false
    }
    /// Lets the person sign in. When what it gives is kept, they have; where it gives nothing, that is told otherwise.
    fn sign_in(&self) -> Option<Promise> {
        None
    }
    /// Is told of a place by whoever decides where the person is.
    fn placed(&self, _place: &Route) {}
}

/// Navigation, as pages see it.
#[derive(Clone, Copy)]
pub struct Navigation {
    place: RwSignal<Route>,
    shell: StoredValue<Box<dyn Shell>>,
    signed_in: Trigger,
}

impl Navigation {
    /// Navigation from a place on, in a shell.
    pub fn new(place: RwSignal<Route>, shell: Box<dyn Shell>) -> Self {
        Self { place, shell: StoredValue::new(shell), signed_in: Trigger::new() }
    }

    /// Where the person is; wakes its watcher at every move.
    pub fn place(self) -> Route {
        self.place.get()
    }

    /// The address of a place.
    pub fn href(self, place: &Route) -> String {
        self.shell.try_with_value(|shell| shell.href(place)).unwrap_or_default()
    }

    /// Goes to a place.
    pub fn go(self, place: Route, how: HistoryMode) {
        let Some(before) = self.place.try_get_untracked() else { return };
        if before == place {
            return;
        }
        let arrives = !before.is_same_page(&place);
        // First, since whoever is told may want another place at once: theirs is the last word.
        self.place.set(place.clone());
        self.shell.try_with_value(|shell| shell.show(&place, how));
        if arrives {
            self.shell.try_with_value(|shell| shell.arrive());
        }
    }

    /// Goes where a link of ours leads; `false` when it leads out of the app.
    pub fn follow(self, href: &str) -> bool {
        let place = self.shell.try_with_value(|shell| shell.place_of(href)).flatten();
        place.is_some_and(|place| {
            self.go(place, HistoryMode::Push);
            true
        })
    }

    /// Names what is shown, in the language with this tag.
    pub fn title(self, title: &str, language: &str) {
        self.shell.try_with_value(|shell| shell.title(title, language));
    }

    /// Shows how what is shown stands.
    pub fn sign(self, sign: Option<TabStatus>) {
        self.shell.try_with_value(|shell| shell.sign(sign));
    }

    /// Is told where the person is by whoever decides that, who therefore need not be told.
    pub fn be(self, place: Route) {
        if self.place.try_get_untracked().is_some_and(|before| before != place) {
            self.place.set(place.clone());
            self.shell.try_with_value(|shell| shell.placed(&place));
        }
    }

    /// Whether somebody else's page is around the app.
    pub fn is_guest(self) -> bool {
        self.shell.try_with_value(|shell| shell.is_guest()).unwrap_or_default()
    }

    /// Whether the shell knows a way to sign in by itself.
    pub fn can_sign_in(self) -> bool {
        self.shell.try_with_value(|shell| shell.can_sign_in()).unwrap_or_default()
    }

    /// Lets the person sign in; [`Self::signed_in`] follows when they have.
    pub fn sign_in(self) {
        let Some(kept) = self.shell.try_with_value(|shell| shell.sign_in()).flatten() else { return };
        spawn_local(async move {
            if JsFuture::from(kept).await.is_ok() {
                self.signed_in();
            }
        });
    }

    /// The person has signed in: whatever could not be had without that is asked for again.
    pub fn signed_in(self) {
        self.signed_in.notify();
    }

    /// Does something whenever the person has signed in, from now on.
    pub fn on_signed_in(self, work: impl Fn() + 'static) {
        let mut is_first = true;
        watch(move || {
            self.signed_in.track();
            if !std::mem::take(&mut is_first) {
                untrack(&work);
            }
        });
    }

    /// The address of the page itself.
    pub fn here(self) -> String {
        self.shell.try_with_value(|shell| shell.here()).unwrap_or_default()
    }
}
