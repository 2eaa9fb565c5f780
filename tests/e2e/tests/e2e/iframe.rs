//! The `/embed/` page in an iframe of another origin, and its `postMessage` protocol.

use crate::common::NAME_CELLS;
use axum::Router;
use axum::response::Html;
use axum::routing::get;
use replica_log_e2e::{AllowedErrors, Endpoint, FaultResponse, Setup, Tab, TestResult, browser_test, examples};
use serde_json::json;
use std::net::TcpListener;

/// A parent page that frames the URL of its own query, and records the messages it receives.
const PARENT_HTML: &str = r#"<!doctype html><html lang="en"><title>Parent page</title><main><h1>Parent page</h1></main><script>
  window.said = [];
  addEventListener("message", (event) => said.push({ ...event.data, from: event.origin }));
  const frame = document.querySelector("main").appendChild(document.createElement("iframe"));
  frame.title = "Replica Log";
  frame.src = new URLSearchParams(location.search).get("child");
  frame.width = 1200;
  window.tell = (action, params) => frame.contentWindow.postMessage({ action, params }, "*");
</script>"#;

/// The parent page's server. Its origin is known before it serves, because the app's configuration needs it.
pub struct ParentPage {
    listener: TcpListener,
    pub origin: String,
}

impl ParentPage {
    pub fn new() -> Result<Self, std::io::Error> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let origin = format!("http://{}", listener.local_addr()?);
        Ok(Self { listener, origin })
    }

    /// The app, which this page may frame (`frame-ancestors`), and which exchanges messages with `origins`.
    pub fn setup(&self, origins: &[&str]) -> Setup {
        let mut setup = Setup::with_config(json!({ "embedOrigins": origins, "locale": "en-US" }));
        setup.options.frame_ancestors = self.origin.clone();
        // The parent page has no favicon, which the browser requests.
        setup.allowed_errors = AllowedErrors::Requests;
        setup
    }

    /// Opens a page of the app in the frame.
    pub async fn open(self, tab: &Tab, path: &str) -> TestResult {
        let listener = tokio::net::TcpListener::from_std(self.listener)?;
        let router = Router::new().route("/", get(async || Html(PARENT_HTML)));
        tokio::spawn(async move { axum::serve(listener, router).await });
        let child: String = form_urlencoded::byte_serialize(tab.url(path).as_bytes()).collect();
        tab.driver().goto(format!("{}/?child={child}", self.origin)).await?;
        Ok(())
    }
}

/// Waits until the parent page has received a message; `test` is a condition on its `params`.
async fn expect_message(tab: &Tab, action: &str, test: &str) -> TestResult {
    tab.driver().enter_default_frame().await?;
    let own = json!(tab.url("").trim_end_matches('/'));
    let found = format!(
        "said.some(({{ source, action, params, from }}) => \
         source === 'replica-log' && from === {own} && action === '{action}' && ({test}))"
    );
    tab.wait_until(&format!("the message {action} with {test}"), &found).await?;
    tab.driver().enter_frame(0).await?;
    Ok(())
}

/// Posts a message from the parent page to the app.
pub async fn post_message(tab: &Tab, action: &str, params: serde_json::Value) -> TestResult {
    tab.driver().enter_default_frame().await?;
    tab.evaluate(&format!("tell('{action}', {params})")).await?;
    tab.driver().enter_frame(0).await?;
    Ok(())
}

#[test]
fn embedded_page_has_no_header_and_posts_sync_url_messages() -> TestResult {
    let parent = ParentPage::new()?;
    let record = examples::ODD_RECORD;
    browser_test(parent.setup(&[&parent.origin]), async |tab| {
        parent.open(tab, &format!("embed/records/{record}?status=FAILED")).await?;
        tab.driver().enter_frame(0).await?;
        tab.wait_for_text(NAME_CELLS, "trace").await?;
        tab.wait_for_none(".rl-head, .rl-brand, select[data-name=locale], main").await?;
        expect_message(tab, "syncLocale", "params.locale === 'en-US'").await?;
        expect_message(tab, "height", "params.height > 500").await?;
        tab.click_text(".rl-choice a", "All").await?;
        expect_message(tab, "syncUrl", &format!("params.url === 'records/{record}'")).await?;
        tab.wait_for_value("the frame's own URL", "location.pathname", format!("/embed/records/{record}")).await?;
        // Links point to the standalone page, for opening in a new tab.
        tab.wait_for_texts("h1", &["odd-names"]).await?;
        let href = tab.attribute(".rl-title h1 a", "href").await?;
        let task = format!("tasks/{}?planName=odd-names", examples::ODD_TASK);
        assert_eq!(href, tab.url(&task));
        tab.click(".rl-title h1 a").await?;
        expect_message(tab, "syncUrl", &format!("params.url === '{task}'")).await?;
        tab.driver().enter_default_frame().await?;
        tab.evaluate("said.length = 0").await?;
        tab.driver().enter_frame(0).await?;
        tab.evaluate("(history.back(), true)").await?;
        expect_message(tab, "syncUrl", &format!("params.url === 'records/{record}'")).await?;
        Ok(())
    })
}

#[test]
fn embedded_page_follows_sync_messages_of_its_parent() -> TestResult {
    let parent = ParentPage::new()?;
    browser_test(parent.setup(&[&parent.origin]), async |tab| {
        parent.open(tab, &format!("embed/records/{}", examples::ODD_RECORD)).await?;
        tab.driver().enter_frame(0).await?;
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["Failed"]).await?;
        post_message(tab, "syncLocale", json!({ "locale": "zh-CN" })).await?;
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["同步异常"]).await?;
        post_message(tab, "syncTheme", json!({ "theme": "dark" })).await?;
        tab.wait_for_value("the theme", "document.querySelector('.rl').dataset.theme", "dark").await?;
        post_message(tab, "syncUrl", json!({ "url": format!("/tasks/{}", examples::NIGHTLY_TASK) })).await?;
        tab.wait_for_text(".rl-strip", "").await?;
        // The frame's own URL follows, so that reloading it keeps the page.
        let own = format!("/embed/tasks/{}", examples::NIGHTLY_TASK);
        tab.wait_for_value("the frame's own URL", "location.pathname", own).await?;
        // The parent's locale and theme are not stored as the user's choice.
        assert_eq!(tab.evaluate("Object.keys(localStorage).filter(key => /locale|theme/.test(key))").await?, json!([]));
        Ok(())
    })
}

#[test]
fn embedded_page_delegates_sign_in_to_its_parent() -> TestResult {
    let parent = ParentPage::new()?;
    browser_test(parent.setup(&[&parent.origin]), async |tab| {
        for endpoint in [Endpoint::Record, Endpoint::Overview, Endpoint::DetailPage] {
            tab.fault(endpoint, FaultResponse::Gateway(401));
        }
        parent.open(tab, &format!("embed/records/{}", examples::ODD_RECORD)).await?;
        tab.driver().enter_frame(0).await?;
        tab.wait_for_count(".rl-failure", 1).await?;
        tab.wait_until_idle().await?;
        tab.click_text(".rl-failure button", "Sign in").await?;
        expect_message(tab, "toggleLoginDialog", "params.isShow === true").await?;
        tab.demo().faults().clear();
        // All failed queries are refetched, not only the clicked one.
        post_message(tab, "signedIn", json!({})).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.wait_for_count(".rl-failure", 0).await?;
        Ok(())
    })
}

#[test]
fn signed_in_message_refetches_failed_queries() -> TestResult {
    let parent = ParentPage::new()?;
    browser_test(parent.setup(&[&parent.origin]), async |tab| {
        tab.fault(Endpoint::RecordPage, FaultResponse::Gateway(401));
        parent.open(tab, &format!("embed/tasks/{}", examples::NIGHTLY_TASK)).await?;
        tab.driver().enter_frame(0).await?;
        tab.wait_for_count(".rl-failure[data-kind=SignIn]", 1).await?;
        tab.wait_until_idle().await?;
        tab.demo().faults().clear();
        post_message(tab, "signedIn", json!({})).await?;
        tab.wait_for_text(".rl-strip a", "").await?;
        tab.wait_for_count(".rl-strip-failed, .rl-failure", 0).await?;
        Ok(())
    })
}

#[test]
fn messages_are_exchanged_with_listed_origins_only() -> TestResult {
    let parent = ParentPage::new()?;
    browser_test(parent.setup(&["https://console.example.com"]), async |tab| {
        parent.open(tab, &format!("embed/records/{}", examples::ODD_RECORD)).await?;
        tab.driver().enter_frame(0).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        post_message(tab, "syncLocale", json!({ "locale": "zh-CN" })).await?;
        tab.click_text(".rl-choice a", "Failed").await?;
        tab.wait_for_count(NAME_CELLS, 15).await?;
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["Failed"]).await?;
        tab.driver().enter_default_frame().await?;
        assert_eq!(tab.evaluate("said").await?, json!([]));
        Ok(())
    })
}

#[test]
fn a_frame_as_high_as_requested_has_no_scroll_bar() -> TestResult {
    let parent = ParentPage::new()?;
    let setup = parent.setup(&[&parent.origin]);
    browser_test(setup, async |tab| {
        parent.open(tab, &format!("embed/records/{}", examples::ODD_RECORD)).await?;
        // The heights before and after this script.
        tab.evaluate(
            "(() => { const follow = ({ action, params }) => { \
                 if (action === 'height') document.querySelector('iframe').height = params.height; }; \
             said.forEach(follow); addEventListener('message', ({ data }) => follow(data)); return true; })()",
        )
        .await?;
        tab.driver().enter_frame(0).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        let fits = "innerHeight > 600 && document.documentElement.scrollHeight <= innerHeight \
            && document.documentElement.clientWidth === innerWidth";
        tab.wait_until("no scroll bar", fits).await?;
        // With an opened row as well.
        tab.click(".rl-details tbody button").await?;
        tab.wait_until("the opened row", "document.querySelector('.rl-details [aria-expanded=true]')").await?;
        tab.wait_until("no scroll bar", fits).await?;
        Ok(())
    })
}
