//! The formats of the report: a button that copies, a link that saves a file, and a preview.

use js_sys::Array;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, Element, Url};

use super::copy_html::copy_html;
use crate::components::copy::show_result;
use crate::components::notice::Announcement;
use crate::i18n::{ReportWords, fill};
use crate::model::report::{Document, Format, html_fragment};
use crate::model::route::RecordRoute;
use crate::query::effect::effect;
use crate::settings::use_localizer;

/// The formats, each with its button and its link, and the report as plain text.
#[component]
pub(super) fn Outputs(
    /// The current route, for the names of files.
    route: Memo<RecordRoute>,
    /// The report.
    document: Memo<Option<Document>>,
) -> impl IntoView {
    let texts = use_localizer().report();
    let file = move |format: Format| {
        document.with(|document| document.as_ref().map(|document| format.file(document)).unwrap_or_default())
    };
    let text = Memo::new(move |_| file(Format::Plain));
    let id = route.with_untracked(|route| route.id.to_string());
    let output = |format: Format| {
        let name = format!("{id}.{}", format.extension());
        let file = Memo::new(move |_| file(format));
        view! {
            <CopyFormat format document file />
            <SaveFormat format name file />
        }
    };
    view! {
        <p class="rl-formats">{Format::ALL.map(output).collect_view()}</p>
        <pre class="rl-whole" tabindex="0" role="region" aria-label=texts.preview>{text}</pre>
    }
}

const fn format_name(texts: &ReportWords, format: Format) -> &'static str {
    match format {
        Format::Markdown => texts.markdown,
        Format::Plain => texts.plain_text,
        Format::Html => texts.mail,
    }
}

/// The button that copies the report. HTML is copied together with plain text, so that it can be pasted anywhere.
#[component]
fn CopyFormat(format: Format, document: Memo<Option<Document>>, file: Memo<String>) -> impl IntoView {
    let i18n = use_localizer();
    let label = fill(i18n.words().copy, &[format_name(i18n.report(), format)]);
    if format != Format::Html {
        return view! { <button type="button" class="rl-button" data-copy=file>{label}</button> }.into_any();
    }
    let announcement = RwSignal::new(String::new());
    let copy = move |event: MouseEvent| {
        let button = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
        let report = document.get_untracked();
        let Some((button, report)) = button.zip(report) else { return };
        spawn_local(async move {
            let is_copied = copy_html(&html_fragment(&report), &Format::Plain.file(&report), &button).await;
            show_result(&button, is_copied, i18n, announcement);
        });
    };
    view! {
        <button type="button" class="rl-button" data-format="html" on:click=copy>{label}</button>
        <Announcement text=announcement />
    }
    .into_any()
}

/// The link that saves the report as a file.
#[component]
fn SaveFormat(format: Format, name: String, file: Memo<String>) -> impl IntoView {
    let texts = use_localizer().report();
    let url = RwSignal::new(String::new());
    let revoke = move || {
        if let Some(url) = url.try_get_untracked().filter(|url| !url.is_empty()) {
            drop(Url::revoke_object_url(&url));
        }
    };
    effect(move || {
        let next = file.with(|text| object_url(text, format)).unwrap_or_default();
        revoke();
        url.set(next);
    });
    on_cleanup(revoke);
    let label = fill(texts.save, &[format_name(texts, format)]);
    view! { <a class="rl-button" href=url download=name>{label}</a> }
}

fn object_url(text: &str, format: Format) -> Option<String> {
    let options = BlobPropertyBag::new();
    options.set_type(format.mime());
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}
