//! One visit from its beginning to its end.

use crate::audit::audit;
use crate::browser;
use crate::fail::{Fail, Failed, Outcome};
use crate::service::Service;
use crate::setup::{Complaints, Setup};
use crate::tab::Tab;
use futures_util::FutureExt;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::{Condvar, Mutex, PoisonError};

/// So many browsers run at once, however many threads the test runner has.
const AT_ONCE: usize = 2;

/// Which of them run.
static RUNNING: Mutex<[bool; AT_ONCE]> = Mutex::new([false; AT_ONCE]);
static ENDED: Condvar = Condvar::new();

/// The right to run a browser, by its number: where there are several drivers, each number has its own.
struct Permit(usize);

impl Permit {
    /// Waits until it is there to be had.
    fn take() -> Self {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(free) = running.iter().position(|runs| !runs) {
                running[free] = true;
                return Self(free);
            }
            running = ENDED.wait(running).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        RUNNING.lock().unwrap_or_else(PoisonError::into_inner)[self.0] = false;
        ENDED.notify_one();
    }
}

/// Runs a test: opens a stand-in and a browser, lets `test` do what it does, and looks at what the browser
/// complained of. Both are closed again, also when the test fails or panics.
///
/// # Errors
///
/// Why the test failed, or what the browser complained of.
///
/// # Panics
///
/// When the test does.
pub fn visit(setup: Setup, test: impl AsyncFnOnce(&Tab) -> Outcome) -> Outcome {
    let permit = Permit::take();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let outcome = runtime.block_on(with_driver(permit.0, setup, test));
    runtime.shutdown_background();
    outcome
}

/// The same on a runtime that is there already, and with no regard to how many browsers run.
///
/// # Errors
///
/// As [`visit`].
///
/// # Panics
///
/// As [`visit`].
pub async fn stay(setup: Setup, test: impl AsyncFnOnce(&Tab) -> Outcome) -> Outcome {
    with_driver(0, setup, test).await
}

async fn with_driver(number: usize, setup: Setup, test: impl AsyncFnOnce(&Tab) -> Outcome) -> Outcome {
    let service = Service::start(&setup).await?;
    let drivers = browser::drivers()?;
    let driver = drivers.get(number % drivers.len().max(1)).ok_or_else(|| Fail::new("there is no driver"))?;
    let tab = Tab::new(browser::open(driver, &setup).await?, service, setup);
    let outcome = AssertUnwindSafe(async {
        test(&tab).await?;
        Ok::<_, Failed>(audit(&tab).await?)
    })
    .catch_unwind()
    .await;
    let seen = match &outcome {
        Ok(Ok(())) => String::new(),
        _ => tab.sight().await,
    };
    let complaints = match &outcome {
        Ok(Ok(())) => String::new(),
        _ if tab.setup().complaints == Complaints::Any => String::new(),
        _ => tab.log().await.unwrap_or_default().join("\n  "),
    };
    let closed = tab.close().await;
    match outcome {
        Ok(Ok(())) => Ok(closed?),
        failed => {
            eprintln!("--- the page at the end\n{seen}\n--- what the browser said\n  {complaints}\n---");
            match failed {
                Ok(outcome) => outcome,
                Err(panic) => resume_unwind(panic),
            }
        }
    }
}

/// Closing a session is a courtesy to the next test: it is told when it fails.
impl Tab {
    async fn close(self) -> Result<(), Fail> {
        Ok(self.into_driver().quit().await?)
    }
}
