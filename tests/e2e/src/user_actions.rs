//! User input: clicks, typing, keys.

use crate::browser::Browser;
use crate::error::Error;
use crate::firefox;
use crate::tab::Tab;
use serde_json::json;
use thirtyfour::error::{WebDriverError, WebDriverErrorInner};
use thirtyfour::{By, Key, TypingData, WebElement};

impl Tab {
    /// Clicks the first visible element that matches a selector, once it exists and is clickable.
    ///
    /// # Errors
    ///
    /// If it is not clickable in time.
    pub async fn click(&self, selector: &str) -> Result<(), Error> {
        self.click_matching(selector, None).await
    }

    /// Clicks the element that matches a selector and has exactly this text.
    ///
    /// # Errors
    ///
    /// If there is none, or it is not clickable in time.
    pub async fn click_text(&self, selector: &str, text: &str) -> Result<(), Error> {
        self.click_matching(selector, Some(text)).await
    }

    async fn click_matching(&self, selector: &str, text: Option<&str>) -> Result<(), Error> {
        let what = match text {
            Some(text) => format!("{selector} “{text}” to be clickable"),
            None => format!("{selector} to be clickable"),
        };
        self.wait_for(&what, async || {
            let Some(element) = self.find_visible(selector, text).await? else { return Ok(Err("none".to_owned())) };
            // The element may be re-rendered between finding and clicking it: then it is searched again.
            Ok(element.click().await.map_err(|error| error.to_string()))
        })
        .await
    }

    /// The first visible element that matches a selector, scrolled to the middle of the window.
    async fn find_visible(&self, selector: &str, text: Option<&str>) -> Result<Option<WebElement>, Error> {
        const FIND: &str = "const found = [...document.querySelectorAll(arguments[0])].find(e => e.checkVisibility() \
            && (arguments[1] === null || e.innerText.replace(/\\s+/g, ' ').trim() === arguments[1])); \
            found?.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' }); return found ?? null;";
        let found = self.driver().execute(FIND, vec![json!(selector), json!(text)]).await?;
        if found.json().is_null() {
            return Ok(None);
        }
        Ok(Some(found.element()?))
    }

    /// Focuses a field and replaces its value by typing key by key.
    ///
    /// # Errors
    ///
    /// If there is no such field.
    pub async fn fill(&self, selector: &str, text: &str) -> Result<(), Error> {
        self.wait_for(&format!("{selector} to be focusable"), async || {
            let Some(field) = self.find_visible(selector, None).await? else { return Ok(Err("none".to_owned())) };
            Ok(field.focus().await.map_err(|error| error.to_string()))
        })
        .await?;
        self.evaluate(&format!("document.querySelector({}).select()", json!(selector))).await?;
        // The first key replaces the selection; an empty text needs Backspace.
        if text.is_empty() { self.press(Key::Backspace).await } else { self.press(text).await }
    }

    /// Types into the focused element.
    ///
    /// # Errors
    ///
    /// If the browser fails.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result<(), Error> {
        let keys: String = keys.into().as_vec().into_iter().collect();
        let mut tries = 1..10;
        loop {
            let sent = self.driver().active_element().await?.send_keys(keys.as_str()).await;
            match sent.map_err(WebDriverError::into_inner) {
                Ok(()) => return Ok(()),
                // The focus moved between the two commands.
                Err(WebDriverErrorInner::StaleElementReference(_)) if tries.next().is_some() => {}
                // geckodriver does not type into a shadow host whose shadow tree holds the focused element.
                Err(WebDriverErrorInner::ElementNotInteractable(_)) => {
                    return Ok(self.driver().action_chain().send_keys(keys).perform().await?);
                }
                Err(error) => return Err(WebDriverError::from_inner(error).into()),
            }
        }
    }

    /// Presses Tab until the focused element matches a selector.
    ///
    /// # Errors
    ///
    /// If 150 steps do not reach it; the message lists the last elements focused.
    pub async fn tab_to(&self, selector: &str) -> Result<(), Error> {
        let matches = format!("document.activeElement.matches({})", json!(selector));
        let mut visited = Vec::new();
        for _ in 0..150 {
            self.press(Key::Tab).await?;
            if Browser::under_test() == Browser::Firefox && self.evaluate("document.hasFocus()").await? == false {
                // Past the last element the focus is in the browser's toolbar, where geckodriver sends no keys.
                firefox::run_in_chrome_context(self.driver(), "gBrowser.selectedBrowser.focus()", Vec::new()).await?;
            }
            if self.evaluate(&matches).await? == true {
                return Ok(());
            }
            let on = self.evaluate("document.activeElement.outerHTML.slice(0, 90)").await?;
            visited.push(on.to_string());
        }
        let end = visited.split_off(visited.len().saturating_sub(5));
        Err(Error::new(format!("Tab does not reach {selector}; the last elements focused were {end:?}")))
    }

    /// Selects an option of a `<select>` by its value.
    ///
    /// # Errors
    ///
    /// If there is no such list or option in time.
    pub async fn select_option(&self, selector: &str, value: &str) -> Result<(), Error> {
        let option = format!("{selector} option[value={}]", json!(value));
        // The options may be re-rendered between finding and clicking one: then it is searched again.
        self.wait_for(&format!("{option} to be selectable"), async || {
            Ok(Ok(self.driver().find(By::Css(option.as_str())).await?.click().await?))
        })
        .await
    }
}
