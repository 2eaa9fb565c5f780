//! Exporting a table to a file: all rows that match the current filters, from all pages.

mod file_export;
mod format;
pub mod result;

use leptos::prelude::*;
use serde::de::DeserializeOwned;

use self::file_export::FileExport;
pub use self::file_export::PageRequests;
use self::format::Format;
use self::result::ExportResultNotice;
use super::bulk_fetch_view::BulkFetchProgress;
use crate::api::clock::now;
use crate::api::csv_row::CsvRow;
use crate::api::wire::Page;
use crate::components::dialog::DialogButton;
use crate::i18n::fill;
use crate::i18n::localizer::{Localizer, offset_name};
use crate::query::bulk_fetch::{Progress, Stage};
use crate::query::effect::effect;
use crate::query::service::use_service;
use crate::query::use_query::Query;
use crate::settings::use_localizer;

/// A button that opens the export dialog. Its label includes the progress, because the dialog can be closed during an
/// export.
#[component]
pub fn ExportButton<F, V>(
    /// The content of the dialog: an [`ExportForm`] with the given progress label.
    content: F,
) -> impl IntoView
where
    F: Fn(RwSignal<String>) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let title = use_localizer().words().export;
    let progress_label = RwSignal::new(String::new());
    let label = Signal::derive(move || format!("{title}{}", progress_label.get()));
    view! {
        <DialogButton name="export" label title class="rl-dialog rl-dialog-small" keep_mounted=true>
            {content(progress_label)}
        </DialogButton>
    }
}

/// The content of the export dialog.
#[component]
pub fn ExportForm<T, R>(
    /// Receives the progress in percent, for the button.
    progress_label: RwSignal<String>,
    /// The name of the file, without an extension.
    name: String,
    /// The query of the table, for the number of rows and their time zone.
    query: Query<Page<T>>,
    /// Returns the requests of the moment.
    requests: R,
) -> impl IntoView
where
    T: CsvRow + DeserializeOwned + Send + Sync + 'static,
    R: Fn() -> PageRequests + 'static,
{
    let (service, i18n) = (use_service(), use_localizer());
    let export = FileExport::new();
    let start = UnsyncCallback::new(move |format: Format| {
        export.start::<T>(service, i18n, format, format!("{name}.{}", format.extension()), requests());
    });
    view! {
        <ExportSummary query />
        <ExportControls export progress_label start />
    }
}

/// The number of rows of the file, and the time zone of their times.
#[component]
fn ExportSummary<T: Send + Sync + 'static>(query: Query<Page<T>>) -> impl IntoView {
    let i18n = use_localizer();
    let dialogs = i18n.dialogs();
    let content = move || {
        let latest = query.latest()?;
        let total = i64::try_from(latest.data().total()).unwrap_or(i64::MAX);
        let zone = fill(dialogs.export_times, &[&i18n.zone(latest.zone(), now())]);
        let sent = latest.zone().converted_from();
        let sent = sent.map(|offset| fill(dialogs.export_times_sent, &[&offset_name(offset)]));
        Some(view! {
            <p>{i18n.counted(&dialogs.export_rows, total)}</p>
            <p class="rl-hint">{zone}</p>
            {sent.map(|sent| view! { <p class="rl-hint">{sent}</p> })}
        })
    };
    view! { {move || content()} }
}

/// The format buttons, the progress and the result. Not generic, so that it is compiled once for all tables.
#[component]
fn ExportControls(
    export: FileExport,
    progress_label: RwSignal<String>,
    start: UnsyncCallback<Format>,
) -> impl IntoView {
    let i18n = use_localizer();
    effect(move || progress_label.set(percentage(i18n, &export.fetch.progress())));
    let is_started = Memo::new(move |_| export.fetch.progress().is_started());
    view! {
        {move || (!is_started.get()).then(|| view! { <FormatButtons start /> })}
        <BulkFetchProgress fetch=export.fetch />
        <PartialFileButtons export />
        {move || export.result.get().map(|result| view! { <ExportResultNotice result /> })}
    }
}

/// The share of the rows that has been fetched, such as " 84%"; empty unless the fetch is running.
fn percentage(i18n: Localizer, progress: &Progress) -> String {
    let total = progress.expected_total.filter(|_| progress.stage == Stage::Reading);
    total.map(|total| format!(" {}", i18n.percent(progress.read, total))).unwrap_or_default()
}

/// A button for each format.
#[component]
fn FormatButtons(start: UnsyncCallback<Format>) -> impl IntoView {
    let dialogs = use_localizer().dialogs();
    let button = move |format: Format, label: &'static str| {
        view! {
            <button
                type="button"
                class="rl-button"
                data-format=format.name()
                on:click=move |_| start.run(format)
            >
                {label}
            </button>
        }
    };
    view! {
        <p class="rl-formats">
            {button(Format::Csv, dialogs.export_csv)}
            " "
            {button(Format::Spreadsheet, dialogs.export_spreadsheet)}
            " "
            {button(Format::Ndjson, dialogs.export_ndjson)}
        </p>
        <p class="rl-hint">{dialogs.export_spreadsheet_why}</p>
    }
}

/// Buttons to keep or discard the rows so far, after the fetch was stopped or failed.
#[component]
fn PartialFileButtons(export: FileExport) -> impl IntoView {
    let i18n = use_localizer();
    let dialogs = i18n.dialogs();
    let rows = Memo::new(move |_| {
        let Progress { stage, read, .. } = export.fetch.progress();
        matches!(stage, Stage::Stopped | Stage::Failed(_)).then_some(read)
    });
    let keep_label = move |rows| i18n.counted(&dialogs.export_keep, i64::try_from(rows).unwrap_or(i64::MAX));
    let keep = move |_| export.finish();
    let discard = move |_| export.discard();
    let content = move || {
        rows.get().map(|rows| {
            view! {
                <p class="rl-formats">
                    <button type="button" class="rl-button" data-name="keep" on:click=keep>{keep_label(rows)}</button>
                    " "
                    <button type="button" class="rl-button" data-name="discard" on:click=discard>
                        {dialogs.export_drop}
                    </button>
                </p>
            }
        })
    };
    view! { {move || content()} }
}
