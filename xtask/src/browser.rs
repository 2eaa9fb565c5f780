//! The browsers that tests run in, and where they and their drivers come from.

use std::path::PathBuf;

use crate::fail::{Fail, Result};
use crate::tools::{GECKODRIVER, Tools};
use crate::{debian, process};

const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const CHROMIUM_PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-noto-cjk"];
const FIREFOX: [&str; 2] = ["firefox-esr", "firefox"];
const FIREFOX_PACKAGES: [&str; 2] = ["firefox-esr", "fonts-noto-cjk"];

/// A browser by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Chromium, or what is built from it.
    Chromium,
    /// Firefox.
    Firefox,
}

impl Kind {
    /// All of them, in the order in which tests run in them.
    pub const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];

    /// What it is called on a command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }
}

/// A browser and the driver that goes with it.
#[derive(Debug)]
pub struct Browser {
    /// Which one it is.
    pub kind: Kind,
    /// The browser.
    pub browser: PathBuf,
    /// Its driver.
    pub driver: PathBuf,
}

impl Browser {
    /// Finds both on the search path, or installs them.
    ///
    /// # Errors
    /// When they are not there and cannot be installed.
    pub fn ensure(kind: Kind) -> Result<Self> {
        match kind {
            Kind::Chromium => found_or_installed(&CHROMIUM_PACKAGES, || {
                let browser = CHROMIUM.iter().find_map(|name| process::find(name))?;
                Some(Self { kind, browser, driver: process::find("chromedriver")? })
            }),
            Kind::Firefox => {
                let browser =
                    found_or_installed(&FIREFOX_PACKAGES, || FIREFOX.iter().find_map(|name| process::find(name)))?;
                // No system has a package of it.
                let mut tools = Tools::default();
                tools.ensure(&GECKODRIVER)?;
                Ok(Self { kind, browser, driver: tools.path_of("geckodriver")? })
            }
        }
    }
}

/// What is to be found, once these packages have been installed if it is not found without.
fn found_or_installed<T>(packages: &[&str], found: impl Fn() -> Option<T>) -> Result<T> {
    if let Some(found) = found() {
        return Ok(found);
    }
    let install = debian::install(packages);
    found().ok_or_else(|| {
        let why = install.err().map(|fail| format!(" ({fail})")).unwrap_or_default();
        let packages = packages.join(" ");
        Fail::new(format!("the tests need a browser and its driver{why}; on Debian: apt-get install {packages}"))
    })
}

/// Makes sure that Chinese and Japanese can be drawn, for pictures. Without `fc-list` nobody can tell.
///
/// # Errors
/// When there is no such font and none can be installed.
pub fn ensure_cjk_font() -> Result<()> {
    match process::output(process::program("fc-list").arg(":lang=zh-cn")) {
        Some(fonts) if fonts.trim().is_empty() => debian::install(&["fonts-noto-cjk"]),
        _ => Ok(()),
    }
}
