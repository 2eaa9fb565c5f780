//! The content of the report, from what the page has read. It names each field that it takes over, so that a field of
//! the service that is added later does not get into a report by itself.

use leptos::prelude::*;
use web_sys::Url;

use super::super::failed_details::{FailedDetails, progress_text};
use super::super::read_while_running::ReadWhileRunning;
use crate::api::clock::service_time;
use crate::api::wire::{Record, RecordInfo};
use crate::components::timestamp::{EMPTY, absolute, zone_at};
use crate::i18n::fill;
use crate::i18n::localizer::{Localizer, elapsed, time_in_zone};
use crate::model::enums::ReplicaType;
use crate::model::hint::Hint;
use crate::model::report::{Block, Document, Entry, Fact, Span, beginning, fill_spans, group_title};
use crate::model::route::{AnalysisView, RecordRoute, Route};
use crate::model::text::reason_or;
use crate::model::time::{Time, date_and_time};
use crate::model::triage::{Breakdown, Group, GroupBy, Triage};
use crate::navigation::Navigation;
use crate::pages::labels;
use crate::pages::plans::name::plan_name;
use crate::pages::record::hints::text as hint_text;
use crate::pages::record::overview::{explanation, files, skipped_twice};
use crate::pages::record::queries::{RecordQueries, running_for};
use crate::query::bulk_fetch::Stage;
use crate::query::service::Service;
use crate::query::use_query::Cached;

/// The most groups of a report.
const MAX_GROUPS: usize = 10;
/// The most nodes of a report.
const MAX_NODES: usize = 20;
/// The most names in a fact about a group.
const MAX_NAMES: usize = 5;
/// The most artifacts of a group.
const MAX_ARTIFACTS: usize = 3;

/// The data that a report is made of.
#[derive(Clone, Copy)]
pub(super) struct ReportSource {
    pub(super) i18n: Localizer,
    pub(super) service: Service,
    pub(super) navigation: Navigation,
    pub(super) route: Memo<RecordRoute>,
    pub(super) queries: RecordQueries,
    pub(super) failures: FailedDetails,
    pub(super) running: ReadWhileRunning,
}

impl ReportSource {
    /// The report of the moment; `None` until the execution is loaded. Tracked.
    pub(super) fn document(self) -> Option<Document> {
        let words = self.i18n.words();
        let cached = self.queries.info.latest()?;
        let info = cached.data();
        let name = plan_name(self.queries.task, self.route.with(|route| route.plan_name.clone()));
        let name = name.or_else(|| info.record.task_key.cloned()).unwrap_or_else(|| words.execution.to_owned());
        let mut blocks = vec![Block::Facts(self.execution(&cached, &name))];
        if self.running.get() {
            blocks.push(Block::Paragraph(vec![Span::words(self.i18n.report().running)]));
        }
        self.totals(&mut blocks);
        self.failures.with(|triage| self.failed(&mut blocks, triage));
        self.links(&mut blocks);
        Some(Document {
            language: self.i18n.0.tag(),
            labelled: words.labelled,
            title: fill_spans(self.i18n.report().title, &[Span::name(&name)]),
            blocks,
        })
    }

    /// The facts of the execution.
    fn execution(self, cached: &Cached<RecordInfo>, plan: &str) -> Vec<Fact> {
        let (i18n, words) = (self.i18n, self.i18n.words());
        let (info, zone) = (cached.data(), cached.zone());
        let RecordInfo { record, replica_type, replica_object_type, .. } = info;
        let data = |name: &str, value: &str| Fact::new(name, vec![Span::name(value)]);
        let text = |name: &str, value: String| Fact::new(name, vec![Span::Words(value)]);
        let project = self.queries.task.latest().and_then(|task| task.data().project_id.cloned());
        let is_continuous = replica_type.known().is_some_and(ReplicaType::is_continuous);
        let time = |time: &Time| format!("{} {}", absolute(time, zone), zone_at(i18n, Some(time), zone));
        let start_name = if is_continuous { words.continuous_since } else { words.start_time };
        let reason = record.failure().map(|reason| reason_or(reason, words.no_message));
        let read_at = self.queries.info.handle.with(|status| status.updated_at);
        let facts = [
            Some(data(words.task, plan)),
            record.task_key.known().map(|key| data(words.task_key, key)),
            Some(data(words.record_id, record.id.as_received())),
            project.map(|project| data(self.i18n.report().project, &project)),
            Some(text(words.status, labels::record_status(i18n, info).1)),
            replica_type.known().map(|kind| text(words.replica_type, labels::replica_type(i18n, kind))),
            replica_object_type.known().map(|kind| text(words.object_type, labels::object_type(i18n, kind))),
            record.start_time.known().map(|start| text(start_name, time(start))),
            record.end_time.known().map(|end| text(words.end_time, time(end))),
            self.duration(cached, is_continuous).map(|duration| text(words.duration, duration)),
            Some(text(words.time_zone, zone_at(i18n, record.start_time.known(), zone))),
            reason.map(|reason| Fact::new(words.note, vec![Span::message(&reason)])),
            read_at.map(|at| text(self.i18n.report().read_at, time_in_zone(at, &self.service.zone()))),
        ];
        facts.into_iter().flatten().collect()
    }

    /// The duration of the execution, by the rules of the head of the page; until the time of reading while it runs.
    fn duration(self, cached: &Cached<RecordInfo>, is_continuous: bool) -> Option<String> {
        let Record { start_time, end_time, .. } = &cached.data().record;
        if is_continuous {
            return None;
        }
        if self.queries.mixes_executions.get() {
            return Some(EMPTY.to_owned());
        }
        let duration = match end_time.known() {
            Some(end) => elapsed(start_time.known()?, end, cached.zone()),
            None => running_for(cached, service_time(self.queries.info.handle.with(|status| status.updated_at)?)),
        };
        let duration = duration.filter(|duration| *duration >= 0);
        Some(duration.map_or_else(|| EMPTY.to_owned(), |duration| self.i18n.duration(duration)))
    }

    /// The totals as the overview shows them, with their explanations.
    fn totals(self, blocks: &mut Vec<Block>) {
        let (i18n, words) = (self.i18n, self.i18n.words());
        let Some(totals) = self.queries.counted.totals.get() else { return };
        let number = |amount: Option<i64>| amount.map_or_else(|| EMPTY.to_owned(), |amount| i18n.integer(amount));
        let fact = |name: &str, value: String| Fact::new(name, vec![Span::Words(value)]);
        blocks.push(Block::Heading(words.overview.to_owned()));
        if totals.has_details || totals.succeeded.is_some() {
            let overview = self.queries.overview.latest();
            let files = overview.and_then(|overview| files(i18n, overview.data().known()?));
            let running = (totals.running > 0).then(|| fact(words.running, i18n.integer(totals.running)));
            let facts = [fact(words.succeeded, number(totals.succeeded)), fact(words.failures, number(totals.failed))];
            let facts = facts.into_iter().chain(running).chain(files.map(|files| fact(words.files, files)));
            blocks.push(Block::Facts(facts.collect()));
        }
        let conflicts = totals.conflicts.map(|conflicts| fill(words.conflicts, &[&i18n.integer(conflicts)]));
        let is_mixed = self.queries.mixes_executions.get();
        let hints = [explanation(self.queries), is_mixed.then_some(Hint::ExecutionsMixed)];
        let hints = hints.into_iter().flatten().map(|hint| hint_text(i18n, hint));
        for sentence in conflicts.into_iter().chain(skipped_twice(i18n, self.queries)).chain(hints) {
            blocks.push(Block::Paragraph(vec![Span::Words(sentence)]));
        }
    }

    /// The groups of failed artifacts by error, and their numbers by node.
    fn failed(self, blocks: &mut Vec<Block>, triage: &Triage) {
        let (i18n, texts) = (self.i18n, self.i18n.report());
        let progress = self.failures.failed_progress();
        let paragraph = |text: String| Block::Paragraph(vec![Span::Words(text)]);
        blocks.push(Block::Heading(texts.failures.to_owned()));
        let summary = progress_text(i18n, &progress);
        if !summary.is_empty() {
            blocks.push(paragraph(summary));
        }
        let fetched = self.failures.fetch().progress();
        if fetched.stage != Stage::Done || fetched.has_count_mismatch() {
            blocks.push(paragraph(texts.incomplete.to_owned()));
        }
        if triage.is_empty() {
            return;
        }
        blocks.push(paragraph(i18n.analysis().placeholders.to_owned()));
        if let Some(at) = self.failures.read_at() {
            let at = Span::Words(time_in_zone(at, &self.service.zone()));
            blocks.push(Block::Facts(vec![Fact::new(texts.failures_read_at, vec![at])]));
        }
        let ranked = triage.ranked(GroupBy::Error);
        let groups = ranked.iter().take(MAX_GROUPS).filter_map(|index| self.group(triage, *index)).collect::<Vec<_>>();
        let included = groups.iter().map(|(count, _)| *count).fold(0, u64::saturating_add);
        blocks.push(Block::Entries(groups.into_iter().map(|(_, entry)| entry).collect()));
        let rest = ranked.len().saturating_sub(MAX_GROUPS);
        if rest > 0 {
            let all = u64::try_from(triage.len()).unwrap_or(u64::MAX);
            let rest = i18n.count(u64::try_from(rest).unwrap_or(u64::MAX));
            let left = i18n.count(all.saturating_sub(included));
            blocks.push(paragraph(fill(texts.more_groups, &[&rest, &left])));
        }
        self.nodes(blocks, triage);
    }

    /// The numbers of failed artifacts of the nodes, largest first.
    fn nodes(self, blocks: &mut Vec<Block>, triage: &Triage) {
        let (i18n, terms) = (self.i18n, self.i18n.analysis());
        let nodes = triage.ranked(GroupBy::Cluster);
        let group = |index: &u32| triage.group(GroupBy::Cluster, *index, 0);
        let count = |Group { title, count, .. }: Group| {
            let name = self.named(&title);
            fill_spans(i18n.words().labelled, &[name, Span::Words(i18n.count(count))])
        };
        let mut items: Vec<_> = nodes.iter().take(MAX_NODES).filter_map(group).map(count).collect();
        let rest = nodes.len().saturating_sub(MAX_NODES);
        if rest > 0 {
            let rest = i18n.count(u64::try_from(rest).unwrap_or(u64::MAX));
            items.push(vec![Span::Words(fill(terms.and_more, &[&rest]))]);
        }
        blocks.push(Block::Heading(i18n.report().nodes.to_owned()));
        blocks.push(Block::Counts(items));
    }

    /// A group of failed artifacts with the number of its members.
    fn group(self, triage: &Triage, index: u32) -> Option<(u64, Entry)> {
        let (i18n, words, terms, texts) = (self.i18n, self.i18n.words(), self.i18n.analysis(), self.i18n.report());
        let group = triage.group(GroupBy::Error, index, MAX_NAMES)?;
        let all = u64::try_from(triage.len()).unwrap_or(u64::MAX);
        let share = fill(texts.share, &[&i18n.count(group.count), &i18n.percent(group.count, all)]);
        let example = triage.example(GroupBy::Error, index);
        let title = group_title(&group.title, example.unwrap_or_default());
        let error = if title.is_empty() { Span::words(words.no_message) } else { Span::message(&title) };
        let names = |name: &str, breakdown: &Breakdown| Fact::new(name, self.names(breakdown));
        let time = |name: &str, at: Option<chrono::NaiveDateTime>| {
            at.map(|at| Fact::new(name, vec![Span::Words(date_and_time(at))]))
        };
        let facts = [
            Some(names(words.remote_cluster, &group.clusters)),
            Some(names(words.repository, &group.repositories)),
            time(terms.first_seen, group.first),
            time(terms.last_seen, group.last),
        ];
        let members = triage.first_members_of(GroupBy::Error, index, MAX_ARTIFACTS);
        let example = example.filter(|example| example.trim() != group.title);
        let example = example.map(beginning).map(|(text, is_cut)| if is_cut { text + "\n" + texts.cut } else { text });
        let title = fill_spans(words.labelled, &[Span::Words(share), error]);
        let entry = Entry {
            title,
            facts: facts.into_iter().flatten().collect(),
            items_name: texts.examples.to_owned(),
            items: members.into_iter().filter_map(|index| self.artifact(triage, index)).collect(),
            example,
        };
        Some((group.count, entry))
    }

    /// The name and the version of an artifact, and where it was replicated.
    fn artifact(self, triage: &Triage, index: u32) -> Option<Vec<Span>> {
        let member = triage.member(index)?;
        let texts = triage.texts(member);
        let mut spans = vec![self.named(member.name().unwrap_or_default())];
        spans.extend(member.version().into_iter().flat_map(|version| [Span::words(" "), Span::name(version)]));
        spans.push(Span::words(" · "));
        let places = [self.named(texts.repository), self.named(texts.cluster)];
        spans.extend(fill_spans(self.i18n.report().replication, &places));
        Some(spans)
    }

    /// The most frequent values of a group with their numbers.
    fn names(self, breakdown: &Breakdown) -> Vec<Span> {
        let (i18n, separator) = (self.i18n, self.i18n.words().list_separator);
        let mut spans = Vec::new();
        for (name, count) in &breakdown.top {
            if !spans.is_empty() {
                spans.push(Span::words(separator));
            }
            spans.extend(fill_spans(i18n.report().share, &[self.named(name), Span::Words(i18n.count(*count))]));
        }
        if breakdown.rest > 0 {
            let rest = i18n.count(u64::try_from(breakdown.rest).unwrap_or(u64::MAX));
            spans.extend([Span::words(separator), Span::Words(fill(i18n.analysis().and_more, &[&rest]))]);
        }
        spans
    }

    /// A name of the service, or the words for a missing one.
    fn named(self, name: &str) -> Span {
        if name.is_empty() { Span::words(self.i18n.analysis().unnamed) } else { Span::name(name) }
    }

    /// The addresses of the execution and of its analysis.
    fn links(self, blocks: &mut Vec<Block>) {
        let words = self.i18n.words();
        let route = self.route.with(|route| {
            let RecordRoute { id, plan_name, page, .. } = route.clone();
            RecordRoute::new(id, plan_name, page.size)
        });
        let analysis = route.with_analysis(Some(AnalysisView::Groups(GroupBy::Error)));
        let address = |route: RecordRoute| web_address(&self.navigation.href(&Route::Record(route)));
        blocks.push(Block::Heading(self.i18n.report().links.to_owned()));
        let links = [(words.execution, route), (words.triage, analysis)];
        blocks.push(Block::Links(links.map(|(name, route)| (name.to_owned(), address(route))).into()));
    }
}

/// The absolute form of an address, without the name and the password that an address can have.
fn web_address(address: &str) -> String {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    let Ok(url) = Url::new_with_base(address, &base) else { return address.to_owned() };
    url.set_username("");
    url.set_password("");
    url.href()
}
