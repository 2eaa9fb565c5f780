//! How far a list that is read as a whole is, and what can be done about it.

use leptos::prelude::*;

use super::failure::failure;
use crate::components::dynamic::{click, dynamic};
use crate::components::notice::{Weight, notice};
use crate::i18n::fill;
use crate::i18n::speech::Speech;
use crate::state::reading::{Progress, Reading, Stage};

/// `3,500 of 4,151`.
fn so_far(speech: Speech, progress: &Progress, sentence: &str) -> String {
    let promised = progress.promised.map_or_else(|| "…".to_owned(), |promised| speech.count(promised));
    fill(sentence, &[&speech.count(progress.read), &promised])
}

/// While it goes on: a bar, the count, and the way to stop it. When it stopped, broke off, or read another number of
/// rows than was promised: that, and the way on. Nothing when all is read.
pub(super) fn reading(speech: Speech, reading: Reading) -> AnyView {
    let words = speech.words();
    let button = move |word: &'static str, work: fn(Reading)| {
        view! { <button type="button" class="rl-button" on:click=click(move || work(reading))>{word}</button> }
            .into_any()
    };
    dynamic(move || {
        let progress = reading.progress();
        match &progress.stage {
            Stage::Unasked | Stage::Refused(_) => ().into_any(),
            Stage::Reading => {
                let said = so_far(speech, &progress, words.reading);
                let (value, max) = (progress.read.to_string(), progress.promised.unwrap_or(1).max(1).to_string());
                view! {
                    <p class="rl-reading">
                        <progress max=max value=value aria-label=words.progress></progress>
                        <span>{said}</span>
                        {button(words.stop, Reading::stop)}
                    </p>
                }
                .into_any()
            }
            Stage::Stopped => {
                let said = so_far(speech, &progress, words.stopped);
                notice(Weight::Remark, said, ().into_any(), button(words.go_on, Reading::go_on))
            }
            Stage::Failed(error) => {
                let title = so_far(speech, &progress, words.broke_off);
                failure(speech, Some(&title), words.go_on, error, move || reading.go_on())
            }
            Stage::Ended if progress.differs() => {
                let said = so_far(speech, &progress, words.differs);
                notice(Weight::Remark, said, ().into_any(), ().into_any())
            }
            Stage::Ended => ().into_any(),
        }
    })
}
