//! The pager of a table.

use leptos::ev::{Event, SubmitEvent};
use leptos::html::Input;
use leptos::prelude::*;

use crate::i18n::fill;
use crate::model::pagination::{PagerStep, Pagination, SIZES, steps};
use crate::settings::use_localizer;

/// The pager: the range of rows, links to pages, a jump to a page, and the page size.
#[component]
pub fn Pager(
    /// The current page.
    page: Pagination,
    /// The number of rows on all pages.
    total: u64,
    /// Whether the page came without rows, so that it has no range.
    #[prop(optional)]
    is_empty: bool,
    /// The address of a page.
    #[prop(into)]
    href: Callback<Pagination, String>,
    /// Goes to a page.
    #[prop(into)]
    go: Callback<Pagination>,
    /// Sets the page size.
    #[prop(into)]
    resize: Callback<u32>,
) -> impl IntoView {
    let i18n = use_localizer();
    let words = i18n.words();
    let (from, to) = page.rows(total).unwrap_or_default();
    let rows = || fill(words.rows_of, &[&i18n.count(from), &i18n.count(to), &i18n.count(total)]);
    view! {
        <nav class="rl-pager" aria-label=words.pages>
            <span class="rl-pager-rows">{(!is_empty).then(rows)}</span>
            <PageLinks page last=page.count(total) href />
            <PageJump page last=page.count(total) go />
            <PageSize size=page.size resize />
        </nav>
    }
}

/// The links: first, previous, pages, next, last.
#[component]
fn PageLinks(
    /// The current page.
    page: Pagination,
    /// The number of the last page.
    last: u32,
    /// The address of a page.
    href: Callback<Pagination, String>,
) -> impl IntoView {
    let i18n = use_localizer();
    let words = i18n.words();
    let current = page.number.min(last);
    let href = move |number: u32| href.run(page.at(number));
    let numbered = steps(current, last).into_iter().map(|step| match step {
        PagerStep::Gap => view! { <span class="rl-step rl-gap" aria-hidden="true">"…"</span> }.into_any(),
        PagerStep::Page(number) => {
            let text = i18n.count(number.into());
            let label = fill(words.page_n, &[&text]);
            let is_current = (number == current).then_some("page");
            view! { <a class="rl-step" href=href(number) aria-label=label aria-current=is_current>{text}</a> }
                .into_any()
        }
    });
    let numbered = numbered.collect_view();
    let to = |number: u32| (1..=last).contains(&number).then_some(number).filter(|number| *number != current).map(href);
    view! {
        <span class="rl-pager-steps">
            <RelativeLink sign="«" label=words.first_page rel="first" href=to(1) />
            <RelativeLink sign="‹" label=words.previous_page rel="prev" href=to(current.saturating_sub(1)) />
            {numbered}
            <RelativeLink sign="›" label=words.next_page rel="next" href=to(current.saturating_add(1)) />
            <RelativeLink sign="»" label=words.last_page rel="last" href=to(last) />
        </span>
    }
}

/// A link relative to the current page. At an end it is disabled and keeps its place, so that the others do not move.
#[component]
fn RelativeLink(
    /// The visible sign.
    sign: &'static str,
    /// The accessible name.
    label: &'static str,
    /// The link relation, which keyboard shortcuts use.
    rel: &'static str,
    /// The address; `None` at an end.
    href: Option<String>,
) -> impl IntoView {
    match href {
        Some(href) => view! { <a class="rl-step" href=href aria-label=label rel=rel>{sign}</a> }.into_any(),
        None => view! { <span class="rl-step" aria-disabled="true" aria-hidden="true">{sign}</span> }.into_any(),
    }
}

/// The input for the number of a page. Text that is not a number is kept, so that it can be corrected.
#[component]
fn PageJump(
    /// The current page.
    page: Pagination,
    /// The number of the last page.
    last: u32,
    /// Goes to a page.
    go: Callback<Pagination>,
) -> impl IntoView {
    let label = use_localizer().words().go_to_page;
    let input = NodeRef::<Input>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(input) = input.get_untracked() else { return };
        let typed = input.value();
        let typed = typed.trim();
        if !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit()) {
            let number = Pagination::parse(Some(typed), None).number.min(last);
            input.set_value("");
            go.run(page.at(number));
        }
    };
    view! {
        <form class="rl-jump" on:submit=submit>
            <input
                class="rl-input"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                size="4"
                aria-label=label
                placeholder=label
                node_ref=input
            />
        </form>
    }
}

/// The choice of the page size.
#[component]
fn PageSize(
    /// The current size.
    size: u32,
    /// Sets the size.
    resize: Callback<u32>,
) -> impl IntoView {
    let i18n = use_localizer();
    let words = i18n.words();
    let changed = move |event: Event| {
        if let Ok(size) = event_target_value(&event).parse() {
            resize.run(size);
        }
    };
    let options = offered_sizes(size).into_iter().map(|option| {
        let text = fill(words.rows_per_page, &[&i18n.count(option.into())]);
        view! { <option value=option.to_string() prop:selected=option == size>{text}</option> }
    });
    view! {
        <select class="rl-select" aria-label=words.page_size on:change=changed>
            {options.collect_view()}
        </select>
    }
}

/// The sizes on offer. A size from the address is among them, because the list would otherwise show another one.
fn offered_sizes(size: u32) -> Vec<u32> {
    let mut offered = SIZES.to_vec();
    if !offered.contains(&size) {
        let position = offered.iter().position(|offer| *offer > size).unwrap_or(offered.len());
        offered.insert(position, size);
    }
    offered
}
