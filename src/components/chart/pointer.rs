//! The pointer on a chart: it moves the link to the nearest dot, and a drag selects a span of time.

use leptos::ev::PointerEvent;
use leptos::html;
use leptos::prelude::*;

use crate::model::trend::{ChartScale, Dot, nearest};

/// The distance in pixels that a pointer must move before the movement counts as a drag.
const DRAG_THRESHOLD: f64 = 5.0;

/// A position on the plot.
struct Position {
    /// The fraction of the width, from 0 to 1.
    across: f64,
    /// The fraction of the height.
    down: f64,
    /// The width of a chart unit divided by its height on the screen.
    ratio: f64,
}

/// The pointer state of a plot.
#[derive(Clone, Copy)]
pub(super) struct Pointer {
    /// The element of the plot.
    pub(super) plot: NodeRef<html::Div>,
    /// The dots, from left to right.
    pub(super) dots: StoredValue<Vec<Dot>>,
    /// The index of the dot with the link.
    pub(super) current: RwSignal<usize>,
    /// The span of a drag, as fractions of the width; set from the press to the release of the button.
    pub(super) drag: RwSignal<Option<(f64, f64)>>,
    /// Called with the span of a finished drag.
    pub(super) zoom: Callback<(f64, f64)>,
}

impl Pointer {
    /// Moves the link to the nearest dot, or extends the drag.
    pub(super) fn moved(self, event: &PointerEvent) {
        let Some(at) = self.position(event) else { return };
        if event.buttons() == 0 {
            if let Some(nearest) = self.nearest(&at).filter(|nearest| self.current.get_untracked() != *nearest) {
                self.current.set(nearest);
            }
            return;
        }
        let Some((from, _)) = self.drag.get_untracked() else { return };
        self.drag.set(Some((from, at.across)));
        if self.is_visible((from, at.across))
            && let Some(plot) = self.plot.get_untracked()
        {
            // The capture continues the drag outside the plot. It fails only for a pointer that was just released.
            drop(plot.set_pointer_capture(event.pointer_id()));
        }
    }

    /// Starts a drag with the main button.
    pub(super) fn pressed(self, event: &PointerEvent) {
        if event.button() == 0 {
            self.drag.set(self.position(event).map(|at| (at.across, at.across)));
        }
    }

    /// Ends the drag and zooms into its span.
    pub(super) fn released(self) {
        let span = self.drag.get_untracked().filter(|span| self.is_visible(*span));
        self.drag.set(None);
        if let Some((from, to)) = span {
            self.zoom.run((from.min(to), from.max(to)));
        }
    }

    /// Whether a span is wide enough to be a drag, and not a click with an unsteady hand.
    pub(super) fn is_visible(self, (from, to): (f64, f64)) -> bool {
        let plot = self.plot.get_untracked();
        plot.is_some_and(|plot| (from - to).abs() * f64::from(plot.client_width()) > DRAG_THRESHOLD)
    }

    fn nearest(self, at: &Position) -> Option<usize> {
        let (x, y) = (at.across * f64::from(ChartScale::WIDTH), at.down * f64::from(ChartScale::HEIGHT));
        self.dots.with_value(|dots| nearest(dots, x, y, at.ratio))
    }

    fn position(self, event: &PointerEvent) -> Option<Position> {
        let area = self.plot.get_untracked()?.get_bounding_client_rect();
        let (width, height) = (area.width().max(1.0), area.height().max(1.0));
        let across = (f64::from(event.client_x()) - area.left()) / width;
        let down = (f64::from(event.client_y()) - area.top()) / height;
        let ratio = width * f64::from(ChartScale::HEIGHT) / (height * f64::from(ChartScale::WIDTH));
        Some(Position { across: across.clamp(0.0, 1.0), down, ratio })
    }
}
