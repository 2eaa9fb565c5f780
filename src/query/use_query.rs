//! A question to the service and what is known of its answer.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use web_sys::AbortController;

use super::effect::watch;
use super::service::Service;
use crate::api::clock::now;
use crate::api::endpoint::Request;
use crate::api::{Answer, Error};
use crate::model::remote_data::RemoteData;
use crate::model::zone::Zone;

/// An answer, and when it came.
#[derive(Debug, PartialEq)]
pub struct Cached<T> {
    /// What the service said.
    pub answer: Answer<T>,
    /// When it came, in milliseconds since 1970 UTC.
    pub at: f64,
}

impl<T> Cached<T> {
    /// What was asked for.
    pub const fn data(&self) -> &T {
        &self.answer.data
    }

    /// The zone of all times in it.
    pub const fn zone(&self) -> &Zone {
        &self.answer.zone
    }
}

/// How a question stands, whatever it is about.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QueryStatus {
    /// It has been asked and is not answered yet.
    pub busy: bool,
    /// When the present question was answered, in milliseconds since 1970 UTC; kept while it is asked again.
    pub answered: Option<f64>,
    /// There is something to show: an answer to this question or to the one before.
    pub shown: bool,
    /// Why there is no answer, or no fresh one.
    pub error: Option<Error>,
    /// How long the last answer took to come, in milliseconds.
    pub took: u32,
    /// Whether the last answer says something else than the one before.
    pub changed: bool,
}

/// A question that stands on the page, whatever it is about.
#[derive(Debug, Clone, Copy)]
pub struct QueryHandle {
    standing: RwSignal<QueryStatus>,
    again: Trigger,
}

impl QueryHandle {
    /// How it stands; wakes its watcher whenever that changes.
    pub fn standing(self) -> QueryStatus {
        self.standing.get()
    }

    /// Looks at how it stands.
    pub fn is(self, look: impl FnOnce(&QueryStatus) -> bool) -> bool {
        self.standing.with(look)
    }

    /// When it was answered; its watcher is not woken.
    pub fn answered_untracked(self) -> Option<f64> {
        self.standing.try_with_untracked(|standing| standing.answered).flatten()
    }

    /// Asks the same question again.
    pub fn refresh(self) {
        self.again.notify();
    }
}

/// A question and what is known of its answer. When the question changes, the old one is aborted and the new one
/// asked: the last question wins, whatever the order of the answers.
#[derive(Debug)]
pub struct Query<T: Send + Sync + 'static> {
    known: StoredValue<RemoteData<Cached<T>, Error>>,
    /// The question, for those who do not care what it is about.
    pub question: QueryHandle,
}

impl<T: Send + Sync + 'static> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Query<T> {}

impl<T: Send + Sync + 'static> Query<T> {
    /// The answer to the present question.
    pub fn data(self) -> Option<Arc<Cached<T>>> {
        self.look(|known| known.data().cloned())
    }

    /// The answer to show: to this question, or to the one before while this one is not answered.
    pub fn shown(self) -> Option<Arc<Cached<T>>> {
        self.look(|known| known.shown().cloned())
    }

    /// Whatever changes what is known changes its standing too: that is what watchers wait for.
    fn look<R>(self, look: impl FnOnce(&RemoteData<Cached<T>, Error>) -> Option<R>) -> Option<R> {
        self.question.standing.track();
        self.known.try_with_value(look).flatten()
    }
}

/// What happens to a question.
enum Event {
    /// It became another one.
    Anew,
    /// It is asked again.
    Again,
    /// It was answered, or failed, after so many milliseconds.
    Answer(Result<Answer<String>, Error>, u32),
}

/// Asks a question, and asks again when it changes, when the zone changes, or when told to. `None` is no question.
pub fn ask<T>(question: impl Fn() -> Option<Request> + Send + Sync + 'static) -> Query<T>
where
    T: DeserializeOwned + PartialEq + Send + Sync + 'static,
{
    let known = StoredValue::new(RemoteData::<Cached<T>, Error>::default());
    let question = run(Box::new(question), move |event, standing| {
        known.try_update_value(|known| {
            // While the same question is asked again, it still stands what went wrong the last time.
            let error = standing.error.take().filter(|_| matches!(event, Event::Again));
            let old = std::mem::take(known);
            *known = match event {
                Event::Anew => old.start(),
                Event::Again => old.refetch(),
                Event::Answer(result, took) => {
                    let result = result.and_then(Answer::read).map(|answer| {
                        standing.changed = old.data().is_none_or(|before| before.answer.data != answer.data);
                        Cached { answer, at: now() }
                    });
                    standing.took = took;
                    old.answered(result)
                }
            };
            standing.busy = known.is_busy();
            standing.answered = known.data().map(|reply| reply.at);
            standing.shown = known.shown().is_some();
            standing.error = known.error().cloned().or(error);
        });
    });
    Query { known, question }
}

/// The asking, compiled once for all that is asked for.
fn run(
    request: Box<dyn Fn() -> Option<Request> + Send + Sync>,
    tell: impl Fn(Event, &mut QueryStatus) + Copy + Send + Sync + 'static,
) -> QueryHandle {
    let standing = RwSignal::new(QueryStatus { busy: true, ..QueryStatus::default() });
    let again = Trigger::new();
    let Some(service) = use_context::<Service>() else { return QueryHandle { standing, again } };
    let tell = move |event: Event| {
        // The answer is told before its standing: who sees the one finds the other.
        let Some(mut next) = standing.try_get_untracked() else { return };
        tell(event, &mut next);
        standing.set(next);
    };
    asking(service, request, again, Arc::new(tell));
    QueryHandle { standing, again }
}

fn asking(
    service: Service,
    request: Box<dyn Fn() -> Option<Request> + Send + Sync>,
    again: Trigger,
    tell: Arc<dyn Fn(Event) + Send + Sync>,
) {
    let asked = Memo::new(move |_| request().map(|request| (request, service.zone())));
    let running = StoredValue::new_local(None::<AbortController>);
    let before = StoredValue::new(None);
    let stop = move || {
        if let Some(controller) = running.try_update_value(Option::take).flatten() {
            controller.abort();
        }
    };
    on_cleanup(stop);
    watch(move || {
        again.track();
        let asked = asked.get();
        stop();
        let same = before.with_value(|before| before.as_ref() == Some(&asked));
        before.set_value(Some(asked.clone()));
        tell(if same { Event::Again } else { Event::Anew });
        let (Some((request, _)), Ok(controller)) = (asked, AbortController::new()) else { return };
        let signal = controller.signal();
        running.set_value(Some(controller));
        let tell = Arc::clone(&tell);
        spawn_local(async move {
            let started = now();
            let result = service.ask(&request, &signal).await;
            if !signal.aborted() {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
                tell(Event::Answer(result, (now() - started) as u32));
            }
        });
    });
}
