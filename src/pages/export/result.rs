//! The result of an export.

use leptos::prelude::*;

use crate::components::notice::{Notice, Severity};
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
    } else {
        let sentence = if progress.stage == Stage::Done { words.count_mismatch } else { words.stopped };
        fill(sentence, &[&i18n.count(progress.read), &i18n.count(expected)])
    };
    let severity = if is_complete { Severity::Info } else { Severity::Error };
    let more = (!is_complete).then(|| view! { <p>{dialogs.export_short}</p> }).into_any();
    let link = link.map(|link| {
        view! { <a href=link class="rl-button" data-main="true" download=name>{words.save_file}</a> }
    });
    view! { <Notice severity headline more>{link}</Notice> }
}
