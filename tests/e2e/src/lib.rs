//! Whole pages in a real browser, against the stand-in: what the tests in `tests/e2e` share.
//!
//! [`visit`] is one test's visit: a stand-in of its own, a tab of its own, and after it a look at what the browser
//! complained of. Chromium is started for each visit; Firefox, which takes long to start, is kept for the next one if
//! all went well.
//!
//! ```no_run
//! use replica_log_e2e::{Outcome, Setup, visit};
//!
//! fn a_task_has_its_key_in_its_head() -> Outcome {
//!     visit(Setup::default(), async |tab| {
//!         tab.open("tasks/3f8a1c5e7b2d4096a1e4c7f20b95d863").await?;
//!         tab.sees(".rl-title", "3f8a1c5e7b2d4096a1e4c7f20b95d863").await?;
//!         Ok(())
//!     })
//! }
//! ```
//!
//! Nothing here waits for a time: [`Tab`] waits for states, and says what it waited for and what there was instead.
//! Where the service's time has to pass, it is the stand-in's clock that is pushed on.
//!
//! Variables of the environment say what to use: `REPLICA_LOG_APP` the folder of the built app, `REPLICA_LOG_BROWSER`
//! the browser, `chromium` or `firefox`, `REPLICA_LOG_BROWSER_PROGRAM` its program (the driver's own choice when it is
//! not set), `REPLICA_LOG_WEBDRIVER` the addresses of its running drivers, with blanks between them.
//!
//! A test that asks for what no driver of Firefox tells is marked `#[ignore = "needs Chromium"]`; in Chromium the
//! ignored tests run too.

mod audit;
mod axe;
mod browser;
mod fail;
mod firefox;
mod gate;
mod hands;
mod kept;
mod look;
mod marks;
mod picture;
mod reflow;
mod service;
mod setup;
mod spoken;
mod system;
mod tab;
mod time;
mod visit;
mod weight;

pub use browser::{Browser, browse};
pub use fail::{Fail, Failed, Outcome};
pub use gate::Gate;
pub use reflow::Zoom;
pub use replica_log_demo::{Demo, Endpoint, Fault, FaultAnswer, Options, Seen, examples};
pub use service::parameters;
pub use setup::{Complaints, Setup, app_folder};
pub use system::Liking;
pub use tab::Tab;
pub use thirtyfour::{Key, WebDriver};
pub use time::Burden;
pub use visit::{stay, visit};
pub use weight::{FIRST_VISIT, brotli};
