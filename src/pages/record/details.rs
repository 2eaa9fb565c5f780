//! The table of details.

use leptos::prelude::*;

use super::super::export::{Pages, export, file};
use super::super::query_view::{Extent, extent, fresh_rows, freshness, pages, total, trouble, unanswered};
use super::row::{self, Setting};
use super::{Answers, cells, filters, is_running, raw};
use crate::api::endpoint::Endpoint;
use crate::api::wire::{Detail, Page};
use crate::components::columns;
use crate::components::compat::{empty, skeleton};
use crate::components::dynamic::{dynamic, whether};
use crate::components::lazy::part;
use crate::components::table::{Table, table};
use crate::components::tag::{Child, link, tag};
use crate::i18n::localizer::Localizer;
use crate::model::filter::DetailFilter;
use crate::model::pagination::Pagination;
use crate::model::route::{RecordRoute, Route};
use crate::model::zone::Zone;
use crate::navigation::Navigation;
use crate::query::table_rows::{PendingRows, rows};
use crate::query::use_poll::Polling;
use crate::query::use_query::Query;
use crate::settings::columns::Chosen;

/// Filters, rows and pages.
pub(super) fn details(
    speech: Localizer,
    nav: Navigation,
    place: Memo<RecordRoute>,
    answers: Answers,
    polling: Polling,
    refresh: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let words = speech.words();
    let asked = answers.details;
    let extent = extent(asked);
    let chosen = Chosen::load("details", cells::COLUMNS);
    let news = PendingRows::none();
    // What a person asks for is shown, new rows and all; what comes by itself pushes nothing.
    let by_hand = move || {
        news.expect(asked);
        refresh();
    };
    let turned = move |page: Pagination| Route::Record(place.get().turned(page));
    let names = cells::heads(speech).into_iter().map(|(word, _)| word).collect();
    let actions = tag("span")
        .class("rl-actions")
        .with(columns::columns(speech, chosen, names))
        .with(export(speech, move |far| details_file(speech, far, asked, place)))
        .with(raw::raw(speech, place));
    let tools = tag("div")
        .class("rl-tools")
        .with(view! { <filters::FilterChips route=place /> }.into_any())
        .with(tag("span").class("rl-space"))
        .with(total(speech, &words.n_artifacts, extent))
        .with(freshness(speech, asked.handle, polling, by_hand))
        .with(actions);
    tag("section")
        .class("rl-card")
        .attr("aria-label", words.details)
        // What leads here from elsewhere on the page brings the focus along.
        .attr("data-part", "details")
        .attr("tabindex", "-1")
        .with(view! { <filters::FilterBar route=place queries=answers /> }.into_any())
        .with(tools)
        .with(trouble(speech, asked.handle, Some(words.details)))
        .with(fresh_rows(speech, news))
        .with(details_table(speech, nav, place, answers, chosen, news))
        .with(none(speech, nav, place, answers, extent))
        .with(pages(speech, nav, extent, move || place.get().page, turned))
        .child()
}

part! {
    fn details_file(
        speech: Localizer,
        far: RwSignal<String>,
        asked: Query<Page<Detail>>,
        place: Memo<RecordRoute>,
    ) in dialogs {
        let name = place.with_untracked(|place| place.id.as_str().to_owned());
        let pages_of = move || -> Pages {
            let RecordRoute { id, filter, .. } = place.get_untracked();
            Box::new(move |page| Endpoint::DetailPage { id: id.clone(), page, filter: filter.clone() })
        };
        file(speech, far, name, asked, pages_of)
    }
}

fn details_table(
    speech: Localizer,
    nav: Navigation,
    place: Memo<RecordRoute>,
    answers: Answers,
    columns: Chosen,
    news: PendingRows,
) -> AnyView {
    let asked = answers.details;
    let rows = rows(asked, news, |detail: &Detail| &detail.id, move || place.with_untracked(|place| place.page.size));
    let zone = Memo::new(move |_| asked.latest().map_or(Zone::Unknown, |reply| reply.zone().clone()));
    let setting = Setting { speech, nav, place, zone, columns };
    let row = move |key: RwSignal<String>| {
        let is_open = whether(move || {
            let detail = key.with(|key| untrack(|| rows.get(key)));
            detail.is_some_and(|detail| place.with(|place| place.open.contains(&detail.id)))
        });
        dynamic(move || {
            let detail = key.with(|key| rows.get(key));
            detail.map(|detail| row::row(setting, &detail, is_open.get()))
        })
    };
    let busy = unanswered(asked.handle);
    let heads = cells::heads(speech);
    table(Table { class: "rl-table rl-details", lead: ("", "rl-toggle"), heads, columns, keys: rows.keys, busy }, row)
}

/// What stands in place of rows: still loading, nothing yet, none at all, or none that match.
fn none(
    speech: Localizer,
    nav: Navigation,
    place: Memo<RecordRoute>,
    answers: Answers,
    extent: Memo<Option<Extent>>,
) -> AnyView {
    let words = speech.words();
    dynamic(move || match extent.get() {
        None if answers.details.handle.with(|status| status.error.is_none()) => Some(skeleton(10)),
        // What an earlier question found nothing of says nothing of this one.
        Some(Extent { total: 0, is_present: false, .. }) => {
            answers.details.handle.with(|status| status.error.is_none()).then(|| skeleton(10))
        }
        Some(Extent { total: 0, .. }) if !place.get().filter.is_empty() => {
            let all = Route::Record(place.get().filtered(DetailFilter::default()));
            let clear = link(nav.href(&all), words.clear_all).class("rl-button");
            Some(empty(words.nothing_matches.to_owned(), clear))
        }
        Some(Extent { total: 0, .. }) if is_running(answers) => Some(empty(words.still_running.to_owned(), ())),
        Some(Extent { total: 0, .. }) => Some(empty(words.no_details.to_owned(), ())),
        // A page beyond the end: the way to the last one is being taken.
        Some(Extent { is_empty: true, .. }) => Some(skeleton(10)),
        _ => None,
    })
}
