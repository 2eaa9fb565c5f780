//! What a person chose, kept on their device.

use leptos::prelude::*;

use super::storage;
use crate::api::client::{cookie, now};
use crate::i18n::intl;
use crate::i18n::speech::Speech;
use crate::model::config::{Config, Mistake, Theme};
use crate::model::locale::Locale;
use crate::model::page;
use crate::model::zone::{self, ZoneChoice};

/// The choices that hold on every page.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    locale: RwSignal<Locale>,
    theme: RwSignal<Theme>,
    zone: RwSignal<ZoneChoice>,
    size: RwSignal<u32>,
    own_zone: StoredValue<String>,
}

impl Settings {
    /// What was chosen on this device before, else what the operator set, else what the browser says; and what is
    /// wrong with what the operator set.
    pub fn load(config: &Config) -> (Self, Vec<Mistake>) {
        let mut mistakes = Vec::new();
        let navigator = window().navigator();
        let wishes =
            [storage::read("locale"), config.locale.clone(), cookie("blueking_language"), navigator.language()];
        let zone = storage::read("zone").as_deref() == Some(zone::UTC);
        let size = storage::read("pageSize").and_then(|size| size.parse().ok());
        let configured = config.time_zone.clone().filter(|name| {
            let known = intl::offset(name, now()).is_some();
            if !known {
                mistakes.push(Mistake::Value { key: "timeZone", value: name.clone() });
            }
            known
        });
        let own_zone = configured.or_else(intl::own_zone).unwrap_or_else(|| zone::UTC.to_owned());
        let theme = storage::read("theme").as_deref().and_then(Theme::parse);
        let settings = Self {
            locale: RwSignal::new(Locale::choose(wishes.iter().flatten().map(String::as_str))),
            theme: RwSignal::new(theme.or_else(|| Theme::parse(config.theme.as_deref()?)).unwrap_or_default()),
            zone: RwSignal::new(if zone { ZoneChoice::Utc } else { ZoneChoice::Own }),
            size: RwSignal::new(size.filter(|size| page::SIZES.contains(size)).unwrap_or(page::DEFAULT_SIZE)),
            own_zone: StoredValue::new(own_zone),
        };
        (settings, mistakes)
    }

    /// The language.
    pub fn locale(self) -> Locale {
        self.locale.get()
    }

    /// Chooses the language.
    pub fn set_locale(self, locale: Locale) {
        storage::write("locale", locale.tag());
        self.locale.set(locale);
    }

    /// The theme.
    pub fn theme(self) -> Theme {
        self.theme.get()
    }

    /// Chooses the theme.
    pub fn set_theme(self, theme: Theme) {
        storage::write("theme", theme.name());
        self.theme.set(theme);
    }

    /// The zone in which times are read.
    pub fn zone(self) -> ZoneChoice {
        self.zone.get()
    }

    /// Chooses the zone.
    pub fn set_zone(self, choice: ZoneChoice) {
        storage::write("zone", if choice == ZoneChoice::Utc { zone::UTC } else { "own" });
        self.zone.set(choice);
    }

    /// The name of the zone in which times are read, as the service is asked for it.
    pub fn zone_name(self) -> String {
        match self.zone.get() {
            ZoneChoice::Own => self.own_zone(),
            ZoneChoice::Utc => zone::UTC.to_owned(),
        }
    }

    /// The person's own zone.
    pub fn own_zone(self) -> String {
        self.own_zone.try_get_value().unwrap_or_else(|| zone::UTC.to_owned())
    }

    /// Rows on a page, for pages that are opened anew.
    pub fn size(self) -> u32 {
        self.size.get_untracked()
    }

    /// Keeps a number of rows for pages that are opened from now on.
    pub fn set_size(self, size: u32) {
        storage::write("pageSize", &size.to_string());
        self.size.set(size);
    }
}

/// The app's settings.
pub fn settings() -> Settings {
    use_context().unwrap_or_else(|| Settings::load(&Config::default()).0)
}

/// The language that the page around is written in.
pub fn speech() -> Speech {
    use_context().unwrap_or_default()
}
