//! The keyed list: kept elements are not moved.

use js_sys::Function;
use leptos::html;
use leptos::prelude::*;
use replica_log::components::keyed_list::KeyedList;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

use crate::harness::{Harness, turn};

/// A list of rows, each a table body with a scrolling box and a button.
struct List {
    harness: Harness,
    keys: RwSignal<Vec<String>>,
}

fn row(key: impl Fn() -> String + Send + 'static) -> impl IntoView {
    view! {
        <tr>
            <td>
                <div style:height="20px" style:overflow="auto">
                    <p style:height="100px">{key}</p>
                </div>
                <button>"Open"</button>
            </td>
        </tr>
    }
}

fn keys(keys: &str) -> Vec<String> {
    keys.chars().map(String::from).collect()
}

impl List {
    /// With [`KeyedList`].
    fn of(before: &str) -> Self {
        let (mut harness, keys) = (Harness::new(), RwSignal::new(keys(before)));
        harness.mount(move || {
            let table = NodeRef::<html::Table>::new();
            view! {
                <table node_ref=table>
                    <thead></thead>
                    <KeyedList parent=table keys tag="tbody" attribute=("role", "rowgroup") let:key>
                        {row(move || key.get())}
                    </KeyedList>
                </table>
            }
        });
        Self { harness, keys }
    }

    /// With Leptos's own [`For`].
    fn of_for(before: &str) -> Self {
        let (mut harness, keys) = (Harness::new(), RwSignal::new(keys(before)));
        harness.mount(move || {
            view! {
                <table>
                    <thead></thead>
                    <For each=move || keys.get() key=String::clone let(key)>
                        <tbody role="rowgroup">{row(move || key.clone())}</tbody>
                    </For>
                </table>
            }
        });
        Self { harness, keys }
    }

    async fn set(&self, to: &str) {
        self.keys.set(keys(to));
        turn().await;
        assert_eq!(self.harness.texts("p").concat(), to);
    }

    fn element<E: JsCast>(&self, row: usize, selector: &str) -> E {
        self.harness.all("tbody")[row].query_selector(selector).unwrap().unwrap().unchecked_into()
    }

    /// Focuses the button of a row, selects the text of another, scrolls a third; returns whether each is kept after the
    /// list has changed.
    async fn keeps(&self, [focused, selected, scrolled]: [usize; 3], to: &str) -> [bool; 3] {
        turn().await;
        let button: HtmlElement = self.element(focused, "button");
        let (text, scroller): (Element, Element) = (self.element(selected, "p"), self.element(scrolled, "div"));
        button.focus().unwrap();
        let select = "getSelection().selectAllChildren(text)";
        Function::new_with_args("text", select).call1(&JsValue::UNDEFINED, &text).unwrap();
        scroller.set_scroll_top(30);
        self.set(to).await;
        let selection = Function::new_no_args("return String(getSelection()).trim()").call0(&JsValue::UNDEFINED);
        [
            document().active_element() == Some(button.into()),
            selection.unwrap().as_string() == text.text_content(),
            scroller.scroll_top() == 30,
        ]
    }
}

#[wasm_bindgen_test]
async fn inserting_in_front_keeps_focus_selection_and_scroll_position() {
    let list = List::of("abcde");
    assert_eq!(list.keeps([0, 1, 2], "xyabc").await, [true; 3]);
}

/// The reason for `KeyedList`. If this fails with a newer Leptos, `<For>` may be enough; see there.
#[wasm_bindgen_test]
async fn for_moves_kept_elements() {
    let list = List::of_for("abcde");
    assert_eq!(list.keeps([0, 1, 2], "xyabc").await, [false; 3]);
}
