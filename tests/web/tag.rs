//! Elements put together by name: how they are built, changed and taken out.

use std::cell::Cell;
use std::rc::Rc;

use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;
use replica_log::components::dynamic::{dynamic, value, whether};
use replica_log::components::tag::{Child, bdi, button, svg, tag};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use crate::harness::{Harness, turn};

#[wasm_bindgen_test]
fn what_is_put_together_is_what_stands_on_the_page() {
    let mut stage = Harness::new();
    stage.mount(|| {
        let text = tag("p").class("a").attr("title", "<b>").maybe("lang", None::<&str>).style("width", "50%".into());
        text.with("one").with(" ").with(bdi("<i>two</i>".to_owned())).with(None::<&'static str>)
    });
    let text: HtmlElement = stage.find("p.a");
    assert_eq!(text.text_content().unwrap(), "one <i>two</i>", "a text is never markup");
    assert_eq!((text.get_attribute("title"), text.get_attribute("lang")), (Some("<b>".into()), None));
    assert_eq!(text.style().get_property_value("width").unwrap(), "50%");
    stage.unmount();
    assert!(!text.is_connected());
}

#[wasm_bindgen_test]
async fn an_element_that_stays_keeps_its_focus_and_loses_what_is_gone() {
    let mut stage = Harness::new();
    let step = RwSignal::new(0);
    stage.mount(move || {
        dynamic(move || {
            let step = step.get();
            let button = tag("button").attr("data-step", step.to_string()).with(format!("step {step}"));
            let button = if step == 0 { button.attr("title", "first") } else { button };
            vec![button.child(), (step > 0).then(|| tag("p").with("more")).child()].child()
        })
    });
    let button: HtmlElement = stage.find("button");
    button.focus().unwrap();
    step.set(1);
    turn().await;
    assert_eq!(stage.find::<HtmlElement>("button"), button);
    assert_eq!(document().active_element(), Some(button.clone().into()));
    assert_eq!((button.get_attribute("title"), button.get_attribute("data-step")), (None, Some("1".into())));
    assert_eq!((stage.text("button"), stage.text("p")), ("step 1".into(), "more".into()));
    step.set(0);
    turn().await;
    assert!(stage.all("p").is_empty());
    assert_eq!(button.get_attribute("title").as_deref(), Some("first"));
}

#[wasm_bindgen_test]
async fn an_element_that_gets_more_in_it_shows_all_of_that() {
    let mut stage = Harness::new();
    let number = RwSignal::new(2);
    stage.mount(move || {
        dynamic(move || {
            tag("p").with_all((0..number.get()).map(|at| tag("b").with(at.to_string()).content()).collect())
        })
    });
    for (to, shown) in [(5, "01234"), (1, "0"), (3, "012")] {
        number.set(to);
        turn().await;
        assert_eq!(stage.text("p"), shown);
    }
}

#[wasm_bindgen_test]
async fn what_comes_and_goes_in_an_element_keeps_its_place() {
    let mut stage = Harness::new();
    let step = RwSignal::new(0);
    stage.mount(move || {
        dynamic(move || {
            let there = |at: i32| (step.get() & at != 0).then(|| tag("b").with(at.to_string()));
            let word = (step.get() & 8 != 0).then_some("8");
            tag("p").with(there(1)).with("-").with(there(2)).with(word).with(dynamic(|| "x".to_owned())).with(there(4))
        })
    });
    for (to, shown) in [(7, "1-2x4"), (8, "-8x"), (15, "1-28x4"), (4, "-x4"), (0, "-x"), (3, "1-2x")] {
        step.set(to);
        turn().await;
        assert_eq!(stage.text("p"), shown, "{to}");
    }
}

#[wasm_bindgen_test]
async fn a_text_alone_gives_way_and_comes_back() {
    let mut stage = Harness::new();
    let step = RwSignal::new(0);
    stage.mount(move || {
        dynamic(move || match step.get() {
            0 => tag("p").with("alone"),
            1 => tag("p").with("another"),
            2 => tag("p").with("with ").with(tag("b").with("more")),
            3 => tag("p"),
            _ => tag("p").with("<i>alone</i>"),
        })
    });
    for (to, shown) in [(1, "another"), (2, "with more"), (0, "alone"), (3, ""), (4, "<i>alone</i>"), (2, "with more")]
    {
        step.set(to);
        turn().await;
        assert_eq!(stage.text("p"), shown, "{to}");
    }
}

#[wasm_bindgen_test]
async fn a_text_that_changes_is_all_that_is_in_its_element() {
    let mut stage = Harness::new();
    let said = RwSignal::new("one".to_owned());
    stage.mount(move || dynamic(move || tag("p").with(said.get())));
    let says = async |text: &str| {
        said.set(text.to_owned());
        turn().await;
        assert_eq!(stage.text("p"), text);
    };
    let node = stage.find::<Element>("p").first_child();
    says("two").await;
    assert_eq!(stage.find::<Element>("p").first_child(), node, "another text, and not another node");
    says("").await;
    says("three").await;
    // A browser that translates pages puts elements of its own around texts, and one that marks words takes them apart.
    for theirs in ["<font>drei</font>", "dr<mark>e</mark>i"] {
        stage.find::<Element>("p").set_inner_html(theirs);
        says(&format!("after {theirs}")).await;
    }
}

#[wasm_bindgen_test]
async fn an_element_of_another_kind_takes_the_place_of_the_one_before() {
    let mut stage = Harness::new();
    let is_link = RwSignal::new(false);
    stage.mount(move || {
        let middle = dynamic(move || if is_link.get() { tag("a") } else { tag("b") });
        tag("p").with(tag("i")).with(middle).with(tag("u"))
    });
    let kinds = |stage: &Harness| stage.all("p > *").iter().map(Element::tag_name).collect::<Vec<_>>();
    assert_eq!(kinds(&stage), ["I", "B", "U"]);
    is_link.set(true);
    turn().await;
    assert_eq!(kinds(&stage), ["I", "A", "U"]);
}

#[wasm_bindgen_test]
async fn an_event_is_answered_once_by_what_was_said_last() {
    let mut stage = Harness::new();
    let (step, heard) = (RwSignal::new(1), Rc::new(Cell::new(0)));
    let hears = send_wrapper::SendWrapper::new(Rc::clone(&heard));
    stage.mount(move || {
        dynamic(move || {
            let (step, heard) = (step.get(), Rc::clone(&hears));
            button("x", move || heard.set(heard.get() + step))
        })
    });
    let button: HtmlElement = stage.find("button.x");
    assert_eq!(button.get_attribute("type").as_deref(), Some("button"));
    button.click();
    step.set(100);
    turn().await;
    button.click();
    assert_eq!(heard.get(), 101);
    stage.unmount();
    button.click();
    assert_eq!(heard.get(), 101, "what was taken out is deaf");
}

#[wasm_bindgen_test]
async fn what_follows_a_value_goes_along_and_ends_with_the_element() {
    let mut stage = Harness::new();
    let (word, is_so) = (RwSignal::new("a".to_owned()), RwSignal::new(false));
    let field = NodeRef::<html::Input>::new();
    stage.mount(move || {
        let input = tag("input").attr("type", "checkbox").refer(field);
        let input =
            input.follows("title", value(move || word.get())).follows_presence("hidden", whether(move || is_so.get()));
        input.follows_flag("checked", whether(move || is_so.get())).on("change", |_: Event| {})
    });
    let input: HtmlInputElement = stage.find("input");
    assert_eq!(field.get_untracked().as_ref(), Some(&input));
    assert_eq!((input.title(), input.has_attribute("hidden"), input.checked()), ("a".into(), false, false));
    word.set("b".into());
    is_so.set(true);
    turn().await;
    assert_eq!((input.title(), input.has_attribute("hidden"), input.checked()), ("b".into(), true, true));
    stage.unmount();
    word.set("c".into());
    turn().await;
    assert_eq!(input.title(), "b");
}

#[wasm_bindgen_test]
fn a_picture_is_a_picture() {
    let mut stage = Harness::new();
    stage.mount(|| svg("svg").attr("viewBox", "0 0 1 1").with(svg("path").attr("d", "M0 0h1")));
    let path: Element = stage.find("svg > path");
    assert_eq!(path.namespace_uri().as_deref(), Some("http://www.w3.org/2000/svg"));
    assert!(path.dyn_ref::<web_sys::HtmlElement>().is_none());
}
