//! The API on another origin (CORS), and the page in a frame of another origin (`frame-ancestors`).

use crate::deployment::{Deployment, with_edits};
use crate::server::Server;
use replica_log_e2e::{
    AllowedErrors, Browser, Demo, Endpoint, Fault, FaultResponse, Options, Setup, Tab, TestResult, browser_test,
    examples,
};
use serde_json::{Value, json};
use std::net::Ipv4Addr;
use std::time::Duration;
use tokio::net::TcpListener;

/// The settings of nginx for its own host, with these sources for `connect-src` and `frame-ancestors`.
fn settings(deployment: &Deployment, connect: &str, frames: &str, service: &str, port: u16) -> String {
    with_edits(
        &deployment.read("nginx/server.conf"),
        &[
            ("$replica_log_connect \"'self'\"", format!("$replica_log_connect \"{connect}\"")),
            ("$replica_log_frames \"'self'\"", format!("$replica_log_frames \"{frames}\"")),
            ("http://127.0.0.1:8080;", format!("{service};")),
            ("listen 80;", format!("listen 127.0.0.1:{port};")),
        ],
    )
}

/// nginx with these settings.
pub fn nginx(deployment: &Deployment, connect: &str, frames: &str, service: &str) -> Server {
    Server::nginx(false, |port| settings(deployment, connect, frames, service, port))
}

/// The response headers that docs/deploying.md gives for another origin of the same site.
fn documented_headers() -> Vec<(&'static str, &'static str)> {
    let lines = include_str!("../../../../docs/deploying.md").lines();
    let headers = lines.filter(|line| line.starts_with("Access-Control-") || line.starts_with("Vary: "));
    headers.filter_map(|line| line.split_once(": ")).collect()
}

/// The CORS headers of BK-Repo's gateway as it is delivered: no header is exposed, and the list of allowed ones has
/// neither the time zone nor the project.
const STOCK_HEADERS: [(&str, &str); 4] = [
    ("Access-Control-Allow-Origin", "https://replica-log.example.com"),
    ("Access-Control-Allow-Credentials", "true"),
    ("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE, OPTIONS"),
    (
        "Access-Control-Allow-Headers",
        "Authorization,Content-Type,withcredentials,credentials,Accept,Origin,User-Agent,Cache-Control,Keep-Alive,\
         X-Requested-With,If-Modified-Since,X-CSRFToken,X-DEVOPS-PROJECT-ID,X-DEVOPS-TASK-ID,X-BKREPO-UID,\
         X-BKREPO-API-TYPE",
    ),
];

/// The trace id that the gateway of these tests sends.
const TRACE_ID: &str = "0af7651916cd43dd8448eb211c80319c";

/// The page on `127.0.0.1`, and a gateway with the API below `/web/` on another port.
struct TwoOrigins {
    page: Server,
    deployment: Deployment,
    demo: Demo,
}

impl TwoOrigins {
    /// Starts nginx for both origins, and the service behind the gateway. The gateway is at `host`, and sends these headers
    /// with the origin of the page in place of the example's; `config` is added to the configuration of the page.
    async fn start(host: &str, headers: &[(&str, &str)], config: Value) -> TestResult<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let service = format!("http://{}", listener.local_addr()?);
        let demo = Demo::new(Options { run_for: Duration::ZERO, ..Options::default() });
        let router = demo.router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        let deployment = Deployment::new("/", &json!({}));
        let page = Server::nginx(false, |port| {
            let free = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
            let gateway_port = free.local_addr().unwrap().port();
            let gateway = format!("http://{host}:{gateway_port}");
            let mut config = config.clone();
            config["apiBase"] = json!(format!("{gateway}/web"));
            deployment.configure(&config);
            let origin = format!("http://127.0.0.1:{port}");
            let header = |(name, value): &(&str, &str)| {
                format!("add_header {name} \"{}\" always;\n", value.replace("https://replica-log.example.com", &origin))
            };
            let headers: String = headers.iter().map(header).collect();
            format!(
                "{}\nserver {{\nlisten 127.0.0.1:{gateway_port};\nlocation /web/ {{\nproxy_pass {service}/;\n\
                proxy_hide_header X-BKREPO-RID;\nadd_header X-BKREPO-RID {TRACE_ID} always;\n{headers}\
                if ($request_method = OPTIONS) {{\n{headers}return 204;\n}}\n}}\n}}\n",
                // The page's own origin has no API.
                settings(&deployment, &format!("'self' {gateway}"), "'self'", "http://127.0.0.1:9", port),
            )
        });
        Ok(Self { page, deployment, demo })
    }

    /// Opens an execution.
    async fn open_record(&self, tab: &Tab) -> TestResult {
        let record = format!("records/{}?version=0.9", examples::ODD_RECORD);
        tab.driver().goto(self.page.url(&self.deployment, &record)).await?;
        Ok(())
    }
}

#[test]
fn api_on_another_origin_of_the_same_site_works_with_the_documented_headers() -> TestResult {
    let headers = documented_headers();
    assert_eq!(headers.len(), 6, "{headers:?}");
    browser_test(Setup::with_request_errors(), async |tab| {
        let origins = TwoOrigins::start("127.0.0.1", &headers, json!({ "projectId": "blueking" })).await?;
        // A document of the host that sends no requests without the cookie.
        tab.driver().goto(origins.page.url(&origins.deployment, "assets/missing")).await?;
        tab.evaluate("(document.cookie = 'bkrepo_ticket=a-ticket; path=/')").await?;
        origins.open_record(tab).await?;
        tab.wait_for_count("table.rl-details tbody", 2).await?;
        let requests = origins.demo.requests();
        assert!(!requests.is_empty());
        for seen in requests {
            assert_eq!(seen.header("origin"), Some(&*origins.page.origin));
            assert_eq!(seen.header("cookie"), Some("bkrepo_ticket=a-ticket"));
            assert_eq!(seen.header("x-csrftoken"), Some("a-ticket"));
            assert_eq!(seen.header("x-bkrepo-project-id"), Some("blueking"));
            assert_eq!(seen.header("x-bkrepo-time-zone"), Some("Asia/Shanghai"));
        }
        // The page reads each exposed header.
        tab.wait_for_text("body", "Asia/Shanghai +08:00").await?;
        origins.demo.faults().add(Fault::new(Endpoint::DetailPage, FaultResponse::RetryAfter(3600)));
        origins.open_record(tab).await?;
        tab.wait_for_text(".rl-failure[data-kind=TooMany]", "The service asks you to wait 1 hr 0 min.").await?;
        origins.demo.faults().clear();
        origins.demo.faults().add(Fault::new(Endpoint::DetailPage, FaultResponse::Html));
        origins.open_record(tab).await?;
        tab.wait_for_fact_in(".rl-failure[data-kind=SignIn]", "Trace ID", TRACE_ID).await?;
        Ok(())
    })
}

#[test]
fn api_on_another_site_works_with_the_stock_cors_rules_if_no_time_zone_is_sent() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let origins = TwoOrigins::start("localhost", &STOCK_HEADERS, json!({ "sendTimeZone": false })).await?;
        origins.open_record(tab).await?;
        tab.wait_for_count("table.rl-details tbody", 2).await?;
        for seen in origins.demo.requests() {
            assert_eq!(seen.header("origin"), Some(&*origins.page.origin));
            assert_eq!((seen.header("x-bkrepo-time-zone"), seen.header("x-bkrepo-project-id")), (None, None));
        }
        // No header is exposed.
        tab.wait_for_text("body", "Unknown zone").await?;
        Ok(())
    })
}

#[test]
fn stock_cors_rules_refuse_the_time_zone_and_the_page_names_the_reason() -> TestResult {
    let setup = Setup { allowed_errors: AllowedErrors::Any, ..Setup::default() };
    browser_test(setup, async |tab| {
        let origins = TwoOrigins::start("localhost", &STOCK_HEADERS, json!({})).await?;
        origins.open_record(tab).await?;
        tab.wait_for_text(
            ".rl-failure[data-kind=Offline]",
            "If its CORS rules do not allow the headers of sendTimeZone and projectId, turn these options off.",
        )
        .await?;
        assert_eq!(origins.demo.requests(), []);
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
