//! The error of a table row.

use leptos::prelude::*;

use crate::components::copy::CopyButton;
use crate::components::odd::OddValue;
use crate::components::text::Message;
use crate::model::hidden::visible;
use crate::model::text::first_line;
use crate::settings::use_localizer;

/// The first line of an error, in a row of its own across the whole table; or the JSON of an odd error, or of a whole row
/// that is unreadable.
#[component]
pub fn ErrorRow(
    /// The whole error, for the copy button.
    error: String,
    /// Whether it is the JSON of an odd value.
    is_odd: bool,
    /// The number of columns of the table.
    column_count: usize,
) -> impl IntoView {
    let name = use_localizer().words().note;
    let shown = match is_odd {
        true => view! { <OddValue json=error.clone() /> }.into_any(),
        false => view! { <Message text=first_line(&error) /> }.into_any(),
    };
    // Compact rows cut it.
    let title = (!is_odd).then(|| visible(&first_line(&error)).into_owned());
    view! {
        <tr role="row" class="rl-error-row">
            <td role="cell" colspan=column_count.to_string()>
                <p class="rl-error" title=title>{shown}<CopyButton name text=error /></p>
            </td>
        </tr>
    }
}
