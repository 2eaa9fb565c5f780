//! The route within a page.

use leptos::prelude::*;

use crate::model::route::Route;
use crate::navigation::use_navigation;

/// The route of a page, as it changes within the page, for example to another filter. It keeps its last value when
/// `select` rejects the current route, because a page is still mounted while another one is about to replace it.
pub(super) fn use_page_route<R, S>(first: R, select: S) -> Memo<R>
where
    R: Clone + PartialEq + Send + Sync + 'static,
    S: Fn(Route, &R) -> Option<R> + Send + Sync + 'static,
{
    let navigation = use_navigation();
    Memo::new(move |before: Option<&R>| {
        select(navigation.route(), &first).unwrap_or_else(|| before.unwrap_or(&first).clone())
    })
}
