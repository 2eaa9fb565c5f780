//! Local storage. If it is disabled or full, the app works without stored settings.
//!
//! Not gloo-storage 0.4: its `LocalStorage::raw` panics where storage is disabled, and each of its methods calls it.

use web_sys::Storage;

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn key(name: &str) -> String {
    format!("replica-log.{name}")
}

/// Reads the value of a name; `None` without one.
pub fn read(name: &str) -> Option<String> {
    storage()?.get_item(&key(name)).ok()?
}

/// Stores a value under a name, if local storage is available.
pub fn write(name: &str, value: &str) {
    if let Some(storage) = storage() {
        drop(storage.set_item(&key(name), value));
    }
}
