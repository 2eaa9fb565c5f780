//! The configuration of a test: demo server options and browser settings.

use crate::error::Error;
use replica_log_demo::Options;
use std::path::PathBuf;
use std::time::Duration;

/// The console errors that a test allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AllowedErrors {
    /// None.
    #[default]
    None,
    /// Failed requests, for tests of error handling.
    Requests,
    /// All errors, for tests of pages that cannot start.
    Any,
}

/// The configuration of a test.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Options of the demo server. The default app folder is [`app_folder`].
    pub options: Options,
    /// The browser's preferred language (`Accept-Language`).
    pub language: String,
    /// The browser's time zone, an IANA name.
    pub zone: String,
    /// The inner size of the window, in CSS pixels.
    pub size: (u32, u32),
    /// Whether the system prefers a dark colour scheme.
    pub dark: bool,
    /// Console errors that do not fail the test.
    pub allowed_errors: AllowedErrors,
    /// Additional command line arguments of Chromium.
    pub arguments: &'static [&'static str],
}

impl Default for Setup {
    /// An English browser in Shanghai with a wide window, and a demo server without running executions except the
    /// permanent ones.
    fn default() -> Self {
        Self {
            options: Options { run_for: Duration::ZERO, ..Options::default() },
            language: "en-US".into(),
            zone: "Asia/Shanghai".into(),
            size: (1440, 900),
            dark: false,
            allowed_errors: AllowedErrors::None,
            arguments: &[],
        }
    }
}

impl Setup {
    /// The default, with failed requests allowed.
    pub fn with_request_errors() -> Self {
        Self { allowed_errors: AllowedErrors::Requests, ..Self::default() }
    }

    /// The default, with executions that run for this time of the demo server's clock.
    pub fn running(run_for: Duration) -> Self {
        let mut setup = Self::default();
        setup.options.run_for = run_for;
        setup
    }

    /// The default, with a server that behaves like an old BK-Repo release.
    pub fn old_server() -> Self {
        let mut setup = Self::default();
        setup.options.old_server = true;
        setup
    }

    /// The default, with a configuration block in the page.
    pub fn with_config(config: serde_json::Value) -> Self {
        let mut setup = Self::default();
        setup.options.config = Some(config);
        setup
    }
}

/// The folder of the built app.
///
/// # Errors
///
/// If `REPLICA_LOG_APP` is not set.
pub fn app_folder() -> Result<PathBuf, Error> {
    folder("REPLICA_LOG_APP")
}

/// The folder in an environment variable that `cargo xtask test` sets, such as `REPLICA_LOG_DIST`.
///
/// # Errors
///
/// If the variable is not set.
pub fn folder(name: &str) -> Result<PathBuf, Error> {
    let value = std::env::var_os(name);
    value.map(PathBuf::from).ok_or_else(|| Error::new(format!("{name} is not set; `cargo xtask test` sets it")))
}

/// A required environment variable.
pub(crate) fn variable(name: &str) -> Result<String, Error> {
    std::env::var(name).map_err(|_| Error::new(format!("{name} is not set; `cargo xtask test` sets it")))
}
