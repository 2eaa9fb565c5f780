//! Names with their values.

use leptos::prelude::*;

use super::copy::copy_button;
use super::tag::{Child, tag};
use crate::i18n::localizer::Localizer;

/// A name with its value.
pub fn fact(name: &'static str, value: impl Child) -> AnyView {
    named(name, value.child())
}

fn named(name: &'static str, value: AnyView) -> AnyView {
    tag("div").class("rl-fact").with(tag("dt").with(name)).with(tag("dd").with(value)).child()
}

/// A value beside its own copy button.
pub fn copyable(speech: Localizer, name: &'static str, value: &str) -> AnyView {
    let id = tag("code").class("rl-id").with(value.to_owned());
    vec![id.child(), copy_button(speech, name, value.to_owned()).child()].child()
}
