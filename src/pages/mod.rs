//! The pages. Each asks the service for what its place says, and shows what it answers.

mod bulk_fetch_view;
mod error_notice;
mod export;
mod home;
mod labels;
mod query_view;
mod record;
mod task;

use js_sys::Function;
use leptos::prelude::*;

use crate::components::compat::notice;
use crate::components::dynamic::{dynamic, whether};
use crate::components::layout::{PageInfo, frame};
use crate::components::notice::Severity;
use crate::components::status::Tone;
use crate::components::tag::{Child, link, tag};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::config::{Config, ConfigError};
use crate::model::route::Route;
use crate::navigation::Navigation;
use crate::query::clock::Clock;
use crate::query::service::Service;
use crate::settings::Settings;

/// The app.
#[derive(Clone, Copy)]
pub struct App {
    nav: Navigation,
    settings: Settings,
    service: Service,
    setup: RwSignal<Config>,
    config_errors: RwSignal<Vec<ConfigError>>,
}

impl App {
    /// Makes it, under the present reactive owner. `config_errors` are those in `config`; `host_headers` returns
    /// further headers for each request, see [`Service::new`].
    pub fn new(
        nav: Navigation,
        config: Config,
        config_errors: Vec<ConfigError>,
        host_headers: Option<Function>,
    ) -> Self {
        let (settings, more) = Settings::load(&config, !nav.is_guest());
        let service = Service::new(&config, settings, host_headers);
        let config_errors = RwSignal::new(config_errors.into_iter().chain(more).collect());
        Self { nav, settings, service, setup: RwSignal::new(config), config_errors }
    }

    /// Follows another configuration, at once.
    pub fn configure(self, config: Config, config_errors: Vec<ConfigError>) {
        let more = self.settings.configure(&config);
        self.service.configure(&config);
        self.config_errors.set(config_errors.into_iter().chain(more).collect());
        self.setup.set(config);
    }

    /// Where the person is.
    pub const fn nav(self) -> Navigation {
        self.nav
    }

    /// The settings.
    pub const fn settings(self) -> Settings {
        self.settings
    }

    /// All of it.
    pub fn view(self) -> AnyView {
        let Self { nav, settings, service, setup, config_errors } = self;
        provide_context(nav);
        provide_context(settings);
        provide_context(Clock::start());
        provide_context(service);
        provide_context(Setup(setup));
        let keyboard = whether(move || setup.with(|config| config.keyboard));
        frame(nav, settings, keyboard, config_errors, move |speech| page(speech, nav))
    }
}

/// The configuration, for pages.
#[derive(Debug, Clone, Copy)]
struct Setup(RwSignal<Config>);

/// The configuration; wakes its watcher when it becomes another.
fn setup() -> Config {
    use_context::<Setup>().map(|setup| setup.0.get()).unwrap_or_default()
}

/// Where the person is.
fn nav() -> Option<Navigation> {
    use_context()
}

/// The page of a place. It stays while the place changes but its subject does not.
fn page(speech: Localizer, nav: Navigation) -> AnyView {
    let subject = Memo::new(move |before: Option<&Route>| {
        let now = nav.place();
        before.filter(|before| before.is_same_page(&now)).cloned().unwrap_or(now)
    });
    let trail = use_context::<PageInfo>();
    dynamic(move || {
        let place = subject.get();
        if let Some(trail) = trail {
            trail.stands(Tone::Plain, String::new());
        }
        match place {
            Route::Home => home::home(speech, nav).into_any(),
            Route::Task(task) => task::task(speech, nav, task).into_any(),
            Route::Record(record) => record::record(speech, nav, record).into_any(),
            Route::NotFound(path) => nowhere(speech, nav, &path).into_any(),
        }
    })
}

fn nowhere(speech: Localizer, nav: Navigation, path: &str) -> AnyView {
    let words = speech.words();
    if let Some(trail) = use_context::<PageInfo>() {
        trail.set(Vec::new());
    }
    let shown = if path.chars().count() > 80 {
        format!("{}…", path.chars().take(80).collect::<String>())
    } else {
        path.to_owned()
    };
    let more = tag("p").with(fill(words.nowhere_next, &[&shown])).child();
    let home = link(nav.href(&Route::Home), words.to_home).class("rl-button").child();
    let title = tag("h1").class("rl-unseen").with(words.nowhere);
    vec![title.child(), notice(Severity::Info, words.nowhere.to_owned(), more, home)].child()
}
