//! Checks that every web server must pass: caching, compression, routes, security headers.

use crate::deployment::Deployment;
use crate::server::Server;
use replica_log_e2e::{Tab, TestResult, examples};
use reqwest::header::{HeaderMap, HeaderValue};

/// A complete HTTP response.
pub struct Response {
    pub status: u16,
    headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Response {
    /// The value of a header, empty if it is missing. Panics if it occurs more than once.
    pub fn header(&self, name: &str) -> &str {
        let all: Vec<&HeaderValue> = self.headers.get_all(name).iter().collect();
        assert!(all.len() < 2, "{name} comes {} times", all.len());
        all.first().map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// Whether `Vary` includes `Accept-Encoding`.
    fn varies(&self) -> bool {
        self.headers.get_all("vary").iter().any(|value| value.to_str().unwrap().eq_ignore_ascii_case("accept-encoding"))
    }
}

/// Sends a GET request with these headers, without following redirects.
pub async fn get(url: &str, headers: &[(&str, &str)]) -> Response {
    let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let mut request = client.get(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Response { status, headers, body: response.bytes().await.unwrap().to_vec() }
}

/// Runs an async test that needs no browser.
pub fn run_without_browser(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(test);
}

const IMMUTABLE: &str = "public, max-age=31536000, immutable, no-transform";

fn check_security_headers(response: &Response, what: &str) {
    assert_eq!(response.header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(response.header("referrer-policy"), "same-origin", "{what}");
    assert!(response.header("permissions-policy").contains("camera=()"), "{what}");
    let policy = response.header("content-security-policy");
    for rule in ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'"] {
        assert!(policy.split("; ").any(|part| part == rule), "{what}: {policy}");
    }
}

/// Checks every asset: content type, immutable caching, precompressed variants, revalidation.
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
        check_security_headers(&plain, &asset);
        // Compression makes the smallest parts larger.
        if plain.body.len() < 200 {
            continue;
        }
        assert!(plain.varies(), "{asset}");
        for coding in codings {
            let compressed = get(&url, &[("accept-encoding", coding)]).await;
            assert_eq!((compressed.status, compressed.header("content-encoding")), (200, *coding), "{asset}");
            assert_eq!(compressed.header("content-type"), plain.header("content-type"), "{asset}");
            assert_eq!(compressed.header("cache-control"), IMMUTABLE, "{asset}");
            assert!(compressed.varies(), "{asset}");
            let precompressed = format!("site/{asset}.{}", if *coding == "gzip" { "gz" } else { coding });
            assert!(
                compressed.body == std::fs::read(deployment.path(&precompressed)).unwrap(),
                "{asset}: not the precompressed file"
            );
        }
        let again = get(&url, &[("if-none-match", plain.header("etag"))]).await;
        assert_eq!((again.status, again.header("cache-control")), (304, IMMUTABLE), "{asset}");
    }
}

/// Checks that every route serves the page with `no-cache` and preload links, and that other paths are 404.
pub async fn check_routes(server: &Server, deployment: &Deployment) {
    let page = std::fs::read(deployment.path("site/index.html")).unwrap();
    for below in [
        "",
        "index.html",
        "projects/a/plans",
        "tasks/a",
        "tasks/a.b/",
        "records/a%2Fb?status=FAILED",
        "embed/records/a",
    ] {
        let response = get(&server.url(deployment, below), &[]).await;
        assert!(response.status == 200 && response.body == page, "{below}: {}", response.status);
        assert_eq!(response.header("content-type").to_ascii_lowercase(), "text/html; charset=utf-8", "{below}");
        assert_eq!(response.header("cache-control"), "no-cache, no-transform", "{below}");
        check_security_headers(&response, below);
        let compressed = get(&server.url(deployment, below), &[("accept-encoding", "gzip")]).await;
        assert!(response.varies() && compressed.varies(), "{below}");
        assert!(compressed.header("content-encoding") == "gzip" && compressed.body.len() < page.len());
        let again = get(&server.url(deployment, below), &[("if-none-match", response.header("etag"))]).await;
        assert_eq!((again.status, again.header("cache-control")), (304, "no-cache, no-transform"), "{below}");
        let links: Vec<_> = response.header("link").split(", ").collect();
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
        let response = get(&server.url(deployment, below), &[]).await;
        assert_eq!(response.status, 404, "{below}");
        assert!(
            !String::from_utf8_lossy(&response.body).contains("replica-log-config"),
            "{below}: index.html was served"
        );
        assert_eq!(response.header("cache-control"), "no-cache, no-transform", "{below}");
        assert_eq!(response.header("link"), "", "{below}");
        check_security_headers(&response, below);
    }
    let licences = get(&server.url(deployment, "third-party-licences.txt"), &[("accept-encoding", "gzip")]).await;
    assert_eq!((licences.status, licences.header("content-encoding")), (200, "gzip"));
    assert_eq!(licences.header("content-type").to_ascii_lowercase(), "text/plain; charset=utf-8");
    assert_eq!(licences.header("cache-control"), "no-cache, no-transform");
}

/// Opens the app in a browser: it shows rows, loads each asset once, and writes nothing to the console.
pub async fn check_app_shows_rows(tab: &Tab, server: &Server, deployment: &Deployment) -> TestResult {
    tab.driver().goto(server.url(deployment, &format!("records/{}?version=0.9", examples::ODD_RECORD))).await?;
    tab.wait_for_count("table.rl-details tbody", 2).await?;
    // Without the favicon, which browsers request at any time.
    let loaded = "performance.getEntriesByType('resource').map(e => e.name)\
        .filter(n => n.includes('/assets/') && !n.endsWith('.svg')).sort()";
    let loaded = tab.evaluate(loaded).await?;
    let mut expected: Vec<_> = deployment.assets().iter().map(|asset| server.url(deployment, asset)).collect();
    let chunks: Vec<_> = expected.iter().filter(|asset| asset.contains("/part-dialogs-")).cloned().collect();
    // Of the parts, only the words of the language.
    expected
        .retain(|asset| !asset.ends_with(".svg") && (!asset.contains("/part-") || asset.contains("/part-words-en-")));
    expected.sort();
    assert_eq!(loaded, serde_json::json!(expected), "each asset once");
    // Chunks are loaded when first opened.
    tab.click(".rl-help").await?;
    tab.wait_for_count("dialog[data-name=keys][open] dt", 7).await?;
    let loaded = tab.evaluate("performance.getEntriesByType('resource').map(e => e.name)").await?;
    for part in chunks {
        assert!(loaded.as_array().unwrap().contains(&part.as_str().into()), "{part} is not among {loaded}");
    }
    let console = tab.console_log().await?;
    assert!(console.is_empty(), "{console:?}");
    Ok(())
}
