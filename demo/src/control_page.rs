//! The control page at `/demo`: links to the data set and to faults.

use crate::endpoint::Endpoint;
use crate::faults::{Fault, FaultResponse, Faults, RequestMatcher};
use crate::filter::Query;
use crate::links::all_links;
use crate::response;
use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use std::fmt::Write;
use std::time::Duration;

/// Handles `/demo`, `/demo/faults?…` and `/demo/faults/clear`.
pub(crate) fn handle(path: &str, query: &str, faults: &Faults, base: &str) -> Response<Body> {
    match path {
        "/demo" | "/demo/" => page(StatusCode::OK, "", faults, base),
        "/demo/faults/clear" => {
            faults.clear();
            redirect_to_page()
        }
        "/demo/faults" => match parse_fault(&Query::parse(query)) {
            Ok(fault) => {
                faults.add(fault);
                redirect_to_page()
            }
            Err(error) => page(StatusCode::BAD_REQUEST, &error, faults, base),
        },
        _ => page(StatusCode::NOT_FOUND, "Page not found.", faults, base),
    }
}

fn redirect_to_page() -> Response<Body> {
    let mut response = response::response(StatusCode::SEE_OTHER, "text/plain", "");
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, HeaderValue::from_static("/demo"));
    response
}

/// Parses a fault from the query parameters `on`, `when`, `delay` (milliseconds), `response` and `times`.
fn parse_fault(query: &Query) -> Result<Fault, String> {
    let on = match query.get("on") {
        None | Some("" | "any") => RequestMatcher::Any,
        Some(name) => match Endpoint::ALL.iter().find(|endpoint| endpoint.name() == name) {
            Some(endpoint) => RequestMatcher::Endpoint(*endpoint),
            None => RequestMatcher::Path(name.into()),
        },
    };
    let number = |name: &str| match query.get(name) {
        None | Some("") => Ok(None),
        Some(text) => match text.parse::<u32>() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(format!("“{name}” must be a non-negative integer, not “{text}”.")),
        },
    };
    let response = match query.get("response").unwrap_or("genuine") {
        "" | "genuine" => FaultResponse::Genuine,
        "html" => FaultResponse::Html,
        "redirect" => FaultResponse::Redirect(query.get("url").unwrap_or("https://sso.example.com/login").into()),
        "empty" => FaultResponse::Empty(match number("status")?.map(u16::try_from) {
            Some(Ok(status @ (200 | 204 | 205 | 304))) => status,
            _ => 204,
        }),
        "trickle" => FaultResponse::Trickle(Duration::from_millis(number("pause")?.unwrap_or(5_000).into())),
        "stall" => FaultResponse::Stall,
        "not-json" => FaultResponse::NotJson,
        "truncated" => FaultResponse::Truncated,
        "cut" => FaultResponse::Cut,
        "drop" => FaultResponse::Drop,
        "body" => FaultResponse::Body(query.get("body").unwrap_or_default().into()),
        "hang" => FaultResponse::Hang,
        "retry-after" => FaultResponse::RetryAfter(number("seconds")?.unwrap_or(5).into()),
        "envelope" => FaultResponse::Envelope {
            code: query.get("code").and_then(|code| code.parse().ok()).unwrap_or(250_102),
            message: query.get("message").unwrap_or("系统服务错误").into(),
        },
        "gateway" => FaultResponse::Gateway(match number("status")?.map(u16::try_from) {
            Some(Ok(status @ 400..=599)) => status,
            _ => 401,
        }),
        status => match status.parse::<u16>() {
            Ok(status @ 400..=599) => FaultResponse::Status(status),
            _ => return Err(format!("“{status}” is not a known response.")),
        },
    };
    Ok(Fault {
        on,
        when: query.get("when").filter(|when| !when.is_empty()).map(str::to_string),
        unless: None,
        delay: Duration::from_millis(number("delay")?.unwrap_or(0).into()),
        response,
        times: number("times")?,
    })
}

const PRESETS: [(&str, &str); 17] = [
    ("response=genuine&amp;delay=2000", "All responses delayed by two seconds"),
    ("on=overview&amp;response=500", "The overview fails with 500"),
    ("on=detail-page&amp;response=502&amp;times=1", "The next detail page fails with 502 from the gateway, once"),
    ("response=401", "Not signed in, says the service; the browser may open its own dialog"),
    ("response=gateway&amp;status=401", "Not signed in, says the console's gateway"),
    ("response=gateway&amp;status=503", "The service is not available behind the console's gateway"),
    ("response=403", "No permission"),
    ("response=440", "BlueKing's login refuses the application"),
    ("response=retry-after&amp;seconds=10&amp;times=2", "Too many requests, retry after ten seconds, twice"),
    ("response=html", "An HTML page instead of JSON"),
    ("response=redirect", "A redirect to the login page of a single sign-on"),
    ("response=empty", "Status 204, without content"),
    ("on=detail-page&amp;response=trickle", "A detail page that takes 40 seconds, piece by piece"),
    ("on=detail-page&amp;response=cut", "The connection is closed in the middle of a detail page"),
    ("on=record&amp;response=hang", "The record request never completes"),
    ("on=task-page&amp;response=403", "No permission for the plans of a project"),
    ("on=task-info&amp;response=404", "A service without the settings of tasks"),
];

fn page(status: StatusCode, error: &str, faults: &Faults, base: &str) -> Response<Body> {
    let mut text = String::from(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>Replica Log demo</title>\n\
         </head>\n<body>\n<h1>Replica Log demo</h1>\n",
    );
    // Writing to a string cannot fail.
    if !error.is_empty() {
        let _ = writeln!(text, "<p role=\"alert\">{}</p>", escape(error));
    }
    let _ = writeln!(text, "<h2>Examples</h2>\n<ul>\n<li><a href=\"{base}\">The app</a></li>");
    for link in all_links() {
        let _ = writeln!(text, "<li><a href=\"{base}{}\">{}</a></li>", link.path(), escape(link.name));
    }
    text.push_str("</ul>\n<h2>Faults</h2>\n");
    let set = faults.list();
    if set.is_empty() {
        text.push_str("<p>No active faults.</p>\n");
    } else {
        text.push_str("<ul>\n");
        for fault in set {
            let _ = writeln!(text, "<li><code>{}</code></li>", escape(&format!("{fault:?}")));
        }
        text.push_str("</ul>\n<p><a href=\"/demo/faults/clear\">Clear all</a></p>\n");
    }
    text.push_str("<h2>Add a fault</h2>\n<ul>\n");
    for (query, name) in PRESETS {
        let _ = writeln!(text, "<li><a href=\"/demo/faults?{query}\">{name}</a></li>");
    }
    let names: Vec<_> = Endpoint::ALL.iter().map(|endpoint| endpoint.name()).collect();
    let _ = write!(
        text,
        "</ul>\n<p>Custom faults: <code>/demo/faults?on=overview&amp;response=500&amp;delay=2000&amp;times=3</code>. \
         <code>on</code> is {} or a part of the path; <code>when</code> is a part of the query; <code>response</code> is \
         a status from 400 to 599, gateway (with <code>status</code>), genuine, html, redirect (with <code>url</code>), empty (with \
         <code>status</code>), not-json, truncated, trickle (with <code>pause</code>, in milliseconds), stall, cut, drop, hang, retry-after (with \
         <code>seconds</code>), body (with <code>body</code>) or envelope (with <code>code</code> and <code>message</code>); <code>delay</code> \
         is in milliseconds; <code>times</code> is the number of affected requests.</p>\n</body>\n</html>\n",
        names.join(", ")
    );
    let mut response = response::html(status, text);
    let policy = HeaderValue::from_static("default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
