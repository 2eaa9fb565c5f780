//! The seven filters of the details.

use crate::common::{NAME_CELLS, artifact_names, expect_names, is_for_table, records, text, total_records};
use replica_log_e2e::{Key, Setup, Tab, TestResult, browser_test, examples, query_parameters};
use serde_json::Value;

fn odd_record() -> String {
    format!("records/{}", examples::ODD_RECORD)
}

fn field(name: &str) -> String {
    format!(".rl-field[data-name={name}] input")
}

/// Types into a filter and presses Enter.
async fn apply_filter(tab: &Tab, name: &str, input: &str) -> TestResult {
    tab.fill(&field(name), input).await?;
    tab.press(Key::Enter).await?;
    Ok(())
}

async fn all_details(tab: &Tab, record: &str) -> TestResult<Vec<Value>> {
    let page = tab.service_data(&format!("detail/page/{record}?pageSize=1000")).await?;
    Ok(records(&page))
}

/// The number of requests for the table so far.
fn request_count(tab: &Tab) -> usize {
    tab.requests("detail/page/").iter().filter(|seen| is_for_table(&seen.query)).count()
}

/// The value of a query parameter in the latest request for the table.
fn latest_parameter(tab: &Tab, name: &str) -> Option<String> {
    let requests = tab.requests("detail/page/");
    let last = requests.iter().rfind(|seen| is_for_table(&seen.query))?;
    query_parameters(last).into_iter().find(|(has, _)| has == name).map(|(_, value)| value)
}

#[test]
fn special_characters_in_the_name_filter_are_literal() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("{}?pageSize=100", odd_record())).await?;
        tab.wait_for_count(NAME_CELLS, 44).await?;
        let rows = all_details(tab, examples::ODD_RECORD).await?;
        let every = artifact_names(&rows);
        for input in [
            "libstdc++",
            "libstdc++[x]",
            "a.b",
            "$injector",
            "^caret",
            "a|b",
            "name{2}",
            "what?",
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
            let found: Vec<_> = every.iter().copied().filter(|name| name.starts_with(input)).collect();
            assert!((1..=3).contains(&found.len()), "{input}: {found:?}");
            apply_filter(tab, "artifactName", input).await?;
            expect_names(tab, &found).await?;
            tab.wait_for_texts(".rl-chips .rl-chip bdi", &[&format!("Artifact name: {}", input.replace("  ", " "))])
                .await?;
        }
        Ok(())
    })
}

#[test]
fn name_filter_matches_a_case_sensitive_prefix() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("{}?pageSize=100", odd_record())).await?;
        tab.wait_for_text(".rl-field[data-name=artifactName]", "starts with").await?;
        apply_filter(tab, "artifactName", "/制品/构建 包").await?;
        tab.wait_for_count(NAME_CELLS, 3).await?;
        // The filter is case-sensitive and matches prefixes only.
        apply_filter(tab, "artifactName", "/upper").await?;
        tab.wait_for_text(".rl-notice", "No results match these filters.").await?;
        tab.wait_for_none("table").await?;
        tab.click_text(".rl-notice a", "Clear all").await?;
        tab.wait_for_count(NAME_CELLS, 44).await?;
        Ok(())
    })
}

#[test]
fn exact_filters_are_sent_verbatim_and_match_whole_values() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("{}?pageSize=100", odd_record())).await?;
        tab.wait_for_count(NAME_CELLS, 44).await?;
        let rows = all_details(tab, examples::ODD_RECORD).await?;
        for (parameter, wire, input, label) in [
            ("version", "version", "1.0.0+build.7", "Version"),
            ("repoName", "localRepoName", "conan local/100%", "Repository"),
            ("clusterName", "remoteCluster", "深圳 (备用)", "Remote node"),
            ("clusterName", "remoteCluster", "beijing+2", "Remote node"),
        ] {
            tab.wait_for_text(&format!(".rl-field[data-name={parameter}]"), "is exactly").await?;
            let fit: Vec<_> = rows.iter().filter(|row| row[wire] == input).cloned().collect();
            assert!(!fit.is_empty() && fit.len() < rows.len(), "{input}");
            apply_filter(tab, parameter, input).await?;
            expect_names(tab, &artifact_names(&fit)).await?;
            assert_eq!(latest_parameter(tab, parameter).as_deref(), Some(input));
            tab.wait_for_text(".rl-chips", &format!("{label}: {input}")).await?;
            // A prefix does not match an exact filter.
            let part: String = input.chars().take(input.chars().count() - 1).collect();
            apply_filter(tab, parameter, &part).await?;
            tab.wait_for_text(".rl-notice", "No results match these filters.").await?;
            apply_filter(tab, parameter, "").await?;
            tab.wait_for_count(NAME_CELLS, 44).await?;
            assert_eq!(latest_parameter(tab, parameter), None, "an empty filter is omitted");
        }
        Ok(())
    })
}

#[test]
fn collapsed_filters_expand_and_work() -> TestResult {
    let record = examples::MIXED_RECORD;
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{record}?pageSize=50")).await?;
        tab.wait_for_count(NAME_CELLS, 40).await?;
        tab.wait_for_none(&field("packageName")).await?;
        tab.wait_for_none(&field("path")).await?;
        tab.click_text(".rl-filters button", "More filters").await?;
        let rows = all_details(tab, record).await?;
        for (parameter, constraint, key) in
            [("packageName", "packageConstraint", "packageKey"), ("path", "pathConstraint", "path")]
        {
            let whole: Vec<_> = rows.iter().filter_map(|row| row[constraint][key].as_str()).collect();
            let input = whole[0];
            let fit: Vec<_> = whole.iter().copied().filter(|name| name.starts_with(input)).collect();
            apply_filter(tab, parameter, input).await?;
            expect_names(tab, &fit).await?;
            assert!(latest_parameter(tab, parameter).is_some());
            // After a reload an active filter is expanded.
            tab.reload().await?;
            tab.wait_for_value(
                "the value of the field",
                &format!("document.querySelector('{}').value", field(parameter)),
                input,
            )
            .await?;
            tab.wait_for_count(&field(parameter), 1).await?;
            expect_names(tab, &fit).await?;
            apply_filter(tab, parameter, "").await?;
            tab.wait_for_count(NAME_CELLS, 40).await?;
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
        tab.wait_for_text(".rl-total", &format!("{} artifacts", total_records(&failed))).await?;
        expect_names(tab, &artifact_names(&records(&failed))).await?;
        tab.wait_for_texts("table.rl-details tr[data-tone] .rl-status", &["Failed"; 20]).await?;
        apply_filter(tab, "clusterName", "chengdu").await?;
        let both = tab.service_data(&format!("detail/page/{record}?status=FAILED&clusterName=chengdu")).await?;
        assert!(total_records(&both) < total_records(&failed) && total_records(&both) > 20);
        expect_names(tab, &artifact_names(&records(&both))).await?;
        tab.wait_for_url(&format!("records/{record}?status=FAILED&clusterName=chengdu")).await?;
        tab.wait_for_texts(".rl-chip bdi", &["Status: Failed", "Remote node: chengdu"]).await?;
        // Pagination keeps the filters.
        tab.click(".rl-pager a[rel=next]").await?;
        tab.wait_for_url(&format!("records/{record}?status=FAILED&clusterName=chengdu&pageNumber=2")).await?;
        let next =
            tab.service_data(&format!("detail/page/{record}?status=FAILED&clusterName=chengdu&pageNumber=2")).await?;
        expect_names(tab, &artifact_names(&records(&next))).await?;
        // Each chip removes its filter and resets the page number.
        tab.click("a[aria-label='Remove filter Status: Failed']").await?;
        tab.wait_for_url(&format!("records/{record}?clusterName=chengdu")).await?;
        tab.wait_for_texts(".rl-chip bdi", &["Remote node: chengdu"]).await?;
        tab.wait_for_value(
            "the field",
            &format!("document.querySelector('{}').value", field("clusterName")),
            "chengdu",
        )
        .await?;
        tab.click_text(".rl-chips a", "Clear all").await?;
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
        tab.open(&format!("{}?pageSize=100", odd_record())).await?;
        tab.wait_for_count(NAME_CELLS, 44).await?;
        let before = request_count(tab);
        // No Enter: the debounce applies it. A busy machine may pause between some of the nine characters.
        tab.fill(&field("artifactName"), "libstdc++").await?;
        expect_names(tab, &["libstdc++[x]", "libstdc++-dev", "libstdc++"]).await?;
        let sent = request_count(tab) - before;
        assert!((1..=4).contains(&sent), "{sent} requests for one word");
        // One history entry, not one per character.
        tab.back().await?;
        tab.wait_for_url(&format!("{}?pageSize=100", odd_record())).await?;
        tab.wait_for_count(NAME_CELLS, 44).await?;
        Ok(())
    })
}

#[test]
fn enter_applies_a_filter_immediately_and_once() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("{}?pageSize=100", odd_record())).await?;
        tab.wait_for_count(NAME_CELLS, 44).await?;
        let before = request_count(tab);
        // The debounce timer has expired when the next response arrives, without a second request.
        apply_filter(tab, "version", "0.9").await?;
        expect_names(tab, &["namee", "name{2}"]).await?;
        apply_filter(tab, "version", "2.0.0").await?;
        expect_names(tab, &["a|b", "^caret"]).await?;
        assert_eq!(request_count(tab) - before, 2);
        Ok(())
    })
}

#[test]
fn filters_survive_reload_back_and_forward() -> TestResult {
    let link = format!("{}?artifactName=libstdc%2B%2B&version=13.2.0", odd_record());
    browser_test(Setup::default(), async |tab| {
        tab.open(&link).await?;
        expect_names(tab, &["libstdc++"]).await?;
        tab.wait_for_value(
            "the fields",
            &format!(
                "[{}, {}]",
                format_args!("document.querySelector('{}').value", field("artifactName")),
                format_args!("document.querySelector('{}').value", field("version"))
            ),
            vec!["libstdc++", "13.2.0"],
        )
        .await?;
        tab.reload().await?;
        expect_names(tab, &["libstdc++"]).await?;
        tab.wait_for_url(&link).await?;
        apply_filter(tab, "version", "13.2.0+build.7").await?;
        expect_names(tab, &["libstdc++-dev"]).await?;
        tab.click_text(".rl-chips a", "Clear all").await?;
        tab.wait_for_text(".rl-total", "44 artifacts").await?;
        tab.back().await?;
        expect_names(tab, &["libstdc++-dev"]).await?;
        tab.wait_for_texts(".rl-chip bdi", &["Artifact name: libstdc++", "Version: 13.2.0+build.7"]).await?;
        tab.forward().await?;
        tab.wait_for_text(".rl-total", "44 artifacts").await?;
        tab.wait_for_none(".rl-chips").await?;
        let rows = all_details(tab, examples::ODD_RECORD).await?;
        assert_eq!(text(&rows[0], "artifactName"), "trace");
        expect_names(tab, &artifact_names(&rows)[..20]).await?;
        Ok(())
    })
}
