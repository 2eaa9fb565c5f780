//! The pages under test, their parts, and the endpoint of each part.

use crate::common::NAME_CELLS;
use replica_log_e2e::{Endpoint, Fault, FaultResponse, Tab, TestResult, examples};
use serde_json::json;

/// Shortens timers to a twentieth, and records their intended delays. Unchanged are delays below 150 ms, which are no
/// polling or retry delays, and the time limit of requests.
pub const SHORT_TIMEOUTS: &str = "window.delays = []; (set => { \
    window.setTimeout = (call, delay, ...more) => { \
        if (!(delay >= 150) || delay === 75000) return set(call, delay, ...more); \
        window.delays.push(delay); \
        return set(call, delay / 20, ...more); \
    }; \
})(window.setTimeout);";

/// Selector of the one notice for all parts of a page.
const SHARED_ERROR: &str = "main > .rl-stale .rl-failure";

/// One part of a page and its endpoint.
pub struct Part {
    pub endpoint: Endpoint,
    /// A substring of the path that is unique to the endpoint, and a substring of the query.
    pub request: (&'static str, &'static str),
    /// Selector and number of its elements when it has loaded.
    pub loaded: (&'static str, usize),
    /// Selector of its error notice.
    pub error: &'static str,
}

/// A page, the selector of its refresh button, and its parts.
pub struct Page {
    pub path: String,
    pub refresh_button: &'static str,
    pub parts: &'static [Part],
}

const RECORD: &[Part] = &[
    Part {
        endpoint: Endpoint::Record,
        request: ("task/record/691f0d2ce4b0c35d7a90f001", ""),
        loaded: (".rl-record-head h1", 1),
        error: SHARED_ERROR,
    },
    Part {
        endpoint: Endpoint::Overview,
        request: ("/overview/", ""),
        loaded: (".rl-overview .rl-count", 3),
        error: SHARED_ERROR,
    },
    Part {
        endpoint: Endpoint::DetailPage,
        // Not the requests for the number of details.
        request: ("/detail/page/", "pageSize=20"),
        loaded: (NAME_CELLS, 20),
        error: SHARED_ERROR,
    },
];

const TASK: &[Part] = &[
    Part {
        endpoint: Endpoint::RecordPage,
        request: ("/record/page/", "pageSize=20"),
        loaded: ("table.rl-history tbody", 20),
        error: SHARED_ERROR,
    },
    Part {
        endpoint: Endpoint::RecordPage,
        request: ("/record/page/", "pageSize=60"),
        loaded: (".rl-strip ol", 1),
        error: SHARED_ERROR,
    },
];

const TREND: &[Part] = &[Part {
    endpoint: Endpoint::RecordList,
    request: ("/record/list/", ""),
    loaded: (".rl-figures", 1),
    error: ".rl-runs .rl-failure",
}];

const RAW: &[Part] = &[Part {
    endpoint: Endpoint::DetailList,
    request: ("/detail/list/", ""),
    loaded: ("dialog[data-name=raw] pre", 1),
    error: "dialog[data-name=raw] .rl-failure",
}];

pub fn pages() -> [Page; 4] {
    let record = format!("records/{}", examples::ODD_RECORD);
    let task = format!("tasks/{}", examples::NIGHTLY_TASK);
    [
        Page {
            path: record.clone(),
            refresh_button: ".rl-details, section[aria-label=Details] .rl-refresh",
            parts: RECORD,
        },
        Page { path: task.clone(), refresh_button: "section[aria-label='Execution log'] .rl-refresh", parts: TASK },
        Page { path: format!("{task}?history=all"), refresh_button: ".rl-runs-head button", parts: TREND },
        Page { path: record, refresh_button: "dialog[data-name=raw] .rl-button", parts: RAW },
    ]
}

impl Page {
    /// Opens the page without faults.
    pub async fn open(&self, tab: &Tab) -> TestResult {
        tab.demo().faults().clear();
        tab.interceptor().inject_script(SHORT_TIMEOUTS);
        tab.open(&self.path).await?;
        if self.is_raw() {
            tab.click("button[data-name=raw]").await?;
            tab.click("dialog[data-name=raw] [data-main]").await?;
        }
        self.expect_loaded(tab).await
    }

    pub fn is_raw(&self) -> bool {
        self.parts.iter().any(|part| part.endpoint == Endpoint::DetailList)
    }

    /// Refetches all parts.
    pub async fn refetch(&self, tab: &Tab) -> TestResult {
        if self.is_raw() {
            // A closed dialog discards its list; a failed request can be retried.
            if tab.texts(".rl-failure").await?.is_empty() {
                tab.click("dialog[data-name=raw] .rl-dialog-end button").await?;
                tab.click("button[data-name=raw]").await?;
                tab.click("dialog[data-name=raw] [data-main]").await?;
            } else {
                tab.click("dialog[data-name=raw] .rl-failure .rl-button").await?;
            }
        } else {
            tab.evaluate(&format!("document.querySelector({}).click()", json!(self.refresh_button))).await?;
        }
        Ok(())
    }

    pub async fn expect_loaded(&self, tab: &Tab) -> TestResult {
        for part in self.parts {
            tab.wait_for_value(
                part.loaded.0,
                &format!("document.querySelectorAll({}).length", json!(part.loaded.0)),
                part.loaded.1,
            )
            .await?;
        }
        tab.wait_for_none(".rl-failure, .rl-strip-failed").await?;
        Ok(())
    }

    pub fn add_fault(&self, tab: &Tab, answer: &FaultResponse, times: Option<u32>) {
        for part in self.parts {
            let fault = Fault::new(part.endpoint, answer.clone()).when(part.request.1);
            tab.demo().faults().add(Fault { times, ..fault });
        }
    }

    /// The number of requests for each part.
    pub fn request_counts(&self, tab: &Tab) -> Vec<usize> {
        self.parts
            .iter()
            .map(|part| {
                let (path, query) = part.request;
                tab.requests(path).iter().filter(|seen| seen.query.contains(query)).count()
            })
            .collect()
    }

    pub async fn wait_for_requests(&self, tab: &Tab, times: usize) -> TestResult {
        let each = vec![times; self.parts.len()];
        tab.wait_for(&format!("{each:?} requests"), async || {
            let counts = self.request_counts(tab);
            Ok(if counts == each { Ok(()) } else { Err(format!("{counts:?}")) })
        })
        .await?;
        Ok(())
    }
}
