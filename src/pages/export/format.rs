//! The file formats of an export.

use crate::api::csv_row::{CsvRow, heads_with_zone, is_number};
use crate::i18n::localizer::{Localizer, shown};
use crate::model::csv;
use crate::model::time::Time;
use crate::query::bulk_fetch::Batch;

/// The format of an exported file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Comma-separated values, for programs.
    Csv,
    /// The same for spreadsheets, which would change some texts.
    Spreadsheet,
    /// One JSON object per line, as the service sent it.
    Ndjson,
}

impl Format {
    /// The extension of the file name.
    pub(super) const fn extension(self) -> &'static str {
        match self {
            Self::Csv | Self::Spreadsheet => "csv",
            Self::Ndjson => "ndjson",
        }
    }

    /// The value of `data-format` of its button.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Spreadsheet => "spreadsheet",
            Self::Csv | Self::Ndjson => self.extension(),
        }
    }

    /// The media type.
    pub(super) const fn mime(self) -> &'static str {
        match self {
            Self::Csv | Self::Spreadsheet => "text/csv;charset=utf-8",
            Self::Ndjson => "application/x-ndjson",
        }
    }
}

/// The text of a file, batch by batch.
pub(super) struct FileText {
    format: Format,
    i18n: Localizer,
    /// The zone in the column names of CSV, which are written with the first batch.
    zone: Option<String>,
}

impl FileText {
    /// The text of an empty file.
    pub(super) const fn new(format: Format, i18n: Localizer) -> Self {
        Self { format, i18n, zone: None }
    }

    /// The text of the next rows.
    pub(super) fn rows<T: CsvRow>(&mut self, batch: &Batch<T>) -> String {
        let mut text = String::with_capacity(batch.rows.len().saturating_mul(512));
        if self.format == Format::Ndjson {
            batch.rows.iter().for_each(|row| csv::ndjson(&mut text, row.json()));
            return text;
        }
        let i18n = self.i18n;
        let no_message = i18n.words().no_message;
        let zone = self.zone.get_or_insert_with(|| {
            let zone = i18n.zone_name(batch.zone.shown()).into_owned();
            text.push_str(csv::BOM);
            csv::line(&mut text, &heads_with_zone(T::HEADER, &zone).iter().map(AsRef::as_ref).collect::<Vec<_>>());
            zone
        });
        let write_time = |time: &Time| {
            let (time, shown) = shown(time, &batch.zone);
            let name = i18n.zone_name(shown);
            // A time in another zone than that of the column names it.
            if name == *zone || time.local().is_none() {
                time.as_str().to_owned()
            } else {
                format!("{} {name}", time.as_str())
            }
        };
        let is_spreadsheet = self.format == Format::Spreadsheet;
        let mut write_line = |cells: &[&str]| match is_spreadsheet {
            true => csv::spreadsheet_line(&mut text, cells, |at| T::HEADER.get(at).is_some_and(|head| is_number(head))),
            false => csv::line(&mut text, cells),
        };
        for row in &batch.rows {
            match row.unreadable() {
                None => {
                    let cells = row.cells(&write_time, no_message);
                    write_line(&cells.iter().map(AsRef::as_ref).collect::<Vec<_>>());
                }
                // The JSON is all that is known of the row.
                Some(json) => {
                    let rest = T::HEADER.iter().skip(1).map(|_| "");
                    write_line(&std::iter::once(json).chain(rest).collect::<Vec<_>>());
                }
            }
        }
        text
    }
}
