//! The memory that disposed effects keep allocated.

use std::arch::wasm32;

use leptos::prelude::*;
use replica_log::query::unsubscribe::unsubscribe_on_cleanup;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{Harness, turn};

/// The size of the wasm memory, in pages of 64 KiB.
fn pages() -> usize {
    wasm32::memory_size::<0>()
}

/// The growth of the memory in pages while thousands of effects read a memo and are disposed.
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
    // The first batch allocates memory that the others reuse.
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

/// The reason for `unsubscribe_on_cleanup`. If this fails with a newer Leptos, that function may be removed; see there.
#[wasm_bindgen_test]
async fn a_disposed_effect_stays_in_a_memo() {
    let pages = growth(false).await;
    assert!(pages > 10, "{pages} pages");
}
