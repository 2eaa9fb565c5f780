//! A fake shell, which records the calls of the app.

use std::sync::{Arc, Mutex};

use js_sys::Promise;
use leptos::prelude::*;
use replica_log::model::id::Id;
use replica_log::model::route::{RecordRoute, Route, TaskRoute};
use replica_log::navigation::{HistoryMode, Navigation, Shell, TabStatus};

/// A call of the app to its shell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ShellCall {
    Show(String, HistoryMode),
    SetTitle(String),
    FocusNewPage,
    SignIn,
    Unauthorized,
}

/// A shell whose addresses are below `/app/` of the origin of the tests.
#[derive(Debug, Clone, Default)]
pub(crate) struct FakeShell {
    calls: Arc<Mutex<Vec<ShellCall>>>,
    tab_status: Arc<Mutex<Option<TabStatus>>>,
    can_sign_in: bool,
}

impl FakeShell {
    /// A shell with its own way to sign in.
    pub(crate) fn with_sign_in() -> Self {
        Self { can_sign_in: true, ..Self::default() }
    }

    /// The status in the icon of the tab.
    pub(crate) fn tab_status(&self) -> Option<TabStatus> {
        *self.tab_status.lock().unwrap()
    }

    /// Returns and clears the calls so far.
    pub(crate) fn take_calls(&self) -> Vec<ShellCall> {
        std::mem::take(&mut self.calls.lock().unwrap())
    }

    /// A navigation with this shell that starts at a route.
    pub(crate) fn navigation(&self, route: Route) -> Navigation {
        Navigation::new(RwSignal::new(route), Box::new(self.clone()))
    }

    fn push(&self, call: ShellCall) {
        self.calls.lock().unwrap().push(call);
    }
}

fn base() -> String {
    format!("{}/app/", window().location().origin().unwrap())
}

impl Shell for FakeShell {
    fn href(&self, route: &Route) -> String {
        format!("{}{}", base(), route.address())
    }

    fn route_of(&self, href: &str) -> Option<Route> {
        let below = href.strip_prefix(&base())?;
        let (path, query) = below.split_once('?').unwrap_or((below, ""));
        Some(Route::parse(path, query))
    }

    fn show(&self, route: &Route, mode: HistoryMode) {
        self.push(ShellCall::Show(route.address(), mode));
    }

    fn set_title(&self, title: &str, _: &str) {
        self.push(ShellCall::SetTitle(title.to_owned()));
    }

    fn set_tab_status(&self, status: Option<TabStatus>) {
        *self.tab_status.lock().unwrap() = status;
    }

    fn here(&self) -> String {
        base()
    }

    fn focus_new_page(&self) {
        self.push(ShellCall::FocusNewPage);
    }

    fn can_sign_in(&self) -> bool {
        self.can_sign_in
    }

    fn sign_in(&self) -> Option<Promise> {
        self.push(ShellCall::SignIn);
        None
    }

    fn on_unauthorized(&self) {
        self.push(ShellCall::Unauthorized);
    }
}

/// The first page of a task.
pub(crate) fn task(key: &str) -> TaskRoute {
    TaskRoute::new(Id::parse(key).unwrap(), None, 20)
}

/// The first page of an execution.
pub(crate) fn record(id: &str) -> RecordRoute {
    RecordRoute::new(Id::parse(id).unwrap(), None, 20)
}
