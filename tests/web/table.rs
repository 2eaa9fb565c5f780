//! The data table, and rows and cells that change in it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

use leptos::prelude::*;
use replica_log::components::notice::Announcement;
use replica_log::components::table::{Cell, ColumnHead, DataTable};
use replica_log::model::columns::Column;
use replica_log::model::columns::DefaultVisibility::{Hidden, Visible};
use replica_log::settings::columns::ColumnSettings;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

use crate::harness::{Harness, turn};
use crate::timers::Timers;

const COLUMNS: &[Column] = &[
    Column { name: "name", default: Visible },
    Column { name: "size", default: Visible },
    Column { name: "route", default: Visible },
    Column { name: "id", default: Hidden },
    Column { name: "note", default: Hidden },
];
const HEADS: [ColumnHead; 5] =
    [("Name", "rl-name"), ("Size", "rl-number"), ("Route", ""), ("ID", "rl-digest"), ("<b>Note</b>", "")];

/// A table with one row group.
struct MountedTable {
    harness: Harness,
    keys: RwSignal<Vec<String>>,
    busy: RwSignal<String>,
    columns: ColumnSettings,
}

impl MountedTable {
    /// Renders the row group by a function of its key.
    async fn with<V: IntoView + 'static>(row: impl Fn(RwSignal<String>) -> V + 'static) -> Self {
        let mut harness = Harness::new();
        let (keys, busy) = (RwSignal::new(vec!["a".to_owned()]), RwSignal::new("false".to_owned()));
        let columns = ColumnSettings::load("test", COLUMNS);
        let heads = HEADS.to_vec();
        harness.mount(move || {
            let busy = Memo::new(move |_| busy.get());
            view! { <DataTable class="rl-table" lead=("", "rl-toggle") heads columns keys busy children=row /> }
        });
        turn().await;
        Self { harness, keys, busy, columns }
    }

    /// Renders a cell by a function of a step, which `to` changes.
    async fn cell(content: impl Fn(i32) -> AnyView + Send + Sync + 'static) -> (Self, RwSignal<i32>) {
        let (step, content) = (RwSignal::new(0), Arc::new(content));
        let row = move |_| {
            let content = Arc::clone(&content);
            move || {
                let content = content(step.get());
                view! { <tr role="row"><Cell head=HEADS[0]>{content}</Cell></tr> }
            }
        };
        (Self::with(row).await, step)
    }

    fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.harness.find::<Element>(selector).get_attribute(name)
    }
}

#[wasm_bindgen_test]
async fn texts_and_attributes_of_a_cell_are_never_markup() {
    let (mut mounted, _) = MountedTable::cell(|_| {
        let language = None::<&str>;
        view! {
            <p class="a" title="<b>" lang=language style:width="50%">
                "one" " " <bdi>{"<i>two</i>".to_owned()}</bdi> {None::<&str>}
            </p>
        }
        .into_any()
    })
    .await;
    let text: HtmlElement = mounted.harness.find("p.a");
    assert_eq!(text.text_content().unwrap(), "one <i>two</i>");
    assert_eq!((text.get_attribute("title"), text.get_attribute("lang")), (Some("<b>".into()), None));
    assert_eq!(text.style().get_property_value("width").unwrap(), "50%");
    assert_eq!(mounted.attribute("tbody td", "role").as_deref(), Some("cell"));
    assert_eq!(mounted.attribute("tbody td", "data-label").as_deref(), Some("Name"));
    assert_eq!(mounted.attribute("tbody td", "class").as_deref(), Some("rl-name"));
    mounted.harness.unmount();
    assert!(!text.is_connected());
}

#[wasm_bindgen_test]
async fn a_row_that_is_rendered_again_keeps_the_focus_and_drops_old_attributes() {
    let (mounted, step) = MountedTable::cell(|step| {
        let title = (step == 0).then_some("first");
        let more = (step > 0).then(|| view! { <p>"more"</p> });
        view! { <button data-step=step.to_string() title=title>{format!("step {step}")}</button> {more} }.into_any()
    })
    .await;
    let button: HtmlElement = mounted.harness.find("button");
    button.focus().unwrap();
    step.set(1);
    turn().await;
    assert_eq!(mounted.harness.find::<HtmlElement>("button"), button);
    assert_eq!(document().active_element(), Some(button.clone().into()));
    assert_eq!((button.get_attribute("title"), button.get_attribute("data-step")), (None, Some("1".into())));
    assert_eq!((mounted.harness.text("button"), mounted.harness.text("p")), ("step 1".into(), "more".into()));
    step.set(0);
    turn().await;
    assert!(mounted.harness.all("p").is_empty());
    assert_eq!(button.get_attribute("title").as_deref(), Some("first"));
}

#[wasm_bindgen_test]
async fn the_header_has_a_cell_for_each_shown_column() {
    let mounted = MountedTable::with(|_| ()).await;
    let labels = || mounted.harness.texts("thead tr > *");
    assert_eq!(labels(), ["", "Name", "Size", "Route"]);
    mounted.columns.set(mounted.columns.get().toggled(3).toggled(4));
    turn().await;
    assert_eq!(labels(), ["", "Name", "Size", "Route", "ID", "<b>Note</b>"]);
    let all = mounted.columns.get();
    mounted.columns.set(all.toggled(1).toggled(2).toggled(3).toggled(4));
    turn().await;
    assert_eq!(labels(), ["", "Name"]);
    mounted.columns.set(all.toggled(1).toggled(3).moved(4, 1));
    turn().await;
    assert_eq!(labels(), ["", "Name", "<b>Note</b>", "Route"]);
    let roles: Vec<_> = mounted.harness.all("thead tr > *").iter().map(|cell| cell.get_attribute("role")).collect();
    let header = Some("columnheader".to_owned());
    assert_eq!(roles, [None, header.clone(), header.clone(), header]);
}

#[wasm_bindgen_test]
async fn optional_content_of_a_cell_keeps_its_place() {
    let (mounted, step) = MountedTable::cell(|step| {
        let part = |bit: i32| (step & bit != 0).then(|| view! { <b>{bit.to_string()}</b> });
        let word = (step & 8 != 0).then_some("8");
        view! { <p>{part(1)} "-" {part(2)} {word} {move || "x".to_owned()} {part(4)}</p> }.into_any()
    })
    .await;
    for (to, text) in [(7, "1-2x4"), (8, "-8x"), (15, "1-28x4"), (4, "-x4"), (0, "-x"), (3, "1-2x")] {
        step.set(to);
        turn().await;
        assert_eq!(mounted.harness.text("p"), text, "{to}");
    }
}

#[wasm_bindgen_test]
async fn a_cell_can_change_between_text_and_elements() {
    let (mounted, step) = MountedTable::cell(|step| match step {
        0 => "alone".into_any(),
        1 => "another".into_any(),
        2 => view! { "with " <b>"more"</b> }.into_any(),
        3 => ().into_any(),
        _ => "<i>alone</i>".into_any(),
    })
    .await;
    for (to, text) in [(1, "another"), (2, "with more"), (0, "alone"), (3, ""), (4, "<i>alone</i>"), (2, "with more")] {
        step.set(to);
        turn().await;
        assert_eq!(mounted.harness.text("tbody td"), text, "{to}");
    }
}

#[wasm_bindgen_test]
async fn a_changed_text_replaces_the_text_of_the_same_node() {
    let mut harness = Harness::new();
    let text = RwSignal::new("one".to_owned());
    harness.mount(move || view! { <Announcement text /> });
    let node = harness.find::<Element>("span").first_child();
    for to in ["two", "", "three"] {
        text.set(to.to_owned());
        turn().await;
        assert_eq!(harness.text("span"), to);
        assert_eq!(harness.find::<Element>("span").first_child(), node);
    }
}

#[wasm_bindgen_test]
async fn an_element_of_another_kind_replaces_the_one_before_in_its_place() {
    let (mounted, step) = MountedTable::cell(|step| {
        let middle = if step > 0 { view! { <a></a> }.into_any() } else { view! { <b></b> }.into_any() };
        view! { <p><i></i>{middle}<u></u></p> }.into_any()
    })
    .await;
    let kinds = || mounted.harness.all("p > *").iter().map(Element::tag_name).collect::<Vec<_>>();
    assert_eq!(kinds(), ["I", "B", "U"]);
    step.set(1);
    turn().await;
    assert_eq!(kinds(), ["I", "A", "U"]);
}

#[wasm_bindgen_test]
async fn an_event_calls_the_latest_handler_once() {
    let sum = Arc::new(AtomicI32::new(0));
    let adding = Arc::clone(&sum);
    let (mut mounted, step) = MountedTable::cell(move |step| {
        let sum = Arc::clone(&adding);
        let add = move |_| {
            sum.fetch_add(step + 1, Ordering::Relaxed);
        };
        view! { <button type="button" on:click=add>"Add"</button> }.into_any()
    })
    .await;
    let button: HtmlElement = mounted.harness.find("button");
    button.click();
    step.set(99);
    turn().await;
    button.click();
    assert_eq!(sum.load(Ordering::Relaxed), 101);
    mounted.harness.unmount();
    // Leptos does not remove the handler from the removed element, which a user cannot reach.
    assert!(!button.is_connected());
}

#[wasm_bindgen_test]
async fn the_attributes_of_a_table_follow_its_state_until_it_is_unmounted() {
    let mut mounted = MountedTable::with(|_| ()).await;
    let timers = Timers::fake();
    let (frame, table): (Element, Element) = (mounted.harness.find(".rl-table-box"), mounted.harness.find("table"));
    let state = || {
        let has = |element: &Element, name| element.has_attribute(name);
        let value = |name| table.get_attribute(name).unwrap_or_default();
        (has(&frame, "hidden"), has(&table, "data-late"), value("aria-busy"), value("data-density"))
    };
    let text = |text: &str| text.to_owned();
    assert_eq!(state(), (false, false, text("false"), text("comfortable")));
    mounted.keys.set(Vec::new());
    mounted.busy.set(text("true"));
    mounted.columns.set(mounted.columns.get().with_compact(true));
    turn().await;
    timers.advance(199);
    turn().await;
    assert_eq!(state(), (true, false, text("true"), text("compact")));
    timers.advance(1);
    turn().await;
    assert_eq!(state(), (true, true, text("true"), text("compact")));
    mounted.busy.set(text("false"));
    turn().await;
    assert_eq!(state(), (true, false, text("false"), text("compact")));
    mounted.harness.unmount();
    mounted.busy.set(text("true"));
    turn().await;
    assert_eq!(state(), (true, false, text("false"), text("compact")));
}
