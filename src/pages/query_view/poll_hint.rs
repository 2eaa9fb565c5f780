//! The interval of polling, derived from the status of queries.

use leptos::prelude::*;

use crate::api::Error;
use crate::api::error::ErrorKind;
use crate::model::poll;
use crate::query::use_poll::PollHint;
use crate::query::use_query::QueryHandle;

/// The poll hint of a query; `None` while it is fetching, and while the user is not signed in: until something happens,
/// the next response would be the same.
pub fn poll_hint(handle: QueryHandle) -> Option<PollHint> {
    let status = handle.status();
    let after_latency = poll::min_interval_after_response(status.latency_ms);
    let is_over = !status.is_fetching && handle.error_kind() != Some(ErrorKind::SignIn);
    is_over.then(|| match &status.error {
        // A request that failed can have been slow as well.
        Some(error) => {
            let min_interval_ms = poll::min_interval_after_error(error.retry_after).max(after_latency);
            PollHint { min_interval_ms, data_changed: false }
        }
        None => PollHint { min_interval_ms: after_latency, data_changed: status.data_changed },
    })
}

/// The poll hint of two queries together: the longer interval, and whether the data of either changed.
pub fn combine(one: Option<PollHint>, other: Option<PollHint>) -> Option<PollHint> {
    let (one, other) = (one?, other?);
    Some(PollHint {
        min_interval_ms: one.min_interval_ms.max(other.min_interval_ms),
        data_changed: one.data_changed || other.data_changed,
    })
}

/// Whether the query failed for a reason that a later retry can overcome.
pub fn has_transient_error(handle: QueryHandle) -> bool {
    handle.with(|status| status.error.as_ref().is_some_and(Error::is_transient))
}

/// Whether the query failed for a reason that a refetch can overcome, by the way and without polling for it: not where
/// the service does not have the endpoint, or refuses it. Untracked.
pub fn can_recover(handle: QueryHandle) -> bool {
    let can_recover =
        |error: &Error| error.is_transient() || matches!(error.kind(), ErrorKind::Service | ErrorKind::SignIn);
    untrack(|| handle.with(|status| status.error.as_ref().is_some_and(can_recover)))
}
