//! What every server promises, whatever its settings are written in.

use crate::deployment::Deployment;
use crate::server::Server;
use replica_log_e2e::{Tab, TestResult, examples};
use reqwest::header::{HeaderMap, HeaderValue};

/// An answer, whole.
pub struct Response {
    pub status: u16,
    headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Response {
    /// The one value of a header, empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        let all: Vec<&HeaderValue> = self.headers.get_all(name).iter().collect();
        assert!(all.len() < 2, "{name} comes {} times", all.len());
        all.first().map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// Whether it says that another coding would be another answer.
    fn varies(&self) -> bool {
        self.headers.get_all("vary").iter().any(|value| value.to_str().unwrap().eq_ignore_ascii_case("accept-encoding"))
    }
}

/// Asks, with these headers.
pub async fn get(url: &str, headers: &[(&str, &str)]) -> Response {
    let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let mut request = client.get(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = request.send().await.unwrap();
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    Response { status, headers, body: answer.bytes().await.unwrap().to_vec() }
}

/// Runs what needs no browser.
pub fn run_without_browser(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(test);
}

const IMMUTABLE: &str = "public, max-age=31536000, immutable";

fn check_security_headers(answer: &Response, what: &str) {
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(answer.header("referrer-policy"), "same-origin", "{what}");
    assert!(answer.header("permissions-policy").contains("camera=()"), "{what}");
    let policy = answer.header("content-security-policy");
    for rule in ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'"] {
        assert!(policy.split("; ").any(|part| part == rule), "{what}: {policy}");
    }
}

/// Assets under their own types and kept for ever, their compressed twins for who takes them.
pub async fn check_assets(server: &Server, deployment: &Deployment, codings: &[&str]) {
    let assets = deployment.assets();
    assert!(assets.len() >= 5, "{assets:?}");
    for asset in assets {
        let url = server.url(deployment, &asset);
        let plain = get(&url, &[]).await;
        assert_eq!((plain.status, plain.header("content-encoding")), (200, ""), "{asset}");
        assert!(plain.body == std::fs::read(deployment.path(&format!("site/{asset}"))).unwrap(), "{asset}");
        let kind = plain.header("content-type").split(';').next().unwrap();
        let expected = match asset.rsplit('.').next().unwrap() {
            "js" => "text/javascript",
            "css" => "text/css",
            "wasm" => "application/wasm",
            _ => "image/svg+xml",
        };
        assert_eq!(kind, expected, "{asset}");
        assert_eq!(plain.header("cache-control"), IMMUTABLE, "{asset}");
        assert_eq!(plain.header("link"), "", "{asset}");
        assert!(plain.varies(), "{asset}");
        check_security_headers(&plain, &asset);
        for coding in codings {
            let small = get(&url, &[("accept-encoding", coding)]).await;
            assert_eq!((small.status, small.header("content-encoding")), (200, *coding), "{asset}");
            assert_eq!(small.header("content-type"), plain.header("content-type"), "{asset}");
            assert_eq!(small.header("cache-control"), IMMUTABLE, "{asset}");
            assert!(small.varies(), "{asset}");
            let twin = format!("site/{asset}.{}", if *coding == "gzip" { "gz" } else { coding });
            assert!(small.body == std::fs::read(deployment.path(&twin)).unwrap(), "{asset}: not the twin");
        }
        let again = get(&url, &[("if-none-match", plain.header("etag"))]).await;
        assert_eq!((again.status, again.header("cache-control")), (304, IMMUTABLE), "{asset}");
    }
}

/// The page at every deployment, never kept without asking, with what it will ask for; nothing else in its stead.
pub async fn check_routes(server: &Server, deployment: &Deployment) {
    let page = std::fs::read(deployment.path("site/index.html")).unwrap();
    for below in ["", "index.html", "tasks/a", "tasks/a.b/", "records/a%2Fb?status=FAILED", "embed/records/a"] {
        let answer = get(&server.url(deployment, below), &[]).await;
        assert!(answer.status == 200 && answer.body == page, "{below}: {}", answer.status);
        assert_eq!(answer.header("content-type").to_ascii_lowercase(), "text/html; charset=utf-8", "{below}");
        assert_eq!(answer.header("cache-control"), "no-cache", "{below}");
        check_security_headers(&answer, below);
        let small = get(&server.url(deployment, below), &[("accept-encoding", "gzip")]).await;
        assert!(answer.varies() && small.varies(), "{below}");
        assert!(small.header("content-encoding") == "gzip" && small.body.len() < page.len());
        let again = get(&server.url(deployment, below), &[("if-none-match", answer.header("etag"))]).await;
        assert_eq!((again.status, again.header("cache-control")), (304, "no-cache"), "{below}");
        let links: Vec<_> = answer.header("link").split(", ").collect();
        assert_eq!(links.len(), 4, "{links:?}");
        for link in links {
            let asset = link.strip_prefix(&format!("<{}", deployment.base)).and_then(|link| link.split('>').next());
            let asset = asset.unwrap_or_else(|| panic!("{link} is not below {}", deployment.base)).to_owned();
            assert!(deployment.assets().contains(&asset), "{asset}");
        }
    }
    for below in
        ["assets/replica-log-0000000000000000.wasm", "assets/gone.js", "assets/", "gone.js", "gone", "tasks", "_/x"]
    {
        let answer = get(&server.url(deployment, below), &[]).await;
        assert_eq!(answer.status, 404, "{below}");
        assert!(!String::from_utf8_lossy(&answer.body).contains("replica-log-config"), "{below}: the page");
        assert_eq!(answer.header("cache-control"), "no-cache", "{below}");
        assert_eq!(answer.header("link"), "", "{below}");
        check_security_headers(&answer, below);
    }
    let licences = get(&server.url(deployment, "third-party-licences.txt"), &[("accept-encoding", "gzip")]).await;
    assert_eq!((licences.status, licences.header("content-encoding")), (200, "gzip"));
    assert_eq!(licences.header("content-type").to_ascii_lowercase(), "text/plain; charset=utf-8");
    assert_eq!(licences.header("cache-control"), "no-cache");
}

/// A person sees rows, and the browser loads each asset once and has nothing to say.
pub async fn check_app_shows_rows(tab: &Tab, server: &Server, deployment: &Deployment) -> TestResult {
    tab.driver().goto(server.url(deployment, &format!("records/{}?version=0.9", examples::ODD_RECORD))).await?;
    tab.wait_for_count("table.rl-details tbody", 2).await?;
    // All but the icon, which the window asks for when it likes.
    let loaded = "performance.getEntriesByType('resource').map(e => e.name)\
        .filter(n => n.includes('/assets/') && !n.endsWith('.svg')).sort()";
    let loaded = tab.evaluate(loaded).await?;
    let mut expected: Vec<_> = deployment.assets().iter().map(|asset| server.url(deployment, asset)).collect();
    let later: Vec<_> = expected.iter().filter(|asset| asset.contains("/part-dialogs-")).cloned().collect();
    expected.retain(|asset| !asset.ends_with(".svg") && !asset.contains("/part-"));
    expected.sort();
    assert_eq!(loaded, serde_json::json!(expected), "each once");
    // And what is opened, when it is opened.
    tab.click(".rl-help").await?;
    tab.wait_for_count("dialog[data-name=keys][open] dt", 7).await?;
    let loaded = tab.evaluate("performance.getEntriesByType('resource').map(e => e.name)").await?;
    for part in later {
        assert!(loaded.as_array().unwrap().contains(&part.as_str().into()), "{part} is not among {loaded}");
    }
    let said = tab.console_log().await?;
    assert!(said.is_empty(), "{said:?}");
    Ok(())
}
