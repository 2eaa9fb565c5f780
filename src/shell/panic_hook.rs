//! What is done when the app breaks: nothing of it can be relied on then, so whoever put it on the page is told.

use std::cell::RefCell;
use std::panic;
use std::sync::Once;

/// Is told what a panic said.
type Listener = Box<dyn Fn(&str)>;

thread_local! {
    static LISTENERS: RefCell<Vec<(u32, Listener)>> = const { RefCell::new(Vec::new()) };
}

/// Somebody's wish to be told; it ends with this.
#[derive(Debug)]
pub struct PanicListener(u32);

/// Tells `listener` when the app breaks.
pub fn tell(listener: impl Fn(&str) + 'static) -> PanicListener {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| panic::set_hook(Box::new(|broken| announce(&broken.to_string()))));
    LISTENERS.with_borrow_mut(|listeners| {
        let number = listeners.last().map_or(0, |(last, _)| last.wrapping_add(1));
        listeners.push((number, Box::new(listener)));
        PanicListener(number)
    })
}

impl Drop for PanicListener {
    fn drop(&mut self) {
        LISTENERS.with_borrow_mut(|listeners| listeners.retain(|(number, _)| *number != self.0));
    }
}

fn announce(message: &str) {
    web_sys::console::error_1(&message.into());
    LISTENERS.with(|listeners| {
        // It may have broken in the middle of the list itself.
        for (_, listener) in listeners.try_borrow().iter().flat_map(|listeners| listeners.iter()) {
            listener(message);
        }
    });
}
