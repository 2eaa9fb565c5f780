//! The file formats of an export.

use crate::api::csv_row::CsvRow;
use crate::model::csv;
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

    /// The text before the first row.
    pub(super) fn header<T: CsvRow>(self) -> String {
        let mut text = String::new();
        if self == Self::Csv {
            text.push_str(csv::BOM);
            csv::line(&mut text, T::HEADER);
        }
        text
    }

    /// The text of some rows. `no_message` are the words for the missing reason of a failure.
    pub(super) fn rows<T: CsvRow>(self, batch: &Batch<T>, no_message: &str) -> String {
        let mut text = String::with_capacity(batch.rows.len().saturating_mul(512));
        for row in &batch.rows {
            match self {
                Self::Csv => {
                    let cells = row.cells(no_message);
                    csv::line(&mut text, &cells.iter().map(AsRef::as_ref).collect::<Vec<_>>());
                }
                Self::Ndjson => csv::ndjson(&mut text, row.json()),
            }
        }
        text
    }
}
