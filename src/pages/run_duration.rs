//! The duration of an execution or of an artifact's replication.

use leptos::prelude::*;

use crate::components::live_duration::LiveDuration;
use crate::components::timestamp::EMPTY;
use crate::i18n::localizer::elapsed;
use crate::model::time::Time;
use crate::model::zone::Zone;
use crate::query::use_query::QueryHandle;
use crate::settings::use_localizer;

/// A dash in place of a duration whose start and end do not belong together.
#[component]
pub fn UnknownDuration() -> impl IntoView {
    view! { <span title=use_localizer().words().no_duration>{EMPTY}</span> }
}

/// The time between a start and an end; while running, the time since the start.
#[component]
pub fn RunDuration(
    /// The start, if known.
    start: Option<Time>,
    /// The end, if known.
    end: Option<Time>,
    /// Whether a missing end is still to come.
    is_running: bool,
    /// The zone that the times are in.
    zone: Zone,
    /// The query that the times are from.
    query: QueryHandle,
) -> impl IntoView {
    match (start, end) {
        (Some(start), Some(end)) => {
            let duration = elapsed(&start, &end, &zone).map(|duration| use_localizer().duration(duration));
            duration.map_or_else(|| view! { <UnknownDuration /> }.into_any(), IntoAny::into_any)
        }
        (Some(start), None) if is_running => view! { <LiveDuration start zone query /> }.into_any(),
        _ => EMPTY.into_any(),
    }
}
