//! The gateway of the console in front of the service: its sign-in by cookie, its time zone, and its own errors.

use crate::control_page::escape;
use crate::filter::Query;
use crate::response;
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use serde_json::json;

/// Cookies that sign a person in, depending on the mode of an installation.
const SESSION_COOKIES: [&str; 4] = ["bkrepo_ticket", "bk_token", "bk_ticket", "X-DEVOPS-CI-LOGIN-TOKEN"];
/// The path of the sign-in page.
pub(crate) const SIGN_IN: &str = "/demo/sign-in";
const TIME_ZONE: &str = "x-bkrepo-time-zone";

/// The gateway.
pub(crate) struct Gateway {
    /// The time zone of the user's profile; without it the service uses its own.
    pub(crate) zone: Option<HeaderValue>,
}

impl Gateway {
    /// Checks the cookie of a request and replaces its headers.
    ///
    /// # Errors
    ///
    /// The response to a request without a session cookie. An `Authorization` header does not help.
    pub(crate) fn admit(&self, request: &mut Parts) -> Result<(), Box<Response<Body>>> {
        if !is_signed_in(&request.headers) {
            return Err(Box::new(error(401)));
        }
        request.headers.remove(header::AUTHORIZATION);
        match &self.zone {
            Some(zone) => request.headers.insert(TIME_ZONE, zone.clone()),
            None => request.headers.remove(TIME_ZONE),
        };
        Ok(())
    }
}

fn is_signed_in(headers: &HeaderMap) -> bool {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut cookies = cookies.flat_map(|line| line.split(';')).filter_map(|cookie| cookie.trim().split_once('='));
    cookies.any(|(name, value)| SESSION_COOKIES.contains(&name) && !value.is_empty())
}

/// An error of the gateway itself: 502 and 504 are HTML pages, all others JSON without a trace id.
pub(crate) fn error(status: u16) -> Response<Body> {
    let code = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    let (data, message) = match status {
        401 => (json!(""), "用户权限验证失败。"),
        404 => (json!(""), "请求的资源不存在。"),
        // The answer of BlueKing's login to an application without access.
        440 => (json!(1_302_403), "Access denied"),
        502 => return html_error(code, "502 Bad Gateway"),
        503 => (json!(""), "服务暂不可用。"),
        504 => return html_error(code, "504 Gateway Time-out"),
        _ => (json!(""), "请求失败。"),
    };
    let body = json!({ "code": status, "data": data, "message": message, "traceId": null });
    response::json(code, serde_json::to_vec_pretty(&body).unwrap_or_default())
}

fn html_error(status: StatusCode, title: &str) -> Response<Body> {
    let body = format!(
        "<html>\n<head><title>{title}</title></head>\n<body><center><h1>{title}</h1></center>\
         <hr><center>openresty</center></body>\n</html>\n"
    );
    response::response(status, "text/html", body)
}

/// The sign-in page. With `user` in the query it sets the cookie and returns to the page in `url` or `c_url`.
pub(crate) fn sign_in(query: &str, request_headers: &HeaderMap) -> Response<Body> {
    let query = Query::parse(query);
    let wanted = query.get("url").or_else(|| query.get("c_url")).unwrap_or("/");
    // Only pages of this server: an open redirect would help phishing.
    let url = local_path(wanted, request_headers).unwrap_or("/");
    let Some(user) = query.get("user").filter(|user| !user.is_empty()) else {
        let page = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>Sign in</title>\n</head>\n<body>\n\
             <h1>Sign in</h1>\n<form action=\"{SIGN_IN}\">\n<input type=\"hidden\" name=\"url\" value=\"{}\">\n\
             <label>User <input name=\"user\" value=\"admin\" required></label>\n<button>Sign in</button>\n\
             </form>\n</body>\n</html>\n",
            escape(url)
        );
        return response::html(StatusCode::OK, page);
    };
    let ticket: String = user.bytes().map(|byte| format!("{byte:02x}")).collect();
    let mut response = response::response(StatusCode::SEE_OTHER, "text/plain", "");
    let headers = response.headers_mut();
    if let (Ok(url), Ok(cookie)) = (
        HeaderValue::from_str(url),
        HeaderValue::from_str(&format!("bkrepo_ticket=demo-{ticket}; Path=/; SameSite=Lax")),
    ) {
        headers.insert(header::LOCATION, url);
        headers.insert(header::SET_COOKIE, cookie);
    }
    response
}

/// The path and query of a URL of this server; `None` for other servers.
fn local_path<'a>(url: &'a str, request_headers: &HeaderMap) -> Option<&'a str> {
    let path = match url.split_once("://") {
        Some((_, rest)) if !url.starts_with('/') => {
            let at = rest.find('/').unwrap_or(rest.len());
            let (host, path) = rest.split_at(at);
            (request_headers.get(header::HOST)?.to_str().ok()? == host).then_some(path)?
        }
        _ => url,
    };
    let is_local = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']);
    is_local.then_some(path)
}
