//! Notices, empty states and loading skeletons.

use leptos::prelude::*;

use crate::i18n::Plural;
use crate::settings::use_localizer;

/// The severity of a notice: its colour, and how a screen reader announces it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// A failure: announced at once.
    Error,
    /// Information: announced when the screen reader is idle.
    Info,
    /// A fact that is not announced.
    Neutral,
}

impl Severity {
    const fn role(self) -> Option<&'static str> {
        match self {
            Self::Error => Some("alert"),
            Self::Info => Some("status"),
            Self::Neutral => None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Error => "alarm",
            Self::Info => "remark",
            Self::Neutral => "quiet",
        }
    }
}

/// A notice: a headline, more text, and actions. Only the headline is a live region: with text and buttons in it, a
/// screen reader would read all of them as one sentence.
#[component]
pub fn Notice(
    /// The severity.
    severity: Severity,
    /// The headline.
    #[prop(into)]
    headline: String,
    /// More text below the headline.
    #[prop(optional, into)]
    more: Option<AnyView>,
    /// Buttons and links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="rl-notice" data-weight=severity.name()>
            <div class="rl-notice-text">
                <p class="rl-notice-what" role=severity.role()>{headline}</p>
                {more}
            </div>
            <div class="rl-notice-actions">{children.map(|children| children())}</div>
        </div>
    }
}

/// A visually hidden live region: a screen reader announces the text whenever it changes.
#[component]
pub fn Announcement(
    /// The text to announce; empty for none.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! { <span class="rl-unseen" role="status">{text}</span> }
}

/// The empty state of a list: a sentence in place of rows.
#[component]
pub fn EmptyState(
    /// The sentence.
    #[prop(into)]
    text: String,
    /// Buttons and links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let actions = children.map(|children| children());
    view! { <Notice severity=Severity::Neutral headline=text>{actions}</Notice> }
}

/// A sentence about some rows of a list; nothing if there are none.
#[component]
pub fn RowCount(
    /// The plural forms of the sentence.
    rows: &'static Plural,
    /// The number of rows.
    count: usize,
) -> impl IntoView {
    let text = |count| use_localizer().counted(rows, i64::try_from(count).unwrap_or(i64::MAX));
    (count > 0).then(|| view! { <p class="rl-hint">{text(count)}</p> })
}

/// Grey lines in place of content that is loading.
#[component]
pub fn Skeleton(
    /// How many lines.
    lines: usize,
) -> impl IntoView {
    let lines = (0..lines).map(|_| view! { <i></i> });
    view! { <div class="rl-skeleton" aria-hidden="true">{lines.collect_view()}</div> }
}
