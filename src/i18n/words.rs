//! The words, by what they are for.

/// A sentence about a number of things; `{0}` is the number, written by `Intl`.
#[derive(Debug, Clone, Copy)]
pub struct Plural {
    /// For one, in languages that have a form for it.
    pub one: &'static str,
    /// For any other number.
    pub other: &'static str,
}

/// What is said of a kind of failure.
#[derive(Debug, Clone, Copy)]
pub struct ErrorText {
    /// What happened.
    pub what: &'static str,
    /// What a person can do.
    pub next: &'static str,
}

/// Every word of the app in one language. `{0}`, `{1}` … are places for values.
#[derive(Debug)]
#[expect(missing_docs, reason = "each field is named by what it says; the English file is its documentation")]
pub struct Words {
    // The frame
    pub skip_to_content: &'static str,
    pub breadcrumbs: &'static str,
    pub language: &'static str,
    pub theme: &'static str,
    pub theme_auto: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,
    pub time_zone: &'static str,
    pub zone_unknown: &'static str,
    pub zone_unknown_why: &'static str,
    pub config_mistake: &'static str,
    pub config_value: &'static str,
    pub nowhere: &'static str,
    pub nowhere_next: &'static str,
    pub to_home: &'static str,

    // Home
    pub home_title: &'static str,
    pub home_label: &'static str,
    pub home_hint: &'static str,
    pub open: &'static str,
    pub looking_up: &'static str,
    pub id_blank: &'static str,
    pub id_too_long: &'static str,
    pub id_impossible: &'static str,
    pub id_unknown: &'static str,
    pub recent: &'static str,
    pub recent_none: &'static str,
    pub forget: &'static str,
    pub shortcuts: &'static str,

    // What things are called
    pub task: &'static str,
    pub execution: &'static str,
    pub execution_log: &'static str,
    pub task_key: &'static str,
    pub record_id: &'static str,
    pub detail_id: &'static str,
    pub trace_id: &'static str,
    pub error_code: &'static str,
    pub http_status: &'static str,
    pub status: &'static str,
    pub start_time: &'static str,
    pub end_time: &'static str,
    pub duration: &'static str,
    pub artifacts: &'static str,
    pub size: &'static str,
    pub note: &'static str,
    pub artifact_name: &'static str,
    pub version: &'static str,
    pub versions: &'static str,
    pub repository: &'static str,
    pub repository_type: &'static str,
    pub route: &'static str,
    pub local_cluster: &'static str,
    pub remote_cluster: &'static str,
    pub package_key: &'static str,
    pub file_path: &'static str,
    pub conflict_strategy: &'static str,
    pub execute_type: &'static str,
    pub replicated: &'static str,
    pub files: &'static str,
    pub object_type: &'static str,
    pub replica_type: &'static str,
    pub unnamed_task: &'static str,

    // Values of enumerations
    pub running: &'static str,
    pub success: &'static str,
    pub failed: &'static str,
    pub object_repository: &'static str,
    pub object_package: &'static str,
    pub object_path: &'static str,
    pub replica_scheduled: &'static str,
    pub replica_real_time: &'static str,
    pub replica_run_once: &'static str,
    pub replica_edge_pull: &'static str,
    pub replica_federation: &'static str,
    pub conflict_skip: &'static str,
    pub conflict_skip_why: &'static str,
    pub conflict_overwrite: &'static str,
    pub conflict_overwrite_why: &'static str,
    pub conflict_fast_fail: &'static str,
    pub conflict_fast_fail_why: &'static str,
    pub conflict_none_why: &'static str,
    pub execute_delta: &'static str,
    pub execute_full: &'static str,
    pub execute_partial: &'static str,

    // The history of a task
    pub all: &'static str,
    pub executions: Plural,
    pub strip: &'static str,
    pub last_runs: Plural,
    pub strip_hint: &'static str,
    pub median: &'static str,
    pub whole_history: &'static str,
    pub latest_runs: &'static str,
    pub never_ran: &'static str,
    pub n_failed: &'static str,
    pub n_conflicts: Plural,
    pub of_total: &'static str,

    // One execution
    pub whole_message: &'static str,
    pub overview: &'static str,
    pub succeeded: &'static str,
    pub failures: &'static str,
    pub conflicts: &'static str,
    pub show_only: &'static str,
    pub overview_none: &'static str,
    pub progress: &'static str,
    pub details: &'static str,
    pub n_artifacts: Plural,
    pub n_bytes: Plural,
    pub no_details: &'static str,
    pub still_running: &'static str,
    pub historical: &'static str,
    pub historical_counts: &'static str,
    pub all_versions: &'static str,
    pub whole_repository: &'static str,
    pub open_row: &'static str,
    pub raw_json: &'static str,
    pub raw_list: &'static str,
    pub save_file: &'static str,
    pub close: &'static str,

    // Filters
    pub filters: &'static str,
    pub starts_with: &'static str,
    pub is_exactly: &'static str,
    pub more_filters: &'static str,
    pub remove_filter: &'static str,
    pub clear_all: &'static str,
    pub nothing_matches: &'static str,

    // Pages of a table
    pub pages: &'static str,
    pub rows_of: &'static str,
    pub first_page: &'static str,
    pub previous_page: &'static str,
    pub next_page: &'static str,
    pub last_page: &'static str,
    pub page_n: &'static str,
    pub go_to_page: &'static str,
    pub page_size: &'static str,
    pub rows_per_page: &'static str,

    // State of what is shown
    pub loading: &'static str,
    pub refresh: &'static str,
    pub updated: &'static str,
    pub updated_now: &'static str,
    pub next_refresh: &'static str,
    pub pause: &'static str,
    pub resume: &'static str,
    pub stale: &'static str,
    pub retry: &'static str,
    pub reload: &'static str,
    pub part_missing: ErrorText,
    pub copy: &'static str,
    pub copied: &'static str,
    pub copy_failed: &'static str,

    // Reading a whole list
    pub reading: &'static str,
    pub stop: &'static str,
    pub stopped: &'static str,
    pub broke_off: &'static str,
    pub go_on: &'static str,
    pub differs: &'static str,

    // What failed, and why
    pub triage: &'static str,
    pub triage_start: Plural,
    pub triage_start_uncounted: &'static str,
    pub by_before: &'static str,
    pub example: &'static str,
    pub errors: &'static str,

    // The trend of a task
    pub trend: &'static str,
    pub per: &'static str,
    pub period: &'static str,
    pub runs: &'static str,
    pub p95: &'static str,
    pub range: &'static str,

    // What is new
    pub n_new: Plural,

    // Taking rows along
    pub export: &'static str,

    // Columns
    pub columns: &'static str,
    pub compact: &'static str,

    // The keyboard
    pub keys: &'static str,

    // Failures
    pub sign_in: &'static str,
    pub failure_sign_in: ErrorText,
    pub failure_forbidden: ErrorText,
    pub failure_blocked: ErrorText,
    pub failure_not_found: ErrorText,
    pub failure_too_many: ErrorText,
    pub failure_service: ErrorText,
    pub failure_gateway: ErrorText,
    pub failure_unreadable: ErrorText,
    pub failure_offline: ErrorText,
    pub failure_timed_out: ErrorText,
    pub wait_seconds: Plural,
}

/// The words of the dialogs, which come with their code when one is opened (`components::lazy`).
#[derive(Debug)]
#[expect(missing_docs, reason = "each field is named by what it says; the English file is its documentation")]
pub struct Dialogs {
    pub raw_list_hint: &'static str,
    pub raw_list_load: &'static str,
    pub raw_list_rows: Plural,
    pub raw_list_begins: &'static str,
    pub export_rows: Plural,
    pub export_times: &'static str,
    pub export_csv: &'static str,
    pub export_ndjson: &'static str,
    pub export_done: Plural,
    pub export_short: &'static str,
    pub export_keep: Plural,
    pub export_drop: &'static str,
    pub export_refused: &'static str,
    pub columns_hint: &'static str,
    pub move_up: &'static str,
    pub move_down: &'static str,
    pub as_usual: &'static str,
    pub density: &'static str,
    pub roomy: &'static str,
    pub key_filter: &'static str,
    pub key_rows: &'static str,
    pub key_open: &'static str,
    pub key_copy: &'static str,
    pub key_refresh: &'static str,
    pub key_pages: &'static str,
    pub key_help: &'static str,
    pub keys_hint: &'static str,
}

/// The words of triage and trend, which come with their code when one is opened.
#[derive(Debug)]
#[expect(missing_docs, reason = "each field is named by what it says; the English file is its documentation")]
pub struct Analysis {
    pub triage_hint: &'static str,
    pub triage_over: Plural,
    pub triage_none: &'static str,
    pub triage_running: &'static str,
    pub by_error: &'static str,
    pub by_cluster: &'static str,
    pub by_repository: &'static str,
    pub first_seen: &'static str,
    pub last_seen: &'static str,
    pub no_message: &'static str,
    pub unnamed: &'static str,
    pub and_more: &'static str,
    pub show_more: Plural,
    pub open_group: &'static str,
    pub find_row: &'static str,
    pub change_both: &'static str,
    pub change_new: &'static str,
    pub change_gone: &'static str,
    pub change_gone_why: &'static str,
    pub compared_with: &'static str,
    pub looking_before: &'static str,
    pub before_none: &'static str,
    pub before_unknown: &'static str,
    pub before_running: &'static str,
    pub untold: &'static str,
    pub none_of_these: &'static str,
    pub trend_runs: Plural,
    pub trend_hint: &'static str,
    pub trend_point: &'static str,
    pub per_day: &'static str,
    pub per_week: &'static str,
    pub success_rate: &'static str,
    pub median_short: &'static str,
    pub in_numbers: &'static str,
    pub range_from: &'static str,
    pub range_to: &'static str,
    pub range_all: &'static str,
    pub range_hint: &'static str,
    pub range_empty: &'static str,
    pub look_closer: &'static str,
    pub unread_rows: Plural,
}
