//! Comparison of rows with the filters of their request, because a service or a gateway can ignore a filter.

use super::{Detail, TaskInfo};
use crate::model::filter::{DetailFilter, FilterField};
use crate::model::plans::PlanFilter;

impl Detail {
    /// Whether the detail matches all filters. Status and texts that are missing or odd match nothing.
    pub fn matches(&self, filter: &DetailFilter) -> bool {
        let has_status = filter.status.as_ref().is_none_or(|status| self.status.known() == Some(status));
        has_status
            && filter.texts().all(|(field, text)| self.filtered(field).is_some_and(|value| field.matches(value, text)))
    }

    /// The value that a filter compares.
    fn filtered(&self, field: FilterField) -> Option<&str> {
        match field {
            FilterField::ArtifactName => self.artifact_name.as_deref(),
            FilterField::Version => self.version.as_deref(),
            FilterField::RepoName => self.local_repo_name.as_deref(),
            FilterField::ClusterName => self.remote_cluster.as_deref(),
            FilterField::PackageName => self.package_constraint.known()?.package_key.as_deref(),
            FilterField::Path => self.path_constraint.known()?.path.as_deref(),
        }
    }
}

impl TaskInfo {
    /// Whether the plan matches all filters.
    pub fn matches(&self, filter: &PlanFilter) -> bool {
        let has_status = |status| self.last_execution_status.known() == Some(status);
        let is_enabled = |enabled| self.enabled.copied() == Some(enabled);
        self.name.as_received().starts_with(&filter.name)
            && filter.last_status.as_ref().is_none_or(has_status)
            && filter.enabled.is_none_or(is_enabled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::enums::Status;

    fn detail(json: &str) -> Detail {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_detail_matches_by_prefix_or_exactly_as_the_service_compares() {
        let detail = detail(
            r#"{"artifactName":"/a/b.zip","version":"1.10","localRepoName":"npm","remoteCluster":"edge","status":"FAILED",
                "packageConstraint":{"packageKey":"npm://x"},"pathConstraint":{"path":"/p/q"}}"#,
        );
        for (field, matching, other) in [
            (FilterField::ArtifactName, "/a/b", "/b"),
            (FilterField::Version, "1.10", "1.1"),
            (FilterField::RepoName, "npm", "np"),
            (FilterField::ClusterName, "edge", "Edge"),
            (FilterField::PackageName, "npm://", "npm://y"),
            (FilterField::Path, "/p/", "p"),
        ] {
            let filter = DetailFilter::default().with_status(Some(Status::Failed));
            assert!(detail.matches(&filter.clone().with(field, matching)), "{field:?}");
            assert!(!detail.matches(&filter.with(field, other)), "{field:?}");
        }
        assert!(detail.matches(&DetailFilter::default()));
        assert!(!detail.matches(&DetailFilter::default().with_status(Some(Status::Success))));
    }

    #[test]
    fn a_missing_or_odd_value_matches_no_filter() {
        let filter = DetailFilter::default().with_status(Some(Status::Failed));
        for json in ["{}", r#"{"status":7}"#, r#"{"status":"failed"}"#] {
            assert!(!detail(json).matches(&filter), "{json}");
        }
        let version = DetailFilter::default().with(FilterField::Version, "7");
        for json in ["{}", r#"{"version":7}"#] {
            assert!(!detail(json).matches(&version), "{json}");
        }
    }

    #[test]
    fn a_plan_matches_by_name_status_and_state() {
        let plan: TaskInfo =
            serde_json::from_str(r#"{"name":"nightly","lastExecutionStatus":"FAILED","enabled":true}"#).unwrap();
        for (filter, matches) in [
            (PlanFilter::default(), true),
            (PlanFilter { name: "night".into(), ..PlanFilter::default() }, true),
            (PlanFilter { name: "ly".into(), ..PlanFilter::default() }, false),
            (PlanFilter { last_status: Some(Status::Success), ..PlanFilter::default() }, false),
            (PlanFilter { enabled: Some(true), last_status: Some(Status::Failed), ..PlanFilter::default() }, true),
            (PlanFilter { enabled: Some(false), ..PlanFilter::default() }, false),
        ] {
            assert_eq!(plan.matches(&filter), matches, "{filter:?}");
        }
    }
}
