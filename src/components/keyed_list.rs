//! Elements of a list, each with its key.
//!
//! Not by `<For>`: where rows come in front while others leave at the end, it takes every row out of the document and
//! puts it in again, and with the rows go focus, selection and scrolling. Here an element that stays is never touched.

use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, Node, Range};

use super::shortcuts::active_element;
use super::tag::plain;
use crate::model::key_index::Index;
use crate::query::effect::watch;

/// What the elements of a list are.
#[derive(Debug, Clone, Copy)]
pub struct Item {
    /// Their name.
    pub tag: &'static str,
    /// An attribute that each of them has.
    pub attribute: (&'static str, &'static str),
    /// Whether their views follow their keys: where the whole list is another, elements that are there may become those
    /// that come.
    pub may_become: bool,
}

/// What tells an element that it is in the hands of a person, and stays what it is until it leaves: it stands open, says
/// that it was copied, or has the focus.
const IN_HANDS: &str = "[aria-expanded=true], [data-done], :focus";

/// An element that is in its list. Dropping it takes its view apart, and not its nodes: they leave with the element.
struct Placed {
    key: String,
    element: HtmlElement,
    /// The key, for its view.
    told: RwSignal<String>,
    // The owner first: what follows something from within the view then takes its leave.
    _owner: Owner,
    _view: AnyViewState,
    // An owner never forgets that it had a child. So those that come together have one between them and their list's:
    // it goes with the last of them.
    _batch: Owner,
}

/// Keeps the elements in `parent` in step with `keys`, behind whatever else is in it: makes those that come, takes out
/// those that leave, and moves as few of the others as it can.
pub fn keyed(
    parent: impl Fn() -> Option<Element> + 'static,
    item: Item,
    keys: RwSignal<Vec<String>>,
    view: impl Fn(RwSignal<String>) -> AnyView + Copy + 'static,
) {
    // Elements live as long as their list, not as long as one run of the effect below.
    let Some(owner) = Owner::current() else { return };
    let shown = StoredValue::new_local(Vec::<Placed>::new());
    // Their parent may be that of the next list.
    on_cleanup(move || {
        take_out(shown.try_update_value(std::mem::take).unwrap_or_default());
    });
    let make = Box::new(move |batch: &mut Option<Owner>, key: String| {
        let element: HtmlElement = plain(item.tag, item.attribute).dyn_into().ok()?;
        let batch = batch.get_or_insert_with(|| owner.with(Owner::new)).clone();
        let own = batch.with(Owner::new);
        let (told, view) = own.with(|| {
            let told = RwSignal::new(key.clone());
            let mut view = view(told).build();
            view.mount(&element, None);
            (told, view)
        });
        Some(Placed { key, element, told, _view: view, _owner: own, _batch: batch })
    });
    follow(Box::new(parent), item.may_become, keys, shown, make);
}

/// Takes all of them out at once: they stand side by side.
fn take_out(placed: Vec<Placed>) {
    let (Some(first), Some(last), Ok(range)) = (placed.first(), placed.last(), Range::new()) else { return };
    let (first, last): (&Node, &Node) = (&first.element, &last.element);
    drop(range.set_start_before(first).and_then(|()| range.set_end_after(last)).and_then(|()| range.delete_contents()));
    // Who came last takes their leave first: those before them need not move up in the list of who follows.
    placed.into_iter().rev().for_each(drop);
}

type Make = Box<dyn Fn(&mut Option<Owner>, String) -> Option<Placed>>;

fn follow(
    parent: Box<dyn Fn() -> Option<Element>>,
    may_become: bool,
    keys: RwSignal<Vec<String>>,
    shown: StoredValue<Vec<Placed>, LocalStorage>,
    make: Make,
) {
    watch(move || {
        let keys = keys.get();
        let Some(parent) = parent() else { return };
        let Some(mut before) = shown.try_update_value(std::mem::take) else { return };
        let stay = Index::of(keys.iter().map(String::as_str));
        if before.iter().any(|placed| stay.has(&placed.key)) {
            before.retain(|placed| {
                let stays = stay.has(&placed.key);
                if !stays {
                    placed.element.remove();
                }
                stays
            });
        } else {
            // The browser takes less time to show another text than to take elements out and lay others out.
            let becomes = may_become && matches!(parent.query_selector(IN_HANDS), Ok(None));
            let left = before.split_off(if becomes { keys.len().min(before.len()) } else { 0 });
            take_out(left);
            for (placed, key) in before.iter_mut().zip(&keys) {
                placed.key.clone_from(key);
                placed.told.set(key.clone());
            }
        }
        let focused = active_element(&parent).filter(|active| parent.contains(Some(active)));
        let mut now = Vec::with_capacity(keys.len());
        let stood = Index::of(before.iter().map(|placed| placed.key.as_str()));
        let mut before: Vec<Option<Placed>> = before.into_iter().map(Some).collect();
        // What is left of `before` stands in the document in this order, behind all that is done; this is the first.
        let mut first = 0_usize;
        let mut batch = None;
        for key in keys {
            let found = stood.find(&key);
            let is_first = found == Some(first);
            let Some(placed) = found.and_then(|at| before.get_mut(at)?.take()).or_else(|| make(&mut batch, key)) else {
                continue;
            };
            if !is_first {
                let next = before.get(first).and_then(Option::as_ref).map(|placed| placed.element.as_ref());
                drop(parent.insert_before(&placed.element, next));
            }
            while before.get(first).is_some_and(Option::is_none) {
                first = first.saturating_add(1);
            }
            now.push(placed);
        }
        shown.try_set_value(now);
        // An element that is moved loses the focus.
        if let Some(focused) = focused.filter(|focused| active_element(&parent).as_ref() != Some(focused))
            && let Ok(focused) = focused.dyn_into::<HtmlElement>()
        {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            drop(focused.focus_with_options(&options));
        }
    });
}
