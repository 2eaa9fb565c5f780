//! The list of recently opened pages.

use leptos::prelude::*;

use crate::api::clock::now;
use crate::model::recent;
use crate::model::route::Route;
use crate::query::effect::effect;
use crate::query::use_query::QueryHandle;
use crate::settings::storage;

/// Adds a route to the list of recently opened pages, as soon as its query has data: an id that the service does not
/// know is not recorded.
pub fn record_recent(handle: QueryHandle, route: impl Fn() -> Route + 'static) {
    record_recent_when(move || handle.with(|status| status.updated_at.is_some()), route);
}

/// Adds a route to the list of recently opened pages, as soon as `exists`.
pub fn record_recent_when(exists: impl Fn() -> bool + Send + Sync + 'static, route: impl Fn() -> Route + 'static) {
    let exists = Memo::new(move |_| exists());
    effect(move || {
        if exists.get() {
            let list = recent::parse(&storage::read("recent").unwrap_or_default());
            #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit")]
            let list = recent::add(list, now() as i64, &untrack(&route));
            storage::write("recent", &recent::serialize(&list));
        }
    });
}
