//! The context of a request: the language and the time zone of the user.

use chrono::FixedOffset;

use crate::model::locale::Locale;
use crate::model::zone::Zone;

/// The user's part of a request: language and time zone.
#[derive(Debug, Clone)]
pub struct RequestContext {
    /// The language of the service's messages.
    pub locale: Locale,
    /// The time zone of all times, by a name that the service understands.
    pub zone: String,
    /// That zone's current offset; `None` when the browser does not know the zone.
    pub zone_offset: Option<FixedOffset>,
}

impl RequestContext {
    /// The zone of the times in a response, by its zone header.
    pub(super) fn response_zone(&self, header: Option<&str>) -> Zone {
        Zone::from_response(&self.zone, self.zone_offset, header)
    }
}
