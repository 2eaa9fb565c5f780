//! A dialog, and the button that opens it.

use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;

use super::tag::{Child, button, tag};
use crate::i18n::speech::Speech;

/// What a dialog is.
pub struct Dialog {
    /// What it is called in the document.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// One more class of it.
    pub class: &'static str,
    /// What is done when it has been closed, however that was.
    pub closed: Option<Box<dyn FnMut()>>,
}

impl Dialog {
    /// The button, which says `label`, and the dialog behind it, with a title before and a way out behind `content`.
    pub fn view(self, speech: Speech, label: AnyView, dialog: NodeRef<html::Dialog>, content: Vec<AnyView>) -> AnyView {
        let open = button("rl-button", move || {
            if let Some(dialog) = dialog.get_untracked() {
                drop(dialog.show_modal());
            }
        });
        let opener = open.attr("data-name", self.name).with(label);
        vec![opener.child(), self.alone(speech, dialog, content)].child()
    }

    /// The dialog, for a button of another kind.
    pub fn alone(self, speech: Speech, dialog: NodeRef<html::Dialog>, content: Vec<AnyView>) -> AnyView {
        let Self { name, title, class, closed } = self;
        let close = button("rl-button", move || {
            if let Some(dialog) = dialog.get_untracked() {
                dialog.close();
            }
        });
        let mut closed = closed;
        tag("dialog")
            .class(if class.is_empty() { "rl-dialog" } else { class })
            .attr("data-name", name)
            .attr("aria-label", title)
            // Where the focus goes when what had it within is gone.
            .attr("tabindex", "-1")
            .refer(dialog)
            .on("close", move |_: Event| {
                if let Some(closed) = &mut closed {
                    closed();
                }
            })
            .with(tag("h2").with(title))
            .with(content)
            .with(tag("p").class("rl-dialog-end").with(close.with(speech.words().close)))
            .child()
    }
}
