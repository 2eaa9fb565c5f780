//! A strip of runs: a bar for each, its height for how long it took, its colour and pattern for how it ended.

use leptos::html;
use leptos::prelude::*;

use super::status::Tone;
use super::tag::{Child, tag};
use crate::query::effect::watch;

/// A bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Where it leads.
    pub href: String,
    /// How it ended.
    pub tone: Tone,
    /// In per cent of the strip.
    pub height: u8,
    /// All of it in words: for a pointer that rests on it, and for those who cannot see it.
    pub label: String,
}

/// The bars, oldest first, with a line at `median` per cent. Wider than the page, it begins at the newest.
pub fn strip(label: &'static str, runs: Vec<Run>, median: Option<u8>) -> AnyView {
    let list = NodeRef::<html::Ol>::new();
    watch(move || {
        if let Some(list) = list.get() {
            list.set_scroll_left(list.scroll_width());
        }
    });
    let bars = runs.into_iter().map(|run| {
        let link = tag("a").attr("href", run.href).attr("data-tone", run.tone.name()).attr("title", run.label.clone());
        let bar = tag("i").style("height", format!("{}%", run.height));
        tag("li").with(link.attr("aria-label", run.label).with(bar))
    });
    let bars = tag("ol").attr("aria-label", label).refer(list).with(bars.collect::<Vec<_>>());
    let line = median.map(|median| tag("hr").attr("aria-hidden", "true").style("bottom", format!("{median}%")));
    tag("div").class("rl-strip").with(bars).with(line).child()
}
