//! The figures of the selected range.

use leptos::prelude::*;

use crate::components::timestamp::EMPTY;
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::trend::Period;
use crate::settings::use_localizer;

/// The number of runs, the success rate, the median and the 95th percentile of the durations.
#[component]
pub(super) fn TrendFigures(
    /// All runs of the range as one period.
    all: Period,
) -> impl IntoView {
    let i18n = use_localizer();
    let (words, terms) = (i18n.words(), i18n.analysis());
    let figure = |name: &str, value: String| fill(words.labelled, &[name, &value]);
    view! {
        <p class="rl-figures">
            <span>{i18n.counted(&terms.trend_runs, all.runs.into())}</span>
            <span data-kind="rate">{figure(terms.success_rate, rate(i18n, &all))}</span>
            <span data-kind="median">{figure(terms.median_short, duration(i18n, all.median))}</span>
            <span data-kind="p95">{figure(words.p95, duration(i18n, all.p95))}</span>
        </p>
    }
}

/// The success rate of a period; a dash when no run has ended.
pub(super) fn rate(i18n: Localizer, period: &Period) -> String {
    match period.rate() {
        None => EMPTY.to_owned(),
        Some(_) => {
            i18n.percent(period.succeeded.into(), u64::from(period.succeeded).saturating_add(period.failed.into()))
        }
    }
}

/// A duration; a dash for none.
pub(super) fn duration(i18n: Localizer, milliseconds: Option<i64>) -> String {
    milliseconds.map_or_else(|| EMPTY.to_owned(), |milliseconds| i18n.duration(milliseconds))
}
