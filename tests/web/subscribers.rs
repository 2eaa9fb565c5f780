//! The memory of disposed effects.

use std::arch::wasm32;

use leptos::prelude::*;
use replica_log::query::effect::unsubscribe_on_cleanup;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{Harness, turn};

/// Pages of memory, of 64 KiB each.
fn pages() -> usize {
    wasm32::memory_size::<0>()
}

/// By how many pages the memory grows while thousands of effects read a memo and are disposed.
async fn growth(unsubscribe: bool) -> usize {
    const BATCHES: usize = 40;
    let _harness = Harness::new();
    let memo = Memo::new(|_| 1);
    let batch = async || {
        let owner = Owner::new();
        owner.with(|| {
            for _ in 0..500 {
                Effect::new(move |_| {
                    if unsubscribe {
                        unsubscribe_on_cleanup();
                    }
                    memo.track();
                });
            }
        });
        turn().await;
        drop(owner);
        turn().await;
    };
    // The first batch needs memory that the others use again.
    batch().await;
    let before = pages();
    for _ in 0..BATCHES {
        batch().await;
    }
    pages() - before
}

#[wasm_bindgen_test]
async fn an_unsubscribed_effect_leaves_nothing_in_a_memo() {
    let pages = growth(true).await;
    assert!(pages <= 2, "{pages} pages");
}

/// The reason for `unsubscribe_on_cleanup`: see there. If this fails, Leptos may be good enough.
#[wasm_bindgen_test]
async fn a_disposed_effect_stays_in_a_memo() {
    let pages = growth(false).await;
    assert!(pages > 10, "{pages} pages");
}
