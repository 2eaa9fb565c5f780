//! Browsers that are kept from one visit to the next: one of Firefox takes ten times as long to start as a visit.
//!
//! A visit has a tab of its own all the same, an origin of its own, and no cookies. One that fails leaves no browser.

use crate::browser::{self, AT_ONCE, Browser};
use crate::fail::Fail;
use crate::firefox;
use crate::setup::Setup;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use thirtyfour::WebDriver;

/// So many visits a browser is good for.
const VISITS: u32 = 30;

struct Kept {
    driver: WebDriver,
    visits: u32,
}

static KEPT: Mutex<[Option<Kept>; AT_ONCE]> = Mutex::new([const { None }; AT_ONCE]);

fn take(number: usize) -> Option<Kept> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)[number].take()
}

/// A browser for a visit, of the driver with this number.
pub(crate) struct Session {
    /// The browser.
    pub(crate) driver: WebDriver,
    number: usize,
    visits: u32,
}

impl Session {
    /// One that was kept, or a new one.
    pub(crate) async fn begin(number: usize, address: &str, setup: &Setup) -> Result<Self, Fail> {
        if Browser::here() == Browser::Chromium {
            return Ok(Self { driver: browser::open(address, setup).await?, number, visits: VISITS });
        }
        if let Some(Kept { driver, visits }) = take(number) {
            if firefox::anew(&driver, setup).await.is_ok() {
                return Ok(Self { driver, number, visits });
            }
            // It may have ended by itself.
            let _ = driver.quit().await;
        }
        end_anothers(address).await;
        let driver = browser::open(address, setup).await?;
        // Nobody needs it but the program that comes after this one.
        let _ = std::fs::write(note(address), driver.session_id().to_string());
        Ok(Self { driver, number, visits: 0 })
    }

    /// Keeps the browser for another visit, if all went well and it is not worn.
    pub(crate) async fn end(self, well: bool) -> Result<(), Fail> {
        let visits = self.visits + 1;
        if !well || visits >= VISITS {
            return Ok(self.driver.quit().await?);
        }
        let kept = Kept { driver: self.driver, visits };
        KEPT.lock().unwrap_or_else(PoisonError::into_inner)[self.number] = Some(kept);
        Ok(())
    }
}

/// Where the session of a driver is noted.
fn note(address: &str) -> PathBuf {
    let name: String = address.chars().filter(char::is_ascii_alphanumeric).collect();
    std::env::temp_dir().join(format!("replica-log-session-{name}"))
}

/// Ends what a test program before this one has kept: a driver of Firefox has one session at most.
async fn end_anothers(address: &str) {
    let note = note(address);
    let Ok(session) = std::fs::read_to_string(&note) else { return };
    let _ = std::fs::remove_file(&note);
    if let Ok(client) = reqwest::Client::builder().no_proxy().build() {
        // It may be gone.
        let _ = client.delete(format!("{address}/session/{session}")).send().await;
    }
}
