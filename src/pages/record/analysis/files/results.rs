//! The results of the file check: for each file the details that have its digest or its name.

use leptos::prelude::*;

use super::super::csv_buttons::CsvButtons;
use super::super::table_link::{TableLink, table_href};
use super::search::FileSearch;
use crate::components::notice::{Announcement, RowCount};
use crate::components::status::{StatusLabel, Tag, Tone};
use crate::components::text::Name;
use crate::i18n::localizer::Localizer;
use crate::i18n::{Files, fill};
use crate::model::csv::Readers;
use crate::model::file_check::{Completeness, Findings, MAX_FILES, Match, Verdict, WantedFile};
use crate::model::filter::FilterField;
use crate::model::route::RecordRoute;
use crate::navigation::use_navigation;
use crate::pages::labels;
use crate::query::bulk_fetch::Stage;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The number of files that are shown at first, and that the button below them adds.
const BATCH: usize = 50;

/// The number of files with each result, the files, and what cannot be known.
#[component]
pub(super) fn Results(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The search.
    search: FileSearch,
    /// Removes all files.
    clear: Callback<()>,
) -> impl IntoView {
    let i18n = use_localizer();
    let texts = i18n.files();
    let limit = RwSignal::new(BATCH);
    let shown = Memo::new(move |_| {
        let limit = limit.get();
        search.with(|check| {
            let results = check.results().into_iter().take(limit);
            results.map(|(file, findings)| (file.clone(), findings.clone())).collect::<Vec<_>>()
        })
    });
    let counts = Memo::new(move |_| search.with(|check| check.counts()));
    let without_digest =
        Memo::new(move |_| usize::try_from(search.with(|check| check.without_digest())).unwrap_or(usize::MAX));
    let completeness = Memo::new(move |_| search.completeness());
    let summary = move || summary(i18n, counts.get(), completeness.get());
    let is_done = move || search.fetch.progress().stage == Stage::Done;
    let announced = Memo::new(move |_| if is_done() { summary() } else { String::new() });
    let rest = Memo::new(move |_| {
        let all = counts.get().into_iter().fold(0, u64::saturating_add);
        usize::try_from(all).unwrap_or(usize::MAX).saturating_sub(limit.get())
    });
    let items = move || {
        unsubscribe_on_cleanup();
        let (route, completeness) = (route.get(), completeness.get());
        let item = |(file, findings)| view! { <FileItem route=route.clone() file findings completeness /> };
        shown.get().into_iter().map(item).collect_view()
    };
    let more = move || {
        let rest = rest.get();
        let next = i64::try_from(rest.min(BATCH)).unwrap_or_default();
        let show = move |_| limit.update(|limit| *limit = limit.saturating_add(BATCH));
        (rest > 0).then(|| {
            let label = i18n.counted(&texts.show_more, next);
            view! { <button type="button" class="rl-button" on:click=show>{label}</button> }
        })
    };
    let too_many = move || {
        let is_over = search.files.with(|files| files.len() > MAX_FILES);
        let limit = i18n.count(u64::try_from(MAX_FILES).unwrap_or_default());
        is_over.then(|| view! { <p class="rl-hint">{fill(texts.too_many, &[&limit])}</p> })
    };
    let has_skipped = Memo::new(move |_| {
        Verdict::ALL.into_iter().zip(counts.get()).any(|(verdict, count)| verdict == Verdict::Skipped && count > 0)
    });
    let name = route.with_untracked(|route| format!("{}-files", route.id));
    let is_partial = Signal::derive(move || !search.is_complete());
    let csv = move |readers: Readers| untrack(|| search.with(|check| check.csv(search.completeness(), readers)));
    view! {
        <div class="rl-within">
            <p class="rl-verdicts">
                {move || summary()} " "
                <ClearButton clear />
            </p>
            <Announcement text=announced />
            <ol class="rl-members" aria-label=texts.results>{move || items()}</ol>
            {move || more()}
            {move || too_many()}
            {move || has_skipped.get().then(|| view! { <p class="rl-hint">{texts.skipped_why}</p> })}
            <div class="rl-results-export">
                <CsvButtons label=texts.save_csv name is_partial text=csv />
            </div>
            {move || view! { <RowCount rows=&texts.without_digest count=without_digest.get() /> }}
        </div>
    }
}

/// The button that removes all files.
#[component]
pub(super) fn ClearButton(clear: Callback<()>) -> impl IntoView {
    let label = use_localizer().files().clear;
    view! { <button type="button" class="rl-button" on:click=move |_| clear.run(())>{label}</button> }
}

/// The number of files with each result, such as "Same digest, replicated: 3".
fn summary(i18n: Localizer, counts: [u64; Verdict::ALL.len()], completeness: Completeness) -> String {
    let count = |(verdict, count): (Verdict, u64)| {
        let (_, word) = verdict_label(i18n.files(), verdict, completeness);
        (count > 0).then(|| fill(i18n.words().labelled, &[word, &i18n.count(count)]))
    };
    let counts = Verdict::ALL.into_iter().zip(counts).filter_map(count).collect::<Vec<_>>().join(" · ");
    so_far(i18n, counts, completeness)
}

/// A statement about the details that have been compared, marked as such until these are all of them.
fn so_far(i18n: Localizer, statement: String, completeness: Completeness) -> String {
    match completeness {
        Completeness::Partial => fill(i18n.changes().so_far, &[&statement]),
        Completeness::WithoutDigests | Completeness::Complete => statement,
    }
}

/// The tone and the words of a result.
const fn verdict_label(texts: &Files, verdict: Verdict, completeness: Completeness) -> (Tone, &'static str) {
    match verdict {
        Verdict::Absent => match completeness {
            Completeness::Partial => (Tone::Plain, texts.not_found_yet),
            Completeness::WithoutDigests => (Tone::Unknown, texts.absent_among_digests),
            Completeness::Complete => (Tone::Bad, texts.absent),
        },
        Verdict::OtherDigest => (Tone::Bad, texts.other_digest),
        Verdict::NoDigest => (Tone::Unknown, texts.no_digest),
        Verdict::NotReplicated => (Tone::Bad, texts.not_replicated),
        Verdict::PartlyReplicated => (Tone::Bad, texts.partly_replicated),
        Verdict::Skipped => (Tone::Unknown, texts.skipped),
        Verdict::Replicated => (Tone::Good, texts.replicated),
    }
}

/// A file: its result, its name and digest, and the first details with the same digest or name.
#[component]
fn FileItem(route: RecordRoute, file: WantedFile, findings: Findings, completeness: Completeness) -> impl IntoView {
    let i18n = use_localizer();
    let texts = i18n.files();
    let verdict = findings.verdict();
    let (tone, word) = verdict_label(texts, verdict, completeness);
    // Later details can change each result.
    let (tone, word) = match (verdict, completeness) {
        (Verdict::Absent, _) | (_, Completeness::WithoutDigests | Completeness::Complete) => (tone, word.to_owned()),
        (_, Completeness::Partial) => (Tone::Plain, so_far(i18n, word.to_owned(), completeness)),
    };
    let name = match file.name {
        Some(name) => view! { <Name text=name /> }.into_any(),
        None => view! { <span>{texts.digest_only}</span> }.into_any(),
    };
    let matches = findings.matches();
    let rest = matches.count.saturating_sub(u64::try_from(matches.first.len()).unwrap_or_default());
    let items = matches.first.iter().map(|one| view! { <li><MatchFacts route=route.clone() one=one.clone() /></li> });
    let items = items.collect_view();
    let more = (rest > 0).then(|| view! { <li>{fill(texts.more, &[&i18n.count(rest)])}</li> });
    let list = (matches.count > 0).then(|| view! { <ul class="rl-matches">{items} {more}</ul> });
    let replacements = findings.replacements();
    let replaced = (replacements > 0).then(|| {
        view! { <p class="rl-hint">{fill(texts.other_digests_too, &[&i18n.count(replacements)])}</p> }
    });
    view! {
        <li>
            <p><StatusLabel tone word /> " " <b>{name}</b> " " <code class="rl-id">{file.digest.to_string()}</code></p>
            {list}
            {replaced}
        </li>
    }
}

/// A detail: a link to its rows in the table, where it was replicated, its status, and its digest if it is another one.
#[component]
fn MatchFacts(route: RecordRoute, one: Match) -> impl IntoView {
    let (i18n, navigation) = (use_localizer(), use_navigation());
    let (words, texts) = (i18n.words(), i18n.files());
    let values = [
        (FilterField::ArtifactName, one.name.as_str()),
        (FilterField::Version, one.version.as_deref().unwrap_or_default()),
        (FilterField::RepoName, one.repository.as_str()),
        (FilterField::ClusterName, one.cluster.as_str()),
    ];
    let href = table_href(navigation, &route, None, values);
    let (tone, word) = labels::status(i18n, one.status.as_ref());
    let version = one.version.map(|word| view! { <Tag word /> });
    let digest = one.other_digest.map(|digest| view! { <code class="rl-id"><Name text=digest /></code> });
    let title = words.show_only;
    view! {
        <TableLink href title><Name text=one.name /></TableLink>
        " "
        {version}
        " "
        <bdi>{fill(texts.replication, &[&one.repository, &one.cluster])}</bdi>
        " "
        <StatusLabel tone word />
        " "
        {digest}
    }
}
