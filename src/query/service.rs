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
}

impl Service {
    /// The service of a configuration. `host_headers` returns further headers before every request.
    pub fn new(config: &Config, settings: Settings, host_headers: Option<Function>) -> Self {
        Self { client: StoredValue::new_local(client(config, host_headers)), settings }
    }

    /// Applies another configuration, from the next request on.
    pub fn configure(self, config: &Config) {
        self.client.try_update_value(|before| *before = client(config, before.host_headers.take()));
    }

    /// The zone of requests; tracked, so it notifies when the user chooses another.
    pub fn zone(self) -> String {
        self.settings.zone_name()
    }

    /// Sends a request; the data of the result is the body as sent.
    ///
    /// # Errors
    /// Why the request failed.
    pub async fn fetch(self, request: &Endpoint, signal: &AbortSignal) -> Result<ApiResponse<String>, Error> {
        let (client, context) = self.context()?;
        client.get(request, &context, signal).await
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
        client.stream(request, &context, signal, each).await
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
