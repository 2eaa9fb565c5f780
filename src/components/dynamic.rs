//! Parts of a view that follow what they show.
//!
//! Boxed: the machinery around them is compiled once, not once for each of them. With that of signals and effects,
//! this spares every visitor some 30 kB.

use crate::query::effect::take_leave;
use leptos::prelude::*;

/// A view that changes.
pub fn dynamic<V: IntoView + 'static>(mut view: impl FnMut() -> V + Send + 'static) -> AnyView {
    let boxed: Box<dyn FnMut() -> AnyView + Send> = Box::new(move || {
        take_leave();
        view().into_any()
    });
    boxed.into_any()
}

/// A text that changes.
pub fn text(mut text: impl FnMut() -> String + Send + 'static) -> AnyView {
    let boxed: Box<dyn FnMut() -> String + Send> = Box::new(move || {
        take_leave();
        text()
    });
    boxed.into_any()
}

/// The value of an attribute that changes.
pub fn value(value: impl Fn() -> String + Send + Sync + 'static) -> Memo<String> {
    let boxed: Box<dyn Fn() -> String + Send + Sync> = Box::new(value);
    Memo::new(move |_| boxed())
}

/// Something that is so or is not.
pub fn whether(value: impl Fn() -> bool + Send + Sync + 'static) -> Memo<bool> {
    let boxed: Box<dyn Fn() -> bool + Send + Sync> = Box::new(value);
    Memo::new(move |_| boxed())
}
