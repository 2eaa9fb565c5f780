//! Parts of a view that follow what they show.
//!
//! Boxed: the machinery that rebuilds such a part is compiled once, not once for each of them. That is a third of
//! what a visitor would otherwise download.

use leptos::prelude::*;

/// A view that changes.
pub fn dynamic<V: IntoView + 'static>(mut view: impl FnMut() -> V + Send + 'static) -> AnyView {
    let boxed: Box<dyn FnMut() -> AnyView + Send> = Box::new(move || view().into_any());
    boxed.into_any()
}

/// A text that changes.
pub fn text(text: impl FnMut() -> String + Send + 'static) -> AnyView {
    let boxed: Box<dyn FnMut() -> String + Send> = Box::new(text);
    boxed.into_any()
}
