//! The texts of the dialogs.

pub(super) mod en_us;
pub(super) mod ja;
pub(super) mod zh_cn;

use super::words::Plural;

/// The texts of the dialogs, which are loaded with the code of the dialogs (`components::lazy`).
#[derive(Debug)]
pub struct Dialogs {
    /// Text of the dialog with the unfiltered list of details.
    pub raw_list_hint: &'static str,
    /// Button of that dialog: load the list.
    pub raw_list_load: &'static str,
    /// After loading. {0}: the number of rows; {1}: the size of the response.
    pub raw_list_rows: Plural,
    /// Above the start of a long list. {0}: the number of characters that are shown.
    pub raw_list_begins: &'static str,
    /// Dialog of the export: what will be exported. {0}: the number of rows.
    pub export_rows: Plural,
    /// Dialog of the export: the time zone of the file. {0}: the zone.
    pub export_times: &'static str,
    /// Dialog of the export, after `export_times`: the time zone of NDJSON, where it is another one. {0}: the zone.
    pub export_times_sent: &'static str,
    /// Button that exports CSV as programs read it.
    pub export_csv: &'static str,
    /// Button that exports CSV in which a spreadsheet changes no text.
    pub export_spreadsheet: &'static str,
    /// Below the buttons: the difference between both kinds of CSV.
    pub export_spreadsheet_why: &'static str,
    /// Button that exports NDJSON, which is one JSON object per line.
    pub export_ndjson: &'static str,
    /// After a complete export. {0}: the number of rows.
    pub export_done: Plural,
    /// After an incomplete export.
    pub export_short: &'static str,
    /// After a complete export of a comparison for which not all rows had been read. {0}: the number of changes.
    pub export_partial: Plural,
    /// Button after an interruption: keep the incomplete file. {0}: the number of rows in it.
    pub export_keep: Plural,
    /// Button after an interruption: discard the incomplete file.
    pub export_drop: &'static str,
    /// Error: the file could not be written. {0}: the reason given by the browser, often in English.
    pub export_refused: &'static str,
    /// Text of the dialog that chooses columns.
    pub columns_hint: &'static str,
    /// Accessible name of a button of that dialog. {0}: the name of the column.
    pub move_up: &'static str,
    /// Accessible name of a button of that dialog. {0}: the name of the column.
    pub move_down: &'static str,
    /// Button of that dialog: restore the default columns.
    pub reset_columns: &'static str,
    /// Label of the density of tables in that dialog.
    pub density: &'static str,
    /// Option of the density of tables: the default.
    pub comfortable: &'static str,
    /// List of shortcuts: focus the filters.
    pub key_filter: &'static str,
    /// List of shortcuts: move between rows.
    pub key_rows: &'static str,
    /// List of shortcuts: unfold or fold a row.
    pub key_open: &'static str,
    /// List of shortcuts: copy the name or ID of a row.
    pub key_copy: &'static str,
    /// List of shortcuts: refresh.
    pub key_refresh: &'static str,
    /// List of shortcuts: move between pages.
    pub key_pages: &'static str,
    /// List of shortcuts: open the list itself.
    pub key_help: &'static str,
    /// Below the list of shortcuts: they are off while the focus is in an input.
    pub keys_hint: &'static str,
    /// Label of the checkbox that switches the shortcuts on and off.
    pub keys_enabled: &'static str,
}
