//! Keyed list: one element for each key, kept in step with a list of keys.
//!
//! Replaces `<For>` because of a fault of Leptos 0.8.23 (tachys 0.2.19, `view::keyed::diff`): if items are inserted in
//! front while others leave at the end, as after every refetch of a table, `<For>` removes each kept element from the
//! document and inserts it again. The kept elements lose the focus, the text selection and their scroll position. Here,
//! elements that keep their order are never touched.
//!
//! Test: `keyed_list::inserting_in_front_keeps_focus_selection_and_scroll_position` in `tests/web`. Exit condition: when
//! `keyed_list::for_moves_kept_elements` fails with a newer Leptos, `<For>` is enough and this file can go.

use std::cell::OnceCell;

use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node, Range};

use super::active_element::active_element;
use super::focus::focus_in_place;
use crate::model::key_index::KeyIndex;
use crate::query::effect::effect;

/// Selector for elements that must not be recycled: the user has expanded, just copied or focused something in them.
const PINNED_SELECTOR: &str = "[aria-expanded=true], [data-done], :focus";

/// Renders an element for each key, behind the other children of `parent`: creates those of new keys, removes those of
/// old keys, and moves as few of the others as possible.
#[component]
pub fn KeyedList<E, V>(
    /// The element that contains the list.
    parent: NodeRef<E>,
    /// The keys, each once, in their order.
    #[prop(into)]
    keys: Signal<Vec<String>>,
    /// The name of the element of each key.
    tag: &'static str,
    /// An attribute of the element of each key.
    #[prop(optional)]
    attribute: Option<(&'static str, &'static str)>,
    /// Whether the elements of old keys become those of new keys if all keys change. The views must follow their key.
    #[prop(optional)]
    recycle: bool,
    /// Renders the content of the element of a key.
    children: impl Fn(RwSignal<String>) -> V + 'static,
) -> impl IntoView
where
    E: ElementType + 'static,
    E::Output: JsCast + Clone + 'static,
    V: IntoView + 'static,
{
    let parent = Box::new(move || parent.get().map(JsCast::unchecked_into));
    follow_keys(parent, keys, Item { tag, attribute, recycle }, Box::new(move |key| children(key).into_any()));
}

/// The element of each key.
#[derive(Clone, Copy)]
struct Item {
    tag: &'static str,
    attribute: Option<(&'static str, &'static str)>,
    recycle: bool,
}

/// An element in the list. Dropping it disposes its view, but does not remove its nodes: the element is removed as a
/// whole.
struct Entry {
    key: String,
    element: HtmlElement,
    key_signal: RwSignal<String>,
    // Dropped before the view, so that effects within the view unsubscribe first.
    _owner: Owner,
    _view: AnyViewState,
    // Leptos owners never drop the ids of their children. So entries that are created together have a common owner
    // between them and the list; it is dropped with the last of them.
    _batch: Owner,
}

/// Renders the content of the element of a key.
type RenderItem = Box<dyn Fn(RwSignal<String>) -> AnyView>;

impl Entry {
    fn new(item: Item, render: &RenderItem, batch: Owner, key: String) -> Option<Self> {
        let element: HtmlElement = document().create_element(item.tag).ok()?.dyn_into().ok()?;
        if let Some((name, value)) = item.attribute {
            element.set_attribute(name, value).ok()?;
        }
        let owner = batch.with(Owner::new);
        let (key_signal, view) = owner.with(|| {
            let key_signal = RwSignal::new(key.clone());
            let mut view = render(key_signal).build();
            view.mount(&element, None);
            (key_signal, view)
        });
        Some(Self { key, element, key_signal, _owner: owner, _view: view, _batch: batch })
    }

    fn recycle(&mut self, key: &str) {
        key.clone_into(&mut self.key);
        self.key_signal.set(key.to_owned());
    }
}

/// Updates the list whenever the keys change, until the current owner is disposed.
fn follow_keys(parent: Box<dyn Fn() -> Option<Element>>, keys: Signal<Vec<String>>, item: Item, render: RenderItem) {
    // Entries live as long as the list, not as long as one run of the effect below.
    let Some(owner) = Owner::current() else { return };
    let entries = StoredValue::new_local(Vec::<Entry>::new());
    // The parent may stay in the document without this list.
    on_cleanup(move || remove_all(entries.try_update_value(std::mem::take).unwrap_or_default()));
    effect(move || {
        let keys = keys.get();
        let Some(parent) = parent() else { return };
        let Some(before) = entries.try_update_value(std::mem::take) else { return };
        let kept = remove_old(before, &keys, item.recycle && !has_pinned(&parent));
        let focused = active_element(&parent).filter(|active| parent.contains(Some(active)));
        let batch = OnceCell::new();
        let create = |key| Entry::new(item, &render, batch.get_or_init(|| owner.with(Owner::new)).clone(), key);
        entries.try_set_value(arrange(&parent, kept, keys, create));
        restore_focus(&parent, focused);
    });
}

fn has_pinned(parent: &Element) -> bool {
    !matches!(parent.query_selector(PINNED_SELECTOR), Ok(None))
}

/// Removes the entries whose keys are gone. If all of them are, `recycle` gives as many as possible a new key instead:
/// replacing texts takes the browser less time than removing elements and laying out others.
fn remove_old(mut entries: Vec<Entry>, keys: &[String], recycle: bool) -> Vec<Entry> {
    let index = KeyIndex::new(keys.iter().map(String::as_str));
    if entries.iter().any(|entry| index.contains(&entry.key)) {
        entries.retain(|entry| {
            let stays = index.contains(&entry.key);
            if !stays {
                entry.element.remove();
            }
            stays
        });
    } else {
        let kept = if recycle { keys.len().min(entries.len()) } else { 0 };
        remove_all(entries.split_off(kept));
        for (entry, key) in entries.iter_mut().zip(keys) {
            entry.recycle(key);
        }
    }
    entries
}

/// Removes adjacent entries at once.
fn remove_all(entries: Vec<Entry>) {
    let (Some(first), Some(last), Ok(range)) = (entries.first(), entries.last(), Range::new()) else { return };
    let (first, last): (&Node, &Node) = (&first.element, &last.element);
    drop(range.set_start_before(first).and_then(|()| range.set_end_after(last)).and_then(|()| range.delete_contents()));
    // In reverse order, so that removing each from the subscriber list of a signal shifts nothing.
    entries.into_iter().rev().for_each(drop);
}

/// Puts the kept entries into the order of the keys and inserts those of new keys between them.
fn arrange(
    parent: &Element,
    kept: Vec<Entry>,
    keys: Vec<String>,
    create: impl Fn(String) -> Option<Entry>,
) -> Vec<Entry> {
    let index = KeyIndex::new(kept.iter().map(|entry| entry.key.as_str()));
    let mut kept: Vec<Option<Entry>> = kept.into_iter().map(Some).collect();
    let mut arranged = Vec::with_capacity(keys.len());
    // The elements of what is left in `kept` follow those of `arranged` in the document, in this order.
    let mut first = 0_usize;
    for key in keys {
        let found = index.position(&key);
        let is_first = found == Some(first);
        let entry = found.and_then(|at| kept.get_mut(at)?.take()).or_else(|| create(key));
        let Some(entry) = entry else { continue };
        if !is_first {
            let next = kept.get(first).and_then(Option::as_ref).map(|entry| entry.element.as_ref());
            drop(parent.insert_before(&entry.element, next));
        }
        while kept.get(first).is_some_and(Option::is_none) {
            first = first.saturating_add(1);
        }
        arranged.push(entry);
    }
    arranged
}

/// Focuses an element again that was moved: the browser takes the focus from it.
fn restore_focus(parent: &Element, focused: Option<Element>) {
    if let Some(focused) = focused.filter(|focused| active_element(parent).as_ref() != Some(focused))
        && let Ok(focused) = focused.dyn_into::<HtmlElement>()
    {
        focus_in_place(&focused);
    }
}
