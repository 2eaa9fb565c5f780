//! Every page in every state, before axe-core: in each language, at three widths, in both themes.

use crate::framed::{Around, tell};
use replica_log_e2e::{Complaints, Endpoint, Fault, FaultAnswer, Key, Outcome, Setup, Tab, examples, visit};
use serde_json::json;
use std::time::Duration;

const WIDTHS: [u32; 3] = [360, 768, 1440];
const THEMES: [&str; 2] = ["light", "dark"];

/// Gives the page a theme: by its own choice, or, where somebody else chooses, as if they had; and ends what moves.
const DRESS: &str = "const list = document.querySelector('select[data-name=theme]'); \
    if (list) { list.value = arguments[0]; list.dispatchEvent(new Event('change', { bubbles: true })); } \
    else document.querySelectorAll('.rl').forEach(e => e.dataset.theme = arguments[0]); \
    document.getAnimations().forEach(a => a.effect.getTiming().iterations === Infinity ? a.pause() : a.finish());";

/// What was found so far.
#[derive(Default)]
struct Found(Vec<String>);

impl Found {
    /// Looks at what the tab shows.
    async fn look(&mut self, tab: &Tab, state: &str, widths: &[u32], themes: &[&str]) -> Outcome {
        for width in widths {
            tab.resize(*width, 900).await?;
            for theme in themes {
                tab.driver().execute(DRESS, vec![json!(theme)]).await?;
                let found = tab.violations().await?;
                self.0.extend(found.into_iter().map(|line| format!("{state}, {width}, {theme}: {line}")));
            }
        }
        tab.resize(1440, 900).await?;
        Ok(())
    }

    /// In all widths and themes.
    async fn all(&mut self, tab: &Tab, state: &str) -> Outcome {
        self.look(tab, state, &WIDTHS, &THEMES).await
    }

    /// Fails if anything was found.
    fn end(self) {
        assert!(self.0.is_empty(), "{} violations:\n{}", self.0.len(), self.0.join("\n"));
    }
}

fn setup(language: &str) -> Setup {
    let mut setup = Setup::running(Duration::from_secs(600));
    setup.options.shortcuts = true;
    Setup { language: language.into(), complaints: Complaints::Any, ..setup }
}

/// Holds back every answer of an endpoint.
fn hold(tab: &Tab, endpoint: Endpoint) {
    tab.demo().faults().add(Fault::new(endpoint, FaultAnswer::Genuine).delay(Duration::from_secs(3600)));
}

async fn home_and_history(tab: &Tab, found: &mut Found) -> Outcome {
    tab.open("").await?;
    found.all(tab, "home").await?;
    tab.press(Key::Enter).await?;
    tab.counts(".rl-refused", 1).await?;
    found.all(tab, "home, refused").await?;
    tab.open("projects/1").await?;
    found.all(tab, "nowhere").await?;
    for (state, place) in [
        ("task", format!("tasks/{}?planName=nightly-release&pageSize=10", examples::NIGHTLY_TASK)),
        ("task that never ran", format!("tasks/{}", examples::EMPTY_TASK)),
        ("task, nothing matches", format!("tasks/{}?status=FAILED", examples::EDGE_TASK)),
        ("task that nobody knows", "tasks/0123456789abcdef0123456789abcdef".to_owned()),
    ] {
        tab.open(&place).await?;
        tab.is_quiet().await?;
        found.all(tab, state).await?;
    }
    hold(tab, Endpoint::RecordPage);
    tab.open(&format!("tasks/{}", examples::NIGHTLY_TASK)).await?;
    tab.counts(".rl-card .rl-skeleton", 1).await?;
    found.all(tab, "task, loading").await?;
    tab.demo().faults().clear();
    tab.open(&format!("tasks/{}?history=all&pageSize=10", examples::NIGHTLY_TASK)).await?;
    tab.counts(".rl-chart", 1).await?;
    found.all(tab, "trend").await?;
    tab.click(".rl-numbers-switch button").await?;
    tab.counts(".rl-numbers table", 1).await?;
    found.all(tab, "trend in numbers").await?;
    tab.open("").await?;
    tab.counts("[data-name=recent]", 1).await?;
    found.all(tab, "home, opened lately").await
}

async fn record(tab: &Tab, found: &mut Found) -> Outcome {
    let failed = format!("records/{}?planName=nightly-release", examples::nightly_failed());
    let rows = tab.service_says(&format!("detail/page/{}?status=FAILED", examples::nightly_failed())).await?;
    let id = rows.pointer("/records/0/id").and_then(serde_json::Value::as_str).unwrap().to_owned();
    for (state, place) in [
        ("record", format!("{failed}&pageSize=10")),
        ("record, an open row", format!("{failed}&status=FAILED&pageSize=5&open={id}")),
        ("record, nothing matches", format!("{failed}&artifactName=nothing")),
        ("record, historical", format!("records/{}?pageSize=10", examples::MIXED_RECORD)),
        ("record, running", format!("records/{}?pageSize=10", examples::RUNNING_RECORD)),
        ("record of tomorrow", format!("records/{}", examples::TOMORROW_RECORD)),
        ("by error", format!("{failed}&pageSize=5&triage=error")),
        ("by cluster", format!("{failed}&pageSize=5&triage=cluster")),
        ("by repository", format!("{failed}&pageSize=5&triage=repository")),
        ("against the run before", format!("{failed}&pageSize=5&triage=before&group=new")),
    ] {
        tab.open(&place).await?;
        tab.is_quiet().await?;
        if place.contains("triage=") {
            let toggle = ".rl-triage .rl-toggle button[aria-expanded=false]";
            tab.until("groups", &format!("document.querySelector('{toggle}')")).await?;
            tab.click(toggle).await?;
            tab.until("an open group", "document.querySelector('.rl-triage .rl-members li')").await?;
        }
        found.all(tab, state).await?;
    }
    tab.open(&format!("{failed}&pageSize=5")).await?;
    tab.is_quiet().await?;
    tab.click(".rl-filters .rl-more").await?;
    found.all(tab, "record, all filters").await
}

async fn dialogs(tab: &Tab, found: &mut Found) -> Outcome {
    tab.open(&format!("records/{}?pageSize=5", examples::nightly_failed())).await?;
    tab.is_quiet().await?;
    for name in ["columns", "keys", "raw", "export"] {
        let opener = if name == "keys" { ".rl-help".to_owned() } else { format!("button[data-name={name}]") };
        tab.click(&opener).await?;
        tab.counts(&format!("dialog[data-name={name}][open]"), 1).await?;
        found.all(tab, &format!("dialog {name}")).await?;
        match name {
            "raw" => {
                tab.click("dialog[data-name=raw] [data-main]").await?;
                tab.counts("dialog[data-name=raw] pre", 1).await?;
                found.all(tab, "raw list, read").await?;
            }
            "export" => {
                tab.value("(window.showSaveFilePicker = undefined, null)").await?;
                let slow = Fault::new(Endpoint::DetailPage, FaultAnswer::Genuine).when("pageNumber=2&pageSize=500");
                tab.demo().faults().add(slow.delay(Duration::from_secs(3600)).times(1));
                tab.click("dialog [data-format=csv]").await?;
                tab.counts("dialog .rl-reading progress", 1).await?;
                found.all(tab, "export, reading").await?;
                tab.click("dialog .rl-reading button").await?;
                tab.counts("dialog .rl-notice", 1).await?;
                found.all(tab, "export, stopped").await?;
                tab.click("dialog .rl-notice button").await?;
                tab.counts("dialog a[download]", 1).await?;
                found.all(tab, "export, done").await?;
            }
            _ => {}
        }
        tab.press(Key::Escape).await?;
        tab.misses("dialog[open]").await?;
    }
    Ok(())
}

async fn trouble(tab: &Tab, found: &mut Found) -> Outcome {
    let place = format!("records/{}?pageSize=5", examples::ODD_RECORD);
    for answer in [
        FaultAnswer::Status(401),
        FaultAnswer::Status(403),
        FaultAnswer::Status(440),
        FaultAnswer::Status(429),
        FaultAnswer::Status(500),
        FaultAnswer::Status(502),
        FaultAnswer::NotJson,
        FaultAnswer::Cut,
    ] {
        tab.demo().faults().clear();
        let state = format!("record, {answer:?}");
        tab.fault(Endpoint::DetailPage, answer);
        tab.open(&place).await?;
        tab.counts(".rl-failure", 1).await?;
        // They differ in their words.
        found.look(tab, &state, &[360, 1440], &["light"]).await?;
    }
    found.all(tab, "record, failed").await?;
    tab.demo().faults().clear();
    // Of the page's own realm: what a driver sets is not seen by the page in every browser.
    tab.gate().first("{ const { now } = Date; window.passed = 0; Date.now = () => now() + window.passed; }");
    tab.open(&place).await?;
    tab.is_quiet().await?;
    tab.fault(Endpoint::DetailPage, FaultAnswer::Status(500));
    tab.click(".rl-refresh").await?;
    tab.counts(".rl-stale", 1).await?;
    found.all(tab, "record, stale").await?;
    tab.demo().faults().clear();
    // A new release.
    tab.gate().rewrite("data-js=\"./replica-log-", "data-js=\"./next-");
    tab.value("(window.passed = 3600000)").await?;
    tab.value("document.dispatchEvent(new Event('visibilitychange'))").await?;
    tab.counts(".rl-release button", 2).await?;
    found.all(tab, "a new release").await?;
    tab.gate().rewrite_nothing();
    tab.value("dispatchEvent(Object.assign(new Event('replica-log-broken'), { message: 'panicked' }))").await?;
    tab.counts(".rl-broken", 1).await?;
    found.all(tab, "broken").await?;
    Ok(())
}

fn every_page(language: &str) -> Outcome {
    visit(setup(language), async |tab| {
        tab.demo().clock().stop();
        let mut found = Found::default();
        home_and_history(tab, &mut found).await?;
        record(tab, &mut found).await?;
        dialogs(tab, &mut found).await?;
        trouble(tab, &mut found).await?;
        found.end();
        Ok(())
    })
}

#[test]
fn every_page_and_state_in_english() -> Outcome {
    every_page("en-US")
}

#[test]
fn every_page_and_state_in_chinese() -> Outcome {
    every_page("zh-CN")
}

#[test]
fn every_page_and_state_in_japanese() -> Outcome {
    every_page("ja")
}

#[test]
fn a_framed_page_and_mistakes_in_the_configuration() -> Outcome {
    let around = Around::new()?;
    let mut setup = around.setup(&[&around.origin]);
    setup.complaints = Complaints::Any;
    visit(setup, async |tab| {
        let mut found = Found::default();
        around.open(tab, &format!("embed/records/{}?pageSize=5", examples::ODD_RECORD)).await?;
        tab.driver().enter_frame(0).await?;
        for language in ["en-US", "zh-CN", "ja"] {
            tell(tab, "syncLocale", json!({ "locale": language })).await?;
            tab.until_same("the language", "document.querySelector('.rl').lang", language).await?;
            tab.counts("table tbody", 5).await?;
            for theme in THEMES {
                tell(tab, "syncTheme", json!({ "theme": theme })).await?;
                tab.until_same("the theme", "document.querySelector('.rl').dataset.theme", theme).await?;
                tab.bring_axe().await?;
                tab.driver().enter_default_frame().await?;
                let lines = tab.violations().await?;
                tab.driver().enter_frame(0).await?;
                found.0.extend(lines.into_iter().map(|line| format!("framed, {language}, {theme}: {line}")));
            }
        }
        found.end();
        Ok(())
    })?;
    let mistaken = json!({ "theme": "blue", "timeZone": "Mars/Olympus" });
    visit(Setup { complaints: Complaints::Any, ..Setup::configured(mistaken) }, async |tab| {
        let mut found = Found::default();
        tab.open("").await?;
        tab.counts(".rl-mistake", 2).await?;
        found.all(tab, "mistakes").await?;
        found.end();
        Ok(())
    })
}
