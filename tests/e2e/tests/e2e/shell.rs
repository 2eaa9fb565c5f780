//! The app shell: base path, skip link, focus after navigation, page width, configuration errors, fatal errors.

use crate::common::{NAME_CELLS, expect_names};
use replica_log_e2e::{AllowedErrors, Key, Setup, TestResult, app_folder, browser_test, examples};
use serde_json::json;

#[test]
fn one_build_works_at_any_base_path_and_api_base() -> TestResult {
    let mut setup = Setup::default();
    setup.options.base = "/ui/replica log/".into();
    setup.options.api_base = "/web".into();
    browser_test(setup, async |tab| {
        let odd = format!("records/{}", examples::ODD_RECORD);
        assert!(tab.url("").ends_with("/ui/replica%20log/"));
        // A deep link.
        tab.open(&format!("{odd}?version=0.9")).await?;
        expect_names(tab, &["namee", "name{2}"]).await?;
        assert!(tab.requests("").iter().all(|seen| seen.path.starts_with("/web/replication/api/")));
        tab.click_text(".rl-chips a", "Clear all").await?;
        tab.wait_for_url(&odd).await?;
        tab.wait_for_texts("h1", &["odd-names"]).await?;
        tab.click("h1 a").await?;
        tab.wait_for_url(&format!("tasks/{}?planName=odd-names", examples::ODD_TASK)).await?;
        tab.wait_for_count("table.rl-history tbody", 1).await?;
        tab.reload().await?;
        tab.wait_for_count("table.rl-history tbody", 1).await?;
        tab.click(".rl-brand").await?;
        tab.wait_for_url("").await?;
        tab.wait_for_texts("h1", &["Open a plan, an execution, or a project"]).await?;
        tab.back().await?;
        tab.wait_for_url(&format!("tasks/{}?planName=odd-names", examples::ODD_TASK)).await?;
        tab.wait_for_count("table.rl-history tbody", 1).await?;
        Ok(())
    })
}

#[test]
fn skip_link_and_recent_runs_strip_are_reachable_by_keyboard() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("tasks/{}", examples::BYTES_TASK)).await?;
        tab.wait_for_count(".rl-strip li a", 12).await?;
        tab.tab_to(".rl-skip").await?;
        tab.wait_until(
            "the skip link to be visible",
            "document.querySelector('.rl-skip').getBoundingClientRect().top >= 0",
        )
        .await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_value("the focus on the content", "document.activeElement.id", "rl-main").await?;
        tab.wait_for_url(&format!("tasks/{}", examples::BYTES_TASK)).await?;
        tab.tab_to(".rl-strip li:last-child a").await?;
        let href = tab.evaluate("document.activeElement.href").await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_value("the URL of the bar's record", "location.href", href).await?;
        tab.wait_for_count("table.rl-details tbody", 20).await?;
        // A row expands and collapses by keyboard.
        tab.tab_to("table.rl-details tbody:nth-of-type(2) .rl-toggle button").await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_count(".rl-whole-row", 1).await?;
        tab.wait_for_value("the focus to stay", "document.activeElement.getAttribute('aria-expanded')", "true").await?;
        tab.press(Key::Space).await?;
        tab.wait_for_none(".rl-whole-row").await?;
        Ok(())
    })
}

#[test]
fn focus_moves_to_the_new_page_after_keyboard_navigation() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("tasks/{}", examples::BYTES_TASK)).await?;
        tab.wait_for_count("table.rl-history tbody", 12).await?;
        tab.tab_to("table.rl-history .rl-row-link").await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_count("table.rl-details tbody", 20).await?;
        let is_named = "['shared-files', 'Replica Log'].every(name => document.title.includes(name))";
        tab.wait_until("the title of the new page", is_named).await?;
        // The focus is on the new page, not at the start of the document.
        tab.wait_until("the focus on the new page", "!!document.activeElement.closest('main')").await?;
        Ok(())
    })
}

#[test]
fn no_page_scrolls_horizontally_at_any_width() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let page = tab.service_data(&format!("detail/page/{}?pageSize=50", examples::ODD_RECORD)).await?;
        let id = page.pointer("/records/0/id").and_then(serde_json::Value::as_str).unwrap().to_owned();
        for path in [
            String::new(),
            format!("tasks/{}", examples::NIGHTLY_TASK),
            format!("records/{}?pageSize=50&open={id}", examples::ODD_RECORD),
            format!("records/{}", examples::MIXED_RECORD),
        ] {
            for width in [360, 768, 1440, 2560] {
                tab.resize(width, 900).await?;
                tab.open(&path).await?;
                tab.wait_until_idle().await?;
                let wide =
                    tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth").await?;
                assert_eq!(wide, 0, "/{path} at {width} pixels");
            }
        }
        Ok(())
    })
}

#[test]
fn ctrl_click_on_a_link_opens_a_new_tab() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("tasks/{}", examples::BYTES_TASK)).await?;
        tab.wait_for_count("table.rl-history tbody", 12).await?;
        let link = tab.driver().find(thirtyfour::By::Css("table.rl-history .rl-row-link")).await?;
        let keys = tab.driver().action_chain().key_down(Key::Control).click_element(&link).key_up(Key::Control);
        keys.perform().await?;
        tab.wait_for("a second tab", async || {
            let windows = tab.driver().windows().await?.len();
            Ok(if windows == 2 { Ok(()) } else { Err(windows.to_string()) })
        })
        .await?;
        tab.wait_for_url(&format!("tasks/{}", examples::BYTES_TASK)).await?;
        Ok(())
    })
}

#[test]
fn configuration_errors_are_shown_on_the_page() -> TestResult {
    let expect_messages = |config: serde_json::Value, messages: &'static [&'static str]| {
        browser_test(Setup::with_config(config), async move |tab| {
            tab.open(&format!("records/{}?version=0.9", examples::ODD_RECORD)).await?;
            let begins = "Configuration error: ";
            let messages: Vec<_> = messages.iter().map(|message| format!("{begins}{message}")).collect();
            for message in &messages {
                tab.wait_for_text(".rl-mistake[role=alert]", message).await?;
            }
            tab.wait_for_count(".rl-mistake", messages.len()).await?;
            // The rest of the page works.
            expect_names(tab, &["namee", "name{2}"]).await?;
            Ok(())
        })
    };
    expect_messages(
        json!({ "theme": "blue", "timeZone": "Mars/Olympus" }),
        &["invalid entry “blue” in theme", "invalid entry “Mars/Olympus” in timeZone"],
    )?;
    expect_messages(json!({ "themes": "dark" }), &["unknown field `themes`"])
}

#[test]
fn truncated_wasm_shows_an_error_page_with_reload() -> TestResult {
    let folder = tempfile::tempdir().unwrap();
    let mut damaged = 0;
    for entry in std::fs::read_dir(app_folder()?)? {
        let path = entry?.path();
        let Some(name) = path.file_name() else { continue };
        let mut body = std::fs::read(&path)?;
        if name.to_string_lossy().ends_with("_bg.wasm") {
            body.truncate(body.len() / 3);
            damaged += 1;
        }
        std::fs::write(folder.path().join(name), body)?;
    }
    assert_eq!(damaged, 1);
    let mut setup = Setup { allowed_errors: AllowedErrors::Any, ..Setup::default() };
    setup.options.app = Some(folder.path().to_owned());
    browser_test(setup, async |tab| {
        tab.driver().goto(tab.url("")).await?;
        tab.wait_for_text(".rl-broken[role=alert] h1", "This page stopped working").await?;
        tab.wait_for_text(".rl-broken", "Reload it. If that does not help, send this message to your operator:")
            .await?;
        // Firefox has two different messages, depending on when the download ends.
        tab.wait_for_text(".rl-broken pre", "Error: ").await?;
        tab.wait_for_texts(".rl-broken button", &["Reload", "Copy"]).await?;
        tab.evaluate("(window.before = true)").await?;
        tab.click_text(".rl-broken button", "Reload").await?;
        tab.wait_for_value("another page", "window.before ?? 'another'", "another").await?;
        tab.wait_for_text(".rl-broken[role=alert] h1", "This page stopped working").await?;
        Ok(())
    })
}

#[test]
fn panic_shows_an_error_page_in_the_chosen_locale() -> TestResult {
    let setup = Setup { allowed_errors: AllowedErrors::Any, ..Setup::default() };
    browser_test(setup, async |tab| {
        tab.open(&format!("records/{}", examples::ODD_RECORD)).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.select_option("select[data-name=locale]", "zh-CN").await?;
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["同步异常"]).await?;
        // The event that the app's panic hook dispatches.
        tab.evaluate(
            "dispatchEvent(Object.assign(new Event('replica-log-broken'), { message: 'panicked at <b>x</b>' }))",
        )
        .await?;
        tab.wait_for_texts(".rl-broken h1", &["页面已停止运行"]).await?;
        tab.wait_for_texts(".rl-broken pre", &["panicked at <b>x</b>"]).await?;
        // The app's controls are removed.
        tab.wait_for_none("table, select").await?;
        tab.click_text(".rl-broken button", "重新加载").await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        Ok(())
    })
}
