//! What was opened lately: tasks and executions, newest first.
//!
//! Kept as lines of text, `<milliseconds since 1970> <address>`: an address is what a place is stored as anyway.

use super::route::Route;

/// How many are remembered.
pub const MOST: usize = 12;

/// A place that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// The place, as it is opened again: unfiltered, from its first page.
    pub place: Route,
}

/// Reads what [`write()`] wrote; lines that cannot be read are left out.
pub fn read(text: &str) -> Vec<Opened> {
    text.lines()
        .filter_map(|line| {
            let (at, address) = line.split_once(' ')?;
            let (path, query) = address.split_once('?').unwrap_or((address, ""));
            let place = Route::parse(path, query);
            let known = matches!(place, Route::Task(_) | Route::Record(_));
            known.then_some(Opened { at: at.parse().ok()?, place })
        })
        .take(MOST)
        .collect()
}

/// Writes the list as text.
pub fn write(list: &[Opened]) -> String {
    list.iter().map(|opened| format!("{} {}\n", opened.at, opened.place.address())).collect()
}

/// The list after a place was opened: it stands first, and nowhere else. Its name is kept when this time the
/// link did not tell it.
pub fn add(mut list: Vec<Opened>, at: i64, place: &Route) -> Vec<Opened> {
    let before = list.iter().position(|opened| opened.place.is_same_page(place)).map(|at| list.remove(at));
    let mut place = plain(place);
    if let (Some(name), Some(before)) = (plan_name(&mut place), before)
        && name.is_none()
    {
        let mut before = before.place;
        *name = plan_name(&mut before).and_then(Option::take);
    }
    if matches!(place, Route::Task(_) | Route::Record(_)) {
        list.insert(0, Opened { at, place });
        list.truncate(MOST);
    }
    list
}

fn plan_name(place: &mut Route) -> Option<&mut Option<String>> {
    match place {
        Route::Task(task) => Some(&mut task.plan_name),
        Route::Record(record) => Some(&mut record.plan_name),
        Route::Home | Route::NotFound(_) => None,
    }
}

/// The place without what was only looked for at the time.
fn plain(place: &Route) -> Route {
    use super::route::{RecordRoute, TaskRoute};
    match place {
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

    fn place(address: &str) -> Route {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        Route::parse(path, query)
    }

    fn addresses(list: &[Opened]) -> Vec<String> {
        list.iter().map(|opened| opened.place.address()).collect()
    }

    #[test]
    fn the_newest_stands_first_and_once() {
        let list = add(Vec::new(), 1, &place("tasks/a"));
        let list = add(list, 2, &place("records/b?status=FAILED&pageNumber=3"));
        let list = add(list, 3, &place("tasks/a?status=RUNNING"));
        assert_eq!(addresses(&list), ["tasks/a", "records/b"]);
        assert_eq!(list.first().unwrap().at, 3);
    }

    #[test]
    fn a_name_once_known_stays_known() {
        let list = add(Vec::new(), 1, &place("tasks/a?planName=nightly"));
        let list = add(list, 2, &place("tasks/a"));
        assert_eq!(addresses(&list), ["tasks/a?planName=nightly"]);
    }

    #[test]
    fn home_and_nowhere_are_not_remembered() {
        let list = add(Vec::new(), 1, &Route::Home);
        assert!(add(list, 2, &Route::NotFound("x".into())).is_empty());
    }

    #[test]
    fn only_the_last_few_are_kept_and_survive_storage() {
        let list = (0..30).fold(Vec::new(), |list, at| add(list, at, &place(&format!("records/{at}"))));
        assert_eq!(list.len(), MOST);
        assert_eq!(read(&write(&list)), list);
    }

    #[test]
    fn what_was_stored_by_something_else_is_left_out() {
        assert!(read("x\n\n12\n12 \nx tasks/a\n{\"a\":1}\n5 nowhere/x\n").is_empty());
    }
}
