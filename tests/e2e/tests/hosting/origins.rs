//! The page on one origin, the service on another; and the page in a frame of somebody else's.

use crate::place::{Place, edited};
use crate::server::Server;
use replica_log_e2e::{Browser, Complaints, Demo, Options, Outcome, Setup, examples, visit};
use serde_json::json;
use std::time::Duration;
use tokio::net::TcpListener;

/// nginx with its settings for a host of its own, where these may be asked and these may frame it.
fn nginx(place: &Place, connect: &str, frames: &str, service: &str) -> Server {
    let settings = edited(
        &place.read("nginx/server.conf"),
        &[
            ("$replica_log_connect \"'self'\"", format!("$replica_log_connect \"{connect}\"")),
            ("$replica_log_frames \"'self'\"", format!("$replica_log_frames \"{frames}\"")),
            ("http://127.0.0.1:8080;", format!("{service};")),
        ],
    );
    Server::nginx(false, |port| edited(&settings, &[("listen 80;", format!("listen 127.0.0.1:{port};"))]))
}

#[test]
fn the_service_may_be_on_another_origin_that_allows_this_one_with_credentials() -> Outcome {
    visit(Setup::default(), async |tab| {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let service = format!("http://{}", listener.local_addr()?);
        let place = Place::new("/", &json!({ "apiBase": service }));
        // What is not on the page's own origin is not there at all.
        let server = nginx(&place, &format!("'self' {service}"), "'self'", "http://127.0.0.1:9");
        let allow_origin = Some(server.origin.clone());
        let demo = Demo::new(Options { allow_origin, run_for: Duration::ZERO, ..Options::default() });
        let router = demo.router();
        tokio::spawn(async move { axum::serve(listener, router).await });

        tab.driver().goto(server.at(&place, "")).await?;
        tab.value("(document.cookie = 'bkrepo_ticket=a-ticket')").await?;
        tab.driver().goto(server.at(&place, &format!("records/{}?version=0.9", examples::ODD_RECORD))).await?;
        tab.counts("table.rl-details tbody", 2).await?;
        let asked = demo.requests();
        assert!(!asked.is_empty());
        for seen in asked {
            assert_eq!(seen.header("origin"), Some(&*server.origin));
            assert_eq!(seen.header("cookie"), Some("bkrepo_ticket=a-ticket"));
            assert_eq!(seen.header("x-csrftoken"), Some("a-ticket"));
        }
        // It may read which zone the times are in.
        tab.sees("body", "Asia/Shanghai +08:00").await?;
        Ok(())
    })
}

#[test]
fn a_portal_that_was_named_may_show_it_in_a_frame_and_no_other() -> Outcome {
    let setup = Setup { complaints: Complaints::Any, ..Setup::default() };
    visit(setup, async |tab| {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let place = Place::new("/", &json!({ "apiBase": "" }));
        let service = tab.address("").trim_end_matches('/').to_owned();
        let server = nginx(&place, "'self'", &format!("'self' http://127.0.0.1:{port}"), &service);
        let framed = server.at(&place, &format!("embed/records/{}?version=0.9", examples::ODD_RECORD));
        let page = format!("<!doctype html><title>A portal</title><iframe src=\"{framed}\" width=1000></iframe>");
        let router = axum::Router::new().fallback(async move || axum::response::Html(page));
        tokio::spawn(async move { axum::serve(listener, router).await });

        tab.driver().goto(format!("http://127.0.0.1:{port}/")).await?;
        tab.driver().enter_frame(0).await?;
        tab.counts("table.rl-details tbody", 2).await?;
        // The same machine under another name is another origin.
        tab.driver().goto(format!("http://localhost:{port}/")).await?;
        tab.driver().enter_frame(0).await?;
        // Firefox's driver does not read the console: there the page in its place says why.
        if Browser::here() == Browser::Firefox {
            tab.until("the frame to be refused", "/^about:neterror\\?e=cspBlocked/.test(document.documentURI)").await?;
            return Ok(());
        }
        tab.until_same("the frame to be refused", "location.protocol", "chrome-error:").await?;
        let said = tab.log().await?;
        assert!(said.iter().any(|line| line.contains("frame-ancestors")), "{said:?}");
        Ok(())
    })
}
