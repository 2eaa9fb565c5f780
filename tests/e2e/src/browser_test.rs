//! Runs one test: starts a demo server and a browser, runs the test, checks the console, reports a failure.

use crate::audit::audit;
use crate::browser::{self, MAX_BROWSERS};
use crate::demo_server::DemoServer;
use crate::error::{Error, LocatedError, TestResult};
use crate::session_pool::Session;
use crate::setup::{AllowedErrors, Setup};
use crate::tab::Tab;
use futures_util::FutureExt;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::{Condvar, LazyLock, Mutex, PoisonError};
use tokio::runtime::Runtime;

/// The browser slots in use.
static SLOTS: Mutex<[bool; MAX_BROWSERS]> = Mutex::new([false; MAX_BROWSERS]);
static SLOT_FREED: Condvar = Condvar::new();

/// The runtime of the WebDriver connections, shared by all tests because a browser may be reused.
static RUNTIME: LazyLock<Result<Runtime, String>> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.map_err(|why| format!("no async runtime: {why}"))
});

/// A semaphore permit to run a browser. Its number selects the WebDriver server.
struct Permit(usize);

impl Permit {
    /// Waits for a free slot.
    fn acquire() -> Self {
        let mut slots = SLOTS.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(free) = slots.iter().position(|in_use| !in_use) {
                slots[free] = true;
                return Self(free);
            }
            slots = SLOT_FREED.wait(slots).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        SLOTS.lock().unwrap_or_else(PoisonError::into_inner)[self.0] = false;
        SLOT_FREED.notify_one();
    }
}

/// Runs a test with its own demo server and browser tab, and checks the browser console afterwards. Both are closed
/// even if the test fails or panics.
///
/// # Errors
///
/// The test's own error, or console errors that the setup does not allow.
///
/// # Panics
///
/// If the test panics.
pub fn browser_test(setup: Setup, test: impl AsyncFnOnce(&Tab) -> TestResult) -> TestResult {
    let permit = Permit::acquire();
    let runtime = RUNTIME.as_ref().map_err(|why| Error::new(why.clone()))?;
    runtime.block_on(run(permit.0, setup, test))
}

/// The same on the current async runtime, without the limit on the number of browsers.
///
/// # Errors
///
/// As [`browser_test`].
///
/// # Panics
///
/// As [`browser_test`].
pub async fn with_tab(setup: Setup, test: impl AsyncFnOnce(&Tab) -> TestResult) -> TestResult {
    run(0, setup, test).await
}

async fn run(number: usize, setup: Setup, test: impl AsyncFnOnce(&Tab) -> TestResult) -> TestResult {
    let server = DemoServer::start(&setup).await?;
    let drivers = browser::driver_urls()?;
    let driver =
        drivers.get(number % drivers.len().max(1)).ok_or_else(|| Error::new("no WebDriver server is configured"))?;
    let session = Session::begin(number, driver, &setup).await?;
    let tab = Tab::new(session.driver.clone(), server, setup);
    let outcome = AssertUnwindSafe(async {
        test(&tab).await?;
        Ok::<_, LocatedError>(audit(&tab).await?)
    })
    .catch_unwind()
    .await;
    let page = match &outcome {
        Ok(Ok(())) => String::new(),
        _ => tab.describe_page().await,
    };
    let console = match &outcome {
        Ok(Ok(())) => String::new(),
        _ if tab.setup().allowed_errors == AllowedErrors::Any => String::new(),
        _ => tab.console_log().await.unwrap_or_default().join("\n  "),
    };
    let closed = session.end(matches!(outcome, Ok(Ok(()))), tab.setup()).await;
    match outcome {
        Ok(Ok(())) => Ok(closed?),
        failed => {
            eprintln!("--- the page at the end\n{page}\n--- the browser console\n  {console}\n---");
            match failed {
                Ok(outcome) => outcome,
                Err(panic) => resume_unwind(panic),
            }
        }
    }
}
