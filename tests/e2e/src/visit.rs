//! One visit from its beginning to its end.

use crate::audit::audit;
use crate::browser::{self, AT_ONCE};
use crate::fail::{Fail, Failed, Outcome};
use crate::kept::Session;
use crate::service::Service;
use crate::setup::{Complaints, Setup};
use crate::tab::Tab;
use futures_util::FutureExt;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::{Condvar, LazyLock, Mutex, PoisonError};
use tokio::runtime::Runtime;

/// Which of them run.
static RUNNING: Mutex<[bool; AT_ONCE]> = Mutex::new([false; AT_ONCE]);
static ENDED: Condvar = Condvar::new();

/// What speaks to the drivers. It is one for all visits, as a browser may outlive one.
static RUNTIME: LazyLock<Result<Runtime, String>> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.map_err(|why| format!("there is no runtime: {why}"))
});

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
    let runtime = RUNTIME.as_ref().map_err(|why| Fail::new(why.clone()))?;
    runtime.block_on(with_driver(permit.0, setup, test))
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
    let session = Session::begin(number, driver, &setup).await?;
    let tab = Tab::new(session.driver.clone(), service, setup);
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
    let closed = session.end(matches!(outcome, Ok(Ok(())))).await;
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
