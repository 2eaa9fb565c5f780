//! The standalone page.

/// Runs in the browser only; natively there is nothing to start.
fn main() {
    #[cfg(target_arch = "wasm32")]
    replica_log::standalone::start();
}
