//! The browsers for tests, and the packages of browsers and drivers.

use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::tools::{GECKODRIVER, Tools};
use crate::{debian, process};

const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const CHROMIUM_PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-noto-cjk"];
const FIREFOX: [&str; 2] = ["firefox-esr", "firefox"];
const FIREFOX_PACKAGES: [&str; 2] = ["firefox-esr", "fonts-noto-cjk"];

/// A supported browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BrowserKind {
    /// Chromium or Google Chrome.
    Chromium,
    /// Firefox.
    Firefox,
}

impl BrowserKind {
    /// All browsers, in the order in which the tests run in them.
    pub const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }
}

/// An installed browser and its WebDriver server.
#[derive(Debug)]
pub struct Browser {
    /// The kind of browser.
    pub kind: BrowserKind,
    /// The browser's executable.
    pub browser: PathBuf,
    /// The driver's executable.
    pub driver: PathBuf,
}

impl Browser {
    /// Finds both on the search path, or installs them.
    ///
    /// # Errors
    /// When they are missing and cannot be installed.
    pub fn ensure(kind: BrowserKind) -> Result<Self> {
        match kind {
            BrowserKind::Chromium => find_or_install(&CHROMIUM_PACKAGES, || {
                let browser = CHROMIUM.iter().find_map(|name| process::find_program(name))?;
                Some(Self { kind, browser, driver: process::find_program("chromedriver")? })
            }),
            BrowserKind::Firefox => {
                let browser =
                    find_or_install(&FIREFOX_PACKAGES, || FIREFOX.iter().find_map(|name| process::find_program(name)))?;
                // Debian has no package of geckodriver.
                let mut tools = Tools::default();
                tools.ensure(&GECKODRIVER)?;
                Ok(Self { kind, browser, driver: tools.path_of("geckodriver")? })
            }
        }
    }
}

/// Runs `found`; if it finds nothing, installs the packages and runs it again.
fn find_or_install<T>(packages: &[&str], found: impl Fn() -> Option<T>) -> Result<T> {
    if let Some(found) = found() {
        return Ok(found);
    }
    let install = debian::install(packages);
    found().ok_or_else(|| {
        let why = install.err().map(|error| format!(" ({error})")).unwrap_or_default();
        let packages = packages.join(" ");
        Error::new(format!("the tests require a browser and its driver{why}; on Debian: apt-get install {packages}"))
    })
}

/// Makes sure that a font for Chinese and Japanese is installed, for screenshots. Skipped without `fc-list`.
///
/// # Errors
/// When the font is missing and cannot be installed.
pub fn ensure_cjk_font() -> Result<()> {
    match process::output(process::command("fc-list").arg(":lang=zh-cn")) {
        Some(fonts) if fonts.trim().is_empty() => debian::install(&["fonts-noto-cjk"]),
        _ => Ok(()),
    }
}
