//! The number of rows of a paginated query.

use leptos::prelude::*;

use crate::api::wire::Page;
use crate::components::notice::Announcement;
use crate::i18n::Plural;
use crate::query::use_query::Query;
use crate::settings::use_localizer;

/// The size of a list and of the page of it that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Rows on all pages.
    pub total: u64,
    /// Whether the page has no rows.
    pub is_empty: bool,
    /// Whether the data belongs to the current key, and not to the key before.
    pub is_present: bool,
}

/// The extent of the latest data of a query; `None` before the first response.
pub fn extent<T: Send + Sync + 'static>(query: Query<Page<T>>) -> Memo<Option<Extent>> {
    Memo::new(move |_| {
        let is_present = query.handle.with(|status| status.updated_at.is_some());
        let latest = query.latest()?;
        Some(Extent { total: latest.data().total(), is_empty: latest.data().rows().is_empty(), is_present })
    })
}

/// The number of rows on all pages. It is announced once for each key and not after every refetch, because a screen
/// reader would otherwise interrupt its user every few seconds.
#[component]
pub fn TotalCount(
    /// The plural forms of the rows, such as "3 executions".
    rows: &'static Plural,
    /// The extent of the list.
    extent: Memo<Option<Extent>>,
) -> impl IntoView {
    let i18n = use_localizer();
    let count = move |total| i18n.counted(rows, i64::try_from(total).unwrap_or(i64::MAX));
    let text = Memo::new(move |before: Option<&String>| match extent.get() {
        Some(Extent { is_present: true, total, .. }) => {
            before.filter(|before| !before.is_empty()).cloned().unwrap_or_else(|| count(total))
        }
        _ => String::new(),
    });
    let label = Signal::derive(move || extent.get().map(|extent| count(extent.total)).unwrap_or_default());
    view! {
        <span class="rl-total">{label}</span>
        <Announcement text />
    }
}
