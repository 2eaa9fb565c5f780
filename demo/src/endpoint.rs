//! The six endpoints, and how an address names one.

use percent_encoding::percent_decode_str;

/// One of the six endpoints.
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
}

/// What all six have in common.
pub(crate) const ROOT: &str = "/replication/api/task/record/";

impl Endpoint {
    /// All six.
    pub const ALL: [Self; 6] =
        [Self::Record, Self::RecordList, Self::RecordPage, Self::DetailList, Self::DetailPage, Self::Overview];

    /// The name it has in the address of a fault.
    pub fn name(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::RecordList => "record-list",
            Self::RecordPage => "record-page",
            Self::DetailList => "detail-list",
            Self::DetailPage => "detail-page",
            Self::Overview => "overview",
        }
    }

    /// The endpoint of a path as it was sent, and the decoded id in it. What stands before
    /// `/replication/…` does not matter.
    pub(crate) fn of(path: &str) -> Option<(Self, String)> {
        let (_, rest) = path.split_once(ROOT)?;
        let parts: Vec<_> = rest.split('/').collect();
        let (endpoint, id) = match *parts {
            [id] => (Self::Record, id),
            ["list", key] => (Self::RecordList, key),
            ["page", key] => (Self::RecordPage, key),
            ["overview", id] => (Self::Overview, id),
            ["detail", "list", id] => (Self::DetailList, id),
            ["detail", "page", id] => (Self::DetailPage, id),
            _ => return None,
        };
        let id = percent_decode_str(id).decode_utf8_lossy().into_owned();
        (!id.is_empty()).then_some((endpoint, id))
    }
}
