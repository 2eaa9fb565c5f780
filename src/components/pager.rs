//! The pages of a table.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;

use super::dynamic::at;
use crate::i18n::fill;
use crate::i18n::speech::Speech;
use crate::model::page::{Page, SIZES, Step, steps};

/// What a pager does and knows.
#[derive(Clone)]
pub struct Pages {
    /// The page that is shown.
    pub page: Page,
    /// Rows on all pages.
    pub total: u64,
    /// The address of a page.
    pub href: std::sync::Arc<dyn Fn(Page) -> String + Send + Sync>,
    /// Goes to a page.
    pub go: Callback<Page>,
    /// Another size was chosen.
    pub resize: Callback<u32>,
}

/// First, previous, pages, next, last, a jump, and the number of rows on a page.
pub fn pager(speech: Speech, pages: Pages) -> AnyView {
    let words = speech.words();
    let Pages { page, total, href, go, resize } = pages;
    let last = page.count(total);
    let current = page.number.min(last);
    let link = move |number: u32, sign: String, label: String, rel: Option<&'static str>| {
        // At an end there is nowhere to go: the place is kept, so that the others stay where they are.
        if rel.is_some() && (number < 1 || number > last || number == current) {
            return view! { <span class="rl-page" aria-disabled="true" aria-hidden="true">{sign}</span> }.into_any();
        }
        let here = (number == current).then_some("page");
        view! { <a class="rl-page" href=href(page.at(number)) aria-label=label aria-current=here rel=rel>{sign}</a> }
            .into_any()
    };
    let numbered = steps(current, last).into_iter().map(|step| match step {
        Step::Gap => view! { <span class="rl-page rl-gap" aria-hidden="true">"…"</span> }.into_any(),
        Step::Page(number) => {
            let shown = speech.count(number.into());
            let label = fill(words.page_n, &[&shown]);
            link(number, shown, label, None)
        }
    });
    let numbered = numbered.collect_view();
    let rows = match page.rows(total) {
        Some((from, to)) => fill(words.rows_of, &[&speech.count(from), &speech.count(to), &speech.count(total)]),
        None => fill(words.rows_of, &["0", "0", &speech.count(total)]),
    };
    view! {
        <nav class="rl-pager" aria-label=words.pages>
            <span class="rl-pager-rows">{rows}</span>
            <span class="rl-pager-steps">
                {link(1, "«".into(), words.first_page.into(), Some("first"))}
                {link(current.saturating_sub(1), "‹".into(), words.previous_page.into(), Some("prev"))}
                {numbered}
                {link(current.saturating_add(1), "›".into(), words.next_page.into(), Some("next"))}
                {link(last, "»".into(), words.last_page.into(), Some("last"))}
            </span>
            {jump(speech, page, last, go)}
            {sizes(speech, page.size, resize)}
        </nav>
    }
    .into_any()
}

fn jump(speech: Speech, page: Page, last: u32, go: Callback<Page>) -> AnyView {
    let words = speech.words();
    let input = NodeRef::<Input>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(input) = input.get_untracked() else { return };
        let typed = input.value();
        let typed = typed.trim();
        // What is no number goes nowhere, and stays to be mended.
        if !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit()) {
            let number = Page::parse(Some(typed), None).number.min(last);
            input.set_value("");
            go.run(page.at(number));
        }
    };
    view! {
        <form class="rl-jump" on:submit=at(submit)>
            <input class="rl-input" type="text" inputmode="numeric" autocomplete="off" size="4"
                node_ref=input aria-label=words.go_to_page placeholder=words.go_to_page />
        </form>
    }
    .into_any()
}

fn sizes(speech: Speech, size: u32, resize: Callback<u32>) -> AnyView {
    let words = speech.words();
    // A size that an address asked for is offered too, or the list would name another one than is shown.
    let mut offered = SIZES.to_vec();
    if !offered.contains(&size) {
        let place = offered.iter().position(|offer| *offer > size).unwrap_or(offered.len());
        offered.insert(place, size);
    }
    let options = offered.into_iter().map(|option| {
        let word = fill(words.rows_per_page, &[&speech.count(option.into())]);
        view! { <option value=option.to_string() selected=option == size>{word}</option> }
    });
    let changed = move |event| {
        if let Ok(size) = event_target_value(&event).parse() {
            resize.run(size);
        }
    };
    view! {
        <select class="rl-select" aria-label=words.page_size on:change=at(changed)>{options.collect_view()}</select>
    }
    .into_any()
}
