//! A run of a task, which the API calls a record.

use super::detail::Detail;
use super::row_generator::RowGenerator;
use super::task::Task;
use super::totals::{Totals, TotalsCounter};
use crate::wire;
use crate::zone::{Moment, Zone};
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

/// The words before the reason of the last failed artifact. The service does not translate them.
const PARTIAL_FAILURE: &str = "部分数据同步失败 ";

pub(crate) struct Run {
    pub(crate) id: String,
    pub(crate) start: Moment,
    /// The end time, which may be in the future; `None` if the run never ends.
    pub(crate) end: Option<Moment>,
    /// The status after the end, or the permanent status of a run that never ends.
    pub(crate) outcome: &'static str,
    pub(crate) error: RecordError,
    pub(crate) rows: Rows,
    pub(crate) totals_source: TotalsSource,
    /// Whether the record contains its bytes, as those of an old generation. All others report 0 of 0.
    pub(crate) reports_bytes: bool,
}

/// The rows of a run.
pub(crate) enum Rows {
    /// Stored, newest first.
    Stored(Arc<Vec<Detail>>),
    /// Generated on demand.
    Generated(Box<RowGenerator>),
}

/// The source of a run's totals.
pub(crate) enum TotalsSource {
    /// No totals: an edge pull, a crash, or a run of an old server version.
    Missing,
    /// Fixed values, independent of the rows.
    Fixed(Totals),
    /// Computed from the rows and written at the end of the run; none while it runs.
    AtEnd(OnceLock<Totals>),
    /// Computed from all rows so far, including those that the clean-up has deleted.
    Cumulative,
}

/// The source of a record's error reason.
pub(crate) enum RecordError {
    /// The reason of the last failed artifact if the run failed, and no words if it succeeded.
    FromRows(OnceLock<String>),
    /// A failure outside of the artifacts.
    Text(Cow<'static, str>),
    /// Null, as for runs that never end and for old server versions.
    Null,
}

impl Run {
    /// A run with rows. Start and end are in milliseconds since 1970.
    pub(crate) fn new(id: impl Into<String>, start: i64, end: i64, failed: bool, rows: Rows) -> Self {
        Self {
            id: id.into(),
            start: Moment::from_millis(start),
            end: Some(Moment::from_millis(end)),
            outcome: if failed { "FAILED" } else { "SUCCESS" },
            error: RecordError::FromRows(OnceLock::new()),
            rows,
            totals_source: TotalsSource::AtEnd(OnceLock::new()),
            reports_bytes: false,
        }
    }

    /// Makes it the record of a continuous task, which is RUNNING for ever and has no error reason.
    pub(crate) fn continuous(self) -> Self {
        let totals_source = TotalsSource::Cumulative;
        Self { end: None, outcome: "RUNNING", error: RecordError::Null, totals_source, ..self }
    }

    /// Whether it has started by `now`.
    pub(crate) fn has_started(&self, now: i64) -> bool {
        !self.start.is_after(now)
    }

    /// Whether it is running at `now` and will end.
    fn is_running(&self, now: i64) -> bool {
        self.end.as_ref().is_some_and(|end| end.is_after(now))
    }

    pub(crate) fn status(&self, now: i64) -> &'static str {
        if self.is_running(now) { "RUNNING" } else { self.outcome }
    }

    /// The totals at `now`; `None` if the service has none.
    pub(crate) fn totals(&self, now: i64) -> Option<Totals> {
        match &self.totals_source {
            TotalsSource::Missing => None,
            TotalsSource::Fixed(totals) => Some(totals.clone()),
            TotalsSource::AtEnd(_) if self.is_running(now) || self.end.is_none() => None,
            TotalsSource::AtEnd(cached) => Some(cached.get_or_init(|| self.compute_totals(i64::MAX)).clone()),
            TotalsSource::Cumulative => Some(self.compute_totals(now)),
        }
    }

    fn compute_totals(&self, now: i64) -> Totals {
        let mut counter = TotalsCounter::default();
        match &self.rows {
            Rows::Stored(rows) => {
                for row in rows.iter() {
                    let status = row.has_started(now).then(|| row.status(now));
                    counter.add(status, row.conflict.as_deref(), row.size.unwrap_or(0));
                }
            }
            Rows::Generated(generator) => {
                let now = now / 1_000_000;
                for number in 0..generator.rows {
                    let summary = generator.summary(number);
                    counter.add(summary.status(now), summary.conflict, summary.size);
                }
            }
        }
        counter.totals()
    }

    /// The reason of the last failed artifact of the last cluster with a failure.
    fn last_failure(&self) -> Option<String> {
        match &self.rows {
            Rows::Stored(rows) => {
                let mut by_cluster: Vec<(&str, Option<&Detail>)> = Vec::new();
                for row in rows.iter().rev() {
                    let failed = (row.outcome == "FAILED").then_some(row);
                    match by_cluster.iter_mut().find(|(cluster, _)| *cluster == row.remote_cluster) {
                        Some((_, last)) => *last = failed.or(*last),
                        None => by_cluster.push((&row.remote_cluster, failed)),
                    }
                }
                by_cluster.iter().rev().find_map(|(_, last)| last.map(|row| row.error.text(row)))?
            }
            Rows::Generated(generator) => {
                let mut by_cluster = vec![None; generator.clusters.len()];
                for number in 0..generator.rows {
                    let summary = generator.summary(number);
                    let cluster = generator.clusters.iter().position(|cluster| *cluster == summary.cluster);
                    if let (true, Some(last)) = (summary.failure.is_some(), cluster.and_then(|c| by_cluster.get_mut(c)))
                    {
                        *last = Some(number);
                    }
                }
                let number = by_cluster.iter().rev().find_map(|last| *last)?;
                let row = generator.detail(number, &self.id);
                row.error.text(&row)
            }
        }
    }

    fn error_reason(&self) -> Option<&str> {
        match (&self.error, self.outcome) {
            (RecordError::Text(text), _) => Some(text),
            (RecordError::FromRows(_), "SUCCESS") => Some(""),
            (RecordError::FromRows(cached), "FAILED") => Some(cached.get_or_init(|| {
                let reason = self.last_failure().unwrap_or_default();
                format!("{PARTIAL_FAILURE}{reason}")
            })),
            _ => None,
        }
    }

    pub(crate) fn wire<'a>(&'a self, task: &'a Task, now: i64, zone: &Zone, old: bool) -> wire::Record<'a> {
        let running = self.is_running(now);
        let totals = if old { None } else { self.totals(now) };
        let bytes = totals.as_ref().filter(|_| self.reports_bytes);
        let (replicated, total) = bytes.map_or((0, 0), |totals| (totals.replicated, totals.total));
        wire::Record {
            id: &self.id,
            task_key: task.key,
            status: self.status(now),
            start_time: zone.format_local(&self.start),
            end_time: match &self.end {
                Some(end) if !running => Some(zone.format_local(end)),
                _ => None,
            },
            error_reason: match self.error_reason() {
                _ if running => None,
                // Old server versions have no reason instead of an empty one.
                Some("") if old => None,
                reason => reason,
            },
            replicated_bytes: (!old).then_some(replicated),
            total_bytes: (!old).then_some(total),
            replica_overview: (!old).then(|| totals.map(|totals| totals.overview(old))),
        }
    }
}
