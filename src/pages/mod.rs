//! The pages. Each asks the service for what its place says, and shows what it answers.

mod export;
mod failure;
mod home;
mod reading;
mod record;
mod settled;
mod task;
mod wording;

use leptos::prelude::*;

use crate::components::dynamic::dynamic;
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

/// The whole app.
pub fn app(nav: Nav, config: &Config, mistakes: Vec<Mistake>) -> AnyView {
    let (settings, more) = Settings::load(config);
    provide_context(nav);
    provide_context(settings);
    provide_context(Clock::start());
    provide_context(Service::new(config, settings));
    let mistakes = mistakes.into_iter().chain(more).collect();
    provide_context(Setup(StoredValue::new(config.clone())));
    frame(nav, settings, config.keyboard, mistakes, move |speech| page(speech, nav))
}

/// The configuration, for pages.
#[derive(Debug, Clone, Copy)]
struct Setup(StoredValue<Config>);

/// The configuration.
fn setup() -> Config {
    use_context::<Setup>().and_then(|setup| setup.0.try_get_value()).unwrap_or_default()
}

/// Where the person is.
fn nav() -> Option<Nav> {
    use_context()
}

/// The page of a place. It stays while the place changes but its subject does not.
fn page(speech: Speech, nav: Nav) -> AnyView {
    let subject = Memo::new_with_compare(
        move |_| nav.place(),
        |before, now| match (before, now) {
            (Some(before), Some(now)) => !before.same_subject(now),
            _ => true,
        },
    );
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
