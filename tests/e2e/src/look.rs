//! What is to be seen in a tab.

use crate::fail::Fail;
use crate::tab::Tab;
use serde_json::{Value, json};

/// The texts of all elements that a selector finds and a person can see, blanks run together.
const TEXTS: &str = "[...document.querySelectorAll(SELECTOR)].filter(e => e.checkVisibility()) \
    .map(e => e.innerText.replace(/\\s+/g, ' ').trim())";

impl Tab {
    /// The texts of the visible elements that a selector finds, as they stand now, blanks run together.
    ///
    /// # Errors
    ///
    /// When the selector is none.
    pub async fn texts(&self, selector: &str) -> Result<Vec<String>, Fail> {
        let found = self.value(&TEXTS.replace("SELECTOR", &json!(selector).to_string())).await?;
        let found = found.as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(found.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }

    /// Waits until a visible element that the selector finds contains the text.
    ///
    /// # Errors
    ///
    /// When none does; the texts that there are are told.
    pub async fn sees(&self, selector: &str, text: &str) -> Result<(), Fail> {
        self.until_some(&format!("“{text}” in {selector}"), async || {
            let texts = self.texts(selector).await?;
            Ok(if texts.iter().any(|has| has.contains(text)) { Ok(()) } else { Err(format!("{texts:?}")) })
        })
        .await
    }

    /// Waits until the visible elements that the selector finds have just these texts.
    ///
    /// # Errors
    ///
    /// When they keep others, which are told.
    pub async fn reads(&self, selector: &str, texts: &[&str]) -> Result<(), Fail> {
        self.until_some(&format!("{texts:?} in {selector}"), async || {
            let has = self.texts(selector).await?;
            Ok(if has == texts { Ok(()) } else { Err(format!("{has:?}")) })
        })
        .await
    }

    /// Waits until so many visible elements are found.
    ///
    /// # Errors
    ///
    /// When there are more or fewer.
    pub async fn counts(&self, selector: &str, number: usize) -> Result<(), Fail> {
        self.until_some(&format!("{number} of {selector}"), async || {
            let has = self.texts(selector).await?;
            Ok(if has.len() == number { Ok(()) } else { Err(format!("{}: {has:?}", has.len())) })
        })
        .await
    }

    /// Waits until no visible element is found.
    ///
    /// # Errors
    ///
    /// When one stays.
    pub async fn misses(&self, selector: &str) -> Result<(), Fail> {
        self.counts(selector, 0).await
    }

    /// An attribute of each element that a selector finds; of one that does not have it, null.
    ///
    /// # Errors
    ///
    /// When the selector is none.
    pub async fn attributes(&self, selector: &str, name: &str) -> Result<Vec<Value>, Fail> {
        let (selector, name) = (json!(selector), json!(name));
        let found =
            self.value(&format!("[...document.querySelectorAll({selector})].map(e => e.getAttribute({name}))")).await?;
        Ok(found.as_array().cloned().unwrap_or_default())
    }

    /// Waits until an element is there, and has one of its attributes.
    ///
    /// # Errors
    ///
    /// When it is not there or does not have it.
    pub async fn attribute(&self, selector: &str, name: &str) -> Result<String, Fail> {
        let expression = format!("document.querySelector({})?.getAttribute({})", json!(selector), json!(name));
        let value = self.until(&format!("{name} of {selector}"), &expression).await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until nothing on the page is still loading.
    ///
    /// # Errors
    ///
    /// When something stays.
    pub async fn is_quiet(&self) -> Result<(), Fail> {
        let busy = "[...document.querySelectorAll('.rl-skeleton, [aria-busy=true], [data-busy=true]')] \
            .filter(e => e.checkVisibility()).length === 0 && !!document.querySelector('.rl .rl-main') \
            && document.fonts.status === 'loaded'";
        self.until("the page to be quiet", busy).await.map(drop)
    }

    /// Waits until the facts (name and value) on the page hold this one; the value may be a part.
    ///
    /// # Errors
    ///
    /// When they do not; those that there are are told.
    pub async fn tells(&self, name: &str, value: &str) -> Result<(), Fail> {
        self.tells_in("main", name, value).await
    }

    /// The same of the facts within an element.
    ///
    /// # Errors
    ///
    /// When they do not; those that there are are told.
    pub async fn tells_in(&self, within: &str, name: &str, value: &str) -> Result<(), Fail> {
        let within = json!(format!("{within} .rl-fact"));
        let facts = format!(
            "[...document.querySelectorAll({within})].filter(e => e.checkVisibility()) \
             .map(e => [e.querySelector('dt')?.innerText.trim(), \
             e.querySelector('dd')?.innerText.replace(/\\s+/g, ' ').trim()])"
        );
        self.until_some(&format!("the fact {name}: {value}"), async || {
            let has = self.value(&facts).await?;
            let pairs = has.as_array().map(Vec::as_slice).unwrap_or_default();
            let found = pairs
                .iter()
                .any(|pair| pair[0].as_str() == Some(name) && pair[1].as_str().is_some_and(|has| has.contains(value)));
            Ok(if found { Ok(()) } else { Err(has.to_string()) })
        })
        .await
    }
}
