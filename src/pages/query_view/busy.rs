//! The value of `aria-busy` for a query.

use leptos::prelude::*;

use crate::query::use_query::QueryHandle;

/// The value of `aria-busy`: whether data for the current key is still missing. It stays "false" during a refetch, since
/// the data that is shown is then valid.
pub fn busy_attr(handle: QueryHandle) -> Memo<String> {
    Memo::new(move |_| handle.with(|status| status.updated_at.is_none()).to_string())
}
