//! The whole list of details as the service sends it, in a dialog.

use js_sys::Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::IgnoredAny;
use web_sys::{AbortController, Blob, BlobPropertyBag, Url};

use super::super::error_notice::ErrorNotice;
use crate::api::Error;
use crate::api::endpoint::Endpoint;
use crate::api::envelope::{HttpResponse, decode};
use crate::components::dialog::DialogButton;
use crate::components::lazy::lazy;
use crate::components::text::Message;
use crate::i18n::fill;
use crate::model::route::RecordRoute;
use crate::query::service::{Service, use_service};
use crate::settings::use_localizer;

/// The number of characters that are shown; the rest is in the file.
const MAX_PREVIEW: usize = 20_000;

/// The button, and the dialog that it opens. The dialog is unmounted when it is closed, because the list can have a
/// hundred thousand rows.
#[component]
pub(super) fn RawList(
    /// The current route.
    route: Memo<RecordRoute>,
) -> impl IntoView {
    let title = use_localizer().words().raw_list;
    view! { <DialogButton name="raw" label=title title>{content(route)}</DialogButton> }
}

lazy! {
    fn content(route: Memo<RecordRoute>) in dialogs {
        view! { <RawListContent route /> }
    }
}

/// The state of the list.
#[derive(Clone)]
enum ListState {
    /// Not requested.
    Idle,
    /// The request is running.
    Loading,
    /// The list has been received.
    Loaded(LoadedList),
    /// The request failed.
    Failed(Error),
}

/// A list that has been received.
#[derive(Clone)]
struct LoadedList {
    rows: i64,
    bytes: i64,
    /// The beginning of the list.
    preview: String,
    /// The object URL of the whole list.
    url: String,
}

/// The request for the list; it begins when the user has read how large the list can be.
#[derive(Clone, Copy)]
struct ListRequest {
    service: Service,
    route: Memo<RecordRoute>,
    state: RwSignal<ListState>,
    running: StoredValue<Option<AbortController>, LocalStorage>,
}

impl ListRequest {
    /// Creates the request. It is aborted when the current reactive owner is disposed.
    fn new(route: Memo<RecordRoute>) -> Self {
        let (state, running) = (RwSignal::new(ListState::Idle), StoredValue::new_local(None));
        let request = Self { service: use_service(), route, state, running };
        on_cleanup(move || request.reset());
        request
    }

    /// Aborts the request, and revokes the object URL of the list.
    fn reset(self) {
        if let Some(controller) = self.running.try_update_value(Option::take).flatten() {
            controller.abort();
        }
        if let Some(ListState::Loaded(list)) = self.state.try_get_untracked() {
            drop(Url::revoke_object_url(&list.url));
        }
        self.state.set(ListState::Idle);
    }

    /// Requests the list, from the beginning.
    fn send(self) {
        let Ok(controller) = AbortController::new() else { return };
        self.reset();
        let signal = controller.signal();
        self.running.set_value(Some(controller));
        self.state.set(ListState::Loading);
        let endpoint = Endpoint::DetailList(self.route.with_untracked(|route| route.id.clone()));
        spawn_local(async move {
            let result = self.service.fetch(&endpoint, &signal).await;
            if !signal.aborted() {
                let list = result
                    .and_then(|response| load(&response.data).map_err(|error| error.or_trace_id(response.trace_id)));
                self.state.set(list.map_or_else(ListState::Failed, ListState::Loaded));
            }
        });
    }
}

/// The content of the dialog: a hint, and a view for each state of the list.
#[component]
fn RawListContent(route: Memo<RecordRoute>) -> impl IntoView {
    let i18n = use_localizer();
    let (words, terms) = (i18n.words(), i18n.dialogs());
    let request = ListRequest::new(route);
    let send = move || request.send();
    let content = move || match request.state.get() {
        ListState::Idle => view! {
            <button type="button" class="rl-button" data-main="true" on:click=move |_| send()>
                {terms.raw_list_load}
            </button>
        }
        .into_any(),
        ListState::Loading => view! { <p role="status">{words.loading}</p> }.into_any(),
        ListState::Failed(error) => view! { <ErrorNotice error on_retry=send /> }.into_any(),
        ListState::Loaded(list) => view! { <LoadedRawList route list /> }.into_any(),
    };
    view! {
        <p>{terms.raw_list_hint}</p>
        {move || content()}
    }
}

/// The size of the list, a link that saves it, and its beginning.
#[component]
fn LoadedRawList(route: Memo<RecordRoute>, list: LoadedList) -> impl IntoView {
    let i18n = use_localizer();
    let (words, terms) = (i18n.words(), i18n.dialogs());
    let LoadedList { rows, bytes, preview, url } = list;
    let counted = fill(i18n.form(&terms.raw_list_rows, rows), &[&i18n.integer(rows), &i18n.size(bytes)]);
    let file_name = route.with_untracked(|route| format!("{}.json", route.id));
    let is_cut = i64::try_from(MAX_PREVIEW).is_ok_and(|max| bytes > max);
    let hint = is_cut.then(|| {
        let count = i18n.count(u64::try_from(MAX_PREVIEW).unwrap_or_default());
        view! { <p class="rl-hint">{fill(terms.raw_list_begins, &[&count])}</p> }
    });
    view! {
        <p>
            <span role="status">{counted}</span>
            " "
            <a href=url class="rl-button" data-main="true" download=file_name>
                {words.save_file}
            </a>
        </p>
        {hint}
        <pre class="rl-whole" tabindex="0">
            <Message text=preview />
        </pre>
    }
}

/// Counts the rows of a response, and stores its text as a blob of the browser, outside of the app's memory.
fn load(body: &str) -> Result<LoadedList, Error> {
    let (rows, _) = decode::<Vec<IgnoredAny>>(HttpResponse { status: 200, body, retry_after: None })?;
    let options = BlobPropertyBag::new();
    options.set_type("application/json");
    let url = Blob::new_with_str_sequence_and_options(&Array::of1(&body.into()), &options)
        .and_then(|blob| Url::create_object_url_with_blob(&blob))
        .unwrap_or_default();
    Ok(LoadedList {
        rows: i64::try_from(rows.len()).unwrap_or(i64::MAX),
        bytes: i64::try_from(body.len()).unwrap_or(i64::MAX),
        preview: body.chars().take(MAX_PREVIEW).collect(),
        url,
    })
}
