//! Time that passes when a test says so, and what a page that has been open for long weighs.

use crate::browser::Browser;
use crate::fail::Fail;
use crate::tab::Tab;
use serde_json::{Value, json};
use std::time::Duration;

const TIME: &str = include_str!("time.js");

/// What a page keeps, after all that nobody holds has been thrown away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Burden {
    /// Bytes of what scripts made.
    pub heap: u64,
    /// Bytes of the app's own memory, which never shrinks.
    pub memory: u64,
    /// Nodes of documents, those that a script alone still knows included.
    pub nodes: u64,
    /// Listeners for events.
    pub listeners: u64,
}

impl Tab {
    /// Holds the time of every page from the next one on: until [`pass`](Self::pass) nothing is due. The page begins
    /// when the stand-in did, and the stand-in's clock then goes by the page's.
    ///
    /// The clock on its wall is wrong by so many seconds.
    pub fn hold_time(&self, wrong_by: i64) {
        let clock = self.demo().clock();
        clock.hold();
        let script = TIME.replace("BEGAN", &clock.start().as_millisecond().to_string());
        self.gate().first(format!("{script}; time.set({wrong_by} * 1000);"));
    }

    /// Lets time pass, with all that happens in it, answers of the service included.
    ///
    /// # Errors
    ///
    /// When something that is due throws.
    pub async fn pass(&self, time: Duration) -> Result<(), Fail> {
        // In pieces: the driver waits a minute for an answer.
        let mut left = time;
        while !left.is_zero() {
            let piece = left.min(Duration::from_secs(6 * 3600));
            self.run(&format!("time.pass({})", piece.as_millis())).await?;
            left -= piece;
        }
        Ok(())
    }

    /// Sets the clock on the wall, by so many seconds.
    ///
    /// # Errors
    ///
    /// When time is not held.
    pub async fn set_clock(&self, seconds: i64) -> Result<(), Fail> {
        self.run(&format!("time.set({seconds} * 1000)")).await.map(drop)
    }

    /// Lets the device sleep; `timers_go_on` as some do, so that all that came due is late.
    ///
    /// # Errors
    ///
    /// When time is not held.
    pub async fn sleep(&self, time: Duration, timers_go_on: bool) -> Result<(), Fail> {
        self.run(&format!("time.sleep({}, {timers_go_on})", time.as_millis())).await.map(drop)
    }

    /// From now on the service says again what it has said so far, each for a while: many days then pass in a minute,
    /// and no request leaves the browser. What the page does each second, it does each ninth, as in
    /// a browser that has little left to give.
    ///
    /// # Errors
    ///
    /// When time is not held.
    pub async fn replay(&self, each: Duration) -> Result<(), Fail> {
        self.run(&format!("(time.held = {}, time.tick = 9000)", each.as_millis())).await.map(drop)
    }

    /// How many answers were said again.
    ///
    /// # Errors
    ///
    /// When time is not held.
    pub async fn replayed(&self) -> Result<u64, Fail> {
        Ok(self.value("time.replayed").await?.as_u64().unwrap_or_default())
    }

    /// The value that a JavaScript promise comes to.
    async fn run(&self, expression: &str) -> Result<Value, Fail> {
        if Browser::here() == Browser::Firefox {
            return self.value(expression).await;
        }
        // Beside the driver, which goes by the page's timers.
        let what = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let said = self.driver().cdp().send_raw("Runtime.evaluate", what).await?;
        match said.get("exceptionDetails") {
            Some(exception) => Err(Fail::new(format!("{expression}: {exception}"))),
            None => Ok(said["result"]["value"].clone()),
        }
    }

    /// What the page keeps.
    ///
    /// # Errors
    ///
    /// When the browser does not tell, or time is not held.
    pub async fn burden(&self) -> Result<Burden, Fail> {
        let cdp = self.driver().cdp();
        cdp.send_raw("Performance.enable", json!({})).await?;
        // What is thrown away may have held more.
        for _ in 0..3 {
            cdp.send_raw("HeapProfiler.collectGarbage", json!({})).await?;
        }
        let told = cdp.send_raw("Performance.getMetrics", json!({})).await?;
        let metrics = told["metrics"].as_array().cloned().unwrap_or_default();
        let metric = |name: &str| {
            let found = metrics.iter().find(|metric| metric["name"] == name);
            let value = found.and_then(|metric| metric["value"].as_f64());
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and positive")]
            value.map(|value| value as u64).ok_or_else(|| Fail::new(format!("no {name} in {told}")))
        };
        let memory = self.value("time.memory.buffer.byteLength").await?;
        Ok(Burden {
            heap: metric("JSHeapUsedSize")?,
            memory: memory.as_u64().ok_or_else(|| Fail::new("the app has no memory"))?,
            nodes: metric("Nodes")?,
            listeners: metric("JSEventListeners")?,
        })
    }
}
