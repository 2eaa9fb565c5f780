//! The filters and the sort order of the plans of a project.

use super::enums::Status;

/// The filters of the plans of a project. An empty name does not filter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct PlanFilter {
    /// Only plans whose name starts with this text.
    pub name: String,
    /// Only plans whose last execution has this status.
    pub last_status: Option<Status>,
    /// Only enabled plans, or only disabled ones.
    pub enabled: Option<bool>,
}

impl PlanFilter {
    /// Whether no filter is set.
    pub const fn is_empty(&self) -> bool {
        self.name.is_empty() && self.last_status.is_none() && self.enabled.is_none()
    }
}

/// A time that the service sorts plans by (`sortType`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum PlanSortKey {
    /// The creation of the plan.
    #[default]
    Created,
    /// The start of the last execution.
    LastExecution,
    /// The start of the next execution.
    NextExecution,
}

impl PlanSortKey {
    /// All keys.
    pub const ALL: [Self; 3] = [Self::Created, Self::LastExecution, Self::NextExecution];

    /// The value in requests and in the URL of the page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Created => "CREATED_TIME",
            Self::LastExecution => "LAST_EXECUTION_TIME",
            Self::NextExecution => "NEXT_EXECUTION_TIME",
        }
    }

    /// Parses a [`name`](Self::name).
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name() == name)
    }
}

/// The sort order of the plans of a project; by default the newest plan comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct PlanSort {
    /// The time to sort by.
    pub key: PlanSortKey,
    /// Whether the earliest time comes first (`sortDirection`).
    pub is_ascending: bool,
}

impl PlanSort {
    /// The value of `sortDirection` for an ascending order.
    const ASCENDING: &str = "ASC";

    /// Parses the two query parameters; an invalid one becomes its default.
    pub fn parse(key: Option<&str>, direction: Option<&str>) -> Self {
        let key = key.and_then(PlanSortKey::parse).unwrap_or_default();
        Self { key, is_ascending: direction == Some(Self::ASCENDING) }
    }
}

/// The query parameters of a filter and a sort order, in requests and in the URL of the page; defaults are left out.
/// `name` is the value for the name, which requests have in another form.
pub(crate) fn parameters<'a>(filter: &'a PlanFilter, name: &'a str, sort: PlanSort) -> Vec<(&'static str, &'a str)> {
    let enabled = filter.enabled.map(|enabled| if enabled { "true" } else { "false" });
    [
        ("name", Some(name).filter(|name| !name.is_empty())),
        ("lastExecutionStatus", filter.last_status.as_ref().map(Status::as_str)),
        ("enabled", enabled),
        ("sortType", (sort.key != PlanSortKey::default()).then(|| sort.key.name())),
        ("sortDirection", sort.is_ascending.then_some(PlanSort::ASCENDING)),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sort_key_has_the_name_that_the_service_knows() {
        for key in PlanSortKey::ALL {
            assert_eq!(PlanSortKey::parse(key.name()), Some(key));
        }
        assert_eq!(PlanSortKey::parse("created_time"), None);
    }

    #[test]
    fn an_invalid_sort_order_is_the_default() {
        let default = PlanSort { key: PlanSortKey::Created, is_ascending: false };
        assert_eq!(PlanSort::default(), default);
        for (key, direction) in [(None, None), (Some("x"), Some("asc")), (Some(""), Some("DESC"))] {
            assert_eq!(PlanSort::parse(key, direction), default, "{key:?} {direction:?}");
        }
        let next = PlanSort { key: PlanSortKey::NextExecution, is_ascending: true };
        assert_eq!(PlanSort::parse(Some("NEXT_EXECUTION_TIME"), Some("ASC")), next);
    }

    #[test]
    fn a_filter_is_empty_only_if_nothing_is_set() {
        assert!(PlanFilter::default().is_empty());
        for filter in [
            PlanFilter { name: "a".into(), ..PlanFilter::default() },
            PlanFilter { last_status: Some(Status::Failed), ..PlanFilter::default() },
            PlanFilter { enabled: Some(false), ..PlanFilter::default() },
        ] {
            assert!(!filter.is_empty(), "{filter:?}");
        }
    }

    #[test]
    fn defaults_have_no_parameters() {
        assert_eq!(parameters(&PlanFilter::default(), "", PlanSort::default()), []);
        let filter = PlanFilter { last_status: Some(Status::Failed), enabled: Some(false), ..PlanFilter::default() };
        let sort = PlanSort { key: PlanSortKey::LastExecution, is_ascending: true };
        assert_eq!(
            parameters(&filter, "a", sort),
            [
                ("name", "a"),
                ("lastExecutionStatus", "FAILED"),
                ("enabled", "false"),
                ("sortType", "LAST_EXECUTION_TIME"),
                ("sortDirection", "ASC"),
            ]
        );
    }
}
