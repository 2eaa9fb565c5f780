//! The totals of a run, with the service's way of counting.

use crate::wire;

/// The totals of a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Totals {
    pub(crate) success: i64,
    /// Those of `success` that existed in the remote cluster and were left as they were.
    pub(crate) skipped: i64,
    pub(crate) failed: i64,
    pub(crate) conflict: i64,
    pub(crate) files: Option<(i64, i64)>,
    pub(crate) replicated: i64,
    pub(crate) total: i64,
}

impl Totals {
    /// The overview. Services since January 2026 count skipped artifacts twice: as skipped and as succeeded.
    pub(crate) fn overview(&self, old: bool) -> wire::Overview {
        let files = self.files.filter(|_| !old);
        wire::Overview {
            success: self.success.saturating_add(if old { 0 } else { self.skipped }),
            failed: self.failed,
            conflict: self.conflict,
            file_success: files.map(|(success, _)| success),
            file_failed: files.map(|(_, failed)| failed),
        }
    }
}

/// Counts rows.
#[derive(Default)]
pub(crate) struct TotalsCounter(Totals);

impl TotalsCounter {
    /// Adds a row with its current status, `None` if it has not started.
    pub(crate) fn add(&mut self, status: Option<&str>, conflict: Option<&str>, size: i64) {
        let sum = &mut self.0;
        sum.total = sum.total.saturating_add(size);
        let Some(status) = status else { return };
        sum.conflict += i64::from(conflict.is_some());
        match status {
            "SUCCESS" => {
                sum.success += 1;
                sum.skipped += i64::from(conflict == Some("SKIP"));
                sum.replicated = sum.replicated.saturating_add(size);
            }
            "FAILED" => sum.failed += 1,
            _ => {}
        }
    }

    pub(crate) fn totals(self) -> Totals {
        Totals { files: Some((0, 0)), ..self.0 }
    }
}
