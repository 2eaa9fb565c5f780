//! The settings of the user: language, theme, time zone, page size and columns.

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

/// The settings of all pages.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    values: RwSignal<SettingsValues>,
    own_zone: RwSignal<String>,
    /// Whether the settings are stored in local storage; in a host page, the host provides and stores them.
    persists: bool,
}

/// The values that the user can change.
#[derive(Debug, Clone, Copy, PartialEq)]
struct SettingsValues {
    locale: Locale,
    /// The language that was chosen last. It is shown once its words are loaded.
    chosen_locale: Locale,
    theme: Theme,
    zone: ZoneChoice,
    size: u32,
    /// Whether single keys are shortcuts.
    shortcuts: bool,
}

impl Settings {
    /// Loads the settings, and the errors of the configuration. In order of precedence: stored values (only if
    /// `persists`), the configuration, the settings of the browser.
    pub fn load(config: &Config, persists: bool) -> (Self, Vec<ConfigError>) {
        let (values, own_zone, config_errors) = Self::read(config, persists);
        (Self { values: RwSignal::new(values), own_zone: RwSignal::new(own_zone), persists }, config_errors)
    }

    /// Applies another configuration; returns its errors.
    pub fn configure(self, config: &Config) -> Vec<ConfigError> {
        let (mut values, own_zone, config_errors) = Self::read(config, self.persists);
        let before = self.values.get_untracked();
        let locale = values.locale;
        (values.locale, values.chosen_locale) = (before.locale, before.chosen_locale);
        if before != values {
            self.values.set(values);
        }
        if (before.locale, before.chosen_locale) != (locale, locale) {
            self.set_locale(locale);
        }
        if self.own_zone.get_untracked() != own_zone {
            self.own_zone.set(own_zone);
        }
        config_errors
    }

    /// Stores a value, unless the host page stores the settings.
    fn store(self, name: &str, value: &str) {
        if self.persists {
            storage::write(name, value);
        }
    }

    /// The language of a page that is loaded, see [`Self::load`].
    pub fn first_locale(config: &Config, persists: bool) -> Locale {
        let stored = persists.then(|| storage::read("locale")).flatten();
        let tags = [stored, config.locale.clone(), cookie("blueking_language"), window().navigator().language()];
        Locale::choose(tags.iter().flatten().map(String::as_str))
    }

    /// Reads the values, the user's own zone and the errors of the configuration.
    fn read(config: &Config, persists: bool) -> (SettingsValues, String, Vec<ConfigError>) {
        let mut config_errors = Vec::new();
        let stored = |name| persists.then(|| storage::read(name)).flatten();
        let is_utc = stored("zone").as_deref() == Some(zone::UTC);
        let size = storage::read("pageSize").and_then(|size| size.parse().ok());
        let configured = config.time_zone.clone().filter(|name| {
            let is_known = intl::offset(name, now()).is_some();
            if !is_known {
                config_errors.push(ConfigError::Value { key: "timeZone", value: name.clone() });
            }
            is_known
        });
        let own_zone = configured.or_else(intl::own_zone).unwrap_or_else(|| zone::UTC.to_owned());
        let theme = stored("theme").as_deref().and_then(Theme::parse);
        let locale = Self::first_locale(config, persists);
        let values = SettingsValues {
            locale,
            chosen_locale: locale,
            theme: theme.or_else(|| Theme::parse(config.theme.as_deref()?)).unwrap_or_default(),
            zone: if is_utc { ZoneChoice::Utc } else { ZoneChoice::Own },
            size: size.filter(|size| pagination::SIZES.contains(size)).unwrap_or(pagination::DEFAULT_SIZE),
            shortcuts: storage::read("shortcuts").as_deref() != Some("off"),
        };
        (values, own_zone, config_errors)
    }

    /// The language; tracked.
    pub fn locale(self) -> Locale {
        self.values.get().locale
    }

    /// Sets and stores the language, once its words are loaded. If they cannot be loaded, or another language was chosen
    /// in the meantime, the language stays.
    pub fn set_locale(self, locale: Locale) {
        self.values.update_untracked(|values| values.chosen_locale = locale);
        let set = move || {
            if self.values.try_with_untracked(|values| values.chosen_locale) == Some(locale) {
                self.store("locale", locale.tag());
                self.values.try_update(|values| values.locale = locale);
            }
        };
        #[cfg(feature = "split")]
        leptos::task::spawn_local(async move {
            if crate::i18n::load(locale).await {
                set();
            }
        });
        #[cfg(not(feature = "split"))]
        set();
    }

    /// The theme; tracked.
    pub fn theme(self) -> Theme {
        self.values.get().theme
    }

    /// Sets and stores the theme.
    pub fn set_theme(self, theme: Theme) {
        self.store("theme", theme.name());
        self.values.update(|values| values.theme = theme);
    }

    /// The time zone in which times are shown: the user's own, or UTC; tracked.
    pub fn zone(self) -> ZoneChoice {
        self.values.get().zone
    }

    /// Sets and stores the time zone.
    pub fn set_zone(self, choice: ZoneChoice) {
        self.store("zone", if choice == ZoneChoice::Utc { zone::UTC } else { "own" });
        self.values.update(|values| values.zone = choice);
    }

    /// The name of the time zone in which times are shown, as sent to the service; tracked.
    pub fn zone_name(self) -> String {
        match self.zone() {
            ZoneChoice::Own => self.own_zone(),
            ZoneChoice::Utc => zone::UTC.to_owned(),
        }
    }

    /// The language and the name of the time zone, untracked; `None` after the app was unmounted.
    pub fn now(self) -> Option<(Locale, String)> {
        let values = self.values.try_get_untracked()?;
        let zone = match values.zone {
            ZoneChoice::Own => self.own_zone.try_get_untracked()?,
            ZoneChoice::Utc => zone::UTC.to_owned(),
        };
        Some((values.locale, zone))
    }

    /// The time zone of the configuration, else of the browser; tracked.
    pub fn own_zone(self) -> String {
        self.own_zone.get()
    }

    /// Whether the user has single-key shortcuts switched on; tracked.
    pub fn shortcuts(self) -> bool {
        self.values.get().shortcuts
    }

    /// Switches single-key shortcuts on or off, and stores it. Some people press keys by accident, or speak to their
    /// device (WCAG 2.1.4).
    pub fn set_shortcuts(self, enabled: bool) {
        storage::write("shortcuts", if enabled { "on" } else { "off" });
        self.values.update(|values| values.shortcuts = enabled);
    }

    /// The default number of rows on a page, untracked.
    pub fn size(self) -> u32 {
        self.values.get_untracked().size
    }

    /// Sets and stores the default number of rows on a page.
    pub fn set_size(self, size: u32) {
        storage::write("pageSize", &size.to_string());
        self.values.update(|values| values.size = size);
    }
}

/// The settings of the app.
pub fn use_settings() -> Settings {
    use_context().unwrap_or_else(|| Settings::load(&Config::default(), true).0)
}

/// The localizer for the language of the page.
pub fn use_localizer() -> Localizer {
    use_context().unwrap_or_default()
}

/// The configuration of the operator or of the host page. It changes when a host page reconfigures the app.
pub fn use_config() -> RwSignal<Config> {
    use_context().unwrap_or_default()
}
