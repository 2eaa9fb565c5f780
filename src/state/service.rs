//! The service, asked in the manner of the person at the screen.

use leptos::prelude::*;
use web_sys::AbortSignal;

use super::settings::Settings;
use crate::api::client::{Client, Manner, Pieces, now};
use crate::api::request::Request;
use crate::api::{Answer, Error};
use crate::i18n::intl;
use crate::model::config::Config;

/// The service, as pages see it.
#[derive(Debug, Clone, Copy)]
pub struct Service {
    client: StoredValue<Client>,
    settings: Settings,
}

impl Service {
    /// The service that a configuration names.
    pub fn new(config: &Config, settings: Settings) -> Self {
        let client = Client {
            base: config.api_base.clone(),
            csrf_cookie: config.csrf_cookie.clone(),
            headers: config.headers.clone(),
        };
        Self { client: StoredValue::new(client), settings }
    }

    /// The zone that it is asked to answer in; wakes its watcher when a person chooses another.
    pub fn zone(self) -> String {
        self.settings.zone_name()
    }

    /// Asks. The answer's data is its whole body as it came.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn ask(self, request: &Request, signal: &AbortSignal) -> Result<Answer<String>, Error> {
        self.client.get_value().ask(request, &self.manner(), signal).await
    }

    /// Asks for a long list, and hands its answer to `each` piece by piece.
    ///
    /// # Errors
    /// Why there is none, or no whole one.
    pub async fn stream(self, request: &Request, signal: &AbortSignal, each: Pieces<'_>) -> Result<(), Error> {
        self.client.get_value().stream(request, &self.manner(), signal, each).await
    }

    fn manner(self) -> Manner {
        let zone = untrack(|| self.settings.zone_name());
        Manner { locale: untrack(|| self.settings.locale()), zone_offset: intl::offset(&zone, now()), zone }
    }
}
