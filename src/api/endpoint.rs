//! The endpoints of the replication service that this app uses, and the URL of each. Documented in BK-Repo's interface
//! documents `record.md` and `replication.md`.

use crate::model::enums::Status;
use crate::model::filter::{DetailFilter, escape};
use crate::model::id::Id;
use crate::model::pagination::Pagination;
use crate::model::plans::{PlanFilter, PlanSort, parameters};
use crate::model::url::{Address, encode};

/// A request to the service. All are `GET` and have no body.
#[derive(Debug, Clone, PartialEq)]
pub enum Endpoint {
    /// One execution.
    Record(Id),
    /// Every execution of a task, newest first; no limit.
    RecordList(Id),
    /// A page of the executions of a task.
    RecordPage {
        /// The task's key.
        key: Id,
        /// The page to return.
        page: Pagination,
        /// Only executions with this status.
        status: Option<Status>,
    },
    /// Every detail of an execution; no limit.
    DetailList(Id),
    /// A page of the details of an execution.
    DetailPage {
        /// The record's id.
        id: Id,
        /// The page to return.
        page: Pagination,
        /// Only details that match.
        filter: DetailFilter,
    },
    /// The counts of an execution.
    Overview(Id),
    /// A task. Unlike the lists of executions, it is an error for an unknown key.
    TaskInfo(Id),
    /// A page of the tasks of a project; empty for an unknown project.
    TaskPage {
        /// The project's id.
        project_id: Id,
        /// The page to return.
        page: Pagination,
        /// Only tasks that match.
        filter: PlanFilter,
        /// The order of the tasks.
        sort: PlanSort,
    },
}

impl Endpoint {
    /// The path and the query, relative to the configured base (`apiBase`).
    pub fn address(&self) -> String {
        let below = |what: &str, id: &Id| format!("/replication/api/task/{what}{}", encode(id.as_str()));
        match self {
            Self::Record(id) => below("record/", id),
            Self::RecordList(key) => below("record/list/", key),
            Self::DetailList(id) => below("record/detail/list/", id),
            Self::Overview(id) => below("record/overview/", id),
            Self::TaskInfo(key) => below("info/", key),
            Self::TaskPage { project_id, page, filter, sort } => {
                let mut address = paged(below("page/", project_id), *page);
                // The service takes the name for a regular expression.
                for (name, value) in parameters(filter, &escape(&filter.name), *sort) {
                    address.parameter(name, value);
                }
                address.finish()
            }
            Self::RecordPage { key, page, status } => {
                let mut address = paged(below("record/page/", key), *page);
                if let Some(status) = status {
                    address.parameter("status", status.as_str());
                }
                address.finish()
            }
            Self::DetailPage { id, page, filter } => {
                let mut address = paged(below("record/detail/page/", id), *page);
                if let Some(status) = &filter.status {
                    address.parameter("status", status.as_str());
                }
                // The service takes an empty parameter as a filter, so only those that are set are sent.
                for (field, text) in filter.texts() {
                    address.parameter(field.name(), &field.query_value(text));
                }
                address.finish()
            }
        }
    }
}

fn paged(path: String, page: Pagination) -> Address {
    let mut address = Address::new(path);
    address.parameter("pageNumber", &page.number.to_string());
    address.parameter("pageSize", &page.size.to_string());
    address
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::filter::FilterField;
    use crate::model::plans::PlanSortKey;

    fn id(text: &str) -> Id {
        Id::parse(text).unwrap()
    }

    /// Every endpoint. The match makes the compiler ask for a new one.
    fn all() -> Vec<Endpoint> {
        let page = Pagination { number: 2, size: 50 };
        let filter = DetailFilter::default().with_status(Some(Status::Failed)).with(FilterField::RepoName, "npm-local");
        let plans = PlanFilter { name: "nightly".into(), last_status: Some(Status::Failed), enabled: Some(true) };
        let sort = PlanSort { key: PlanSortKey::NextExecution, is_ascending: true };
        let next = |before: Option<&Endpoint>| match before {
            None => Some(Endpoint::Record(id("r"))),
            Some(Endpoint::Record(_)) => Some(Endpoint::RecordList(id("k"))),
            Some(Endpoint::RecordList(_)) => Some(Endpoint::RecordPage { key: id("k"), page, status: None }),
            Some(Endpoint::RecordPage { .. }) => Some(Endpoint::DetailList(id("r"))),
            Some(Endpoint::DetailList(_)) => Some(Endpoint::DetailPage { id: id("r"), page, filter: filter.clone() }),
            Some(Endpoint::DetailPage { .. }) => Some(Endpoint::Overview(id("r"))),
            Some(Endpoint::Overview(_)) => Some(Endpoint::TaskInfo(id("k"))),
            Some(Endpoint::TaskInfo(_)) => {
                Some(Endpoint::TaskPage { project_id: id("p"), page, filter: plans.clone(), sort })
            }
            Some(Endpoint::TaskPage { .. }) => None,
        };
        std::iter::successors(next(None), |endpoint| next(Some(endpoint))).collect()
    }

    #[test]
    fn each_endpoint_has_its_documented_path() {
        let addresses: Vec<String> = all().iter().map(Endpoint::address).collect();
        let expected = [
            "record/r",
            "record/list/k",
            "record/page/k?pageNumber=2&pageSize=50",
            "record/detail/list/r",
            "record/detail/page/r?pageNumber=2&pageSize=50&status=FAILED&repoName=npm-local",
            "record/overview/r",
            "info/k",
            "page/p?pageNumber=2&pageSize=50&name=nightly&lastExecutionStatus=FAILED&enabled=true\
             &sortType=NEXT_EXECUTION_TIME&sortDirection=ASC",
        ];
        assert_eq!(addresses, expected.map(|path| format!("/replication/api/task/{path}")));
    }

    #[test]
    fn every_request_only_reads() {
        // The documented endpoints that change nothing. All requests are `GET`.
        const READING: [&str; 8] = [
            "record/r",
            "record/list/k",
            "record/page/k",
            "record/detail/list/r",
            "record/detail/page/r",
            "record/overview/r",
            "info/k",
            "page/p",
        ];
        for endpoint in all() {
            let address = endpoint.address();
            let path = address.split('?').next().unwrap_or_default();
            let path = path.strip_prefix("/replication/api/task/").unwrap_or_else(|| panic!("{address}"));
            assert!(READING.contains(&path), "{address}");
        }
    }

    #[test]
    fn the_default_order_and_an_empty_filter_of_plans_are_not_sent() {
        let (filter, sort) = (PlanFilter::default(), PlanSort::default());
        let endpoint = Endpoint::TaskPage { project_id: id("p"), page: Pagination::default(), filter, sort };
        assert_eq!(endpoint.address(), "/replication/api/task/page/p?pageNumber=1&pageSize=20");
    }

    #[test]
    fn an_odd_id_stays_one_segment() {
        assert_eq!(Endpoint::Record(id("a/b?c")).address(), "/replication/api/task/record/a%2Fb%3Fc");
    }

    #[test]
    fn a_prefix_is_sent_as_the_pattern_that_finds_it_literally() {
        let page = Pagination::default();
        let filter =
            DetailFilter::default().with(FilterField::ArtifactName, "libstdc++").with(FilterField::Version, "1.0+x");
        let address = Endpoint::DetailPage { id: id("r"), page, filter }.address();
        assert!(address.ends_with("&artifactName=libstdc%5C%2B%5C%2B&version=1.0%2Bx"), "{address}");
        let filter = PlanFilter { name: "c++ (x)".into(), ..PlanFilter::default() };
        let address = Endpoint::TaskPage { project_id: id("p"), page, filter, sort: PlanSort::default() }.address();
        assert!(address.ends_with("&name=c%5C%2B%5C%2B%20%5C%28x%5C%29"), "{address}");
    }
}
