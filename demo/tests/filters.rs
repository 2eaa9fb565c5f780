//! The detail filters with the pattern semantics of the real service.

mod common;

use common::{ROOT, data, frozen_demo, get, string_fields};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use replica_log_demo::{Demo, examples};

async fn found(demo: &Demo, record: &str, name: &str, value: &str) -> Vec<String> {
    let value = utf8_percent_encode(value, NON_ALPHANUMERIC);
    let path = format!("/detail/page/{record}?pageSize=1000&{name}={value}");
    string_fields(&data(demo, &path).await["records"], "artifactName")
}

#[tokio::test]
async fn name_filters_are_regular_expressions() {
    let demo = frozen_demo();
    let odd = examples::ODD_RECORD;
    // `+` is a quantifier in a pattern, so the unescaped text matches other names.
    let rows = found(&demo, odd, "artifactName", "libstdc++").await;
    assert!(rows.contains(&"libstdccc".to_string()), "{rows:?}");
    let rows = found(&demo, odd, "artifactName", "a.b").await;
    assert_eq!(rows.len(), 3, "a.b, axb and a|b");
    // The escaped text matches only the literal name.
    let rows = found(&demo, odd, "artifactName", r"libstdc\+\+").await;
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().all(|row| row.starts_with("libstdc++")));
    let rows = found(&demo, odd, "artifactName", r"/back\\slash\\Quoted\\E").await;
    assert_eq!(rows.len(), 1);
    // PCRE also supports `\Q…\E` quoting.
    let rows = found(&demo, odd, "artifactName", r"\Q/(unclosed\E").await;
    assert_eq!(rows, ["/(unclosed"]);
    let rows = found(&demo, odd, "artifactName", "/制品/构建 包").await;
    assert_eq!(rows.len(), 3);
    // Patterns are anchored at the start and case-sensitive.
    assert!(found(&demo, odd, "artifactName", "upper").await.is_empty());
    assert!(found(&demo, odd, "artifactName", "lower").await.is_empty());
}

#[tokio::test]
async fn an_invalid_pattern_results_in_an_internal_error() {
    let demo = frozen_demo();
    for name in ["artifactName", "packageName", "path"] {
        for value in ["%28unclosed", "%5Bunclosed", "a%7B2%2C1%7D", "x%5C", "a%00b"] {
            let path = format!("{ROOT}/detail/page/{}?{name}={value}", examples::ODD_RECORD);
            let response = get(&demo, &path, &[("accept-language", "en")]).await;
            assert_eq!(response.status, 500, "{name}={value}");
            assert_eq!(response.json()["code"], 250_102);
            assert!(response.json()["traceId"].is_string());
        }
    }
}

#[tokio::test]
async fn an_empty_filter_differs_from_an_absent_one() {
    let demo = frozen_demo();
    let mixed = examples::MIXED_RECORD;
    assert_eq!(found(&demo, mixed, "artifactName", "").await.len(), 18, "only rows with an artifact name");
    assert!(found(&demo, mixed, "repoName", "").await.is_empty());
    assert_eq!(found(&demo, mixed, "status", "").await.len(), 40);
}

#[tokio::test]
async fn all_other_filters_match_exactly() {
    let demo = frozen_demo();
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
        let values = string_fields(&page["records"], field);
        assert!(!values.is_empty(), "{name}");
        assert!(values.iter().all(|actual| actual == value), "{name}");
        assert_eq!(page["totalRecords"], values.len());
        if !part.is_empty() {
            assert!(found(&demo, odd, name, part).await.is_empty(), "{name}={part}");
        }
    }
}

#[tokio::test]
async fn package_and_path_filters_match_historical_rows() {
    let demo = frozen_demo();
    let mixed = examples::MIXED_RECORD;
    let packages = found(&demo, mixed, "packageName", "").await;
    let paths = found(&demo, mixed, "path", "/release").await;
    assert!(!packages.is_empty() && !paths.is_empty());
    assert_eq!(packages.len() + paths.len(), 22);
    assert!(packages.iter().chain(&paths).all(|name| name == "null"));
    let documented = found(&demo, examples::DOCUMENTED_RECORD, "packageName", "npm://hello").await;
    assert_eq!(documented.len(), 1);
}
