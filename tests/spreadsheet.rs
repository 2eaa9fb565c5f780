//! Exported CSV in a real spreadsheet: LibreOffice, where it is installed (`apt-get install libreoffice-calc-nogui`).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test fails by a panic")]

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use replica_log::model::csv;

/// The cells that a spreadsheet would run or change.
const CELLS: [&str; 10] = [
    "report;=1+1;x.zip",
    "x;=cmd|'/C calc'!A0;y",
    "a\t=1+1",
    "a\n=1+1",
    "\"=1+1\"",
    "=1+1",
    "1.10",
    "1e5",
    "007",
    "12345678901234567890",
];

/// How often LibreOffice is started: it sometimes crashes while it starts, which says nothing about a file.
const ATTEMPTS: usize = 3;

/// Held while LibreOffice runs, because instances that start at the same time disturb each other.
static LIBRE_OFFICE: Mutex<()> = Mutex::new(());

/// The content of a file after LibreOffice has opened it with a separator, as flat XML; `None` where it does not run.
fn opened(name: &str, text: &str, separator: char) -> Option<String> {
    let _guard = LIBRE_OFFICE.lock().unwrap_or_else(PoisonError::into_inner);
    for attempt in 1..=ATTEMPTS {
        match open(&format!("{name}-{attempt}"), text, separator) {
            Ok(sheet) => return Some(sheet),
            Err(reason) => eprintln!("LibreOffice does not run: {reason}"),
        }
    }
    eprintln!("NOT CHECKED: {name}");
    None
}

/// Opens a file with a new profile of LibreOffice.
fn open(name: &str, text: &str, separator: char) -> Result<String, String> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    // A profile that a crash has left is not used again.
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    let (file, result) = (folder.join("rows.csv"), folder.join("rows.fods"));
    fs::write(&file, text).unwrap();
    // The separator, the quote, UTF-8, the first line.
    let filter = format!("--infilter=CSV:{},34,76,1", u32::from(separator));
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let output = Command::new("soffice")
        .args([&profile, "--headless", &filter, "--convert-to", "fods", "--outdir"])
        .args([&folder, &file])
        .output()
        .map_err(|error| error.to_string())?;
    fs::read_to_string(result).map_err(|error| format!("{error}: {output:?}"))
}

#[test]
fn no_separator_makes_a_formula_of_a_cell() {
    let mut plain = csv::BOM.to_owned();
    csv::line(&mut plain, &CELLS);
    for (name, separator) in [("comma", ','), ("semicolon", ';'), ("tab", '\t')] {
        let Some(sheet) = opened(name, &plain, separator) else { return };
        assert!(sheet.contains("report"), "{name}: the sheet has the rows");
        assert!(!sheet.contains("table:formula"), "{name}");
    }
}

#[test]
fn texts_that_look_like_numbers_stay_texts() {
    let mut text = csv::BOM.to_owned();
    csv::spreadsheet_line(&mut text, &CELLS, |_| false);
    let Some(sheet) = opened("spreadsheet", &text, ',') else { return };
    for cell in ["1.10", "1e5", "007", "12345678901234567890"] {
        assert!(sheet.contains(&format!(r#"office:string-value="{cell}""#)), "{cell}");
    }
    assert_eq!(sheet.matches("table:formula").count(), 4);
    assert!(!sheet.contains("office:value-type=\"float\""));
}
