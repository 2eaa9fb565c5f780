//! A table, with a body for each of its rows.
//!
//! Not by `<For>`: where rows come in front while others leave at the end, it takes every row out of the document and
//! puts it in again, and with the rows go focus, selection and scrolling. Here a row that stays is never touched.

use leptos::html;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlTableElement};

use super::dynamic::{dynamic, value, whether};
use super::tag::{Child, tag};
use crate::model::columns::Columns;
use crate::state::columns::Chosen;
use crate::state::effect::watch;

/// A body that is in the table.
struct Body {
    key: String,
    element: HtmlElement,
    // Dropping it takes its view apart.
    _view: UnmountHandle<AnyViewState>,
}

/// What a [`table`] is made of.
pub struct Table {
    /// The name by which style sheets know it.
    pub class: &'static str,
    /// The word above the cell that comes before all columns, and the class of that cell.
    pub lead: (&'static str, &'static str),
    /// Each column's word, by its index, and the class of its cells.
    pub heads: Vec<(&'static str, &'static str)>,
    /// Which of the columns are shown.
    pub columns: Chosen,
    /// What tells its rows from each other, in their order.
    pub keys: RwSignal<Vec<String>>,
    /// Whether what it shows is about to be replaced.
    pub busy: Memo<String>,
}

/// A table; nothing while it has no rows. `row` makes what stands in the body of a key: one row or more.
pub fn table(table: Table, row: impl Fn(String) -> AnyView + Copy + 'static) -> AnyView {
    let Table { class, lead, heads, columns, keys, busy } = table;
    let element = NodeRef::<html::Table>::new();
    let is_empty = whether(move || keys.with(Vec::is_empty));
    let head = move || {
        let shown = columns.get().shown().into_iter().filter_map(|index| heads.get(index).copied());
        let cells = std::iter::once(lead).chain(shown).map(|(word, class)| match word {
            // What stands below says what it is by itself.
            "" => tag("td").class(class),
            word => tag("th").attr("role", "columnheader").attr("scope", "col").class(class).with(word),
        });
        cells.collect::<Vec<_>>().child()
    };
    let density = value(move || (if columns.is(Columns::is_compact) { "compact" } else { "roomy" }).to_owned());
    // With more columns than usual it may be wider than the page: then it scrolls by itself.
    let wide = value(move || columns.is(Columns::is_wide).to_string());
    bodies(element, keys, row);
    let head = tag("thead").attr("role", "rowgroup").with(tag("tr").attr("role", "row").with(dynamic(head)));
    let table = tag("table").class(class).attr("role", "table").follows("aria-busy", busy);
    let table = table.follows("data-density", density).refer(element).with(head);
    tag("div").class("rl-table-box").follows_presence("hidden", is_empty).follows("data-wide", wide).with(table).child()
}

/// A cell below the column of that name.
pub fn cell((word, class): (&'static str, &'static str), content: AnyView) -> AnyView {
    tag("td").attr("role", "cell").attr("data-label", word).class(class).with(content).child()
}

/// Keeps a table's bodies in step with `keys`: makes those that come, takes out those that leave, and moves as few
/// of the others as it can.
pub fn bodies(
    table: NodeRef<html::Table>,
    keys: RwSignal<Vec<String>>,
    view: impl Fn(String) -> AnyView + Copy + 'static,
) {
    // Rows live as long as the table, not as long as one run of the effect below.
    let Some(owner) = Owner::current() else { return };
    let shown = StoredValue::new_local(Vec::<Body>::new());
    on_cleanup(move || drop(shown.try_update_value(std::mem::take)));
    let make = Box::new(move |table: &HtmlTableElement, key: String| {
        let element: HtmlElement = document().create_element("tbody").ok()?.dyn_into().ok()?;
        // Said aloud, since a narrow page lays rows out as cards, and a browser then forgets what they are.
        drop(element.set_attribute("role", "rowgroup"));
        drop(table.append_child(&element));
        let shown = key.clone();
        let view = owner.with(|| mount_to(element.clone(), move || view(shown)));
        Some(Body { key, element, _view: view })
    });
    follow(table, keys, shown, make);
}

type Make = Box<dyn Fn(&HtmlTableElement, String) -> Option<Body>>;

fn follow(
    table: NodeRef<html::Table>,
    keys: RwSignal<Vec<String>>,
    shown: StoredValue<Vec<Body>, LocalStorage>,
    make: Make,
) {
    watch(move || {
        let keys = keys.get();
        let Some(table) = table.get() else { return };
        let Some(mut before) = shown.try_update_value(std::mem::take) else { return };
        before.retain(|body| {
            let stays = keys.contains(&body.key);
            if !stays {
                body.element.remove();
            }
            stays
        });
        let mut now = Vec::with_capacity(keys.len());
        for key in keys {
            // What is left of `before` stands in the document in this order, behind all that is done.
            match before.iter().position(|body| body.key == key) {
                Some(0) => now.push(before.remove(0)),
                found => {
                    let body = match found {
                        Some(at) => Some(before.remove(at)),
                        None => make(&table, key),
                    };
                    let Some(body) = body else { continue };
                    let next = before.first().map(|body| body.element.as_ref());
                    drop(table.insert_before(&body.element, next));
                    now.push(body);
                }
            }
        }
        shown.try_set_value(now);
    });
}
