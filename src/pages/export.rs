//! Taking the rows of a table along, as a file: every row that the present filters leave, of all pages.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use web_sys::Url;

use super::bulk_fetch_view::reading;
use crate::api::clock::now;
use crate::api::csv_row::Cells;
use crate::api::endpoint::Request;
use crate::api::wire::Page;
use crate::components::compat::notice;
use crate::components::dialog::Dialog;
use crate::components::dynamic::{dynamic, text};
use crate::components::notice::Severity;
use crate::components::tag::{self, Child, Tag, button, tag};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::csv;
use crate::model::pagination::Pagination;
use crate::query::bulk_fetch::{Batch, BulkFetch, Progress, Stage, Taken};
use crate::query::effect::watch;
use crate::query::file_sink::{Opened, Sink};
use crate::query::service::Service;
use crate::query::use_query::Query;

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
    speech: Localizer,
    reading: BulkFetch,
    sink: StoredValue<Option<(Sink, String)>, LocalStorage>,
    outcome: RwSignal<Option<Outcome>>,
}

/// What is asked for, page by page, as the table stands when the export begins.
pub(super) type Pages = Box<dyn Fn(Pagination) -> Request>;

/// A button, and the dialog behind it, with the [`file`] that `content` makes. How far that is stands on the button:
/// the dialog may be closed meanwhile.
pub(super) fn export(speech: Localizer, content: impl Fn(RwSignal<String>) -> AnyView + Send + 'static) -> AnyView {
    let words = speech.words();
    let far = RwSignal::new(String::new());
    let class = "rl-dialog rl-dialog-small";
    let label = text(move || format!("{}{}", words.export, far.get()));
    Dialog { name: "export", title: words.export, class, keep_mounted: true }.view(
        speech,
        label,
        Box::new(move || content(far)),
    )
}

/// What there is to choose and to know of a file. `shown` is what the table shows: how many rows there are is known
/// from it, and the zone of their times.
pub(super) fn file<T: Cells + DeserializeOwned + Send + Sync + 'static>(
    speech: Localizer,
    far: RwSignal<String>,
    name: String,
    shown: Query<Page<T>>,
    pages: impl Fn() -> Pages + Copy + 'static,
) -> AnyView {
    let export =
        Export { speech, reading: BulkFetch::new(), sink: StoredValue::new_local(None), outcome: RwSignal::new(None) };
    let service = use_context::<Service>();
    let begin = move |format: Format| {
        let (Some(service), pages) = (service, pages()) else { return };
        let name = format!("{name}.{}", format.extension());
        spawn_local(async move {
            let Opened::Sink(sink) = Sink::open(&name, format.mime()).await else { return };
            if let Err(reason) = sink.write(format.head::<T>()).await {
                export.outcome.set(Some(Outcome::Refused(reason)));
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
    let promise = move || {
        let reply = shown.shown()?;
        let total = i64::try_from(reply.data().total()).unwrap_or(i64::MAX);
        let zone = fill(speech.dialogs().export_times, &[&speech.zone(reply.zone(), now())]);
        Some((speech.counted(&speech.dialogs().export_rows, total), zone))
    };
    content(export, far, Box::new(promise), std::rc::Rc::new(begin))
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
            self.outcome.set(Some(outcome));
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
        self.outcome.set(None);
    }
}

/// What will be in the file: how many rows, and the zone of their times.
type Promise = Box<dyn Fn() -> Option<(String, String)> + Send>;

fn content(export: Export, far: RwSignal<String>, promise: Promise, begin: std::rc::Rc<dyn Fn(Format)>) -> AnyView {
    let Export { speech, reading: progress, outcome, .. } = export;
    let terms = speech.dialogs();
    on_cleanup(move || {
        export.discard();
        export.forget();
    });
    watch(move || match progress.progress().stage {
        Stage::Done => export.close(),
        Stage::SinkFailed(reason) => {
            outcome.set(Some(Outcome::Refused(reason)));
            export.discard();
        }
        _ => {}
    });
    watch(move || {
        let Progress { stage, read, promised } = progress.progress();
        let share = promised.filter(|_| stage == Stage::Reading).map(|promised| speech.percent(read, promised));
        far.set(share.map(|share| format!(" {share}")).unwrap_or_default());
    });
    let begin = StoredValue::new_local(begin);
    let formats = move || {
        let choice = |format: Format, word: &'static str| {
            let begin = move || {
                export.forget();
                begin.with_value(|begin| begin(format));
            };
            button("rl-button", begin).attr("data-format", format.extension()).with(word)
        };
        (!progress.progress().is_begun()).then(|| {
            let (csv, ndjson) = (choice(Format::Csv, terms.export_csv), choice(Format::Ndjson, terms.export_ndjson));
            tag("p").class("rl-formats").with(csv).with(" ").with(ndjson)
        })
    };
    vec![
        dynamic(move || {
            let (rows, zone) = promise()?;
            Some(vec![tag("p").with(rows).child(), tag("p").class("rl-hint").with(zone).child()].child())
        }),
        dynamic(formats),
        reading(speech, progress),
        dynamic(move || rest(export)),
        dynamic(move || outcome.get().map(|outcome| said(speech, outcome))),
    ]
    .child()
}

/// What can be done with a part of the rows, when reading them stopped or broke off.
fn rest(export: Export) -> Option<Tag> {
    let terms = export.speech.dialogs();
    let Progress { stage, read, .. } = export.reading.progress();
    matches!(stage, Stage::Stopped | Stage::Failed(_)).then(|| {
        let keep = export.speech.counted(&terms.export_keep, i64::try_from(read).unwrap_or(i64::MAX));
        let keep = button("rl-button", move || export.close()).attr("data-name", "keep").with(keep);
        let discard = button("rl-button", move || export.discard()).attr("data-name", "discard");
        tag("p").class("rl-formats").with(keep).with(" ").with(discard.with(terms.export_drop))
    })
}

/// What became of the file: the number written against the number promised.
fn said(speech: Localizer, outcome: Outcome) -> AnyView {
    let words = speech.words();
    let terms = speech.dialogs();
    match outcome {
        Outcome::Refused(reason) => {
            notice(Severity::Error, fill(terms.export_refused, &[&reason]), ().child(), ().child())
        }
        Outcome::Written { progress, name, link } => {
            let promised = progress.promised.unwrap_or(progress.read);
            let (weight, what, more) = if progress.read == promised {
                let rows = i64::try_from(progress.read).unwrap_or(i64::MAX);
                (Severity::Info, speech.counted(&terms.export_done, rows), None)
            } else {
                let differs = if progress.stage == Stage::Done { words.differs } else { words.stopped };
                let what = fill(differs, &[&speech.count(progress.read), &speech.count(promised)]);
                (Severity::Error, what, Some(tag("p").with(terms.export_short)))
            };
            let link = link.map(|link| {
                tag::link(link, words.save_file).class("rl-button").attr("data-main", "true").attr("download", name)
            });
            notice(weight, what, more.child(), link.child())
        }
    }
}
