//! The filter by status.

use leptos::prelude::*;

use super::labels;
use crate::components::link_group::{LinkGroup, LinkOption};
use crate::model::enums::Status;
use crate::model::route::Route;
use crate::navigation::use_navigation;
use crate::settings::use_localizer;

/// Links to all rows of a table, and to the rows with each status.
#[component]
pub fn StatusFilter<C, R>(
    /// The status that the table is filtered by; tracked.
    current: C,
    /// The route with another status; tracked.
    route: R,
) -> impl IntoView
where
    C: Fn() -> Option<Status> + Send + Sync + 'static,
    R: Fn(Option<Status>) -> Route + Send + Sync + 'static,
{
    let (i18n, navigation) = (use_localizer(), use_navigation());
    let words = i18n.words();
    let content = move || {
        let current = current();
        let option = |status: Option<Status>| {
            let label = match &status {
                None => words.all.to_owned(),
                Some(status) => labels::status(i18n, Some(status)).1,
            };
            let is_current = current == status;
            LinkOption { label, href: navigation.href(&route(status)), is_current }
        };
        let statuses = std::iter::once(None).chain(Status::KNOWN.iter().cloned().map(Some));
        let options: Vec<_> = statuses.map(option).collect();
        view! { <LinkGroup label=words.status options /> }
    };
    view! { {move || content()} }
}
