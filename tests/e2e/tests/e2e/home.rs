//! The first page: from an id to its page.

use replica_log_e2e::{Complaints, FaultAnswer, Key, Outcome, Setup, Tab, examples, parameters, visit};
use serde_json::json;

const FIELD: &str = "input[name=id]";

async fn look_up(tab: &Tab, typed: &str) -> Outcome {
    tab.open("").await?;
    tab.write(FIELD, typed).await?;
    tab.press(Key::Enter).await?;
    Ok(())
}

#[test]
fn a_task_key_leads_to_its_task() -> Outcome {
    visit(Setup::default(), async |tab| {
        look_up(tab, examples::FEDERATION_TASK).await?;
        tab.is_at(&format!("tasks/{}", examples::FEDERATION_TASK)).await?;
        tab.counts("table.rl-history tbody", 12).await?;
        // It was found out with the smallest question there is.
        let first = &tab.asked("page/")[0];
        assert_eq!(parameters(first), [("pageNumber".into(), "1".into()), ("pageSize".into(), "1".into())]);
        Ok(())
    })
}

#[test]
fn a_record_id_leads_to_its_record() -> Outcome {
    visit(Setup::default(), async |tab| {
        // As pasted: with blanks around it. The button does what Enter does.
        tab.open("").await?;
        tab.write(FIELD, &format!("  {} ", examples::ODD_RECORD)).await?;
        tab.click_word(".rl-open button", "Open").await?;
        tab.is_at(&format!("records/{}", examples::ODD_RECORD)).await?;
        tab.tells("Record ID", examples::ODD_RECORD).await?;
        Ok(())
    })
}

#[test]
fn a_task_that_never_ran_is_found_too() -> Outcome {
    // No record has this id either, which the service answers with an error.
    visit(Setup::troubled(), async |tab| {
        look_up(tab, examples::EMPTY_TASK).await?;
        tab.is_at(&format!("tasks/{}", examples::EMPTY_TASK)).await?;
        tab.sees(".rl-notice", "The service has no executions of this task.").await?;
        tab.misses("table").await?;
        Ok(())
    })
}

#[test]
fn an_old_server_leads_to_the_same_pages() -> Outcome {
    visit(Setup { complaints: Complaints::Requests, ..Setup::old() }, async |tab| {
        look_up(tab, examples::FEDERATION_TASK).await?;
        tab.is_at(&format!("tasks/{}", examples::FEDERATION_TASK)).await?;
        tab.counts("table.rl-history tbody", 12).await?;
        look_up(tab, examples::MIXED_RECORD).await?;
        tab.is_at(&format!("records/{}", examples::MIXED_RECORD)).await?;
        tab.tells("Task key", examples::MIXED_TASK).await?;
        // Such a server has an empty history for any key: a record is not to be taken for a task.
        look_up(tab, examples::EMPTY_TASK).await?;
        tab.is_at(&format!("tasks/{}", examples::EMPTY_TASK)).await?;
        tab.sees(".rl-notice", "The service has no executions of this task.").await?;
        Ok(())
    })
}

#[test]
fn what_cannot_be_an_id_is_refused_in_words_and_not_asked_for() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open("").await?;
        for (typed, words) in [
            ("", "Enter a task key or a record ID."),
            ("   ", "Enter a task key or a record ID."),
            ("..", "“..” cannot be a key or an ID."),
            (&"x".repeat(257), "That is longer than any key or ID: 256 characters at most."),
        ] {
            tab.write(FIELD, typed).await?;
            tab.press(Key::Enter).await?;
            tab.reads(".rl-refused[role=alert]", &[words]).await?;
            // Whoever was refused goes on typing.
            tab.until_same("the field to be marked", "document.activeElement.getAttribute('aria-invalid')", "true")
                .await?;
            assert_eq!(tab.value("document.activeElement.name").await?, "id");
        }
        tab.write(FIELD, "x").await?;
        tab.misses(".rl-refused").await?;
        assert_eq!(tab.asked("").len(), 0);
        Ok(())
    })
}

#[test]
fn an_id_that_nobody_knows_is_said_to_be_unknown() -> Outcome {
    visit(Setup::troubled(), async |tab| {
        look_up(tab, "0123456789abcdef01234567").await?;
        tab.reads(".rl-refused", &["No task and no execution has the key or ID 0123456789abcdef01234567."]).await?;
        tab.is_at("").await?;
        assert_eq!(tab.asked("/record/0123456789abcdef01234567").len(), 1);
        assert_eq!(tab.asked("/record/page/0123456789abcdef01234567").len(), 1);
        Ok(())
    })
}

#[test]
fn an_odd_id_is_sent_as_one_segment() -> Outcome {
    let encoded = "a%2Fb%3Fc%23d%252F%20%E5%88%B6";
    visit(Setup::troubled(), async |tab| {
        look_up(tab, "a/b?c#d%2F 制").await?;
        tab.reads(".rl-refused", &["No task and no execution has the key or ID a/b?c#d%2F 制."]).await?;
        for asked in [format!("/record/{encoded}"), format!("/record/page/{encoded}")] {
            assert_eq!(tab.asked(&asked).len(), 1, "{asked}");
        }
        // And from the address, by which such a page may have been sent.
        tab.open(&format!("records/{encoded}")).await?;
        tab.sees(".rl-failure[data-kind=NotFound]", "The service does not know this task or execution").await?;
        tab.until_asked("the id, encoded once", &format!("/record/{encoded}"), |_| true).await?;
        assert!(tab.asked("%25252F").is_empty(), "encoded twice");
        Ok(())
    })
}

#[test]
fn a_service_that_fails_is_told_and_asked_again() -> Outcome {
    visit(Setup::troubled(), async |tab| {
        tab.fault("/record/", FaultAnswer::Status(500));
        look_up(tab, examples::ODD_RECORD).await?;
        tab.sees(".rl-failure[data-kind=Service]", "The replication service reported an error").await?;
        tab.demo().faults().clear();
        tab.click_word(".rl-failure button", "Try again").await?;
        tab.is_at(&format!("records/{}", examples::ODD_RECORD)).await?;
        Ok(())
    })
}

#[test]
fn what_was_opened_lately_is_listed_newest_first_and_kept() -> Outcome {
    const LINKS: &str = "[data-name=recent] li a";
    let (task, record) = (examples::FEDERATION_TASK, examples::ODD_RECORD);
    visit(Setup::default(), async |tab| {
        tab.open("").await?;
        tab.sees(".rl-home", "What you open is listed here, on this device only.").await?;
        tab.open(&format!("tasks/{task}?planName=federation-cn&status=FAILED")).await?;
        tab.counts("table.rl-history tbody", 3).await?;
        tab.open(&format!("records/{record}?pageNumber=2")).await?;
        tab.counts("table.rl-details tbody", 20).await?;
        tab.click(".rl-brand").await?;
        let named = format!("federation-cn {task}");
        tab.reads(LINKS, &[record, &named]).await?;
        // What is opened again comes first, and stands there once.
        tab.click_word(LINKS, &named).await?;
        tab.is_at(&format!("tasks/{task}?planName=federation-cn")).await?;
        tab.counts("table.rl-history tbody", 12).await?;
        tab.click(".rl-brand").await?;
        tab.reads(LINKS, &[&named, record]).await?;
        tab.reload().await?;
        tab.reads(LINKS, &[&named, record]).await?;
        tab.sees("[data-name=recent] li:first-child small", "Task · ").await?;
        tab.sees("[data-name=recent] li:last-child small", "Execution · ").await?;
        tab.click_word("button", "Forget these").await?;
        tab.misses(LINKS).await?;
        tab.reload().await?;
        tab.sees(".rl-home", "What you open is listed here").await?;
        Ok(())
    })
}

#[test]
fn what_does_not_exist_is_not_remembered() -> Outcome {
    visit(Setup::troubled(), async |tab| {
        tab.open("records/0123456789abcdef01234567").await?;
        tab.sees(".rl-failure", "The service does not know this task or execution").await?;
        tab.open("").await?;
        tab.sees(".rl-home", "What you open is listed here").await?;
        Ok(())
    })
}

#[test]
fn shortcuts_lead_where_the_operator_says() -> Outcome {
    let shortcuts = json!({ "shortcuts": [
        { "name": "The <b>nightly</b> one", "task": examples::NIGHTLY_TASK, "planName": "nightly & co" },
        { "name": "Odd names", "record": examples::ODD_RECORD },
    ] });
    visit(Setup::configured(shortcuts), async |tab| {
        tab.open("").await?;
        tab.reads(".rl-home .rl-links a", &["The <b>nightly</b> one", "Odd names"]).await?;
        tab.click_word("a", "The <b>nightly</b> one").await?;
        tab.is_at(&format!("tasks/{}?planName=nightly%20%26%20co", examples::NIGHTLY_TASK)).await?;
        tab.reads("h1", &["nightly & co"]).await?;
        tab.back().await?;
        tab.click_word("a", "Odd names").await?;
        tab.is_at(&format!("records/{}", examples::ODD_RECORD)).await?;
        Ok(())
    })
}

#[test]
fn an_address_that_leads_nowhere_says_so() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open("projects/x").await?;
        tab.sees(".rl-notice", "There is no such page").await?;
        tab.sees(".rl-notice", "The address projects/x leads nowhere.").await?;
        tab.click_word(".rl-notice a", "Open a task or an execution").await?;
        tab.is_at("").await?;
        tab.reads("h1", &["Open a task or an execution"]).await?;
        assert_eq!(tab.asked("").len(), 0);
        Ok(())
    })
}
