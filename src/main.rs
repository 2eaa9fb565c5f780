//! The wasm binary of the library. `main` does nothing: `start` or `mount` is called by JavaScript when the page is ready.

// Links the library: its exports are all that the binary has.
use replica_log as _;

fn main() {}
