//! Proportional bars.

use leptos::prelude::*;

use super::tag::{Child, tag};
use crate::model::proportion::widths;

/// One part of a bar.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// How much it is.
    pub amount: i64,
    /// The name of its tone.
    pub tone: &'static str,
}

/// A bar whose parts are as wide as their amounts. The numbers stand beside it: it is hidden from those who
/// cannot see it.
pub fn bar(parts: &[Part], whole: i64) -> AnyView {
    let amounts: Vec<i64> = parts.iter().map(|part| part.amount).collect();
    let pieces = widths(&amounts, whole).into_iter().zip(parts.to_vec()).filter(|(width, _)| *width > 0);
    let pieces = pieces.map(|(width, part)| {
        tag("i").attr("data-tone", part.tone).style("width", format!("{}.{}%", width / 10, width % 10))
    });
    tag("span").class("rl-bar").attr("aria-hidden", "true").with(pieces.collect::<Vec<_>>()).child()
}
