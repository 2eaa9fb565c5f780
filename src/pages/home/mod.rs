//! The first page: open a plan, an execution, or a project.

mod lookup;
pub mod open_form;
mod page_kind;
pub mod recent_list;
pub mod shortcut_list;

use leptos::prelude::*;

use self::open_form::OpenForm;
use self::recent_list::RecentList;
use self::shortcut_list::ShortcutList;
use crate::components::layout::use_page_info;
use crate::components::lazy::lazy;
use crate::model::id::Id;
use crate::model::route::PlansRoute;
use crate::pages::plans::plans_of_project;
use crate::settings::{use_config, use_localizer, use_settings};

lazy! {
    /// The first page. Most visits follow a link to an execution, so its code is loaded on demand.
    pub fn home() in pages {
        use_page_info().set(Vec::new());
        let (config, page_size) = (use_config(), use_settings().size());
        let project = Memo::new(move |_| config.with(|config| Id::parse(&config.project_id).ok()));
        let content = move || match project.get() {
            None => view! { <section class="rl-home"><Opener /> <Links /></section> }.into_any(),
            Some(id) => view! {
                <section class="rl-home"><Opener /></section>
                {plans_of_project(PlansRoute::new(id, page_size))}
                <section class="rl-home"><Links /></section>
            }
            .into_any(),
        };
        view! { {move || content()} }
    }
}

/// The heading and the form that opens a page.
#[component]
fn Opener() -> impl IntoView {
    view! {
        <h1>{use_localizer().home().title}</h1>
        <OpenForm />
    }
}

/// The links of the operator, and those to the recently opened pages.
#[component]
fn Links() -> impl IntoView {
    view! {
        <ShortcutList />
        <RecentList />
    }
}
