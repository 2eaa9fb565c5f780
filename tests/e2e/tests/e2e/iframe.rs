//! The page in a frame of another site's.

use crate::common::NAMES;
use axum::Router;
use axum::response::Html;
use axum::routing::get;
use replica_log_e2e::{AllowedErrors, Endpoint, FaultAnswer, Setup, Tab, TestResult, browser_test, examples};
use serde_json::json;
use std::net::TcpListener;

/// A page that frames what its own address names, and keeps what it is told.
const AROUND: &str = r#"<!doctype html><html lang="en"><title>Around</title><main><h1>Around</h1></main><script>
  window.said = [];
  addEventListener("message", (event) => said.push({ ...event.data, from: event.origin }));
  const frame = document.querySelector("main").appendChild(document.createElement("iframe"));
  frame.title = "Replica Log";
  frame.src = new URLSearchParams(location.search).get("child");
  frame.width = 1200;
  window.tell = (action, params) => frame.contentWindow.postMessage({ action, params }, "*");
</script>"#;

/// Another site, whose origin is known before it answers.
pub struct Around {
    listener: TcpListener,
    pub origin: String,
}

impl Around {
    pub fn new() -> Result<Self, std::io::Error> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let origin = format!("http://{}", listener.local_addr()?);
        Ok(Self { listener, origin })
    }

    /// The app, which lets this site frame it and speaks with those of `origins`.
    pub fn setup(&self, origins: &[&str]) -> Setup {
        let mut setup = Setup::with_config(json!({ "embedOrigins": origins, "locale": "en-US" }));
        setup.options.frame_ancestors = self.origin.clone();
        // The site asks for an icon that it does not have.
        setup.allowed_errors = AllowedErrors::Requests;
        setup
    }

    /// Opens a place of the app in the frame.
    pub async fn open(self, tab: &Tab, place: &str) -> TestResult {
        let listener = tokio::net::TcpListener::from_std(self.listener)?;
        let router = Router::new().route("/", get(async || Html(AROUND)));
        tokio::spawn(async move { axum::serve(listener, router).await });
        let child: String = form_urlencoded::byte_serialize(tab.url(place).as_bytes()).collect();
        tab.driver().goto(format!("{}/?child={child}", self.origin)).await?;
        Ok(())
    }
}

/// Waits until the page around has been told this; `test` is an expression of `params`.
async fn told(tab: &Tab, action: &str, test: &str) -> TestResult {
    tab.driver().enter_default_frame().await?;
    let own = json!(tab.url("").trim_end_matches('/'));
    let found = format!(
        "said.some(({{ source, action, params, from }}) => \
         source === 'replica-log' && from === {own} && action === '{action}' && ({test}))"
    );
    tab.wait_until(&format!("{action} to be told, where {test}"), &found).await?;
    tab.driver().enter_frame(0).await?;
    Ok(())
}

/// Lets the page around say something.
pub async fn tell(tab: &Tab, action: &str, params: serde_json::Value) -> TestResult {
    tab.driver().enter_default_frame().await?;
    tab.evaluate(&format!("tell('{action}', {params})")).await?;
    tab.driver().enter_frame(0).await?;
    Ok(())
}

#[test]
fn embedded_page_has_no_header_and_posts_sync_url_messages() -> TestResult {
    let around = Around::new()?;
    let record = examples::ODD_RECORD;
    browser_test(around.setup(&[&around.origin]), async |tab| {
        around.open(tab, &format!("embed/records/{record}?status=FAILED")).await?;
        tab.driver().enter_frame(0).await?;
        tab.wait_for_text(NAMES, "helm://trace").await?;
        tab.wait_for_none(".rl-head, .rl-brand, select[data-name=locale], main").await?;
        told(tab, "syncLocale", "params.locale === 'en-US'").await?;
        told(tab, "height", "params.height > 500").await?;
        tab.click_text(".rl-choice a", "All").await?;
        told(tab, "syncUrl", &format!("params.url === 'records/{record}'")).await?;
        tab.wait_for_value("the frame's own address", "location.pathname", format!("/embed/records/{record}")).await?;
        // What is opened in a tab of its own has all that a page of its own has.
        let href = tab.attribute(".rl-title h1 a", "href").await?;
        assert_eq!(href, tab.url(&format!("tasks/{}", examples::ODD_TASK)));
        tab.click(".rl-title h1 a").await?;
        told(tab, "syncUrl", &format!("params.url === 'tasks/{}'", examples::ODD_TASK)).await?;
        tab.driver().enter_default_frame().await?;
        tab.evaluate("said.length = 0").await?;
        tab.driver().enter_frame(0).await?;
        tab.evaluate("(history.back(), true)").await?;
        told(tab, "syncUrl", &format!("params.url === 'records/{record}'")).await?;
        Ok(())
    })
}

#[test]
fn embedded_page_follows_sync_messages_of_its_parent() -> TestResult {
    let around = Around::new()?;
    browser_test(around.setup(&[&around.origin]), async |tab| {
        around.open(tab, &format!("embed/records/{}", examples::ODD_RECORD)).await?;
        tab.driver().enter_frame(0).await?;
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["Failed"]).await?;
        tell(tab, "syncLocale", json!({ "locale": "zh-CN" })).await?;
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["同步异常"]).await?;
        tell(tab, "syncTheme", json!({ "theme": "dark" })).await?;
        tab.wait_for_value("the theme", "document.querySelector('.rl').dataset.theme", "dark").await?;
        tell(tab, "syncUrl", json!({ "url": format!("/tasks/{}", examples::NIGHTLY_TASK) })).await?;
        tab.wait_for_text(".rl-strip", "").await?;
        // Loading the frame anew changes nothing.
        let own = format!("/embed/tasks/{}", examples::NIGHTLY_TASK);
        tab.wait_for_value("the frame's own address", "location.pathname", own).await?;
        // Neither was this person's choice on this device.
        assert_eq!(tab.evaluate("Object.keys(localStorage).filter(key => /locale|theme/.test(key))").await?, json!([]));
        Ok(())
    })
}

#[test]
fn embedded_page_delegates_sign_in_to_its_parent() -> TestResult {
    let around = Around::new()?;
    browser_test(around.setup(&[&around.origin]), async |tab| {
        for endpoint in [Endpoint::Record, Endpoint::Overview, Endpoint::DetailPage] {
            tab.fault(endpoint, FaultAnswer::Status(401));
        }
        around.open(tab, &format!("embed/records/{}", examples::ODD_RECORD)).await?;
        tab.driver().enter_frame(0).await?;
        tab.wait_for_count(".rl-failure", 3).await?;
        tab.click_text(".rl-failure button", "Sign in").await?;
        told(tab, "toggleLoginDialog", "params.isShow === true").await?;
        tab.demo().faults().clear();
        // All that failed is asked for, not only what was clicked.
        tell(tab, "signedIn", json!({})).await?;
        tab.wait_for_count(NAMES, 20).await?;
        tab.wait_for_count(".rl-failure", 0).await?;
        Ok(())
    })
}

#[test]
fn signed_in_message_refetches_failed_queries() -> TestResult {
    let around = Around::new()?;
    browser_test(around.setup(&[&around.origin]), async |tab| {
        tab.fault(Endpoint::RecordPage, FaultAnswer::Status(401));
        around.open(tab, &format!("embed/tasks/{}", examples::NIGHTLY_TASK)).await?;
        tab.driver().enter_frame(0).await?;
        tab.wait_for_text(".rl-strip-failed", "").await?;
        tab.demo().faults().clear();
        tell(tab, "signedIn", json!({})).await?;
        tab.wait_for_text(".rl-strip a", "").await?;
        tab.wait_for_count(".rl-strip-failed, .rl-failure", 0).await?;
        Ok(())
    })
}

#[test]
fn messages_are_exchanged_with_listed_origins_only() -> TestResult {
    let around = Around::new()?;
    browser_test(around.setup(&["https://console.example.com"]), async |tab| {
        around.open(tab, &format!("embed/records/{}", examples::ODD_RECORD)).await?;
        tab.driver().enter_frame(0).await?;
        tab.wait_for_count(NAMES, 20).await?;
        tell(tab, "syncLocale", json!({ "locale": "zh-CN" })).await?;
        tab.click_text(".rl-choice a", "Failed").await?;
        tab.wait_for_count(NAMES, 15).await?;
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["Failed"]).await?;
        tab.driver().enter_default_frame().await?;
        assert_eq!(tab.evaluate("said").await?, json!([]));
        Ok(())
    })
}
