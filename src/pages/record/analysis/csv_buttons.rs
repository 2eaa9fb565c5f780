//! The buttons that save the content of a view as a CSV file, for programs or for spreadsheets.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Url;

use crate::components::notice::{Notice, Severity};
use crate::i18n::fill;
use crate::model::csv::Readers;
use crate::query::file_sink::FileSink;
use crate::settings::use_localizer;

/// The file of an export.
#[derive(Clone)]
struct CsvFile {
    /// The name. It says if the content covers only a part of the details.
    name: String,
    is_partial: bool,
    /// An object URL to save the file from, or `None` if it is on disk already; or the browser's error.
    written: Result<Option<String>, String>,
}

/// A button for each kind of CSV file, and the result.
#[component]
pub(super) fn CsvButtons(
    /// The name of the buttons.
    label: &'static str,
    /// The name of the file, without an extension.
    name: String,
    /// Whether the content covers only a part of the details.
    #[prop(into)]
    is_partial: Signal<bool>,
    /// Returns the content of the file.
    #[prop(into)]
    text: Callback<Readers, String>,
) -> impl IntoView {
    let i18n = use_localizer();
    let (words, terms, dialogs) = (i18n.words(), i18n.statistics(), i18n.dialogs());
    let result = RwSignal::new(None::<CsvFile>);
    let release = move || {
        if let Some(Some(CsvFile { written: Ok(Some(link)), .. })) = result.try_get_untracked() {
            drop(Url::revoke_object_url(&link));
        }
    };
    on_cleanup(release);
    let save = StoredValue::new(move |readers| {
        release();
        result.set(None);
        let is_partial = is_partial.get_untracked();
        let name = format!("{name}{}.csv", if is_partial { "-partial" } else { "" });
        let text = text.run(readers);
        spawn_local(async move {
            let Some(sink) = FileSink::open(&name, "text/csv").await else { return };
            let written = match sink.write(text).await {
                Ok(()) => sink.close().await,
                Err(reason) => Err(reason),
            };
            result.try_set(Some(CsvFile { name, is_partial, written }));
        });
    });
    let button = move |format: &'static str, label: &'static str, readers: Readers| {
        let click = move |_| save.with_value(|save| save(readers));
        view! { <button type="button" class="rl-button" data-format=format on:click=click>{label}</button> }
    };
    let notice = move || {
        let CsvFile { name, is_partial, written } = result.get()?;
        let partial = || is_partial.then(|| view! { <p>{terms.csv_partial}</p> }).into_any();
        Some(match written {
            Ok(None) => view! { <Notice severity=Severity::Info headline=terms.csv_saved more=partial() /> }.into_any(),
            Ok(Some(link)) => view! {
                <Notice severity=Severity::Info headline=terms.csv_ready more=partial()>
                    <a href=link class="rl-button" data-main="true" download=name>{words.save_file}</a>
                </Notice>
            }
            .into_any(),
            Err(reason) => {
                let headline = fill(terms.csv_refused, &[&reason]);
                view! { <Notice severity=Severity::Error headline /> }.into_any()
            }
        })
    };
    view! {
        <div class="rl-formats" role="group" aria-label=label>
            <span>{label}</span>
            {button("csv", dialogs.export_csv, Readers::Programs)}
            {button("spreadsheet", dialogs.export_spreadsheet, Readers::Spreadsheets)}
        </div>
        {move || notice()}
    }
}
