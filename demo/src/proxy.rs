//! The way to a real service: read only, one branch of its interface, and nothing of the
//! visitor's but the language and the zone.

use crate::endpoint::ROOT;
use crate::error::{Language, Refusal};
use crate::options::{Upstream, without_user_info};
use crate::reply;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};
use percent_encoding::percent_decode_str;
use std::time::Duration;

/// What is handed on of a request.
const ASKED: [&str; 2] = ["accept-language", "x-bkrepo-time-zone"];
/// What is handed back of an answer.
const ANSWERED: [&str; 4] = ["content-type", "date", "retry-after", "x-bkrepo-time-zone"];

/// The connection to a real service.
pub(crate) struct Proxy {
    /// `None` when the address or a header cannot be used; [`Upstream::check`] says which.
    service: Option<Service>,
}

struct Service {
    client: reqwest::Client,
    base: String,
    headers: HeaderMap,
}

impl Upstream {
    /// Whether the service answers at all, whatever it answers.
    ///
    /// # Errors
    ///
    /// A sentence for the person who wrote the address: it cannot be used, or nothing answers
    /// there. It holds no header's value, no user name and no password.
    pub async fn check(&self) -> Result<(), String> {
        let service = Service::new(self)?;
        let shown = without_user_info(&service.base);
        let address = format!("{}{ROOT}0", service.base);
        match service.request(&address, &HeaderMap::new()).send().await {
            Ok(_) => Ok(()),
            Err(error) if error.is_timeout() => Err(format!("The service at {shown} does not answer in time.")),
            Err(error) => Err(format!("The service at {shown} does not answer: {}.", reason(error))),
        }
    }
}

/// The innermost cause, which says more than “error sending request”. The address is left out: it
/// may hold a password.
fn reason(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut inner: &dyn std::error::Error = &error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    inner.to_string()
}

impl Service {
    fn new(upstream: &Upstream) -> Result<Self, String> {
        let base = upstream.base.trim_end_matches('/').to_string();
        let shown = without_user_info(&base);
        let url = reqwest::Url::parse(&base).ok();
        let usable = url.is_some_and(|url| {
            let web = matches!(url.scheme(), "http" | "https");
            web && url.has_host() && url.query().is_none() && url.fragment().is_none()
        });
        if !usable {
            return Err(format!(
                "“{shown}” is no address of a service: it must look like https://bkrepo.example.com/web."
            ));
        }
        let mut headers = HeaderMap::new();
        for (name, value) in &upstream.headers {
            let Ok(known) = name.parse::<HeaderName>() else {
                return Err(format!("“{name}” is no name of a header."));
            };
            let Ok(mut value) = HeaderValue::from_str(value) else {
                return Err(format!("The value of the header “{name}” cannot be sent."));
            };
            value.set_sensitive(true);
            headers.append(known, value);
        }
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .read_timeout(Duration::from_secs(60))
            .build();
        let client = client.map_err(|error| format!("No connection can be made: {}.", reason(error)))?;
        Ok(Self { client, base, headers })
    }

    fn request(&self, address: &str, asked: &HeaderMap) -> reqwest::RequestBuilder {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        for name in ASKED {
            if let Some(value) = asked.get(name) {
                headers.insert(name, value.clone());
            }
        }
        // The operator's own come last, and win.
        for name in self.headers.keys() {
            headers.remove(name);
        }
        headers.extend(self.headers.clone());
        self.client.get(address).headers(headers)
    }
}

impl Proxy {
    pub(crate) fn new(upstream: Upstream) -> Self {
        Self { service: Service::new(&upstream).ok() }
    }

    /// Hands a request on, and the answer back.
    pub(crate) async fn pass(
        &self,
        method: &Method,
        path: &str,
        asked: &HeaderMap,
        query: Option<&str>,
    ) -> Response<Body> {
        let refuse = |refusal| reply::refusal(&refusal, Language::of(asked), String::new());
        if method != Method::GET {
            return refuse(Refusal::Method);
        }
        if !is_ours(asked) {
            return refuse(Refusal::Status(403));
        }
        let Some(service) = &self.service else {
            return reply::gateway(502);
        };
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        let address = format!("{}{path}{query}", service.base);
        if !allowed(path) || !unchanged(&service.base, path, &address) {
            return refuse(Refusal::Address);
        }
        let answer = match service.request(&address, asked).send().await {
            Ok(answer) => answer,
            Err(error) if error.is_timeout() => return reply::gateway(504),
            Err(_) => return reply::gateway(502),
        };
        let status = StatusCode::from_u16(answer.status().as_u16());
        let mut headers = HeaderMap::new();
        for name in ANSWERED {
            if let Some(value) = answer.headers().get(name) {
                headers.insert(name, value.clone());
            }
        }
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        let chunks = futures_util::stream::unfold(answer, |mut answer| async move {
            match answer.chunk().await {
                Ok(chunk) => Some((Ok(chunk?), answer)),
                Err(error) => Some((Err(std::io::Error::other(reason(error))), answer)),
            }
        });
        let mut response = Response::new(Body::from_stream(chunks));
        *response.status_mut() = status.unwrap_or(StatusCode::BAD_GATEWAY);
        *response.headers_mut() = headers;
        response
    }
}

/// Whether the browser knows this address by a name of the machine's own. A page of somebody else's whose name was made
/// to lead here would read what the operator's headers open.
fn is_ours(asked: &HeaderMap) -> bool {
    let Some(host) = asked.get(header::HOST) else { return true };
    let host = host.to_str().unwrap_or_default();
    let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    matches!(name.map_or(host, |(name, _)| name), "localhost" | "127.0.0.1" | "[::1]")
}

/// Whether a path lies below the one branch, and every part of it is a plain name, however often
/// it has been encoded: what a gateway decodes must not lead out again.
fn allowed(path: &str) -> bool {
    path.strip_prefix(ROOT).is_some_and(|rest| rest.split('/').all(plain))
}

fn plain(part: &str) -> bool {
    let mut part = part.to_string();
    loop {
        // `..;x` is `..` to a servlet container.
        let name = part.split(';').next().unwrap_or_default();
        let bad = matches!(name, "" | "." | "..") || part.contains(['/', '\\', '\0', '\r', '\n']);
        if bad {
            return false;
        }
        let decoded = percent_decode_str(&part).decode_utf8_lossy().into_owned();
        if decoded == part {
            return true;
        }
        part = decoded;
    }
}

/// Whether the client would really ask for this path: it resolves dots by itself.
fn unchanged(base: &str, path: &str, address: &str) -> bool {
    let url = |text: &str| reqwest::Url::parse(text).ok();
    let (Some(base), Some(address)) = (url(base), url(address)) else {
        return false;
    };
    let before = base.path().trim_end_matches('/');
    base.origin() == address.origin() && address.path().strip_prefix(before) == Some(path)
}
