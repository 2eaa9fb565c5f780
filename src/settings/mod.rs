//! What a person chose, kept on their device.

pub mod columns;
pub mod storage;

use leptos::prelude::*;

use crate::api::clock::now;
use crate::api::cookie::cookie;
use crate::i18n::intl;
use crate::i18n::localizer::Localizer;
use crate::model::config::{Config, ConfigError, Theme};
use crate::model::locale::Locale;
use crate::model::pagination;
use crate::model::zone::{self, ZoneChoice};

/// The choices that hold on every page.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    chosen: RwSignal<Chosen>,
    own_zone: RwSignal<String>,
    /// Whether a person chooses here; within a host page, that page does.
    is_theirs: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Chosen {
    locale: Locale,
    theme: Theme,
    zone: ZoneChoice,
    size: u32,
}

impl Settings {
    /// What was chosen on this device before (where choosing `is_theirs`), else what the operator set, else what the
    /// browser says; and what is wrong with what the operator set.
    pub fn load(config: &Config, is_theirs: bool) -> (Self, Vec<ConfigError>) {
        let (chosen, own_zone, config_errors) = Self::read(config, is_theirs);
        (Self { chosen: RwSignal::new(chosen), own_zone: RwSignal::new(own_zone), is_theirs }, config_errors)
    }

    /// Follows another configuration; tells what is wrong with it.
    pub fn configure(self, config: &Config) -> Vec<ConfigError> {
        let (chosen, own_zone, config_errors) = Self::read(config, self.is_theirs);
        if self.chosen.get_untracked() != chosen {
            self.chosen.set(chosen);
        }
        if self.own_zone.get_untracked() != own_zone {
            self.own_zone.set(own_zone);
        }
        config_errors
    }

    /// Keeps what a person chose; what a page around chose is that page's to keep.
    fn keep(self, name: &str, value: &str) {
        if self.is_theirs {
            storage::write(name, value);
        }
    }

    fn read(config: &Config, is_theirs: bool) -> (Chosen, String, Vec<ConfigError>) {
        let mut config_errors = Vec::new();
        let navigator = window().navigator();
        let kept = |name| is_theirs.then(|| storage::read(name)).flatten();
        let wishes = [kept("locale"), config.locale.clone(), cookie("blueking_language"), navigator.language()];
        let zone = kept("zone").as_deref() == Some(zone::UTC);
        let size = storage::read("pageSize").and_then(|size| size.parse().ok());
        let configured = config.time_zone.clone().filter(|name| {
            let known = intl::offset(name, now()).is_some();
            if !known {
                config_errors.push(ConfigError::Value { key: "timeZone", value: name.clone() });
            }
            known
        });
        let own_zone = configured.or_else(intl::own_zone).unwrap_or_else(|| zone::UTC.to_owned());
        let theme = kept("theme").as_deref().and_then(Theme::parse);
        let chosen = Chosen {
            locale: Locale::choose(wishes.iter().flatten().map(String::as_str)),
            theme: theme.or_else(|| Theme::parse(config.theme.as_deref()?)).unwrap_or_default(),
            zone: if zone { ZoneChoice::Utc } else { ZoneChoice::Own },
            size: size.filter(|size| pagination::SIZES.contains(size)).unwrap_or(pagination::DEFAULT_SIZE),
        };
        (chosen, own_zone, config_errors)
    }

    /// The language.
    pub fn locale(self) -> Locale {
        self.chosen.get().locale
    }

    /// Chooses the language.
    pub fn set_locale(self, locale: Locale) {
        self.keep("locale", locale.tag());
        self.chosen.update(|chosen| chosen.locale = locale);
    }

    /// The theme.
    pub fn theme(self) -> Theme {
        self.chosen.get().theme
    }

    /// Chooses the theme.
    pub fn set_theme(self, theme: Theme) {
        self.keep("theme", theme.name());
        self.chosen.update(|chosen| chosen.theme = theme);
    }

    /// The zone in which times are read.
    pub fn zone(self) -> ZoneChoice {
        self.chosen.get().zone
    }

    /// Chooses the zone.
    pub fn set_zone(self, choice: ZoneChoice) {
        self.keep("zone", if choice == ZoneChoice::Utc { zone::UTC } else { "own" });
        self.chosen.update(|chosen| chosen.zone = choice);
    }

    /// The name of the zone in which times are read, as the service is asked for it.
    pub fn zone_name(self) -> String {
        match self.zone() {
            ZoneChoice::Own => self.own_zone(),
            ZoneChoice::Utc => zone::UTC.to_owned(),
        }
    }

    /// The language and the zone as they are now; `None` once the app has been taken out.
    pub fn now(self) -> Option<(Locale, String)> {
        let chosen = self.chosen.try_get_untracked()?;
        let zone = match chosen.zone {
            ZoneChoice::Own => self.own_zone.try_get_untracked()?,
            ZoneChoice::Utc => zone::UTC.to_owned(),
        };
        Some((chosen.locale, zone))
    }

    /// The person's own zone.
    pub fn own_zone(self) -> String {
        self.own_zone.get()
    }

    /// Rows on a page, for pages that are opened anew.
    pub fn size(self) -> u32 {
        self.chosen.get_untracked().size
    }

    /// Keeps a number of rows for pages that are opened from now on.
    pub fn set_size(self, size: u32) {
        storage::write("pageSize", &size.to_string());
        self.chosen.update(|chosen| chosen.size = size);
    }
}

/// The app's settings.
pub fn use_settings() -> Settings {
    use_context().unwrap_or_else(|| Settings::load(&Config::default(), true).0)
}

/// The language that the page around is written in.
pub fn use_localizer() -> Localizer {
    use_context().unwrap_or_default()
}
