//! The error of a table row.

use leptos::prelude::*;

use crate::components::copy::CopyButton;
use crate::model::text::first_line;
use crate::settings::use_localizer;

/// The first line of an error, in a row of its own across the whole table.
#[component]
pub fn ErrorRow(
    /// The whole error, for the copy button.
    error: String,
    /// The number of columns of the table.
    column_count: usize,
) -> impl IntoView {
    let name = use_localizer().words().note;
    view! {
        <tr role="row" class="rl-error-row">
            <td role="cell" colspan=column_count.to_string()>
                <p class="rl-error"><bdi>{first_line(&error).to_owned()}</bdi><CopyButton name text=error /></p>
            </td>
        </tr>
    }
}
