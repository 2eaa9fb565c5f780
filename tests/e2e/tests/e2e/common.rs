//! What several subjects need.

use replica_log_e2e::{Tab, TestResult};
use serde_json::Value;

/// The rows of an answer.
pub fn records(page: &Value) -> Vec<Value> {
    page["records"].as_array().cloned().unwrap_or_else(|| panic!("no records in {page}"))
}

/// A text in an answer.
pub fn text<'a>(of: &'a Value, name: &str) -> &'a str {
    of[name].as_str().unwrap_or_else(|| panic!("no text {name} in {of}"))
}

/// A time of the service as the page writes it: `2021-05-12T12:19:08.813` is `2021-05-12 12:19:08`.
pub fn to_the_second(time: &str) -> String {
    let whole = time.split('.').next().unwrap_or(time).replace('T', " ");
    if whole.len() == 16 { format!("{whole}:00") } else { whole }
}

/// A status of the service in English words; one that nobody knows as it came.
pub fn status_word(status: &str) -> &str {
    match status {
        "RUNNING" => "Running",
        "SUCCESS" => "Success",
        "FAILED" => "Failed",
        other => other,
    }
}

/// A number as English writes it: `12,345`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// How many rows of an answer there are on all pages.
pub fn total(page: &Value) -> u64 {
    page["totalRecords"].as_u64().unwrap_or_else(|| panic!("no total in {page}"))
}

/// The names in the table of details, in their order.
pub const NAMES: &str = "table.rl-details td.rl-name > bdi";

/// Waits until the table of details shows just these names, in this order.
pub async fn lists(tab: &Tab, names: &[&str]) -> TestResult {
    let shown = format!("[...document.querySelectorAll('{NAMES}')].map(e => e.textContent)");
    tab.wait_for_value("these names in the table", &shown, names.to_vec()).await?;
    Ok(())
}

/// The names of rows, as the service has them.
pub fn names(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| text(row, "artifactName")).collect()
}
