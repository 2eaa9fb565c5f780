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
        /// Whether the rows were derived from others that had not all been read.
        is_partial: bool,
    },
    /// The file was discarded before it was complete, for a reason in the language of the page.
    Discarded(&'static str),
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
        ExportResult::Discarded(headline) => view! { <Notice severity=Severity::Error headline /> }.into_any(),
        ExportResult::Written { progress, name, link, is_partial } => {
            view! { <WrittenFile progress name link is_partial /> }.into_any()
        }
    }
}

/// A written file. A file with fewer rows than expected is an error, so that it is not taken for a complete one.
#[component]
fn WrittenFile(progress: Progress, name: String, link: Option<String>, is_partial: bool) -> impl IntoView {
    let i18n = use_localizer();
    let (words, dialogs) = (i18n.words(), i18n.dialogs());
    let expected = progress.expected_total.unwrap_or(progress.read);
    let has_all = progress.read == expected;
    let counted = |sentence| i18n.counted(sentence, i64::try_from(progress.read).unwrap_or(i64::MAX));
    let headline = if has_all {
        counted(if is_partial { &dialogs.export_partial } else { &dialogs.export_done })
    } else if progress.stage == Stage::Done {
        fill(words.count_mismatch, &[&i18n.count(progress.read), &i18n.count(expected)])
    } else {
        with_counts(i18n, &progress, words.stopped)
    };
    let severity = if has_all && !is_partial { Severity::Info } else { Severity::Error };
    let short = (!has_all).then(|| view! { <p>{dialogs.export_short}</p> });
    let odd = usize::try_from(progress.odd).unwrap_or(usize::MAX);
    let more = view! { {short} <RowCount rows=&words.odd_rows count=odd /> }.into_any();
    let link = link.map(|link| {
        view! { <a href=link class="rl-button" data-main="true" download=name>{words.save_file}</a> }
    });
    view! { <Notice severity headline more>{link}</Notice> }
}
