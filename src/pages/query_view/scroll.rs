//! Scroll position of a list: its head is shown after a page was turned, and the way back from a row leads to the row.
//!
//! A browser restores the position of the page before at once, when the list has no rows yet; within a host page it
//! knows nothing of the list's pages.

use std::cell::RefCell;

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition, ShadowRoot};

use super::total::Extent;
use crate::components::active_element::active_element;
use crate::components::focus::focus_in_place;
use crate::model::link_place::LinkPlace;
use crate::model::route::Route;
use crate::navigation::use_navigation;
use crate::query::effect::effect;

/// How many positions are kept; each is used once.
const MAX_POSITIONS: usize = 20;

/// How many frames to wait for the rows. A row that is no longer on the page never appears.
const MAX_FRAMES: u32 = 30;

/// For how many frames a restored link is kept in place. The head of the page settles after the rows, and not every browser
/// makes up for that at every time.
const SETTLING_FRAMES: u32 = 120;

/// The position of a list when one of its links was followed.
struct Position {
    /// The address of the list.
    list: String,
    /// The link that was followed.
    href: String,
    /// The distance of the link from the top of the viewport, in CSS pixels.
    top: f64,
}

thread_local! {
    /// The positions of all lists. A host page may mount another app for each of its routes, so they outlive an app.
    static POSITIONS: RefCell<Vec<Position>> = const { RefCell::new(Vec::new()) };
}

/// Follows the navigation of the list around `pager`: call once for each list.
pub(super) fn use_list_scroll(pager: NodeRef<Div>, extent: Memo<Option<Extent>>) {
    let navigation = use_navigation();
    let list = move || pager.try_get_untracked().flatten().and_then(|pager| pager.closest("section").ok().flatten());
    navigation.on_go(move |before, next| {
        let Some(list) = list() else { return };
        let address = next.address();
        if !before.is_same_page(next) {
            // A followed link leads to the top of its page; only back and forward lead to where it was left.
            POSITIONS.with_borrow_mut(|positions| positions.retain(|position| position.list != address));
            save(&list, before, navigation.href(next));
        } else if before.pagination() != next.pagination() {
            show_head(&list);
        }
    });
    let here = navigation.route_untracked().address();
    let mut position = POSITIONS.with_borrow_mut(|positions| {
        let at = positions.iter().position(|position| position.list == here)?;
        Some(positions.remove(at))
    });
    effect(move || {
        let is_loaded = extent.get().is_some_and(|extent| extent.is_present);
        if let Some(position) = position.take_if(|_| is_loaded) {
            restore_when_rendered(list, position, MAX_FRAMES);
        }
    });
}

/// Scrolls the tools above the table into view, and the table's head with them.
fn show_head(list: &Element) {
    if let Ok(Some(table)) = list.query_selector("[data-wide]") {
        table.set_scroll_top(0);
    }
    if let Ok(Some(tools)) = list.query_selector(".rl-tools") {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        tools.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

fn save(list: &Element, route: &Route, href: String) {
    let Some(link) = find_link(list, &href) else { return };
    let position = Position { list: route.address(), href, top: link.get_bounding_client_rect().top() };
    POSITIONS.with_borrow_mut(|positions| {
        positions.truncate(MAX_POSITIONS.saturating_sub(1));
        positions.insert(0, position);
    });
}

/// Restores a position as soon as the rows are rendered, which other effects do.
fn restore_when_rendered(list: impl Fn() -> Option<Element> + 'static, position: Position, frames: u32) {
    request_animation_frame(move || {
        let link = list().and_then(|list| Some((find_link(&list, &position.href)?, list)));
        match link {
            Some((link, list)) => restore(&list, link, &position),
            None if frames > 0 => restore_when_rendered(list, position, frames.saturating_sub(1)),
            None => {}
        }
    });
}

/// Scrolls the followed link to where it was. It has the focus again, unless the focus is on another control already.
fn restore(list: &Element, link: HtmlElement, position: &Position) {
    let is_free = |active: Element| active.matches("body, .rl-main").unwrap_or_default();
    if active_element(list).is_none_or(is_free) {
        focus_in_place(&link);
    }
    if let Some(scroller) = scroller(list) {
        keep_in_place(scroller, link, position.top, None, SETTLING_FRAMES);
    }
}

/// Scrolls a link to a distance from the top of the viewport, and keeps it there for some frames, until the user scrolls.
fn keep_in_place(scroller: Element, link: HtmlElement, top: f64, before: Option<LinkPlace>, frames: u32) {
    let now = place(&scroller, &link, top);
    if frames == 0 || !link.is_connected() || before.is_some_and(|before| now.is_scrolled_away(before)) {
        return;
    }
    if now.distance() != 0.0 {
        #[expect(clippy::cast_possible_truncation, reason = "a cast saturates")]
        let distance = now.distance() as i32;
        scroller.set_scroll_top(scroller.scroll_top().saturating_add(distance));
    }
    // The list may be too short as yet to scroll so far.
    let reached = place(&scroller, &link, top);
    request_animation_frame(move || keep_in_place(scroller, link, top, Some(reached), frames.saturating_sub(1)));
}

fn place(scroller: &Element, link: &HtmlElement, top: f64) -> LinkPlace {
    LinkPlace::new(link.get_bounding_client_rect().top(), scroller.scroll_top(), top)
}

/// The link in the table with an address.
fn find_link(list: &Element, href: &str) -> Option<HtmlElement> {
    let links = list.query_selector_all("table a[href]").ok()?;
    (0..links.length())
        .filter_map(|at| links.item(at)?.dyn_into::<HtmlElement>().ok())
        .find(|link| link.get_attribute("href").as_deref() == Some(href))
}

/// The nearest ancestor that scrolls, also out of a shadow root; else the document.
fn scroller(list: &Element) -> Option<Element> {
    let mut next = Some(list.clone());
    while let Some(element) = next {
        let overflow = window().get_computed_style(&element).ok().flatten()?.get_property_value("overflow-y").ok()?;
        if matches!(overflow.as_str(), "auto" | "scroll") && element.scroll_height() > element.client_height() {
            return Some(element);
        }
        let host = || element.get_root_node().dyn_into::<ShadowRoot>().ok().map(|root| root.host());
        next = element.parent_element().or_else(host);
    }
    document().scrolling_element()
}
