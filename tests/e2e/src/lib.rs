//! End-to-end test harness: whole pages in a real browser, against the demo server.
//!
//! [`browser_test`] runs one test with its own demo server and its own tab, and checks the browser console afterwards.
//! Chromium is started for each test; Firefox, which takes long to start, is reused unless a test failed.
//!
//! ```no_run
//! use replica_log_e2e::{Setup, TestResult, browser_test};
//!
//! fn task_key_is_shown_in_the_head() -> TestResult {
//!     browser_test(Setup::default(), async |tab| {
//!         tab.open("tasks/3f8a1c5e7b2d4096a1e4c7f20b95d863").await?;
//!         tab.wait_for_text(".rl-title", "3f8a1c5e7b2d4096a1e4c7f20b95d863").await?;
//!         Ok(())
//!     })
//! }
//! ```
//!
//! Tests wait for states, never for a fixed time: a failed wait of [`Tab`] reports the expected and the actual state.
//! To let the service's time pass, tests advance the clock of the demo server.
//!
//! Environment variables: `REPLICA_LOG_APP` the folder of the built app, `REPLICA_LOG_BROWSER` the browser, `chromium`
//! or `firefox`, `REPLICA_LOG_BROWSER_PROGRAM` its executable (by default the driver's choice), `REPLICA_LOG_WEBDRIVER`
//! the URLs of its running WebDriver servers, separated by blanks.
//!
//! A test that needs the DevTools protocol is marked `#[ignore = "needs Chromium"]`; in Chromium the ignored tests run
//! too.

mod announcements;
mod audit;
mod axe;
mod browser;
mod browser_test;
mod compression;
mod demo_server;
mod emulation;
mod error;
mod expectations;
mod fake_timers;
mod firefox;
mod forced_colors;
mod intercept;
mod reflow;
mod screenshot;
mod session_pool;
mod setup;
mod tab;
mod user_actions;

pub use browser::{Browser, open_session};
pub use browser_test::{browser_test, with_tab};
pub use compression::{FIRST_VISIT_BUDGET, brotli};
pub use demo_server::query_parameters;
pub use emulation::MediaPreference;
pub use error::{Error, LocatedError, TestResult};
pub use fake_timers::MemoryUsage;
pub use intercept::Interceptor;
pub use reflow::Zoom;
pub use replica_log_demo::{Demo, Endpoint, Fault, FaultResponse, Options, RecordedRequest, examples};
pub use setup::{AllowedErrors, Setup, app_folder, folder};
pub use tab::Tab;
pub use thirtyfour::{Key, WebDriver};
