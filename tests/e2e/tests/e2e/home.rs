//! The home page: looking up a task key or record id, recently opened pages, shortcuts.

use replica_log_e2e::{
    AllowedErrors, FaultResponse, Key, Setup, Tab, TestResult, browser_test, examples, query_parameters,
};
use serde_json::json;

const FIELD: &str = "input[name=id]";

async fn look_up(tab: &Tab, input: &str) -> TestResult {
    tab.open("").await?;
    tab.fill(FIELD, input).await?;
    tab.press(Key::Enter).await?;
    Ok(())
}

#[test]
fn looking_up_a_task_key_opens_the_task() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        look_up(tab, examples::BYTES_TASK).await?;
        tab.wait_for_url(&format!("tasks/{}", examples::BYTES_TASK)).await?;
        tab.wait_for_count("table.rl-history tbody", 12).await?;
        // The lookup requests a single row.
        let first = &tab.requests("page/")[0];
        assert_eq!(query_parameters(first), [("pageNumber".into(), "1".into()), ("pageSize".into(), "1".into())]);
        Ok(())
    })
}

#[test]
fn looking_up_a_record_id_opens_the_execution() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        // Pasted with surrounding blanks, and submitted by the button.
        tab.open("").await?;
        tab.fill(FIELD, &format!("  {} ", examples::ODD_RECORD)).await?;
        tab.click_text(".rl-open button", "Open").await?;
        tab.wait_for_url(&format!("records/{}", examples::ODD_RECORD)).await?;
        tab.wait_for_fact("Execution ID", examples::ODD_RECORD).await?;
        Ok(())
    })
}

#[test]
fn looking_up_a_task_without_executions_opens_it() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        look_up(tab, examples::EMPTY_TASK).await?;
        tab.wait_for_url(&format!("tasks/{}", examples::EMPTY_TASK)).await?;
        tab.wait_for_text(".rl-notice", "This plan has not been executed yet.").await?;
        tab.wait_for_none("table").await?;
        Ok(())
    })
}

#[test]
fn lookup_works_with_an_old_server() -> TestResult {
    browser_test(Setup { allowed_errors: AllowedErrors::Requests, ..Setup::old_server() }, async |tab| {
        look_up(tab, examples::BYTES_TASK).await?;
        tab.wait_for_url(&format!("tasks/{}", examples::BYTES_TASK)).await?;
        tab.wait_for_count("table.rl-history tbody", 12).await?;
        look_up(tab, examples::MIXED_RECORD).await?;
        tab.wait_for_url(&format!("records/{}", examples::MIXED_RECORD)).await?;
        tab.wait_for_fact("Plan key", examples::MIXED_TASK).await?;
        look_up(tab, examples::EMPTY_TASK).await?;
        tab.wait_for_url(&format!("tasks/{}", examples::EMPTY_TASK)).await?;
        tab.wait_for_text(".rl-notice", "This plan has not been executed yet.").await?;
        Ok(())
    })
}

#[test]
fn invalid_id_is_rejected_without_a_request() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open("").await?;
        for (input, message) in [
            ("", "Enter a key, an ID, or an address."),
            ("   ", "Enter a key, an ID, or an address."),
            ("..", "“..” is not a valid key or ID."),
            (&"x".repeat(257), "Too long: keys and IDs have at most 256 characters."),
        ] {
            tab.fill(FIELD, input).await?;
            tab.press(Key::Enter).await?;
            tab.wait_for_texts(".rl-refused[role=alert]", &[message]).await?;
            // The focus stays in the field.
            tab.wait_for_value(
                "the field to be marked as invalid",
                "document.activeElement.getAttribute('aria-invalid')",
                "true",
            )
            .await?;
            assert_eq!(tab.evaluate("document.activeElement.name").await?, "id");
        }
        tab.fill(FIELD, "x").await?;
        tab.wait_for_none(".rl-refused").await?;
        assert_eq!(tab.requests("").len(), 0);
        Ok(())
    })
}

#[test]
fn unknown_id_is_reported_as_unknown() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        look_up(tab, "0123456789abcdef01234567").await?;
        tab.wait_for_texts(".rl-refused", &["No plan, execution, or project has the key or ID 0123456789abcdef01234567, or the project has no plans."])
            .await?;
        tab.wait_for_url("").await?;
        assert_eq!(tab.requests("/record/0123456789abcdef01234567").len(), 1);
        assert_eq!(tab.requests("/record/page/0123456789abcdef01234567").len(), 1);
        assert_eq!(tab.requests("/task/info/0123456789abcdef01234567").len(), 1);
        Ok(())
    })
}

#[test]
fn id_with_reserved_characters_is_percent_encoded_as_one_path_segment() -> TestResult {
    let encoded = "a%2Fb%3Fc%23d%252F%20%E5%88%B6";
    browser_test(Setup::with_request_errors(), async |tab| {
        look_up(tab, "a/b?c#d%2F 制").await?;
        tab.wait_for_texts(
            ".rl-refused",
            &["No plan, execution, or project has the key or ID a/b?c#d%2F 制, or the project has no plans."],
        )
        .await?;
        for path in [format!("/record/{encoded}"), format!("/record/page/{encoded}")] {
            assert_eq!(tab.requests(&path).len(), 1, "{path}");
        }
        // The same from a URL, such as a shared link.
        tab.open(&format!("records/{encoded}")).await?;
        tab.wait_for_text(".rl-failure[data-kind=NotFound]", "No such plan or execution").await?;
        tab.wait_for_request("the request with the id encoded once", &format!("/record/{encoded}"), |_| true).await?;
        assert!(tab.requests("%25252F").is_empty(), "encoded twice");
        Ok(())
    })
}

#[test]
fn failed_lookup_is_shown_and_can_be_retried() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.fault("/record/", FaultResponse::Status(500));
        look_up(tab, examples::ODD_RECORD).await?;
        tab.wait_for_text(".rl-failure[data-kind=Service]", "The replication service returned an error").await?;
        tab.demo().faults().clear();
        tab.click_text(".rl-failure button", "Try again").await?;
        tab.wait_for_url(&format!("records/{}", examples::ODD_RECORD)).await?;
        Ok(())
    })
}

#[test]
fn recently_opened_pages_are_listed_newest_first_and_stored() -> TestResult {
    const LINKS: &str = "[data-name=recent] li a";
    let (task, record) = (examples::BYTES_TASK, examples::ODD_RECORD);
    browser_test(Setup::default(), async |tab| {
        tab.open("").await?;
        tab.wait_for_text(".rl-home", "Pages that you open appear here, on this device only.").await?;
        tab.open(&format!("tasks/{task}?planName=shared-files&status=FAILED")).await?;
        tab.wait_for_count("table.rl-history tbody", 3).await?;
        tab.open(&format!("records/{record}?pageNumber=2")).await?;
        tab.wait_for_count("table.rl-details tbody", 20).await?;
        tab.click(".rl-brand").await?;
        let (named, record) = (format!("shared-files {task}"), format!("odd-names {record}"));
        tab.wait_for_texts(LINKS, &[&record, &named]).await?;
        // A page that is opened again moves to the top and is listed once.
        tab.click_text(LINKS, &named).await?;
        tab.wait_for_url(&format!("tasks/{task}?planName=shared-files")).await?;
        tab.wait_for_count("table.rl-history tbody", 12).await?;
        tab.click(".rl-brand").await?;
        tab.wait_for_texts(LINKS, &[&named, &record]).await?;
        tab.reload().await?;
        tab.wait_for_texts(LINKS, &[&named, &record]).await?;
        tab.wait_for_text("[data-name=recent] li:first-child small", "Plan · ").await?;
        tab.wait_for_text("[data-name=recent] li:last-child small", "Execution · ").await?;
        tab.click_text("button", "Clear list").await?;
        tab.wait_for_none(LINKS).await?;
        tab.reload().await?;
        tab.wait_for_text(".rl-home", "Pages that you open appear here").await?;
        Ok(())
    })
}

#[test]
fn unknown_record_is_not_added_to_recently_opened() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.open("records/0123456789abcdef01234567").await?;
        tab.wait_for_text(".rl-failure", "No such plan or execution").await?;
        tab.open("").await?;
        tab.wait_for_text(".rl-home", "Pages that you open appear here").await?;
        Ok(())
    })
}

#[test]
fn configured_shortcuts_link_to_their_pages() -> TestResult {
    let shortcuts = json!({ "shortcuts": [
        { "name": "The <b>nightly</b> one", "task": examples::NIGHTLY_TASK, "planName": "nightly & co" },
        { "name": "Odd names", "record": examples::ODD_RECORD },
    ] });
    browser_test(Setup::with_config(shortcuts), async |tab| {
        tab.open("").await?;
        tab.wait_for_texts(".rl-home .rl-links a", &["The <b>nightly</b> one", "Odd names"]).await?;
        tab.click_text("a", "The <b>nightly</b> one").await?;
        tab.wait_for_url(&format!("tasks/{}?planName=nightly%20%26%20co", examples::NIGHTLY_TASK)).await?;
        // The service knows its name.
        tab.wait_for_texts("h1", &["nightly-release"]).await?;
        tab.back().await?;
        tab.click_text("a", "Odd names").await?;
        tab.wait_for_url(&format!("records/{}", examples::ODD_RECORD)).await?;
        Ok(())
    })
}

#[test]
fn unknown_url_shows_a_not_found_page() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open("nowhere/x").await?;
        tab.wait_for_text(".rl-notice", "Page not found").await?;
        tab.wait_for_text(".rl-notice", "Nothing at nowhere/x.").await?;
        tab.click_text(".rl-notice a", "Open a plan or an execution").await?;
        tab.wait_for_url("").await?;
        tab.wait_for_texts("h1", &["Open a plan, an execution, or a project"]).await?;
        assert_eq!(tab.requests("").len(), 0);
        Ok(())
    })
}
