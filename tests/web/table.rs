//! The data table, and rows and cells that change in it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

use leptos::prelude::*;
use replica_log::components::notice::Announcement;
use replica_log::components::table::{Cell, ColumnHead, DataTable};
use replica_log::model::columns::Column;
use replica_log::settings::columns::ColumnSettings;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

use crate::harness::{Harness, turn};
use crate::timers::Timers;

const COLUMNS: &[Column] = &[
    Column { name: "name", default_visible: true },
    Column { name: "size", default_visible: true },
    Column { name: "route", default_visible: true },
    Column { name: "id", default_visible: false },
    Column { name: "note", default_visible: false },
];
const HEADS: [ColumnHead; 5] =
    [("Name", "rl-name"), ("Size", "rl-number"), ("Route", ""), ("ID", "rl-digest"), ("<b>Note</b>", "")];

/// A table with one row group.
struct Shown {
    stage: Harness,
    keys: RwSignal<Vec<String>>,
    busy: RwSignal<String>,
    columns: ColumnSettings,
}

impl Shown {
    /// Renders the row group by a function of its key.
    async fn with<V: IntoView + 'static>(row: impl Fn(RwSignal<String>) -> V + 'static) -> Self {
        let mut stage = Harness::new();
        let (keys, busy) = (RwSignal::new(vec!["a".to_owned()]), RwSignal::new("false".to_owned()));
        let columns = ColumnSettings::load("test", COLUMNS);
        let heads = HEADS.to_vec();
        stage.mount(move || {
            let busy = Memo::new(move |_| busy.get());
            view! { <DataTable class="rl-table" lead=("", "rl-toggle") heads columns keys busy children=row /> }
        });
        turn().await;
        Self { stage, keys, busy, columns }
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
        self.stage.find::<Element>(selector).get_attribute(name)
    }
}

#[wasm_bindgen_test]
async fn texts_and_attributes_of_a_cell_are_never_markup() {
    let (mut shown, _) = Shown::cell(|_| {
        let language = None::<&str>;
        view! {
            <p class="a" title="<b>" lang=language style:width="50%">
                "one" " " <bdi>{"<i>two</i>".to_owned()}</bdi> {None::<&str>}
            </p>
        }
        .into_any()
    })
    .await;
    let text: HtmlElement = shown.stage.find("p.a");
    assert_eq!(text.text_content().unwrap(), "one <i>two</i>");
    assert_eq!((text.get_attribute("title"), text.get_attribute("lang")), (Some("<b>".into()), None));
    assert_eq!(text.style().get_property_value("width").unwrap(), "50%");
    assert_eq!(shown.attribute("tbody td", "role").as_deref(), Some("cell"));
    assert_eq!(shown.attribute("tbody td", "data-label").as_deref(), Some("Name"));
    assert_eq!(shown.attribute("tbody td", "class").as_deref(), Some("rl-name"));
    shown.stage.unmount();
    assert!(!text.is_connected());
}

#[wasm_bindgen_test]
async fn a_row_that_is_rendered_again_keeps_the_focus_and_drops_old_attributes() {
    let (shown, step) = Shown::cell(|step| {
        let title = (step == 0).then_some("first");
        let more = (step > 0).then(|| view! { <p>"more"</p> });
        view! { <button data-step=step.to_string() title=title>{format!("step {step}")}</button> {more} }.into_any()
    })
    .await;
    let button: HtmlElement = shown.stage.find("button");
    button.focus().unwrap();
    step.set(1);
    turn().await;
    assert_eq!(shown.stage.find::<HtmlElement>("button"), button);
    assert_eq!(document().active_element(), Some(button.clone().into()));
    assert_eq!((button.get_attribute("title"), button.get_attribute("data-step")), (None, Some("1".into())));
    assert_eq!((shown.stage.text("button"), shown.stage.text("p")), ("step 1".into(), "more".into()));
    step.set(0);
    turn().await;
    assert!(shown.stage.all("p").is_empty());
    assert_eq!(button.get_attribute("title").as_deref(), Some("first"));
}

#[wasm_bindgen_test]
async fn the_header_has_a_cell_for_each_shown_column() {
    let shown = Shown::with(|_| ()).await;
    let labels = || shown.stage.texts("thead tr > *");
    assert_eq!(labels(), ["", "Name", "Size", "Route"]);
    shown.columns.set(shown.columns.get().toggled(3).toggled(4));
    turn().await;
    assert_eq!(labels(), ["", "Name", "Size", "Route", "ID", "<b>Note</b>"]);
    let all = shown.columns.get();
    shown.columns.set(all.toggled(1).toggled(2).toggled(3).toggled(4));
    turn().await;
    assert_eq!(labels(), ["", "Name"]);
    shown.columns.set(all.toggled(1).toggled(3).moved(4, 1));
    turn().await;
    assert_eq!(labels(), ["", "Name", "<b>Note</b>", "Route"]);
    let roles: Vec<_> = shown.stage.all("thead tr > *").iter().map(|cell| cell.get_attribute("role")).collect();
    let header = Some("columnheader".to_owned());
    assert_eq!(roles, [None, header.clone(), header.clone(), header]);
}

#[wasm_bindgen_test]
async fn optional_content_of_a_cell_keeps_its_place() {
    let (shown, step) = Shown::cell(|step| {
        let part = |bit: i32| (step & bit != 0).then(|| view! { <b>{bit.to_string()}</b> });
        let word = (step & 8 != 0).then_some("8");
        view! { <p>{part(1)} "-" {part(2)} {word} {move || "x".to_owned()} {part(4)}</p> }.into_any()
    })
    .await;
    for (to, text) in [(7, "1-2x4"), (8, "-8x"), (15, "1-28x4"), (4, "-x4"), (0, "-x"), (3, "1-2x")] {
        step.set(to);
        turn().await;
        assert_eq!(shown.stage.text("p"), text, "{to}");
    }
}

#[wasm_bindgen_test]
async fn a_cell_can_change_between_text_and_elements() {
    let (shown, step) = Shown::cell(|step| match step {
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
        assert_eq!(shown.stage.text("tbody td"), text, "{to}");
    }
}

#[wasm_bindgen_test]
async fn a_changed_text_replaces_the_text_of_the_same_node() {
    let mut stage = Harness::new();
    let text = RwSignal::new("one".to_owned());
    stage.mount(move || view! { <Announcement text /> });
    let node = stage.find::<Element>("span").first_child();
    for to in ["two", "", "three"] {
        text.set(to.to_owned());
        turn().await;
        assert_eq!(stage.text("span"), to);
        assert_eq!(stage.find::<Element>("span").first_child(), node);
    }
}

#[wasm_bindgen_test]
async fn an_element_of_another_kind_replaces_the_one_before_in_its_place() {
    let (shown, step) = Shown::cell(|step| {
        let middle = if step > 0 { view! { <a></a> }.into_any() } else { view! { <b></b> }.into_any() };
        view! { <p><i></i>{middle}<u></u></p> }.into_any()
    })
    .await;
    let kinds = || shown.stage.all("p > *").iter().map(Element::tag_name).collect::<Vec<_>>();
    assert_eq!(kinds(), ["I", "B", "U"]);
    step.set(1);
    turn().await;
    assert_eq!(kinds(), ["I", "A", "U"]);
}

#[wasm_bindgen_test]
async fn an_event_calls_the_latest_handler_once() {
    let sum = Arc::new(AtomicI32::new(0));
    let adding = Arc::clone(&sum);
    let (mut shown, step) = Shown::cell(move |step| {
        let sum = Arc::clone(&adding);
        let add = move |_| {
            sum.fetch_add(step + 1, Ordering::Relaxed);
        };
        view! { <button type="button" on:click=add>"Add"</button> }.into_any()
    })
    .await;
    let button: HtmlElement = shown.stage.find("button");
    button.click();
    step.set(99);
    turn().await;
    button.click();
    assert_eq!(sum.load(Ordering::Relaxed), 101);
    shown.stage.unmount();
    // Leptos leaves the handler on the element; no user can reach it there.
    assert!(!button.is_connected());
}

#[wasm_bindgen_test]
async fn the_attributes_of_a_table_follow_its_state_until_it_is_unmounted() {
    let mut shown = Shown::with(|_| ()).await;
    let timers = Timers::hold();
    let (frame, table): (Element, Element) = (shown.stage.find(".rl-table-box"), shown.stage.find("table"));
    let state = || {
        let has = |element: &Element, name| element.has_attribute(name);
        let value = |name| table.get_attribute(name).unwrap_or_default();
        (has(&frame, "hidden"), has(&table, "data-late"), value("aria-busy"), value("data-density"))
    };
    let text = |text: &str| text.to_owned();
    assert_eq!(state(), (false, false, text("false"), text("roomy")));
    shown.keys.set(Vec::new());
    shown.busy.set(text("true"));
    shown.columns.set(shown.columns.get().with_compact(true));
    turn().await;
    timers.pass(199);
    turn().await;
    assert_eq!(state(), (true, false, text("true"), text("compact")));
    timers.pass(1);
    turn().await;
    assert_eq!(state(), (true, true, text("true"), text("compact")));
    shown.busy.set(text("false"));
    turn().await;
    assert_eq!(state(), (true, false, text("false"), text("compact")));
    shown.stage.unmount();
    shown.busy.set(text("true"));
    turn().await;
    assert_eq!(state(), (true, false, text("false"), text("compact")));
}
