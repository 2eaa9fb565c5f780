//! What the browser keep_mounted for this person. Where it keep_mounted nothing (storage off, or full), nothing is missed but
//! the keeping.

use web_sys::Storage;

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn key(name: &str) -> String {
    format!("replica-log.{name}")
}

/// What was kept under a name.
pub fn read(name: &str) -> Option<String> {
    storage()?.get_item(&key(name)).ok()?
}

/// Keeps something under a name.
pub fn write(name: &str, value: &str) {
    if let Some(storage) = storage() {
        drop(storage.set_item(&key(name), value));
    }
}
