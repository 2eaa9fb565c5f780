//! The pager of a paginated query.

use leptos::prelude::*;

use super::total::Extent;
use crate::components::pager::Pager;
use crate::model::pagination::Pagination;
use crate::model::route::Route;
use crate::navigation::{HistoryMode, use_navigation};
use crate::query::effect::effect;
use crate::settings::use_settings;

/// The pager below a table, as soon as the number of rows is known. A page beyond the last one is replaced by the last
/// one, for example after rows were deleted.
#[component]
pub fn PagerFor<P, R>(
    /// The extent of the list.
    extent: Memo<Option<Extent>>,
    /// The current page; tracked.
    page: P,
    /// The route of another page of the same list.
    route: R,
) -> impl IntoView
where
    P: Fn() -> Pagination + Copy + Send + Sync + 'static,
    R: Fn(Pagination) -> Route + Copy + Send + Sync + 'static,
{
    let (navigation, settings) = (use_navigation(), use_settings());
    let route = move |page| untrack(|| route(page));
    let go = Callback::new(move |page| navigation.go(route(page), HistoryMode::Push));
    let resize = Callback::new(move |size| {
        settings.set_size(size);
        navigation.go(route(untrack(page).resized(size)), HistoryMode::Push);
    });
    let href = Callback::new(move |page: Pagination| navigation.href(&route(page)));
    effect(move || {
        if let Some(Extent { total, is_empty: true, is_present: true }) = extent.get() {
            let page = untrack(page);
            let last = page.count(total);
            if page.number > last {
                navigation.go(route(page.at(last)), HistoryMode::Replace);
            }
        }
    });
    let content = move || {
        let page = page();
        let total = extent.get().map_or(0, |extent| extent.total);
        (total > 0).then(|| view! { <Pager page total href go resize /> })
    };
    view! { {move || content()} }
}
