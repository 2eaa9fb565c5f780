//! A table, with a body for each of its rows.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::ResizeObserver;

use super::dynamic::{dynamic, value, whether};
use super::keyed_list::{Item, keyed};
use super::tag::{Child, Content, Tag, tag};
use crate::model::columns::Columns;
use crate::query::effect::watch;
use crate::settings::columns::Chosen;

/// A body for each row. Said aloud, since a narrow page lays rows out as cards, and a browser then forgets what they
/// are.
pub const BODY: Item = Item { tag: "tbody", attribute: ("role", "rowgroup"), may_become: true };

/// How wide the app is at most, in pixels of CSS, where a table has less room than it wants, and how style sheets know.
const ROOMS: [(i32, &str); 3] = [(1340, "data-tight"), (1080, "data-cards"), (480, "data-small")];

/// How long an answer may take until it shows that it does.
const LATE: Duration = Duration::from_millis(200);

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

/// A table; nothing while it has no rows. `row` makes what stands in the body of a key, and follows it: one row or more.
pub fn table(table: Table, row: impl Fn(RwSignal<String>) -> AnyView + Copy + 'static) -> AnyView {
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
    keyed(move || element.get().map(Into::into), BODY, keys, row);
    let place = NodeRef::<html::Div>::new();
    scroll_by_itself(place, element);
    let head = tag("thead").attr("role", "rowgroup").with(tag("tr").attr("role", "row").with(dynamic(head)));
    let table = tag("table").class(class).attr("role", "table").follows("aria-busy", busy);
    let table = table.follows_presence("data-late", late(busy));
    let table = table.follows("data-density", density).refer(element).with(head);
    tag("div").class("rl-table-box").follows_presence("hidden", is_empty).refer(place).with(table).child()
}

/// A cell below the column of that name.
pub fn cell((word, class): (&'static str, &'static str), content: Vec<Content>) -> Tag {
    tag("td").attr("role", "cell").attr("data-label", word).class(class).with_all(content)
}

/// Whether an answer that is waited for takes so long that it shows: what comes at once needs no sign, and the sign
/// costs as much as a tenth of the new rows.
fn late(busy: Memo<String>) -> Memo<bool> {
    let is_late = RwSignal::new(false);
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = waiting.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    on_cleanup(stop);
    watch(move || {
        stop();
        if busy.with(|busy| busy == "true") {
            waiting.set_value(set_timeout_with_handle(move || is_late.set(true), LATE).ok());
        } else {
            is_late.set(false);
        }
    });
    whether(move || is_late.get())
}

/// Where a table is wider than its place, its place scrolls, and not the page. How wide it is depends on the columns,
/// on what stands in them and on the page: it is measured.
fn scroll_by_itself(place: NodeRef<html::Div>, table: NodeRef<html::Table>) {
    let observing = StoredValue::new_local(None::<(ResizeObserver, Closure<dyn FnMut()>)>);
    let stop = move || {
        if let Some((observer, _)) = observing.try_update_value(Option::take).flatten() {
            observer.disconnect();
        }
    };
    on_cleanup(stop);
    watch(move || {
        stop();
        let (Some(place), Some(table)) = (place.get(), table.get()) else { return };
        let (seen, element) = (place.clone(), table.clone());
        let mut before = (0, 0);
        let look = Closure::<dyn FnMut()>::new(move || {
            let room = place.closest(".rl").ok().flatten().map_or(0, |app| app.client_width());
            for (most, name) in ROOMS {
                drop(if room <= most { place.set_attribute(name, "") } else { place.remove_attribute(name) });
            }
            // Rows that come and go change how high it is: that is no reason to measure.
            if before != (place.client_width(), table.offset_width()) {
                drop(place.remove_attribute("data-wide"));
                if table.offset_width() > place.client_width() {
                    drop(place.set_attribute("data-wide", "true"));
                }
                before = (place.client_width(), table.offset_width());
            }
        });
        let Ok(observer) = ResizeObserver::new(look.as_ref().unchecked_ref()) else { return };
        observer.observe(&seen);
        observer.observe(&element);
        observing.set_value(Some((observer, look)));
    });
}
