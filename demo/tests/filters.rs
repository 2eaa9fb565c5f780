//! The filters, with the service's own idea of a prefix.

mod common;

use common::{ROOT, ask, data, still, texts};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use replica_log_demo::{Demo, examples};

async fn found(demo: &Demo, record: &str, name: &str, value: &str) -> Vec<String> {
    let value = utf8_percent_encode(value, NON_ALPHANUMERIC);
    let path = format!("/detail/page/{record}?pageSize=1000&{name}={value}");
    texts(&data(demo, &path).await["records"], "artifactName")
}

#[tokio::test]
async fn names_are_patterns() {
    let demo = still();
    let odd = examples::ODD_RECORD;
    // As a pattern, `+` repeats: what was typed is not found, something else is.
    let rows = found(&demo, odd, "artifactName", "conan://libstdc++").await;
    assert!(rows.contains(&"conan://libstdccc".to_string()), "{rows:?}");
    let rows = found(&demo, odd, "artifactName", "npm://a.b").await;
    assert_eq!(rows.len(), 3, "a.b, axb and a|b");
    // Escaped by the client it is found, and nothing else is.
    let rows = found(&demo, odd, "artifactName", r"conan://libstdc\+\+").await;
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row.starts_with("conan://libstdc++")));
    let rows = found(&demo, odd, "artifactName", r"/back\\slash\\Quoted\\E").await;
    assert_eq!(rows.len(), 1);
    // This engine quotes a whole text, too.
    let rows = found(&demo, odd, "artifactName", r"\Q/(unclosed\E").await;
    assert_eq!(rows, ["/(unclosed"]);
    let rows = found(&demo, odd, "artifactName", "/制品/构建 包").await;
    assert_eq!(rows.len(), 3);
    // Anchored: what stands in the middle does not count, and case does.
    assert!(found(&demo, odd, "artifactName", "upper").await.is_empty());
    assert!(found(&demo, odd, "artifactName", "lower").await.is_empty());
}

#[tokio::test]
async fn an_unreadable_pattern_breaks_the_service() {
    let demo = still();
    for name in ["artifactName", "packageName", "path"] {
        for value in ["%28unclosed", "%5Bunclosed", "a%7B2%2C1%7D", "x%5C", "a%00b"] {
            let path = format!("{ROOT}/detail/page/{}?{name}={value}", examples::ODD_RECORD);
            let answer = ask(&demo, &path, &[("accept-language", "en")]).await;
            assert_eq!(answer.status, 500, "{name}={value}");
            assert_eq!(answer.json()["code"], 250_102);
            assert!(answer.json()["traceId"].is_string());
        }
    }
}

#[tokio::test]
async fn an_empty_filter_is_not_an_absent_one() {
    let demo = still();
    let mixed = examples::MIXED_RECORD;
    assert_eq!(found(&demo, mixed, "artifactName", "").await.len(), 18, "only rows with a name");
    assert!(found(&demo, mixed, "repoName", "").await.is_empty());
    assert_eq!(found(&demo, mixed, "status", "").await.len(), 40);
}

#[tokio::test]
async fn the_rest_is_exact() {
    let demo = still();
    let odd = examples::ODD_RECORD;
    for (name, field, value, part) in [
        ("repoName", "localRepoName", "npm local/100%", "npm local"),
        ("clusterName", "remoteCluster", "beijing+2", "beijing"),
        ("clusterName", "remoteCluster", "深圳 (备用)", "深圳"),
        ("version", "version", "13.2.0+build.7", "13.2.0+build"),
        ("status", "status", "FAILED", ""),
    ] {
        let encoded = utf8_percent_encode(value, NON_ALPHANUMERIC);
        let page = data(&demo, &format!("/detail/page/{odd}?pageSize=1000&{name}={encoded}")).await;
        let values = texts(&page["records"], field);
        assert!(!values.is_empty(), "{name}");
        assert!(values.iter().all(|has| has == value), "{name}");
        assert_eq!(page["totalRecords"], values.len());
        if !part.is_empty() {
            assert!(found(&demo, odd, name, part).await.is_empty(), "{name}={part}");
        }
    }
}

#[tokio::test]
async fn packages_and_paths_are_those_of_historical_rows() {
    let demo = still();
    let mixed = examples::MIXED_RECORD;
    let packages = found(&demo, mixed, "packageName", "").await;
    let paths = found(&demo, mixed, "path", "/release").await;
    assert!(!packages.is_empty() && !paths.is_empty());
    assert_eq!(packages.len() + paths.len(), 22);
    assert!(packages.iter().chain(&paths).all(|name| name == "null"));
    let documented = found(&demo, examples::DOCUMENTED_RECORD, "packageName", "npm://hello").await;
    assert_eq!(documented.len(), 1);
}
