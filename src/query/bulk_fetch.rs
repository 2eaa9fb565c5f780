//! Bulk fetch: reading all pages of a list, one after the other. It reports its progress, can be stopped, and resumes
//! where it stopped or failed.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::IgnoredAny;
use web_sys::{AbortController, AbortSignal};

use super::service::Service;
use super::use_poll::use_retry;
use crate::api::Error;
use crate::api::body::Piece;
use crate::api::endpoint::Endpoint;
use crate::api::error::ErrorKind;
use crate::api::lone_surrogates;
use crate::api::stream::{PAGE, Splitter};
use crate::api::wire::{Page, Row, RowData};
use crate::api::yielder::yield_to_browser;
use crate::model::page_walker::PageWalker;
use crate::model::pagination::Pagination;
use crate::model::zone::Zone;

/// The stage of a bulk fetch.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Stage {
    /// Not started.
    #[default]
    Idle,
    /// Pages are being fetched.
    Reading,
    /// The user stopped it.
    Stopped,
    /// A request failed.
    Failed(Error),
    /// The sink rejected rows, with its reason; the fetch cannot be resumed.
    SinkFailed(String),
    /// All pages were fetched.
    Done,
}

/// The progress of a bulk fetch.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Progress {
    /// The stage.
    pub stage: Stage,
    /// The number of distinct rows fetched.
    pub read: u64,
    /// The total that the service reports; `None` before the first response.
    pub expected_total: Option<u64>,
    /// The number of rows that do not have the documented form.
    pub odd: u64,
}

impl Progress {
    /// Whether all pages were fetched and the number of rows differs from the expected total.
    pub fn has_count_mismatch(&self) -> bool {
        self.stage == Stage::Done && self.expected_total != Some(self.read)
    }

    /// Whether the fetch was started.
    pub fn is_started(&self) -> bool {
        self.stage != Stage::Idle
    }
}

/// New rows, for the sink, and the zone of their times.
pub struct Batch<T> {
    /// The rows.
    pub rows: Vec<Row<T>>,
    /// The zone of all times in them.
    pub zone: Zone,
    /// The total number of rows of the list, as the service reports it with this page.
    pub total: u64,
}

/// The processing of a batch by the sink; an error ends the fetch.
pub type SinkFuture = Pin<Box<dyn Future<Output = Result<(), String>>>>;

/// The fetching of one page; returns the total of the list, and the number of new rows that are odd.
type PageFuture = Pin<Box<dyn Future<Output = Result<(u64, u64), Stage>>>>;

/// The state of a bulk fetch.
#[derive(Clone, Copy)]
pub struct BulkFetch {
    progress: RwSignal<Progress>,
    job: StoredValue<Option<Rc<Job>>, LocalStorage>,
    running: StoredValue<Option<AbortController>, LocalStorage>,
}

/// One started fetch of a list.
struct Job {
    walker: Rc<RefCell<PageWalker>>,
    /// Whether this is the second round over all pages.
    is_second_round: Cell<bool>,
    fetch_page: Box<dyn Fn(Pagination, AbortSignal) -> PageFuture>,
}

impl Job {
    /// The page to fetch next. If rows are missing at the end, there is a second round over all pages, because those
    /// rows moved to pages that had been fetched already.
    fn next_page(&self) -> Option<Pagination> {
        let mut walker = self.walker.borrow_mut();
        if walker.has_ended() && walker.missing() > 0 && !self.is_second_round.replace(true) {
            walker.restart();
        }
        walker.next()
    }
}

impl BulkFetch {
    /// A bulk fetch that is not started. It is aborted when the current owner is disposed.
    pub fn new() -> Self {
        let fetch = Self {
            progress: RwSignal::default(),
            job: StoredValue::new_local(None),
            running: StoredValue::new_local(None),
        };
        on_cleanup(move || fetch.abort());
        let error = move || match fetch.progress().stage {
            Stage::Failed(error) => Some(error),
            _ => None,
        };
        use_retry(error, move || fetch.resume());
        fetch
    }

    /// The progress; tracked, it changes with every page.
    pub fn progress(self) -> Progress {
        self.progress.get()
    }

    /// The progress, untracked.
    pub fn progress_untracked(self) -> Progress {
        self.progress.try_get_untracked().unwrap_or_default()
    }

    /// Starts from the first page, and passes the rows of each page to `sink`, each row once.
    pub fn begin<T: RowData + 'static>(
        self,
        service: Service,
        request: impl Fn(Pagination) -> Endpoint + 'static,
        id: fn(&T) -> &str,
        sink: impl FnMut(Batch<T>) -> SinkFuture + 'static,
    ) {
        let walker = Rc::new(RefCell::new(PageWalker::default()));
        let sink = Rc::new(RefCell::new(sink));
        let job_walker = Rc::clone(&walker);
        // All pages in one zone, even if the user chooses another in between.
        let zone: Rc<str> = untrack(|| service.zone()).into();
        let fetch_page = move |page: Pagination, signal: AbortSignal| -> PageFuture {
            let (walker, sink, zone) = (Rc::clone(&walker), Rc::clone(&sink), Rc::clone(&zone));
            let request = request(page);
            Box::pin(async move {
                let FetchedPage { rows, zone, total } = fetch_page::<T>(service, &request, &zone, &signal).await?;
                // A response that had arrived before the abort is still delivered; the owner of the sink may be disposed.
                if signal.aborted() {
                    return Err(Stage::Stopped);
                }
                let ids: Vec<Cow<'_, str>> =
                    (0usize..).zip(&rows).map(|(at, row)| identity(id(row), page, at)).collect();
                let total = total.unwrap_or_else(|| page.least_total(rows.len()));
                let total = total.max(u64::try_from(rows.len()).unwrap_or_default());
                let is_new = walker.borrow_mut().take(total, &ids.iter().map(AsRef::as_ref).collect::<Vec<_>>());
                let rows = rows.into_iter().zip(is_new).filter(|(_, is_new)| *is_new).map(|(row, _)| row);
                let rows: Vec<Row<T>> = rows.collect();
                let odd = u64::try_from(rows.iter().filter(|row| row.is_odd()).count()).unwrap_or_default();
                let done = (*sink.borrow_mut())(Batch { rows, zone, total });
                done.await.map_err(Stage::SinkFailed)?;
                Ok((total, odd))
            })
        };
        self.abort();
        let (is_second_round, fetch_page) = (Cell::new(false), Box::new(fetch_page));
        self.job.set_value(Some(Rc::new(Job { walker: job_walker, is_second_round, fetch_page })));
        self.progress.set(Progress::default());
        self.resume();
    }

    /// Resumes after a stop or an error.
    pub fn resume(self) {
        let Some(job) = self.job.try_get_value().flatten() else { return };
        let Ok(controller) = AbortController::new() else { return };
        self.abort();
        let signal = controller.signal();
        self.running.set_value(Some(controller));
        self.progress.update(|progress| progress.stage = Stage::Reading);
        spawn_local(async move {
            let stage = self.run(&job, &signal).await;
            if !signal.aborted() {
                self.progress.try_update(|progress| progress.stage = stage);
            }
        });
    }

    /// Stops the fetch; the rows so far are kept.
    pub fn stop(self) {
        self.abort();
        self.progress.try_update(|progress| progress.stage = Stage::Stopped);
    }

    /// Aborts the fetch and returns to [`Stage::Idle`].
    pub fn reset(self) {
        self.abort();
        self.job.try_set_value(None);
        self.progress.set(Progress::default());
    }

    fn abort(self) {
        if let Some(controller) = self.running.try_update_value(Option::take).flatten() {
            controller.abort();
        }
    }

    /// Fetches page after page until the end, an error or an abort.
    async fn run(self, job: &Job, signal: &AbortSignal) -> Stage {
        loop {
            let Some(page) = job.next_page() else { return Stage::Done };
            let (total, odd) = match (job.fetch_page)(page, signal.clone()).await {
                Ok(counts) => counts,
                Err(stage) => return stage,
            };
            let read = job.walker.borrow().row_count();
            // Two short tasks instead of a long one: processing the page, and rendering the result.
            yield_to_browser().await;
            // The page counts even if the fetch was stopped in the meantime, but not if another job was started.
            let is_current = |now: &Option<Rc<Job>>| now.as_deref().is_some_and(|now| std::ptr::eq(now, job));
            if self.job.try_with_value(is_current) == Some(true) {
                self.progress.try_update(|progress| {
                    progress.read = read;
                    progress.expected_total = Some(total);
                    progress.odd = progress.odd.saturating_add(odd);
                });
            }
            if signal.aborted() {
                return Stage::Stopped;
            }
        }
    }
}

/// The identity of a row in its list: its id, or the place of a row without one.
fn identity(id: &str, page: Pagination, at: usize) -> Cow<'_, str> {
    if id.is_empty() { format!("#{}.{at}", page.number).into() } else { id.into() }
}

/// The rows and the total of one page; the total is `None` if the service does not report a readable one.
struct FetchedPage<T> {
    rows: Vec<Row<T>>,
    zone: Zone,
    total: Option<u64>,
}

/// Fetches one page and decodes it row by row as it arrives, because decoding 500 stack traces in one task would block
/// the page.
async fn fetch_page<T: RowData>(
    service: Service,
    request: &Endpoint,
    zone: &str,
    signal: &AbortSignal,
) -> Result<FetchedPage<T>, Stage> {
    let mut fetched = FetchedPage { rows: Vec::new(), zone: Zone::Unknown, total: None };
    let mut splitter = Splitter::new(PAGE);
    let mut has_unreadable = false;
    let each = &mut |piece: Piece<'_>| match piece {
        Piece::Begin(zone) => {
            fetched.rows.clear();
            has_unreadable = false;
            fetched.zone = zone;
            splitter = Splitter::new(PAGE);
        }
        Piece::Bytes(bytes) => splitter.feed(bytes, &mut |row| match lone_surrogates::from_str(row) {
            Ok(row) => fetched.rows.push(row),
            Err(_) => has_unreadable = true,
        }),
    };
    let trace_id = service.stream(request, zone, signal, each).await.map_err(Stage::Failed)?;
    let page = splitter
        .finish::<Page<IgnoredAny>>()
        .and_then(|page| if has_unreadable { Err(Error::new(ErrorKind::Unreadable)) } else { Ok(page) });
    let page = page.map_err(|error| Stage::Failed(error.or_trace_id(trace_id)))?;
    fetched.total = page.reported_total();
    Ok(fetched)
}

impl Default for BulkFetch {
    fn default() -> Self {
        Self::new()
    }
}
