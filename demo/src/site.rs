//! The web server for the built app. It sets the base path and the configuration in `index.html`, as an operator would.

use crate::gateway::SIGN_IN;
use crate::links::{Page, all_links};
use crate::options::Options;
use crate::response;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, Response, StatusCode, header};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io;
use std::path::Path;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'none'";

/// Characters of a base path that are encoded in URLs and attributes.
const IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'\'')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The files of the app, in memory.
#[derive(Default)]
pub(crate) struct Site {
    /// The base path, not encoded, with a slash at both ends.
    base: String,
    encoded_base: String,
    index: Option<Bytes>,
    policy: String,
    /// By path relative to the base, not encoded.
    files: HashMap<String, File>,
}

struct File {
    body: Bytes,
    content_type: &'static str,
    /// Whether the name contains a content hash.
    is_hashed: bool,
}

impl Site {
    pub(crate) fn read(options: &Options) -> io::Result<Self> {
        let base = options.base.trim_matches('/');
        let base = if base.is_empty() { "/".to_string() } else { format!("/{base}/") };
        let encoded_base = utf8_percent_encode(&base, IN_PATH).to_string();
        let policy = format!("{POLICY}; frame-ancestors {}", options.frame_ancestors);
        let mut site = Self { encoded_base, base, policy, ..Self::default() };
        let Some(folder) = &options.app else {
            return Ok(site);
        };
        let with_path = |what: &Path, error: io::Error| {
            io::Error::new(error.kind(), format!("{} cannot be read: {error}", what.display()))
        };
        let mut folders = vec![(folder.clone(), String::new())];
        while let Some((folder, prefix)) = folders.pop() {
            for entry in std::fs::read_dir(&folder).map_err(|error| with_path(&folder, error))? {
                let entry = entry.map_err(|error| with_path(&folder, error))?;
                let (path, name) = (entry.path(), entry.file_name());
                let name = format!("{prefix}{}", name.to_string_lossy());
                if path.is_dir() {
                    folders.push((path, format!("{name}/")));
                    continue;
                }
                let body = std::fs::read(&path).map_err(|error| with_path(&path, error))?;
                let file = File { body: body.into(), content_type: content_type(&name), is_hashed: has_hash(&name) };
                site.files.insert(name, file);
            }
        }
        let Some(index) = site.files.remove("index.html") else {
            let message = format!("{} does not contain index.html", folder.display());
            return Err(io::Error::new(io::ErrorKind::NotFound, message));
        };
        let page = String::from_utf8_lossy(&index.body);
        site.index = Some(rewrite(&page, &site.encoded_base, options).into());
        Ok(site)
    }

    /// The base path, percent-encoded.
    pub(crate) fn base(&self) -> &str {
        if self.encoded_base.is_empty() { "/" } else { &self.encoded_base }
    }

    pub(crate) fn handle(&self, path: &str) -> Response<Body> {
        let path = percent_decode_str(path).decode_utf8_lossy();
        let Some(rest) = path.strip_prefix(&self.base) else {
            // Redirect the root, and the base without its trailing slash, to the base.
            if path == "/" || Some(&*path) == self.base.strip_suffix('/') {
                return self.redirect_to_base();
            }
            return self.not_found();
        };
        if let Some(file) = self.files.get(rest) {
            let cache_control = if file.is_hashed {
                "public, max-age=31536000, immutable, no-transform"
            } else {
                "no-cache, no-transform"
            };
            return self
                .with_headers(response::response(StatusCode::OK, file.content_type, file.body.clone()), cache_control);
        }
        let (first, last) = (rest.split('/').next(), rest.rsplit('/').next());
        let is_page = matches!(first, Some("projects" | "tasks" | "records" | "embed")) && rest.contains('/');
        let is_asset = last.is_some_and(|last| last.contains('.')) && rest != "index.html";
        match &self.index {
            Some(index) if is_page || !is_asset => {
                self.with_headers(response::html(StatusCode::OK, index.clone()), "no-cache, no-transform")
            }
            _ => self.not_found(),
        }
    }

    fn redirect_to_base(&self) -> Response<Body> {
        let mut response = response::response(StatusCode::FOUND, "text/plain", "");
        if let Ok(base) = HeaderValue::from_str(self.base()) {
            response.headers_mut().insert(header::LOCATION, base);
        }
        response
    }

    fn not_found(&self) -> Response<Body> {
        let response = response::response(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", "Not found.\n");
        self.with_headers(response, "no-cache, no-transform")
    }

    fn with_headers(&self, mut response: Response<Body>, cache_control: &'static str) -> Response<Body> {
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache_control));
        // An invalid policy is replaced by the strictest one, which is noticed at once.
        let policy = HeaderValue::from_str(&self.policy).unwrap_or(HeaderValue::from_static("default-src 'none'"));
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
        response
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" | "ts" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether a name contains a hash: a part with at least eight hexadecimal digits, of which at least one is decimal.
fn has_hash(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or_default();
    name.split(['-', '.', '_']).any(|part| {
        part.len() >= 8
            && part.bytes().all(|byte| byte.is_ascii_hexdigit())
            && part.bytes().any(|byte| byte.is_ascii_digit())
    })
}

/// Sets the base path and the configuration in a page.
fn rewrite(page: &str, base: &str, options: &Options) -> String {
    let page = match find_tag(page, "<base", "") {
        Some((from, to)) => format!("{}<base href=\"{base}\">{}", &page[..from], &page[to..]),
        None => page.to_string(),
    };
    let Some((_, from)) = find_tag(&page, "<script", "id=\"replica-log-config\"") else {
        return page;
    };
    let Some(length) = page[from..].find("</script") else {
        return page;
    };
    let found = serde_json::from_str(&page[from..from + length]);
    let mut config = match found {
        Ok(Value::Object(config)) => config,
        _ => serde_json::Map::new(),
    };
    config.insert("apiBase".into(), json!(options.effective_api_base()));
    if options.gateway {
        config.insert("signInUrl".into(), json!(format!("{SIGN_IN}?url={{url}}")));
    }
    if options.shortcuts {
        config.insert("shortcuts".into(), shortcuts());
    }
    if let Some(Value::Object(overrides)) = &options.config {
        config.extend(overrides.clone());
    }
    // `</` would end the script element, even inside a JSON string.
    let config = Value::Object(config).to_string().replace("</", "<\\/").replace("<!--", "<\\u0021--");
    format!("{}{config}{}", &page[..from], &page[from + length..])
}

/// Finds the first tag that begins with `start` and contains `with`. Comments are skipped.
fn find_tag(page: &str, start: &str, with: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    while let Some(open) = page[at..].find('<').map(|open| at + open) {
        let rest = &page[open..];
        let end = if rest.starts_with("<!--") { open + rest.find("-->")? + 3 } else { open + rest.find('>')? + 1 };
        let found = &page[open..end];
        let name_matches = found.get(..start.len()).is_some_and(|name| name.eq_ignore_ascii_case(start));
        let ends_name = found.as_bytes().get(start.len()).is_some_and(|next| !next.is_ascii_alphanumeric());
        if name_matches && ends_name && found.replace('\'', "\"").contains(with) {
            return Some((open, end));
        }
        at = end;
    }
    None
}

/// The links of the configuration.
fn shortcuts() -> Value {
    let shortcut = |name: &'static str, page| match page {
        Page::Plans(project) => json!({ "name": name, "project": project }),
        Page::Task(key) => {
            let plan_name = name.split(':').next().unwrap_or(name);
            json!({ "name": name, "task": key, "planName": plan_name })
        }
        Page::Record(id) => json!({ "name": name, "record": id }),
    };
    all_links().into_iter().map(|link| shortcut(link.name, link.page)).collect()
}
