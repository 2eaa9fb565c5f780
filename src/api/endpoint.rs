//! The endpoints of the replication service that this app uses, and the URL of each. Documented in BK-Repo's interface
//! documents `record.md` and `replication.md`.

use crate::model::enums::Status;
use crate::model::filter::DetailFilter;
use crate::model::id::Id;
use crate::model::pagination::Pagination;
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

    fn id(text: &str) -> Id {
        Id::parse(text).unwrap()
    }

    #[test]
    fn each_endpoint_has_its_documented_path() {
        let page = Pagination { number: 2, size: 50 };
        let filter = DetailFilter::default().with_status(Some(Status::Failed)).with(FilterField::RepoName, "npm-local");
        for (request, address) in [
            (Endpoint::Record(id("r")), "record/r"),
            (Endpoint::RecordList(id("k")), "record/list/k"),
            (Endpoint::DetailList(id("r")), "record/detail/list/r"),
            (Endpoint::Overview(id("r")), "record/overview/r"),
            (Endpoint::TaskInfo(id("k")), "info/k"),
            (Endpoint::RecordPage { key: id("k"), page, status: None }, "record/page/k?pageNumber=2&pageSize=50"),
            (
                Endpoint::DetailPage { id: id("r"), page, filter },
                "record/detail/page/r?pageNumber=2&pageSize=50&status=FAILED&repoName=npm-local",
            ),
        ] {
            assert_eq!(request.address(), format!("/replication/api/task/{address}"));
        }
    }

    #[test]
    fn an_odd_id_stays_one_segment() {
        assert_eq!(Endpoint::Record(id("a/b?c")).address(), "/replication/api/task/record/a%2Fb%3Fc");
    }

    #[test]
    fn a_prefix_is_sent_as_the_pattern_that_finds_it_literally() {
        let filter =
            DetailFilter::default().with(FilterField::ArtifactName, "libstdc++").with(FilterField::Version, "1.0+x");
        let address = Endpoint::DetailPage { id: id("r"), page: Pagination::default(), filter }.address();
        assert!(address.ends_with("&artifactName=libstdc%5C%2B%5C%2B&version=1.0%2Bx"), "{address}");
    }
}
