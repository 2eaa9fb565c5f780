//! The context of a request: the language and the time zone of the user.

use chrono::FixedOffset;

use crate::model::locale::Locale;
use crate::model::zone::{DisplayZone, Zone};

/// The user's part of a request: language and time zone.
#[derive(Debug, Clone)]
pub struct RequestContext {
    /// The language of the service's messages.
    pub locale: Locale,
    /// The time zone in which times are shown, by a name that the service understands.
    pub zone: String,
    /// That zone's current offset; `None` when the browser does not know the zone.
    pub zone_offset: Option<FixedOffset>,
}

impl RequestContext {
    /// The zone of the times in a response, by its zone header. `is_requested` is whether the request had the header
    /// that asks for the user's zone.
    pub(super) fn response_zone(&self, is_requested: bool, header: Option<&str>) -> Zone {
        let display = DisplayZone { name: &self.zone, offset: self.zone_offset, is_requested };
        Zone::from_response(display, header)
    }
}
