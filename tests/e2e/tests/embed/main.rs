//! The package for npm, and pages that have Replica Log in them: what it is made of, the examples with their real
//! frameworks, and hosts that are not kind to it.

mod axe;
mod element;
mod examples;
mod guest;
mod kept_apart;
mod mount;
mod package;
mod told;
mod workshop;
