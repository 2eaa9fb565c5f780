//! Observation of the size of elements.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};

/// A running observation; dropping it ends it.
pub struct ResizeObservation {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl ResizeObservation {
    /// Calls back at once and after each change of the size of one of the elements; `None` if the browser refuses.
    pub fn start(elements: &[&Element], callback: Box<dyn FnMut()>) -> Option<Self> {
        let callback = Closure::wrap(callback);
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        for element in elements {
            observer.observe(element);
        }
        Some(Self { observer, _callback: callback })
    }
}

impl Drop for ResizeObservation {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
