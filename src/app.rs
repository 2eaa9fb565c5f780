//! The app: its contexts, the layout, and the page of the current route.

use js_sys::Function;
use leptos::prelude::*;

use crate::components::layout::{Layout, use_page_info};
use crate::components::status::Tone;
use crate::model::config::{Config, ConfigError};
use crate::model::route::Route;
use crate::navigation::{Navigation, use_navigation};
use crate::pages::home::home;
use crate::pages::not_found::not_found;
use crate::pages::plans::latest::latest_page;
use crate::pages::plans::plans_page;
use crate::pages::record::RecordPage;
use crate::pages::task::task_page;
use crate::query::clock::Clock;
use crate::query::effect::effect;
use crate::query::service::Service;
use crate::settings::Settings;

/// The state of one app; a page can hold several.
#[derive(Clone, Copy)]
pub struct App {
    navigation: Navigation,
    settings: Settings,
    service: Service,
    config: RwSignal<Config>,
    config_errors: RwSignal<Vec<ConfigError>>,
}

impl App {
    /// Creates the state under the current reactive owner. `config_errors` are those of `config`; `host_headers` is
    /// called for more request headers, see [`Service::new`].
    pub fn new(
        navigation: Navigation,
        config: Config,
        config_errors: Vec<ConfigError>,
        host_headers: Option<Function>,
    ) -> Self {
        let (settings, more) = Settings::load(&config, !navigation.is_guest());
        let service = Service::new(&config, settings, host_headers);
        let config_errors = RwSignal::new(config_errors.into_iter().chain(more).collect());
        Self { navigation, settings, service, config: RwSignal::new(config), config_errors }
    }

    /// Applies another configuration at once.
    pub fn configure(self, config: Config, config_errors: Vec<ConfigError>) {
        let more = self.settings.configure(&config);
        self.service.configure(&config);
        self.config_errors.set(config_errors.into_iter().chain(more).collect());
        self.config.set(config);
    }

    /// The navigation, for the shell.
    pub const fn navigation(self) -> Navigation {
        self.navigation
    }

    /// The settings, for the shell.
    pub const fn settings(self) -> Settings {
        self.settings
    }

    /// Renders the app.
    pub fn view(self) -> impl IntoView {
        provide_context(self.navigation);
        provide_context(self.settings);
        provide_context(self.service);
        provide_context(self.config);
        provide_context(Clock::start());
        effect(move || {
            if self.service.is_signed_out() {
                self.navigation.on_unauthorized();
            }
        });
        view! {
            <Layout config_errors=self.config_errors>
                <CurrentPage />
            </Layout>
        }
    }
}

/// The page of the current route. A page stays mounted while the route changes within it, for example to another
/// filter: see [`Route::is_same_page`].
#[component]
fn CurrentPage() -> impl IntoView {
    let navigation = use_navigation();
    let page_info = use_page_info();
    let page = Memo::new(move |before: Option<&Route>| {
        let now = navigation.route();
        before.filter(|before| before.is_same_page(&now)).cloned().unwrap_or(now)
    });
    move || {
        page_info.set_status(Tone::Plain, String::new());
        match page.get() {
            Route::Home => home(),
            Route::Plans(route) => plans_page(route),
            Route::Latest(route) => latest_page(route),
            Route::Task(route) => task_page(route),
            Route::Record(route) => view! { <RecordPage route /> }.into_any(),
            Route::NotFound(path) => not_found(path),
        }
    }
}
