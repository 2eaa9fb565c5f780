//! The shipped settings forward no request that could change something, because they can add an administrator's credentials.

use crate::caddy::caddy;
use crate::cross_origin::nginx;
use crate::deployment::Deployment;
use crate::server_checks::{get, run_without_browser};
use serde_json::json;
use tokio::net::TcpListener;

#[test]
fn shipped_settings_forward_requests_that_read_alone() {
    run_without_browser(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let service = format!("http://{}", listener.local_addr().unwrap());
        let router = axum::Router::new().fallback(async || "the service");
        tokio::spawn(async move { axum::serve(listener, router).await });
        let deployment = Deployment::new("/", &json!({ "apiBase": "" }));
        let path = "/replication/api/task/execute/k";
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        for server in [nginx(&deployment, "'self'", "'self'", &service), caddy(&deployment, "", &service)] {
            let url = format!("{}{path}", server.origin);
            assert_eq!(get(&url, &[]).await.body, b"the service");
            for method in ["POST", "PUT", "DELETE"] {
                let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
                assert_eq!(client.request(method, &url).send().await.unwrap().status(), 403, "{url}");
            }
        }
    });
}
