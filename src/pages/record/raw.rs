//! The whole list of details as the service sends it, for a person who asks for it.

use js_sys::Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::IgnoredAny;
use web_sys::{AbortController, Blob, BlobPropertyBag, Url};

use super::super::error_notice::failure;
use crate::api::Error;
use crate::api::endpoint::Request;
use crate::api::envelope::{Response, decode};
use crate::components::dialog::Dialog;
use crate::components::dynamic::dynamic;
use crate::components::lazy::part;
use crate::components::tag::{Child, button, link, tag};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::route::RecordRoute;
use crate::query::service::Service;

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
pub(super) fn raw(speech: Localizer, place: Memo<RecordRoute>) -> AnyView {
    let words = speech.words();
    // A list of a hundred thousand rows is not kept for a dialog that is closed.
    let dialog = Dialog { name: "raw", title: words.raw_list, class: "", keep_mounted: false };
    dialog.view(speech, words.raw_list.child(), Box::new(move || content(speech, place)))
}

part! {
    fn content(speech: Localizer, place: Memo<RecordRoute>) in dialogs {
        list(speech, place)
    }
}

fn list(speech: Localizer, place: Memo<RecordRoute>) -> AnyView {
    let words = speech.words();
    let terms = speech.dialogs();
    let whole = RwSignal::new(Whole::Unasked);
    let service = use_context::<Service>();
    let running = StoredValue::new_local(None::<AbortController>);
    let stop = move || {
        if let Some(controller) = running.try_update_value(Option::take).flatten() {
            controller.abort();
        }
        if let Some(Whole::Here { link, .. }) = whole.try_get_untracked() {
            drop(Url::revoke_object_url(&link));
        }
        whole.set(Whole::Unasked);
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
                whole.set(result.and_then(|answer| take(&answer.data)).unwrap_or_else(Whole::Failed));
            }
        });
    };
    let content = move || match whole.get() {
        Whole::Unasked => button("rl-button", load).attr("data-main", "true").with(terms.raw_list_load).child(),
        Whole::Busy => tag("p").attr("role", "status").with(words.loading).child(),
        Whole::Failed(error) => failure(speech, None, words.retry, &error, load),
        Whole::Here { rows, bytes, begins, link: address } => {
            let counted = fill(speech.form(&terms.raw_list_rows, rows), &[&speech.integer(rows), &speech.size(bytes)]);
            let save = link(address, words.save_file).class("rl-button").attr("data-main", "true");
            let save = save.attr("download", format!("{}.json", place.get_untracked().id));
            let part = i64::try_from(SHOWN)
                .is_ok_and(|shown| bytes > shown)
                .then(|| fill(terms.raw_list_begins, &[&speech.count(u64::try_from(SHOWN).unwrap_or_default())]));
            vec![
                tag("p").with(tag("span").attr("role", "status").with(counted)).with(" ").with(save).child(),
                part.map(|part| tag("p").class("rl-hint").with(part)).child(),
                tag("pre").class("rl-whole").attr("tabindex", "0").with(begins).child(),
            ]
            .child()
        }
    };
    vec![tag("p").with(terms.raw_list_hint).child(), dynamic(content)].child()
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
