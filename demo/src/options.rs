//! Options of an instance.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// The options of an instance.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of the built app, with an `index.html`. Without it only the API is served.
    pub app: Option<PathBuf>,
    /// The base path of the app. It begins and ends with `/` and is not percent-encoded (`/ui/replica log/`).
    pub base: String,
    /// The path prefix before `/replication/api/…`: empty, or a path such as `/web`.
    pub api_base: String,
    /// The reference time of the data set; defaults to the start of the process.
    pub now: Option<jiff::Timestamp>,
    /// Behave like an old server version: newer fields are missing, the time zone header is ignored, and unknown keys
    /// result in empty lists and pages instead of errors.
    pub old_server: bool,
    /// The service's time zone, an IANA name. Times are in this zone unless a request sets another one.
    pub server_zone: String,
    /// The allowed CORS origin, with credentials: `https://portal.example.com`.
    pub allow_origin: Option<String>,
    /// The remaining duration of the running records, counted from the start.
    pub run_for: Duration,
    /// An object whose members override those of the page's configuration block.
    pub config: Option<serde_json::Value>,
    /// The sources of the `frame-ancestors` directive in the app's Content-Security-Policy.
    pub frame_ancestors: String,
    /// Add `shortcuts` to the data set's examples to the configuration.
    pub shortcuts: bool,
    /// Forward API requests to a real service instead of using the data set.
    pub upstream: Option<Upstream>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            app: None,
            base: "/".into(),
            api_base: String::new(),
            now: None,
            old_server: false,
            allow_origin: None,
            server_zone: "Asia/Shanghai".into(),
            run_for: Duration::from_secs(600),
            config: None,
            frame_ancestors: "'none'".into(),
            shortcuts: false,
            upstream: None,
        }
    }
}

/// A real service for the proxy.
///
/// Only `GET` requests below `/replication/api/task/record` are forwarded. Requires the feature `upstream`.
#[derive(Clone, Default)]
pub struct Upstream {
    /// The URL prefix before `/replication/api/…`: `https://bkrepo.example.com/web`.
    pub base: String,
    /// Headers for every forwarded request, such as credentials. Never printed, never logged.
    pub headers: Vec<(String, String)>,
}

/// Prints only header names, because the values are secret.
impl fmt::Debug for Upstream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("Upstream").field("base", &without_user_info(&self.base)).field("headers", &names).finish()
    }
}

/// Removes user name and password from a URL.
pub(crate) fn without_user_info(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else {
        return address.to_string();
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    match authority.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}://{host}{path}"),
        None => address.to_string(),
    }
}
