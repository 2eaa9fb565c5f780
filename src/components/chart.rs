//! Runs over time: a dot for each, high for long, and the success rate below. A pointer finds the nearest dot, which
//! then is a link; dragging chooses a span.

use std::sync::Arc;

use leptos::ev::{KeyboardEvent, MouseEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::dynamic::{dynamic, value};
use super::status::Tone;
use super::tag::{Child, Tag, link, svg, tag};
use crate::model::trend::{Dot, Frame, Outcome, nearest, path};

/// How far a pointer must move before it draws a span, in pixels.
const SLACK: f64 = 5.0;

/// What stands on a chart.
pub struct Chart {
    /// What it is, in words.
    pub label: &'static str,
    /// What its one link is, in words, before the run that it leads to.
    pub point: &'static str,
    /// Its dots, from left to right.
    pub dots: Vec<Dot>,
    /// The path of the medians, and of the 95th percentiles.
    pub lines: [String; 2],
    /// The bars of what went well, and of what failed.
    pub bars: (String, String),
    /// What the upper and the lower edge of the bars stand for.
    pub shares: [String; 2],
    /// Lines across, each with its height in thousandths and its name.
    pub durations: Vec<(u16, String)>,
    /// Marks below, each with its place in thousandths and its name.
    pub times: Vec<(u16, String)>,
    /// Where a run leads, and what is said of it.
    pub run: Arc<dyn Fn(u32) -> (String, String) + Send + Sync>,
    /// A span was drawn, from one share of the width to another.
    pub zoom: Callback<(f64, f64)>,
}

/// Where a dot is in the picture, and what it leads to.
const OUTCOMES: [(Outcome, &str); 4] =
    [(Outcome::Good, "good"), (Outcome::Busy, "busy"), (Outcome::Other, "plain"), (Outcome::Bad, "bad")];

/// The tone of an outcome.
pub const fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Good => Tone::Good,
        Outcome::Bad => Tone::Bad,
        Outcome::Busy => Tone::Busy,
        Outcome::Other => Tone::Plain,
    }
}

/// The chart.
pub fn chart(chart: Chart) -> AnyView {
    let Chart { label, point, dots, lines, bars, shares, durations, times, run, zoom } = chart;
    let plot = NodeRef::<html::Div>::new();
    // The dot that the link stands on; at first the newest.
    let here = RwSignal::new(dots.len().saturating_sub(1));
    // The span that is being drawn, in shares of the width.
    let span = RwSignal::new(None::<(f64, f64)>);
    let stroke = |class: &'static str, name: &'static str, value: &'static str, data: String| {
        svg("path").class(class).attr(name, value).attr("d", data)
    };
    let paths = OUTCOMES.map(|(outcome, name)| stroke("rl-dots", "data-tone", name, path(&dots, outcome)));
    let [median, p95] = lines;
    let (good, bad) = bars;
    let across = durations.into_iter().map(|(height, name)| mark("rl-across", "bottom", height, name));
    let below = times.into_iter().map(|(place, name)| mark("rl-below", "left", place, name));
    // So many that each may only be small.
    let is_many = dots.len() > 2000;
    let dots = Arc::new(dots);
    let find = {
        let dots = Arc::clone(&dots);
        move |event: &PointerEvent| {
            let (share, down, ratio) = place(plot, event)?;
            nearest(&dots, share * f64::from(Frame::WIDTH), down * f64::from(Frame::HEIGHT), ratio)
        }
    };
    let moves = move |event: PointerEvent| {
        if event.buttons() == 0 {
            if let Some(found) = find(&event).filter(|found| here.get_untracked() != *found) {
                here.set(found);
            }
            return;
        }
        let (Some((from, _)), Some((share, ..))) = (span.get_untracked(), place(plot, &event)) else { return };
        span.set(Some((from, share)));
        if is_drawn(plot, (from, share))
            && let Some(plot) = plot.get_untracked()
        {
            // From here on the pointer draws, wherever it goes.
            drop(plot.set_pointer_capture(event.pointer_id()));
        }
    };
    let begins = move |event: PointerEvent| {
        if event.button() == 0 {
            span.set(place(plot, &event).map(|(share, ..)| (share, share)));
        }
    };
    let ends = move |_: PointerEvent| {
        if let Some((from, to)) = span.get_untracked().filter(|span| is_drawn(plot, *span)) {
            zoom.run((from.min(to), from.max(to)));
        }
        span.set(None);
    };
    // A link that was let go of at the end of a span is no link that was clicked.
    let clicks = move |event: MouseEvent| {
        let is_link = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .is_some_and(|target| target.has_attribute("href"));
        if !is_link {
            event.prevent_default();
        }
    };
    let last = dots.len().saturating_sub(1);
    let keys = move |event: KeyboardEvent| {
        // With a modifier it is the browser's: a way back, the words of a text.
        if event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let before = here.get_untracked();
        let next = match event.key().as_str() {
            "ArrowLeft" => before.saturating_sub(1),
            "ArrowRight" => before.saturating_add(1).min(last),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        here.set(next);
    };
    let link_here = move || {
        let dot = *dots.get(here.get())?;
        let (href, said) = run(dot.run);
        let left = per_cent(f64::from(dot.x) / f64::from(Frame::WIDTH));
        let top = per_cent(f64::from(dot.y) / f64::from(Frame::HEIGHT));
        let side = if dot.x > Frame::WIDTH / 2 { "end" } else { "start" };
        let name = format!("{point}: {said}");
        let link = link(href, tag("span").attr("aria-hidden", "true").with(said)).class("rl-point");
        let link = link.attr("draggable", "false").attr("aria-label", name).attr("data-tone", tone(dot.outcome).name());
        Some(link.attr("data-side", side).style("left", left).style("top", top))
    };
    let drawn = move || {
        let (from, to) = span.get().filter(|span| is_drawn(plot, *span))?;
        let (left, width) = (per_cent(from.min(to)), per_cent((from - to).abs()));
        Some(tag("i").class("rl-span").style("left", left).style("width", width))
    };
    let picture = |width: u16, height: u16| {
        svg("svg")
            .attr("viewBox", format!("0 0 {width} {height}"))
            .attr("preserveAspectRatio", "none")
            .attr("aria-hidden", "true")
    };
    let lines = picture(Frame::WIDTH, Frame::HEIGHT)
        .with(Vec::from(paths))
        .with(stroke("rl-line", "data-kind", "median", median))
        .with(stroke("rl-line", "data-kind", "p95", p95));
    let plot = tag("div")
        .class("rl-plot")
        .refer(plot)
        .on("pointermove", moves)
        .on("pointerdown", begins)
        .on("pointerup", ends)
        .on("pointercancel", move |_: PointerEvent| span.set(None))
        .on("click", clicks)
        .on("keydown", keys)
        .with(across.collect::<Vec<_>>())
        .with(lines)
        .with(dynamic(drawn))
        .with(dynamic(link_here));
    let rates =
        picture(1000, 100).with(stroke("", "data-tone", "good", good)).with(stroke("", "data-tone", "bad", bad));
    let [all, none] = shares;
    let edges = vec![mark("rl-across", "bottom", 1000, all), mark("rl-across", "bottom", 0, none)];
    tag("div")
        .class("rl-chart")
        .attr("role", "group")
        .attr("aria-label", label)
        .attr("data-many", is_many.to_string())
        .follows("data-drawing", value(move || span.get().is_some().to_string()))
        .with(plot)
        .with(tag("div").class("rl-rates").with(edges).with(rates))
        .with(tag("div").class("rl-times").attr("aria-hidden", "true").with(below.collect::<Vec<_>>()))
        .child()
}

fn mark(class: &'static str, side: &'static str, thousandths: u16, name: String) -> Tag {
    tag("i").class(class).style(side, format!("{}.{}%", thousandths / 10, thousandths % 10)).with(name)
}

/// A share, in per cent, to a tenth.
fn per_cent(share: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
    let thousandths = (share * 1000.0) as u32;
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// Where a pointer is: its shares of the width and of the height, and how many times longer a unit is across than
/// down.
fn place(plot: NodeRef<html::Div>, event: &PointerEvent) -> Option<(f64, f64, f64)> {
    let area = plot.get_untracked()?.get_bounding_client_rect();
    let (width, height) = (area.width().max(1.0), area.height().max(1.0));
    let share = (f64::from(event.client_x()) - area.left()) / width;
    let down = (f64::from(event.client_y()) - area.top()) / height;
    let ratio = width * f64::from(Frame::HEIGHT) / (height * f64::from(Frame::WIDTH));
    Some((share.clamp(0.0, 1.0), down, ratio))
}

/// Whether a span is more than a hand that trembled.
fn is_drawn(plot: NodeRef<html::Div>, (from, to): (f64, f64)) -> bool {
    plot.get_untracked().is_some_and(|plot| (from - to).abs() * f64::from(plot.client_width()) > SLACK)
}
