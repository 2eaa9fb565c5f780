//! A bar of proportional segments.

use leptos::prelude::*;

use crate::model::proportion::widths;

/// One segment of a [`Bar`].
#[derive(Debug, Clone, Copy)]
pub struct BarSegment {
    /// The amount that the segment represents.
    pub amount: i64,
    /// The value of `data-tone`, which gives the segment its colour.
    pub tone: &'static str,
}

/// A bar whose segments are as wide as their amounts. It is hidden from screen readers, because pages show the
/// amounts as text beside it.
#[component]
pub fn Bar(
    /// The segments, from left to right.
    segments: Vec<BarSegment>,
    /// The amount that the full width represents.
    whole: i64,
) -> impl IntoView {
    let amounts: Vec<i64> = segments.iter().map(|segment| segment.amount).collect();
    let visible = widths(&amounts, whole).into_iter().zip(segments).filter(|(width, _)| *width > 0);
    let segments = visible.map(|(width, segment)| {
        let width = format!("{}.{}%", width / 10, width % 10);
        view! { <i data-tone=segment.tone style:width=width></i> }
    });
    view! { <span class="rl-bar" aria-hidden="true">{segments.collect_view()}</span> }
}
