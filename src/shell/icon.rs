//! The favicon: the app's own, or a badge of the tab status.

use leptos::prelude::document;

use crate::model::url::encode;
use crate::navigation::TabStatus;

/// The attribute that keeps the address of the app's own icon while a badge is shown.
const OWN: &str = "data-own";

/// Shows the badge of a status, or the app's own icon.
pub fn show(status: Option<TabStatus>) {
    let Some(link) = document().query_selector("link[rel=icon]").ok().flatten() else { return };
    let own = link.get_attribute(OWN).or_else(|| link.get_attribute("href")).unwrap_or_default();
    let href = match status {
        None => own.clone(),
        Some(status) => format!("data:image/svg+xml,{}", encode(&badge(status))),
    };
    if link.get_attribute("href").as_deref() != Some(&href) {
        drop(link.set_attribute(OWN, &own));
        drop(link.set_attribute("href", &href));
        // For tests, which cannot see the icon.
        drop(link.set_attribute("data-sign", status.map_or("", name)));
    }
}

const fn name(status: TabStatus) -> &'static str {
    match status {
        TabStatus::Running => "running",
        TabStatus::Done => "done",
        TabStatus::Failed => "failed",
        TabStatus::Unknown => "unknown",
    }
}

/// The badge as SVG. Statuses differ by shape as well as by colour: three dots, a tick, a cross, a question
/// mark.
fn badge(status: TabStatus) -> String {
    let (colour, shape) = match status {
        TabStatus::Running => ("#3a84ff", "M8 16h0M16 16h0M24 16h0"),
        TabStatus::Done => ("#2caf5e", "M8 17l6 6 11-13"),
        TabStatus::Failed => ("#ea3636", "M9 9l14 14M23 9l-14 14"),
        TabStatus::Unknown => ("#63656e", "M11 12a5 5 0 1 1 5 5v2M16 24h0"),
    };
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="16" fill="{colour}"/><path d="{shape}" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round"/></svg>"##
    )
}
