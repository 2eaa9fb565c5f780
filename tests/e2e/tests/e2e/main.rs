//! The tests, by subject. One binary: they share a harness that takes longer to link than to compile.

mod axe;
mod clock;
mod common;
mod export;
mod faults;
mod filters;
mod framed;
mod home;
mod hostile;
mod keyboard;
mod live;
mod network;
mod parts;
mod record;
mod reflow;
mod release;
mod rows;
mod settings;
mod shell;
mod start;
mod states;
mod tables;
mod task;
mod trend;
mod triage;
mod week;
