//! What the app thinks with. Pure Rust: no web, no Leptos, no HTTP; every decision worth a test is here.

pub mod codes;
pub mod config;
pub mod duration;
pub mod filter;
pub mod id;
pub mod locale;
pub mod page;
pub mod place;
pub mod poll;
pub mod query;
pub mod recent;
pub mod remote;
pub mod runs;
pub mod share;
pub mod size;
pub mod text;
pub mod time;
pub mod zone;
