//! The proxy to a real service. It is read only, limited to records and settings of tasks, and forwards only the headers
//! of language, time zone and project.

use crate::endpoint::ROOT;
use crate::error::{ApiError, Language};
use crate::gateway;
use crate::options::{Upstream, without_user_info};
use crate::response;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};
use percent_encoding::percent_decode_str;
use std::time::Duration;

/// Request headers that are forwarded.
const FORWARDED_REQUEST_HEADERS: [&str; 3] = ["accept-language", "x-bkrepo-time-zone", "x-bkrepo-project-id"];
/// Response headers that are forwarded.
const FORWARDED_RESPONSE_HEADERS: [&str; 5] =
    ["content-type", "date", "retry-after", "x-bkrepo-time-zone", "x-bkrepo-rid"];
/// The endpoints that are forwarded, below [`ROOT`]. The id follows.
const FORWARDED_PATHS: [&str; 4] = ["record/", "info/", "detail/", "page/"];

/// The proxy to a real service.
pub(crate) struct Proxy {
    /// `None` if the configuration is invalid; [`Upstream::check`] returns the reason.
    service: Option<Service>,
}

struct Service {
    client: reqwest::Client,
    base: String,
    headers: HeaderMap,
}

impl Upstream {
    /// Checks that the service is reachable. Any HTTP response is accepted.
    ///
    /// # Errors
    ///
    /// When the configuration is invalid or the service is unreachable. The message contains no header value, user name
    /// or password.
    pub async fn check(&self) -> Result<(), String> {
        let service = Service::new(self)?;
        let displayed = without_user_info(&service.base);
        let address = format!("{}{ROOT}record/0", service.base);
        match service.request(&address, &HeaderMap::new()).send().await {
            Ok(_) => Ok(()),
            Err(error) if error.is_timeout() => Err(format!("The service at {displayed} did not respond in time.")),
            Err(error) => Err(format!("The service at {displayed} is unreachable: {}.", root_cause(error))),
        }
    }
}

/// The innermost cause of an error, which is the most specific message. URLs are removed, because they may contain a
/// password.
fn root_cause(error: reqwest::Error) -> String {
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
        let displayed = without_user_info(&base);
        let url = reqwest::Url::parse(&base).ok();
        let is_valid = url.is_some_and(|url| {
            let web = matches!(url.scheme(), "http" | "https");
            web && url.has_host() && url.query().is_none() && url.fragment().is_none()
        });
        if !is_valid {
            return Err(format!(
                "“{displayed}” is not a valid service URL: use the form https://bkrepo.example.com or https://bkrepo.example.com/web."
            ));
        }
        let mut headers = HeaderMap::new();
        for (name, value) in &upstream.headers {
            let Ok(parsed_name) = name.parse::<HeaderName>() else {
                return Err(format!("“{name}” is not a valid header name."));
            };
            let Ok(mut value) = HeaderValue::from_str(value) else {
                return Err(format!("The value of the header “{name}” is invalid."));
            };
            value.set_sensitive(true);
            headers.append(parsed_name, value);
        }
        check_credentials(&base, &headers)?;
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .read_timeout(Duration::from_secs(60))
            .build();
        let client = client.map_err(|error| format!("The HTTP client cannot be created: {}.", root_cause(error)))?;
        Ok(Self { client, base, headers })
    }

    fn request(&self, address: &str, request_headers: &HeaderMap) -> reqwest::RequestBuilder {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        for name in FORWARDED_REQUEST_HEADERS {
            if let Some(value) = request_headers.get(name) {
                headers.insert(name, value.clone());
            }
        }
        // The configured headers override the forwarded ones.
        for name in self.headers.keys() {
            headers.remove(name);
        }
        headers.extend(self.headers.clone());
        self.client.get(address).headers(headers)
    }
}

/// Checks that the credentials are those of the address: the console's gateway, whose path is `/web`, overwrites
/// `Authorization`, and a plain host reads no cookie.
fn check_credentials(base: &str, headers: &HeaderMap) -> Result<(), String> {
    let displayed = without_user_info(base);
    let has_authorization = headers.contains_key(header::AUTHORIZATION) || displayed != base;
    let is_gateway = displayed.rsplit('/').next() == Some("web");
    if is_gateway && has_authorization {
        return Err(format!(
            "{displayed} is the console's gateway, which ignores Authorization: pass the header “Cookie: \
             bkrepo_ticket=…” of a signed-in browser instead, or give the address of the plain host, without /web."
        ));
    }
    if !is_gateway && headers.contains_key(header::COOKIE) {
        return Err(format!(
            "{displayed} is a plain host, which ignores cookies: pass the header “Authorization: Basic …” instead, \
             or give the address of the console's gateway, with /web at its end."
        ));
    }
    Ok(())
}

impl Proxy {
    pub(crate) fn new(upstream: Upstream) -> Self {
        Self { service: Service::new(&upstream).ok() }
    }

    /// Forwards a request and returns the response.
    pub(crate) async fn forward(
        &self,
        method: &Method,
        path: &str,
        request_headers: &HeaderMap,
        query: Option<&str>,
    ) -> Response<Body> {
        let error_response = |error| response::error(&error, Language::from_headers(request_headers), String::new());
        if method != Method::GET {
            return error_response(ApiError::MethodNotAllowed);
        }
        if !has_loopback_host(request_headers) {
            return error_response(ApiError::Status(403));
        }
        let Some(service) = &self.service else {
            return gateway::error(502);
        };
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        let address = format!("{}{path}{query}", service.base);
        if !is_allowed_path(path) || !keeps_path(&service.base, path, &address) {
            return error_response(ApiError::UnknownPath);
        }
        let upstream_response = match service.request(&address, request_headers).send().await {
            Ok(upstream_response) => upstream_response,
            Err(error) if error.is_timeout() => return gateway::error(504),
            Err(_) => return gateway::error(502),
        };
        let status = StatusCode::from_u16(upstream_response.status().as_u16());
        let mut headers = HeaderMap::new();
        for name in FORWARDED_RESPONSE_HEADERS {
            if let Some(value) = upstream_response.headers().get(name) {
                headers.insert(name, value.clone());
            }
        }
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        let chunks = futures_util::stream::unfold(upstream_response, |mut upstream_response| async move {
            match upstream_response.chunk().await {
                Ok(chunk) => Some((Ok(chunk?), upstream_response)),
                Err(error) => Some((Err(std::io::Error::other(root_cause(error))), upstream_response)),
            }
        });
        let mut response = Response::new(Body::from_stream(chunks));
        *response.status_mut() = status.unwrap_or(StatusCode::BAD_GATEWAY);
        *response.headers_mut() = headers;
        response
    }
}

/// Whether the `Host` header is a loopback name. This prevents DNS rebinding, which would let a foreign page send
/// requests with the operator's headers.
fn has_loopback_host(request_headers: &HeaderMap) -> bool {
    let Some(host) = request_headers.get(header::HOST) else { return true };
    let host = host.to_str().unwrap_or_default();
    let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    matches!(name.map_or(host, |(name, _)| name), "localhost" | "127.0.0.1" | "[::1]")
}

/// Whether a path is that of a forwarded endpoint and has no special segments at any level of percent-encoding, because a
/// gateway may decode it again.
fn is_allowed_path(path: &str) -> bool {
    let Some(rest) = path.strip_prefix(ROOT) else { return false };
    let Some((prefix, rest)) = FORWARDED_PATHS.iter().find_map(|prefix| Some((prefix, rest.strip_prefix(prefix)?)))
    else {
        return false;
    };
    rest.split('/').all(is_plain_segment) && (*prefix == "record/" || !rest.contains('/'))
}

fn is_plain_segment(segment: &str) -> bool {
    let mut segment = segment.to_string();
    loop {
        // Servlet containers treat `..;x` as `..`.
        let name = segment.split(';').next().unwrap_or_default();
        let is_special = matches!(name, "" | "." | "..") || segment.contains(['/', '\\', '\0', '\r', '\n']);
        if is_special {
            return false;
        }
        let decoded = percent_decode_str(&segment).decode_utf8_lossy().into_owned();
        if decoded == segment {
            return true;
        }
        segment = decoded;
    }
}

/// Whether the URL parser leaves the path unchanged; it resolves dot segments.
fn keeps_path(base: &str, path: &str, address: &str) -> bool {
    let url = |text: &str| reqwest::Url::parse(text).ok();
    let (Some(base), Some(address)) = (url(base), url(address)) else {
        return false;
    };
    let before = base.path().trim_end_matches('/');
    base.origin() == address.origin() && address.path().strip_prefix(before) == Some(path)
}
