//! The pager of a table.

use std::sync::{Arc, Mutex};

use leptos::prelude::*;
use replica_log::components::pager::Pager;
use replica_log::i18n::localizer::Localizer;
use replica_log::model::locale::Locale;
use replica_log::model::pagination::Pagination;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlFormElement, HtmlInputElement, HtmlOptionElement, HtmlSelectElement};

use crate::harness::Harness;
use crate::input::select_option;

/// A mounted pager, and the pages that it went to.
struct MountedPager {
    harness: Harness,
    went: Arc<Mutex<Vec<Pagination>>>,
}

impl MountedPager {
    fn new(locale: Locale, number: u32, size: u32, total: u64) -> Self {
        let mut harness = Harness::new();
        let went = Arc::new(Mutex::new(Vec::new()));
        let (going, resizing) = (Arc::clone(&went), Arc::clone(&went));
        let page = Pagination { number, size };
        let href = |page: Pagination| format!("?pageNumber={}&pageSize={}", page.number, page.size);
        let go = move |page| going.lock().unwrap().push(page);
        let resize = move |size| resizing.lock().unwrap().push(page.resized(size));
        harness.mount(move || {
            provide_context(Localizer(locale));
            view! { <Pager page total href go resize /> }
        });
        Self { harness, went }
    }

    /// Types into the jump and presses Enter.
    fn jump(&self, text: &str) -> Vec<Pagination> {
        let input = self.harness.find::<HtmlInputElement>(".rl-jump input");
        input.set_value(text);
        self.harness.find::<HtmlFormElement>(".rl-jump").request_submit().unwrap();
        std::mem::take(&mut self.went.lock().unwrap())
    }
}

fn at(number: u32) -> Pagination {
    Pagination { number, size: 20 }
}

#[wasm_bindgen_test]
fn a_page_without_rows_has_no_range() {
    let mut harness = Harness::new();
    harness.mount(move || {
        provide_context(Localizer(Locale::EnUs));
        let (href, go, resize) = (|_: Pagination| String::new(), |_: Pagination| (), |_: u32| ());
        view! { <Pager page=at(5) total=100 is_empty=true href go resize /> }
    });
    assert_eq!(harness.text(".rl-pager-rows"), "");
    assert_eq!(harness.text("[aria-current=page]"), "5");
}

#[wasm_bindgen_test]
fn the_range_of_shown_rows_is_formatted_in_every_language() {
    for (locale, text) in
        [(Locale::EnUs, "41–60 of 137"), (Locale::ZhCn, "第 41–60 条，共 137 条"), (Locale::Ja, "全137件中 41–60件目")]
    {
        assert_eq!(MountedPager::new(locale, 3, 20, 137).harness.text(".rl-pager-rows"), text);
    }
    assert_eq!(MountedPager::new(Locale::EnUs, 7, 20, 137).harness.text(".rl-pager-rows"), "121–137 of 137");
    assert_eq!(
        MountedPager::new(Locale::EnUs, 1234, 20, 100_000).harness.text(".rl-pager-rows"),
        "24,661–24,680 of 100,000"
    );
}

#[wasm_bindgen_test]
fn the_current_page_is_marked_and_every_page_has_an_address() {
    let harness = MountedPager::new(Locale::EnUs, 3, 20, 400).harness;
    assert_eq!(harness.text("[aria-current=page]"), "3");
    let links: Vec<_> = harness
        .all("a.rl-step")
        .iter()
        .map(|link| (link.get_attribute("aria-label").unwrap(), link.get_attribute("href").unwrap()))
        .collect();
    let expected = [
        ("First page", 1),
        ("Previous page", 2),
        ("Page 1", 1),
        ("Page 2", 2),
        ("Page 3", 3),
        ("Page 4", 4),
        ("Page 5", 5),
        ("Page 20", 20),
        ("Next page", 4),
        ("Last page", 20),
    ];
    let expected = expected.map(|(label, number)| (label.to_owned(), format!("?pageNumber={number}&pageSize=20")));
    assert_eq!(links, expected);
    assert_eq!(harness.texts(".rl-gap"), ["…"]);
    assert_eq!(harness.find::<Element>("nav").get_attribute("aria-label").as_deref(), Some("Pagination"));
}

#[wasm_bindgen_test]
fn steps_beyond_the_first_and_last_page_are_disabled() {
    for (number, signs, rels) in [(1, ["«", "‹"], ["next", "last"]), (7, ["›", "»"], ["first", "prev"])] {
        let harness = MountedPager::new(Locale::EnUs, number, 20, 137).harness;
        assert_eq!(harness.texts("[aria-disabled=true]"), signs);
        assert!(harness.all("[aria-disabled=true]").iter().all(|end| end.tag_name() == "SPAN"));
        let links: Vec<_> = harness.all("a[rel]").iter().filter_map(|link| link.get_attribute("rel")).collect();
        assert_eq!(links, rels);
    }
    assert_eq!(MountedPager::new(Locale::EnUs, 1, 20, 5).harness.all("a[rel]").len(), 0);
}

#[wasm_bindgen_test]
fn a_page_beyond_the_end_shows_the_last_page_as_current() {
    let harness = MountedPager::new(Locale::EnUs, 900, 20, 137).harness;
    assert_eq!(harness.text(".rl-pager-rows"), "0–0 of 137");
    assert_eq!(harness.text("[aria-current=page]"), "7");
}

#[wasm_bindgen_test]
fn the_jump_goes_to_the_typed_page() {
    let pager = MountedPager::new(Locale::EnUs, 3, 20, 137);
    assert_eq!(pager.jump("5"), [at(5)]);
    assert_eq!(pager.jump(" 6 "), [at(6)]);
    assert_eq!(pager.harness.find::<HtmlInputElement>(".rl-jump input").value(), "");
}

#[wasm_bindgen_test]
fn a_number_beyond_the_end_goes_to_the_last_page() {
    let pager = MountedPager::new(Locale::EnUs, 3, 20, 137);
    assert_eq!(pager.jump("8"), [at(7)]);
    assert_eq!(pager.jump("99999999999999999999"), [at(7)]);
}

#[wasm_bindgen_test]
fn an_invalid_page_number_does_not_navigate() {
    let pager = MountedPager::new(Locale::EnUs, 3, 20, 137);
    for text in ["", "   ", "abc", "-1", "2x", "1.5"] {
        assert_eq!(pager.jump(text), [], "{text:?}");
    }
}

#[wasm_bindgen_test]
fn changing_the_page_size_keeps_the_first_row_on_the_page() {
    let pager = MountedPager::new(Locale::EnUs, 4, 20, 137);
    let select = pager.harness.find::<HtmlSelectElement>("select");
    assert_eq!(select.value(), "20");
    select_option(&select, "50");
    select_option(&select, "10");
    // Row 61 is on the second page of 50, and begins the seventh of 10.
    assert_eq!(*pager.went.lock().unwrap(), [Pagination { number: 2, size: 50 }, Pagination { number: 7, size: 10 }]);
}

#[wasm_bindgen_test]
fn a_page_size_from_the_address_is_offered_too() {
    let sizes = |size| {
        let harness = MountedPager::new(Locale::EnUs, 1, size, 137).harness;
        let offered: Vec<_> =
            harness.all("option").into_iter().map(wasm_bindgen::JsCast::unchecked_into::<HtmlOptionElement>).collect();
        let chosen: Vec<_> = offered.iter().filter(|option| option.selected()).map(HtmlOptionElement::value).collect();
        (offered.iter().map(HtmlOptionElement::text).collect::<Vec<_>>(), chosen)
    };
    assert_eq!(sizes(20).0, ["10 per page", "20 per page", "50 per page", "100 per page"]);
    let (offered, chosen) = sizes(37);
    assert_eq!(offered, ["10 per page", "20 per page", "37 per page", "50 per page", "100 per page"]);
    assert_eq!(chosen, ["37"]);
    assert_eq!(sizes(1000).0.last().unwrap(), "1,000 per page");
}
