//! Times on the page: absolute, to the second, and relative to now.

use leptos::prelude::*;

use crate::api::clock::{now, service_time};
use crate::i18n::fill;
use crate::i18n::localizer::{Localizer, instant, instant_after, offset_name, shown};
use crate::model::hidden::visible;
use crate::model::time::{Time, date_and_time};
use crate::model::zone::Zone;
use crate::query::clock::use_clock;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The text in place of a missing value.
pub const EMPTY: &str = "--";
/// How far a past time may lie ahead of now, in milliseconds. Further ahead, the clock that recorded it differs from the
/// one of the `Date` headers, and neither an age nor a duration is known.
pub const MAX_AHEAD_MS: i32 = 60_000;

/// An absolute time in the display zone, to the second. A time in an unknown form is shown as received.
pub fn absolute(time: &Time, zone: &Zone) -> String {
    let (time, _) = shown(time, zone);
    time.local().map_or_else(|| visible(time.as_str()).into_owned(), date_and_time)
}

/// A time in full: absolute, with all its digits and the zone as a tooltip, and relative where the zone is known.
#[component]
pub fn Timestamp(
    /// The time; `None` is shown as [`EMPTY`].
    time: Option<Time>,
    /// The zone that the time is in.
    zone: Zone,
    /// Whether the time is a plan, which may lie in the future.
    #[prop(optional)]
    is_planned: bool,
    /// The time that this one follows.
    #[prop(optional_no_strip)]
    after: Option<Time>,
) -> impl IntoView {
    let Some(time) = time else { return EMPTY.into_any() };
    let i18n = use_localizer();
    view! {
        <time title=in_full(i18n, &time, &zone)>{absolute(&time, &zone)}</time>
        <RelativeTime time zone is_planned after />
    }
    .into_any()
}

/// The distance of a time from now, updated each minute; nothing if its zone is unknown.
#[component]
fn RelativeTime(
    /// The time.
    time: Time,
    /// The zone that the time is in.
    zone: Zone,
    /// Whether the time may lie in the future.
    is_planned: bool,
    /// The time that this one follows.
    after: Option<Time>,
) -> impl IntoView {
    let (i18n, clock) = (use_localizer(), use_clock());
    #[expect(clippy::cast_precision_loss, reason = "four-digit years lie far below 2^53 milliseconds")]
    let at = instant_after(after.as_ref(), &time, &zone)?.timestamp_millis() as f64;
    let age = Signal::derive(move || {
        // The head of a page creates it again with every refetch.
        unsubscribe_on_cleanup();
        let now = service_time(clock.minute());
        if is_planned { i18n.relative(at, now) } else { age(i18n, at, now) }
    });
    Some(view! { " " <span class="rl-ago">{age}</span> })
}

/// The distance of a past time from now; empty if it lies more than [`MAX_AHEAD_MS`] ahead.
pub fn age(i18n: Localizer, at: f64, now: f64) -> String {
    let is_ahead = at - now > f64::from(MAX_AHEAD_MS);
    // Never "in 0 seconds".
    if is_ahead { String::new() } else { i18n.relative(at.min(now - 1.0), now) }
}

/// A time in the display zone with all digits that were received, and with that zone.
pub fn in_full(i18n: Localizer, time: &Time, zone: &Zone) -> String {
    format!("{} {}", visible(shown(time, zone).0.as_str()), zone_at(i18n, Some(time), zone))
}

/// The name of the display zone with its offset at a time, or its current offset without a time.
pub fn zone_at(i18n: Localizer, time: Option<&Time>, zone: &Zone) -> String {
    #[expect(clippy::cast_precision_loss, reason = "four-digit years lie far below 2^53 milliseconds")]
    let at = time.and_then(|time| instant(time, zone)).map_or_else(now, |at| at.timestamp_millis() as f64);
    i18n.shown_zone(time.map_or(zone.shown(), |time| shown(time, zone).1), at)
}

/// The tooltip of the name of a zone: why it is unknown, or which zone the times were converted from.
pub fn zone_hint(i18n: Localizer, zone: &Zone) -> Option<String> {
    let words = i18n.words();
    let converted = zone.converted_from().map(|offset| fill(words.zone_converted, &[&offset_name(offset)]));
    converted.or_else(|| (*zone == Zone::Unknown).then(|| words.zone_unknown_why.to_owned()))
}
