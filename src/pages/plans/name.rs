//! The name and the project of the plan that a page is about.

use crate::api::wire::TaskSummary;
use crate::components::layout::Crumb;
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::id::Id;
use crate::model::route::{PlansRoute, Route};
use crate::navigation::use_navigation;
use crate::query::use_query::Query;
use crate::settings::use_settings;

/// The name of a plan from the service, or else from the link to the page; tracked.
pub fn plan_name(query: Query<TaskSummary>, from_link: Option<String>) -> Option<String> {
    query.latest().and_then(|cached| cached.data().name.cloned()).or(from_link)
}

/// The words in place of an unknown name.
pub fn unnamed(i18n: Localizer, key: &Id) -> String {
    fill(i18n.words().unnamed_task, &[key.as_str()])
}

/// The breadcrumb of the project of a plan, which leads to its other plans; tracked.
pub fn project_crumb(query: Query<TaskSummary>) -> Option<Crumb> {
    let id = Id::parse(query.latest()?.data().project_id.as_deref()?).ok()?;
    let word = id.to_string();
    let href = use_navigation().href(&Route::Plans(PlansRoute::new(id, use_settings().size())));
    Some(Crumb { word, href: Some(href) })
}
