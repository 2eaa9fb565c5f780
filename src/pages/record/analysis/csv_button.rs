//! The button that saves the content of a view as a CSV file.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Url;

use crate::components::notice::{Notice, Severity};
use crate::i18n::fill;
use crate::query::file_sink::FileSink;
use crate::settings::use_localizer;

/// The written file: an object URL to save it from, or `None` if it is on disk already; or the browser's error.
type WrittenFile = Result<Option<String>, String>;

/// A button that writes a CSV file, and the result.
#[component]
pub(super) fn CsvButton(
    /// The text of the button.
    label: &'static str,
    /// The name of the file, without an extension.
    name: String,
    /// Whether the content covers only a part of the details.
    #[prop(into)]
    is_partial: Signal<bool>,
    /// Returns the content of the file.
    #[prop(into)]
    text: Callback<(), String>,
) -> impl IntoView {
    let i18n = use_localizer();
    let (words, terms) = (i18n.words(), i18n.statistics());
    let file_name = format!("{name}.csv");
    let result = RwSignal::new(None::<WrittenFile>);
    let was_partial = RwSignal::new(false);
    let release = move || {
        if let Some(Some(Ok(Some(link)))) = result.try_get_untracked() {
            drop(Url::revoke_object_url(&link));
        }
    };
    on_cleanup(release);
    let suggested = file_name.clone();
    let save = move |_| {
        release();
        result.set(None);
        was_partial.set(is_partial.get_untracked());
        let (text, name) = (text.run(()), suggested.clone());
        spawn_local(async move {
            let Some(sink) = FileSink::open(&name, "text/csv").await else { return };
            let written = match sink.write(text).await {
                Ok(()) => sink.close().await,
                Err(reason) => Err(reason),
            };
            result.try_set(Some(written));
        });
    };
    let notice = move || {
        let partial = || was_partial.get().then(|| view! { <p>{terms.csv_partial}</p> }).into_any();
        Some(match result.get()? {
            Ok(None) => view! { <Notice severity=Severity::Info headline=terms.csv_saved more=partial() /> }.into_any(),
            Ok(Some(link)) => {
                let file_name = file_name.clone();
                view! {
                    <Notice severity=Severity::Info headline=terms.csv_ready more=partial()>
                        <a href=link class="rl-button" data-main="true" download=file_name>{words.save_file}</a>
                    </Notice>
                }
                .into_any()
            }
            Err(reason) => {
                let headline = fill(terms.csv_refused, &[&reason]);
                view! { <Notice severity=Severity::Error headline /> }.into_any()
            }
        })
    };
    view! {
        <button type="button" class="rl-button" data-name="csv" on:click=save>{label}</button>
        {move || notice()}
    }
}
