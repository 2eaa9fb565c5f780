//! A time on the page: absolute, to the second, with how long ago it was beside it.

use leptos::prelude::*;

use super::dynamic::text;
use super::tag::{Child, tag};
use crate::api::clock::{now, service_time};
use crate::i18n::speech::{Speech, instant};
use crate::model::time::{LocalTime, Time};
use crate::model::zone::Zone;
use crate::state::clock::clock;

/// What stands for a value that there is none of.
pub const NONE: &str = "--";

/// An absolute time, to the second; one that cannot be read is shown as it came.
pub fn absolute(time: &Time) -> String {
    time.local().map_or_else(|| time.as_str().to_owned(), LocalTime::date_and_time)
}

/// A time in full: absolute, with the exact text and the zone on demand, and relative where the zone is known.
pub fn stamp(speech: Speech, time: Option<&Time>, zone: &Zone) -> AnyView {
    let Some(time) = time else { return NONE.child() };
    let title = in_full(speech, time, zone);
    let absolute = absolute(time);
    vec![tag("time").attr("title", title).with(absolute).child(), relative(speech, time, zone).child()].child()
}

/// How long ago a time was, as it goes on; nothing where its zone is unknown.
fn relative(speech: Speech, time: &Time, zone: &Zone) -> Option<AnyView> {
    #[expect(clippy::cast_precision_loss, reason = "four-digit years lie far below 2^53 milliseconds")]
    let at = instant(time, zone)? as f64;
    let clock = clock();
    let ago = tag("span").class("rl-ago").with(text(move || speech.relative(at, service_time(clock.minute()))));
    Some(vec![" ".child(), ago.child()].child())
}

/// The text as it came and the zone that it is in.
pub fn in_full(speech: Speech, time: &Time, zone: &Zone) -> String {
    format!("{} {}", time.as_str(), zone_at(speech, Some(time), zone))
}

/// The name of a zone, with the offset that it had at a time; where there is none, with the one that it has now.
pub fn zone_at(speech: Speech, time: Option<&Time>, zone: &Zone) -> String {
    #[expect(clippy::cast_precision_loss, reason = "four-digit years lie far below 2^53 milliseconds")]
    let at = time.and_then(|time| instant(time, zone)).map_or_else(now, |at| at as f64);
    speech.zone(zone, at)
}
