//! The file formats of an export.

use crate::api::csv_row::{CsvRow, heads_with_zone};
use crate::i18n::localizer::{Localizer, shown};
use crate::model::csv;
use crate::model::time::Time;
use crate::query::bulk_fetch::Batch;

/// The format of an exported file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Comma-separated values, for spreadsheets.
    Csv,
    /// One JSON object per line, as the service sent it.
    Ndjson,
}

impl Format {
    /// The extension of the file name.
    pub(super) const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
        }
    }

    /// The media type.
    pub(super) const fn mime(self) -> &'static str {
        match self {
            Self::Csv => "text/csv;charset=utf-8",
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
            write_line(&mut text, &heads_with_zone(T::HEADER, &zone));
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
        batch.rows.iter().for_each(|row| write_line(&mut text, &row.cells(&write_time, no_message)));
        text
    }
}

fn write_line(text: &mut String, cells: &[impl AsRef<str>]) {
    csv::line(text, &cells.iter().map(AsRef::as_ref).collect::<Vec<_>>());
}
