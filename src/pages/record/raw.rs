//! The whole list of details as the service sends it, for a person who asks for it.

use js_sys::Array;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::IgnoredAny;
use web_sys::{AbortController, Blob, BlobPropertyBag, Url};

use super::super::failure::failure;
use crate::api::Error;
use crate::api::decode::{Response, decode};
use crate::api::request::Request;
use crate::components::dynamic::{click, dynamic};
use crate::i18n::fill;
use crate::i18n::speech::Speech;
use crate::model::place::RecordPlace;
use crate::state::service::Service;

/// How much of the list is shown; the rest is in the file.
const SHOWN: usize = 20_000;

#[derive(Clone)]
enum Whole {
    Unasked,
    Busy,
    Here { rows: i64, bytes: i64, begins: String, link: String },
    Failed(Error),
}

/// A button, and the dialog behind it. Nothing is asked for before a person has read how large it may be.
pub(super) fn raw(speech: Speech, place: Memo<RecordPlace>) -> AnyView {
    let words = speech.words();
    let dialog = NodeRef::<html::Dialog>::new();
    let whole = RwSignal::new(Whole::Unasked);
    let service = use_context::<Service>();
    let running = StoredValue::new_local(None::<AbortController>);
    let stop = move || {
        if let Some(controller) = running.try_update_value(Option::take).flatten() {
            controller.abort();
        }
        // A list of a hundred thousand rows is not kept for a dialog that is closed.
        if let Some(Whole::Here { link, .. }) = whole.try_get_untracked() {
            drop(Url::revoke_object_url(&link));
        }
        whole.try_set(Whole::Unasked);
    };
    on_cleanup(stop);
    let load = move || {
        let (Some(service), Ok(controller)) = (service, AbortController::new()) else { return };
        stop();
        let signal = controller.signal();
        running.set_value(Some(controller));
        whole.set(Whole::Busy);
        let request = Request::DetailList(place.get_untracked().id);
        spawn_local(async move {
            let result = service.ask(&request, &signal).await;
            if !signal.aborted() {
                whole.try_set(result.and_then(|answer| take(&answer.data)).unwrap_or_else(Whole::Failed));
            }
        });
    };
    let open = click(move || {
        if let Some(dialog) = dialog.get_untracked() {
            drop(dialog.show_modal());
        }
    });
    let close = click(move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    });
    let content = move || {
        match whole.get() {
        Whole::Unasked => view! { <button type="button" class="rl-button" data-main="true" on:click=click(load)>{words.raw_list_load}</button> }.into_any(),
        Whole::Busy => view! { <p role="status">{words.loading}</p> }.into_any(),
        Whole::Failed(error) => failure(speech, None, words.retry, &error, load),
        Whole::Here { rows, bytes, begins, link } => {
            let counted = fill(speech.form(&words.raw_list_rows, rows), &[&speech.integer(rows), &speech.size(bytes)]);
            let name = format!("{}.json", place.get_untracked().id);
            let part = i64::try_from(SHOWN).is_ok_and(|shown| bytes > shown)
                .then(|| fill(words.raw_list_begins, &[&speech.count(u64::try_from(SHOWN).unwrap_or_default())]));
            view! {
                <p role="status">{counted} " " <a class="rl-button" data-main="true" href=link download=name>{words.save_file}</a></p>
                {part.map(|part| view! { <p class="rl-hint">{part}</p> })}
                <pre class="rl-whole" tabindex="0">{begins}</pre>
            }
            .into_any()
        }
    }
    };
    view! {
        <button type="button" class="rl-button" on:click=open>{words.raw_list}</button>
        <dialog class="rl-dialog" node_ref=dialog aria-label=words.raw_list on:close=move |_| stop()>
            <h2>{words.raw_list}</h2>
            <p>{words.raw_list_hint}</p>
            {dynamic(content)}
            <p class="rl-dialog-end"><button type="button" class="rl-button" on:click=close>{words.close}</button></p>
        </dialog>
    }
    .into_any()
}

/// Counts the rows of an answer and hands its text to the browser, which keeps it better than we do.
fn take(body: &str) -> Result<Whole, Error> {
    let (rows, _) = decode::<Vec<IgnoredAny>>(Response { status: 200, body, retry_after: None })?;
    let options = BlobPropertyBag::new();
    options.set_type("application/json");
    let link = Blob::new_with_str_sequence_and_options(&Array::of1(&body.into()), &options)
        .and_then(|blob| Url::create_object_url_with_blob(&blob))
        .unwrap_or_default();
    Ok(Whole::Here {
        rows: i64::try_from(rows.len()).unwrap_or(i64::MAX),
        bytes: i64::try_from(body.len()).unwrap_or(i64::MAX),
        begins: body.chars().take(SHOWN).collect(),
        link,
    })
}
