//! The layout around every page: breadcrumbs, settings, configuration errors, announcements.

use leptos::prelude::*;
use replica_log::components::layout::{Crumb, Layout, use_page_info};
use replica_log::i18n::words;
use replica_log::model::config::{Config, ConfigError};
use replica_log::model::locale::Locale;
use replica_log::model::route::Route;
use replica_log::settings::{Settings, use_localizer};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, HtmlSelectElement};

use crate::fake_shell::{FakeShell, ShellCall};
use crate::harness::{Harness, turn, until};
use crate::input::{Click, dispatch_click, select_option};

/// A page with a heading in the language, a breadcrumb and a copy button.
#[component]
fn TestPage() -> impl IntoView {
    let words = use_localizer().words();
    let crumb = |word: &str, href: Option<&str>| Crumb { word: word.to_owned(), href: href.map(str::to_owned) };
    use_page_info().set(vec![crumb(words.task, Some("/app/tasks/k1")), crumb(words.execution, None)]);
    view! {
        <h1>{words.execution_log}</h1>
        <button data-copy="x"></button>
    }
}

/// A layout around a page.
struct MountedLayout {
    harness: Harness,
    shell: FakeShell,
}

impl MountedLayout {
    fn new(zone: &str, config_errors: Vec<ConfigError>) -> Self {
        let mut harness = Harness::new();
        let shell = FakeShell::default();
        let navigation = shell.navigation(Route::Home);
        let config = Config { locale: Some("en-US".to_owned()), time_zone: Some(zone.to_owned()), ..Config::default() };
        let (settings, _) = Settings::load(&config, true);
        harness.mount(move || {
            provide_context(navigation);
            provide_context(settings);
            let config_errors = RwSignal::new(config_errors);
            view! { <Layout config_errors><TestPage /></Layout> }
        });
        Self { harness, shell }
    }

    fn select(&self, name: &str) -> HtmlSelectElement {
        self.harness.find(&format!("select[data-name={name}]"))
    }

    fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.harness.find::<Element>(selector).get_attribute(name)
    }

    /// Every text of the layout and its page that differs between languages, in order.
    fn texts(&self) -> Vec<String> {
        let labels = ["select[data-name=locale]", "select[data-name=theme]", ".rl-segments", ".rl-head nav"];
        let labels = labels.map(|selector| self.attribute(selector, "aria-label").unwrap());
        let texts = ["select[data-name=theme] option", ".rl-skip", ".rl-trail li", "h1"];
        labels.into_iter().chain(texts.into_iter().flat_map(|selector| self.harness.texts(selector))).collect()
    }
}

fn expected(locale: Locale) -> Vec<String> {
    let words = words(locale);
    let texts = [
        words.language,
        words.theme,
        words.time_zone,
        words.breadcrumbs,
        words.theme_auto,
        words.theme_light,
        words.theme_dark,
        words.skip_to_content,
        words.task,
        words.execution,
        words.execution_log,
    ];
    texts.map(str::to_owned).to_vec()
}

#[wasm_bindgen_test]
async fn another_language_changes_every_word_and_keeps_the_focus() {
    let layout = MountedLayout::new("Asia/Shanghai", Vec::new());
    turn().await;
    assert_eq!(layout.texts(), expected(Locale::EnUs));
    let select = layout.select("locale");
    select.focus().unwrap();
    for locale in [Locale::ZhCn, Locale::Ja, Locale::EnUs] {
        select_option(&select, locale.tag());
        until("the new language", || layout.texts() == expected(locale)).await;
        assert_eq!(layout.attribute(".rl", "lang").as_deref(), Some(locale.tag()));
        assert_eq!(document().active_element().as_ref(), Some(select.as_ref()));
        assert_eq!(layout.select("locale"), select);
        assert_eq!(select.value(), locale.tag());
    }
}

#[wasm_bindgen_test]
async fn the_title_is_the_breadcrumb_in_the_language() {
    let layout = MountedLayout::new("Asia/Shanghai", Vec::new());
    let title = |title: &str| vec![ShellCall::SetTitle(title.to_owned())];
    turn().await;
    assert_eq!(layout.shell.take_calls(), title("Execution · Plan · Replica Log"));
    select_option(&layout.select("locale"), "zh-CN");
    turn().await;
    assert_eq!(layout.shell.take_calls(), title("执行日志 · 计划 · Replica Log"));
}

#[wasm_bindgen_test]
async fn the_breadcrumb_is_links_and_ends_with_the_current_page() {
    let layout = MountedLayout::new("Asia/Shanghai", Vec::new());
    turn().await;
    assert_eq!(layout.harness.texts(".rl-trail li"), ["Plan", "Execution"]);
    assert_eq!(layout.harness.text(".rl-trail [aria-current=page]"), "Execution");
    assert_eq!(layout.attribute(".rl-trail a", "href").as_deref(), Some("/app/tasks/k1"));
    assert!(layout.attribute(".rl-brand", "href").unwrap().ends_with("/app/"));
}

#[wasm_bindgen_test]
async fn the_theme_attribute_follows_the_setting() {
    let layout = MountedLayout::new("Asia/Shanghai", Vec::new());
    assert_eq!(layout.attribute(".rl", "data-theme").as_deref(), Some("auto"));
    for theme in ["dark", "light", "auto"] {
        select_option(&layout.select("theme"), theme);
        until("the theme", || layout.attribute(".rl", "data-theme").as_deref() == Some(theme)).await;
        assert_eq!(layout.select("theme").value(), theme);
    }
}

#[wasm_bindgen_test]
async fn the_zone_buttons_show_and_change_the_zone() {
    let layout = MountedLayout::new("Asia/Shanghai", Vec::new());
    let buttons = || layout.harness.all(".rl-segments button");
    let pressed = || buttons().iter().map(|button| button.get_attribute("aria-pressed").unwrap()).collect::<Vec<_>>();
    assert_eq!(layout.harness.texts(".rl-segments button"), ["Asia/Shanghai +08:00", "UTC"]);
    assert_eq!(pressed(), ["true", "false"]);
    dispatch_click(&buttons()[1], Click::default());
    until("UTC to be pressed", || pressed() == ["false", "true"]).await;
    // No choice if the user's own zone is UTC.
    let layout = MountedLayout::new("UTC", Vec::new());
    assert_eq!(layout.harness.texts(".rl-segments button"), ["UTC"]);
}

#[wasm_bindgen_test]
async fn configuration_errors_are_shown_as_plain_text() {
    let markup = r#"<img src=x onerror="document.title='broken'"><b>{0}</b>"#;
    let config_errors = vec![
        ConfigError::Value { key: "theme", value: markup.to_owned() },
        ConfigError::Unreadable("unknown field `apibase` at line 1 column 10".to_owned()),
    ];
    let layout = MountedLayout::new("Asia/Shanghai", config_errors);
    let messages = [
        format!("Configuration error: invalid entry “{markup}” in theme"),
        "Configuration error: unknown field `apibase` at line 1 column 10".to_owned(),
    ];
    assert_eq!(layout.harness.texts("[role=alert]"), messages);
    assert_eq!(layout.harness.all("img, [role=alert] b").len(), 0);
    select_option(&layout.select("locale"), "zh-CN");
    let zh = format!("本页面的配置有误：theme 中的“{markup}”无效");
    until("the message in the other language", || layout.harness.texts("[role=alert]")[0] == zh).await;
}

#[wasm_bindgen_test]
fn the_skip_link_focuses_the_main_content() {
    let layout = MountedLayout::new("Asia/Shanghai", Vec::new());
    let before = window().location().href().unwrap();
    assert!(!dispatch_click(&layout.harness.find::<Element>(".rl-skip"), Click::default()));
    assert_eq!(document().active_element(), Some(layout.harness.find("main")));
    assert_eq!(window().location().href().unwrap(), before);
}

#[wasm_bindgen_test]
async fn a_copy_is_announced_to_screen_readers() {
    let layout = MountedLayout::new("Asia/Shanghai", Vec::new());
    let region = layout.harness.find::<HtmlElement>(".rl > [role=status]");
    assert_eq!(region.get_attribute("aria-live").as_deref(), Some("polite"));
    assert_eq!(region.text_content().as_deref(), Some(""));
    dispatch_click(&layout.harness.find::<Element>("[data-copy]"), Click::default());
    let announced = || region.text_content().unwrap_or_default();
    until("an announcement", || ["Copied", "The browser did not allow copying"].contains(&announced().as_str())).await;
}
