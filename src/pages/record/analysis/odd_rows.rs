//! The rows of an analysis that are not as expected.

use leptos::prelude::*;

use super::failed_details::FailedDetails;
use crate::components::notice::RowCount;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// How many rows have values that are not as documented, and how many are left out, because they have not failed although
/// the service sent them as failed.
#[component]
pub(super) fn OddRows(
    /// The details that are analysed.
    failures: FailedDetails,
) -> impl IntoView {
    let i18n = use_localizer();
    let counts = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        [failures.progress().odd, failures.left_out()].map(|count| usize::try_from(count).unwrap_or(usize::MAX))
    });
    let content = move || {
        let [odd, left_out] = counts.get();
        (odd > 0 || left_out > 0).then(|| {
            view! {
                <div class="rl-within">
                    <RowCount rows=&i18n.words().odd_rows count=odd />
                    <RowCount rows=&i18n.analysis().not_failed count=left_out />
                </div>
            }
        })
    };
    view! { {move || content()} }
}
