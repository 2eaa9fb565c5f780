//! `_headers` and `_redirects` for static hosting services: they must match the web servers' behaviour.

use crate::caddy::caddy;
use crate::deployment::Deployment;
use crate::server_checks::{get, run_without_browser};
use serde_json::json;
use std::collections::BTreeMap;

/// The headers of a path, from all rules that match it.
fn headers(file: &str, path: &str) -> BTreeMap<String, String> {
    let (mut found, mut matches) = (BTreeMap::new(), false);
    for line in file.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if !line.starts_with(' ') {
            matches = covers(line, path);
            continue;
        }
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("no header: {line}"));
        // Static hosts truncate or reject longer lines.
        assert!(line.len() < 2000, "{line}");
        if matches {
            let before = found.insert(name.trim().to_ascii_lowercase(), value.trim().to_owned());
            // Duplicate headers would be joined with a comma.
            assert_eq!(before, None, "{name} twice for {path}");
        }
    }
    found
}

fn covers(pattern: &str, path: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => path.starts_with(start),
        None => path == pattern,
    }
}

#[test]
fn static_host_headers_file_matches_the_web_server_headers() {
    run_without_browser(async {
        let deployment = Deployment::new("/", &json!({ "apiBase": "" }));
        let server = caddy(&deployment, "", "http://127.0.0.1:9");
        let file = deployment.read("site/_headers");
        let routes = ["", "projects/a/plans", "tasks/a", "records/a", "embed/tasks/a"].map(str::to_owned);
        let others = ["third-party-licences.txt", "gone.js"].map(str::to_owned);
        for below in routes.into_iter().chain(deployment.assets()).chain(others.clone()) {
            let answer = get(&server.url(&deployment, &below), &[]).await;
            let expected = headers(&file, &format!("/{below}"));
            for name in [
                "content-security-policy",
                "x-content-type-options",
                "referrer-policy",
                "permissions-policy",
                "link",
                "cache-control",
            ] {
                // Caching of other files is up to the host.
                if name == "cache-control" && others.contains(&below) {
                    continue;
                }
                // Without `no-transform` for assets, which would also switch off the compression of some hosts.
                let sent = answer.header(name);
                let sent = if below.starts_with("assets/") { sent.trim_end_matches(", no-transform") } else { sent };
                assert_eq!(expected.get(name).map_or("", |value| value), sent, "{name} of /{below}");
            }
        }
    });
}

#[test]
fn static_host_redirects_send_routes_to_index_html_and_missing_files_to_404() {
    let deployment = Deployment::new("/", &json!({ "apiBase": "" }));
    let file = deployment.read("site/_redirects");
    let rules: Vec<Vec<&str>> = file
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split_whitespace().collect())
        .collect();
    for rule in &rules {
        assert_eq!(rule[1..], ["/index.html", "200"], "{rule:?}");
    }
    for path in ["/projects/a/plans", "/tasks/a", "/records/a/b", "/embed/records/a"] {
        assert!(rules.iter().any(|rule| covers(rule[0], path)), "{path}");
    }
    for path in ["/assets/gone.js", "/gone", "/gone.js"] {
        assert!(!rules.iter().any(|rule| covers(rule[0], path)), "{path}");
    }
    // Without a 404 page some hosts serve index.html for missing files.
    assert!(deployment.read("site/404.html").contains("404"));
}
