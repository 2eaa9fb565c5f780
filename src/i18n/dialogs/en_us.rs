//! The texts of the dialogs in English.

use super::Dialogs;
use crate::i18n::Plural;

pub(in crate::i18n) static DIALOGS: Dialogs = Dialogs {
    raw_list_hint: "Reads all details of this execution in one response, without filters or a limit. With many artifacts, it is large and slow.",
    raw_list_load: "Read all",
    raw_list_rows: Plural { one: "{0} row, {1}", other: "{0} rows, {1}" },
    raw_list_begins: "First {0} characters:",
    export_rows: Plural { one: "{0} row, with the current filters", other: "{0} rows, with the current filters" },
    export_times: "Times in the file: {0}",
    export_times_sent: "In NDJSON, as received: {0}",
    export_csv: "CSV (for programs)",
    export_spreadsheet: "CSV (for spreadsheets)",
    export_spreadsheet_why: "Spreadsheets turn version 1.10 into 1.1. The file for spreadsheets stores such texts as formulas, =\"1.10\", so that they stay 1.10. Programs should read the other files.",
    export_ndjson: "NDJSON (raw objects of the service)",
    export_done: Plural { one: "{0} row written; complete.", other: "{0} rows written; complete." },
    export_short: "The file is incomplete: it holds only the rows read so far.",
    export_partial: Plural {
        one: "{0} change written. Not all rows had been read, so the file is incomplete.",
        other: "{0} changes written. Not all rows had been read, so the file is incomplete.",
    },
    export_keep: Plural { one: "Save the {0} row read so far", other: "Save the {0} rows read so far" },
    export_drop: "Discard",
    export_refused: "The browser could not write the file: {0}",
    columns_hint: "Drag to reorder, or use the arrow buttons.",
    move_up: "Move {0} up",
    move_down: "Move {0} down",
    reset_columns: "Reset to default",
    density: "Density",
    comfortable: "Comfortable",
    key_filter: "Go to filters",
    key_rows: "Next / previous row",
    key_open: "Open or close the row",
    key_copy: "Copy the name or ID of the row",
    key_refresh: "Refresh data",
    key_pages: "Next / previous page",
    key_help: "Show this list",
    keys_hint: "Shortcuts are off while you type.",
    keys_enabled: "Use single-key shortcuts",
};
