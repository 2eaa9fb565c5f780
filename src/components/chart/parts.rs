//! The small parts that the chart and its plot share: marks, tones, links of runs, CSS lengths.

use leptos::prelude::*;

use crate::components::status::Tone;
use crate::model::trend::Outcome;

/// The link of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunLink {
    /// The address of the run.
    pub href: String,
    /// Start, status and duration in words.
    pub label: String,
}

/// The tone of an outcome.
pub const fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Succeeded => Tone::Good,
        Outcome::Failed => Tone::Bad,
        Outcome::Running => Tone::Busy,
        Outcome::Unknown => Tone::Plain,
    }
}

/// A labelled horizontal line.
#[component]
pub(super) fn AcrossMark(
    /// The height in thousandths.
    height: u16,
    /// The label.
    label: String,
) -> impl IntoView {
    view! { <i class="rl-across" style:bottom=tenths(height)>{label}</i> }
}

/// Thousandths as a CSS percentage.
pub(super) fn tenths(thousandths: u16) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// A fraction as a CSS percentage, to a tenth.
pub(super) fn percentage(fraction: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
    let thousandths = (fraction * 1000.0) as u16;
    tenths(thousandths)
}
