//! The icon of the tab: the app's own, with a sign of how what it shows stands.

use leptos::prelude::document;

use crate::model::url::encode;
use crate::navigation::TabStatus;

/// Where the app's own icon is kept while another is shown.
const OWN: &str = "data-own";

/// Shows a sign on the icon of the tab, or the icon as it is.
pub fn show(sign: Option<TabStatus>) {
    let Some(link) = document().query_selector("link[rel=icon]").ok().flatten() else { return };
    let own = link.get_attribute(OWN).or_else(|| link.get_attribute("href")).unwrap_or_default();
    let href = match sign {
        None => own.clone(),
        Some(sign) => format!("data:image/svg+xml,{}", encode(&drawn(sign))),
    };
    if link.get_attribute("href").as_deref() != Some(&href) {
        drop(link.set_attribute(OWN, &own));
        drop(link.set_attribute("href", &href));
        // How it stands, for whoever cannot see it.
        drop(link.set_attribute("data-sign", sign.map_or("", name)));
    }
}

const fn name(sign: TabStatus) -> &'static str {
    match sign {
        TabStatus::Running => "running",
        TabStatus::Done => "done",
        TabStatus::Failed => "failed",
    }
}

/// Told apart by shape as well as by colour: three dots, a tick, a cross.
fn drawn(sign: TabStatus) -> String {
    let (colour, shape) = match sign {
        TabStatus::Running => ("#3a84ff", "M8 16h0M16 16h0M24 16h0"),
        TabStatus::Done => ("#2caf5e", "M8 17l6 6 11-13"),
        TabStatus::Failed => ("#ea3636", "M9 9l14 14M23 9l-14 14"),
    };
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="16" fill="{colour}"/><path d="{shape}" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round"/></svg>"##
    )
}
