//! Reading a whole list, page by page in turn, because a person asked for it. It shows how far it is, can be
//! stopped, and goes on where it stopped or broke off.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::{DeserializeOwned, IgnoredAny};
use web_sys::{AbortController, AbortSignal};

use super::service::Service;
use super::use_poll::again;
use crate::api::Error;
use crate::api::body::Piece;
use crate::api::endpoint::Endpoint;
use crate::api::error::Kind;
use crate::api::lone_surrogates;
use crate::api::stream::{PAGE, Splitter};
use crate::api::wire::{Page, Row};
use crate::api::yielder::yield_to_browser;
use crate::model::page_walker::PageWalker;
use crate::model::pagination::Pagination;
use crate::model::zone::Zone;

/// How a reading stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Stage {
    /// Nobody asked for it yet.
    #[default]
    Idle,
    /// It goes on.
    Reading,
    /// A person stopped it.
    Stopped,
    /// It broke off.
    Failed(Error),
    /// What takes the rows did not take them, and why: there is no going on.
    SinkFailed(String),
    /// Every page was read.
    Done,
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
    /// Whether every page was read, and the number of rows is not the one promised.
    pub fn differs(&self) -> bool {
        self.stage == Stage::Done && self.promised != Some(self.read)
    }

    /// Whether it was begun.
    pub fn is_begun(&self) -> bool {
        self.stage != Stage::Idle
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

/// What comes of a page: how many rows there are in all.
type Read = Pin<Box<dyn Future<Output = Result<u64, Stage>>>>;

/// A list that can be read as a whole.
#[derive(Clone, Copy)]
pub struct BulkFetch {
    progress: RwSignal<Progress>,
    job: StoredValue<Option<Rc<Job>>, LocalStorage>,
    running: StoredValue<Option<AbortController>, LocalStorage>,
}

struct Job {
    walk: Rc<RefCell<PageWalker>>,
    /// Whether the pages are being read for the second time.
    is_second: Cell<bool>,
    read: Box<dyn Fn(Pagination, AbortSignal) -> Read>,
}

impl Job {
    /// The page to ask for. When rows are missing at the end, they moved to a page that had been read already: all
    /// pages are read once more.
    fn next(&self) -> Option<Pagination> {
        let mut walk = self.walk.borrow_mut();
        if walk.has_ended() && walk.missing() > 0 && !self.is_second.replace(true) {
            walk.restart();
        }
        walk.next()
    }
}

impl BulkFetch {
    /// A reading that nobody asked for yet. It ends with the page that it is made on.
    pub fn new() -> Self {
        let reading = Self {
            progress: RwSignal::default(),
            job: StoredValue::new_local(None),
            running: StoredValue::new_local(None),
        };
        on_cleanup(move || reading.abort());
        let failed = move || match reading.progress().stage {
            Stage::Failed(error) => Some(error),
            _ => None,
        };
        again(failed, move || reading.go_on());
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

    /// Begins anew: asks for one page after the other, and hands their rows, each once, to `take`.
    pub fn begin<T: DeserializeOwned + 'static>(
        self,
        service: Service,
        request: impl Fn(Pagination) -> Endpoint + 'static,
        id: fn(&T) -> &str,
        take: impl FnMut(Batch<T>) -> Taken + 'static,
    ) {
        let walk = Rc::new(RefCell::new(PageWalker::default()));
        let take = Rc::new(RefCell::new(take));
        let walked = Rc::clone(&walk);
        // All pages in one zone, whatever a person chooses meanwhile.
        let zone: Rc<str> = untrack(|| service.zone()).into();
        let read = move |page: Pagination, signal: AbortSignal| -> Read {
            let (walk, take, request, zone) = (Rc::clone(&walked), Rc::clone(&take), request(page), Rc::clone(&zone));
            Box::pin(async move {
                let Collected { rows, zone, total } = collect::<T>(service, &request, &zone, &signal).await?;
                // An answer that is there already still comes. Whoever took its rows may be gone.
                if signal.aborted() {
                    return Err(Stage::Stopped);
                }
                let ids: Vec<&str> = rows.iter().map(|row| id(row)).collect();
                let total = total.max(u64::try_from(rows.len()).unwrap_or_default());
                let fresh = walk.borrow_mut().take(total, &ids);
                let rows = rows.iter().zip(fresh).filter(|(_, fresh)| *fresh).map(|(row, _)| row.clone());
                let taken = (*take.borrow_mut())(Batch { rows: rows.collect(), zone });
                taken.await.map_err(Stage::SinkFailed)?;
                Ok(total)
            })
        };
        self.abort();
        self.job.set_value(Some(Rc::new(Job { walk, is_second: Cell::new(false), read: Box::new(read) })));
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
        self.progress.set(Progress::default());
    }

    fn abort(self) {
        if let Some(controller) = self.running.try_update_value(Option::take).flatten() {
            controller.abort();
        }
    }

    async fn read(self, job: &Job, signal: &AbortSignal) -> Stage {
        loop {
            let Some(page) = job.next() else { return Stage::Done };
            let promised = match (job.read)(page, signal.clone()).await {
                Ok(promised) => promised,
                Err(stage) => return stage,
            };
            let read = job.walk.borrow().read();
            // Taking a page and showing what came of it are two tasks, each of them short.
            yield_to_browser().await;
            // Also of a page that was taken while it was stopped; not, where it has begun anew.
            if self.job.try_with_value(|now| now.as_deref().is_some_and(|now| std::ptr::eq(now, job))) == Some(true) {
                self.progress.try_update(|progress| {
                    progress.read = read;
                    progress.promised = Some(promised);
                });
            }
            if signal.aborted() {
                return Stage::Stopped;
            }
        }
    }
}

/// A page as it was read.
struct Collected<T> {
    rows: Vec<Row<T>>,
    zone: Zone,
    total: u64,
}

/// Reads one page, row by row as it comes: five hundred stack traces at once would stop the page.
async fn collect<T: DeserializeOwned>(
    service: Service,
    request: &Endpoint,
    zone: &str,
    signal: &AbortSignal,
) -> Result<Collected<T>, Stage> {
    let mut collected = Collected { rows: Vec::new(), zone: Zone::Unknown, total: 0 };
    let mut splitter = Splitter::new(PAGE);
    let mut unreadable = None;
    let each = &mut |piece: Piece<'_>| match piece {
        Piece::Begin(zone) => {
            collected.rows.clear();
            unreadable = None;
            collected.zone = zone;
            splitter = Splitter::new(PAGE);
        }
        Piece::Bytes(bytes) => splitter.feed(bytes, &mut |row| match lone_surrogates::from_str(row) {
            Ok(row) => collected.rows.push(row),
            Err(error) => unreadable = Some(error.to_string()),
        }),
    };
    service.stream(request, zone, signal, each).await.map_err(Stage::Failed)?;
    let page: Page<IgnoredAny> = splitter.finish().map_err(Stage::Failed)?;
    if unreadable.is_some() {
        let mut error = Error::new(Kind::Unreadable);
        error.message = unreadable;
        return Err(Stage::Failed(error));
    }
    collected.total = page.total();
    Ok(collected)
}

impl Default for BulkFetch {
    fn default() -> Self {
        Self::new()
    }
}
