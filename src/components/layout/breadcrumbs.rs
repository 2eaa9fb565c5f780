//! The head of the banner: the skip link, the name of the app, the breadcrumbs.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::page_info::{NAME, use_page_info};
use crate::components::text::Name;
use crate::model::route::Route;
use crate::navigation::use_navigation;
use crate::settings::use_localizer;

/// The skip link to the content, for keyboard users. It must be the first control of the page.
#[component]
pub fn SkipLink() -> impl IntoView {
    view! { <a class="rl-skip" href="#rl-main" on:click=skip>{use_localizer().words().skip_to_content}</a> }
}

/// Moves the focus to the content. The browser's own navigation would resolve `#rl-main` against `<base>` and leave the
/// page.
fn skip(event: MouseEvent) {
    event.prevent_default();
    if let Ok(Some(main)) = document().query_selector("#rl-main")
        && let Ok(main) = main.dyn_into::<HtmlElement>()
    {
        drop(main.focus());
    }
}

/// The name of the app, which links to the first page, and the breadcrumbs.
#[component]
pub fn Breadcrumbs() -> impl IntoView {
    let page_info = use_page_info();
    let home = use_navigation().href(&Route::Home);
    let crumb = |text: String, href: Option<String>| match href {
        Some(href) => view! { <li><a href=href><Name text /></a></li> }.into_any(),
        None => view! { <li aria-current="page"><Name text /></li> }.into_any(),
    };
    let crumbs = move || page_info.crumbs().into_iter().map(|step| crumb(step.word, step.href)).collect_view();
    view! {
        <div class="rl-head">
            <a class="rl-brand" href=home>{NAME}</a>
            <nav aria-label=use_localizer().words().breadcrumbs>
                <ol class="rl-trail">{move || crumbs()}</ol>
            </nav>
        </div>
    }
}
