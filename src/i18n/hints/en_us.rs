//! The texts of the explanations of missing or odd data in English.

use super::Hints;
use crate::i18n::Plural;

pub(in crate::i18n) static HINTS: Hints = Hints {
    totals_at_end: "The service writes its totals when the execution ends; until then, they are counted here from the details.",
    totals_predated: "This execution predates the service's totals, so log rows are counted here; each can stand for many artifacts.",
    totals_never_written: "The execution ended without totals, so only its details are counted.",
    rows_counted: "Log rows are counted here; each can stand for many artifacts.",
    details_missing: "The service reports {0} succeeded and {1} failed: details were deleted after the plan's retention period, or were not kept.",
    counted_less: "The service reports {0} succeeded and {1} failed; its counters can miss some.",
    maybe_skipped_twice: "These are the service's own totals, which may count skipped artifacts twice.",
    executions_mixed: "This plan was started more than once, and its executions share one log: start and end may belong to different executions.",
    none_at_centre: "An edge node pulled these artifacts; the center keeps no details of them.",
    none_kept: "The service counted artifacts but has no details: the plan does not keep them.",
    none_left: "The service counted artifacts but has no details: they were deleted after the retention period, or the plan does not keep them.",
    failed_first: "The execution failed before its first artifact.",
    stuck: "Probably stuck: running for {0}, while earlier executions took about {1}.",
    stuck_last_artifact: "The last artifact started {0}.",
    stuck_no_artifact: "No artifact has started.",
    stuck_consequence: "After a service crash, an execution stays “running”, and the scheduler skips the plan until this is cleared.",
    page_without_rows: "This page has no rows, although the service counts more.",
    unmatched_rows: Plural {
        one: "{0} row does not match the filters, but the service returned it.",
        other: "{0} rows do not match the filters, but the service returned them.",
    },
    least_total: "The service does not report the number of rows; the number shown is a minimum.",
};
