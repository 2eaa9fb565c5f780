//! A shell that remembers what it was told.

use leptos::prelude::*;
use std::sync::{Arc, Mutex};

use leptos::prelude::window;
use replica_log::model::id::Id;
use replica_log::model::route::{RecordRoute, Route, TaskRoute};
use replica_log::navigation::{HistoryMode, Navigation, Shell, TabStatus};

/// What a shell was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Told {
    Show(String, HistoryMode),
    Title(String),
    Arrive,
}

/// A shell whose addresses are below `/app/` of this very origin.
#[derive(Debug, Clone, Default)]
pub(crate) struct FakeShell(Arc<Mutex<Vec<Told>>>);

impl FakeShell {
    /// What it was told since it was last asked.
    pub(crate) fn told(&self) -> Vec<Told> {
        std::mem::take(&mut self.0.lock().unwrap())
    }

    /// Navigation in it, from a place on.
    pub(crate) fn nav(&self, place: Route) -> Navigation {
        Navigation::new(RwSignal::new(place), Box::new(self.clone()))
    }

    fn tell(&self, told: Told) {
        self.0.lock().unwrap().push(told);
    }
}

fn base() -> String {
    format!("{}/app/", window().location().origin().unwrap())
}

impl Shell for FakeShell {
    fn href(&self, place: &Route) -> String {
        format!("{}{}", base(), place.address())
    }

    fn place_of(&self, href: &str) -> Option<Route> {
        let below = href.strip_prefix(&base())?;
        let (path, query) = below.split_once('?').unwrap_or((below, ""));
        Some(Route::parse(path, query))
    }

    fn show(&self, place: &Route, how: HistoryMode) {
        self.tell(Told::Show(place.address(), how));
    }

    fn title(&self, title: &str, _: &str) {
        self.tell(Told::Title(title.to_owned()));
    }

    fn sign(&self, _: Option<TabStatus>) {}

    fn here(&self) -> String {
        base()
    }

    fn arrive(&self) {
        self.tell(Told::Arrive);
    }
}

/// The place of a task.
pub(crate) fn task(key: &str) -> TaskRoute {
    TaskRoute::new(Id::parse(key).unwrap(), None, 20)
}

/// The place of an execution.
pub(crate) fn record(id: &str) -> RecordRoute {
    RecordRoute::new(Id::parse(id).unwrap(), None, 20)
}
