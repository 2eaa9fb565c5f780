//! The browser's own sign-in dialog: the shipped settings hide the header that opens it.

use crate::caddy::caddy;
use crate::cross_origin::nginx;
use crate::deployment::Deployment;
use crate::server_checks::{get, run_without_browser};
use axum::http::{StatusCode, header};
use serde_json::json;
use tokio::net::TcpListener;

#[test]
fn shipped_settings_pass_on_a_refusal_without_the_header_that_opens_the_browsers_dialog() {
    run_without_browser(async {
        const BODY: &str = r#"{"code":250114,"message":"Authentication failed","data":null,"traceId":"t"}"#;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let service = format!("http://{}", listener.local_addr().unwrap());
        let refusal = (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Basic")], BODY);
        let router = axum::Router::new().fallback(async move || refusal);
        tokio::spawn(async move { axum::serve(listener, router).await });
        let deployment = Deployment::new("/", &json!({ "apiBase": "" }));
        let path = "/replication/api/task/record/r";
        let direct = get(&format!("{service}{path}"), &[]).await;
        assert_eq!((direct.status, direct.header("www-authenticate")), (401, "Basic"));
        for server in [nginx(&deployment, "'self'", "'self'", &service), caddy(&deployment, "", &service)] {
            let response = get(&format!("{}{path}", server.origin), &[]).await;
            assert_eq!((response.status, response.header("www-authenticate")), (401, ""));
            assert_eq!(response.body, BODY.as_bytes());
        }
    });
}
