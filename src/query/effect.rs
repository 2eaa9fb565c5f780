//! Effects that are compiled once.
//!
//! `Effect::new` of reactive_graph 0.2.16 compiles an asynchronous task for each closure type: with 18 effects, 2.0 kB of
//! brotli in each first visit. A boxed closure is one type. The test `first_visit_stays_within_the_byte_budget` in
//! `tests/e2e` fails without this file while the page is close to its byte budget; it can go when the page is not.

use leptos::prelude::*;

/// Runs a closure now, and again after each change of a signal that it read, until the current owner is disposed.
pub fn effect(run: impl FnMut() + 'static) {
    fn boxed(mut run: Box<dyn FnMut()>) {
        Effect::new(move |_| run());
    }
    boxed(Box::new(run));
}
