//! Unsubscription of disposed effects and memos.
//!
//! Works around a fault of reactive_graph 0.2.16: a disposed effect or memo stays in the subscriber list of each memo
//! and each signal that it read, for as long as that memo or signal lives, even if it changes. Rows that come and go all
//! day, and a head that is rendered again with every refetch, would fill the memory with the subscribers of the clock.
//!
//! Tests: `subscribers::an_unsubscribed_effect_leaves_nothing_in_a_memo` and `…_in_a_signal` in `tests/web`. Exit
//! condition: when `subscribers::a_disposed_effect_stays_in_a_memo_and_in_a_signal_that_changes` fails with a newer
//! reactive_graph, this file can go.

use leptos::prelude::*;
use leptos::reactive::graph::{Observer, Subscriber};

/// Unsubscribes the current observer from all its sources when its owner is disposed or it runs again. To be called
/// first in a closure that is created again and again and reads something that lives longer.
pub fn unsubscribe_on_cleanup() {
    if let Some(observer) = Observer::get() {
        on_cleanup(move || observer.clear_sources(&observer));
    }
}
