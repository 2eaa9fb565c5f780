//! The first page: open a task by its key or an execution by its id.

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
use crate::settings::use_localizer;

lazy! {
    /// The first page. Most visits follow a link to an execution, so its code is loaded on demand.
    pub fn home() in home {
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
}
