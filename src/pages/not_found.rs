//! The page for an unknown address.

use leptos::prelude::*;

use crate::components::layout::use_page_info;
use crate::components::lazy::lazy;
use crate::components::notice::{Notice, Severity};
use crate::i18n::fill;
use crate::model::route::Route;
use crate::navigation::use_navigation;
use crate::settings::use_localizer;

/// The most characters of a path that are shown.
const MAX_LENGTH: usize = 80;

lazy! {
    /// A notice that the address is unknown, with a link to the first page, whose chunk it shares.
    pub fn not_found(path: String) in pages {
        let words = use_localizer().words();
        let home = use_navigation().href(&Route::Home);
        use_page_info().set(Vec::new());
        let path = shortened(&path);
        let more = view! { <p>{fill(words.page_not_found_next, &[&path])}</p> }.into_any();
        view! {
            <h1 class="rl-unseen">{words.page_not_found}</h1>
            <Notice severity=Severity::Info headline=words.page_not_found more>
                <a class="rl-button" href=home>{words.to_home}</a>
            </Notice>
        }
    }
}

/// A path cut at [`MAX_LENGTH`] characters, so that it does not fill the page.
fn shortened(path: &str) -> String {
    match path.char_indices().nth(MAX_LENGTH) {
        Some((end, _)) => format!("{}…", path.split_at_checked(end).map_or(path, |(start, _)| start)),
        None => path.to_owned(),
    }
}
