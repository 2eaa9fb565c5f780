//! Routes as the members of an object, which is the form for host pages: `task`, `record` or `project`, and the query
//! parameters.

use super::Route;
use crate::model::url::{Address, decode, encode};

/// The names of the pages: as a member, and as a segment of an address.
const SUBJECTS: [(&str, &str); 3] = [("task", "tasks"), ("record", "records"), ("project", "projects")];

impl Route {
    /// Reads members. Without `task`, `record` and `project` it is the first page; an invalid member falls back to its
    /// default.
    pub fn from_members(members: &[(String, String)]) -> Self {
        let member = |name: &str| members.iter().find(|(has, _)| has == name).map(|(_, value)| value);
        let subject = SUBJECTS.iter().find_map(|(name, path)| Some((*path, member(name)?)));
        let Some((path, id)) = subject else { return Self::Home };
        let mut query = Address::new(String::new());
        for (name, value) in members {
            query.parameter(&encode(name).to_string(), value);
        }
        Self::parse(&format!("{path}/{}", encode(id)), query.finish().trim_start_matches('?'))
    }

    /// Reads members that are given as a query string, see [`Self::from_members`].
    pub fn from_query(members: &str) -> Self {
        Self::from_members(&form_urlencoded::parse(members.as_bytes()).into_owned().collect::<Vec<_>>())
    }

    /// The members; none for the first page.
    pub fn members(&self) -> Vec<(String, String)> {
        let address = self.address();
        let (path, query) = address.split_once('?').unwrap_or((&address, ""));
        let mut segments = path.split('/');
        let subject = segments.next().zip(segments.next()).and_then(|(path, id)| {
            let (name, _) = SUBJECTS.iter().find(|(_, known)| *known == path)?;
            Some(((*name).to_owned(), decode(id).into_owned()))
        });
        subject.into_iter().chain(form_urlencoded::parse(query.as_bytes()).into_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(of: &[(&str, &str)]) -> Vec<(String, String)> {
        of.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn members_can_be_given_as_a_query_string() {
        let route = Route::from_query("record=r&artifactName=lib%2B%2B");
        assert_eq!(route, Route::from_members(&members(&[("record", "r"), ("artifactName", "lib++")])));
        assert_eq!(Route::from_query(""), Route::Home);
    }

    #[test]
    fn members_are_a_task_or_a_record_and_the_query_parameters() {
        let route =
            Route::from_members(&members(&[("record", "a/b"), ("status", "FAILED"), ("artifactName", "libstdc++ &x")]));
        assert_eq!(route.address(), "records/a%2Fb?status=FAILED&artifactName=libstdc%2B%2B%20%26x");
        let route = Route::from_members(&members(&[("pageNumber", "3"), ("task", "k")]));
        assert_eq!(route.address(), "tasks/k?pageNumber=3");
    }

    #[test]
    fn members_of_plans_are_a_project_and_the_query_parameters() {
        let route = Route::from_members(&members(&[("project", "demo"), ("name", "c++"), ("enabled", "true")]));
        assert_eq!(route.address(), "projects/demo/plans?name=c%2B%2B&enabled=true");
        assert_eq!(route.members(), members(&[("project", "demo"), ("name", "c++"), ("enabled", "true")]));
    }

    #[test]
    fn the_latest_execution_is_a_member_of_its_task() {
        let route = Route::from_members(&members(&[("task", "k"), ("execution", "latest"), ("planName", "nightly")]));
        assert_eq!(route.address(), "tasks/k?execution=latest&planName=nightly");
        assert_eq!(route.members(), members(&[("task", "k"), ("execution", "latest"), ("planName", "nightly")]));
    }

    #[test]
    fn members_without_task_record_and_project_are_the_first_page() {
        assert_eq!(Route::from_members(&members(&[("status", "FAILED")])), Route::Home);
        assert_eq!(Route::Home.members(), []);
    }

    #[test]
    fn invalid_members_fall_back_to_defaults() {
        let route =
            Route::from_members(&members(&[("task", "k"), ("status", "x"), ("pageNumber", "-1"), ("a=b&c", "d")]));
        assert_eq!(route.address(), "tasks/k");
        assert!(matches!(Route::from_members(&members(&[("task", " ")])), Route::NotFound(_)));
    }
}
