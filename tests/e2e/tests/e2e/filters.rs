//! The seven filters of the details.

use crate::common::{NAMES, lists, names, records, text, total};
use replica_log_e2e::{Key, Setup, Tab, TestResult, browser_test, examples, query_parameters};
use serde_json::Value;

fn odd() -> String {
    format!("records/{}", examples::ODD_RECORD)
}

fn field(name: &str) -> String {
    format!(".rl-field[data-name={name}] input")
}

/// Types into a filter as a person does, and ends with Enter.
async fn filter(tab: &Tab, name: &str, typed: &str) -> TestResult {
    tab.fill(&field(name), typed).await?;
    tab.press(Key::Enter).await?;
    Ok(())
}

async fn all(tab: &Tab, record: &str) -> TestResult<Vec<Value>> {
    let page = tab.service_data(&format!("detail/page/{record}?pageSize=1000")).await?;
    Ok(records(&page))
}

/// What the latest question for details said of a parameter.
fn asked_for(tab: &Tab, name: &str) -> Option<String> {
    let asked = tab.requests("detail/page/");
    let last = asked.last()?;
    query_parameters(last).into_iter().find(|(has, _)| has == name).map(|(_, value)| value)
}

#[test]
fn special_characters_in_the_name_filter_are_literal() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("{}?pageSize=100", odd())).await?;
        tab.wait_for_count(NAMES, 44).await?;
        let rows = all(tab, examples::ODD_RECORD).await?;
        let every = names(&rows);
        for typed in [
            "conan://libstdc++",
            "cargo://libstdc++[x]",
            "npm://a.b",
            "npm://$injector",
            "npm://^caret",
            "npm://a|b",
            "pypi://name{2}",
            "gav://com.tencent:what?",
            "/制品/构建 包 (1).zip",
            "/العربية/ملاحظات.txt",
            "/100%/done%20already.txt",
            "/back\\slash\\Quoted\\E.dll",
            "/(unclosed",
            "/[unclosed",
            "/star*.log",
            "/query?a=1&b=2#fragment.txt",
            "/quote\"double'single`back.txt",
            "/<script>alert(1)</script>.html",
            "/with space/ leading and trailing .txt",
        ] {
            let found: Vec<_> = every.iter().copied().filter(|name| name.starts_with(typed)).collect();
            assert!((1..=2).contains(&found.len()), "{typed}: {found:?}");
            filter(tab, "artifactName", typed).await?;
            lists(tab, &found).await?;
            tab.wait_for_texts(".rl-chips .rl-chip bdi", &[&format!("Artifact name: {}", typed.replace("  ", " "))])
                .await?;
        }
        Ok(())
    })
}

#[test]
fn name_filter_matches_a_case_sensitive_prefix() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("{}?pageSize=100", odd())).await?;
        tab.wait_for_text(".rl-field[data-name=artifactName]", "starts with").await?;
        filter(tab, "artifactName", "/制品/构建 包").await?;
        tab.wait_for_count(NAMES, 3).await?;
        // Case counts, and so does the beginning.
        filter(tab, "artifactName", "/upper").await?;
        tab.wait_for_text(".rl-notice", "Nothing matches these filters.").await?;
        tab.wait_for_none("table").await?;
        tab.click_text(".rl-notice a", "clear all").await?;
        tab.wait_for_count(NAMES, 44).await?;
        Ok(())
    })
}

#[test]
fn exact_filters_are_sent_verbatim_and_match_whole_values() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("{}?pageSize=100", odd())).await?;
        tab.wait_for_count(NAMES, 44).await?;
        let rows = all(tab, examples::ODD_RECORD).await?;
        for (parameter, wire, typed, said) in [
            ("version", "version", "1.0.0+build.7", "Version"),
            ("repoName", "localRepoName", "conan local/100%", "Repository name"),
            ("clusterName", "remoteCluster", "深圳 (备用)", "Remote cluster"),
            ("clusterName", "remoteCluster", "beijing+2", "Remote cluster"),
        ] {
            tab.wait_for_text(&format!(".rl-field[data-name={parameter}]"), "is exactly").await?;
            let fit: Vec<_> = rows.iter().filter(|row| row[wire] == typed).cloned().collect();
            assert!(!fit.is_empty() && fit.len() < rows.len(), "{typed}");
            filter(tab, parameter, typed).await?;
            lists(tab, &names(&fit)).await?;
            assert_eq!(asked_for(tab, parameter).as_deref(), Some(typed));
            tab.wait_for_text(".rl-chips", &format!("{said}: {typed}")).await?;
            // A part of it is not it.
            let part: String = typed.chars().take(typed.chars().count() - 1).collect();
            filter(tab, parameter, &part).await?;
            tab.wait_for_text(".rl-notice", "Nothing matches these filters.").await?;
            filter(tab, parameter, "").await?;
            tab.wait_for_count(NAMES, 44).await?;
            assert_eq!(asked_for(tab, parameter), None, "an empty filter is left out");
        }
        Ok(())
    })
}

#[test]
fn collapsed_filters_expand_and_work() -> TestResult {
    let record = examples::MIXED_RECORD;
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{record}?pageSize=50")).await?;
        tab.wait_for_count(NAMES, 40).await?;
        tab.wait_for_none(&field("packageName")).await?;
        tab.wait_for_none(&field("path")).await?;
        tab.click_text(".rl-filters button", "More filters").await?;
        let rows = all(tab, record).await?;
        for (parameter, constraint, key) in
            [("packageName", "packageConstraint", "packageKey"), ("path", "pathConstraint", "path")]
        {
            let whole: Vec<_> = rows.iter().filter_map(|row| row[constraint][key].as_str()).collect();
            let typed = whole[0];
            let fit: Vec<_> = whole.iter().copied().filter(|name| name.starts_with(typed)).collect();
            filter(tab, parameter, typed).await?;
            lists(tab, &fit).await?;
            assert!(asked_for(tab, parameter).is_some());
            // Reloaded, a filter that is set is in sight.
            tab.reload().await?;
            tab.wait_for_value(
                "the field to say it",
                &format!("document.querySelector('{}').value", field(parameter)),
                typed,
            )
            .await?;
            tab.wait_for_count(&field(parameter), 1).await?;
            lists(tab, &fit).await?;
            filter(tab, parameter, "").await?;
            tab.wait_for_count(NAMES, 40).await?;
            if tab.texts(&field("path")).await?.is_empty() {
                tab.click_text(".rl-filters button", "More filters").await?;
            }
        }
        Ok(())
    })
}

#[test]
fn status_filter_combines_with_other_filters() -> TestResult {
    let record = examples::nightly_failed();
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{record}?pageNumber=5")).await?;
        tab.click_text(".rl-choice a", "Failed").await?;
        tab.wait_for_url(&format!("records/{record}?status=FAILED")).await?;
        let failed = tab.service_data(&format!("detail/page/{record}?status=FAILED")).await?;
        tab.wait_for_text(".rl-total", &format!("{} artifacts", total(&failed))).await?;
        lists(tab, &names(&records(&failed))).await?;
        tab.wait_for_texts("table.rl-details tr[data-tone] .rl-status", &["Failed"; 20]).await?;
        filter(tab, "clusterName", "chengdu").await?;
        let both = tab.service_data(&format!("detail/page/{record}?status=FAILED&clusterName=chengdu")).await?;
        assert!(total(&both) < total(&failed) && total(&both) > 20);
        lists(tab, &names(&records(&both))).await?;
        tab.wait_for_url(&format!("records/{record}?status=FAILED&clusterName=chengdu")).await?;
        tab.wait_for_texts(".rl-chip bdi", &["Status: Failed", "Remote cluster: chengdu"]).await?;
        // Turning the page keeps the filters.
        tab.click(".rl-pager a[rel=next]").await?;
        tab.wait_for_url(&format!("records/{record}?status=FAILED&clusterName=chengdu&pageNumber=2")).await?;
        let next =
            tab.service_data(&format!("detail/page/{record}?status=FAILED&clusterName=chengdu&pageNumber=2")).await?;
        lists(tab, &names(&records(&next))).await?;
        // Each chip takes itself off, and the page begins anew.
        tab.click("a[aria-label='Remove the filter Status: Failed']").await?;
        tab.wait_for_url(&format!("records/{record}?clusterName=chengdu")).await?;
        tab.wait_for_texts(".rl-chip bdi", &["Remote cluster: chengdu"]).await?;
        tab.wait_for_value(
            "the field",
            &format!("document.querySelector('{}').value", field("clusterName")),
            "chengdu",
        )
        .await?;
        tab.click_text(".rl-chips a", "clear all").await?;
        tab.wait_for_url(&format!("records/{record}")).await?;
        tab.wait_for_none(".rl-chips").await?;
        tab.wait_for_value("the field", &format!("document.querySelector('{}').value", field("clusterName")), "")
            .await?;
        tab.wait_for_text(".rl-total", "12,345 artifacts").await?;
        Ok(())
    })
}

#[test]
fn filter_input_is_debounced() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("{}?pageSize=100", odd())).await?;
        tab.wait_for_count(NAMES, 44).await?;
        let before = tab.requests("detail/page/").len();
        // No Enter: a pause is enough.
        tab.fill(&field("artifactName"), "conan://libstdc++").await?;
        lists(tab, &["conan://libstdc++-dev", "conan://libstdc++"]).await?;
        let asked = tab.requests("detail/page/").len() - before;
        assert!((1..=2).contains(&asked), "{asked} questions for one word");
        // One step of history, not one for every letter.
        tab.back().await?;
        tab.wait_for_url(&format!("{}?pageSize=100", odd())).await?;
        tab.wait_for_count(NAMES, 44).await?;
        Ok(())
    })
}

#[test]
fn enter_applies_a_filter_immediately_and_once() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("{}?pageSize=100", odd())).await?;
        tab.wait_for_count(NAMES, 44).await?;
        let before = tab.requests("detail/page/").len();
        // The pause before a filter applies by itself is over when the next answer is there.
        filter(tab, "version", "0.9").await?;
        lists(tab, &["pypi://namee", "pypi://name{2}"]).await?;
        filter(tab, "version", "2.0.0").await?;
        lists(tab, &["npm://a|b", "npm://^caret"]).await?;
        assert_eq!(tab.requests("detail/page/").len() - before, 2);
        Ok(())
    })
}

#[test]
fn filters_survive_reload_back_and_forward() -> TestResult {
    let link = format!("{}?artifactName=conan%3A%2F%2Flibstdc%2B%2B&version=13.2.0", odd());
    browser_test(Setup::default(), async |tab| {
        tab.open(&link).await?;
        lists(tab, &["conan://libstdc++"]).await?;
        tab.wait_for_value(
            "the fields",
            &format!(
                "[{}, {}]",
                format_args!("document.querySelector('{}').value", field("artifactName")),
                format_args!("document.querySelector('{}').value", field("version"))
            ),
            vec!["conan://libstdc++", "13.2.0"],
        )
        .await?;
        tab.reload().await?;
        lists(tab, &["conan://libstdc++"]).await?;
        tab.wait_for_url(&link).await?;
        filter(tab, "version", "13.2.0+build.7").await?;
        lists(tab, &["conan://libstdc++-dev"]).await?;
        tab.click_text(".rl-chips a", "clear all").await?;
        tab.wait_for_text(".rl-total", "44 artifacts").await?;
        tab.back().await?;
        lists(tab, &["conan://libstdc++-dev"]).await?;
        tab.wait_for_texts(".rl-chip bdi", &["Artifact name: conan://libstdc++", "Version: 13.2.0+build.7"]).await?;
        tab.forward().await?;
        tab.wait_for_text(".rl-total", "44 artifacts").await?;
        tab.wait_for_none(".rl-chips").await?;
        let rows = all(tab, examples::ODD_RECORD).await?;
        assert_eq!(text(&rows[0], "artifactName"), "helm://trace");
        lists(tab, &names(&rows)[..20]).await?;
        Ok(())
    })
}
