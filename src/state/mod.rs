//! What lives longer than a view: where a person is, what they chose, what was asked for.

pub mod asked;
pub mod clock;
pub mod columns;
pub mod effect;
#[cfg(not(feature = "parts"))]
pub mod guest;
pub mod history;
pub mod icon;
pub mod nav;
pub mod parent;
pub mod poll;
pub mod reading;
pub mod rows;
pub mod service;
pub mod settings;
pub mod signal;
pub mod sink;
pub mod storage;
