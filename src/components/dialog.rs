//! A modal dialog, and a button that opens one.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::settings::use_localizer;

/// The handle of a dialog: opens and closes it. It is a context of the dialog's content.
#[derive(Clone, Copy)]
pub struct DialogHandle {
    element: NodeRef<html::Dialog>,
    is_mounted: RwSignal<bool>,
}

impl Default for DialogHandle {
    fn default() -> Self {
        Self { element: NodeRef::new(), is_mounted: RwSignal::new(false) }
    }
}

impl DialogHandle {
    /// Opens the dialog; mounts its content first.
    pub fn open(self) {
        if self.is_mounted.get_untracked() {
            self.show();
        } else {
            self.is_mounted.set(true);
        }
    }

    /// Closes the dialog.
    pub fn close(self) {
        if let Some(dialog) = self.element.try_get_untracked().flatten() {
            dialog.close();
        }
    }

    fn show(self) {
        if let Some(dialog) = self.element.try_get_untracked().flatten() {
            drop(dialog.show_modal());
        }
    }
}

/// A modal dialog with a heading before its content and a close button after it. The content is mounted when the dialog
/// is opened.
#[component]
pub fn Dialog(
    /// The name in the document, for style sheets and tests.
    name: &'static str,
    /// The heading.
    title: &'static str,
    /// The classes.
    #[prop(default = "rl-dialog")]
    class: &'static str,
    /// Whether the content stays mounted while the dialog is closed.
    #[prop(optional)]
    keep_mounted: bool,
    /// The handle that opens it.
    handle: DialogHandle,
    /// The content.
    children: ChildrenFn,
) -> impl IntoView {
    let close_label = use_localizer().words().close;
    let on_close = move |_| {
        if !keep_mounted {
            handle.is_mounted.set(false);
        }
    };
    let mount = move || {
        provide_context(handle);
        // Later, because opening moves the focus to the first control of the content, which must be there by then.
        spawn_local(async move { handle.show() });
        children()
    };
    // `tabindex`: the dialog itself receives the focus when the focused control in it is removed.
    view! {
        <dialog class=class data-name=name aria-label=title tabindex="-1" node_ref=handle.element on:close=on_close>
            <h2>{title}</h2>
            {move || handle.is_mounted.get().then(&mount)}
            <p class="rl-dialog-end">
                <button type="button" class="rl-button" on:click=move |_| handle.close()>{close_label}</button>
            </p>
        </dialog>
    }
}

/// A button, and the dialog that it opens.
#[component]
pub fn DialogButton(
    /// The name in the document, of the button and of the dialog.
    name: &'static str,
    /// The label of the button.
    #[prop(into)]
    label: Signal<String>,
    /// The heading of the dialog.
    title: &'static str,
    /// The classes of the dialog.
    #[prop(default = "rl-dialog")]
    class: &'static str,
    /// Whether the content stays mounted while the dialog is closed.
    #[prop(optional)]
    keep_mounted: bool,
    /// The content of the dialog.
    children: ChildrenFn,
) -> impl IntoView {
    let handle = DialogHandle::default();
    view! {
        <button type="button" class="rl-button" data-name=name on:click=move |_| handle.open()>
            {label}
        </button>
        <Dialog name title class keep_mounted handle children />
    }
}
