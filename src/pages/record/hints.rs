//! Explanations that few executions need. Their code and their sentences are loaded on demand.

use leptos::prelude::*;

use super::queries::{RecordQueries, running_for, time_since};
use crate::api::clock::service_time;
use crate::api::endpoint::Endpoint;
use crate::api::wire::{Page, Record, Row};
use crate::components::lazy::lazy;
use crate::components::notice::{EmptyState, Notice, Severity};
use crate::i18n::localizer::{Localizer, elapsed};
use crate::i18n::{Hints, fill};
use crate::model::hint::Hint;
use crate::model::id::Id;
use crate::model::pagination::Pagination;
use crate::model::stuck::{EARLIER, probably_stuck};
use crate::model::totals::Reported;
use crate::query::clock::use_clock;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::query::use_query::{Query, use_query};
use crate::settings::use_localizer;

/// The sentence of an explanation.
pub(super) fn hint(hint: Hint) -> impl IntoView {
    view! { <div class="rl-hints">{sentence(hint)}</div> }
}

lazy! {
    fn sentence(hint: Hint) in hints {
        view! { <p class="rl-hint">{text(use_localizer(), hint)}</p> }
    }
}

lazy! {
    /// The explanation of an empty table.
    pub(super) fn empty_state(hint: Hint) in hints {
        view! { <EmptyState text=text(use_localizer(), hint) /> }
    }
}

lazy! {
    /// The notice about an execution that is probably stuck; nothing if it is not.
    pub(super) fn stuck_notice(queries: RecordQueries) in hints {
        view! { <StuckNotice queries /> }
    }
}

/// The sentence of an explanation, for code that is loaded on demand as well.
pub(super) fn text(i18n: Localizer, hint: Hint) -> String {
    let hints = i18n.hints();
    let with_counts = |sentence: &str, reported: Reported| {
        let [success, failed] =
            [reported.success, reported.failed].map(|count| i18n.integer(count.unwrap_or_default()));
        fill(sentence, &[&success, &failed])
    };
    match hint {
        Hint::TotalsAtEnd => hints.totals_at_end,
        Hint::TotalsPredated => hints.totals_predated,
        Hint::TotalsNeverWritten => hints.totals_never_written,
        Hint::RowsCounted => hints.rows_counted,
        Hint::DetailsMissing(reported) => return with_counts(hints.details_missing, reported),
        Hint::CountedLess(reported) => return with_counts(hints.counted_less, reported),
        Hint::MaybeSkippedTwice => hints.maybe_skipped_twice,
        Hint::ExecutionsMixed => hints.executions_mixed,
        Hint::NoneAtCentre => hints.none_at_centre,
        Hint::NoneKept => hints.none_kept,
        Hint::NoneLeft => hints.none_left,
        Hint::FailedFirst => hints.failed_first,
    }
    .to_owned()
}

/// The notice about an execution that is probably stuck: how long it has been running, and how long earlier executions
/// took; the last sign of life; and the consequence.
#[component]
fn StuckNotice(
    /// The queries of the page.
    queries: RecordQueries,
) -> impl IntoView {
    let (i18n, clock) = (use_localizer(), use_clock());
    let hints = i18n.hints();
    let earlier: Query<Page<Record>> = use_query(move || {
        let cached = queries.info.latest()?;
        let key = Id::parse(cached.data().record.task_key.as_deref()?).ok()?;
        Some(Endpoint::RecordPage { key, page: Pagination::first(EARLIER), status: None })
    });
    let texts = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        let (info, earlier, newest) = (queries.info.latest()?, earlier.data()?, queries.counted.newest.data()?);
        let now = service_time(queries.info.handle.known_until(clock.minute()));
        let running_for = running_for(&info, now)?;
        let duration = |run: &Row<Record>| {
            let (start, end) = run.start_time.known().zip(run.end_time.known().filter(|_| !run.is_running()))?;
            elapsed(start, end, earlier.zone())
        };
        let finished: Vec<i64> = earlier.data().rows().iter().filter_map(duration).collect();
        let idle = match newest.data().rows().first() {
            Some(detail) => Some(time_since(detail.start_time.known()?, &newest, now)?),
            None => None,
        };
        let typical = probably_stuck(running_for, &finished, idle)?;
        let headline = fill(hints.stuck, &[&i18n.live_duration(running_for), &i18n.duration(typical)]);
        Some((headline, fill(i18n.words().sentences, &[&last_sign(i18n, hints, idle), hints.stuck_consequence])))
    });
    let content = move || {
        let (headline, more) = texts.get()?;
        let more = view! { <p>{more}</p> }.into_any();
        Some(view! { <Notice severity=Severity::Info headline more /> })
    };
    view! { {move || content()} }
}

/// The sentence about the last artifact.
fn last_sign(i18n: Localizer, hints: &Hints, idle: Option<i64>) -> String {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds between four-digit years lie far below 2^53")]
    let ago = |idle: i64| fill(hints.stuck_last_artifact, &[&i18n.relative(0.0, idle as f64)]);
    idle.map_or_else(|| hints.stuck_no_artifact.to_owned(), ago)
}
