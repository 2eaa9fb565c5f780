//! Fake timers: the test advances the time.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Reflect};
use leptos::prelude::window;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

/// The longest silence of a response, in milliseconds.
const REQUEST_TIMEOUT_MS: i32 = 75_000;

struct Timer {
    id: i32,
    delay_ms: i32,
    due: i32,
    callback: Function,
}

#[derive(Default)]
struct TimerState {
    now: i32,
    last_id: i32,
    timers: Vec<Timer>,
}

/// The fake timeouts of the window. The harness restores the real ones.
#[derive(Clone)]
pub(crate) struct Timers(Rc<RefCell<TimerState>>);

impl Timers {
    /// Replaces `setTimeout` and `clearTimeout` by fakes.
    pub(crate) fn fake() -> Self {
        let state = Rc::new(RefCell::new(TimerState::default()));
        let set_state = Rc::clone(&state);
        let set = Closure::<dyn FnMut(Function, JsValue) -> i32>::new(move |callback, delay_ms: JsValue| {
            let mut state = set_state.borrow_mut();
            state.last_id += 1;
            #[expect(clippy::cast_possible_truncation, reason = "a browser takes 32 bits too")]
            let delay_ms = delay_ms.as_f64().unwrap_or_default() as i32;
            let timer = Timer { id: state.last_id, delay_ms, due: state.now + delay_ms, callback };
            state.timers.push(timer);
            state.last_id
        });
        let clear_state = Rc::clone(&state);
        let clear = Closure::<dyn FnMut(JsValue)>::new(move |id: JsValue| {
            clear_state.borrow_mut().timers.retain(|timer| Some(f64::from(timer.id)) != id.as_f64());
        });
        Reflect::set(&window(), &"setTimeout".into(), &set.into_js_value()).unwrap();
        Reflect::set(&window(), &"clearTimeout".into(), &clear.into_js_value()).unwrap();
        Self(state)
    }

    /// The delays of the pending timers, without the timeouts of requests.
    pub(crate) fn delays(&self) -> Vec<i32> {
        self.0
            .borrow()
            .timers
            .iter()
            .map(|timer| timer.delay_ms)
            .filter(|delay_ms| *delay_ms != REQUEST_TIMEOUT_MS)
            .collect()
    }

    /// The number of pending timeouts of requests.
    pub(crate) fn request_timeouts(&self) -> usize {
        self.0.borrow().timers.iter().filter(|timer| timer.delay_ms == REQUEST_TIMEOUT_MS).count()
    }

    /// Advances the time, and runs the timers that are due.
    pub(crate) fn advance(&self, milliseconds: i32) {
        self.0.borrow_mut().now += milliseconds;
        loop {
            let due = {
                let mut state = self.0.borrow_mut();
                let now = state.now;
                let next = state.timers.iter().enumerate().filter(|(_, timer)| timer.due <= now);
                let next = next.min_by_key(|(_, timer)| timer.due).map(|(at, _)| at);
                next.map(|at| state.timers.remove(at))
            };
            let Some(timer) = due else { return };
            timer.callback.call0(&JsValue::UNDEFINED).unwrap();
        }
    }
}
