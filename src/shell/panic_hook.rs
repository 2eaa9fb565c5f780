//! The panic hook: logs a panic to the console and notifies the host. After a panic the state of the app is unreliable.

use std::cell::RefCell;
use std::panic;
use std::sync::Once;

/// Receives the message of a panic.
type Listener = Box<dyn Fn(&str)>;

thread_local! {
    static LISTENERS: RefCell<Vec<(u32, Listener)>> = const { RefCell::new(Vec::new()) };
}

/// A registered listener; dropping it removes the listener.
#[derive(Debug)]
pub struct PanicListener(u32);

/// Calls `listener` with the message of every panic.
pub fn on_panic(listener: impl Fn(&str) + 'static) -> PanicListener {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| panic::set_hook(Box::new(|info| notify(&info.to_string()))));
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

fn notify(message: &str) {
    web_sys::console::error_1(&message.into());
    LISTENERS.with(|listeners| {
        // `try_borrow` fails if the panic happened while the list was being changed.
        for (_, listener) in listeners.try_borrow().iter().flat_map(|listeners| listeners.iter()) {
            listener(message);
        }
    });
}
