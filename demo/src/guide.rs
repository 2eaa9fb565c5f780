//! The page for a person: where to look, and what to break.

use crate::endpoint::Endpoint;
use crate::examples;
use crate::faults::{Fault, FaultAnswer, Faults, On};
use crate::filter::Query;
use crate::reply;
use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use std::fmt::Write;
use std::time::Duration;

/// `/demo`, `/demo/faults?…` and `/demo/faults/clear`.
pub(crate) fn answer(path: &str, query: &str, faults: &Faults, base: &str) -> Response<Body> {
    match path {
        "/demo" | "/demo/" => page(StatusCode::OK, "", faults, base),
        "/demo/faults/clear" => {
            faults.clear();
            back()
        }
        "/demo/faults" => match read(&Query::read(query)) {
            Ok(fault) => {
                faults.add(fault);
                back()
            }
            Err(mistake) => page(StatusCode::BAD_REQUEST, &mistake, faults, base),
        },
        _ => page(StatusCode::NOT_FOUND, "There is no such page.", faults, base),
    }
}

fn back() -> Response<Body> {
    let mut response = reply::response(StatusCode::SEE_OTHER, "text/plain", "");
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, HeaderValue::from_static("/demo"));
    response
}

/// A fault from its address: `on`, `when`, `delay` in milliseconds, `answer`, `times`.
fn read(query: &Query) -> Result<Fault, String> {
    let on = match query.get("on") {
        None | Some("" | "any") => On::Any,
        Some(name) => match Endpoint::ALL.iter().find(|endpoint| endpoint.name() == name) {
            Some(endpoint) => On::Endpoint(*endpoint),
            None => On::Path(name.into()),
        },
    };
    let number = |name: &str| match query.get(name) {
        None | Some("") => Ok(None),
        Some(text) => match text.parse::<u32>() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(format!("“{name}” must be a whole number, not “{text}”.")),
        },
    };
    let answer = match query.get("answer").unwrap_or("genuine") {
        "" | "genuine" => FaultAnswer::Genuine,
        "html" => FaultAnswer::Html,
        "not-json" => FaultAnswer::NotJson,
        "truncated" => FaultAnswer::Truncated,
        "cut" => FaultAnswer::Cut,
        "drop" => FaultAnswer::Drop,
        "body" => FaultAnswer::Body(query.get("body").unwrap_or_default().into()),
        "hang" => FaultAnswer::Hang,
        "retry-after" => FaultAnswer::RetryAfter(number("seconds")?.unwrap_or(5).into()),
        "envelope" => FaultAnswer::Envelope {
            code: query.get("code").and_then(|code| code.parse().ok()).unwrap_or(250_102),
            message: query.get("message").unwrap_or("系统服务错误").into(),
        },
        status => match status.parse::<u16>() {
            Ok(status @ 400..=599) => FaultAnswer::Status(status),
            _ => return Err(format!("“{status}” is no answer that is known here.")),
        },
    };
    Ok(Fault {
        on,
        when: query.get("when").filter(|when| !when.is_empty()).map(str::to_string),
        delay: Duration::from_millis(number("delay")?.unwrap_or(0).into()),
        answer,
        times: number("times")?,
    })
}

const TO_TRY: [(&str, &str); 10] = [
    ("answer=genuine&amp;delay=2000", "Every answer two seconds late"),
    ("on=overview&amp;answer=500", "The overview fails with 500"),
    ("on=detail-page&amp;answer=502&amp;times=1", "The next page of details: 502 from the gateway, once"),
    ("answer=401", "Signed out"),
    ("answer=403", "No permission"),
    ("answer=440", "Blocked by a network rule"),
    ("answer=retry-after&amp;seconds=10&amp;times=2", "Too many requests, wait ten seconds, twice"),
    ("answer=html", "A page instead of JSON"),
    ("on=detail-page&amp;answer=cut", "Details: the connection breaks in the middle"),
    ("on=record&amp;answer=hang", "The record never answers"),
];

fn page(status: StatusCode, mistake: &str, faults: &Faults, base: &str) -> Response<Body> {
    let mut text = String::from(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>Replica Log: the demo</title>\n\
         </head>\n<body>\n<h1>Replica Log: the demo</h1>\n",
    );
    // Writing to a string cannot fail.
    if !mistake.is_empty() {
        let _ = writeln!(text, "<p role=\"alert\">{}</p>", escape(mistake));
    }
    let _ = writeln!(text, "<h2>Places</h2>\n<ul>\n<li><a href=\"{base}\">The app</a></li>");
    for (name, task, id) in examples::places() {
        let kind = if task { "tasks" } else { "records" };
        let _ = writeln!(text, "<li><a href=\"{base}{kind}/{id}\">{}</a></li>", escape(name));
    }
    text.push_str("</ul>\n<h2>Faults</h2>\n");
    let set = faults.list();
    if set.is_empty() {
        text.push_str("<p>None is set.</p>\n");
    } else {
        text.push_str("<ul>\n");
        for fault in set {
            let _ = writeln!(text, "<li><code>{}</code></li>", escape(&format!("{fault:?}")));
        }
        text.push_str("</ul>\n<p><a href=\"/demo/faults/clear\">Clear all</a></p>\n");
    }
    text.push_str("<h2>Set one</h2>\n<ul>\n");
    for (query, name) in TO_TRY {
        let _ = writeln!(text, "<li><a href=\"/demo/faults?{query}\">{name}</a></li>");
    }
    let names: Vec<_> = Endpoint::ALL.iter().map(|endpoint| endpoint.name()).collect();
    let _ = write!(
        text,
        "</ul>\n<p>Or write the address: <code>/demo/faults?on=overview&amp;answer=500&amp;delay=2000&amp;times=3</code>. \
         <code>on</code> is {} or a part of the path; <code>when</code> a part of the query; <code>answer</code> \
         a status from 400 to 599, genuine, html, not-json, truncated, cut, drop, hang, retry-after (with \
         <code>seconds</code>), body (with <code>body</code>) or envelope (with <code>code</code> and <code>message</code>); <code>delay</code> \
         is in milliseconds; after <code>times</code> requests it is over.</p>\n</body>\n</html>\n",
        names.join(", ")
    );
    let mut response = reply::html(status, text);
    let policy = HeaderValue::from_static("default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
