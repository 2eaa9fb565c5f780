//! The kind of page that a link opens.

use crate::i18n::localizer::Localizer;
use crate::model::route::Route;

/// The word for the kind of page.
pub(super) fn page_kind(i18n: Localizer, route: &Route) -> &'static str {
    match route {
        Route::Record(_) => i18n.words().execution,
        Route::Plans(_) => i18n.home().kind_plans,
        _ => i18n.words().task,
    }
}
