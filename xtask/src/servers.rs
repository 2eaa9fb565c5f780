//! The web servers for tests of the deployable site.

use std::path::PathBuf;
use std::process::Command;

use crate::error::{Error, Result};
use crate::{debian, process};

const PACKAGES: [&str; 3] = ["nginx", "libnginx-mod-http-brotli-static", "caddy"];

/// The path of Debian's brotli module for nginx.
const BROTLI: &str = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

/// Paths of the installed web servers. The tests start them with their own configuration.
#[derive(Debug)]
pub struct Servers {
    /// The nginx executable.
    pub nginx: PathBuf,
    /// The nginx module that serves precompressed brotli files.
    pub brotli: PathBuf,
    /// The Caddy executable.
    pub caddy: PathBuf,
}

impl Servers {
    /// Finds the web servers, or installs them.
    ///
    /// # Errors
    /// When they are missing and cannot be installed.
    pub fn ensure() -> Result<Self> {
        if let Some(found) = Self::find() {
            return Ok(found);
        }
        let install = debian::install(&PACKAGES);
        Self::find().ok_or_else(|| {
            let why = install.err().map(|error| format!(" ({error})")).unwrap_or_default();
            Error::new(format!(
                "the tests require nginx, its module {BROTLI}, and caddy{why}; on Debian: apt-get install {}",
                PACKAGES.join(" ")
            ))
        })
    }

    /// Sets the environment variables that the tests read.
    pub fn set_env(&self, command: &mut Command) {
        command
            .env("REPLICA_LOG_NGINX", &self.nginx)
            .env("REPLICA_LOG_NGINX_BROTLI", &self.brotli)
            .env("REPLICA_LOG_CADDY", &self.caddy);
    }

    fn find() -> Option<Self> {
        // The search path of a normal user may lack /usr/sbin.
        let nginx =
            process::find_program("nginx").or_else(|| Some(PathBuf::from("/usr/sbin/nginx")).filter(|it| it.is_file()));
        let brotli = Some(PathBuf::from(BROTLI)).filter(|it| it.is_file());
        Some(Self { nginx: nginx?, brotli: brotli?, caddy: process::find_program("caddy")? })
    }
}
