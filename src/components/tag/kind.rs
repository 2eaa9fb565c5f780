//! Elements that have something in common: the browser copies one faster than it makes one and is told attribute by
//! attribute what it has, each a text to be carried over to it.

use std::borrow::Cow;
use std::cell::RefCell;

use leptos::tachys::renderer::Rndr;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::Setting;

/// What SVG elements are made in.
const SVG: &str = "http://www.w3.org/2000/svg";

/// How many kinds of elements are remembered, at most, and how many of them may have the same place.
const KINDS: usize = 512;
const SHARE: usize = 4;

/// A kind of elements: a name, and what all of them have.
struct Kind {
    name: &'static str,
    is_svg: bool,
    fixed: Vec<(&'static str, &'static str)>,
    element: Element,
}

thread_local! {
    static KNOWN: RefCell<Vec<Option<Kind>>> = const { RefCell::new(Vec::new()) };
}

/// What all elements of a kind have: attributes with texts of this program.
fn fixed(all: &[(Setting, Cow<'static, str>)]) -> impl Iterator<Item = (&'static str, &'static str)> {
    all.iter().filter_map(|entry| match entry {
        (Setting::Attribute(name), Cow::Borrowed(value)) => Some((*name, *value)),
        _ => None,
    })
}

/// A text of this program is known by where it stands.
fn is_same(one: &str, other: &str) -> bool {
    std::ptr::eq(one, other)
}

impl Kind {
    fn is(&self, name: &'static str, is_svg: bool, all: &[(Setting, Cow<'static, str>)]) -> bool {
        let mut its = self.fixed.iter();
        self.is_svg == is_svg
            && is_same(self.name, name)
            && fixed(all).all(|(name, value)| {
                its.next().is_some_and(|(its_name, its_value)| is_same(its_name, name) && is_same(its_value, value))
            })
            && its.next().is_none()
    }
}

/// An element of that name with what is fixed of all that it is to have: attributes with texts of this program.
pub(super) fn element(name: &'static str, is_svg: bool, all: &[(Setting, Cow<'static, str>)]) -> Element {
    let mut hash = name.as_ptr().addr().wrapping_add(name.len());
    for (name, value) in fixed(all) {
        for text in [name, value] {
            hash = hash.wrapping_mul(31).wrapping_add(text.as_ptr().addr()).wrapping_add(text.len());
        }
    }
    let first = hash.checked_rem(KINDS).unwrap_or_default();
    KNOWN.with_borrow_mut(|known| {
        if known.is_empty() {
            known.resize_with(KINDS.saturating_add(SHARE), || None);
        }
        let mut places = known.iter_mut().skip(first).take(SHARE);
        let found = places.find(|place| place.as_ref().is_none_or(|kind| kind.is(name, is_svg, all)));
        if let Some(Some(kind)) = &found
            && let Ok(copy) = kind.element.clone_node()
        {
            return copy.unchecked_into();
        }
        let element = Rndr::create_element(name, is_svg.then_some(SVG));
        for (name, value) in fixed(all) {
            drop(element.set_attribute(name, value));
        }
        // Where all places are taken, this one is made anew each time.
        if let (Some(place), Ok(copy)) = (found, element.clone_node()) {
            *place = Some(Kind { name, is_svg, fixed: fixed(all).collect(), element: copy.unchecked_into() });
        }
        element
    })
}
