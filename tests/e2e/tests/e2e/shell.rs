//! Where the page stands, how it is reached by the keyboard, and what it says when it cannot go on.

use crate::common::{NAMES, lists};
use replica_log_e2e::{Complaints, Key, Outcome, Setup, app_folder, examples, visit};
use serde_json::json;

#[test]
fn one_build_serves_any_path_and_any_place_of_the_api() -> Outcome {
    let mut setup = Setup::default();
    setup.options.base = "/ui/replica log/".into();
    setup.options.api_base = "/web".into();
    visit(setup, async |tab| {
        let odd = format!("records/{}", examples::ODD_RECORD);
        assert!(tab.address("").ends_with("/ui/replica%20log/"));
        // A link from somewhere else, deep into the app.
        tab.open(&format!("{odd}?version=0.9")).await?;
        lists(tab, &["pypi://namee", "pypi://name{2}"]).await?;
        assert!(tab.asked("").iter().all(|seen| seen.path.starts_with("/web/replication/api/")));
        tab.click_word(".rl-chips a", "clear all").await?;
        tab.is_at(&odd).await?;
        tab.click("h1 a").await?;
        tab.is_at(&format!("tasks/{}", examples::ODD_TASK)).await?;
        tab.counts("table.rl-history tbody", 1).await?;
        tab.reload().await?;
        tab.counts("table.rl-history tbody", 1).await?;
        tab.click(".rl-brand").await?;
        tab.is_at("").await?;
        tab.reads("h1", &["Open a task or an execution"]).await?;
        tab.back().await?;
        tab.is_at(&format!("tasks/{}", examples::ODD_TASK)).await?;
        tab.counts("table.rl-history tbody", 1).await?;
        Ok(())
    })
}

#[test]
fn the_keyboard_reaches_the_content_and_a_bar_of_the_strip() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open(&format!("tasks/{}", examples::EDGE_TASK)).await?;
        tab.counts(".rl-strip li a", 9).await?;
        tab.tab_to(".rl-skip").await?;
        tab.until(
            "the way to skip to be in sight",
            "document.querySelector('.rl-skip').getBoundingClientRect().top >= 0",
        )
        .await?;
        tab.press(Key::Enter).await?;
        tab.until_same("the focus on the content", "document.activeElement.id", "rl-main").await?;
        tab.is_at(&format!("tasks/{}", examples::EDGE_TASK)).await?;
        tab.tab_to(".rl-strip li:last-child a").await?;
        let href = tab.value("document.activeElement.href").await?;
        tab.press(Key::Enter).await?;
        tab.until_same("the record of the bar", "location.href", href).await?;
        tab.counts("table.rl-details tbody", 20).await?;
        // A row opens and closes by the keyboard too.
        tab.tab_to("table.rl-details tbody:nth-of-type(2) .rl-toggle button").await?;
        tab.press(Key::Enter).await?;
        tab.counts(".rl-whole-row", 1).await?;
        tab.until_same("the focus to stay", "document.activeElement.getAttribute('aria-expanded')", "true").await?;
        tab.press(Key::Space).await?;
        tab.misses(".rl-whole-row").await?;
        Ok(())
    })
}

#[test]
fn whoever_arrives_by_the_keyboard_can_go_on_from_the_new_page() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open(&format!("tasks/{}", examples::EDGE_TASK)).await?;
        tab.counts("table.rl-history tbody", 9).await?;
        tab.tab_to("table.rl-history .rl-row-link").await?;
        tab.press(Key::Enter).await?;
        tab.counts("table.rl-details tbody", 20).await?;
        let title = tab.value("document.title").await?;
        assert!(title.as_str().unwrap().contains("Replica Log"), "{title}");
        assert!(title.as_str().unwrap().contains(examples::EDGE_TASK), "{title}");
        // Not lost in front of everything again: the focus is on the new page.
        tab.until("the focus on the new page", "!!document.activeElement.closest('main')").await?;
        Ok(())
    })
}

#[test]
fn no_page_is_wider_than_its_window() -> Outcome {
    visit(Setup::default(), async |tab| {
        let page = tab.service_says(&format!("detail/page/{}?pageSize=50", examples::ODD_RECORD)).await?;
        let id = page.pointer("/records/0/id").and_then(serde_json::Value::as_str).unwrap().to_owned();
        for place in [
            String::new(),
            format!("tasks/{}", examples::NIGHTLY_TASK),
            format!("records/{}?pageSize=50&open={id}", examples::ODD_RECORD),
            format!("records/{}", examples::MIXED_RECORD),
        ] {
            for width in [360, 768, 1440, 2560] {
                tab.resize(width, 900).await?;
                tab.open(&place).await?;
                tab.is_quiet().await?;
                let wide =
                    tab.value("document.documentElement.scrollWidth - document.documentElement.clientWidth").await?;
                assert_eq!(wide, 0, "/{place} at {width} pixels");
            }
        }
        Ok(())
    })
}

#[test]
fn a_link_with_a_modifier_is_the_browsers_own() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open(&format!("tasks/{}", examples::EDGE_TASK)).await?;
        tab.counts("table.rl-history tbody", 9).await?;
        let link = tab.driver().find(thirtyfour::By::Css("table.rl-history .rl-row-link")).await?;
        let keys = tab.driver().action_chain().key_down(Key::Control).click_element(&link).key_up(Key::Control);
        keys.perform().await?;
        tab.until_some("a second tab", async || {
            let windows = tab.driver().windows().await?.len();
            Ok(if windows == 2 { Ok(()) } else { Err(windows.to_string()) })
        })
        .await?;
        tab.is_at(&format!("tasks/{}", examples::EDGE_TASK)).await?;
        Ok(())
    })
}

#[test]
fn a_mistake_in_the_configuration_is_told_on_the_page() -> Outcome {
    let told = |config: serde_json::Value, words: &'static [&'static str]| {
        visit(Setup::configured(config), async move |tab| {
            tab.open(&format!("records/{}?version=0.9", examples::ODD_RECORD)).await?;
            let begins = "This page's configuration has a mistake in it: ";
            let words: Vec<_> = words.iter().map(|words| format!("{begins}{words}")).collect();
            for words in &words {
                tab.sees(".rl-mistake[role=alert]", words).await?;
            }
            tab.counts(".rl-mistake", words.len()).await?;
            // The rest is as good as it can be.
            lists(tab, &["pypi://namee", "pypi://name{2}"]).await?;
            Ok(())
        })
    };
    told(
        json!({ "theme": "blue", "timeZone": "Mars/Olympus" }),
        &["theme cannot be “blue”", "timeZone cannot be “Mars/Olympus”"],
    )?;
    told(json!({ "themes": "dark" }), &["unknown field `themes`"])
}

#[test]
fn a_damaged_program_is_told_in_words_with_a_way_to_reload() -> Outcome {
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
    let mut setup = Setup { complaints: Complaints::Any, ..Setup::default() };
    setup.options.app = Some(folder.path().to_owned());
    visit(setup, async |tab| {
        tab.driver().goto(tab.address("")).await?;
        tab.sees(".rl-broken[role=alert] h1", "This page cannot go on").await?;
        tab.sees(".rl-broken", "Reload it. If that does not help, give this message to whoever runs it:").await?;
        // Firefox has one of two words for it, as the pieces come in.
        tab.sees(".rl-broken pre", "Error: ").await?;
        tab.reads(".rl-broken button", &["Reload", "Copy"]).await?;
        tab.value("(window.before = true)").await?;
        tab.click_word(".rl-broken button", "Reload").await?;
        tab.until_same("another page", "window.before ?? 'another'", "another").await?;
        tab.sees(".rl-broken[role=alert] h1", "This page cannot go on").await?;
        Ok(())
    })
}

#[test]
fn a_program_that_breaks_says_so_in_the_language_that_it_spoke() -> Outcome {
    let setup = Setup { complaints: Complaints::Any, ..Setup::default() };
    visit(setup, async |tab| {
        tab.open(&format!("records/{}", examples::ODD_RECORD)).await?;
        tab.counts(NAMES, 20).await?;
        tab.choose("select[data-name=locale]", "zh-CN").await?;
        tab.reads(".rl-record-head .rl-title .rl-status", &["同步异常"]).await?;
        // As the app itself announces it.
        tab.value("dispatchEvent(Object.assign(new Event('replica-log-broken'), { message: 'panicked at <b>x</b>' }))")
            .await?;
        tab.reads(".rl-broken h1", &["页面无法继续运行"]).await?;
        tab.reads(".rl-broken pre", &["panicked at <b>x</b>"]).await?;
        // Nothing of the broken app is left to be clicked.
        tab.misses("table, select").await?;
        tab.click_word(".rl-broken button", "重新加载").await?;
        tab.counts(NAMES, 20).await?;
        Ok(())
    })
}
