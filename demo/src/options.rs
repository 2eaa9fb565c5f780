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
    /// The path prefix before `/replication/api/…`: empty, or a path such as `/web`. With [`gateway`](Self::gateway)
    /// an empty one means `/web`.
    pub api_base: String,
    /// Put the console's gateway in front of the API: it needs a cookie, ignores `Authorization`, replaces the time
    /// zone header, and has errors of its own.
    pub gateway: bool,
    /// The time zone of the user's profile, an IANA name. The gateway replaces the time zone header by it; without it
    /// the gateway drops the header.
    pub gateway_zone: Option<String>,
    /// The reference time of the data set; defaults to the start of the process.
    pub now: Option<jiff::Timestamp>,
    /// Behave like an old server version: newer fields are missing, times have the format of that time, and the time
    /// zone header is neither read nor sent.
    pub old_server: bool,
    /// The service's time zone, an IANA name. Times are in this zone unless a request sets another one.
    pub server_zone: String,
    /// The allowed CORS origin, with credentials: `https://portal.example.com`.
    pub allow_origin: Option<String>,
    /// Send the CORS lists of the stock gateway to [`allow_origin`](Self::allow_origin): the headers of time zone and
    /// project are not allowed, and no header is exposed. By default they are as an operator has to set them.
    pub stock_cors: bool,
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
            gateway: false,
            gateway_zone: None,
            now: None,
            old_server: false,
            allow_origin: None,
            stock_cors: false,
            server_zone: "Asia/Shanghai".into(),
            run_for: Duration::from_secs(600),
            config: None,
            frame_ancestors: "'none'".into(),
            shortcuts: false,
            upstream: None,
        }
    }
}

impl Options {
    /// The path prefix of the API, without a slash at its end.
    pub(crate) fn effective_api_base(&self) -> &str {
        match self.api_base.trim_end_matches('/') {
            "" if self.gateway => "/web",
            base => base,
        }
    }
}

/// A real service for the proxy.
///
/// Only `GET` requests for records and for the settings of tasks are forwarded. Requires the feature `upstream`.
#[derive(Clone, Default)]
pub struct Upstream {
    /// The URL prefix before `/replication/api/…`: `https://bkrepo.example.com` for the plain host, or
    /// `https://bkrepo.example.com/web` for the console's gateway.
    pub base: String,
    /// Headers for every forwarded request: `Authorization` for the plain host, or `Cookie` for the gateway. Never
    /// printed, never logged.
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
