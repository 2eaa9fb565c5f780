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

/// Allocates what earlier tests have freed, the large pieces first: the growth of the next test would not be seen in it.
fn hold_free_memory() -> Vec<Vec<u8>> {
    let mut held = Vec::new();
    for size in [1 << 20, 1 << 16, 1 << 12, 1 << 8] {
        let before = pages();
        while pages() == before {
            held.push(vec![0; size]);
        }
    }
    held
}

/// The growth of the memory in pages while thousands of effects call `read` and are disposed; `between` is called
/// between batches of them.
async fn growth(unsubscribe: bool, read: impl Fn() + Copy + 'static, between: impl Fn()) -> usize {
    const BATCHES: usize = 40;
    let _held = hold_free_memory();
    let batch = async || {
        let owner = Owner::new();
        owner.with(|| {
            for _ in 0..500 {
                Effect::new(move |_| {
                    if unsubscribe {
                        unsubscribe_on_cleanup();
                    }
                    read();
                });
            }
        });
        turn().await;
        drop(owner);
        turn().await;
        between();
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
    let _harness = Harness::new();
    let memo = Memo::new(|_| 1);
    let pages = growth(true, move || memo.track(), || {}).await;
    assert!(pages <= 2, "{pages} pages");
}

#[wasm_bindgen_test]
async fn an_unsubscribed_effect_leaves_nothing_in_a_signal() {
    let _harness = Harness::new();
    let signal = RwSignal::new(1);
    let pages = growth(true, move || signal.track(), move || signal.set(2)).await;
    assert!(pages <= 2, "{pages} pages");
}

/// The reason for `unsubscribe_on_cleanup`. If this fails with a newer Leptos, that function may be removed; see there.
#[wasm_bindgen_test]
async fn a_disposed_effect_stays_in_a_memo_and_in_a_signal_that_changes() {
    let _harness = Harness::new();
    let (memo, signal) = (Memo::new(|_| 1), RwSignal::new(1));
    let pages = growth(false, move || memo.track(), || {}).await;
    assert!(pages > 10, "memo: {pages} pages");
    let pages = growth(false, move || signal.track(), move || signal.set(2)).await;
    assert!(pages > 10, "signal: {pages} pages");
}
