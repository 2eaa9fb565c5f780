//! The list of recently opened projects, tasks and executions, newest first.
//!
//! Stored as lines of text, `<milliseconds since 1970> <address>`, because the address already is the serialized form
//! of a route.

use super::route::Route;

/// The maximum number of entries.
pub const MAX_ENTRIES: usize = 12;

/// An entry: an opened page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// The route to open again: unfiltered, on its first page.
    pub route: Route,
}

/// Parses the text of [`serialize`]; lines that cannot be parsed are left out.
pub fn parse(text: &str) -> Vec<Visit> {
    text.lines()
        .filter_map(|line| {
            let (at, address) = line.split_once(' ')?;
            let (path, query) = address.split_once('?').unwrap_or((address, ""));
            let route = Route::parse(path, query);
            is_listed(&route).then_some(Visit { at: at.parse().ok()?, route })
        })
        .take(MAX_ENTRIES)
        .collect()
}

/// Serializes the list.
pub fn serialize(list: &[Visit]) -> String {
    list.iter().map(|visit| format!("{} {}\n", visit.at, visit.route.address())).collect()
}

/// Moves an opened page to the front of the list. A page that is opened by a link without a plan name keeps the name
/// that an earlier link gave it.
pub fn add(mut list: Vec<Visit>, at: i64, route: &Route) -> Vec<Visit> {
    let before = list.iter().position(|visit| visit.route.is_same_page(route)).map(|at| list.remove(at));
    let mut route = plain(route);
    if let (Some(name), Some(before)) = (plan_name(&mut route), before)
        && name.is_none()
    {
        let mut before = before.route;
        *name = plan_name(&mut before).and_then(Option::take);
    }
    if is_listed(&route) {
        list.insert(0, Visit { at, route });
        list.truncate(MAX_ENTRIES);
    }
    list
}

/// Whether a page is listed. The latest execution of a task is listed as the execution that it turns out to be.
const fn is_listed(route: &Route) -> bool {
    matches!(route, Route::Plans(_) | Route::Task(_) | Route::Record(_))
}

fn plan_name(route: &mut Route) -> Option<&mut Option<String>> {
    match route {
        Route::Task(task) => Some(&mut task.plan_name),
        Route::Record(record) => Some(&mut record.plan_name),
        Route::Home | Route::Plans(_) | Route::Latest(_) | Route::NotFound(_) => None,
    }
}

/// The route without filters, page number and open views.
fn plain(route: &Route) -> Route {
    use super::route::{PlansRoute, RecordRoute, TaskRoute};
    match route {
        Route::Plans(plans) => Route::Plans(PlansRoute::new(plans.project_id.clone(), plans.page.size)),
        Route::Task(task) => Route::Task(TaskRoute::new(task.key.clone(), task.plan_name.clone(), task.page.size)),
        Route::Record(record) => {
            Route::Record(RecordRoute::new(record.id.clone(), record.plan_name.clone(), record.page.size))
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(address: &str) -> Route {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        Route::parse(path, query)
    }

    fn addresses(list: &[Visit]) -> Vec<String> {
        list.iter().map(|visit| visit.route.address()).collect()
    }

    #[test]
    fn the_newest_page_comes_first_and_is_listed_once() {
        let list = add(Vec::new(), 1, &route("tasks/a"));
        let list = add(list, 2, &route("records/b?status=FAILED&pageNumber=3"));
        let list = add(list, 3, &route("tasks/a?status=RUNNING"));
        assert_eq!(addresses(&list), ["tasks/a", "records/b"]);
        assert_eq!(list.first().unwrap().at, 3);
    }

    #[test]
    fn a_known_plan_name_is_kept() {
        let list = add(Vec::new(), 1, &route("tasks/a?planName=nightly"));
        let list = add(list, 2, &route("tasks/a"));
        assert_eq!(addresses(&list), ["tasks/a?planName=nightly"]);
    }

    #[test]
    fn a_plan_name_that_becomes_known_later_is_added() {
        let list = add(Vec::new(), 1, &route("tasks/a"));
        let list = add(list, 2, &route("tasks/a?planName=nightly"));
        assert_eq!(addresses(&list), ["tasks/a?planName=nightly"]);
        let list = add(list, 3, &route("tasks/a?planName=weekly"));
        assert_eq!(addresses(&list), ["tasks/a?planName=weekly"]);
    }

    #[test]
    fn the_plans_of_a_project_are_listed_without_filters() {
        let list = add(Vec::new(), 1, &route("projects/demo/plans?name=a&sortDirection=ASC&pageNumber=3"));
        let list = add(list, 2, &route("tasks/a"));
        let list = add(list, 3, &route("projects/demo?enabled=true"));
        assert_eq!(addresses(&list), ["projects/demo/plans", "tasks/a"]);
        assert_eq!(parse(&serialize(&list)), list);
    }

    #[test]
    fn the_home_page_the_latest_execution_and_unknown_pages_are_not_listed() {
        let list = add(Vec::new(), 1, &Route::Home);
        let list = add(list, 2, &route("tasks/a?execution=latest&planName=nightly"));
        assert!(add(list, 3, &Route::NotFound("x".into())).is_empty());
        assert!(parse("5 tasks/a?execution=latest\n").is_empty());
    }

    #[test]
    fn the_list_is_limited_and_survives_storage() {
        let list = (0..30).fold(Vec::new(), |list, at| add(list, at, &route(&format!("records/{at}"))));
        assert_eq!(list.len(), MAX_ENTRIES);
        assert_eq!(parse(&serialize(&list)), list);
    }

    #[test]
    fn stored_text_that_cannot_be_parsed_is_left_out() {
        assert!(parse("x\n\n12\n12 \nx tasks/a\n{\"a\":1}\n5 nowhere/x\n").is_empty());
    }
}
