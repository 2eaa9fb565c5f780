//! The pages of a table.

use leptos::ev::{Event, SubmitEvent};
use leptos::html::Input;
use leptos::prelude::*;

use super::tag::{Child, link, tag};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::pagination::{Pagination, SIZES, Step, steps};

/// What a pager does and knows.
#[derive(Clone)]
pub struct Pages {
    /// The page that is shown.
    pub page: Pagination,
    /// Rows on all pages.
    pub total: u64,
    /// The address of a page.
    pub href: std::sync::Arc<dyn Fn(Pagination) -> String + Send + Sync>,
    /// Goes to a page.
    pub go: Callback<Pagination>,
    /// Another size was chosen.
    pub resize: Callback<u32>,
}

/// First, previous, pages, next, last, a jump, and the number of rows on a page.
pub fn pager(speech: Localizer, pages: Pages) -> AnyView {
    let words = speech.words();
    let Pages { page, total, href, go, resize } = pages;
    let last = page.count(total);
    let current = page.number.min(last);
    let to = move |number: u32, sign: String, label: String, rel: Option<&'static str>| {
        // At an end there is nowhere to go: the place is kept, so that the others stay where they are.
        if rel.is_some() && (number < 1 || number > last || number == current) {
            return tag("span").class("rl-step").attr("aria-disabled", "true").attr("aria-hidden", "true").with(sign);
        }
        let here = (number == current).then_some("page");
        let link = link(href(page.at(number)), sign).class("rl-step").attr("aria-label", label);
        link.maybe("aria-current", here).maybe("rel", rel)
    };
    let numbered = steps(current, last).into_iter().map(|step| match step {
        Step::Gap => tag("span").class("rl-step rl-gap").attr("aria-hidden", "true").with("…"),
        Step::Page(number) => {
            let shown = speech.count(number.into());
            let label = fill(words.page_n, &[&shown]);
            to(number, shown, label, None)
        }
    });
    let numbered = numbered.collect::<Vec<_>>();
    let rows = match page.rows(total) {
        Some((from, to)) => fill(words.rows_of, &[&speech.count(from), &speech.count(to), &speech.count(total)]),
        None => fill(words.rows_of, &["0", "0", &speech.count(total)]),
    };
    let steps = tag("span")
        .class("rl-pager-steps")
        .with(to(1, "«".into(), words.first_page.into(), Some("first")))
        .with(to(current.saturating_sub(1), "‹".into(), words.previous_page.into(), Some("prev")))
        .with(numbered)
        .with(to(current.saturating_add(1), "›".into(), words.next_page.into(), Some("next")))
        .with(to(last, "»".into(), words.last_page.into(), Some("last")));
    tag("nav")
        .class("rl-pager")
        .attr("aria-label", words.pages)
        .with(tag("span").class("rl-pager-rows").with(rows))
        .with(steps)
        .with(jump(speech, page, last, go))
        .with(sizes(speech, page.size, resize))
        .child()
}

fn jump(speech: Localizer, page: Pagination, last: u32, go: Callback<Pagination>) -> AnyView {
    let words = speech.words();
    let input = NodeRef::<Input>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(input) = input.get_untracked() else { return };
        let typed = input.value();
        let typed = typed.trim();
        // What is no number goes nowhere, and stays to be mended.
        if !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit()) {
            let number = Pagination::parse(Some(typed), None).number.min(last);
            input.set_value("");
            go.run(page.at(number));
        }
    };
    let field = tag("input")
        .class("rl-input")
        .attr("type", "text")
        .attr("inputmode", "numeric")
        .attr("autocomplete", "off")
        .attr("size", "4")
        .attr("aria-label", words.go_to_page)
        .attr("placeholder", words.go_to_page)
        .refer(input);
    tag("form").class("rl-jump").on("submit", submit).with(field).child()
}

fn sizes(speech: Localizer, size: u32, resize: Callback<u32>) -> AnyView {
    let words = speech.words();
    // A size that an address asked for is offered too, or the list would name another one than is shown.
    let mut offered = SIZES.to_vec();
    if !offered.contains(&size) {
        let place = offered.iter().position(|offer| *offer > size).unwrap_or(offered.len());
        offered.insert(place, size);
    }
    let options = offered.into_iter().map(|option| {
        let word = fill(words.rows_per_page, &[&speech.count(option.into())]);
        tag("option").attr("value", option.to_string()).flag("selected", option == size).with(word)
    });
    let changed = move |event: Event| {
        if let Ok(size) = event_target_value(&event).parse() {
            resize.run(size);
        }
    };
    let select = tag("select").class("rl-select").attr("aria-label", words.page_size).on("change", changed);
    select.with(options.collect::<Vec<_>>()).child()
}
