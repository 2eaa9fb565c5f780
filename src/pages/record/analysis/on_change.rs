//! An effect on a derived value.

use leptos::prelude::*;

use crate::query::effect::effect;
use crate::query::unsubscribe::unsubscribe_on_cleanup;

/// Runs `work` with a value, now and after each change of the value.
pub(super) fn on_change<V: PartialEq + Send + Sync + 'static>(
    value: impl Fn() -> V + Send + Sync + 'static,
    work: impl Fn(&V) + 'static,
) {
    let value = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        value()
    });
    effect(move || value.with(&work));
}
