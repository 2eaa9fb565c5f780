//! Export of a comparison to a CSV file.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Url;

use super::changes_view;
use super::compared::Compared;
use crate::api::yielder::Yielder;
use crate::model::changes::{CSV_HEADER, ChangeFilter, Changes, csv_cells, is_csv_number};
use crate::model::csv;
use crate::model::route::RecordRoute;
use crate::pages::export::result::{ExportResult, ExportResultNotice};
use crate::query::bulk_fetch::{Progress, Stage};
use crate::query::effect::effect;
use crate::query::file_sink::FileSink;
use crate::settings::use_localizer;

/// The number of artifacts that are written between two checks of the clock.
const CHUNK: usize = 1000;

/// Buttons that export the changes of all kinds that match the filters, as CSV for programs or for spreadsheets. The
/// result stays while there is nothing to export, because that ends an export as well.
#[component]
pub(super) fn ExportChanges(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The comparison.
    compared: Compared,
    /// Whether there is a comparison to export.
    is_shown: Memo<bool>,
) -> impl IntoView {
    let i18n = use_localizer();
    let (terms, dialogs) = (i18n.changes(), i18n.dialogs());
    let result = RwSignal::new(None::<ExportResult>);
    let is_writing = RwSignal::new(false);
    on_cleanup(move || release(result));
    // A file of rows that have been replaced. An export that is going on sets its result later.
    effect(move || {
        if !is_shown.get() {
            release(result);
        }
    });
    // A file in the middle of the reading would be taken for a complete one.
    let is_disabled = Memo::new(move |_| is_writing.get() || compared.is_reading());
    let export = move |is_spreadsheet: bool| {
        release(result);
        let is_partial = untrack(|| !compared.is_complete());
        let filter = route.with_untracked(|route| changes_view(route).filter);
        let name = route.with_untracked(|route| file_name(route, compared, is_partial));
        let source = Source { compared, generations: compared.generations(), is_partial };
        is_writing.set(true);
        spawn_local(async move {
            let written = write(source, filter, name, is_spreadsheet, terms.export_discarded).await;
            is_writing.try_set(false);
            result.try_set(written);
        });
    };
    let notice = move || result.get().map(|result| view! { <ExportResultNotice result /> });
    let buttons = move || {
        let formats = [("csv", dialogs.export_csv, false), ("spreadsheet", dialogs.export_spreadsheet, true)];
        let buttons = formats.into_iter().map(|(format, label, is_spreadsheet)| {
            view! {
                <button
                    type="button"
                    class="rl-button"
                    data-format=format
                    disabled=move || is_disabled.get()
                    on:click=move |_| export(is_spreadsheet)
                >
                    {label}
                </button>
            }
        });
        view! {
            <div role="group" aria-label=terms.export>
                <p>{terms.export}</p>
                <p class="rl-formats">{buttons.collect_view()}</p>
            </div>
        }
    };
    let has_content = Memo::new(move |_| is_shown.get() || result.with(Option::is_some));
    let content =
        move || view! { <div class="rl-within">{move || is_shown.get().then(buttons)} {move || notice()}</div> };
    view! { {move || has_content.get().then(content)} }
}

/// The comparison as it was when an export began.
#[derive(Clone, Copy)]
struct Source {
    compared: Compared,
    /// See [`Compared::generations`].
    generations: [Option<u32>; 2],
    /// Whether not all rows had been read.
    is_partial: bool,
}

impl Source {
    /// Reads the comparison; `None` if rows have been replaced since, or after the panel has been closed.
    fn with<R>(self, read: impl FnOnce(&Changes) -> R) -> Option<R> {
        if self.compared.generations() == self.generations { self.compared.with(read) } else { None }
    }
}

/// The name of the file. It says if not all rows were read.
fn file_name(route: &RecordRoute, compared: Compared, is_partial: bool) -> String {
    let other = compared.other_id().get_untracked().map(|id| id.to_string()).unwrap_or_default();
    let partial = if is_partial { "-partial" } else { "" };
    format!("changes-{}-{other}{partial}.csv", route.id)
}

/// Removes the result, and releases its object URL.
fn release(result: RwSignal<Option<ExportResult>>) {
    if let Some(Some(ExportResult::Written { link: Some(link), .. })) = result.try_get_untracked() {
        drop(Url::revoke_object_url(&link));
    }
    result.try_set(None);
}

/// Writes the file; `None` if the user cancels it. `discarded` says that the rows of an execution have been replaced.
async fn write(
    source: Source,
    filter: ChangeFilter,
    name: String,
    is_spreadsheet: bool,
    discarded: &'static str,
) -> Option<ExportResult> {
    let sink = FileSink::open(&name, "text/csv;charset=utf-8").await?;
    let rows = match write_rows(source, &filter, &sink, is_spreadsheet).await {
        Some(Ok(rows)) => rows,
        Some(Err(reason)) => {
            sink.discard().await;
            return Some(ExportResult::Failed(reason));
        }
        None => {
            sink.discard().await;
            return Some(ExportResult::Discarded(discarded));
        }
    };
    let progress = Progress { stage: Stage::Done, read: rows, expected_total: Some(rows), odd: 0 };
    let is_partial = source.is_partial;
    Some(match sink.close().await {
        Ok(link) => ExportResult::Written { progress, name, link, is_partial },
        Err(reason) => ExportResult::Failed(reason),
    })
}

/// Writes the header and a line for each artifact, and returns the number of artifacts; `None` if rows have been
/// replaced, because the file would mix two comparisons, or after the panel has been closed. It yields to the browser.
async fn write_rows(
    source: Source,
    filter: &ChangeFilter,
    sink: &FileSink,
    is_spreadsheet: bool,
) -> Option<Result<u64, String>> {
    let mut text = String::from(csv::BOM);
    csv::line(&mut text, &CSV_HEADER);
    let mut rows = 0u64;
    let mut yielder = Yielder::new();
    let all = source.with(Changes::indexes)?;
    for begin in all.clone().step_by(CHUNK) {
        let end = begin.saturating_add(u32::try_from(CHUNK).unwrap_or(u32::MAX)).min(all.end);
        let written = source.with(|changes| {
            let found = changes.matching(begin..end, filter);
            let items = found.into_iter().filter_map(|index| changes.item(index)).filter(|item| item.is_change());
            items.map(|item| write_line(&mut text, &csv_cells(&item), is_spreadsheet)).count()
        })?;
        rows = rows.saturating_add(u64::try_from(written).unwrap_or_default());
        if let Err(reason) = sink.write(std::mem::take(&mut text)).await {
            return Some(Err(reason));
        }
        yielder.maybe_yield().await;
    }
    // The header of a file without artifacts.
    if !text.is_empty()
        && let Err(reason) = sink.write(text).await
    {
        return Some(Err(reason));
    }
    Some(Ok(rows))
}

fn write_line(text: &mut String, cells: &[std::borrow::Cow<'_, str>], is_spreadsheet: bool) {
    let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
    if is_spreadsheet {
        csv::spreadsheet_line(text, &cells, is_csv_number);
    } else {
        csv::line(text, &cells);
    }
}
