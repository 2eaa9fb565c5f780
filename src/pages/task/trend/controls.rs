//! The controls of the trend: the length of a period, and the range.

use leptos::html;
use leptos::prelude::*;

use crate::components::link_group::{LinkGroup, LinkOption};
use crate::i18n::localizer::shown_offset_at;
use crate::model::route::{Route, TaskRoute, TrendView};
use crate::model::trend::{AddressRange, ChartScale, PeriodLength, Range};
use crate::model::zone::Zone;
use crate::navigation::{HistoryMode, Navigation, use_navigation};
use crate::query::effect::effect;
use crate::settings::use_localizer;

/// An end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RangeEnd {
    From,
    To,
}

impl RangeEnd {
    const fn name(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::To => "to",
        }
    }
}

/// Links for day and week, and two inputs for the range.
#[component]
pub(super) fn TrendControls(
    /// The selected range and period.
    trend: TrendView,
    /// The selected range in the zone of the history.
    range: Option<Range>,
    /// The period in use: the selected one or the default.
    per: PeriodLength,
    /// The scale of the chart. Without a selected range, the inputs show its span.
    scale: ChartScale,
    /// The route of the task page.
    route: Memo<TaskRoute>,
    /// The zone of the history.
    zone: Zone,
) -> impl IntoView {
    let i18n = use_localizer();
    let (words, terms) = (i18n.words(), i18n.analysis());
    let navigation = use_navigation();
    let now = route.get_untracked();
    let href = |trend: TrendView| navigation.href(&Route::Task(TaskRoute { trend: Some(trend), ..now.clone() }));
    let option = |option: PeriodLength, label: &'static str| LinkOption {
        label: label.to_owned(),
        href: href(TrendView { per: Some(option), ..trend.clone() }),
        is_current: per == option,
    };
    let options = vec![option(PeriodLength::Day, terms.per_day), option(PeriodLength::Week, terms.per_week)];
    let texts = range.or_else(|| Range::through(scale.from, scale.to)).map(Range::texts).unwrap_or_default();
    let whole_range = range.map(|_| {
        let href = href(TrendView { range: None, ..trend.clone() });
        view! {
            <a href=href class="rl-button">{terms.range_all}</a>
            <span class="rl-hint">{terms.range_hint}</span>
        }
    });
    view! {
        <div class="rl-range">
            <LinkGroup label=words.per options />
            <RangeInputs texts route zone />
            {whole_range}
        </div>
        {trend.has_invalid_range.then(|| view! { <p class="rl-hint" role="status">{terms.range_unreadable}</p> })}
    }
}

/// The two inputs of the range. A change of one is applied only when both together are a range; until then the other
/// keeps its text, and the changed one is marked as invalid.
#[component]
fn RangeInputs(
    /// The texts that the inputs start with.
    texts: (String, String),
    /// The route of the task page.
    route: Memo<TaskRoute>,
    /// The zone of the history.
    zone: Zone,
) -> impl IntoView {
    let terms = use_localizer().analysis();
    let navigation = use_navigation();
    let (from, to) = texts.clone();
    let texts = StoredValue::new(texts);
    let invalid = RwSignal::new(None::<RangeEnd>);
    let change = Callback::new(move |(end, text): (RangeEnd, String)| {
        texts.update_value(|(from, to)| *(if end == RangeEnd::From { from } else { to }) = text);
        let range = texts.with_value(|(from, to)| Range::parse(from, to));
        invalid.set(range.is_none().then_some(end));
        if let Some(range) = range {
            select_range(navigation, route, range, &zone);
        }
    });
    view! {
        <RangeInput end=RangeEnd::From label=terms.range_from text=from invalid change />
        <RangeInput end=RangeEnd::To label=terms.range_to text=to invalid change />
        <span class="rl-range-error" role="status">{move || invalid.get().map(|_| terms.range_invalid)}</span>
    }
}

/// One input of the range.
#[component]
fn RangeInput(
    end: RangeEnd,
    label: &'static str,
    text: String,
    /// The end whose input is marked as invalid.
    invalid: RwSignal<Option<RangeEnd>>,
    change: Callback<(RangeEnd, String)>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    // Not `prop:value`: that would keep what was typed when the controls are rendered again with the same text.
    input.on_load(move |input| input.set_value(&text));
    view! {
        <label>
            {label} " "
            <input
                class="rl-input"
                type="datetime-local"
                data-name=end.name()
                node_ref=input
                aria-invalid=move || (invalid.get() == Some(end)).to_string()
                on:change=move |event| change.run((end, event_target_value(&event)))
            />
        </label>
    }
}

/// A range of the zone of the history, as an address has it.
pub(super) fn addressed(range: Range, zone: &Zone) -> AddressRange {
    AddressRange::new(range, |at| shown_offset_at(zone, at))
}

/// Navigates to another range of the trend, in the zone of the history.
pub(super) fn select_range(navigation: Navigation, route: Memo<TaskRoute>, range: Range, zone: &Zone) {
    show_range(navigation, route, addressed(range, zone), HistoryMode::Push);
}

/// Adds the offsets of the zone to a range of the address without them, so that a copied address shows the same runs in
/// every zone.
pub(super) fn complete_address(navigation: Navigation, route: Memo<TaskRoute>, range: AddressRange, zone: &Zone) {
    let complete = addressed(range.in_zone(|_| None), zone);
    if !range.has_offsets() && complete.has_offsets() {
        effect(move || show_range(navigation, route, complete, HistoryMode::Replace));
    }
}

fn show_range(navigation: Navigation, route: Memo<TaskRoute>, range: AddressRange, mode: HistoryMode) {
    let route = route.get_untracked();
    let per = route.trend.as_ref().and_then(|trend| trend.per);
    let trend = TrendView { range: Some(range), per, ..TrendView::default() };
    navigation.go(Route::Task(TaskRoute { trend: Some(trend), ..route }), mode);
}
