//! The plot: dots, lines, the link of the current dot, and the span of a drag.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::parts::{AcrossMark, RunLink, percentage, tone};
use super::pointer::Pointer;
use crate::i18n::fill;
use crate::model::trend::{ChartScale, Dot, Outcome, path};
use crate::settings::use_localizer;

/// The outcomes in the order in which their dots are drawn: failures last, above the others.
const OUTCOMES: [Outcome; 4] = [Outcome::Succeeded, Outcome::Running, Outcome::Unknown, Outcome::Failed];

/// The area with the dots, and its pointer and keyboard control.
#[component]
pub(super) fn Plot(
    /// The accessible name of the link to a run, without the run.
    point_label: &'static str,
    /// The dots, from left to right.
    dots: Vec<Dot>,
    /// The SVG paths of the medians and of the 95th percentiles.
    lines: [String; 2],
    /// The horizontal grid lines: the height in thousandths, and the label.
    marks: Vec<(u16, String)>,
    /// Returns the link of the run with an index.
    run_link: Callback<u32, RunLink>,
    /// Called with the selected span, as two fractions of the width.
    zoom: Callback<(f64, f64)>,
    /// The span of a drag.
    drag: RwSignal<Option<(f64, f64)>>,
) -> impl IntoView {
    let dot_paths = OUTCOMES.map(|outcome| (tone(outcome).name(), path(&dots, outcome)));
    // The link starts at the newest run.
    let last = dots.len().saturating_sub(1);
    let plot = NodeRef::<html::Div>::new();
    let current = RwSignal::new(last);
    let dots = StoredValue::new(dots);
    let pointer = Pointer { plot, dots, current, drag, zoom };
    let keydown = move |event: KeyboardEvent| {
        if let Some(next) = target_of_key(&event, current.get_untracked(), last) {
            event.prevent_default();
            current.set(next);
        }
    };
    let current_dot = move || dots.with_value(|dots| dots.get(current.get()).copied());
    let drag_span = move || drag.get().filter(|span| pointer.is_visible(*span));
    let marks = marks.into_iter().map(|(height, label)| view! { <AcrossMark height label /> });
    view! {
        <div
            class="rl-plot"
            node_ref=plot
            on:pointermove=move |event| pointer.moved(&event)
            on:pointerdown=move |event| pointer.pressed(&event)
            on:pointerup=move |_| pointer.released()
            on:pointercancel=move |_| drag.set(None)
            on:click=|event| cancel_unless_on_link(&event)
            on:keydown=keydown
        >
            {marks.collect_view()}
            <Lines dot_paths lines />
            {move || drag_span().map(|span| view! { <DragSpan span /> })}
            {move || view! { <PointLink point_label dot=current_dot() run_link /> }}
        </div>
    }
}

/// The dots of all outcomes, one path each, and the lines of median and 95th percentile.
#[component]
fn Lines(
    /// The value of `data-tone` and the path of each outcome.
    dot_paths: [(&'static str, String); 4],
    /// The paths of the medians and of the 95th percentiles.
    lines: [String; 2],
) -> impl IntoView {
    let [median, p95] = lines;
    let dots = dot_paths.into_iter().map(|(tone, data)| view! { <path class="rl-dots" data-tone=tone d=data></path> });
    let view_box = format!("0 0 {} {}", ChartScale::WIDTH, ChartScale::HEIGHT);
    view! {
        <svg viewBox=view_box preserveAspectRatio="none" aria-hidden="true">
            {dots.collect_view()}
            <path class="rl-line" data-kind="median" d=median></path>
            <path class="rl-line" data-kind="p95" d=p95></path>
        </svg>
    }
}

/// The link to the run of a dot, at the position of the dot.
#[component]
fn PointLink(
    /// The accessible name of the link, without the run.
    point_label: &'static str,
    /// The dot; `None` in an empty chart.
    dot: Option<Dot>,
    /// Returns the link of the run with an index.
    run_link: Callback<u32, RunLink>,
) -> impl IntoView {
    dot.map(|dot| {
        let RunLink { href, label } = run_link.run(dot.run);
        let accessible_name = fill(use_localizer().words().labelled, &[point_label, &label]);
        let side = if dot.x > ChartScale::WIDTH / 2 { "end" } else { "start" };
        view! {
            <a
                class="rl-point"
                href=href
                draggable="false"
                aria-label=accessible_name
                data-tone=tone(dot.outcome).name()
                data-side=side
                style:left=percentage(f64::from(dot.x) / f64::from(ChartScale::WIDTH))
                style:top=percentage(f64::from(dot.y) / f64::from(ChartScale::HEIGHT))
            >
                <span aria-hidden="true">{label}</span>
            </a>
        }
    })
}

/// The marked span of a drag.
#[component]
fn DragSpan(
    /// The two ends, as fractions of the width.
    span: (f64, f64),
) -> impl IntoView {
    let (from, to) = span;
    view! { <i class="rl-span" style:left=percentage(from.min(to)) style:width=percentage((from - to).abs())></i> }
}

/// The index of the dot that a key moves the link to; `None` for other keys. Keys with a modifier are left
/// to the browser, for example Alt+Left.
fn target_of_key(event: &KeyboardEvent, current: usize, last: usize) -> Option<usize> {
    if event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
        return None;
    }
    match event.key().as_str() {
        "ArrowLeft" => Some(current.saturating_sub(1)),
        "ArrowRight" => Some(current.saturating_add(1).min(last)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

/// Cancels a click whose target is not the link itself, such as the click at the end of a drag.
fn cancel_unless_on_link(event: &MouseEvent) {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if !element.is_some_and(|target| target.has_attribute("href")) {
        event.prevent_default();
    }
}
