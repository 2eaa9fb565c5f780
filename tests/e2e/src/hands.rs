//! What a person does in a tab: with the pointer and on the keyboard.

use crate::browser::Browser;
use crate::fail::Fail;
use crate::firefox;
use crate::tab::Tab;
use serde_json::json;
use thirtyfour::error::{WebDriverError, WebDriverErrorInner};
use thirtyfour::{By, Key, TypingData, WebElement};

impl Tab {
    /// Clicks the first visible element that a selector finds, once it is there and lets itself be clicked.
    ///
    /// # Errors
    ///
    /// When it does not.
    pub async fn click(&self, selector: &str) -> Result<(), Fail> {
        self.click_that(selector, None).await
    }

    /// Clicks the element that a selector finds and that says just this.
    ///
    /// # Errors
    ///
    /// When there is none, or it cannot be clicked.
    pub async fn click_word(&self, selector: &str, word: &str) -> Result<(), Fail> {
        self.click_that(selector, Some(word)).await
    }

    async fn click_that(&self, selector: &str, word: Option<&str>) -> Result<(), Fail> {
        let what = match word {
            Some(word) => format!("{selector} “{word}” to be clicked"),
            None => format!("{selector} to be clicked"),
        };
        self.until_some(&what, async || {
            let Some(element) = self.element(selector, word).await? else { return Ok(Err("none".to_owned())) };
            // A row that is drawn anew between two breaths is looked for again.
            Ok(element.click().await.map_err(|error| error.to_string()))
        })
        .await
    }

    /// The first visible element that a selector finds, brought into the middle of the window.
    async fn element(&self, selector: &str, word: Option<&str>) -> Result<Option<WebElement>, Fail> {
        const FIND: &str = "const found = [...document.querySelectorAll(arguments[0])].find(e => e.checkVisibility() \
            && (arguments[1] === null || e.innerText.replace(/\\s+/g, ' ').trim() === arguments[1])); \
            found?.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' }); return found ?? null;";
        let found = self.driver().execute(FIND, vec![json!(selector), json!(word)]).await?;
        if found.json().is_null() {
            return Ok(None);
        }
        Ok(Some(found.element()?))
    }

    /// Puts the focus into a field and types, key by key; what stood there is replaced.
    ///
    /// # Errors
    ///
    /// When there is no such field.
    pub async fn write(&self, selector: &str, text: &str) -> Result<(), Fail> {
        self.until_some(&format!("{selector} to be written into"), async || {
            let Some(field) = self.element(selector, None).await? else { return Ok(Err("none".to_owned())) };
            Ok(field.focus().await.map_err(|error| error.to_string()))
        })
        .await?;
        self.value(&format!("document.querySelector({}).select()", json!(selector))).await?;
        // What is selected goes with the first key; where there is none to type, by the key for that.
        if text.is_empty() { self.press(Key::Backspace).await } else { self.press(text).await }
    }

    /// Types into whatever has the focus.
    ///
    /// # Errors
    ///
    /// When the browser cannot.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result<(), Fail> {
        let keys: String = keys.into().as_vec().into_iter().collect();
        let mut tries = 1..10;
        loop {
            let sent = self.driver().active_element().await?.send_keys(keys.as_str()).await;
            match sent.map_err(WebDriverError::into_inner) {
                Ok(()) => return Ok(()),
                // The focus has gone elsewhere meanwhile.
                Err(WebDriverErrorInner::StaleElementReference(_)) if tries.next().is_some() => {}
                // Firefox's driver types into no element that only holds the one with the focus in its shadow.
                Err(WebDriverErrorInner::ElementNotInteractable(_)) => {
                    return Ok(self.driver().action_chain().send_keys(keys).perform().await?);
                }
                Err(error) => return Err(WebDriverError::from_inner(error).into()),
            }
        }
    }

    /// Presses the tabulator key until the focus is on an element that fits a selector.
    ///
    /// # Errors
    ///
    /// When a hundred and fifty steps do not lead there; the last of them are told.
    pub async fn tab_to(&self, selector: &str) -> Result<(), Fail> {
        let here = format!("document.activeElement.matches({})", json!(selector));
        let mut way = Vec::new();
        for _ in 0..150 {
            self.press(Key::Tab).await?;
            if Browser::here() == Browser::Firefox && self.value("document.hasFocus()").await? == false {
                // Past the last element it is in the browser's own controls, and its driver does not follow it there.
                firefox::itself(self.driver(), "gBrowser.selectedBrowser.focus()", Vec::new()).await?;
            }
            if self.value(&here).await? == true {
                return Ok(());
            }
            let on = self.value("document.activeElement.outerHTML.slice(0, 90)").await?;
            way.push(on.to_string());
        }
        let end = way.split_off(way.len().saturating_sub(5));
        Err(Fail::new(format!("the tabulator key does not reach {selector}; at last it was on {end:?}")))
    }

    /// Chooses an option of a list by its value.
    ///
    /// # Errors
    ///
    /// When there is no such list or option.
    pub async fn choose(&self, selector: &str, value: &str) -> Result<(), Fail> {
        let option = format!("{selector} option[value={}]", json!(value));
        self.until(&format!("{option} to be there"), &format!("document.querySelector({})", json!(option))).await?;
        Ok(self.driver().find(By::Css(option)).await?.click().await?)
    }
}
