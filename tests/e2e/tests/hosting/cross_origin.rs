//! The API on another origin (CORS), and the page in a frame of another origin (`frame-ancestors`).

use crate::deployment::{Deployment, with_edits};
use crate::server::Server;
use replica_log_e2e::{AllowedErrors, Browser, Demo, Options, Setup, TestResult, browser_test, examples};
use serde_json::json;
use std::time::Duration;
use tokio::net::TcpListener;

/// nginx with the settings for its own host, with these sources for `connect-src` and `frame-ancestors`.
fn nginx(deployment: &Deployment, connect: &str, frames: &str, service: &str) -> Server {
    let settings = with_edits(
        &deployment.read("nginx/server.conf"),
        &[
            ("$replica_log_connect \"'self'\"", format!("$replica_log_connect \"{connect}\"")),
            ("$replica_log_frames \"'self'\"", format!("$replica_log_frames \"{frames}\"")),
            ("http://127.0.0.1:8080;", format!("{service};")),
        ],
    );
    Server::nginx(false, |port| with_edits(&settings, &[("listen 80;", format!("listen 127.0.0.1:{port};"))]))
}

#[test]
fn api_on_another_origin_works_with_cors_and_credentials() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let service = format!("http://{}", listener.local_addr()?);
        let deployment = Deployment::new("/", &json!({ "apiBase": service }));
        // The page's own origin has no API.
        let server = nginx(&deployment, &format!("'self' {service}"), "'self'", "http://127.0.0.1:9");
        let allow_origin = Some(server.origin.clone());
        let demo = Demo::new(Options { allow_origin, run_for: Duration::ZERO, ..Options::default() });
        let router = demo.router();
        tokio::spawn(async move { axum::serve(listener, router).await });

        tab.driver().goto(server.url(&deployment, "")).await?;
        tab.evaluate("(document.cookie = 'bkrepo_ticket=a-ticket')").await?;
        tab.driver().goto(server.url(&deployment, &format!("records/{}?version=0.9", examples::ODD_RECORD))).await?;
        tab.wait_for_count("table.rl-details tbody", 2).await?;
        let requests = demo.requests();
        assert!(!requests.is_empty());
        for seen in requests {
            assert_eq!(seen.header("origin"), Some(&*server.origin));
            assert_eq!(seen.header("cookie"), Some("bkrepo_ticket=a-ticket"));
            assert_eq!(seen.header("x-csrftoken"), Some("a-ticket"));
        }
        // The time zone header is exposed by CORS.
        tab.wait_for_text("body", "Asia/Shanghai +08:00").await?;
        Ok(())
    })
}

#[test]
fn frame_ancestors_allows_only_the_configured_portal() -> TestResult {
    let setup = Setup { allowed_errors: AllowedErrors::Any, ..Setup::default() };
    browser_test(setup, async |tab| {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let deployment = Deployment::new("/", &json!({ "apiBase": "" }));
        let service = tab.url("").trim_end_matches('/').to_owned();
        let server = nginx(&deployment, "'self'", &format!("'self' http://127.0.0.1:{port}"), &service);
        let framed = server.url(&deployment, &format!("embed/records/{}?version=0.9", examples::ODD_RECORD));
        let page = format!("<!doctype html><title>A portal</title><iframe src=\"{framed}\" width=1000></iframe>");
        let router = axum::Router::new().fallback(async move || axum::response::Html(page));
        tokio::spawn(async move { axum::serve(listener, router).await });

        tab.driver().goto(format!("http://127.0.0.1:{port}/")).await?;
        tab.driver().enter_frame(0).await?;
        tab.wait_for_count("table.rl-details tbody", 2).await?;
        // Another host name is another origin.
        tab.driver().goto(format!("http://localhost:{port}/")).await?;
        tab.driver().enter_frame(0).await?;
        // geckodriver cannot read the console; Firefox's error page shows the reason instead.
        if Browser::under_test() == Browser::Firefox {
            tab.wait_until("the frame to be refused", "/^about:neterror\\?e=cspBlocked/.test(document.documentURI)")
                .await?;
            return Ok(());
        }
        tab.wait_for_value("the frame to be refused", "location.protocol", "chrome-error:").await?;
        let console = tab.console_log().await?;
        assert!(console.iter().any(|line| line.contains("frame-ancestors")), "{console:?}");
        Ok(())
    })
}
