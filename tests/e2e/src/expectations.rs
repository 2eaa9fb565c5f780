//! Assertions that wait: texts, element counts, facts, idleness. Each polls until it holds or times out.

use crate::error::Error;
use crate::tab::Tab;
use serde_json::{Value, json};

/// The texts of all visible elements that match a selector, with collapsed whitespace.
const TEXTS: &str = "[...document.querySelectorAll(SELECTOR)].filter(e => e.checkVisibility()) \
    .map(e => e.innerText.replace(/\\s+/g, ' ').trim())";

impl Tab {
    /// The current texts of the visible elements that match a selector, with collapsed whitespace. Does not wait.
    ///
    /// # Errors
    ///
    /// If the selector is invalid.
    pub async fn texts(&self, selector: &str) -> Result<Vec<String>, Error> {
        let found = self.evaluate(&TEXTS.replace("SELECTOR", &json!(selector).to_string())).await?;
        let found = found.as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(found.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }

    /// Waits until a visible element that matches the selector contains the text.
    ///
    /// # Errors
    ///
    /// If none does in time; the message has the actual texts.
    pub async fn wait_for_text(&self, selector: &str, text: &str) -> Result<(), Error> {
        self.wait_for(&format!("“{text}” in {selector}"), async || {
            let texts = self.texts(selector).await?;
            Ok(if texts.iter().any(|actual| actual.contains(text)) { Ok(()) } else { Err(format!("{texts:?}")) })
        })
        .await
    }

    /// Waits until the visible elements that match the selector have exactly these texts.
    ///
    /// # Errors
    ///
    /// If they have other texts, which are in the message.
    pub async fn wait_for_texts(&self, selector: &str, texts: &[&str]) -> Result<(), Error> {
        self.wait_for(&format!("{texts:?} in {selector}"), async || {
            let actual = self.texts(selector).await?;
            Ok(if actual == texts { Ok(()) } else { Err(format!("{actual:?}")) })
        })
        .await
    }

    /// Waits until the number of visible elements that match the selector is `number`.
    ///
    /// # Errors
    ///
    /// If there are more or fewer.
    pub async fn wait_for_count(&self, selector: &str, number: usize) -> Result<(), Error> {
        self.wait_for(&format!("{number} of {selector}"), async || {
            let actual = self.texts(selector).await?;
            Ok(if actual.len() == number { Ok(()) } else { Err(format!("{}: {actual:?}", actual.len())) })
        })
        .await
    }

    /// Waits until no visible element matches the selector.
    ///
    /// # Errors
    ///
    /// If one stays.
    pub async fn wait_for_none(&self, selector: &str) -> Result<(), Error> {
        self.wait_for_count(selector, 0).await
    }

    /// An attribute of each element that matches a selector; null where it is missing. Does not wait.
    ///
    /// # Errors
    ///
    /// If the selector is invalid.
    pub async fn attributes(&self, selector: &str, name: &str) -> Result<Vec<Value>, Error> {
        let (selector, name) = (json!(selector), json!(name));
        let found = self
            .evaluate(&format!("[...document.querySelectorAll({selector})].map(e => e.getAttribute({name}))"))
            .await?;
        Ok(found.as_array().cloned().unwrap_or_default())
    }

    /// Waits until an element exists and has an attribute; returns its value.
    ///
    /// # Errors
    ///
    /// If it does not exist or does not have it.
    pub async fn attribute(&self, selector: &str, name: &str) -> Result<String, Error> {
        let expression = format!("document.querySelector({})?.getAttribute({})", json!(selector), json!(name));
        let value = self.wait_until(&format!("{name} of {selector}"), &expression).await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until nothing on the page is loading: no skeleton, no busy element, fonts loaded.
    ///
    /// # Errors
    ///
    /// If something keeps loading.
    pub async fn wait_until_idle(&self) -> Result<(), Error> {
        let busy = "[...document.querySelectorAll('.rl-skeleton, [aria-busy=true], [data-busy=true]')] \
            .filter(e => e.checkVisibility()).length === 0 && !!document.querySelector('.rl .rl-main') \
            && document.fonts.status === 'loaded'";
        self.wait_until("the page to be idle", busy).await.map(drop)
    }

    /// Waits until the facts (name and value pairs) on the page include this one; `value` may be a substring.
    ///
    /// # Errors
    ///
    /// If they do not; the message has the actual facts.
    pub async fn wait_for_fact(&self, name: &str, value: &str) -> Result<(), Error> {
        self.wait_for_fact_in("main", name, value).await
    }

    /// The same for the facts within an element.
    ///
    /// # Errors
    ///
    /// If they do not; the message has the actual facts.
    pub async fn wait_for_fact_in(&self, within: &str, name: &str, value: &str) -> Result<(), Error> {
        let within = json!(format!("{within} .rl-fact"));
        let facts = format!(
            "[...document.querySelectorAll({within})].filter(e => e.checkVisibility()) \
             .map(e => [e.querySelector('dt')?.innerText.trim(), \
             e.querySelector('dd')?.innerText.replace(/\\s+/g, ' ').trim()])"
        );
        self.wait_for(&format!("the fact {name}: {value}"), async || {
            let actual = self.evaluate(&facts).await?;
            let pairs = actual.as_array().map(Vec::as_slice).unwrap_or_default();
            let found = pairs.iter().any(|pair| {
                pair[0].as_str() == Some(name) && pair[1].as_str().is_some_and(|actual| actual.contains(value))
            });
            Ok(if found { Ok(()) } else { Err(actual.to_string()) })
        })
        .await
    }
}
