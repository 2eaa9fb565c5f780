//! The pages. Each asks the service for what its place says, and shows what it answers.

mod export;
mod failure;
mod home;
mod reading;
mod record;
mod settled;
mod task;
mod wording;

use js_sys::Function;
use leptos::prelude::*;

use crate::components::dynamic::{dynamic, whether};
use crate::components::frame::{Trail, frame};
use crate::components::notice::{Weight, notice};
use crate::components::status::Tone;
use crate::components::tag::{Child, link, tag};
use crate::i18n::fill;
use crate::i18n::speech::Speech;
use crate::model::config::{Config, Mistake};
use crate::model::place::Place;
use crate::state::clock::Clock;
use crate::state::nav::Nav;
use crate::state::service::Service;
use crate::state::settings::Settings;
use crate::state::signal::{Memo, RwSignal};

/// The app.
#[derive(Clone, Copy)]
pub struct App {
    nav: Nav,
    settings: Settings,
    service: Service,
    setup: RwSignal<Config>,
    mistakes: RwSignal<Vec<Mistake>>,
}

impl App {
    /// Makes it, under the present reactive owner. `mistakes` are those in `config`; `host_headers` returns further headers
    /// for each request, see [`Service::new`].
    pub fn new(nav: Nav, config: Config, mistakes: Vec<Mistake>, host_headers: Option<Function>) -> Self {
        let (settings, more) = Settings::load(&config, !nav.is_guest());
        let service = Service::new(&config, settings, host_headers);
        let mistakes = RwSignal::new(mistakes.into_iter().chain(more).collect());
        Self { nav, settings, service, setup: RwSignal::new(config), mistakes }
    }

    /// Follows another configuration, at once.
    pub fn configure(self, config: Config, mistakes: Vec<Mistake>) {
        let more = self.settings.configure(&config);
        self.service.configure(&config);
        self.mistakes.set(mistakes.into_iter().chain(more).collect());
        self.setup.set(config);
    }

    /// Where the person is.
    pub const fn nav(self) -> Nav {
        self.nav
    }

    /// The settings.
    pub const fn settings(self) -> Settings {
        self.settings
    }

    /// All of it.
    pub fn view(self) -> AnyView {
        let Self { nav, settings, service, setup, mistakes } = self;
        provide_context(nav);
        provide_context(settings);
        provide_context(Clock::start());
        provide_context(service);
        provide_context(Setup(setup));
        let keyboard = whether(move || setup.with(|config| config.keyboard));
        frame(nav, settings, keyboard, mistakes, move |speech| page(speech, nav))
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
fn nav() -> Option<Nav> {
    use_context()
}

/// The page of a place. It stays while the place changes but its subject does not.
fn page(speech: Speech, nav: Nav) -> AnyView {
    let subject = Memo::new(move |before: Option<&Place>| {
        let now = nav.place();
        before.filter(|before| before.same_subject(&now)).cloned().unwrap_or(now)
    });
    let trail = use_context::<Trail>();
    dynamic(move || {
        let place = subject.get();
        if let Some(trail) = trail {
            trail.stands(Tone::Plain, String::new());
        }
        match place {
            Place::Home => home::home(speech, nav).into_any(),
            Place::Task(task) => task::task(speech, nav, task).into_any(),
            Place::Record(record) => record::record(speech, nav, record).into_any(),
            Place::Nowhere(path) => nowhere(speech, nav, &path).into_any(),
        }
    })
}

fn nowhere(speech: Speech, nav: Nav, path: &str) -> AnyView {
    let words = speech.words();
    if let Some(trail) = use_context::<Trail>() {
        trail.set(Vec::new());
    }
    let shown = if path.chars().count() > 80 {
        format!("{}…", path.chars().take(80).collect::<String>())
    } else {
        path.to_owned()
    };
    let more = tag("p").with(fill(words.nowhere_next, &[&shown])).child();
    let home = link(nav.href(&Place::Home), words.to_home).class("rl-button").child();
    let title = tag("h1").class("rl-unseen").with(words.nowhere);
    vec![title.child(), notice(Weight::Remark, words.nowhere.to_owned(), more, home)].child()
}
