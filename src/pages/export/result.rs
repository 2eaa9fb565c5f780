//! The result of an export.

use leptos::prelude::*;

use super::super::bulk_fetch_view::with_counts;
use crate::components::notice::{Notice, RowCount, Severity};
use crate::i18n::fill;
use crate::query::bulk_fetch::{Progress, Stage};
use crate::settings::use_localizer;

/// The result of an export.
#[derive(Debug, Clone, PartialEq)]
pub enum ExportResult {
    /// The file contains the rows of `progress`.
    Written {
        /// The progress of the fetch when the file was closed.
        progress: Progress,
        /// The name of the file.
        name: String,
        /// The object URL to save the file from; `None` if it is on disk already.
        link: Option<String>,
    },
    /// The browser could not write the file, with its message.
    Failed(String),
}

/// The result of an export: the number of rows written, compared with the number expected, and a link to the file.
#[component]
pub fn ExportResultNotice(
    /// The result.
    result: ExportResult,
) -> impl IntoView {
    let dialogs = use_localizer().dialogs();
    match result {
        ExportResult::Failed(reason) => {
            let headline = fill(dialogs.export_refused, &[&reason]);
            view! { <Notice severity=Severity::Error headline /> }.into_any()
        }
        ExportResult::Written { progress, name, link } => view! { <WrittenFile progress name link /> }.into_any(),
    }
}

/// A written file. A file with fewer rows than expected is an error, so that it is not taken for a complete one.
#[component]
fn WrittenFile(progress: Progress, name: String, link: Option<String>) -> impl IntoView {
    let i18n = use_localizer();
    let (words, dialogs) = (i18n.words(), i18n.dialogs());
    let expected = progress.expected_total.unwrap_or(progress.read);
    let is_complete = progress.read == expected;
    let headline = if is_complete {
        i18n.counted(&dialogs.export_done, i64::try_from(progress.read).unwrap_or(i64::MAX))
    } else if progress.stage == Stage::Done {
        fill(words.count_mismatch, &[&i18n.count(progress.read), &i18n.count(expected)])
    } else {
        with_counts(i18n, &progress, words.stopped)
    };
    let severity = if is_complete { Severity::Info } else { Severity::Error };
    let short = (!is_complete).then(|| view! { <p>{dialogs.export_short}</p> });
    let odd = usize::try_from(progress.odd).unwrap_or(usize::MAX);
    let more = view! { {short} <RowCount rows=&words.odd_rows count=odd /> }.into_any();
    let link = link.map(|link| {
        view! { <a href=link class="rl-button" data-main="true" download=name>{words.save_file}</a> }
    });
    view! { <Notice severity headline more>{link}</Notice> }
}
