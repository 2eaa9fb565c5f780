//! What pages do with an answer, whatever it is about.

use std::sync::Arc;

use leptos::prelude::*;

use super::error_notice::failure;
use crate::api::Error;
use crate::api::clock::now;
use crate::api::wire::Page;
use crate::components::compat::spoken;
use crate::components::dynamic::{dynamic, text, value, whether};
use crate::components::pager::{Pages, pager};
use crate::components::tag::{Child, button, tag};
use crate::i18n::localizer::Localizer;
use crate::i18n::{Plural, fill};
use crate::model::pagination::Pagination;
use crate::model::route::Route;
use crate::model::{poll, recent};
use crate::navigation::{HistoryMode, Navigation};
use crate::query::clock::use_clock;
use crate::query::effect::watch;
use crate::query::table_rows::PendingRows;
use crate::query::use_poll::{Polling, Settled};
use crate::query::use_query::{Query, QueryHandle, QueryStatus};
use crate::settings::storage;
use crate::settings::use_settings;

/// How an answer came, for the pace of asking again.
pub(super) fn pace(question: QueryHandle) -> Settled {
    let status = question.status();
    (!status.is_fetching).then(|| match &status.error {
        // An answer that failed may have taken long too.
        Some(error) => (
            poll::min_interval_after_error(error.retry_after).max(poll::min_interval_after_response(status.latency_ms)),
            false,
        ),
        None => (poll::min_interval_after_response(status.latency_ms), status.data_changed),
    })
}

/// The longer pause of two, and whether either brought something new.
pub(super) fn both(one: Settled, other: Settled) -> Settled {
    let ((one, changed), (other, changed_too)) = (one?, other?);
    Some((one.max(other), changed || changed_too))
}

/// Whether what is shown is not the answer to the present question, for a part that is busy until it is.
pub(super) fn unanswered(question: QueryHandle) -> Memo<String> {
    value(move || question.with(|status| status.updated_at.is_none()).to_string())
}

/// Whether an answer is missing for a reason that passes by itself.
pub(super) fn waits(question: QueryHandle) -> bool {
    question.with(|status| status.error.as_ref().is_some_and(Error::is_transient))
}

/// Which rows of how many a table shows: `None` before the first answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    /// Rows on all pages.
    pub(super) total: u64,
    /// Whether this page has none.
    pub(super) is_empty: bool,
    /// Whether this is the answer to the present question.
    pub(super) is_present: bool,
}

/// The extent of a table, as it comes.
pub(super) fn extent<T: Send + Sync + 'static>(asked: Query<Page<T>>) -> Memo<Option<Extent>> {
    Memo::new(move |_| {
        let is_present = asked.handle.with(|status| status.updated_at.is_some());
        let reply = asked.latest()?;
        Some(Extent { total: reply.data().total(), is_empty: reply.data().rows().is_empty(), is_present })
    })
}

/// How many rows there are in all. It is said by itself once for each question: what changes by itself, every few
/// seconds, is for those who look.
pub(super) fn total(speech: Localizer, rows: &'static Plural, extent: Memo<Option<Extent>>) -> AnyView {
    let counted = move |total| speech.counted(rows, i64::try_from(total).unwrap_or(i64::MAX));
    let said = Memo::new(move |before: Option<&String>| match extent.get() {
        Some(Extent { is_present: true, total, .. }) => {
            before.filter(|before| !before.is_empty()).cloned().unwrap_or_else(|| counted(total))
        }
        _ => String::new(),
    });
    let shown = move || extent.get().map(|extent| counted(extent.total)).unwrap_or_default();
    vec![tag("span").class("rl-total").with(text(shown)).child(), spoken(said).child()].child()
}

/// The pager below a table, once its rows have been counted.
pub(super) fn pages(
    speech: Localizer,
    nav: Navigation,
    extent: Memo<Option<Extent>>,
    page: impl Fn() -> Pagination + Copy + Send + Sync + 'static,
    place: impl Fn(Pagination) -> Route + Copy + Send + Sync + 'static,
) -> AnyView {
    let settings = use_settings();
    let go = Callback::new(move |page| nav.go(untrack(|| place(page)), HistoryMode::Push));
    let resize = Callback::new(move |size| {
        settings.set_size(size);
        nav.go(untrack(|| place(page().resized(size))), HistoryMode::Push);
    });
    let href = Arc::new(move |page: Pagination| nav.href(&untrack(|| place(page))));
    // A page beyond the end is not a place to be.
    watch(move || {
        if let Some(Extent { total, is_empty: true, is_present: true }) = extent.get() {
            let page = untrack(page);
            if page.number > page.count(total) {
                nav.go(untrack(|| place(page.at(page.count(total)))), HistoryMode::Replace);
            }
        }
    });
    dynamic(move || {
        let page = page();
        let total = extent.get().map_or(0, |extent| extent.total);
        (total > 0).then(|| pager(speech, Pages { page, total, href: href.clone(), go, resize }))
    })
}

/// How many rows have come since, and the way to them. It stands over the table and pushes nothing.
pub(super) fn fresh_rows(speech: Localizer, news: PendingRows) -> AnyView {
    let word = move |count| speech.counted(&speech.words().n_new, i64::try_from(count).unwrap_or(i64::MAX));
    let shown = move || {
        let count = news.count();
        (count > 0).then(|| button("rl-button", move || news.show()).attr("data-main", "true").with(word(count)))
    };
    // That there are some is said, and not each further one.
    let said = Memo::new(move |before: Option<&String>| match news.count() {
        0 => String::new(),
        count => before.filter(|before| !before.is_empty()).cloned().unwrap_or_else(|| word(count)),
    });
    tag("div").class("rl-news").with(dynamic(shown)).with(spoken(said)).child()
}

/// How old the shown data is, when it comes next, and what to do about it.
pub(super) fn freshness(
    speech: Localizer,
    question: QueryHandle,
    polling: Polling,
    refresh: impl Fn() + Copy + Send + 'static,
) -> AnyView {
    let words = speech.words();
    let clock = use_clock();
    let age = move || {
        let Some(at) = question.status().updated_at else { return String::new() };
        let now = clock.second();
        // A clock that says "now" in one breath and "a second ago" in the next is a nuisance.
        if now - at < 3000.0 { words.updated_now.to_owned() } else { fill(words.updated, &[&speech.relative(at, now)]) }
    };
    let next = move || {
        let whole_seconds = ((polling.next() - clock.second()) / 1000.0).ceil() * 1000.0;
        if whole_seconds <= 0.0 || whole_seconds.is_infinite() {
            return String::new();
        }
        #[expect(clippy::cast_possible_truncation, reason = "at most some minutes")]
        fill(words.next_refresh, &[&speech.live_duration(whole_seconds as i64)])
    };
    let toggle = move || {
        polling.wanted().then(|| {
            let word = if polling.paused() { words.resume } else { words.pause };
            button("rl-button", move || polling.toggle()).with(word)
        })
    };
    let busy = value(move || question.with(|status| status.is_fetching).to_string());
    let again = button("rl-button rl-refresh", refresh).attr("aria-label", words.refresh);
    vec![
        tag("span").class("rl-age").with(text(age)).child(),
        tag("span").class("rl-next").with(text(next)).child(),
        dynamic(toggle),
        again.attr("title", words.refresh).follows("data-busy", busy).child(),
    ]
    .child()
}

/// What went wrong with a question: that it was never answered, or that the last refresh failed while the last
/// good answer stays.
pub(super) fn trouble(speech: Localizer, question: QueryHandle, title: Option<&'static str>) -> AnyView {
    let clock = use_clock();
    dynamic(move || {
        let QueryStatus { error, updated_at, .. } = question.status();
        let error = error?;
        let failure = failure(speech, title, speech.words().retry, &error, move || question.refetch());
        let Some(at) = updated_at else { return Some(failure) };
        let age = move || fill(speech.words().stale, &[&speech.relative(at, clock.second())]);
        Some(tag("div").class("rl-stale").with(tag("p").with(text(age))).with(failure).child())
    })
}

/// Remembers a place as opened, once the service has shown that it exists.
pub(super) fn remember(question: QueryHandle, place: impl Fn() -> Route + 'static) {
    let exists = whether(move || question.with(|status| status.updated_at.is_some()));
    watch(move || {
        if exists.get() {
            let list = recent::read(&storage::read("recent").unwrap_or_default());
            #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit")]
            let list = recent::add(list, now() as i64, &untrack(&place));
            storage::write("recent", &recent::write(&list));
        }
    });
}
