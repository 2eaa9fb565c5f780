//! Notifications about a running execution, on request: once when more artifacts fail, and when it ends. They are shown
//! by the browser, or by the host page around the app.

use js_sys::Promise;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationOptions, NotificationPermission};

use super::super::labels;
use super::super::plans::name::plan_name;
use super::counted::total_with_status;
use super::queries::RecordQueries;
use crate::api::Error;
use crate::api::endpoint::Endpoint;
use crate::api::error::ErrorKind;
use crate::api::wire::{Detail, Page};
use crate::components::lazy::lazy;
use crate::components::notice::Announcement;
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::enums::Status;
use crate::model::filter::DetailFilter;
use crate::model::hidden::visible;
use crate::model::notify::{NotifyEvent, NotifyWatch};
use crate::model::pagination::Pagination;
use crate::model::route::{RecordRoute, Route};
use crate::navigation::{Navigation, Notifier, use_navigation};
use crate::query::effect::effect;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::query::use_poll::Polling;
use crate::query::use_query::{Query, QueryStatus, use_query};
use crate::settings::use_localizer;

/// The button for notifications, once the execution has been seen running. An execution that replicates continuously has
/// no end.
#[component]
pub(super) fn NotifyControl(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The queries of the page.
    queries: RecordQueries,
    /// The automatic refresh of the page.
    polling: Polling,
) -> impl IntoView {
    let notifier = use_navigation().notifier()?;
    let was_running =
        Memo::new(move |before| before == Some(&true) || (queries.has_not_ended() && !queries.is_continuous.get()));
    let button = move || notify_button(route, queries, polling, notifier);
    Some(view! { {move || was_running.get().then(button)} })
}

lazy! {
    fn notify_button(route: Memo<RecordRoute>, queries: RecordQueries, polling: Polling, notifier: Notifier) in hints {
        view! { <NotifyButton route queries polling notifier /> }
    }
}

/// The reason why notifications cannot be turned on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Obstacle {
    Refused,
    Unsupported,
}

/// The notifications of one execution.
#[derive(Clone, Copy)]
struct Notifications {
    i18n: Localizer,
    navigation: Navigation,
    notifier: Notifier,
    route: Memo<RecordRoute>,
    queries: RecordQueries,
    failed: Query<Page<Detail>>,
    is_on: RwSignal<bool>,
    obstacle: RwSignal<Option<Obstacle>>,
    watch: StoredValue<NotifyWatch>,
    /// The time of the response to which the number of failed artifacts has been requested.
    seen_at: StoredValue<Option<f64>>,
}

impl Notifications {
    /// Turns them on; asks for the permission of the browser, which it grants only after a click.
    fn turn_on(self) {
        self.obstacle.set(None);
        if self.notifier == Notifier::Host {
            return self.begin();
        }
        let Some(permission) = request_permission() else { return self.obstacle.set(Some(Obstacle::Unsupported)) };
        spawn_local(async move {
            let answer = JsFuture::from(permission).await.unwrap_or_default();
            if answer.as_string().as_deref() == Some("granted") {
                self.begin();
            } else {
                self.obstacle.try_set(Some(Obstacle::Refused));
            }
        });
    }

    fn begin(self) {
        self.watch.try_set_value(NotifyWatch::default());
        self.is_on.try_set(true);
    }

    /// Observes the execution after each response, and its failed artifacts, which are not requested otherwise while the
    /// page is hidden.
    fn observe(self) {
        if !self.is_on.get() {
            return;
        }
        let info = self.queries.info;
        // The polling ends with the session.
        let is_signed_out = |status: &QueryStatus| {
            !status.is_fetching && status.error.as_ref().map(Error::kind) == Some(ErrorKind::SignIn)
        };
        if info.handle.with(is_signed_out) {
            self.is_on.set(false);
            return self.show(&self.name(), self.i18n.notices().signed_out);
        }
        let (Some(cached), Some(at)) = (info.data(), info.handle.with(|status| status.updated_at)) else { return };
        // Read before each return, so that this runs again when the status changes.
        let is_settled = self
            .failed
            .handle
            .with(|status| !status.is_fetching && (status.error.is_some() || status.updated_at >= Some(at)));
        if self.seen_at.get_value() != Some(at) {
            self.seen_at.set_value(Some(at));
            self.failed.handle.refetch();
            // The refetch begins later. Until then the status, and its error, is that of the request before.
            return;
        }
        if !is_settled {
            return;
        }
        let failed = self.failed.data().filter(|_| self.failed.handle.error_kind().is_none());
        let failed = failed.and_then(|cached| total_with_status(cached.data(), &Status::Failed));
        let is_running = cached.data().record.is_running();
        let event = self.watch.try_update_value(|watch| watch.observe(is_running, failed)).flatten();
        let (i18n, texts) = (self.i18n, self.i18n.notices());
        match event {
            None => {}
            Some(NotifyEvent::Failures(failed)) => self.show_status(&i18n.counted(&texts.failures, failed)),
            Some(NotifyEvent::Ended) => {
                let text = failed.map(|failed| i18n.counted(&texts.failed_at_end, failed));
                self.show_status(&text.unwrap_or_else(|| texts.ended.to_owned()));
                self.is_on.set(false);
            }
        }
    }

    /// The name of the plan.
    fn name(self) -> String {
        let name = plan_name(self.queries.task, self.route.with_untracked(|route| route.plan_name.clone()));
        name.map_or_else(|| self.i18n.words().execution.to_owned(), |name| visible(&name).into_owned())
    }

    /// Shows a notification with the name of the plan and the status of the execution.
    fn show_status(self, body: &str) {
        let status = self.queries.info.latest().map(|cached| labels::record_status(self.i18n, cached.data()).1);
        let title = fill(self.i18n.words().labelled, &[&self.name(), &status.unwrap_or_default()]);
        self.show(&title, body);
    }

    fn show(self, title: &str, body: &str) {
        let shown = match self.notifier {
            Notifier::Host => {
                let route = self.route.get_untracked();
                let url = self.navigation.href(&Route::Record(route));
                self.navigation.notify(title, body, &url);
                Ok(())
            }
            Notifier::Browser => show_in_browser(title, body),
        };
        // Chrome on Android shows notifications of service workers only.
        if shown.is_err() {
            self.obstacle.set(Some(Obstacle::Unsupported));
            self.is_on.set(false);
        }
    }
}

/// The answer of the user, which the browser asks for unless it has been given before.
fn request_permission() -> Option<Promise> {
    match Notification::permission() {
        NotificationPermission::Granted => Some(Promise::resolve(&JsValue::from_str("granted"))),
        _ => Notification::request_permission().ok(),
    }
}

fn show_in_browser(title: &str, body: &str) -> Result<(), JsValue> {
    let options = NotificationOptions::new();
    options.set_body(body);
    let notification = Notification::new_with_options(title, &options)?;
    let focus = Closure::once_into_js(|| drop(window().focus()));
    notification.set_onclick(Some(focus.unchecked_ref()));
    Ok(())
}

/// The button, and the reason why notifications cannot be turned on.
#[component]
fn NotifyButton(
    route: Memo<RecordRoute>,
    queries: RecordQueries,
    polling: Polling,
    notifier: Notifier,
) -> impl IntoView {
    let (i18n, navigation) = (use_localizer(), use_navigation());
    let texts = i18n.notices();
    let is_on = RwSignal::new(false);
    let endpoint = route.with_untracked(|route| Endpoint::DetailPage {
        id: route.id.clone(),
        page: Pagination::first(1),
        filter: DetailFilter::default().with_status(Some(Status::Failed)),
    });
    let failed = use_query(move || is_on.get().then(|| endpoint.clone()));
    let notifications = Notifications {
        i18n,
        navigation,
        notifier,
        route,
        queries,
        failed,
        is_on,
        obstacle: RwSignal::new(None),
        watch: StoredValue::new(NotifyWatch::default()),
        seen_at: StoredValue::new(None),
    };
    effect(move || notifications.observe());
    // Without the automatic refresh nothing would be noticed.
    effect(move || {
        if polling.is_paused() {
            is_on.set(false);
        }
    });
    let toggle = move |_| match is_on.get_untracked() {
        true => is_on.set(false),
        false => {
            if untrack(|| polling.is_paused()) {
                polling.toggle();
            }
            notifications.turn_on();
        }
    };
    let is_running = Memo::new(move |_| queries.has_not_ended());
    let button = move || {
        is_running.get().then(|| {
            view! {
                <button
                    type="button"
                    class="rl-button"
                    data-name="notify"
                    title=texts.notify_why
                    aria-pressed=move || is_on.get().to_string()
                    on:click=toggle
                >
                    {texts.notify}
                </button>
            }
        })
    };
    let announced = Memo::new(move |_| if is_on.get() { texts.is_on.to_owned() } else { String::new() });
    let reason = move || {
        unsubscribe_on_cleanup();
        let text = match notifications.obstacle.get()? {
            Obstacle::Refused => texts.refused,
            Obstacle::Unsupported => texts.unsupported,
        };
        Some(view! { <p class="rl-hint" role="alert">{text}</p> })
    };
    view! {
        {move || button()}
        <Announcement text=announced />
        {move || reason()}
    }
}
