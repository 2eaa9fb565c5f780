//! The service context: the API client with the language and time zone of the user.

use js_sys::Function;
use leptos::prelude::*;
use web_sys::AbortSignal;

use crate::api::body::Pieces;
use crate::api::client::Client;
use crate::api::clock;
use crate::api::endpoint::Endpoint;
use crate::api::error::ErrorKind;
use crate::api::request_context::RequestContext;
use crate::api::{ApiResponse, Error};
use crate::i18n::intl;
use crate::model::config::Config;
use crate::model::locale::Locale;
use crate::settings::Settings;

/// The API client as a Leptos context; requests use the current language and zone.
#[derive(Debug, Clone, Copy)]
pub struct Service {
    client: StoredValue<Client, LocalStorage>,
    settings: Settings,
    /// When a response showed that the user is not signed in, in milliseconds since 1970 UTC; infinity while signed in.
    signed_out_at: RwSignal<f64>,
}

impl Service {
    /// The service of a configuration. `host_headers` returns further headers before every request.
    pub fn new(config: &Config, settings: Settings, host_headers: Option<Function>) -> Self {
        let client = StoredValue::new_local(client(config, host_headers));
        Self { client, settings, signed_out_at: RwSignal::new(f64::INFINITY) }
    }

    /// Applies another configuration, from the next request on.
    pub fn configure(self, config: &Config) {
        self.client.try_update_value(|before| *before = client(config, before.host_headers.take()));
    }

    /// The zone of requests; tracked, so it notifies when the user chooses another.
    pub fn zone(self) -> String {
        self.settings.zone_name()
    }

    /// Whether the last responses showed that the user is not signed in; tracked.
    pub fn is_signed_out(self) -> bool {
        self.signed_out_at.get().is_finite()
    }

    /// Observes the outcome of a request for [`Self::is_signed_out`]. A success counts only if the request was sent after
    /// the session had ended, because requests run side by side.
    pub fn observe(self, sent_at: f64, error: Option<&Error>) {
        let Some(signed_out_at) = self.signed_out_at.try_get_untracked() else { return };
        match error {
            Some(error) if error.kind() == ErrorKind::SignIn && signed_out_at.is_infinite() => {
                self.signed_out_at.set(clock::now());
            }
            None if sent_at >= signed_out_at => self.signed_out_at.set(f64::INFINITY),
            _ => {}
        }
    }

    /// Sends a request; the data of the result is the body as sent.
    ///
    /// # Errors
    /// Why the request failed.
    pub async fn fetch(self, request: &Endpoint, signal: &AbortSignal) -> Result<ApiResponse<String>, Error> {
        let (client, context) = self.context()?;
        client.get(request, &context, signal).await.inspect_err(|error| self.observe(0.0, Some(error)))
    }

    /// Sends a request for a long list and passes its response to `each` as it arrives. The caller gives the zone, so
    /// that several pages of one list have the same, even if the user chooses another in between. Returns the trace id of
    /// the response header, for an error in the body.
    ///
    /// # Errors
    /// Why the request failed or broke off.
    pub async fn stream(
        self,
        request: &Endpoint,
        zone: &str,
        signal: &AbortSignal,
        each: Pieces<'_>,
    ) -> Result<Option<String>, Error> {
        let (client, RequestContext { locale, .. }) = self.context()?;
        let context = request_context(locale, zone.to_owned());
        client.stream(request, &context, signal, each).await.inspect_err(|error| self.observe(0.0, Some(error)))
    }

    /// The client and the request context of this moment. After the app is unmounted both are disposed; the error is
    /// then not shown anywhere.
    fn context(self) -> Result<(Client, RequestContext), Error> {
        let now = self.client.try_get_value().zip(self.settings.now());
        let (client, (locale, zone)) = now.ok_or_else(|| Error::new(ErrorKind::Offline))?;
        Ok((client, request_context(locale, zone)))
    }
}

fn request_context(locale: Locale, zone: String) -> RequestContext {
    let zone_offset = intl::offset(&zone, clock::service_time(clock::now()));
    RequestContext { locale, zone_offset, zone }
}

fn client(config: &Config, host_headers: Option<Function>) -> Client {
    Client {
        base: config.api_base.clone(),
        csrf_cookie: config.csrf_cookie.clone(),
        project_id: config.project_id.clone(),
        send_time_zone: config.send_time_zone,
        headers: config.headers.clone(),
        host_headers,
    }
}

/// The service of the app.
pub fn use_service() -> Service {
    expect_context()
}
