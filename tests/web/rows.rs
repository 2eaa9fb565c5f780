//! The rows of a table during refetches.

use leptos::html;
use leptos::prelude::*;
use replica_log::api::endpoint::Endpoint;
use replica_log::api::wire::{Page, Record};
use replica_log::components::keyed_list::KeyedList;
use replica_log::model::id::Id;
use replica_log::query::service::Service;
use replica_log::query::table_rows::{PendingRows, use_rows};
use replica_log::query::use_query::{Query, use_query};
use replica_log::settings::Settings;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

use crate::harness::{Harness, turn, until};
use crate::network::Network;
use crate::query::config;

/// A table of executions. The text of a row: its id, its error reason, and how often it was rendered.
struct Table {
    harness: Harness,
    network: Network,
    query: Query<Page<Record>>,
    pending: PendingRows,
}

impl Table {
    fn new() -> Self {
        let mut harness = Harness::new();
        let network = Network::fake();
        let (settings, _) = Settings::load(&config(), true);
        provide_context(Service::new(&config(), settings, None));
        let key = Id::parse("k1").unwrap();
        let page = replica_log::model::pagination::Pagination::default();
        let query =
            use_query::<Page<Record>>(move || Some(Endpoint::RecordPage { key: key.clone(), page, status: None }));
        let pending = PendingRows::new();
        let rows = use_rows(query, pending, |record: &Record| record.id.as_received(), || 4);
        harness.mount(move || {
            let row = move |key: RwSignal<String>| {
                let renders = StoredValue::new(0);
                let text = move || {
                    renders.update_value(|renders| *renders += 1);
                    let Some(row) = key.with(|key| rows.get(key)) else { return "gone".to_owned() };
                    format!(
                        "{} {} {}",
                        row.id.as_received(),
                        row.error_reason.as_deref().unwrap_or("-"),
                        renders.get_value()
                    )
                };
                view! { <tr><td tabindex="-1">{text}</td></tr> }
            };
            let table = NodeRef::<html::Table>::new();
            view! {
                <table node_ref=table>
                    <thead><tr><th>"head"</th></tr></thead>
                    <KeyedList parent=table keys=rows.keys tag="tbody" recycle=true children=row />
                </table>
            }
        });
        Self { harness, network, query, pending }
    }

    /// Refetches as the refresh button does. Each row of the response: an id and an error reason.
    async fn refetch_by_user(&self, rows: &[(&str, &str)]) -> Vec<Element> {
        self.pending.accept_next(self.query.handle);
        self.refetch_automatically(rows).await
    }

    /// Refetches automatically; the first call responds to the initial request. See [`Self::refetch_by_user`].
    async fn refetch_automatically(&self, rows: &[(&str, &str)]) -> Vec<Element> {
        if self.network.count() > 0 {
            self.query.handle.refetch();
        }
        let rows: Vec<_> = rows.iter().map(|(id, why)| format!(r#"{{"id":"{id}","errorReason":"{why}"}}"#)).collect();
        let data = format!(r#"{{"totalRecords":{},"records":[{}]}}"#, rows.len(), rows.join(","));
        self.network.next().await.respond_with_data(&data);
        until("the response", || !self.query.handle.status().is_fetching).await;
        turn().await;
        self.harness.all("tbody")
    }

    fn texts(&self) -> Vec<String> {
        self.harness.texts("tbody")
    }
}

#[wasm_bindgen_test]
async fn a_refetch_keeps_the_rows_and_renders_only_changed_ones() {
    let table = Table::new();
    let before = table.refetch_by_user(&[("a", "x"), ("b", "x"), ("c", "x")]).await;
    assert_eq!(table.texts(), ["a x 1", "b x 1", "c x 1"]);
    let after = table.refetch_by_user(&[("a", "x"), ("b", "y"), ("c", "x")]).await;
    assert_eq!(after, before, "rows were created again");
    assert_eq!(table.texts(), ["a x 1", "b y 2", "c x 1"]);
    assert_eq!(table.refetch_by_user(&[]).await, []);
    assert_eq!(table.harness.text("table"), "head");
}

#[wasm_bindgen_test]
async fn inserting_in_front_keeps_the_other_rows_and_the_focus() {
    let table = Table::new();
    let before = table.refetch_by_user(&[("c", "x"), ("b", "x"), ("a", "x")]).await;
    let cell: HtmlElement = before[1].query_selector("td").unwrap().map(JsCast::unchecked_into).unwrap();
    cell.focus().unwrap();
    cell.set_onblur(Some(&js_sys::Function::new_no_args("this.dataset.left = 'once'")));
    let after = table.refetch_by_user(&[("e", "x"), ("d", "x"), ("c", "x"), ("b", "y")]).await;
    assert_eq!(table.texts(), ["e x 1", "d x 1", "c x 1", "b y 2"]);
    assert_eq!(after[2..], before[..2]);
    assert!(!before[2].is_connected());
    assert_eq!(cell.get_attribute("data-left"), None, "the row was taken out and put in again");
    assert_eq!(document().active_element(), Some(cell.into()));
}

#[wasm_bindgen_test]
async fn replacing_all_rows_recycles_their_elements() {
    let table = Table::new();
    let before = table.refetch_by_user(&[("a", "x"), ("b", "x"), ("c", "x")]).await;
    let after = table.refetch_by_user(&[("d", "y"), ("e", "y")]).await;
    assert_eq!(after, before[..2], "rows were created again");
    assert!(!before[2].is_connected());
    assert_eq!(table.texts(), ["d y 2", "e y 2"]);
    // A recycled row belongs to its new key only.
    let more = table.refetch_by_user(&[("f", "x"), ("g", "x"), ("h", "x")]).await;
    assert_eq!(more[..2], before[..2]);
    assert_eq!(table.texts(), ["f x 3", "g x 3", "h x 1"]);
    let changed = table.refetch_by_user(&[("g", "y"), ("h", "x"), ("f", "x")]).await;
    assert_eq!(changed, [more[1].clone(), more[2].clone(), more[0].clone()]);
    assert_eq!(table.texts(), ["g y 4", "h x 1", "f x 3"]);
}

#[wasm_bindgen_test]
async fn a_focused_copied_or_expanded_row_is_not_recycled() {
    for pin in ["focus", "data-done", "aria-expanded"] {
        let table = Table::new();
        let before = table.refetch_by_user(&[("a", "x"), ("b", "x")]).await;
        let cell = before[1].query_selector("td").unwrap().unwrap();
        if pin == "focus" {
            cell.unchecked_ref::<HtmlElement>().focus().unwrap();
        } else {
            cell.set_attribute(pin, "true").unwrap();
        }
        let after = table.refetch_by_user(&[("c", "x"), ("d", "x")]).await;
        assert_eq!(table.texts(), ["c x 1", "d x 1"]);
        assert!(after.iter().all(|row| !before.contains(row)), "{pin}");
        assert!(!cell.is_connected());
    }
}

#[wasm_bindgen_test]
async fn a_moved_row_keeps_the_focus() {
    let table = Table::new();
    let before = table.refetch_by_user(&[("a", "x"), ("b", "x"), ("c", "x")]).await;
    let cell: HtmlElement = before[2].query_selector("td").unwrap().map(JsCast::unchecked_into).unwrap();
    cell.focus().unwrap();
    let after = table.refetch_by_user(&[("c", "x"), ("a", "x"), ("b", "x")]).await;
    assert_eq!(after, [before[2].clone(), before[0].clone(), before[1].clone()]);
    assert_eq!(document().active_element(), Some(cell.into()));
}

#[wasm_bindgen_test]
async fn rows_are_in_the_order_of_the_response_after_any_change() {
    let table = Table::new();
    for order in ["abcde", "edcba", "abcde", "caebd", "xcy", "", "yx", "axbycz", "zc", "abc", "c", "bca"] {
        let ids: Vec<String> = order.chars().map(String::from).collect();
        let rows: Vec<_> = ids.iter().map(|id| (id.as_str(), "x")).collect();
        table.refetch_by_user(&rows).await;
        let shown: String = table.texts().iter().filter_map(|text| text.chars().next()).collect();
        assert_eq!(shown, order);
    }
}

#[wasm_bindgen_test]
async fn two_rows_with_the_same_id_are_both_shown() {
    let table = Table::new();
    table.refetch_by_user(&[("a", "x"), ("a", "y"), ("b", "z")]).await;
    assert_eq!(table.texts(), ["a x 1", "a y 1", "b z 1"]);
    table.refetch_by_user(&[("a", "x"), ("a", "changed"), ("b", "z")]).await;
    assert_eq!(table.texts(), ["a x 1", "a changed 2", "b z 1"]);
    table.refetch_by_user(&[("b", "z")]).await;
    assert_eq!(table.texts(), ["b z 1"]);
}

#[wasm_bindgen_test]
async fn ids_that_look_like_generated_keys_are_all_shown() {
    let table = Table::new();
    let rows = [("a", "1"), ("a", "2"), ("a#1", "3"), ("a#1", "4"), ("", "5"), ("", "6")];
    table.refetch_by_user(&rows).await;
    let shown: Vec<_> = rows.iter().map(|(id, why)| format!("{id} {why} 1")).collect();
    assert_eq!(table.texts(), shown);
    assert_eq!(table.refetch_by_user(&rows[2..]).await.len(), 4);
    let table = Table::new();
    assert_eq!(table.refetch_by_user(&[("a#2", "1"), ("a", "2"), ("a", "3"), ("a", "4")]).await.len(), 4);
    assert_eq!(table.texts(), ["a#2 1 1", "a 2 1", "a 3 1", "a 4 1"]);
}

#[wasm_bindgen_test]
async fn new_rows_of_an_automatic_refetch_are_pending_until_revealed() {
    let table = Table::new();
    table.refetch_by_user(&[("b", "x"), ("a", "x")]).await;
    table.refetch_automatically(&[("d", "x"), ("c", "x"), ("b", "ended"), ("a", "x")]).await;
    assert_eq!(table.texts(), ["b ended 2", "a x 1"], "shown rows are updated");
    assert_eq!(table.pending.count(), 2);
    // A second automatic refetch, with one more row.
    table.refetch_automatically(&[("e", "x"), ("d", "x"), ("c", "x"), ("b", "ended")]).await;
    assert_eq!((table.texts(), table.pending.count()), (vec!["b ended 2".to_owned(), "a x 1".to_owned()], 3));
    table.pending.reveal();
    turn().await;
    assert_eq!(table.texts(), ["e x 1", "d x 1", "c x 1", "b ended 2"]);
    assert_eq!(table.pending.count(), 0);
}

#[wasm_bindgen_test]
async fn a_refetch_by_the_user_shows_all_rows_at_once() {
    let table = Table::new();
    table.refetch_by_user(&[("a", "x")]).await;
    table.refetch_automatically(&[("b", "x"), ("a", "x")]).await;
    assert_eq!(table.pending.count(), 1);
    table.refetch_by_user(&[("c", "x"), ("b", "x"), ("a", "x")]).await;
    assert_eq!((table.texts().len(), table.pending.count()), (3, 0));
}

#[wasm_bindgen_test]
async fn the_first_rows_of_an_empty_table_are_shown_at_once() {
    let table = Table::new();
    table.refetch_by_user(&[]).await;
    table.refetch_automatically(&[("a", "x")]).await;
    assert_eq!((table.texts(), table.pending.count()), (vec!["a x 1".to_owned()], 0));
}
