//! Rows of an exported file: CSV (RFC 4180) and NDJSON.
//!
//! Without the csv crate: cells that a spreadsheet would run as formulas must be escaped here anyway, and the quoting is a
//! few lines.

/// The byte order mark, which makes spreadsheets read the file as UTF-8.
pub const BOM: &str = "\u{feff}";

/// The characters that start a formula in spreadsheets; some programs accept the full-width forms too.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The characters besides the comma at which a spreadsheet can split a line: which one it uses depends on the language of
/// the system or on a choice in a dialog, and quotes in the middle of a cell do not count for it then.
const SEPARATORS: [char; 4] = [';', '\t', '\r', '\n'];

/// Appends one CSV line. What a spreadsheet would run as a formula is escaped with an apostrophe, behind any separator.
///
/// ```
/// let mut text = String::new();
/// replica_log::model::csv::line(&mut text, &["a, b", "say \"no\"", "=1+1", "制品", "x;=1+1;y"]);
/// assert_eq!(text, "\"a, b\",\"say \"\"no\"\"\",'=1+1,制品,\"x;'=1+1;y\"\r\n");
/// ```
pub fn line(out: &mut String, cells: &[&str]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        if cell.contains([',', '"']) || cell.contains(SEPARATORS) {
            out.push('"');
            push_escaped(out, cell, "\"\"");
            out.push('"');
        } else {
            push_escaped(out, cell, "\"");
        }
    }
    out.push_str("\r\n");
}

/// The programs that a CSV file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Programs, which take each cell as it is.
    Programs,
    /// Spreadsheets, which would change some texts.
    Spreadsheets,
}

impl Readers {
    /// Appends one CSV line for these programs. `is_number` says which cells are numbers.
    pub fn line(self, out: &mut String, cells: &[&str], is_number: impl Fn(usize) -> bool) {
        match self {
            Self::Programs => line(out, cells),
            Self::Spreadsheets => spreadsheet_line(out, cells, is_number),
        }
    }
}

/// Appends one CSV line for a spreadsheet: the same, with the texts that it would change as the texts of formulas.
/// Spreadsheets make 1.1 of the version `1.10`, and have no other way to mark a text in CSV. `is_number` says which cells
/// are numbers.
///
/// ```
/// let mut text = String::new();
/// replica_log::model::csv::spreadsheet_line(&mut text, &["1.10", "1000", "a.zip"], |at| at == 1);
/// assert_eq!(text, "\"=\"\"1.10\"\"\",1000,a.zip\r\n");
/// ```
pub fn spreadsheet_line(out: &mut String, cells: &[&str], is_number: impl Fn(usize) -> bool) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        if !is_number(at) && is_changed_by_spreadsheets(cell) {
            out.extend(["\"=\"\"", cell, "\"\"\""]);
        } else {
            line(out, &[cell]);
            out.truncate(out.len().saturating_sub(2));
        }
    }
    out.push_str("\r\n");
}

/// Whether a spreadsheet may take a text for a number, a date, a time, a percentage or a truth value. All such texts are
/// short and of these characters only, none of which can end the text of a formula.
fn is_changed_by_spreadsheets(cell: &str) -> bool {
    // Texts in formulas have at most 255 characters.
    let is_short = cell.len() <= 255;
    let has_digit = cell.bytes().any(|byte| byte.is_ascii_digit());
    let is_simple = cell.chars().all(|character| character.is_alphanumeric() || " .,:/+-%()".contains(character));
    let is_truth_value = ["true", "false"].iter().any(|value| cell.eq_ignore_ascii_case(value));
    is_short && (is_simple && has_digit || is_truth_value)
}

/// Appends a cell with other characters for each quote. An apostrophe goes before each part of the cell that a spreadsheet
/// would run as a formula.
fn push_escaped(out: &mut String, cell: &str, quote: &str) {
    let mut rest = cell;
    let mut is_first = true;
    loop {
        let end = rest.find(SEPARATORS).unwrap_or(rest.len());
        let (part, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        // Whitespace and quotes before the sign are skipped, because some programs remove them first.
        let starts = part.trim_start_matches([' ', '"', '\u{a0}', '\u{3000}']).starts_with(FORMULA);
        // A tab at the beginning of a cell is removed as well.
        if starts || is_first && part.is_empty() && behind.starts_with(['\t', '\r']) {
            out.push('\'');
        }
        for (at, piece) in part.split('"').enumerate() {
            if at > 0 {
                out.push_str(quote);
            }
            out.push_str(piece);
        }
        let mut characters = behind.chars();
        let Some(separator) = characters.next() else { return };
        out.push(separator);
        rest = characters.as_str();
        is_first = false;
    }
}

/// Appends a JSON object as one NDJSON line. Bare line breaks occur only between tokens of JSON, so removing them does
/// not change the data.
pub fn ndjson(out: &mut String, json: &str) {
    for piece in json.split(['\r', '\n']) {
        out.push_str(piece);
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// An independent parser of RFC 4180.
    fn read(text: &str) -> Vec<Vec<String>> {
        let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
        let mut characters = text.chars().peekable();
        let mut quoted = false;
        while let Some(character) = characters.next() {
            match character {
                '"' if quoted && characters.peek() == Some(&'"') => {
                    characters.next();
                    cell.push('"');
                }
                '"' => quoted = !quoted,
                ',' if !quoted => row.push(std::mem::take(&mut cell)),
                '\r' if !quoted && characters.peek() == Some(&'\n') => {
                    characters.next();
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                other => cell.push(other),
            }
        }
        assert!(!quoted && cell.is_empty() && row.is_empty(), "a file ends with a line end");
        rows
    }

    fn written(cells: &[&str]) -> String {
        let mut text = String::new();
        line(&mut text, cells);
        text
    }

    #[test]
    fn formulas_are_escaped_with_an_apostrophe() {
        for cell in ["=cmd|'/c calc'!A0", "+1", "-1", "@x", "\tx", "\rx", "＝1", " =1", "\u{3000}@x", "\"=1\""] {
            let rows = read(&written(&[cell]));
            assert_eq!(rows, [[format!("'{cell}")]]);
        }
        assert_eq!(read(&written(&["a=1", "1-2", "/x@y", "a, -b"])), [["a=1", "1-2", "/x@y", "a, -b"]]);
    }

    #[test]
    fn formulas_behind_any_separator_are_escaped() {
        for (cell, escaped) in [
            ("report;=1+1;x.zip", "report;'=1+1;x.zip"),
            ("x;=cmd|'/C calc'!A0;y", "x;'=cmd|'/C calc'!A0;y"),
            ("a\t-1\t\t+2", "a\t'-1\t\t'+2"),
            ("a; \"=1\"", "a;' \"=1\""),
            ("\n=1", "\n'=1"),
            ("a\r\n@b", "a\r\n'@b"),
            ("\t=1", "'\t'=1"),
        ] {
            assert_eq!(read(&written(&[cell])), [[escaped]]);
            assert!(written(&[cell]).starts_with('"'), "quoted: {cell:?}");
        }
        let trace = "java.net.SocketTimeoutException: timeout\n\tat okhttp3.Http2Stream\n";
        assert_eq!(read(&written(&[trace])), [[trace]]);
    }

    #[test]
    fn texts_that_a_spreadsheet_would_change_are_texts_of_formulas() {
        let written = |cell: &str| {
            let mut text = String::new();
            spreadsheet_line(&mut text, &[cell, "7"], |at| at == 1);
            read(&text).remove(0)
        };
        for cell in
            ["1.10", "1e5", "007", "12345678901234567890", "2024-01-02", "1/2", "MAR1", "10:30", "5%", "-1", "TRUE"]
        {
            assert_eq!(written(cell), [format!("=\"{cell}\""), "7".to_owned()]);
        }
        for cell in ["", "v", "制品", "a_1", "/a\"1", "x;1", "SUCCESS"] {
            assert_eq!(written(cell), [cell, "7"]);
        }
        assert_eq!(written("=1+1"), ["'=1+1", "7"]);
        let long = "1".repeat(256);
        assert_eq!(written(&long), [long.as_str(), "7"]);
    }

    #[test]
    fn an_empty_cell_is_empty() {
        assert_eq!(written(&["", "", ""]), ",,\r\n");
    }

    #[test]
    fn an_object_is_one_line_and_otherwise_unchanged() {
        let mut text = String::new();
        ndjson(&mut text, "{\r\n  \"size\": 9223372036854775807,\n \"e\":\"a\\nb\"}");
        assert_eq!(text, "{  \"size\": 9223372036854775807, \"e\":\"a\\nb\"}\n");
    }

    proptest! {
        #[test]
        fn written_cells_are_parsed_back(cells in prop::collection::vec("(?s)[-a-z=+@,;\"\r\n\t 制＝']{0,8}", 1..6)) {
            let texts: Vec<&str> = cells.iter().map(String::as_str).collect();
            let rows = read(&written(&texts));
            prop_assert_eq!(rows.len(), 1);
            for (read, cell) in rows[0].iter().zip(&cells) {
                let part = |part: &str| part.trim_start_matches([' ', '"']).starts_with(FORMULA);
                prop_assert!(!read.split(SEPARATORS).any(part), "{:?}", read);
                prop_assert_eq!(read.replace('\'', ""), cell.replace('\'', ""));
            }
        }

        #[test]
        fn a_library_reads_what_was_written(cells in prop::collection::vec("(?s)[-a-z=+@,;\"\r\n\t 制1.]{1,8}", 2..6)) {
            let texts: Vec<&str> = cells.iter().map(String::as_str).collect();
            let mut spreadsheet = String::new();
            spreadsheet_line(&mut spreadsheet, &texts, |_| false);
            for text in [written(&texts), spreadsheet] {
                let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
                let rows: Vec<Vec<String>> =
                    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
                prop_assert_eq!(rows, read(&text));
            }
        }
    }
}
