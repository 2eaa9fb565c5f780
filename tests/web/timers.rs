//! Time that passes when a test says so.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Reflect};
use leptos::prelude::window;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

/// How long a request may take, in milliseconds.
const LIMIT: i32 = 30_000;

struct Timer {
    id: i32,
    pause: i32,
    due: i32,
    work: Function,
}

#[derive(Default)]
struct Held {
    now: i32,
    last_id: i32,
    timers: Vec<Timer>,
}

/// The window's timeouts, held. The stage gives them back.
#[derive(Clone)]
pub(crate) struct Timers(Rc<RefCell<Held>>);

impl Timers {
    /// Holds every timeout from now on.
    pub(crate) fn hold() -> Self {
        let held = Rc::new(RefCell::new(Held::default()));
        let setting = Rc::clone(&held);
        let set = Closure::<dyn FnMut(Function, JsValue) -> i32>::new(move |work, pause: JsValue| {
            let mut held = setting.borrow_mut();
            held.last_id += 1;
            #[expect(clippy::cast_possible_truncation, reason = "a browser takes 32 bits too")]
            let pause = pause.as_f64().unwrap_or_default() as i32;
            let timer = Timer { id: held.last_id, pause, due: held.now + pause, work };
            held.timers.push(timer);
            held.last_id
        });
        let clearing = Rc::clone(&held);
        let clear = Closure::<dyn FnMut(JsValue)>::new(move |id: JsValue| {
            clearing.borrow_mut().timers.retain(|timer| Some(f64::from(timer.id)) != id.as_f64());
        });
        Reflect::set(&window(), &"setTimeout".into(), &set.into_js_value()).unwrap();
        Reflect::set(&window(), &"clearTimeout".into(), &clear.into_js_value()).unwrap();
        Self(held)
    }

    /// The pauses that are being waited for, as they were asked for; how long a request may take is none.
    pub(crate) fn pauses(&self) -> Vec<i32> {
        self.0.borrow().timers.iter().map(|timer| timer.pause).filter(|pause| *pause != LIMIT).collect()
    }

    /// How many requests are watched, lest they take too long.
    pub(crate) fn limits(&self) -> usize {
        self.0.borrow().timers.iter().filter(|timer| timer.pause == LIMIT).count()
    }

    /// Lets milliseconds pass, and does what is due by then.
    pub(crate) fn pass(&self, milliseconds: i32) {
        self.0.borrow_mut().now += milliseconds;
        loop {
            let due = {
                let mut held = self.0.borrow_mut();
                let now = held.now;
                let next = held.timers.iter().enumerate().filter(|(_, timer)| timer.due <= now);
                let next = next.min_by_key(|(_, timer)| timer.due).map(|(at, _)| at);
                next.map(|at| held.timers.remove(at))
            };
            let Some(timer) = due else { return };
            timer.work.call0(&JsValue::UNDEFINED).unwrap();
        }
    }
}
