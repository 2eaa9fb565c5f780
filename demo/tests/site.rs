//! The web server for the app: routes, assets, and the rewriting of `index.html`.

mod common;

use common::{ROOT, TASKS, data_at, frozen_demo_with, get};
use replica_log_demo::{Demo, Options, examples, main_links};
use serde_json::{Value, json};
use std::path::PathBuf;

const PAGE: &str = r#"<!DOCTYPE html>
<html>
<head>
<!-- <base href="/wrong/"> -->
<BASE data-x="1"
  href="/">
<script type="application/json" id="replica-log-config">{ "apiBase": "", "theme": "dark" }</script>
<script type="module" src="app-0123456789abcdef.js"></script>
</head>
<body></body>
</html>
"#;

/// A temporary folder with a built app, removed on drop.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("replica-log-demo-{name}-{}", std::process::id()));
        std::fs::create_dir_all(path.join("img")).unwrap();
        std::fs::write(path.join("index.html"), PAGE).unwrap();
        std::fs::write(path.join("app-0123456789abcdef.js"), "let a;").unwrap();
        std::fs::write(path.join("app-0123456789abcdef_bg.wasm"), b"\0asm").unwrap();
        std::fs::write(path.join("img/plain.svg"), "<svg/>").unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn config(page: &str) -> Value {
    let (_, rest) = page.split_once("id=\"replica-log-config\">").unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

#[tokio::test]
async fn routes_return_the_page_and_assets_have_their_content_type() {
    let folder = Folder::new("root");
    let demo = frozen_demo_with(Options { app: Some(folder.0.clone()), ..Options::default() });
    for place in [
        "/",
        "/index.html",
        "/projects/mobile-games/plans",
        "/projects/v1.2/plans?name=a.b",
        "/embed/projects/demo/plans",
        "/tasks/a.b.c",
        "/records/x%2Fy.js",
        "/embed/tasks/k",
        "/settings",
    ] {
        let page = get(&demo, place, &[]).await;
        assert_eq!(page.status, 200, "{place}");
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
        assert_eq!(page.header("cache-control"), Some("no-cache, no-transform"));
        assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
        let policy = page.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"));
        assert!(page.text().contains("<base href=\"/\">"));
        assert!(page.text().contains("<!-- <base href=\"/wrong/\"> -->"));
        assert_eq!(config(&page.text()), json!({ "apiBase": "", "theme": "dark" }));
    }
    for (asset, kind, cache_control) in [
        (
            "/app-0123456789abcdef.js",
            "text/javascript; charset=utf-8",
            "public, max-age=31536000, immutable, no-transform",
        ),
        ("/app-0123456789abcdef_bg.wasm", "application/wasm", "public, max-age=31536000, immutable, no-transform"),
        ("/img/plain.svg", "image/svg+xml", "no-cache, no-transform"),
    ] {
        let response = get(&demo, asset, &[]).await;
        assert_eq!(response.header("content-type"), Some(kind));
        assert_eq!(response.header("cache-control"), Some(cache_control));
    }
    for missing in ["/gone.js", "/img/gone.png", "/../Cargo.toml", "/%2e%2e/Cargo.toml"] {
        assert_eq!(get(&demo, missing, &[]).await.status, 404, "{missing}");
    }
}

#[tokio::test]
async fn base_path_and_configuration_are_set_in_the_page() {
    let folder = Folder::new("base");
    let demo = frozen_demo_with(Options {
        app: Some(folder.0.clone()),
        base: "/ui/replica log/".into(),
        api_base: "/web".into(),
        config: Some(json!({ "theme": "light", "signInUrl": "</script><!--" })),
        shortcuts: true,
        ..Options::default()
    });
    assert_eq!(demo.base(), "/ui/replica%20log/");
    for start in ["/", "/ui/replica%20log"] {
        let response = get(&demo, start, &[]).await;
        assert_eq!((response.status.as_u16(), response.header("location")), (302, Some("/ui/replica%20log/")));
    }
    let page = get(&demo, "/ui/replica%20log/tasks/x", &[]).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("<base href=\"/ui/replica%20log/\">"));
    let config = config(&page.text());
    assert_eq!(config["apiBase"], "/web");
    assert_eq!(config["theme"], "light");
    assert_eq!(config["signInUrl"], "</script><!--");
    let shortcuts = config["shortcuts"].as_array().unwrap();
    assert_eq!(shortcuts.len(), 10);
    for shortcut in shortcuts {
        assert!(shortcut["name"].is_string());
        let target = ["project", "task", "record"].map(|kind| shortcut[kind].as_str());
        let path = match target {
            [Some(project), None, None] => format!("/web/replication/api/task/page/{project}"),
            [None, Some(key), None] => format!("/web{ROOT}/list/{key}"),
            [None, None, Some(id)] => format!("/web{ROOT}/{id}"),
            _ => panic!("{shortcut}"),
        };
        assert_eq!(get(&demo, &path, &[]).await.status, 200);
    }
    assert_eq!(get(&demo, "/ui/replica%20log/app-0123456789abcdef.js", &[]).await.status, 200);
    assert_eq!(get(&demo, "/app-0123456789abcdef.js", &[]).await.status, 404);
    // The API is available only below its configured prefix.
    let path = format!("{ROOT}/{}", examples::ODD_RECORD);
    assert_eq!(get(&demo, &path, &[]).await.status, 404);
}

#[tokio::test]
async fn the_main_links_lead_to_pages_and_data() {
    let folder = Folder::new("links");
    let demo = frozen_demo_with(Options { app: Some(folder.0.clone()), ..Options::default() });
    let links = main_links();
    let kinds: Vec<_> = links.iter().map(|link| link.path().split('/').next().unwrap().to_string()).collect();
    assert_eq!(kinds, ["projects", "records", "records"]);
    let control_page = get(&demo, "/demo", &[]).await.text();
    for link in links {
        let path = link.path();
        assert!(control_page.contains(&format!("<a href=\"/{path}\">{}</a>", link.name)), "{path}");
        assert_eq!(get(&demo, &format!("/{path}"), &[]).await.header("content-type"), Some("text/html; charset=utf-8"));
        let api = match path.strip_prefix("records/") {
            Some(record) => format!("{ROOT}/{record}"),
            None => format!("{TASKS}/page/{}", examples::PROJECT),
        };
        let data = data_at(&demo, &api).await;
        assert!(data["totalRecords"].as_i64() > Some(20) || data["record"]["status"] == "FAILED", "{path}");
    }
}

#[tokio::test]
async fn behind_the_gateway_the_page_is_configured_for_its_prefix_and_sign_in() {
    let folder = Folder::new("gateway");
    let options = Options { app: Some(folder.0.clone()), gateway: true, ..Options::default() };
    let demo = frozen_demo_with(options);
    assert_eq!(demo.api_base(), "/web");
    let page = get(&demo, "/projects/demo/plans", &[]).await.text();
    let expected = json!({ "apiBase": "/web", "theme": "dark", "signInUrl": "/demo/sign-in?url={url}" });
    assert_eq!(config(&page), expected);
}

#[tokio::test]
async fn the_api_works_without_an_app_folder() {
    let nowhere = std::env::temp_dir().join("replica-log-demo-nothing-here");
    let error = Demo::open(Options { app: Some(nowhere), ..Options::default() });
    assert!(error.err().unwrap().to_string().contains("replica-log-demo-nothing-here"));
    let demo = frozen_demo_with(Options::default());
    assert_eq!(get(&demo, "/", &[]).await.status, 404);
    assert_eq!(get(&demo, "/demo", &[]).await.status, 200);
}
