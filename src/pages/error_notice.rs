//! Failed requests: a notice with the reason, the next step, and a retry.

use leptos::prelude::*;

use crate::api::Error;
use crate::api::error::ErrorKind;
use crate::components::copy::CopyButton;
use crate::components::dialog::DialogHandle;
use crate::components::fact::{CopyableId, Fact};
use crate::components::notice::{Notice, Severity};
use crate::components::text::Message;
use crate::i18n::localizer::Localizer;
use crate::i18n::{ErrorText, fill};
use crate::navigation::use_navigation;
use crate::settings::{use_config, use_localizer};

/// The texts for an error: what happened, and what the user can do.
fn error_texts(i18n: Localizer, error: &Error) -> &'static ErrorText {
    let words = i18n.words();
    match error.kind() {
        ErrorKind::SignIn => &words.failure_sign_in,
        ErrorKind::Forbidden => &words.failure_forbidden,
        ErrorKind::Blocked => &words.failure_blocked,
        ErrorKind::AppRefused => &words.failure_app_refused,
        ErrorKind::NotFound => &words.failure_not_found,
        ErrorKind::WrongPath => &words.failure_wrong_path,
        ErrorKind::WrongMethod => &words.failure_wrong_method,
        ErrorKind::BadParameter => &words.failure_bad_parameter,
        ErrorKind::TooMany => &words.failure_too_many,
        ErrorKind::Service => &words.failure_service,
        ErrorKind::Gateway => &words.failure_gateway,
        ErrorKind::Unreadable => &words.failure_unreadable,
        ErrorKind::Undocumented => &words.failure_undocumented,
        ErrorKind::Empty => &words.failure_empty,
        ErrorKind::Offline => &words.failure_offline,
        ErrorKind::TimedOut => &words.failure_timed_out,
    }
}

/// The error in one sentence.
pub(super) fn error_summary(i18n: Localizer, error: &Error) -> &'static str {
    error_texts(i18n, error).headline
}

/// The notice of a failed request: what happened, the next step, the service's message and ids for support, and buttons
/// to sign in and to retry. It retries automatically after a sign-in.
#[component]
pub fn ErrorNotice(
    /// The error.
    error: Error,
    /// The part of the page that the error concerns; comes first in the headline.
    #[prop(optional, into)]
    title: Option<String>,
    /// The label of the retry button; "Try again" if not given.
    #[prop(optional)]
    retry_label: Option<&'static str>,
    /// Sends the request again.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    // The callback is disposed with the notice; the sign-in can be later.
    use_navigation().on_retry(move || on_retry.try_run(()).unwrap_or_default());
    error_notice(error, title, retry_label, on_retry)
}

/// An [`ErrorNotice`] of which something else repeats the request after a sign-in.
pub(super) fn error_notice(
    error: Error,
    title: Option<String>,
    retry_label: Option<&'static str>,
    on_retry: Callback<()>,
) -> AnyView {
    let i18n = use_localizer();
    let kind = error.kind();
    let summary = error_summary(i18n, &error);
    let headline = title.map_or_else(|| summary.to_owned(), |title| fill(i18n.words().labelled, &[&title, summary]));
    let retry_label = retry_label.unwrap_or(i18n.words().retry);
    let more = view! { <ErrorDetails error /> }.into_any();
    view! {
        <div class="rl-failure" data-kind=kind.name()>
            <Notice severity=Severity::Error headline more>
                {(kind == ErrorKind::SignIn).then(|| view! { <SignInAction /> })}
                <button type="button" class="rl-button" on:click=move |_| on_retry.run(())>
                    {retry_label}
                </button>
            </Notice>
        </div>
    }
    .into_any()
}

/// The next step for an error: the text of its kind, and a hint at a wrong `apiBase` or at CORS where that is a likely
/// reason.
fn next_step(i18n: Localizer, error: &Error) -> String {
    let words = i18n.words();
    use_config().with_untracked(|config| {
        let mut next = fill(error_texts(i18n, error).next, &[&config.api_base]);
        if error.is_web_page() {
            next = fill(words.sentences, &[&next, &fill(words.failure_page, &[&config.api_base])]);
        }
        let origin = window().location().origin().unwrap_or_default();
        // Browsers hide from a page whether CORS was the reason.
        if error.kind() == ErrorKind::Offline && config.needs_cors_rules(&origin) {
            next = fill(words.sentences, &[&next, words.failure_cors]);
        }
        next
    })
}

/// The next step, the message of the service, and its codes and ids, which its support needs to find the request.
#[component]
fn ErrorDetails(error: Error) -> impl IntoView {
    let i18n = use_localizer();
    let words = i18n.words();
    let next = next_step(i18n, &error);
    let wait = error.retry_after.map(|seconds| {
        let milliseconds = i64::from(seconds).saturating_mul(1000);
        fill(words.wait, &[&i18n.duration(milliseconds)])
    });
    let message = error.message.map(|message| {
        view! {
            <p class="rl-error">
                <Message text=message.clone() />
                <CopyButton name=words.note text=message />
            </p>
        }
    });
    let code = error.code.map(|code| view! { <Fact name=words.error_code>{code.to_string()}</Fact> });
    let status = error.status.map(|status| view! { <Fact name=words.http_status>{status.to_string()}</Fact> });
    let trace_id = error.trace_id.map(|id| {
        view! {
            <Fact name=words.trace_id>
                <CopyableId name=words.trace_id value=id />
            </Fact>
        }
    });
    let has_facts = code.is_some() || status.is_some() || trace_id.is_some();
    let facts = has_facts.then(|| view! { <dl class="rl-facts">{code} {status} {trace_id}</dl> });
    view! {
        <p>{next} " " {wait}</p>
        {message}
        {facts}
    }
}

/// A button that starts the sign-in of the host, or a link to the sign-in page of the configuration.
#[component]
fn SignInAction() -> impl IntoView {
    let (navigation, dialog) = (use_navigation(), use_context::<DialogHandle>());
    let label = use_localizer().words().sign_in;
    let sign_in = move |_| {
        // A modal dialog would cover the sign-in of the host and make it inert.
        if let Some(dialog) = dialog {
            dialog.close();
        }
        navigation.sign_in();
    };
    if navigation.can_sign_in() {
        let button = view! {
            <button type="button" class="rl-button" data-main="true" on:click=sign_in>
                {label}
            </button>
        };
        return Some(button.into_any());
    }
    let href = use_config().get_untracked().sign_in(&navigation.here());
    href.map(|href| view! { <a href=href class="rl-button" data-main="true" rel="external">{label}</a> }.into_any())
}
