//! The table of details.

use leptos::prelude::*;

use super::super::settled::{failed, freshness, pages, stale};
use super::row::{self, Setting};
use super::{Answers, filters, is_running, raw};
use crate::api::wire::Detail;
use crate::components::notice::{empty, skeleton};
use crate::i18n::speech::Speech;
use crate::model::filter::DetailFilter;
use crate::model::page::Page;
use crate::model::place::{Place, RecordPlace};
use crate::model::zone::Zone;
use crate::state::nav::Nav;
use crate::state::poll::Polling;
use crate::state::rows::rows;

/// Filters, rows and pages.
pub(super) fn details(
    speech: Speech,
    nav: Nav,
    place: Memo<RecordPlace>,
    answers: Answers,
    polling: Polling,
    refresh: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let words = speech.words();
    let asked = answers.details;
    let total = move || {
        let total = asked.shown().map(|reply| reply.data().total())?;
        Some(speech.counted(&words.n_artifacts, i64::try_from(total).unwrap_or(i64::MAX)))
    };
    let turned = move |page: Page| Place::Record(place.get().turned(page));
    view! {
        <section class="rl-card" aria-label=words.details>
            {filters::bar(speech, nav, place, answers)}
            <div class="rl-tools">
                {move || filters::chips(speech, nav, &place.get())}
                <span class="rl-space"></span>
                <span class="rl-total" role="status">{total}</span>
                {freshness(speech, asked, polling, refresh)}
                {raw::raw(speech, place)}
            </div>
            {stale(speech, asked, words.details)}
            {failed(speech, asked, Some(words.details))}
            {table(speech, nav, place, answers)}
            {none(speech, nav, place, answers)}
            {pages(speech, asked, move || place.get().page, nav, turned)}
        </section>
    }
}

fn table(speech: Speech, nav: Nav, place: Memo<RecordPlace>, answers: Answers) -> impl IntoView {
    let words = speech.words();
    let asked = answers.details;
    let rows = rows(asked, |detail: &Detail| &detail.id);
    let zone = Memo::new(move |_| asked.shown().map_or(Zone::Unknown, |reply| reply.zone().clone()));
    let open = Memo::new(move |_| place.get().open);
    let setting = Setting { speech, nav, place, zone };
    let head = [
        ("", "rl-toggle"),
        (words.artifact_name, ""),
        (words.repository, ""),
        (words.route, ""),
        (words.size, "rl-number"),
        ("SHA-256", ""),
        (words.conflict_strategy, ""),
        (words.status, ""),
        (words.start_time, ""),
        (words.duration, "rl-number"),
    ];
    let head =
        head.into_iter().map(|(word, class)| view! { <th role="columnheader" scope="col" class=class>{word}</th> });
    let is_empty = Memo::new(move |_| rows.with(Vec::is_empty));
    let turning = move || asked.with(|known| known.data().is_none()).to_string();
    view! {
        <div class="rl-table-box" hidden=move || is_empty.get()>
            <table class="rl-table rl-details" role="table" aria-busy=turning>
                <thead role="rowgroup"><tr role="row">{head.collect_view()}</tr></thead>
                <For each=move || rows.get() key=|kept| kept.key.clone() let(kept)>
                    {
                        let id = kept.row.with_untracked(|detail| detail.id.clone());
                        let is_open = Memo::new(move |_| open.with(|open| open.contains(&id)));
                        view! {
                            <tbody role="rowgroup">
                                {move || row::row(setting, &kept.row.get(), is_open.get())}
                            </tbody>
                        }
                    }
                </For>
            </table>
        </div>
    }
}

/// What stands in place of rows: still loading, nothing yet, none at all, or none that match.
fn none(speech: Speech, nav: Nav, place: Memo<RecordPlace>, answers: Answers) -> impl IntoView {
    let words = speech.words();
    let state = Memo::new(move |_| {
        answers.details.with(|known| match known.shown() {
            Some(reply) => reply.data().rows().is_empty().then_some((false, reply.data().total())),
            None => known.is_busy().then_some((true, 0)),
        })
    });
    let filtered = Memo::new(move |_| !place.get().filter.is_empty());
    let running = Memo::new(move |_| is_running(answers));
    move || {
        Some(match state.get()? {
            (false, 0) if filtered.get() => {
                let all = Place::Record(place.get().filtered(DetailFilter::default()));
                let clear = view! { <a class="rl-button" href=nav.href(&all)>{words.clear_all}</a> };
                empty(words.nothing_matches.to_owned(), clear)
            }
            (false, 0) if running.get() => empty(words.still_running.to_owned(), ()),
            (false, 0) => empty(words.no_details.to_owned(), ()),
            // Loading, or beyond the end: the way to the last page is being taken.
            _ => skeleton(10).into_any(),
        })
    }
}
