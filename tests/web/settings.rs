//! The settings: stored values, configuration, browser.

use leptos::prelude::*;
use replica_log::i18n::intl;
use replica_log::model::config::{Config, ConfigError, Theme};
use replica_log::model::locale::Locale;
use replica_log::model::zone::ZoneChoice;
use replica_log::settings::Settings;
use replica_log::settings::storage;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{Harness, set_cookie};

/// Loads the settings with a configuration, as a new page does.
fn load(json: &str) -> (Settings, Vec<ConfigError>) {
    let (config, config_errors) = Config::parse(json);
    assert_eq!(config_errors, [], "the test's own configuration");
    Settings::load(&config, true)
}

#[wasm_bindgen_test]
fn without_stored_settings_the_configuration_applies() {
    let _harness = Harness::new();
    let (settings, config_errors) = load(r#"{"locale":"ja","theme":"dark","timeZone":"Asia/Kolkata"}"#);
    assert_eq!(config_errors, []);
    assert_eq!((settings.locale(), settings.theme()), (Locale::Ja, Theme::Dark));
    assert_eq!((settings.zone(), settings.zone_name()), (ZoneChoice::Own, "Asia/Kolkata".to_owned()));
    assert_eq!(settings.size(), 20);
}

#[wasm_bindgen_test]
fn without_a_configuration_the_settings_of_the_browser_apply() {
    let _harness = Harness::new();
    let (settings, config_errors) = load("{}");
    assert_eq!(config_errors, []);
    let browser = window().navigator().language().unwrap();
    assert_eq!(settings.locale(), Locale::choose([browser.as_str()]));
    assert_eq!(settings.theme(), Theme::Auto);
    assert_eq!(Some(settings.own_zone()), intl::own_zone());
}

#[wasm_bindgen_test]
fn settings_survive_a_reload() {
    let _harness = Harness::new();
    let config = r#"{"locale":"ja","theme":"dark","timeZone":"Asia/Kolkata"}"#;
    let (settings, _) = load(config);
    settings.set_locale(Locale::EnUs);
    settings.set_theme(Theme::Light);
    settings.set_zone(ZoneChoice::Utc);
    settings.set_size(100);
    for settings in [settings, load(config).0] {
        assert_eq!((settings.locale(), settings.theme()), (Locale::EnUs, Theme::Light));
        assert_eq!((settings.zone(), settings.zone_name()), (ZoneChoice::Utc, "UTC".to_owned()));
        assert_eq!((settings.own_zone(), settings.size()), ("Asia/Kolkata".to_owned(), 100));
    }
    settings.set_zone(ZoneChoice::Own);
    settings.set_theme(Theme::Auto);
    let (settings, _) = load(config);
    assert_eq!((settings.zone(), settings.theme()), (ZoneChoice::Own, Theme::Auto));
}

#[wasm_bindgen_test]
fn invalid_stored_settings_are_ignored() {
    let _harness = Harness::new();
    for name in ["locale", "theme", "zone", "pageSize"] {
        storage::write(name, "<nonsense>");
    }
    let (settings, config_errors) = load(r#"{"locale":"en-US","theme":"dark","timeZone":"Asia/Shanghai"}"#);
    assert_eq!(config_errors, []);
    assert_eq!((settings.locale(), settings.theme()), (Locale::EnUs, Theme::Dark));
    assert_eq!((settings.zone(), settings.size()), (ZoneChoice::Own, 20));
    for size in ["0", "-1", "7", "99999999999"] {
        storage::write("pageSize", size);
        assert_eq!(load("{}").0.size(), 20, "{size}");
    }
}

#[wasm_bindgen_test]
fn an_unknown_time_zone_is_reported_and_replaced_by_that_of_the_browser() {
    let _harness = Harness::new();
    let (settings, config_errors) = load(r#"{"timeZone":"Mars/Olympus"}"#);
    assert_eq!(config_errors, [ConfigError::Value { key: "timeZone", value: "Mars/Olympus".to_owned() }]);
    assert_eq!(Some(settings.own_zone()), intl::own_zone());
}

#[wasm_bindgen_test]
fn the_language_cookie_of_the_platform_applies_unless_the_configuration_or_the_user_chose() {
    let _harness = Harness::new();
    for (cookie, locale) in [("ja", Locale::Ja), ("en", Locale::EnUs), ("zh-cn", Locale::ZhCn)] {
        set_cookie(&format!("blueking_language={cookie}; path=/"));
        assert_eq!(load("{}").0.locale(), locale, "{cookie}");
    }
    set_cookie("blueking_language=ja; path=/");
    let (settings, _) = load(r#"{"locale":"en-US"}"#);
    assert_eq!(settings.locale(), Locale::EnUs, "the configuration takes precedence");
    settings.set_locale(Locale::ZhCn);
    assert_eq!(load(r#"{"locale":"en-US"}"#).0.locale(), Locale::ZhCn, "the user takes precedence over both");
}
