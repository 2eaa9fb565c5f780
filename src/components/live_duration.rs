//! The duration of a running execution or transfer, counting up.

use leptos::prelude::*;

use super::timestamp::{EMPTY, MAX_AHEAD_MS};
use crate::api::clock::service_time;
use crate::i18n::localizer::instant;
use crate::model::time::Time;
use crate::model::zone::Zone;
use crate::query::clock::use_clock;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::query::use_query::QueryHandle;
use crate::settings::use_localizer;

/// The time since a start, updated each second as long as its query can be refetched; [`EMPTY`] where the zone is unknown,
/// because the start is then not a point in time, and where the start lies ahead, because the clocks then differ.
#[component]
pub fn LiveDuration(
    /// The start.
    start: Time,
    /// The zone that the start is in.
    zone: Zone,
    /// The query that the start is from.
    query: QueryHandle,
) -> impl IntoView {
    let Some(start) = instant(&start, &zone).map(|start| start.timestamp_millis()) else { return EMPTY.into_any() };
    let (i18n, clock) = (use_localizer(), use_clock());
    let elapsed = Signal::derive(move || {
        unsubscribe_on_cleanup();
        #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit")]
        let elapsed = (service_time(query.known_until(clock.second())) as i64).saturating_sub(start);
        if elapsed < i64::from(MAX_AHEAD_MS).saturating_neg() {
            return EMPTY.to_owned();
        }
        format!("{} …", i18n.live_duration(elapsed.max(0)))
    });
    view! { <span class="rl-live">{elapsed}</span> }.into_any()
}
