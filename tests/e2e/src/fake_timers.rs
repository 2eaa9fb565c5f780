//! Fake timers and clock, and the memory usage of a long-lived page.

use crate::browser::Browser;
use crate::error::Error;
use crate::tab::Tab;
use serde_json::{Value, json};
use std::time::Duration;

const FAKE_TIMERS: &str = include_str!("fake_timers.js");

/// The memory usage of a page after garbage collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemoryUsage {
    /// Bytes of the JavaScript heap.
    pub heap: u64,
    /// Bytes of the WebAssembly memory, which never shrinks.
    pub memory: u64,
    /// DOM nodes, detached ones included.
    pub nodes: u64,
    /// Event listeners.
    pub listeners: u64,
}

impl Tab {
    /// Installs fake timers on every page from the next load on: no timer fires until
    /// [`advance_time`](Self::advance_time). The page's clock starts with the demo server's, which then follows it.
    ///
    /// The page's wall clock is wrong by `wrong_by` seconds.
    pub fn install_fake_timers(&self, wrong_by: i64) {
        let clock = self.demo().clock();
        clock.freeze_at_start();
        let script = FAKE_TIMERS.replace("BEGAN", &clock.start().as_millisecond().to_string());
        self.interceptor().inject_script(format!("{script}; time.set({wrong_by} * 1000);"));
    }

    /// Advances the fake time and runs all timers that are due, including the requests they send.
    ///
    /// # Errors
    ///
    /// If a timer callback throws.
    pub async fn advance_time(&self, time: Duration) -> Result<(), Error> {
        // In pieces, because a WebDriver command times out after a minute.
        let mut left = time;
        while !left.is_zero() {
            let piece = left.min(Duration::from_secs(6 * 3600));
            self.evaluate_promise(&format!("time.pass({})", piece.as_millis())).await?;
            left -= piece;
        }
        Ok(())
    }

    /// Shifts the page's wall clock by `seconds`, as a user or NTP would.
    ///
    /// # Errors
    ///
    /// If fake timers are not installed.
    pub async fn shift_clock(&self, seconds: i64) -> Result<(), Error> {
        self.evaluate_promise(&format!("time.set({seconds} * 1000)")).await.map(drop)
    }

    /// Suspends the device. With `timers_go_on` the timers' clock continues (as on some systems), so that all due
    /// timers fire late.
    ///
    /// # Errors
    ///
    /// If fake timers are not installed.
    pub async fn suspend_device(&self, time: Duration, timers_go_on: bool) -> Result<(), Error> {
        self.evaluate_promise(&format!("time.sleep({}, {timers_go_on})", time.as_millis())).await.map(drop)
    }

    /// Replays the recorded responses from now on, each for the time `each`: days then pass in a minute, and no request
    /// leaves the browser. Repeating timers fire every nine seconds at most, as in a throttled browser.
    ///
    /// # Errors
    ///
    /// If fake timers are not installed.
    pub async fn replay_responses(&self, each: Duration) -> Result<(), Error> {
        self.evaluate_promise(&format!("(time.held = {}, time.tick = 9000)", each.as_millis())).await.map(drop)
    }

    /// The number of replayed responses.
    ///
    /// # Errors
    ///
    /// If fake timers are not installed.
    pub async fn replayed_count(&self) -> Result<u64, Error> {
        Ok(self.evaluate("time.replayed").await?.as_u64().unwrap_or_default())
    }

    /// Evaluates a JavaScript expression and awaits its promise.
    async fn evaluate_promise(&self, expression: &str) -> Result<Value, Error> {
        if Browser::under_test() == Browser::Firefox {
            return self.evaluate(expression).await;
        }
        // Through the DevTools protocol, because chromedriver itself depends on the page's (fake) timers.
        let what = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answer = self.driver().cdp().send_raw("Runtime.evaluate", what).await?;
        match answer.get("exceptionDetails") {
            Some(exception) => Err(Error::new(format!("{expression}: {exception}"))),
            None => Ok(answer["result"]["value"].clone()),
        }
    }

    /// The memory usage after garbage collection.
    ///
    /// # Errors
    ///
    /// If the browser has no such metric, or fake timers are not installed.
    pub async fn memory_usage(&self) -> Result<MemoryUsage, Error> {
        let cdp = self.driver().cdp();
        cdp.send_raw("Performance.enable", json!({})).await?;
        // One collection may make more garbage unreachable.
        for _ in 0..3 {
            cdp.send_raw("HeapProfiler.collectGarbage", json!({})).await?;
        }
        let metrics = cdp.send_raw("Performance.getMetrics", json!({})).await?;
        let list = metrics["metrics"].as_array().cloned().unwrap_or_default();
        let metric = |name: &str| {
            let found = list.iter().find(|metric| metric["name"] == name);
            let value = found.and_then(|metric| metric["value"].as_f64());
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and positive")]
            value.map(|value| value as u64).ok_or_else(|| Error::new(format!("no {name} in {metrics}")))
        };
        let memory = self.evaluate("time.memory.buffer.byteLength").await?;
        Ok(MemoryUsage {
            heap: metric("JSHeapUsedSize")?,
            memory: memory.as_u64().ok_or_else(|| Error::new("the app has no memory"))?,
            nodes: metric("Nodes")?,
            listeners: metric("JSEventListeners")?,
        })
    }
}
