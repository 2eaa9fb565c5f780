//! Helpers shared by several test modules.

use replica_log_e2e::{Tab, TestResult};
use serde_json::Value;

/// The `records` of a response page.
pub fn records(page: &Value) -> Vec<Value> {
    page["records"].as_array().cloned().unwrap_or_else(|| panic!("no records in {page}"))
}

/// A string field of a JSON object.
pub fn text<'a>(of: &'a Value, name: &str) -> &'a str {
    of[name].as_str().unwrap_or_else(|| panic!("no text {name} in {of}"))
}

/// Formats a time of the service as the page shows it: `2021-05-12T12:19:08.813` becomes `2021-05-12 12:19:08`.
pub fn format_time(time: &str) -> String {
    let whole = time.split('.').next().unwrap_or(time).replace('T', " ");
    if whole.len() == 16 { format!("{whole}:00") } else { whole }
}

/// A script that requests all data in the zone of Shanghai, as the gateway of the BK-Repo console does for a user with
/// that zone in the profile.
pub const SHANGHAI_GATEWAY: &str = "{ \
    const send = window.fetch; \
    window.fetch = (input, init) => { \
        const request = new Request(input, init); \
        if (request.url.includes('/replication/')) request.headers.set('X-BKREPO-TIME-ZONE', 'Asia/Shanghai'); \
        return send.call(window, request); \
    }; \
}";

/// The English label of a status; an unknown status is returned unchanged.
pub fn status_label(status: &str) -> &str {
    match status {
        "RUNNING" => "Running",
        "SUCCESS" => "Success",
        "FAILED" => "Failed",
        other => other,
    }
}

/// Formats a number with English digit grouping: `12,345`.
pub fn format_number(number: u64) -> String {
    let digits = number.to_string();
    let mut formatted = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            formatted.push(',');
        }
        formatted.push(digit);
    }
    formatted
}

/// The total number of rows on all pages.
pub fn total_records(page: &Value) -> u64 {
    page["totalRecords"].as_u64().unwrap_or_else(|| panic!("no total in {page}"))
}

/// Whether a query for details is for the table, and not for the number of details (of all, or with a status), which is
/// requested with one row.
pub fn is_for_table(query: &str) -> bool {
    query.split('&').all(|parameter| parameter != "pageSize=1")
}

/// Selector of the artifact names in the details table.
pub const NAME_CELLS: &str = "table.rl-details td.rl-name > bdi";

/// Waits until the details table shows exactly these names, in this order.
pub async fn expect_names(tab: &Tab, names: &[&str]) -> TestResult {
    let shown = format!("[...document.querySelectorAll('{NAME_CELLS}')].map(e => e.textContent)");
    tab.wait_for_value("these names in the table", &shown, names.to_vec()).await?;
    Ok(())
}

/// The artifact names of the service's rows.
pub fn artifact_names(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| text(row, "artifactName")).collect()
}
