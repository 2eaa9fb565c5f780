//! The pager of a paginated query.

use leptos::html::Div;
use leptos::prelude::*;

use super::notes::{has_notes, notes};
use super::scroll::use_list_scroll;
use super::total::Extent;
use crate::components::pager::Pager;
use crate::model::pagination::Pagination;
use crate::model::route::Route;
use crate::navigation::{HistoryMode, use_navigation};
use crate::query::effect::effect;
use crate::query::use_query::QueryHandle;
use crate::settings::use_settings;

/// The pager below a table, as soon as the number of rows is known, and notes about odd data above it. A page beyond the
/// last one is replaced by the last one, for example after rows were deleted. Another page without rows is requested
/// once more, because the number of rows and the rows are not of one moment.
#[component]
pub fn PagerFor<P, R>(
    /// The query of the list.
    handle: QueryHandle,
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
    let mut repeated = None;
    effect(move || {
        if let Some(Extent { total, is_empty: true, is_present: true, .. }) = extent.get() {
            let page = untrack(page);
            let last = page.count(total);
            if page.number > last {
                navigation.go(route(page.at(last)), HistoryMode::Replace);
            } else if total > 0 && repeated.replace(page) != Some(page) {
                handle.refetch();
            }
        }
    });
    let pager = NodeRef::<Div>::new();
    use_list_scroll(pager, extent);
    let content = move || {
        let page = page();
        let extent = extent.get().filter(|extent| extent.total > 0)?;
        Some(view! {
            {has_notes(&extent).then(|| view! { <div class="rl-hints rl-within">{notes(extent, page, href)}</div> })}
            <Pager page total=extent.total is_empty=extent.is_empty href go resize />
        })
    };
    view! { <div node_ref=pager>{move || content()}</div> }
}
