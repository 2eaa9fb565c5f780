//! Caddy, on its own host and below a base path.

use crate::deployment::{Deployment, with_edits};
use crate::server::Server;
use crate::server_checks::{check_app_shows_rows, check_assets, check_routes, get};
use replica_log_e2e::{Setup, TestResult, browser_test};
use serde_json::json;

/// Caddy with the shipped settings, below a base path (not encoded, without a trailing slash).
pub fn caddy(deployment: &Deployment, base: &str, service: &str) -> Server {
    let service = service.trim_start_matches("http://").trim_end_matches('/');
    let mut edits = vec![("127.0.0.1:8080", service.to_owned())];
    if !base.is_empty() {
        let redirect = format!("redir \"{base}\" {}\n", deployment.base);
        edits.push(("\thandle {", format!("\t{redirect}\thandle_path \"{base}/*\" {{")));
        edits.push(("replica_log_base /\n", format!("replica_log_base {}\n", deployment.base)));
    }
    let settings = with_edits(&deployment.read("caddy/Caddyfile"), &edits);
    Server::caddy(|port| {
        with_edits(&settings, &[("http://replica-log.example.com", format!("http://127.0.0.1:{port}"))])
    })
}

fn check_caddy_below(base: &str, encoded: &str) -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let deployment = Deployment::new(encoded, &json!({ "apiBase": "" }));
        let server = caddy(&deployment, base, &tab.url(""));
        check_assets(&server, &deployment, &["br", "gzip"]).await;
        check_routes(&server, &deployment).await;
        if !base.is_empty() {
            let redirect = get(&format!("{}{}", server.origin, encoded.trim_end_matches('/')), &[]).await;
            assert_eq!((redirect.status, redirect.header("location")), (302, encoded));
        }
        check_app_shows_rows(tab, &server, &deployment).await
    })
}

#[test]
fn caddy_serves_the_app_on_its_own_host() -> TestResult {
    check_caddy_below("", "/")
}

#[test]
fn caddy_serves_the_app_below_a_base_path() -> TestResult {
    check_caddy_below("/ui/replica-log", "/ui/replica-log/")
}

#[test]
fn caddy_serves_the_app_below_a_base_path_with_a_space() -> TestResult {
    check_caddy_below("/a path", "/a%20path/")
}
