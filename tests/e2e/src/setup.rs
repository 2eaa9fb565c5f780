//! What a visit finds: the stand-in's ways, and the visitor's browser.

use crate::fail::Fail;
use replica_log_demo::Options;
use std::path::PathBuf;
use std::time::Duration;

/// Which of the browser's complaints a visit expects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Complaints {
    /// None.
    #[default]
    None,
    /// That a request failed: the visit is about just that.
    Requests,
    /// Any at all: the visit is about a page that cannot work.
    Any,
}

/// What a visit finds.
#[derive(Clone, Debug)]
pub struct Setup {
    /// How the stand-in behaves. Its app folder is [`app_folder`] unless it is set here.
    pub options: Options,
    /// The language that the browser wishes for.
    pub language: String,
    /// The browser's time zone, an IANA name.
    pub zone: String,
    /// The inner size of the window, in CSS pixels.
    pub size: (u32, u32),
    /// What the system prefers: a dark page, or a light one.
    pub dark: bool,
    /// Which complaints of the browser are no failure.
    pub complaints: Complaints,
    /// Arguments of the browser beside the usual, where it is Chromium.
    pub arguments: &'static [&'static str],
}

impl Default for Setup {
    /// An English browser in Shanghai, on a wide screen, and a stand-in in which nothing runs but what never ends.
    fn default() -> Self {
        Self {
            options: Options { run_for: Duration::ZERO, ..Options::default() },
            language: "en-US".into(),
            zone: "Asia/Shanghai".into(),
            size: (1440, 900),
            dark: false,
            complaints: Complaints::None,
            arguments: &[],
        }
    }
}

impl Setup {
    /// The usual, where requests fail.
    pub fn troubled() -> Self {
        Self { complaints: Complaints::Requests, ..Self::default() }
    }

    /// The usual, with runs that are under way for so long by the stand-in's clock.
    pub fn running(run_for: Duration) -> Self {
        let mut setup = Self::default();
        setup.options.run_for = run_for;
        setup
    }

    /// The usual, with a server of some releases ago.
    pub fn old() -> Self {
        let mut setup = Self::default();
        setup.options.old_server = true;
        setup
    }

    /// The usual, with members of the page's configuration block.
    pub fn configured(config: serde_json::Value) -> Self {
        let mut setup = Self::default();
        setup.options.config = Some(config);
        setup
    }
}

/// The folder of the built app.
///
/// # Errors
///
/// When the environment does not name it.
pub fn app_folder() -> Result<PathBuf, Fail> {
    variable("REPLICA_LOG_APP").map(PathBuf::from)
}

/// A variable of the environment that there is no doing without.
pub(crate) fn variable(name: &str) -> Result<String, Fail> {
    std::env::var(name).map_err(|_| Fail::new(format!("{name} is not set; `cargo xtask test` sets it")))
}
