//! A dialog, and the button that opens it.

use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::dynamic::{dynamic, whether};
use super::tag::{Child, button, tag};
use crate::i18n::localizer::Localizer;

/// The way into a dialog, for whoever opens it.
#[derive(Clone, Copy)]
pub struct DialogHandle {
    dialog: NodeRef<html::Dialog>,
    is_wanted: RwSignal<bool>,
}

impl Default for DialogHandle {
    fn default() -> Self {
        Self { dialog: NodeRef::new(), is_wanted: RwSignal::new(false) }
    }
}

impl DialogHandle {
    /// Opens it.
    pub fn open(self) {
        if self.is_wanted.get_untracked() {
            self.show();
        } else {
            self.is_wanted.set(true);
        }
    }

    fn show(self) {
        if let Some(dialog) = self.dialog.try_get_untracked().flatten() {
            drop(dialog.show_modal());
        }
    }
}

/// What makes what a dialog is about.
pub type ContentFn = Box<dyn Fn() -> AnyView + Send>;

/// What a dialog is.
pub struct Dialog {
    /// What it is called in the document.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// One more class of it.
    pub class: &'static str,
    /// Whether its content goes on while it is closed. It is made when it is first opened, or whenever it is.
    pub keep_mounted: bool,
}

impl Dialog {
    /// The button, which says `label`, and the dialog behind it.
    pub fn view(self, speech: Localizer, label: AnyView, content: ContentFn) -> AnyView {
        let door = DialogHandle::default();
        let opener = button("rl-button", move || door.open()).attr("data-name", self.name).with(label);
        vec![opener.child(), self.behind(speech, door, content)].child()
    }

    /// The dialog behind a door, with a title before and a way out behind its content.
    pub fn behind(self, speech: Localizer, door: DialogHandle, content: ContentFn) -> AnyView {
        let Self { name, title, class, keep_mounted } = self;
        let DialogHandle { dialog, is_wanted } = door;
        let close = button("rl-button", move || {
            if let Some(dialog) = dialog.get_untracked() {
                dialog.close();
            }
        });
        let closed = move |_: Event| {
            if !keep_mounted {
                is_wanted.set(false);
            }
        };
        let is_there = whether(move || is_wanted.get());
        tag("dialog")
            .class(if class.is_empty() { "rl-dialog" } else { class })
            .attr("data-name", name)
            .attr("aria-label", title)
            // Where the focus goes when what had it within is gone.
            .attr("tabindex", "-1")
            .refer(dialog)
            .on("close", closed)
            .with(tag("h2").with(title))
            .with(dynamic(move || {
                is_there.get().then(|| {
                    // Once its content is in it: the focus goes to the first control.
                    spawn_local(async move { door.show() });
                    content()
                })
            }))
            .with(tag("p").class("rl-dialog-end").with(close.with(speech.words().close)))
            .child()
    }
}
