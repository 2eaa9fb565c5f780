//! The surroundings of the app: a browser's address bar, a host page, a frame.

mod address_bar;
pub mod browser;
pub mod frame;
#[cfg(feature = "embed")]
pub mod guest;
pub mod icon;
pub mod panic_hook;
#[cfg(feature = "site")]
pub mod standalone;
