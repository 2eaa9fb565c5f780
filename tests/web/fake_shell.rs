//! A fake shell, which records the calls of the app.

use std::sync::{Arc, Mutex};

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
}

/// A shell whose addresses are below `/app/` of the origin of the tests.
#[derive(Debug, Clone, Default)]
pub(crate) struct FakeShell(Arc<Mutex<Vec<ShellCall>>>);

impl FakeShell {
    /// Returns and clears the calls so far.
    pub(crate) fn take_calls(&self) -> Vec<ShellCall> {
        std::mem::take(&mut self.0.lock().unwrap())
    }

    /// A navigation with this shell that starts at a route.
    pub(crate) fn navigation(&self, route: Route) -> Navigation {
        Navigation::new(RwSignal::new(route), Box::new(self.clone()))
    }

    fn push(&self, call: ShellCall) {
        self.0.lock().unwrap().push(call);
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

    fn set_tab_status(&self, _: Option<TabStatus>) {}

    fn here(&self) -> String {
        base()
    }

    fn focus_new_page(&self) {
        self.push(ShellCall::FocusNewPage);
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
