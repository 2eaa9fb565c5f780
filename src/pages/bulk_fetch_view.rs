//! How far a list that is read as a whole is, and what can be done about it.

use leptos::prelude::*;

use super::error_notice::failure;
use crate::components::compat::notice;
use crate::components::dynamic::dynamic;
use crate::components::notice::Severity;
use crate::components::tag::{Child, button, tag};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::query::bulk_fetch::{BulkFetch, Progress, Stage};

/// `3,500 of 4,151`.
fn so_far(speech: Localizer, progress: &Progress, sentence: &str) -> String {
    let promised = progress.promised.map_or_else(|| "…".to_owned(), |promised| speech.count(promised));
    fill(sentence, &[&speech.count(progress.read), &promised])
}

/// While it goes on: a bar, the count, and the way to stop it. When it stopped, broke off, or read another number of
/// rows than was promised: that, and the way on. Nothing when all is read.
pub(super) fn reading(speech: Localizer, reading: BulkFetch) -> AnyView {
    let words = speech.words();
    let action =
        move |word: &'static str, work: fn(BulkFetch)| button("rl-button", move || work(reading)).with(word).child();
    dynamic(move || {
        let progress = reading.progress();
        match &progress.stage {
            Stage::Idle | Stage::SinkFailed(_) => ().child(),
            Stage::Reading => {
                let said = so_far(speech, &progress, words.reading);
                let max = progress.promised.unwrap_or(1).max(1).to_string();
                let bar = tag("progress").attr("max", max).attr("value", progress.read.to_string());
                let bar = bar.attr("aria-label", words.progress);
                let said = tag("span").with(said);
                tag("p").class("rl-reading").with(bar).with(said).with(action(words.stop, BulkFetch::stop)).child()
            }
            Stage::Stopped => {
                let said = so_far(speech, &progress, words.stopped);
                notice(Severity::Info, said, ().child(), action(words.go_on, BulkFetch::go_on))
            }
            Stage::Failed(error) => {
                let title = so_far(speech, &progress, words.broke_off);
                failure(speech, Some(&title), words.go_on, error, move || reading.go_on())
            }
            Stage::Done if progress.differs() => {
                let said = so_far(speech, &progress, words.differs);
                notice(Severity::Info, said, ().child(), ().child())
            }
            Stage::Done => ().child(),
        }
    })
}
