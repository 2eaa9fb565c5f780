//! The notice of a failed request: its words and its next step.

use std::collections::BTreeSet;

use leptos::prelude::*;
use replica_log::api::Error;
use replica_log::api::error::ErrorKind;
use replica_log::i18n::localizer::Localizer;
use replica_log::model::config::Config;
use replica_log::model::locale::Locale;
use replica_log::model::route::Route;
use replica_log::pages::error_notice::ErrorNotice;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fake_shell::FakeShell;
use crate::harness::Harness;
use crate::query::config;

const KINDS: [ErrorKind; 16] = [
    ErrorKind::SignIn,
    ErrorKind::Forbidden,
    ErrorKind::Blocked,
    ErrorKind::AppRefused,
    ErrorKind::NotFound,
    ErrorKind::WrongPath,
    ErrorKind::WrongMethod,
    ErrorKind::BadParameter,
    ErrorKind::TooMany,
    ErrorKind::Service,
    ErrorKind::Gateway,
    ErrorKind::Unreadable,
    ErrorKind::Undocumented,
    ErrorKind::Empty,
    ErrorKind::Offline,
    ErrorKind::TimedOut,
];

/// A notice in a language; returns its headline and the text below.
fn notice(error: Error, config: Config, locale: Locale) -> (String, String) {
    let mut harness = Harness::new();
    let navigation = FakeShell::default().navigation(Route::Home);
    harness.mount(move || {
        provide_context(navigation);
        provide_context(Localizer(locale));
        provide_context(RwSignal::new(config));
        view! { <ErrorNotice error on_retry=|()| () /> }
    });
    (harness.text(".rl-notice-what"), harness.text(".rl-notice-what + p"))
}

#[wasm_bindgen_test]
fn every_kind_of_error_has_its_own_words_in_every_language() {
    let mut seen = BTreeSet::new();
    for locale in Locale::ALL {
        for kind in KINDS {
            let (headline, next) = notice(Error::new(kind), config(), locale);
            assert!(!next.trim().is_empty(), "{kind:?}");
            assert!(seen.insert(headline.clone()), "{headline}");
        }
    }
}

#[wasm_bindgen_test]
fn errors_of_a_wrong_api_base_name_the_key_and_its_value() {
    for kind in [ErrorKind::WrongPath, ErrorKind::WrongMethod, ErrorKind::Unreadable] {
        for locale in Locale::ALL {
            let config = Config { api_base: "https://repo.example.com/wbe".to_owned(), ..config() };
            let (_, next) = notice(Error::new(kind), config, locale);
            assert!(next.contains("apiBase") && next.contains("https://repo.example.com/wbe"), "{next}");
        }
    }
}

#[wasm_bindgen_test]
fn cors_is_named_only_if_there_is_no_response_from_another_origin() {
    let other = || Config { api_base: "https://repo.example.com/web".to_owned(), ..config() };
    for (kind, config, is_named) in [
        (ErrorKind::Offline, other(), true),
        (ErrorKind::Offline, Config { project_id: "p".to_owned(), send_time_zone: false, ..other() }, true),
        (ErrorKind::Offline, Config { send_time_zone: false, ..other() }, false),
        (ErrorKind::Offline, config(), false),
        (ErrorKind::Offline, Config { api_base: window().location().origin().unwrap(), ..config() }, false),
        (ErrorKind::TimedOut, other(), false),
        (ErrorKind::Gateway, other(), false),
    ] {
        let (_, next) = notice(Error::new(kind), config, Locale::EnUs);
        assert_eq!(next.contains("CORS"), is_named, "{kind:?}: {next}");
    }
}
