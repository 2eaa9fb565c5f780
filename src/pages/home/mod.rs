//! The first page: open a task by its key or an execution by its id.

mod lookup;
pub mod open_form;
pub mod recent_list;
pub mod shortcut_list;

use leptos::prelude::*;

use self::open_form::OpenForm;
use self::recent_list::RecentList;
use self::shortcut_list::ShortcutList;
use crate::components::layout::use_page_info;
use crate::i18n::localizer::Localizer;
use crate::model::route::Route;
use crate::settings::use_localizer;

/// The first page.
#[component]
pub fn Home() -> impl IntoView {
    use_page_info().set(Vec::new());
    view! {
        <section class="rl-home">
            <h1>{use_localizer().words().home_title}</h1>
            <OpenForm />
            <ShortcutList />
            <RecentList />
        </section>
    }
}

/// The kind of page that a link opens: a task or an execution.
fn page_kind(i18n: Localizer, route: &Route) -> &'static str {
    match route {
        Route::Record(_) => i18n.words().execution,
        _ => i18n.words().task,
    }
}
