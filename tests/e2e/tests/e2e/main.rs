//! The tests, by subject. One binary: they share a harness that takes longer to link than to compile.

mod common;
mod filters;
mod home;
mod task;
