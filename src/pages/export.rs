//! Taking the rows of a table along, as a file: every row that the present filters leave, of all pages.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use web_sys::Url;

use super::reading::reading;
use crate::api::cells::Cells;
use crate::api::request::Request;
use crate::components::dynamic::{click, dynamic, text};
use crate::components::notice::{Weight, notice};
use crate::i18n::fill;
use crate::i18n::speech::Speech;
use crate::model::csv;
use crate::model::page::Page;
use crate::state::effect::watch;
use crate::state::reading::{Batch, Progress, Reading, Stage, Taken};
use crate::state::service::Service;
use crate::state::sink::{Opened, Sink};

/// How the rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    Ndjson,
}

impl Format {
    const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
        }
    }

    const fn mime(self) -> &'static str {
        match self {
            Self::Csv => "text/csv;charset=utf-8",
            Self::Ndjson => "application/x-ndjson",
        }
    }

    fn head<T: Cells>(self) -> String {
        let mut text = String::new();
        if self == Self::Csv {
            text.push_str(csv::BOM);
            csv::line(&mut text, T::HEAD);
        }
        text
    }

    fn rows<T: Cells>(self, batch: &Batch<T>) -> String {
        let mut text = String::with_capacity(batch.rows.len().saturating_mul(512));
        for row in &batch.rows {
            match self {
                Self::Csv => {
                    let cells = row.cells();
                    csv::line(&mut text, &cells.iter().map(AsRef::as_ref).collect::<Vec<_>>());
                }
                Self::Ndjson => csv::ndjson(&mut text, row.json()),
            }
        }
        text
    }
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq)]
enum Outcome {
    /// It is written: so many rows, of so many. The link saves it, where the browser has not written it already.
    Written { progress: Progress, name: String, link: Option<String> },
    /// It could not be written.
    Refused(String),
}

/// What is exported, for the dialog, which does not care.
#[derive(Clone, Copy)]
struct Export {
    speech: Speech,
    reading: Reading,
    sink: StoredValue<Option<(Sink, String)>, LocalStorage>,
    outcome: RwSignal<Option<Outcome>>,
}

/// What is asked for, page by page, as the table stands when the export begins.
pub(super) type Pages = Box<dyn Fn(Page) -> Request>;

/// A button, and the dialog behind it. `total` is how many rows there are, where that is known.
pub(super) fn export<T: Cells + DeserializeOwned + 'static>(
    speech: Speech,
    name: String,
    total: impl Fn() -> Option<u64> + Send + Copy + 'static,
    pages: impl Fn() -> Pages + Copy + 'static,
) -> AnyView {
    let export =
        Export { speech, reading: Reading::new(), sink: StoredValue::new_local(None), outcome: RwSignal::new(None) };
    let service = use_context::<Service>();
    let begin = move |format: Format| {
        let (Some(service), pages) = (service, pages()) else { return };
        let name = format!("{name}.{}", format.extension());
        spawn_local(async move {
            let Opened::Sink(sink) = Sink::open(&name, format.mime()).await else { return };
            if let Err(reason) = sink.write(format.head::<T>()).await {
                export.outcome.try_set(Some(Outcome::Refused(reason)));
                return;
            }
            export.sink.try_set_value(Some((sink.clone(), name)));
            let take = move |batch: Batch<T>| {
                let (sink, text) = (sink.clone(), format.rows(&batch));
                Box::pin(async move { sink.write(text).await }) as Taken
            };
            export.reading.begin(service, pages, T::id, take);
        });
    };
    dialog(export, Box::new(total), std::rc::Rc::new(begin))
}

impl Export {
    /// Ends the file with what was read.
    fn close(self) {
        let Some((sink, name)) = self.sink.try_update_value(Option::take).flatten() else { return };
        let progress = self.reading.progress_untracked();
        spawn_local(async move {
            let outcome = match sink.close().await {
                Ok(link) => Outcome::Written { progress, name, link },
                Err(reason) => Outcome::Refused(reason),
            };
            self.outcome.try_set(Some(outcome));
            self.reading.forget();
        });
    }

    /// Forgets what was written.
    fn discard(self) {
        if let Some((sink, _)) = self.sink.try_update_value(Option::take).flatten() {
            spawn_local(async move { sink.discard().await });
        }
        self.reading.forget();
    }

    /// Gives up the last file, for another.
    fn forget(self) {
        if let Some(Some(Outcome::Written { link: Some(link), .. })) = self.outcome.try_get_untracked() {
            drop(Url::revoke_object_url(&link));
        }
        self.outcome.try_set(None);
    }
}

fn dialog(export: Export, total: Box<dyn Fn() -> Option<u64> + Send>, begin: std::rc::Rc<dyn Fn(Format)>) -> AnyView {
    let Export { speech, reading: progress, outcome, .. } = export;
    let words = speech.words();
    let dialog = NodeRef::<html::Dialog>::new();
    on_cleanup(move || {
        export.discard();
        export.forget();
    });
    watch(move || match progress.progress().stage {
        Stage::Ended => export.close(),
        Stage::Refused(reason) => {
            outcome.set(Some(Outcome::Refused(reason)));
            export.discard();
        }
        _ => {}
    });
    // How far it is stands on the button too: the dialog may be closed meanwhile.
    let label = move || {
        let Progress { stage, read, promised } = progress.progress();
        match promised.filter(|_| stage == Stage::Reading) {
            Some(promised) => format!("{} {}", words.export, speech.percent(read, promised)),
            None => words.export.to_owned(),
        }
    };
    let open = click(move || {
        if let Some(dialog) = dialog.get_untracked() {
            drop(dialog.show_modal());
        }
    });
    let shut = click(move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    });
    let begin = StoredValue::new_local(begin);
    let formats = move || {
        let button = |format: Format, word: &'static str| {
            let begin = click(move || {
                export.forget();
                begin.with_value(|begin| begin(format));
            });
            view! { <button type="button" class="rl-button" data-format=format.extension() on:click=begin>{word}</button> }
        };
        (!progress.progress().is_begun()).then(|| {
            view! { <p class="rl-formats">{button(Format::Csv, words.export_csv)} {button(Format::Ndjson, words.export_ndjson)}</p> }
        })
    };
    let total =
        move || total().map(|total| speech.counted(&words.export_rows, i64::try_from(total).unwrap_or(i64::MAX)));
    view! {
        <button type="button" class="rl-button" data-name="export" on:click=open>{text(label)}</button>
        <dialog class="rl-dialog" data-name="export" node_ref=dialog aria-label=words.export>
            <h2>{words.export}</h2>
            <p>{dynamic(total)}</p>
            {dynamic(formats)}
            {reading(speech, progress)}
            {dynamic(move || rest(export))}
            {dynamic(move || outcome.get().map(|outcome| said(speech, outcome)))}
            <p class="rl-dialog-end"><button type="button" class="rl-button" on:click=shut>{words.close}</button></p>
        </dialog>
    }
    .into_any()
}

/// What can be done with a part of the rows, when reading them stopped or broke off.
fn rest(export: Export) -> Option<AnyView> {
    let words = export.speech.words();
    let Progress { stage, read, .. } = export.reading.progress();
    matches!(stage, Stage::Stopped | Stage::Failed(_)).then(|| {
        let keep = export.speech.counted(&words.export_keep, i64::try_from(read).unwrap_or(i64::MAX));
        view! {
            <p class="rl-formats">
                <button type="button" class="rl-button" data-name="keep" on:click=click(move || export.close())>{keep}</button>
                <button type="button" class="rl-button" data-name="discard" on:click=click(move || export.discard())>{words.export_drop}</button>
            </p>
        }
        .into_any()
    })
}

/// What became of the file: the number written against the number promised.
fn said(speech: Speech, outcome: Outcome) -> AnyView {
    let words = speech.words();
    match outcome {
        Outcome::Refused(reason) => {
            notice(Weight::Alarm, fill(words.export_refused, &[&reason]), ().into_any(), ().into_any())
        }
        Outcome::Written { progress, name, link } => {
            let promised = progress.promised.unwrap_or(progress.read);
            let (weight, what, more) = if progress.read == promised {
                let rows = i64::try_from(progress.read).unwrap_or(i64::MAX);
                (Weight::Remark, speech.counted(&words.export_done, rows), None)
            } else {
                let differs = if progress.stage == Stage::Ended { words.differs } else { words.stopped };
                let what = fill(differs, &[&speech.count(progress.read), &speech.count(promised)]);
                (Weight::Alarm, what, Some(view! { <p>{words.export_short}</p> }))
            };
            let link = link.map(|link| {
                view! { <a class="rl-button" data-main="true" href=link download=name>{words.save_file}</a> }
            });
            notice(weight, what, more.into_any(), link.into_any())
        }
    }
}
