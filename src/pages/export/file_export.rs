//! The state of an export: a bulk fetch that writes to a file.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use web_sys::Url;

use super::format::{FileText, Format};
use super::result::ExportResult;
use crate::api::csv_row::CsvRow;
use crate::api::endpoint::Endpoint;
use crate::i18n::localizer::Localizer;
use crate::model::pagination::Pagination;
use crate::query::bulk_fetch::{Batch, BulkFetch, SinkFuture, Stage};
use crate::query::effect::effect;
use crate::query::file_sink::FileSink;
use crate::query::service::Service;

/// The requests for all pages of a table, with its filters at the start of the export.
pub type PageRequests = Box<dyn Fn(Pagination) -> Endpoint>;

/// An export to a file.
#[derive(Clone, Copy)]
pub(super) struct FileExport {
    /// The fetching of the rows.
    pub(super) fetch: BulkFetch,
    /// The result of the last export.
    pub(super) result: RwSignal<Option<ExportResult>>,
    sink: StoredValue<Option<(FileSink, String)>, LocalStorage>,
}

impl FileExport {
    /// An export that is not started. The file is discarded when the current owner is disposed.
    pub(super) fn new() -> Self {
        let export = Self { fetch: BulkFetch::new(), result: RwSignal::new(None), sink: StoredValue::new_local(None) };
        on_cleanup(move || {
            export.discard();
            export.clear_result();
        });
        effect(move || match export.fetch.progress().stage {
            Stage::Done => export.finish(),
            Stage::SinkFailed(reason) => {
                export.result.set(Some(ExportResult::Failed(reason)));
                export.discard();
            }
            _ => {}
        });
        export
    }

    /// Opens a file and starts the fetch.
    pub(super) fn start<T: CsvRow + DeserializeOwned + 'static>(
        self,
        service: Service,
        i18n: Localizer,
        format: Format,
        name: String,
        requests: PageRequests,
    ) {
        self.clear_result();
        spawn_local(async move {
            let Some(sink) = FileSink::open(&name, format.mime()).await else { return };
            self.sink.try_set_value(Some((sink.clone(), name)));
            let mut file_text = FileText::new(format, i18n);
            let write = move |batch: Batch<T>| {
                let (sink, text) = (sink.clone(), file_text.rows(&batch));
                Box::pin(async move { sink.write(text).await }) as SinkFuture
            };
            self.fetch.begin(service, requests, T::id, write);
        });
    }

    /// Closes the file with the rows so far.
    pub(super) fn finish(self) {
        let Some((sink, name)) = self.sink.try_update_value(Option::take).flatten() else { return };
        let progress = self.fetch.progress_untracked();
        spawn_local(async move {
            let result = match sink.close().await {
                Ok(link) => ExportResult::Written { progress, name, link, is_partial: false },
                Err(reason) => ExportResult::Failed(reason),
            };
            self.result.set(Some(result));
            self.fetch.reset();
        });
    }

    /// Discards the file that is being written.
    pub(super) fn discard(self) {
        if let Some((sink, _)) = self.sink.try_update_value(Option::take).flatten() {
            spawn_local(async move { sink.discard().await });
        }
        self.fetch.reset();
    }

    /// Removes the result, and releases its object URL.
    fn clear_result(self) {
        if let Some(Some(ExportResult::Written { link: Some(link), .. })) = self.result.try_get_untracked() {
            drop(Url::revoke_object_url(&link));
        }
        self.result.set(None);
    }
}
