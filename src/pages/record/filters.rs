//! The filters of the details.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::super::labels;
use super::Answers;
use crate::components::compat::choice;
use crate::components::dynamic::{dynamic, value, whether};
use crate::components::link_group::LinkOption;
use crate::components::tag::{Child, Tag, bdi, button, link, tag};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::enums::Status;
use crate::model::filter::{DetailFilter, Field};
use crate::model::route::{RecordRoute, Route};
use crate::navigation::{HistoryMode, Navigation};

/// The filter bar: those that fit the execution in sight, the others folded away.
pub(super) fn bar(speech: Localizer, nav: Navigation, place: Memo<RecordRoute>, answers: Answers) -> AnyView {
    let words = speech.words();
    let fits = move |field: Field| {
        let shown = answers.info.shown();
        field.fits(shown.as_deref().and_then(|reply| reply.data().replica_object_type.known()))
    };
    let input = move |field: Field| {
        let (label, hint) = labels::filter(words, field);
        let commit = Callback::new(move |text: String| {
            let place = place.get_untracked();
            // A text that is typed on is one step of "back", not one for every pause.
            let how = if place.filter.text(field).is_empty() || text.is_empty() {
                HistoryMode::Push
            } else {
                HistoryMode::Replace
            };
            let filter = place.filter.clone().with(field, text);
            nav.go(Route::Record(place.filtered(filter)), how);
        });
        let typed = value(move || place.with(|place| place.filter.text(field).to_owned()));
        let folded = Signal::derive(move || !fits(field));
        crate::components::compat::field(field.name(), label, hint, typed, folded, commit)
    };
    let fields = Field::ALL.into_iter().map(input).collect::<Vec<_>>();
    // Those that do not fit are folded away; not while one of them is set.
    let unfolded = RwSignal::new(false);
    let unfitting_set = whether(move || place.with(|place| place.filter.texts().any(|(field, _)| !fits(field))));
    let more = value(move || (unfolded.get() || unfitting_set.get()).to_string());
    let unfold = button("rl-button rl-more", move || unfolded.update(|unfolded| *unfolded = !*unfolded));
    tag("form")
        .class("rl-filters")
        .attr("role", "search")
        .attr("aria-label", words.filters)
        .follows("data-more", more)
        .on("submit", |event: SubmitEvent| event.prevent_default())
        .with(fields)
        .with(dynamic(move || statuses(speech, nav, &place.get())))
        .with(unfold.follows("aria-expanded", more).with(words.more_filters))
        .child()
}

fn statuses(speech: Localizer, nav: Navigation, place: &RecordRoute) -> AnyView {
    let words = speech.words();
    let option = |status: Option<Status>| {
        let word = match &status {
            None => words.all.to_owned(),
            Some(_) => labels::status(speech, status.as_ref()).1,
        };
        let chosen = place.filter.status == status;
        let href = nav.href(&Route::Record(place.filtered(place.filter.clone().with_status(status))));
        LinkOption { label: word, href, is_current: chosen }
    };
    let options = std::iter::once(None).chain(Status::KNOWN.iter().cloned().map(Some)).map(option).collect();
    choice(words.status, options)
}

/// The filters that are set, each with the way to take it off.
pub(super) fn chips(speech: Localizer, nav: Navigation, place: &RecordRoute) -> Option<Tag> {
    let words = speech.words();
    let filter = &place.filter;
    if filter.is_empty() {
        return None;
    }
    let chip = |name: &str, value: &str, without: DetailFilter| {
        let said = format!("{name}: {value}");
        let label = fill(words.remove_filter, &[&said]);
        let href = nav.href(&Route::Record(place.filtered(without)));
        let off = link(href, "✕").attr("aria-label", label.clone()).attr("title", label);
        tag("li").class("rl-chip").with(bdi(said)).with(" ").with(off)
    };
    let status = filter.status.as_ref().map(|status| {
        let (_, word) = labels::status(speech, Some(status));
        chip(words.status, &word, filter.clone().with_status(None))
    });
    let texts: Vec<_> = filter
        .texts()
        .map(|(field, text)| chip(labels::filter(words, field).0, text, filter.clone().with(field, "")))
        .collect();
    let clear = nav.href(&Route::Record(place.filtered(DetailFilter::default())));
    let clear = tag("li").with(link(clear, words.clear_all));
    Some(tag("ul").class("rl-chips").attr("aria-label", words.filters).with(status).with(texts).with(clear))
}
