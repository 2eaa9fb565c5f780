//! nginx, on its own host and as a location in the console's gateway.

use crate::deployment::{Deployment, with_edits};
use crate::server::Server;
use crate::server_checks::{check_app_shows_rows, check_assets, check_routes, get};
use replica_log_e2e::{Setup, TestResult, browser_test};
use serde_json::json;

#[test]
fn nginx_serves_the_app_on_its_own_host() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let deployment = Deployment::new("/", &json!({ "apiBase": "" }));
        let settings = deployment.read("nginx/server.conf");
        let service = tab.url("").trim_end_matches('/').to_owned();
        let server = Server::nginx(true, |port| {
            with_edits(
                &settings,
                &[
                    ("listen 80;", format!("listen 127.0.0.1:{port};")),
                    ("http://127.0.0.1:8080;", format!("{service};")),
                ],
            )
        });
        check_assets(&server, &deployment, &["br", "gzip"]).await;
        check_routes(&server, &deployment).await;
        check_app_shows_rows(tab, &server, &deployment).await
    })
}

/// A gateway like the console's: pages below `/ui`, the API below `/web`.
fn gateway(deployment: &Deployment, console: &str, service: &str, port: u16) -> String {
    let http = deployment.path("nginx/http.conf");
    format!(
        "include {};\nserver {{\nlisten 127.0.0.1:{port};\n\
        add_header X-Gateway yes;\n\
        location /ui {{ return 200 console; }}\n\
        location ~ ^/ui/.*\\.js$ {{ return 200 script; }}\n\
        location ~ ^/web/([a-zA-Z]+)/(.*) {{ proxy_pass {service}; }}\n{console}}}\n",
        http.display()
    )
}

#[test]
fn nginx_serves_the_app_inside_the_console_gateway() -> TestResult {
    let mut setup = Setup::default();
    setup.options.api_base = "/web".into();
    browser_test(setup, async |tab| {
        let deployment = Deployment::new("/ui/replica-log/", &json!({ "apiBase": "/web" }));
        let console = deployment.read("nginx/console.conf");
        let service = tab.url("").trim_end_matches('/').to_owned();
        let server = Server::nginx(false, |port| gateway(&deployment, &console, &service, port));
        check_assets(&server, &deployment, &["gzip"]).await;
        check_routes(&server, &deployment).await;
        let redirect = get(&format!("{}/ui/replica-log?a=b", server.origin), &[]).await;
        assert_eq!((redirect.status, redirect.header("location")), (301, "/ui/replica-log/?a=b"));
        // The console's own paths are unaffected.
        for (path, body) in [("/ui/", "console"), ("/ui/replica-logs/tasks/a", "console"), ("/ui/a.js", "script")] {
            let answer = get(&format!("{}{path}", server.origin), &[]).await;
            assert_eq!((answer.status, answer.body), (200, body.into()), "{path}");
        }
        check_app_shows_rows(tab, &server, &deployment).await
    })
}

#[test]
fn nginx_serves_the_app_below_a_base_path_with_a_space() -> TestResult {
    let mut setup = Setup::default();
    setup.options.api_base = "/web".into();
    browser_test(setup, async |tab| {
        let deployment = Deployment::new("/a%20path/", &json!({ "apiBase": "/web" }));
        let console = with_edits(
            &deployment.read("nginx/console.conf"),
            &[
                ("\"/ui/replica-log", "\"/a path".into()),
                ("\"^/ui/replica-log", "\"^/a path".into()),
                ("return 301 /ui/replica-log/", "return 301 /a%20path/".into()),
                ("$replica_log_base /ui/replica-log/;", "$replica_log_base /a%20path/;".into()),
            ],
        );
        let service = tab.url("").trim_end_matches('/').to_owned();
        let server = Server::nginx(true, |port| gateway(&deployment, &console, &service, port));
        check_assets(&server, &deployment, &["br", "gzip"]).await;
        check_routes(&server, &deployment).await;
        let redirect = get(&format!("{}/a%20path", server.origin), &[]).await;
        assert_eq!((redirect.status, redirect.header("location")), (301, "/a%20path/"));
        check_app_shows_rows(tab, &server, &deployment).await
    })
}
