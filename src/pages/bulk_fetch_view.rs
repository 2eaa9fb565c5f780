//! The progress of a bulk fetch.

use leptos::prelude::*;

use super::error_notice::ErrorNotice;
use crate::components::notice::{Notice, Severity};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::query::bulk_fetch::{BulkFetch, Progress, Stage};
use crate::query::clock::use_clock;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// A sentence with the number of rows read, and the expected number once it is known, such as "3,500 of 4,151".
pub fn with_counts(i18n: Localizer, progress: &Progress, sentence: &str) -> String {
    let read = i18n.count(progress.read);
    let of_total = |total| fill(i18n.words().of_total, &[&read, &i18n.count(total)]);
    fill(sentence, &[&progress.expected_total.map_or_else(|| read.clone(), of_total)])
}

/// The progress of a bulk fetch: a bar and a stop button while it runs, a button to continue after a stop or an error, a
/// notice if the number of rows differs from the expected one. Empty before it starts and after all rows were read.
#[component]
pub fn BulkFetchProgress(
    /// The bulk fetch.
    fetch: BulkFetch,
) -> impl IntoView {
    let i18n = use_localizer();
    let words = i18n.words();
    let content = move || {
        let progress = fetch.progress();
        match &progress.stage {
            Stage::Idle | Stage::SinkFailed(_) => ().into_any(),
            Stage::Reading => view! { <RunningFetch fetch progress /> }.into_any(),
            Stage::Stopped => view! { <StoppedFetch fetch progress /> }.into_any(),
            Stage::Failed(error) => {
                let (error, title) = (error.clone(), with_counts(i18n, &progress, words.reading_interrupted));
                let resume = move || fetch.resume();
                view! { <ErrorNotice error title retry_label=words.continue_reading on_retry=resume /> }.into_any()
            }
            Stage::Done if progress.has_count_mismatch() => {
                let expected = i18n.count(progress.expected_total.unwrap_or_default());
                let headline = fill(words.count_mismatch, &[&i18n.count(progress.read), &expected]);
                view! { <Notice severity=Severity::Info headline /> }.into_any()
            }
            Stage::Done => ().into_any(),
        }
    };
    view! { {move || content()} }
}

/// A progress bar, the number of rows so far, and a stop button.
#[component]
fn RunningFetch(fetch: BulkFetch, progress: Progress) -> impl IntoView {
    let i18n = use_localizer();
    let words = i18n.words();
    let max = progress.expected_total.unwrap_or(1).max(1).to_string();
    let value = progress.read.to_string();
    let text = with_counts(i18n, &progress, words.reading);
    view! {
        <p class="rl-reading">
            <progress max=max value=value aria-label=words.progress></progress>
            <span>{text}</span>
            <button type="button" class="rl-button" on:click=move |_| fetch.stop()>{words.stop}</button>
        </p>
    }
}

/// The number of rows until the stop, and a button to continue.
#[component]
fn StoppedFetch(fetch: BulkFetch, progress: Progress) -> impl IntoView {
    let i18n = use_localizer();
    let words = i18n.words();
    let headline = with_counts(i18n, &progress, words.stopped);
    view! {
        <Notice severity=Severity::Info headline>
            <button type="button" class="rl-button" on:click=move |_| fetch.resume()>{words.continue_reading}</button>
        </Notice>
    }
}

/// The age of the shown rows, if they could not be refreshed.
#[component]
pub fn StaleNotice(
    /// The time of the rows, in milliseconds since 1970 UTC; `None` if they are current.
    since: Memo<Option<f64>>,
) -> impl IntoView {
    let i18n = use_localizer();
    let clock = use_clock();
    let content = move || {
        let since = since.get()?;
        let age = move || {
            unsubscribe_on_cleanup();
            fill(i18n.words().stale, &[&i18n.relative(since, clock.second())])
        };
        Some(view! { <div class="rl-stale"><p>{move || age()}</p></div> })
    };
    view! { {move || content()} }
}
