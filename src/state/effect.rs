//! Doing something whenever what it looks at changes.

use leptos::prelude::*;

/// Runs `work` now and again after each change of a signal that it read. Boxed: the machinery around an effect is
/// compiled once, not once for each.
pub fn watch(work: impl FnMut() + 'static) {
    fn boxed(mut work: Box<dyn FnMut()>) {
        Effect::new(move |_| work());
    }
    boxed(Box::new(work));
}
