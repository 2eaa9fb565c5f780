//! The keys of all texts of the user interface, documented for translators.

/// A sentence with plural forms; `{0}` is the number, formatted by `Intl`.
#[derive(Debug, Clone, Copy)]
pub struct Plural {
    /// The form for one; in languages without plural forms the same as `other`.
    pub one: &'static str,
    /// The form for other numbers.
    pub other: &'static str,
}

impl Plural {
    /// A sentence of a language without plural forms.
    pub(super) const fn same(text: &'static str) -> Self {
        Self { one: text, other: text }
    }
}

/// The texts of a kind of error.
#[derive(Debug, Clone, Copy)]
pub struct ErrorText {
    /// The error in one sentence.
    pub headline: &'static str,
    /// The next step for the user.
    pub next: &'static str,
}

/// The texts of the app in one language. `{0}`, `{1}` … are placeholders for values.
#[derive(Debug)]
pub struct Words {
    // Layout
    /// Hidden link at the top of a page for keyboard users; it jumps to the main content.
    pub skip_to_content: &'static str,
    /// Accessible name of the breadcrumb navigation in the header.
    pub breadcrumbs: &'static str,
    /// Accessible name of the language menu in the header.
    pub language: &'static str,
    /// Accessible name of the theme menu in the header.
    pub theme: &'static str,
    /// Option of the theme menu: the theme of the operating system.
    pub theme_auto: &'static str,
    /// Option of the theme menu: the light theme.
    pub theme_light: &'static str,
    /// Option of the theme menu: the dark theme.
    pub theme_dark: &'static str,
    /// Accessible name of the time zone switch in the header; name of the zone among the facts of an execution or a
    /// detail.
    pub time_zone: &'static str,
    /// In place of the name of a time zone that the service did not name.
    pub zone_unknown: &'static str,
    /// Tooltip of `zone_unknown`: why it is unknown.
    pub zone_unknown_why: &'static str,
    /// Tooltip of the name of a time zone, where the page converted the times. {0}: the offset that the service used.
    pub zone_converted: &'static str,
    /// Alert above the page about an error in the configuration. {0}: the error, `config_value` or a message of the
    /// parser in English.
    pub config_error: &'static str,
    /// Error in the configuration. {0}: the key, such as `theme`; {1}: its invalid value.
    pub config_value: &'static str,
    /// Headline of the page for an unknown address.
    pub page_not_found: &'static str,
    /// Text of the page for an unknown address. {0}: the path of the address. `{key}` and `{recordId}` are shown
    /// literally.
    pub page_not_found_next: &'static str,
    /// Button on the page for an unknown address: link to the home page.
    pub to_home: &'static str,

    // Composition
    /// A value with its name. {0}: the name, such as "Version"; {1}: the value.
    pub labelled: &'static str,
    /// Between the items of a list, such as versions, days of the week or times of day.
    pub list_separator: &'static str,
    /// Two sentences of one text. {0}: the first; {1}: the second.
    pub sentences: &'static str,

    // Names of things
    /// Kind of a link in the lists of the home page: a plan, which the API calls a task.
    pub task: &'static str,
    /// Kind of a link in the lists of the home page: an execution; title and breadcrumb of the page of an execution.
    pub execution: &'static str,
    /// Accessible name of the section with the table of executions.
    pub execution_log: &'static str,
    /// Button below the head of a page: unfolds the settings of the plan.
    pub plan_settings: &'static str,
    /// Name of the key of a plan, among facts and on copy buttons.
    pub task_key: &'static str,
    /// Name of the ID of an execution; head of its column.
    pub record_id: &'static str,
    /// Name of the ID of a detail, which is one artifact of an execution; head of its column.
    pub detail_id: &'static str,
    /// Name of the trace ID of a request, which operators use to find the request in their logs.
    pub trace_id: &'static str,
    /// Name of the error code of the service in an error notice.
    pub error_code: &'static str,
    /// Name of the HTTP status in an error notice.
    pub http_status: &'static str,
    /// Name of the status; head of its column; accessible name of the status filter.
    pub status: &'static str,
    /// Name of the start time; head of its column.
    pub start_time: &'static str,
    /// Name of the end time; head of its column.
    pub end_time: &'static str,
    /// Name of the duration; head of its column.
    pub duration: &'static str,
    /// Head of a column: the numbers of artifacts of an execution.
    pub artifacts: &'static str,
    /// Name of the size of an artifact; head of its column.
    pub size: &'static str,
    /// Name of the error message of an execution or a detail; head of its column; on copy buttons.
    pub note: &'static str,
    /// Name of the artifact's name; head of its column; label of its filter.
    pub artifact_name: &'static str,
    /// Name of the version of an artifact; head of its column; label of its filter.
    pub version: &'static str,
    /// Name of the local repository; head of its column; label of its filter.
    pub repository: &'static str,
    /// Name of the type of a repository, such as DOCKER or MAVEN.
    pub repository_type: &'static str,
    /// Head of a column: the local node and the remote node, as "from → to". The API calls a node a cluster.
    pub route: &'static str,
    /// Name of the node that sends.
    pub local_cluster: &'static str,
    /// Name of the node that receives; label of its filter.
    pub remote_cluster: &'static str,
    /// Name of the package of a detail from before per-artifact logging; label of its filter.
    pub package_key: &'static str,
    /// Name of the path of a detail from before per-artifact logging; label of its filter.
    pub file_path: &'static str,
    /// Name of the conflict strategy; head of its column.
    pub conflict_strategy: &'static str,
    /// Name of the scope of an execution: see the values `execute_…`.
    pub execute_type: &'static str,
    /// Tooltip of a value that does not have the documented type, and after it for screen readers.
    pub odd_value: &'static str,
    /// Number of rows with such values: below a table, after an export or an analysis. {0}: the number.
    pub odd_rows: Plural,
    /// Name of the replicated bytes of an execution, among its facts; head of their column.
    pub replicated: &'static str,
    /// Name of `file_counts` in the overview.
    pub files: &'static str,
    /// Counts of files. {0}: succeeded; {1}: failed.
    pub file_counts: &'static str,
    /// Name of the kind of object that a plan replicates, also as a tooltip: see the values `object_…`.
    pub object_type: &'static str,
    /// Name of the trigger of a plan, also as a tooltip: see the values `replica_…`.
    pub replica_type: &'static str,
    /// Name of a plan whose name is unknown. {0}: its key.
    pub unnamed_task: &'static str,

    // Values of enumerations
    /// Status: running.
    pub running: &'static str,
    /// Status: succeeded.
    pub success: &'static str,
    /// Status: failed.
    pub failed: &'static str,
    /// Kind of object that a task replicates: whole repositories.
    pub object_repository: &'static str,
    /// Kind of object that a task replicates: selected packages.
    pub object_package: &'static str,
    /// Kind of object that a task replicates: selected paths.
    pub object_path: &'static str,
    /// Trigger of a plan: a schedule, which can also be a single time or the moment when the plan was created.
    pub replica_scheduled: &'static str,
    /// Tooltip of `replica_scheduled`.
    pub replica_scheduled_why: &'static str,
    /// Trigger of a task: each change of the source.
    pub replica_real_time: &'static str,
    /// Trigger of a task: a single manual start.
    pub replica_run_once: &'static str,
    /// Trigger of a task: a pull by an edge node.
    pub replica_edge_pull: &'static str,
    /// Trigger of a task: synchronization within a federation.
    pub replica_federation: &'static str,
    /// Conflict strategy: the artifact of the remote node was kept.
    pub conflict_skip: &'static str,
    /// Tooltip of `conflict_skip`.
    pub conflict_skip_why: &'static str,
    /// Conflict strategy: the artifact of the remote node was replaced.
    pub conflict_overwrite: &'static str,
    /// Tooltip of `conflict_overwrite`.
    pub conflict_overwrite_why: &'static str,
    /// Conflict strategy: the execution was stopped at the conflict.
    pub conflict_fast_fail: &'static str,
    /// Tooltip of `conflict_fast_fail`.
    pub conflict_fast_fail_why: &'static str,
    /// Tooltip of a dash in the column of conflict strategies, and the value in an open row: the service recorded no
    /// conflict, which does not mean that there was none.
    pub conflict_none_why: &'static str,
    /// Scope of an execution: the objects of the one event that triggered it.
    pub execute_delta: &'static str,
    /// Scope of an execution: the whole repository.
    pub execute_full: &'static str,
    /// Scope of an execution: chosen objects.
    pub execute_partial: &'static str,

    // The history of a task
    /// First option of the status filter: no filter.
    pub all: &'static str,
    /// Number of executions above their table. {0}: the number.
    pub executions: Plural,
    /// Accessible name of the strip of bars, one for each of the latest executions.
    pub strip: &'static str,
    /// Heading of that strip. {0}: the number of executions in it.
    pub last_runs: Plural,
    /// Hint beside that heading: the height of a bar is the duration.
    pub strip_hint: &'static str,
    /// After `strip_hint`: the median of the durations. {0}: a duration.
    pub median: &'static str,
    /// Link from the strip of the latest executions to the trend of all.
    pub whole_history: &'static str,
    /// Link from the trend back to that strip.
    pub latest_runs: &'static str,
    /// Status of a task that replicates continuously, and of its only execution, which never ends; name of the card in
    /// place of its strip.
    pub continuous: &'static str,
    /// Beginning of the title where a running execution could not be refreshed.
    pub status_unknown: &'static str,
    /// Succeeded artifacts of an execution, in a cell of the table. {0}: the number.
    pub n_succeeded: &'static str,
    /// Failed artifacts of an execution, in a cell of the table. {0}: the number.
    pub n_failed: &'static str,
    /// Below the table, and tooltip of the counts of an execution with conflicts.
    pub counted_twice: &'static str,
    /// Tooltip of a dash in place of the counts of a running execution.
    pub totals_at_end: &'static str,
    /// A part of a total: sizes, or numbers of rows within `reading`, `stopped` and `reading_interrupted`. {0}: the part;
    /// {1}: the total.
    pub of_total: &'static str,

    // One execution
    /// Summary line that unfolds a long error message.
    pub whole_message: &'static str,
    /// Heading of the counts of an execution; accessible name of their section.
    pub overview: &'static str,
    /// Overview: word after the number of successes; also head of a column of counts in the trend.
    pub succeeded: &'static str,
    /// Overview: word after the number of failures; also head of a column of counts in the trend.
    pub failures: &'static str,
    /// Part of the succeeded and failed artifacts that the remote node had already, after their numbers. {0}: their
    /// number.
    pub conflicts: &'static str,
    /// Tooltip of a count, a name or a group: link that filters the table to these artifacts.
    pub show_only: &'static str,
    /// Below the totals, where the service's own number of successes is higher. {0}: that number.
    pub skipped_twice: &'static str,
    /// Name of the start time of such an execution.
    pub continuous_since: &'static str,
    /// Tooltip of a dash in place of a duration: the end is before the start, or that of another execution.
    pub no_duration: &'static str,
    /// In place of the error message of a failure without one: in a row, as a group of errors, in a file.
    pub no_message: &'static str,
    /// Tag of a row in the log of a federation that is no transfer, but a deletion, a renaming or the like; the service
    /// does not say which.
    pub operation: &'static str,
    /// Accessible name of a progress bar.
    pub progress: &'static str,
    /// Heading of the table of artifacts of an execution; accessible name of its section.
    pub details: &'static str,
    /// Number of artifacts above their table. {0}: the number.
    pub n_artifacts: Plural,
    /// Exact number of bytes. {0}: the number.
    pub n_bytes: Plural,
    /// In place of the table of an execution without artifacts.
    pub no_details: &'static str,
    /// In place of the table while a running execution has no artifacts yet.
    pub still_running: &'static str,
    /// Mark of a detail that stands for many artifacts, because it is from before per-artifact logging.
    pub historical: &'static str,
    /// Counts of such a detail. {0}: succeeded; {1}: skipped; {2}: failed.
    pub historical_counts: &'static str,
    /// Version of such a detail when it covers all versions of a package.
    pub all_versions: &'static str,
    /// Name of such a detail when it covers a repository.
    pub whole_repository: &'static str,
    /// Accessible name of the button that unfolds a row. {0}: the name of the artifact.
    pub open_row: &'static str,
    /// Summary line that unfolds the JSON of a detail.
    pub raw_json: &'static str,
    /// Button and title of the dialog with the unfiltered list of details.
    pub raw_list: &'static str,
    /// Link that saves a file.
    pub save_file: &'static str,
    /// Button that closes a dialog.
    pub close: &'static str,

    // Filters
    /// Accessible name of the filters and of the list of active filters.
    pub filters: &'static str,
    /// Hint at the label of a filter: it matches values that start with the text.
    pub starts_with: &'static str,
    /// Hint at the label of a filter: it matches values that equal the text.
    pub is_exactly: &'static str,
    /// Button that shows the rarely used filters on narrow screens.
    pub more_filters: &'static str,
    /// Accessible name of the link that removes an active filter. {0}: the filter, as "Version: 1.0".
    pub remove_filter: &'static str,
    /// Link that removes all filters, after the active ones or in an empty table.
    pub clear_all: &'static str,
    /// In place of a table whose filters match nothing.
    pub nothing_matches: &'static str,
    /// After `nothing_matches` where an exact filter is set, because a part of a name finds nothing.
    pub exact_filters: &'static str,

    // Pages of a table
    /// Accessible name of the pager.
    pub pages: &'static str,
    /// Rows on the current page. {0}: the first; {1}: the last; {2}: the total.
    pub rows_of: &'static str,
    /// Accessible name of a link of the pager.
    pub first_page: &'static str,
    /// Accessible name of a link of the pager.
    pub previous_page: &'static str,
    /// Accessible name of a link of the pager.
    pub next_page: &'static str,
    /// Accessible name of a link of the pager.
    pub last_page: &'static str,
    /// Accessible name of a page number in the pager. {0}: the number.
    pub page_n: &'static str,
    /// Label of the input of a page number.
    pub go_to_page: &'static str,
    /// Accessible name of the menu of page sizes.
    pub page_size: &'static str,
    /// Option of that menu. {0}: the number of rows.
    pub rows_per_page: &'static str,

    // State of the data
    /// While something is loading; also announced by screen readers.
    pub loading: &'static str,
    /// Button that refreshes what is shown.
    pub refresh: &'static str,
    /// Age of the data. {0}: a relative time, such as "2 minutes ago"; on paper a date and time.
    pub updated: &'static str,
    /// Age of the data in the first seconds.
    pub updated_now: &'static str,
    /// Time until the next automatic refresh. {0}: a duration.
    pub next_refresh: &'static str,
    /// Button that pauses the automatic refresh.
    pub pause: &'static str,
    /// Button that resumes the automatic refresh.
    pub resume: &'static str,
    /// Above older data after a failed refresh. {0}: a relative time, such as "2 minutes ago".
    pub stale: &'static str,
    /// In place of a part whose request failed like all others, below one notice for all.
    pub not_loaded: &'static str,
    /// Button that repeats a failed request.
    pub retry: &'static str,
    /// Button that reloads the page when a part of the app could not be loaded.
    pub reload: &'static str,
    /// Error: the code of a part of the app could not be loaded.
    pub code_not_loaded: ErrorText,
    /// Accessible name and tooltip of a copy button. {0}: the name of the value, such as `task_key`.
    pub copy: &'static str,
    /// Announced after a value was copied.
    pub copied: &'static str,
    /// Announced when the browser denied the access to the clipboard.
    pub copy_failed: &'static str,

    // Reading a whole list
    /// Progress of reading a whole list. {0}: the rows so far, as `of_total` or as a number while the total is unknown.
    pub reading: &'static str,
    /// Button that stops reading a list.
    pub stop: &'static str,
    /// After reading was stopped. {0}: as in `reading`.
    pub stopped: &'static str,
    /// Title of the error that interrupted reading. {0}: as in `reading`.
    pub reading_interrupted: &'static str,
    /// Button that continues reading a list.
    pub continue_reading: &'static str,
    /// After reading, when the number of rows differs from the announced total. {0}: the rows read; {1}: the announced
    /// total.
    pub count_mismatch: &'static str,

    // Analysis of errors
    /// Accessible name of the section with the groups of failed artifacts, and of its tabs.
    pub triage: &'static str,
    /// Button that reads and groups all failed artifacts of an execution. {0}: their number.
    pub triage_start: Plural,
    /// The same button when the number of failed artifacts is unknown.
    pub triage_start_uncounted: &'static str,
    /// Link that opens the check whether files on the device have been replicated; heading of the check.
    pub check_files: &'static str,
    /// Link in the head of an execution that opens its report for other tools; heading of the report.
    pub report: &'static str,
    /// Tab of that section, and button: comparison with an earlier execution of the plan.
    pub by_before: &'static str,
    /// Link to the comparison of all artifacts of an execution with those of another one; heading of that comparison.
    pub compare_all: &'static str,
    /// Button above the history of a plan: compare the two selected executions.
    pub compare_selected: &'static str,
    /// Accessible name and tooltip of the checkbox of an execution in that history. {0}: its start time.
    pub select_run: &'static str,
    /// Beside `compare_selected`. {0}: the number of selected executions, 0 to 2.
    pub runs_selected: &'static str,
    /// Beside `runs_selected` while two executions are selected; tooltip of the other, disabled checkboxes.
    pub deselect_first: &'static str,
    /// Heading of the full message of one artifact of a group.
    pub example: &'static str,
    /// Name of the different errors in a group of a cluster or repository.
    pub errors: &'static str,

    // Statistics of an execution
    /// Button, heading and tab: the numbers of artifacts by remote node and repository, as a table of both.
    pub matrix: &'static str,
    /// Button, heading and tab: the durations of the artifacts, and which are the slowest.
    pub durations: &'static str,
    /// Heading of the section with `matrix` and `durations`, and accessible name of its tabs.
    pub statistics: &'static str,

    // The trend of a task
    /// Heading of the trend of a task; accessible name of its section and of its chart.
    pub trend: &'static str,
    /// Accessible name of the switch between days and weeks in the trend.
    pub per: &'static str,
    /// Head of a column in the table of the trend: the first day of the period.
    pub period: &'static str,
    /// Head of a column in the table of the trend: the number of executions.
    pub runs: &'static str,
    /// Name of the 95th percentile of durations; head of its column.
    pub p95: &'static str,

    // New rows
    /// Button above a table that shows new rows. {0}: their number.
    pub n_new: Plural,

    // Export
    /// Button and title of the dialog that exports rows to a file.
    pub export: &'static str,

    // Columns
    /// Button and title of the dialog that chooses columns.
    pub columns: &'static str,
    /// Option of the density of tables.
    pub compact: &'static str,

    // The keyboard
    /// Button and title of the dialog that lists the keyboard shortcuts.
    pub keys: &'static str,

    // Errors
    /// Button and link to sign in, in the error notice.
    pub sign_in: &'static str,
    /// Error: not signed in, or the session has expired (HTTP 401).
    pub failure_sign_in: ErrorText,
    /// Error: the user is not a system administrator of BK-Repo (HTTP 403).
    pub failure_forbidden: ErrorText,
    /// Error: a gateway or a firewall in front of the service refuses the request (HTTP 403).
    pub failure_blocked: ErrorText,
    /// Error: BlueKing's login refuses the user the access to the application (HTTP 440).
    pub failure_app_refused: ErrorText,
    /// Error: the service does not know the task or the execution.
    pub failure_not_found: ErrorText,
    /// Error: too many requests (HTTP 429).
    pub failure_too_many: ErrorText,
    /// Error: the service returned an error code.
    pub failure_service: ErrorText,
    /// Error: the gateway cannot reach the service (HTTP 502, 503 or 504).
    pub failure_gateway: ErrorText,
    /// Error: the response is not one of the service. {0} in the next step: the configured `apiBase`.
    pub failure_unreadable: ErrorText,
    /// Error: the service responded, but not as documented.
    pub failure_undocumented: ErrorText,
    /// Error: a response without content.
    pub failure_empty: ErrorText,
    /// Error: the request could not be sent or was interrupted.
    pub failure_offline: ErrorText,
    /// Error: the request timed out.
    pub failure_timed_out: ErrorText,
    /// Error: the service has no such address (HTTP 404). {0} in the next step: the configured `apiBase`.
    pub failure_wrong_path: ErrorText,
    /// Error: the server allows no `GET` at the address (HTTP 405). {0} in the next step: the configured `apiBase`.
    pub failure_wrong_method: ErrorText,
    /// Error: the service does not accept a parameter of the request (HTTP 400).
    pub failure_bad_parameter: ErrorText,
    /// After the next step of `failure_sign_in` when a web page answered, which can be a sign-in page or what is found at a
    /// wrong address. {0}: the configured `apiBase`.
    pub failure_page: &'static str,
    /// After the next step of `failure_offline` when the service is on another origin. `sendTimeZone` and `projectId` are
    /// keys of the configuration.
    pub failure_cors: &'static str,
    /// After the next step of an error with a `Retry-After` header. {0}: a duration.
    pub wait: &'static str,
}
