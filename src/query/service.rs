//! The service, asked in the manner of the person at the screen.

use js_sys::Function;
use leptos::prelude::*;
use web_sys::AbortSignal;

use crate::api::client::{self, Client, Manner, Pieces};
use crate::api::endpoint::Request;
use crate::api::error::Kind;
use crate::api::{Answer, Error};
use crate::i18n::intl;
use crate::model::config::Config;
use crate::model::locale::Locale;
use crate::settings::Settings;

/// The service, as pages see it.
#[derive(Debug, Clone, Copy)]
pub struct Service {
    client: StoredValue<Client, LocalStorage>,
    settings: Settings,
}

impl Service {
    /// The service that a configuration names. `ask_headers` is asked for more headers before every request.
    pub fn new(config: &Config, settings: Settings, ask_headers: Option<Function>) -> Self {
        Self { client: StoredValue::new_local(made(config, ask_headers)), settings }
    }

    /// Follows another configuration, from the next request on.
    pub fn configure(self, config: &Config) {
        self.client.try_update_value(|before| *before = made(config, before.ask_headers.take()));
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
        let (client, manner) = self.now()?;
        client.ask(request, &manner, signal).await
    }

    /// Asks for a long list with its times in a zone, and hands its answer to `each` piece by piece. The zone is that
    /// of whoever reads several pages of it: a person may choose another meanwhile.
    ///
    /// # Errors
    /// Why there is none, or no whole one.
    pub async fn stream(
        self,
        request: &Request,
        zone: &str,
        signal: &AbortSignal,
        each: Pieces<'_>,
    ) -> Result<(), Error> {
        let (client, Manner { locale, .. }) = self.now()?;
        let manner = manner(locale, zone.to_owned());
        client.stream(request, &manner, signal, each).await
    }

    /// The client and the manner of this moment. Once the app has been taken out there is neither, and nobody waits
    /// for an answer any more.
    fn now(self) -> Result<(Client, Manner), Error> {
        let now = self.client.try_get_value().zip(self.settings.now());
        let (client, (locale, zone)) = now.ok_or_else(|| Error::new(Kind::Offline))?;
        Ok((client, manner(locale, zone)))
    }
}

fn manner(locale: Locale, zone: String) -> Manner {
    Manner { locale, zone_offset: intl::offset(&zone, client::now()), zone }
}

fn made(config: &Config, ask_headers: Option<Function>) -> Client {
    Client {
        base: config.api_base.clone(),
        csrf_cookie: config.csrf_cookie.clone(),
        headers: config.headers.clone(),
        ask_headers,
    }
}
