//! The title, breadcrumbs and status of the current page.

use leptos::prelude::*;

use crate::components::status::Tone;
use crate::model::hidden::visible;
use crate::navigation::{TabStatus, use_navigation};
use crate::query::effect::effect;
use crate::settings::use_settings;

/// The app's name; the same in every language.
pub const NAME: &str = "Replica Log";

/// One step of the breadcrumbs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// The text.
    pub word: String,
    /// The address; `None` for the current page.
    pub href: Option<String>,
}

/// The breadcrumbs and the status of the current page. Pages set them; the layout shows them.
#[derive(Debug, Clone, Copy)]
pub struct PageInfo {
    crumbs: RwSignal<Vec<Crumb>>,
    status: RwSignal<(Tone, String)>,
}

impl PageInfo {
    pub(super) fn new() -> Self {
        Self { crumbs: RwSignal::new(Vec::new()), status: RwSignal::new((Tone::Plain, String::new())) }
    }

    /// Sets the breadcrumbs, and with them the title.
    pub fn set(self, crumbs: Vec<Crumb>) {
        self.crumbs.set(crumbs);
    }

    /// Sets the status. The title begins with its word, because a tab shows only the beginning of the title.
    pub fn set_status(self, tone: Tone, word: String) {
        self.status.set((tone, word));
    }

    /// The breadcrumbs. Tracked.
    pub(super) fn crumbs(self) -> Vec<Crumb> {
        self.crumbs.get()
    }

    /// Shows title and status in the tab from now on.
    pub(super) fn sync_tab(self) {
        let (navigation, settings) = (use_navigation(), use_settings());
        effect(move || {
            let (tone, word) = self.status.get();
            // Untracked, because a change of the language mounts the page again, which sets the breadcrumbs.
            let language = untrack(|| settings.locale()).tag();
            navigation.set_title(&title(&word, &self.crumbs.get()), language);
            navigation.set_tab_status(tab_status(tone));
        });
    }
}

/// The title of the window: the status, the breadcrumbs from the last to the first, the app.
fn title(status: &str, crumbs: &[Crumb]) -> String {
    let status = Some(status).filter(|word| !word.is_empty()).into_iter();
    let words: Vec<_> = status.chain(crumbs.iter().rev().map(|crumb| crumb.word.as_str())).chain([NAME]).collect();
    visible(&words.join(" · ")).into_owned()
}

const fn tab_status(tone: Tone) -> Option<TabStatus> {
    match tone {
        Tone::Busy => Some(TabStatus::Running),
        Tone::Good => Some(TabStatus::Done),
        Tone::Bad => Some(TabStatus::Failed),
        Tone::Unknown => Some(TabStatus::Unknown),
        Tone::Plain => None,
    }
}

/// The title, breadcrumbs and status of the current page.
pub fn use_page_info() -> PageInfo {
    expect_context()
}
