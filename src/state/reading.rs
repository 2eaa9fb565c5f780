//! Reading a whole list, page by page in turn, because a person asked for it. It shows how far it is, can be
//! stopped, and goes on where it stopped or broke off.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use web_sys::{AbortController, AbortSignal};

use super::service::Service;
use crate::api::request::Request;
use crate::api::wire::{Page as WirePage, Row};
use crate::api::{Answer, Error};
use crate::model::page::Page;
use crate::model::walk::Walk;
use crate::model::zone::Zone;

/// How a reading stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Stage {
    /// Nobody asked for it yet.
    #[default]
    Unasked,
    /// It goes on.
    Reading,
    /// A person stopped it.
    Stopped,
    /// It broke off.
    Failed(Error),
    /// What takes the rows did not take them, and why: there is no going on.
    Refused(String),
    /// Every page was read.
    Ended,
}

/// How far a reading is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Progress {
    /// How it stands.
    pub stage: Stage,
    /// Rows read, each once.
    pub read: u64,
    /// Rows that the service says there are; `None` before its first answer.
    pub promised: Option<u64>,
}

impl Progress {
    /// Rows that were promised and not read.
    pub fn missing(&self) -> u64 {
        self.promised.unwrap_or_default().saturating_sub(self.read)
    }

    /// Whether every page was read, and the number of rows is not the one promised.
    pub fn differs(&self) -> bool {
        self.stage == Stage::Ended && self.promised != Some(self.read)
    }

    /// Whether it was begun.
    pub fn is_begun(&self) -> bool {
        self.stage != Stage::Unasked
    }
}

/// Rows that were not read before, and the zone of their times.
pub struct Batch<T> {
    /// The rows.
    pub rows: Vec<Row<T>>,
    /// The zone of all times in them.
    pub zone: Zone,
}

/// What is done with some rows, when it is done.
pub type Taken = Pin<Box<dyn Future<Output = Result<(), String>>>>;

/// What came of a page.
type Read = Pin<Box<dyn Future<Output = Result<u64, Stage>>>>;

/// A list that can be read as a whole.
#[derive(Clone, Copy)]
pub struct Reading {
    progress: RwSignal<Progress>,
    job: StoredValue<Option<Rc<Job>>, LocalStorage>,
    running: StoredValue<Option<AbortController>, LocalStorage>,
}

struct Job {
    service: Service,
    request: Box<dyn Fn(Page) -> Request>,
    walk: Rc<RefCell<Walk>>,
    /// Whether the pages are being read for the second time.
    is_second: Cell<bool>,
    take: Box<dyn Fn(Answer<String>) -> Read>,
}

impl Job {
    /// The page to ask for. When rows are missing at the end, they moved to a page that had been read already: all
    /// pages are read once more.
    fn next(&self) -> Option<Page> {
        let mut walk = self.walk.borrow_mut();
        if walk.has_ended() && walk.missing() > 0 && !self.is_second.replace(true) {
            walk.again();
        }
        walk.next()
    }
}

impl Reading {
    /// A reading that nobody asked for yet. It ends with the page that it is made on.
    pub fn new() -> Self {
        let reading = Self {
            progress: RwSignal::default(),
            job: StoredValue::new_local(None),
            running: StoredValue::new_local(None),
        };
        on_cleanup(move || reading.abort());
        reading
    }

    /// How far it is; wakes its watcher with every page.
    pub fn progress(self) -> Progress {
        self.progress.get()
    }

    /// How far it is; its watcher is not woken.
    pub fn progress_untracked(self) -> Progress {
        self.progress.try_get_untracked().unwrap_or_default()
    }

    /// Wakes the watcher with every page.
    pub fn track(self) {
        self.progress.track();
    }

    /// Begins anew: asks for one page after the other, and hands their rows, each once, to `take`.
    pub fn begin<T: DeserializeOwned + 'static>(
        self,
        service: Service,
        request: impl Fn(Page) -> Request + 'static,
        id: fn(&T) -> &str,
        take: impl FnMut(Batch<T>) -> Taken + 'static,
    ) {
        let walk = Rc::new(RefCell::new(Walk::default()));
        let take = Rc::new(RefCell::new(take));
        let walked = Rc::clone(&walk);
        let read = move |answer: Answer<String>| -> Read {
            let (walk, take) = (Rc::clone(&walked), Rc::clone(&take));
            Box::pin(async move {
                let Answer { data: page, zone, .. } = answer.read::<WirePage<T>>().map_err(Stage::Failed)?;
                let ids: Vec<&str> = page.rows().iter().map(|row| id(row)).collect();
                let fresh = walk.borrow_mut().take(page.total(), &ids);
                let rows = page.rows().iter().zip(fresh).filter(|(_, fresh)| *fresh).map(|(row, _)| row.clone());
                let taken = (*take.borrow_mut())(Batch { rows: rows.collect(), zone });
                taken.await.map_err(Stage::Refused)?;
                Ok(page.total())
            })
        };
        self.abort();
        self.job.set_value(Some(Rc::new(Job {
            service,
            request: Box::new(request),
            walk,
            is_second: Cell::new(false),
            take: Box::new(read),
        })));
        self.progress.set(Progress::default());
        self.go_on();
    }

    /// Goes on where it stopped or broke off.
    pub fn go_on(self) {
        let Some(job) = self.job.try_get_value().flatten() else { return };
        let Ok(controller) = AbortController::new() else { return };
        self.abort();
        let signal = controller.signal();
        self.running.set_value(Some(controller));
        self.progress.update(|progress| progress.stage = Stage::Reading);
        spawn_local(async move {
            let stage = self.read(&job, &signal).await;
            if !signal.aborted() {
                self.progress.try_update(|progress| progress.stage = stage);
            }
        });
    }

    /// Stops it. What was read stays.
    pub fn stop(self) {
        self.abort();
        self.progress.try_update(|progress| progress.stage = Stage::Stopped);
    }

    /// Forgets all of it.
    pub fn forget(self) {
        self.abort();
        self.job.try_set_value(None);
        self.progress.try_set(Progress::default());
    }

    fn abort(self) {
        if let Some(controller) = self.running.try_update_value(Option::take).flatten() {
            controller.abort();
        }
    }

    async fn read(self, job: &Job, signal: &AbortSignal) -> Stage {
        loop {
            let Some(page) = job.next() else { return Stage::Ended };
            let answer = match job.service.ask(&(job.request)(page), signal).await {
                Ok(answer) => answer,
                Err(error) => return Stage::Failed(error),
            };
            if signal.aborted() {
                return Stage::Stopped;
            }
            let promised = match (job.take)(answer).await {
                Ok(promised) => promised,
                Err(stage) => return stage,
            };
            let read = job.walk.borrow().read();
            self.progress.try_update(|progress| {
                progress.read = read;
                progress.promised = Some(promised);
            });
        }
    }
}

impl Default for Reading {
    fn default() -> Self {
        Self::new()
    }
}
