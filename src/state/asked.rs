//! A question to the service and what is known of its answer.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use web_sys::AbortController;

use super::service::Service;
use crate::api::client::now;
use crate::api::request::Request;
use crate::api::{Answer, Error};
use crate::model::remote::Remote;
use crate::model::zone::Zone;

/// An answer, and how it came.
#[derive(Debug, PartialEq)]
pub struct Reply<T> {
    /// What the service said.
    pub answer: Answer<T>,
    /// When it came, in milliseconds since 1970 UTC.
    pub at: f64,
    /// How long it took to come, in milliseconds.
    pub took: u32,
    /// Whether it says something else than the one before.
    pub changed: bool,
}

impl<T> Reply<T> {
    /// What was asked for.
    pub const fn data(&self) -> &T {
        &self.answer.data
    }

    /// The zone of all times in it.
    pub const fn zone(&self) -> &Zone {
        &self.answer.zone
    }
}

/// What is known of an answer, as it comes.
pub type Known<T> = Remote<Reply<T>, Error>;

/// A question that stands on the page. When it changes, the old one is aborted and the new one asked: the last
/// question wins, whatever the order of the answers.
#[derive(Debug)]
pub struct Asked<T: Send + Sync + 'static> {
    known: RwSignal<Known<T>>,
    again: Trigger,
}

impl<T: Send + Sync + 'static> Clone for Asked<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Asked<T> {}

impl<T: Send + Sync + 'static> Asked<T> {
    /// What is known now; wakes its watcher whenever that changes.
    pub fn known(self) -> Known<T> {
        self.known.get()
    }

    /// Looks at what is known, without copying it.
    pub fn with<R>(self, look: impl FnOnce(&Known<T>) -> R) -> R {
        self.known.with(look)
    }

    /// The answer to show: to this question, or to the one before while this one is not answered.
    pub fn shown(self) -> Option<Arc<Reply<T>>> {
        self.known.with(|known| known.shown().cloned())
    }

    /// Asks the same question again.
    pub fn refresh(self) {
        self.again.notify();
    }
}

/// Asks a question, and asks again when it changes, when the zone changes, or when told to. `None` is no question.
pub fn ask<T>(question: impl Fn() -> Option<Request> + Send + Sync + 'static) -> Asked<T>
where
    T: DeserializeOwned + PartialEq + Send + Sync + 'static,
{
    let known = RwSignal::new(Known::<T>::default());
    let again = Trigger::new();
    let Some(service) = use_context::<Service>() else { return Asked { known, again } };
    let question = Memo::new(move |_| question().map(|request| (request, service.zone())));
    let running = StoredValue::new_local(None::<AbortController>);
    let stop = move || {
        if let Some(controller) = running.try_update_value(Option::take).flatten() {
            controller.abort();
        }
    };
    on_cleanup(stop);
    Effect::new(move |before: Option<Option<(Request, String)>>| {
        again.track();
        let asked = question.get();
        stop();
        let same = before.as_ref() == Some(&asked);
        known.update(|known| {
            let old = std::mem::take(known);
            *known = if same { old.asked_again() } else { old.asked_anew() };
        });
        if let (Some((request, _)), Ok(controller)) = (asked.clone(), AbortController::new()) {
            let signal = controller.signal();
            running.set_value(Some(controller));
            spawn_local(async move {
                let started = now();
                let result = service.ask::<T>(request, signal.clone()).await;
                if signal.aborted() {
                    return;
                }
                let at = now();
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a cast of floats saturates"
                )]
                let took = (at - started) as u32;
                known.try_update(|known| {
                    let old = std::mem::take(known);
                    let before = old.data().cloned();
                    let result = result.map(|answer| {
                        let changed = before.is_none_or(|before| before.answer.data != answer.data);
                        Reply { answer, at, took, changed }
                    });
                    *known = old.answered(result);
                });
            });
        }
        asked
    });
    Asked { known, again }
}
