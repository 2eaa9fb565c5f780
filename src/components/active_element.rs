//! The focused element of a document or of a shadow root.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// The focused element. Within a shadow root it is a property of the root, because the document reports only the host
/// element.
pub fn active_element(root: &Element) -> Option<Element> {
    let tree = root.get_root_node();
    Reflect::get(&tree, &"activeElement".into()).ok()?.dyn_into().ok()
}
