//! The list of recently opened pages.

use leptos::prelude::*;

use crate::api::clock::now;
use crate::model::recent;
use crate::model::route::Route;
use crate::query::effect::effect;
use crate::settings::storage;

/// Adds a route to the list of recently opened pages whenever it changes; `None` while it is unknown whether the page
/// exists.
pub fn record_recent(route: impl Fn() -> Option<Route> + Send + Sync + 'static) {
    let recorded = StoredValue::new(None);
    effect(move || {
        let route = route();
        if let Some(route) = route.filter(|route| recorded.with_value(|recorded| recorded.as_ref() != Some(route))) {
            let list = recent::parse(&storage::read("recent").unwrap_or_default());
            #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit")]
            let list = recent::add(list, now() as i64, &route);
            storage::write("recent", &recent::serialize(&list));
            recorded.set_value(Some(route));
        }
    });
}
