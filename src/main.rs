//! What makes a wasm file of the library. A host page loads such a file too, and wants no page of ours then: nothing
//! runs before `start` or `mount` is called.

// The exports are in there; without a use of it they would be left out.
use replica_log as _;

fn main() {}
