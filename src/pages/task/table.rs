//! The table of executions.

use leptos::prelude::*;

use super::super::labels;
use super::super::query_view::unanswered;
use crate::api::clock::service_time;
use crate::api::wire::{Page, Record, Row};
use crate::components::bar::BarSegment;
use crate::components::compat::bar;
use crate::components::compat::copy_button;
use crate::components::compat::copyable;
use crate::components::compat::status;
use crate::components::dynamic::{dynamic, text};
use crate::components::table::{Table, cell, table};
use crate::components::tag::{Child, bdi, tag};
use crate::components::timestamp::{EMPTY, absolute, in_full};
use crate::i18n::fill;
use crate::i18n::localizer::{Localizer, elapsed, instant};
use crate::model::bar_height::{full_height, height};
use crate::model::columns::Column;
use crate::model::id::Id;
use crate::model::route::{RecordRoute, Route, TaskRoute};
use crate::model::text::first_line;
use crate::model::time::Time;
use crate::model::zone::Zone;
use crate::navigation::Navigation;
use crate::query::clock::use_clock;
use crate::query::table_rows::{PendingRows, rows};
use crate::query::use_query::Query;
use crate::settings::columns::Chosen;

/// The columns in their usual order; the status stands before them all.
const COLUMNS: &[Column] = &[
    Column { name: "startTime", default_visible: true },
    Column { name: "endTime", default_visible: true },
    Column { name: "duration", default_visible: true },
    Column { name: "artifacts", default_visible: true },
    Column { name: "size", default_visible: true },
    Column { name: "id", default_visible: false },
];

/// The columns of the history, as they are chosen.
pub(super) fn columns() -> Chosen {
    Chosen::load("history", COLUMNS)
}

/// The word above each column, and the class of its cells.
pub(super) fn heads(speech: Localizer) -> Vec<(&'static str, &'static str)> {
    let words = speech.words();
    vec![
        (words.start_time, "rl-start"),
        (words.end_time, ""),
        (words.duration, "rl-number"),
        (words.artifacts, "rl-artifacts"),
        (words.size, "rl-number"),
        (words.record_id, "rl-digest"),
    ]
}

/// What the rows of the table share.
#[derive(Clone, Copy)]
struct Setting {
    speech: Localizer,
    nav: Navigation,
    zone: Memo<Zone>,
    /// The longest duration on the page, which the others are compared with.
    full: Memo<Option<i64>>,
    columns: Chosen,
}

/// The rows with their head.
pub(super) fn history(
    speech: Localizer,
    nav: Navigation,
    place: Memo<TaskRoute>,
    asked: Query<Page<Record>>,
    columns: Chosen,
    news: PendingRows,
) -> AnyView {
    let rows = rows(asked, news, |record: &Record| &record.id, move || place.with_untracked(|place| place.page.size));
    let zone = Memo::new(move |_| asked.latest().map_or(Zone::Unknown, |reply| reply.zone().clone()));
    let full = Memo::new(move |_| {
        let shown = asked.latest()?;
        let spans = shown
            .data()
            .rows()
            .iter()
            .filter_map(|record| elapsed(record.start_time.known()?, record.end_time.known()?, shown.zone()));
        let spans: Vec<i64> = spans.collect();
        (!spans.is_empty()).then(|| full_height(&spans))
    });
    let setting = Setting { speech, nav, zone, full, columns };
    // What a link to an execution takes along.
    let name = Memo::new(move |_| place.with(|place| place.plan_name.clone()));
    let along = move || (name.get(), place.with_untracked(|place| place.page.size));
    let row = move |key: RwSignal<String>| {
        dynamic(move || key.with(|key| rows.get(key)).map(|record| row(setting, &record, along())))
    };
    let busy = unanswered(asked.handle);
    let lead = (speech.words().status, "");
    table(Table { class: "rl-table rl-history", lead, heads: heads(speech), columns, keys: rows.keys, busy }, row)
}

fn row(setting: Setting, record: &Row<Record>, (name, size): (Option<String>, u32)) -> AnyView {
    let Setting { speech, nav, zone, columns, .. } = setting;
    let words = speech.words();
    let zone = zone.get();
    let (tone, word) = labels::status(speech, record.status.known());
    let href = Id::parse(&record.id).ok().map(|id| nav.href(&Route::Record(RecordRoute::new(id, name, size))));
    let shown = columns.get().shown();
    // The status at its beginning stands in no column.
    let width = shown.len().saturating_add(1).to_string();
    let failed = record.error_reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty()).map(|reason| {
        let line = tag("p").class("rl-error").with(bdi(first_line(reason).to_owned()));
        let line = line.with(copy_button(speech, words.note, reason.to_owned()));
        let cell = tag("td").attr("role", "cell").attr("colspan", width).with(line);
        tag("tr").attr("role", "row").class("rl-error-row").with(cell)
    });
    let heads = heads(speech);
    let cells = shown.into_iter().filter_map(|index| {
        let content = content(setting, record, COLUMNS.get(index)?.name, &zone, href.clone());
        Some(cell(*heads.get(index)?, vec![content.content()]).content())
    });
    let line = tag("tr").attr("role", "row").attr("data-tone", tone.name());
    let line = line.with(cell((words.status, ""), vec![status(tone, word).content()])).with_all(cells.collect());
    [Some(line), failed].into_iter().flatten().collect::<Vec<_>>().child()
}

fn content(setting: Setting, record: &Row<Record>, column: &str, zone: &Zone, href: Option<String>) -> AnyView {
    let Setting { speech, full, .. } = setting;
    match column {
        "startTime" => {
            let link = tag("a").class("rl-row-link").attr("data-row", record.id.clone()).maybe("href", href);
            vec![link.with(start(record)).child(), ago(speech, record, zone).child()].child()
        }
        "endTime" => end(speech, record, zone),
        "duration" => duration(speech, record, zone, full),
        "artifacts" => artifacts(speech, record),
        "size" => bytes(speech, record),
        _ => copyable(speech, speech.words().record_id, &record.id),
    }
}

/// The start is what an execution is known by; one without is known by its id.
fn start(record: &Record) -> String {
    record.start_time.known().map_or_else(|| record.id.clone(), absolute)
}

fn ago(speech: Localizer, record: &Record, zone: &Zone) -> Option<Vec<AnyView>> {
    let start = record.start_time.known()?;
    #[expect(clippy::cast_precision_loss, reason = "four-digit years lie far below 2^53 milliseconds")]
    let at = instant(start, zone)?.timestamp_millis() as f64;
    let title = in_full(speech, start, zone);
    let clock = use_clock();
    let ago = tag("span").class("rl-ago").attr("title", title);
    Some(vec![" ".child(), ago.with(text(move || speech.relative(at, service_time(clock.minute())))).child()])
}

fn end(speech: Localizer, record: &Record, zone: &Zone) -> AnyView {
    match record.end_time.known() {
        None => EMPTY.child(),
        Some(end) => tag("time").attr("title", in_full(speech, end, zone)).with(absolute(end)).child(),
    }
}

fn duration(speech: Localizer, record: &Record, zone: &Zone, full: Memo<Option<i64>>) -> AnyView {
    let (start, end) = (record.start_time.known(), record.end_time.known());
    match (start, end) {
        (Some(start), Some(end)) => match elapsed(start, end, zone) {
            None => EMPTY.child(),
            Some(took) => {
                let full = full.get().unwrap_or(took);
                let width = format!("{}%", height(took, full));
                let bar = tag("i").class("rl-took").attr("aria-hidden", "true").with(tag("b").style("width", width));
                vec![speech.duration(took).child(), " ".child(), bar.child()].child()
            }
        },
        (Some(start), None) if record.is_running() => live(speech, start, zone),
        _ => EMPTY.child(),
    }
}

/// The duration of something that goes on; where the zone is unknown, it cannot be told.
pub(in crate::pages) fn live(speech: Localizer, start: &Time, zone: &Zone) -> AnyView {
    let Some(start) = instant(start, zone).map(|start| start.timestamp_millis()) else { return EMPTY.child() };
    let clock = use_clock();
    let so_far = move || {
        #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit")]
        let now = service_time(clock.second()) as i64;
        format!("{} …", speech.live_duration(now.saturating_sub(start).max(0)))
    };
    tag("span").class("rl-live").with(text(so_far)).child()
}

/// What the overview counts, where the server sends it.
fn artifacts(speech: Localizer, record: &Record) -> AnyView {
    let words = speech.words();
    let Some(overview) = record.replica_overview.known() else { return EMPTY.child() };
    let success = overview.success.copied();
    let [failed, conflict] = [&overview.failed, &overview.conflict].map(|count| count.copied().unwrap_or_default());
    let parts =
        [BarSegment { amount: success.unwrap_or_default(), tone: "good" }, BarSegment { amount: failed, tone: "bad" }];
    let mut said = vec![success.map_or_else(|| EMPTY.to_owned(), |success| speech.integer(success))];
    if failed > 0 {
        said.push(fill(words.n_failed, &[&speech.integer(failed)]));
    }
    if conflict > 0 {
        said.push(speech.counted(&words.n_conflicts, conflict));
    }
    let said = tag("span").with(said.join(" · "));
    tag("span").class("rl-counts").with(bar(&parts, 0)).with(" ").with(said).child()
}

fn bytes(speech: Localizer, record: &Record) -> AnyView {
    let (replicated, total) = (record.replicated_bytes.copied(), record.total_bytes.copied());
    let Some(known) = replicated.or(total) else { return EMPTY.child() };
    let said = match total {
        Some(total) if record.is_running() => {
            let replicated = replicated.map_or_else(|| EMPTY.to_owned(), |replicated| speech.size(replicated));
            fill(speech.words().of_total, &[&replicated, &speech.size(total)])
        }
        _ => speech.size(known),
    };
    tag("span").attr("title", speech.bytes(known)).with(said).child()
}
