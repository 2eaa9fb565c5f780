//! Doing something whenever what it looks at changes.

use leptos::prelude::*;
use leptos::reactive::graph::{Observer, Subscriber};

/// Runs `work` now and again after each change of a signal that it read. Boxed: the machinery around an effect is
/// compiled once, not once for each.
pub fn watch(work: impl FnMut() + 'static) {
    fn boxed(mut work: Box<dyn FnMut()>) {
        Effect::new(move |_| {
            take_leave();
            work();
        });
    }
    boxed(Box::new(work));
}

/// Whoever follows something takes their leave of it when their owner goes.
///
/// Leptos does not see to that: a memo keeps all that ever followed it, and a signal does until it changes. Rows that
/// come and go all day, before a memo that never changes, would fill the memory.
pub fn take_leave() {
    if let Some(follower) = Observer::get() {
        on_cleanup(move || follower.clear_sources(&follower));
    }
}
