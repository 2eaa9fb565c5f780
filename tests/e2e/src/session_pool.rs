//! A pool of browser sessions that tests reuse, because starting a browser takes longer than most tests.
//!
//! Every test still has a fresh tab, its own origin and no cookies. After a failed test the browser is closed.

use crate::browser::{self, MAX_BROWSERS};
use crate::error::Error;
use crate::setup::Setup;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use thirtyfour::WebDriver;

/// The number of tests after which a browser is replaced.
const MAX_TESTS: u32 = 30;

struct IdleBrowser {
    driver: WebDriver,
    tests: u32,
    /// The language of a Chromium session, which is fixed at its start.
    language: String,
}

static IDLE: Mutex<[Option<IdleBrowser>; MAX_BROWSERS]> = Mutex::new([const { None }; MAX_BROWSERS]);

fn take(number: usize) -> Option<IdleBrowser> {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)[number].take()
}

/// A browser for one test, of the driver with this number.
pub(crate) struct Session {
    /// The browser.
    pub(crate) driver: WebDriver,
    number: usize,
    tests: u32,
}

impl Session {
    /// Takes an idle browser, or opens a new one.
    pub(crate) async fn begin(number: usize, address: &str, setup: &Setup) -> Result<Self, Error> {
        if let Some(IdleBrowser { driver, tests, language }) = take(number) {
            let is_usable = setup.arguments.is_empty() && language == setup.language;
            if is_usable && browser::reset(&driver, setup).await.is_ok() {
                return Ok(Self { driver, number, tests });
            }
            // The session may have ended already.
            let _ = driver.quit().await;
        }
        let session_file = session_file(address, number);
        end_stale_session(address, &session_file).await;
        let driver = browser::open(address, setup).await?;
        // Only the next test program reads it.
        let _ = std::fs::write(session_file, driver.session_id().to_string());
        Ok(Self { driver, number, tests: 0 })
    }

    /// Returns the browser to the pool if the test passed and the browser is not due for replacement.
    pub(crate) async fn end(self, passed: bool, setup: &Setup) -> Result<(), Error> {
        let tests = self.tests + 1;
        // Arguments of the command line are those of one test.
        if !passed || tests >= MAX_TESTS || !setup.arguments.is_empty() {
            return Ok(self.driver.quit().await?);
        }
        let idle = IdleBrowser { driver: self.driver, tests, language: setup.language.clone() };
        IDLE.lock().unwrap_or_else(PoisonError::into_inner)[self.number] = Some(idle);
        Ok(())
    }
}

/// The file that holds the session id of a browser.
fn session_file(address: &str, number: usize) -> PathBuf {
    let name: String = address.chars().filter(char::is_ascii_alphanumeric).collect();
    std::env::temp_dir().join(format!("replica-log-session-{name}-{number}"))
}

/// Ends the session that an earlier test program left open: its browser runs for nothing, and geckodriver has at most
/// one session.
async fn end_stale_session(address: &str, session_file: &Path) {
    let Ok(session) = std::fs::read_to_string(session_file) else { return };
    let _ = std::fs::remove_file(session_file);
    if let Ok(client) = reqwest::Client::builder().no_proxy().build() {
        // The session may have ended already.
        let _ = client.delete(format!("{address}/session/{session}")).send().await;
    }
}
