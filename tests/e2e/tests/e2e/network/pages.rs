//! The pages, their parts, and which endpoint each part comes from.

use crate::common::NAMES;
use replica_log_e2e::{Endpoint, Fault, FaultAnswer, Tab, TestResult, examples};
use serde_json::json;

/// Pauses pass twenty times as quickly, and are noted as they were meant. What is shorter is no pause between requests,
/// and those of the three times that an answer may take are none either.
pub const QUICKLY: &str = "window.pauses = []; (set => { \
    window.setTimeout = (call, pause, ...more) => { \
        if (!(pause >= 150) || [15000, 30000, 300000].includes(pause)) return set(call, pause, ...more); \
        window.pauses.push(pause); \
        return set(call, pause / 20, ...more); \
    }; \
})(window.setTimeout);";

/// One part of a page and where it comes from.
pub struct Part {
    pub endpoint: Endpoint,
    /// A part of the path that no other endpoint has, and a part of the query.
    pub asks: (&'static str, &'static str),
    /// What stands there when all is well, and how many.
    pub well: (&'static str, usize),
    /// Where it says what is wrong.
    pub fails: &'static str,
}

/// A page, how all of it is asked for again, and its parts.
pub struct Page {
    pub place: String,
    pub again: &'static str,
    pub parts: &'static [Part],
}

const RECORD: &[Part] = &[
    Part {
        endpoint: Endpoint::Record,
        asks: ("task/record/691f0d2ce4b0c35d7a90f001", ""),
        well: (".rl-record-head h1", 1),
        fails: "main > .rl-stale .rl-failure, main > .rl-failure, .rl-record > .rl-stale .rl-failure",
    },
    Part {
        endpoint: Endpoint::Overview,
        asks: ("/overview/", ""),
        well: (".rl-overview .rl-count", 3),
        fails: ".rl-overview .rl-failure",
    },
    Part {
        endpoint: Endpoint::DetailPage,
        asks: ("/detail/page/", ""),
        well: (NAMES, 20),
        fails: "section[aria-label=Details] .rl-failure",
    },
];

const TASK: &[Part] = &[
    Part {
        endpoint: Endpoint::RecordPage,
        asks: ("/record/page/", "pageSize=20"),
        well: ("table.rl-history tbody", 20),
        fails: "section[aria-label='Execution log'] .rl-failure",
    },
    Part {
        endpoint: Endpoint::RecordPage,
        asks: ("/record/page/", "pageSize=60"),
        well: (".rl-strip li a", 60),
        fails: ".rl-strip-failed",
    },
];

const TREND: &[Part] = &[Part {
    endpoint: Endpoint::RecordList,
    asks: ("/record/list/", ""),
    well: (".rl-figures", 1),
    fails: ".rl-runs .rl-failure",
}];

const RAW: &[Part] = &[Part {
    endpoint: Endpoint::DetailList,
    asks: ("/detail/list/", ""),
    well: ("dialog[data-name=raw] pre", 1),
    fails: "dialog[data-name=raw] .rl-failure",
}];

pub fn pages() -> [Page; 4] {
    let record = format!("records/{}", examples::ODD_RECORD);
    let task = format!("tasks/{}", examples::NIGHTLY_TASK);
    [
        Page { place: record.clone(), again: ".rl-details, section[aria-label=Details] .rl-refresh", parts: RECORD },
        Page { place: task.clone(), again: "section[aria-label='Execution log'] .rl-refresh", parts: TASK },
        Page { place: format!("{task}?history=all"), again: ".rl-runs-head button", parts: TREND },
        Page { place: record, again: "dialog[data-name=raw] .rl-button", parts: RAW },
    ]
}

impl Page {
    /// Opens it, with everything on it well.
    pub async fn open(&self, tab: &Tab) -> TestResult {
        tab.demo().faults().clear();
        tab.interceptor().inject_script(QUICKLY);
        tab.open(&self.place).await?;
        if self.is_raw() {
            tab.click("button[data-name=raw]").await?;
            tab.click("dialog[data-name=raw] [data-main]").await?;
        }
        self.is_well(tab).await
    }

    pub fn is_raw(&self) -> bool {
        self.parts.iter().any(|part| part.endpoint == Endpoint::DetailList)
    }

    /// Asks for all of it again.
    pub async fn again(&self, tab: &Tab) -> TestResult {
        if self.is_raw() {
            // What is closed is forgotten; what failed can be tried again.
            if tab.texts(".rl-failure").await?.is_empty() {
                tab.click("dialog[data-name=raw] .rl-dialog-end button").await?;
                tab.click("button[data-name=raw]").await?;
                tab.click("dialog[data-name=raw] [data-main]").await?;
            } else {
                tab.click("dialog[data-name=raw] .rl-failure .rl-button").await?;
            }
        } else {
            tab.evaluate(&format!("document.querySelector({}).click()", json!(self.again))).await?;
        }
        Ok(())
    }

    pub async fn is_well(&self, tab: &Tab) -> TestResult {
        for part in self.parts {
            tab.wait_for_value(
                part.well.0,
                &format!("document.querySelectorAll({}).length", json!(part.well.0)),
                part.well.1,
            )
            .await?;
        }
        tab.wait_for_none(".rl-failure, .rl-strip-failed").await?;
        Ok(())
    }

    pub fn fault(&self, tab: &Tab, answer: &FaultAnswer, times: Option<u32>) {
        for part in self.parts {
            let fault = Fault::new(part.endpoint, answer.clone()).when(part.asks.1);
            tab.demo().faults().add(Fault { times, ..fault });
        }
    }

    /// How often each part was asked for.
    pub fn asked(&self, tab: &Tab) -> Vec<usize> {
        self.parts
            .iter()
            .map(|part| {
                let (path, query) = part.asks;
                tab.requests(path).iter().filter(|seen| seen.query.contains(query)).count()
            })
            .collect()
    }

    pub async fn was_asked(&self, tab: &Tab, times: usize) -> TestResult {
        let each = vec![times; self.parts.len()];
        tab.wait_for(&format!("{each:?} requests"), async || {
            let asked = self.asked(tab);
            Ok(if asked == each { Ok(()) } else { Err(format!("{asked:?}")) })
        })
        .await?;
        Ok(())
    }
}
