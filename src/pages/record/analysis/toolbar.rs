//! The toolbar of an analysis.

use leptos::prelude::*;

use super::links::analysis_href;
use crate::components::notice::Announcement;
use crate::components::spacer::Spacer;
use crate::model::route::RecordRoute;
use crate::navigation::use_navigation;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The heading, the links to the views, the number of rows read, and the buttons that read again and close.
#[component]
pub(super) fn AnalysisToolbar(
    /// The heading.
    heading: &'static str,
    /// The current route.
    route: Memo<RecordRoute>,
    /// The number of rows read, such as "Over 500 of 4,151 failed artifacts"; empty while it is unknown.
    #[prop(optional, into)]
    progress: Signal<String>,
    /// Whether rows are being read.
    #[prop(into)]
    is_reading: Signal<bool>,
    /// Reads the rows again.
    refresh: Callback<()>,
    /// Whether there is anything to read.
    #[prop(into, default = Signal::stored(true))]
    can_refresh: Signal<bool>,
    /// The links to the views.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let words = use_localizer().words();
    let navigation = use_navigation();
    // Only the final number is announced: a screen reader would read out each page.
    let announced = Memo::new(move |_| if is_reading.get() { String::new() } else { progress.get() });
    let close = move || {
        unsubscribe_on_cleanup();
        route.with(|route| analysis_href(navigation, route, None))
    };
    // The link that opened the panel receives the focus when the panel is closed.
    let opener = move || {
        unsubscribe_on_cleanup();
        route.with(|route| {
            let first = route.analysis.as_ref().map(|view| view.panel().first_view());
            analysis_href(navigation, route, first)
        })
    };
    let again = move || {
        view! {
            <button
                type="button"
                class="rl-button rl-again"
                aria-label=words.refresh
                title=words.refresh
                data-busy=move || is_reading.get().to_string()
                on:click=move |_| refresh.run(())
            ></button>
        }
    };
    view! {
        <div class="rl-tools">
            <h2>{heading}</h2>
            {children.map(|children| children())}
            <Spacer />
            <span class="rl-total">{move || progress.get()}</span>
            <Announcement text=announced />
            {move || can_refresh.get().then(again)}
            <a class="rl-button" href=close data-return=opener>{words.close}</a>
        </div>
    }
}
