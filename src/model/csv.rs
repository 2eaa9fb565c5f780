//! Rows of an exported file: CSV (RFC 4180) and NDJSON.
//!
//! Without the csv crate: cells that a spreadsheet would run as formulas must be escaped here anyway, and the quoting is a
//! few lines.

/// The byte order mark, which makes spreadsheets read the file as UTF-8.
pub const BOM: &str = "\u{feff}";

/// The characters that start a formula in spreadsheets; some programs accept the full-width forms too.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Appends one CSV line. A cell that a spreadsheet would run as a formula is escaped with an apostrophe.
///
/// ```
/// let mut text = String::new();
/// replica_log::model::csv::line(&mut text, &["a, b", "say \"no\"", "=1+1", "制品"]);
/// assert_eq!(text, "\"a, b\",\"say \"\"no\"\"\",'=1+1,制品\r\n");
/// ```
pub fn line(out: &mut String, cells: &[&str]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        // Whitespace before the sign is skipped, because some programs trim cells first.
        let runs = cell.trim_start_matches([' ', '\n', '\u{a0}', '\u{3000}']).starts_with(FORMULA);
        let quoted = cell.contains([',', '"', '\r', '\n']);
        if quoted {
            out.push('"');
        }
        if runs {
            out.push('\'');
        }
        if quoted {
            for (at, piece) in cell.split('"').enumerate() {
                if at > 0 {
                    out.push_str("\"\"");
                }
                out.push_str(piece);
            }
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push_str("\r\n");
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
        for cell in ["=cmd|'/c calc'!A0", "+1", "-1", "@x", "\tx", "\rx", "＝1", " =1", "\n=1", "\u{3000}@x"] {
            let rows = read(&written(&[cell]));
            assert_eq!(rows, [[format!("'{cell}")]]);
        }
        assert_eq!(read(&written(&["a=1", "1-2", "/x@y"])), [["a=1", "1-2", "/x@y"]]);
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
        fn written_cells_are_parsed_back(cells in prop::collection::vec("(?s)[-a-z=+@,\"\r\n\t 制＝]{0,8}", 1..6)) {
            let texts: Vec<&str> = cells.iter().map(String::as_str).collect();
            let rows = read(&written(&texts));
            prop_assert_eq!(rows.len(), 1);
            for (read, cell) in rows[0].iter().zip(&cells) {
                prop_assert!(!read.starts_with(FORMULA));
                let defused = format!("'{cell}");
                prop_assert!(read == cell || *read == defused);
            }
        }
    }
}
