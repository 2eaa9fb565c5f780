//! The CSV columns of tasks.

use std::borrow::Cow;

use super::{CsvRow, boolean, cell, number, text};
use crate::api::field::Field;
use crate::api::wire::{ExecutionPlan, TaskInfo};
use crate::model::time::Time;

impl CsvRow for TaskInfo {
    const HEADER: &'static [&'static str] = &[
        "key",
        "name",
        "projectId",
        "replicaType",
        "replicaObjectType",
        "executionStrategy",
        "executeTime",
        "cronExpression",
        "remoteClusters",
        "conflictStrategy",
        "errorStrategy",
        "enabled",
        "record",
        "recordReserveDays",
        "lastExecutionStatus",
        "lastExecutionTime",
        "nextExecutionTime",
        "description",
        "createdDate",
    ];

    fn id(&self) -> &str {
        self.key.as_received()
    }

    fn cells<'a>(&'a self, write_time: &dyn Fn(&Time) -> String, _: &'a str) -> Vec<Cow<'a, str>> {
        let time = |value: &'a Field<Time>| cell(value, |value| write_time(value).into());
        let setting = &self.setting;
        let plan = |part: &dyn Fn(&'a ExecutionPlan) -> Cow<'a, str>| {
            cell(setting, |setting| cell(&setting.execution_plan, part))
        };
        vec![
            text(&self.key),
            text(&self.name),
            text(&self.project_id),
            cell(&self.replica_type, |kind| kind.as_str().into()),
            cell(&self.replica_object_type, |kind| kind.as_str().into()),
            cell(setting, |setting| cell(&setting.execution_strategy, |strategy| strategy.as_str().into())),
            plan(&|plan| time(&plan.execute_time)),
            plan(&|plan| text(&plan.cron_expression)),
            cell(&self.remote_clusters, |_| self.targets().join("; ").into()),
            cell(setting, |setting| cell(&setting.conflict_strategy, |strategy| strategy.as_str().into())),
            cell(setting, |setting| cell(&setting.error_strategy, |strategy| strategy.as_str().into())),
            boolean(&self.enabled),
            boolean(&self.record),
            number(&self.record_reserve_days),
            cell(&self.last_execution_status, |status| status.as_str().into()),
            time(&self.last_execution_time),
            time(&self.next_execution_time),
            text(&self.description),
            text(&self.created_date),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::csv_row::heads_with_zone;

    fn cells(json: &str) -> Vec<(&'static str, String)> {
        let task: TaskInfo = serde_json::from_str(json).unwrap();
        let cells = task.cells(&|time| format!("{}!", time.as_str()), "");
        assert_eq!(cells.len(), TaskInfo::HEADER.len());
        TaskInfo::HEADER.iter().copied().zip(cells.into_iter().map(Cow::into_owned)).collect()
    }

    #[test]
    fn the_times_of_executions_are_in_the_zone_of_the_column() {
        let heads = heads_with_zone(TaskInfo::HEADER, "UTC");
        let times: Vec<&str> = heads.iter().filter_map(|head| head.strip_suffix(" (UTC)")).collect();
        assert_eq!(times, ["executeTime", "lastExecutionTime", "nextExecutionTime"]);
    }

    #[test]
    fn values_of_a_task_are_in_their_columns() {
        let cells = cells(
            r#"{"key":"k","name":"nightly","projectId":"demo","replicaType":"SCHEDULED","replicaObjectType":"PATH",
                "setting":{"conflictStrategy":"SKIP","errorStrategy":"FAST_FAIL","executionStrategy":"CRON_EXPRESSION",
                "executionPlan":{"executeTime":"2026-11-20T01:30","cronExpression":"0 30 1 * * ?"}},
                "remoteClusters":[{"id":"1","name":"edge a"},{"id":"2"},{"name":"edge-b"}],"enabled":true,"record":false,
                "recordReserveDays":30,"lastExecutionStatus":"FAILED","lastExecutionTime":"2026-11-20T01:30:00.012",
                "nextExecutionTime":null,"description":"d","createdDate":"2026-01-05T10:00:00.123"}"#,
        );
        let filled: Vec<_> = cells.iter().filter(|(_, cell)| !cell.is_empty()).map(|(_, cell)| cell.as_str()).collect();
        assert_eq!(
            filled,
            [
                "k",
                "nightly",
                "demo",
                "SCHEDULED",
                "PATH",
                "CRON_EXPRESSION",
                "2026-11-20T01:30!",
                "0 30 1 * * ?",
                "edge a; edge-b",
                "SKIP",
                "FAST_FAIL",
                "true",
                "false",
                "30",
                "FAILED",
                "2026-11-20T01:30:00.012!",
                "d",
                "2026-01-05T10:00:00.123",
            ]
        );
    }

    #[test]
    fn missing_values_of_a_task_are_empty_and_odd_ones_as_received() {
        assert!(cells("{}").iter().all(|(_, cell)| cell.is_empty()));
        let cells = cells(r#"{"name":7,"setting":"x","remoteClusters":["a"],"enabled":"yes","lastExecutionTime":5}"#);
        let odd: Vec<_> = cells.iter().filter(|(_, cell)| !cell.is_empty()).map(|(_, cell)| cell.as_str()).collect();
        let setting = "\"x\"";
        assert_eq!(odd, ["7", setting, setting, setting, "[\"a\"]", setting, setting, "\"yes\"", "5"]);
    }
}
