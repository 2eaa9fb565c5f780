//! The endpoints and their paths.

use percent_encoding::percent_decode_str;

/// One of the endpoints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Endpoint {
    /// `/replication/api/task/record/{recordId}`
    Record,
    /// `/replication/api/task/record/list/{key}`
    RecordList,
    /// `/replication/api/task/record/page/{key}`
    RecordPage,
    /// `/replication/api/task/record/detail/list/{recordId}`
    DetailList,
    /// `/replication/api/task/record/detail/page/{recordId}`
    DetailPage,
    /// `/replication/api/task/record/overview/{recordId}`
    Overview,
    /// `/replication/api/task/info/{key}`
    TaskInfo,
    /// `/replication/api/task/detail/{key}`
    TaskDetail,
    /// `/replication/api/task/page/{projectId}`
    TaskPage,
}

/// The common path prefix of the endpoints.
pub(crate) const ROOT: &str = "/replication/api/task/";

impl Endpoint {
    /// All endpoints.
    pub const ALL: [Self; 9] = [
        Self::Record,
        Self::RecordList,
        Self::RecordPage,
        Self::DetailList,
        Self::DetailPage,
        Self::Overview,
        Self::TaskInfo,
        Self::TaskDetail,
        Self::TaskPage,
    ];

    /// The name of the endpoint in fault URLs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::RecordList => "record-list",
            Self::RecordPage => "record-page",
            Self::DetailList => "detail-list",
            Self::DetailPage => "detail-page",
            Self::Overview => "overview",
            Self::TaskInfo => "task-info",
            Self::TaskDetail => "task-detail",
            Self::TaskPage => "task-page",
        }
    }

    /// Parses a percent-encoded path into the endpoint and the decoded id. Any prefix before `/replication/…` is
    /// ignored.
    pub(crate) fn parse(path: &str) -> Option<(Self, String)> {
        let (_, rest) = path.split_once(ROOT)?;
        let parts: Vec<_> = rest.split('/').collect();
        let (endpoint, id) = match *parts {
            ["record", id] => (Self::Record, id),
            ["record", "list", key] => (Self::RecordList, key),
            ["record", "page", key] => (Self::RecordPage, key),
            ["record", "overview", id] => (Self::Overview, id),
            ["record", "detail", "list", id] => (Self::DetailList, id),
            ["record", "detail", "page", id] => (Self::DetailPage, id),
            ["info", key] => (Self::TaskInfo, key),
            ["detail", key] => (Self::TaskDetail, key),
            ["page", project] => (Self::TaskPage, project),
            _ => return None,
        };
        let id = percent_decode_str(id).decode_utf8_lossy().into_owned();
        (!id.is_empty()).then_some((endpoint, id))
    }
}
