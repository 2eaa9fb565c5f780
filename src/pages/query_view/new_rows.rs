//! The button that shows the rows that a refetch brought.

use leptos::prelude::*;

use crate::components::notice::Announcement;
use crate::query::table_rows::PendingRows;
use crate::settings::use_localizer;

/// A button with the number of new rows, above the table. The rows are inserted when it is pressed, because an automatic
/// insertion would move the rows that the user is reading.
#[component]
pub fn NewRowsButton(
    /// The new rows.
    pending: PendingRows,
) -> impl IntoView {
    let i18n = use_localizer();
    let label = move |count| i18n.counted(&i18n.words().n_new, i64::try_from(count).unwrap_or(i64::MAX));
    let button = move || {
        let count = pending.count();
        (count > 0).then(|| {
            view! {
                <button type="button" class="rl-button" data-main="true" on:click=move |_| pending.reveal()>
                    {label(count)}
                </button>
            }
        })
    };
    // The first new row is announced; an announcement of each further one would be noise.
    let text = Memo::new(move |before: Option<&String>| match pending.count() {
        0 => String::new(),
        count => before.filter(|before| !before.is_empty()).cloned().unwrap_or_else(|| label(count)),
    });
    view! {
        <div class="rl-news">
            {move || button()}
            <Announcement text />
        </div>
    }
}
