//! How far a list that is read as a whole is, and what can be done about it.

use leptos::prelude::*;

use super::failure::failure;
use crate::components::dynamic::dynamic;
use crate::components::notice::{Weight, notice};
use crate::components::tag::{Child, button, tag};
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
    let action =
        move |word: &'static str, work: fn(Reading)| button("rl-button", move || work(reading)).with(word).child();
    dynamic(move || {
        let progress = reading.progress();
        match &progress.stage {
            Stage::Unasked | Stage::Refused(_) => ().child(),
            Stage::Reading => {
                let said = so_far(speech, &progress, words.reading);
                let max = progress.promised.unwrap_or(1).max(1).to_string();
                let bar = tag("progress").attr("max", max).attr("value", progress.read.to_string());
                let bar = bar.attr("aria-label", words.progress);
                let said = tag("span").with(said);
                tag("p").class("rl-reading").with(bar).with(said).with(action(words.stop, Reading::stop)).child()
            }
            Stage::Stopped => {
                let said = so_far(speech, &progress, words.stopped);
                notice(Weight::Remark, said, ().child(), action(words.go_on, Reading::go_on))
            }
            Stage::Failed(error) => {
                let title = so_far(speech, &progress, words.broke_off);
                failure(speech, Some(&title), words.go_on, error, move || reading.go_on())
            }
            Stage::Ended if progress.differs() => {
                let said = so_far(speech, &progress, words.differs);
                notice(Weight::Remark, said, ().child(), ().child())
            }
            Stage::Ended => ().child(),
        }
    })
}
