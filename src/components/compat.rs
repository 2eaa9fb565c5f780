//! Temporary: the function forms of components, for views that are not converted yet.
#![allow(missing_docs)]

use leptos::prelude::*;

use super::bar::{Bar, BarSegment};
use super::copy::CopyButton;
use super::fact::{CopyableId, Fact};
use super::field::Field;
use super::link_group::{LinkGroup, LinkOption};
use super::notice::{Announcement, Notice, Severity, Skeleton};
use super::run_strip::{RunBar, RunStrip};
use super::status::{StatusLabel, Tag, Tone};
use super::tag::Child;
use super::timestamp::Timestamp;
use crate::i18n::localizer::Localizer;
use crate::model::time::Time;
use crate::model::zone::Zone;

pub fn fact(name: &'static str, value: impl Child) -> AnyView {
    let value = value.child();
    view! { <Fact name>{value}</Fact> }.into_any()
}
pub fn copyable(_: Localizer, name: &'static str, value: &str) -> AnyView {
    view! { <CopyableId name value=value.to_owned() /> }.into_any()
}
pub fn copy_button(_: Localizer, name: &'static str, text: String) -> AnyView {
    view! { <CopyButton name text /> }.into_any()
}
pub fn choice(label: &'static str, options: Vec<LinkOption>) -> AnyView {
    view! { <LinkGroup label options /> }.into_any()
}
pub fn bar(parts: &[BarSegment], whole: i64) -> AnyView {
    view! { <Bar segments=parts.to_vec() whole /> }.into_any()
}
pub fn status(tone: Tone, word: String) -> AnyView {
    view! { <StatusLabel tone word /> }.into_any()
}
pub fn tag(word: String, title: Option<&'static str>, tone: Option<&'static str>) -> AnyView {
    view! { <Tag word title tone /> }.into_any()
}
pub fn notice(severity: Severity, headline: String, more: AnyView, actions: AnyView) -> AnyView {
    view! { <Notice severity headline more>{actions}</Notice> }.into_any()
}
pub fn spoken(text: Memo<String>) -> AnyView {
    view! { <Announcement text /> }.into_any()
}
pub fn empty(what: String, actions: impl Child) -> AnyView {
    notice(Severity::Neutral, what, ().child(), actions.child())
}
pub fn skeleton(lines: usize) -> AnyView {
    view! { <Skeleton lines /> }.into_any()
}
pub fn stamp(_: Localizer, time: Option<&Time>, zone: &Zone) -> AnyView {
    view! { <Timestamp time=time.cloned() zone=zone.clone() /> }.into_any()
}
pub fn strip(label: &'static str, bars: Vec<RunBar>, median: Option<u8>) -> AnyView {
    view! { <RunStrip label bars median /> }.into_any()
}
pub fn field(
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    value: Memo<String>,
    is_folded: Signal<bool>,
    commit: Callback<String>,
) -> AnyView {
    view! { <Field name label hint value is_folded commit /> }.into_any()
}
