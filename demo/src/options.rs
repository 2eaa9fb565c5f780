//! What one instance of the stand-in is to be like.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// How one instance behaves, and what it serves.
#[derive(Clone, Debug)]
pub struct Options {
    /// The built app: a folder with an `index.html`. Without it only the API is served.
    pub app: Option<PathBuf>,
    /// Where the app is served: a path that begins and ends with `/`, not encoded
    /// (`/ui/replica log/`).
    pub base: String,
    /// What stands before `/replication/api/…`: empty, or a path such as `/web`.
    pub api_base: String,
    /// The moment that the data set is built around; the start of the process when absent.
    pub now: Option<jiff::Timestamp>,
    /// Answer as servers of some releases ago did: the newer fields are missing, the time zone
    /// header is ignored, and the list and page of an unknown key are empty instead of an error.
    pub old_server: bool,
    /// The service's own zone, an IANA name: times are in it unless a request names another.
    pub server_zone: String,
    /// An origin whose pages may ask, with credentials: `https://portal.example.com`.
    pub allow_origin: Option<String>,
    /// How long the running records still take, counted from the start.
    pub run_for: Duration,
    /// An object whose members replace those of the page's configuration block.
    pub config: Option<serde_json::Value>,
    /// Who may frame the app: what stands behind `frame-ancestors` in its policy.
    pub frame_ancestors: String,
    /// Add `shortcuts`, the places of the data set that are worth a visit, to the configuration.
    pub shortcuts: bool,
    /// Pass the API on to a real service instead of answering from the data set.
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

/// A real service that stands behind this one.
///
/// Only `GET` below `/replication/api/task/record` is passed on. It takes effect in a build with
/// the feature `upstream`.
#[derive(Clone, Default)]
pub struct Upstream {
    /// What stands before `/replication/api/…` there: `https://bkrepo.example.com/web`.
    pub base: String,
    /// Sent with every request, credentials for example. Never printed, never logged.
    pub headers: Vec<(String, String)>,
}

/// Names of headers only: their values are secrets.
impl fmt::Debug for Upstream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("Upstream").field("base", &without_user_info(&self.base)).field("headers", &names).finish()
    }
}

/// An address without the user name and password that it may carry.
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
