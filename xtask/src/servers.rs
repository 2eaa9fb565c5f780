//! The web servers that what is deployed is tested with.

use std::path::PathBuf;
use std::process::Command;

use crate::fail::{Fail, Result};
use crate::{debian, process};

const PACKAGES: [&str; 3] = ["nginx", "libnginx-mod-http-brotli-static", "caddy"];

/// Where Debian's nginx keeps its modules.
const BROTLI: &str = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

/// The programs; the tests start them with settings and folders of their own.
#[derive(Debug)]
pub struct Servers {
    /// nginx.
    pub nginx: PathBuf,
    /// Its module that sends brotli twins.
    pub brotli: PathBuf,
    /// Caddy.
    pub caddy: PathBuf,
}

impl Servers {
    /// Finds them, or installs them.
    ///
    /// # Errors
    /// When they are not there and cannot be installed.
    pub fn ensure() -> Result<Self> {
        if let Some(found) = Self::find() {
            return Ok(found);
        }
        let install = debian::install(&PACKAGES);
        Self::find().ok_or_else(|| {
            let why = install.err().map(|fail| format!(" ({fail})")).unwrap_or_default();
            Fail::new(format!(
                "the tests need nginx, its module {BROTLI}, and caddy{why}; on Debian: apt-get install {}",
                PACKAGES.join(" ")
            ))
        })
    }

    /// Tells a command where they are.
    pub fn tell(&self, command: &mut Command) {
        command
            .env("REPLICA_LOG_NGINX", &self.nginx)
            .env("REPLICA_LOG_NGINX_BROTLI", &self.brotli)
            .env("REPLICA_LOG_CADDY", &self.caddy);
    }

    fn find() -> Option<Self> {
        // A search path that is not root's may lack its folder.
        let nginx = process::find("nginx").or_else(|| Some(PathBuf::from("/usr/sbin/nginx")).filter(|it| it.is_file()));
        let brotli = Some(PathBuf::from(BROTLI)).filter(|it| it.is_file());
        Some(Self { nginx: nginx?, brotli: brotli?, caddy: process::find("caddy")? })
    }
}
