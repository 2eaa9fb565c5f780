//! The configuration of an operator or of a host page.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::http_header;
use super::id::Id;
use super::locale::Locale;
use super::object::object_only;
use super::route::{PlansRoute, RecordRoute, Route, TaskRoute};

/// The colour theme.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As set in the operating system.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All themes.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The name in the configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Parses a [`name`](Self::name).
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// The name of the dense layout of table rows.
pub const COMPACT: &str = "compact";
/// The name of the default layout of table rows.
pub const COMFORTABLE: &str = "comfortable";
/// The names of the looks: each but the default one is a file `style/look-….css`.
const LOOKS: [&str; 2] = ["default", "bk-magic"];

object_only!(Config, Shortcut);

/// The configuration; the README documents its keys. A missing key has its default.
#[derive(Debug, Clone, Deserialize)]
#[serde(remote = "Self", default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Config {
    /// The prefix of `/replication/api/…`.
    #[serde(deserialize_with = "given")]
    pub api_base: String,
    /// The language until the user chooses another.
    pub locale: Option<String>,
    /// The theme until the user chooses another.
    pub theme: Option<String>,
    /// The name of the look, one of `LOOKS`; `None` is the default look.
    pub look: Option<String>,
    /// The density of table rows until the user chooses another: [`COMPACT`] or [`COMFORTABLE`].
    pub density: Option<String>,
    /// The time zone of displayed times, by its IANA name.
    pub time_zone: Option<String>,
    /// The URL of the sign-in page; `{url}` is replaced by the page to return to.
    pub sign_in_url: Option<String>,
    /// The cookie whose value is sent as `X-CSRFToken`.
    #[serde(deserialize_with = "csrf_cookie")]
    pub csrf_cookie: String,
    /// The project whose cluster answers, sent as `X-BKREPO-PROJECT-ID`; empty if it is not sent.
    #[serde(deserialize_with = "given")]
    pub project_id: String,
    /// Whether the time zone is sent as `X-BKREPO-TIME-ZONE`.
    #[serde(deserialize_with = "enabled")]
    pub send_time_zone: bool,
    /// Additional request headers.
    #[serde(deserialize_with = "headers")]
    pub headers: Vec<(String, String)>,
    /// Links to projects, tasks and executions on the home page.
    #[serde(deserialize_with = "given")]
    pub shortcuts: Vec<Shortcut>,
    /// Whether keyboard shortcuts are enabled.
    #[serde(deserialize_with = "enabled")]
    pub keyboard: bool,
    /// The origins of pages that may embed this one in a frame and exchange messages with it.
    #[serde(deserialize_with = "given")]
    pub embed_origins: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            api_base: String::new(),
            locale: None,
            theme: None,
            look: None,
            density: None,
            time_zone: None,
            sign_in_url: None,
            csrf_cookie: "bkrepo_ticket".to_owned(),
            project_id: String::new(),
            send_time_zone: true,
            headers: Vec::new(),
            shortcuts: Vec::new(),
            keyboard: true,
            embed_origins: Vec::new(),
        }
    }
}

/// Deserializes a value; null is the default, like a missing key.
fn given<'de, T: Deserialize<'de> + Default, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

fn csrf_cookie<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_else(|| Config::default().csrf_cookie))
}

/// Deserializes a switch that is on by default.
fn enabled<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or(true))
}

fn headers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, String)>, D::Error> {
    given::<BTreeMap<_, _>, D>(deserializer).map(|headers| headers.into_iter().collect())
}

/// The message of a serde_json error with the name of the invalid key, because serde_json names only a line and a column.
fn with_key(error: &serde_json::Error, json: &str) -> String {
    let members: BTreeMap<String, &RawValue> = serde_json::from_str(json).unwrap_or_default();
    let is_invalid =
        |name: &str, value: &RawValue| serde_json::from_str::<Config>(&format!("{{\"{name}\":{value}}}")).is_err();
    let invalid = members.iter().filter(|(name, value)| is_invalid(name, value));
    // serde_json reports the first one in the text.
    let first = invalid.min_by_key(|(_, value)| value.get().as_ptr());
    match (first, error.to_string()) {
        (Some((name, _)), message) if !message.contains(&format!("`{name}`")) => format!("{name}: {message}"),
        (_, message) => message,
    }
}

/// A configured link on the home page to the plans of a project, a task or an execution.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self", default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Shortcut {
    /// The text of the link.
    #[serde(deserialize_with = "given")]
    pub name: String,
    /// The key of a task.
    pub task: Option<String>,
    /// The id of a record.
    pub record: Option<String>,
    /// The id of a project.
    pub project: Option<String>,
    /// The name of the task, shown on its page.
    pub plan_name: Option<String>,
}

impl Shortcut {
    /// The route of the link; `None` unless it has exactly one of task, record and project, with a valid id.
    pub fn route(&self, size: u32) -> Option<Route> {
        let plan_name = self.plan_name.clone();
        let [task, record, project] = [&self.task, &self.record, &self.project].map(Option::as_deref);
        Some(match (task, record, project) {
            (Some(key), None, None) => Route::Task(TaskRoute::new(Id::parse(key).ok()?, plan_name, size)),
            (None, Some(id), None) => Route::Record(RecordRoute::new(Id::parse(id).ok()?, plan_name, size)),
            (None, None, Some(id)) => Route::Plans(PlansRoute::new(Id::parse(id).ok()?, size)),
            _ => return None,
        })
    }
}

/// An error in a configuration, shown on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigError {
    /// The block could not be parsed; with the message of the parser.
    Unreadable(String),
    /// A key has an invalid value.
    Value {
        /// The key.
        key: &'static str,
        /// The invalid value.
        value: String,
    },
}

impl Config {
    /// Parses the configuration block. An invalid value is reported and replaced by its default, so that the page works.
    pub fn parse(json: &str) -> (Self, Vec<ConfigError>) {
        let mut config: Self = match serde_json::from_str(json) {
            Ok(config) => config,
            Err(error) => return (Self::default(), vec![ConfigError::Unreadable(with_key(&error, json))]),
        };
        let mut config_errors = Vec::new();
        let mut reject = |key, value: Option<String>| {
            config_errors.push(ConfigError::Value { key, value: value.unwrap_or_default() });
        };
        if config.locale.as_deref().is_some_and(|tag| Locale::parse(tag).is_none()) {
            reject("locale", config.locale.take());
        }
        if config.theme.as_deref().is_some_and(|name| Theme::parse(name).is_none()) {
            reject("theme", config.theme.take());
        }
        if config.look.as_deref().is_some_and(|name| !LOOKS.contains(&name)) {
            reject("look", config.look.take());
        }
        if config.density.as_deref().is_some_and(|name| ![COMPACT, COMFORTABLE].contains(&name)) {
            reject("density", config.density.take());
        }
        if config.sign_in_url.as_deref().is_some_and(|url| !is_web_address(url)) {
            reject("signInUrl", config.sign_in_url.take());
        }
        if !is_web_address(&config.api_base) {
            reject("apiBase", Some(std::mem::take(&mut config.api_base)));
        }
        // `apiBase` may be written with or without a slash at its end.
        config.api_base.truncate(config.api_base.trim_end_matches('/').len());
        if !http_header::is_value(&config.project_id) {
            reject("projectId", Some(std::mem::take(&mut config.project_id)));
        }
        config.headers.retain(|(name, value)| {
            let good = http_header::is_name(name) && http_header::is_value(value);
            if !good {
                reject("headers", Some(name.clone()));
            }
            good
        });
        config.embed_origins.retain(|origin| {
            let good = is_origin(origin);
            if !good {
                reject("embedOrigins", Some(origin.clone()));
            }
            good
        });
        if let Some(bad) = config.shortcuts.iter().find(|shortcut| shortcut.route(1).is_none()) {
            reject("shortcuts", Some(bad.name.clone()));
        }
        (config, config_errors)
    }

    /// The URL of the sign-in page, which returns to `page`.
    pub fn sign_in(&self, page: &str) -> Option<String> {
        let url = self.sign_in_url.as_deref()?;
        Some(url.replace("{url}", &super::url::encode(page).to_string()))
    }

    /// Whether requests of a page with this origin depend on CORS rules that BK-Repo's gateway does not have by itself:
    /// they go to another origin and have a header that its list of allowed headers lacks.
    pub fn needs_cors_rules(&self, page_origin: &str) -> bool {
        let is_absolute = self.api_base.starts_with("//") || self.api_base.contains("://");
        let path = self.api_base.strip_prefix(page_origin);
        let is_same_origin = path.is_some_and(|path| path.is_empty() || path.starts_with('/'));
        is_absolute && !is_same_origin && (self.send_time_zone || !self.project_id.is_empty())
    }
}

/// Whether a URL is relative or has the scheme `http` or `https`; other schemes, such as `javascript:`, are rejected.
fn is_web_address(url: &str) -> bool {
    let scheme_end = url.find(|character: char| !(character.is_ascii_alphanumeric() || "+-.".contains(character)));
    match scheme_end.and_then(|end| url.split_at_checked(end)) {
        Some((scheme, rest)) if rest.starts_with(':') => {
            ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
        }
        // Browsers ignore whitespace and control characters in a scheme, so such a URL could hide `javascript:`.
        _ => !url.chars().any(|character| character.is_ascii_control() || character == ' '),
    }
}

/// Whether a text is an origin as serialized by browsers: scheme, host and optional port. `*` is rejected, because it
/// would allow every page.
fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| {
        let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.:[]".contains(&byte);
        !host.is_empty() && host.bytes().all(known)
    })
}
