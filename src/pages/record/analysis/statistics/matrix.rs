//! The matrix of remote nodes and repositories: where artifacts fail.

use std::sync::Arc;

use leptos::prelude::*;

use super::all_details::AllDetails;
use super::matrix_controls::MatrixControls;
use super::matrix_table::MatrixTable;
use crate::components::notice::{EmptyState, RowCount};
use crate::components::timestamp::EMPTY;
use crate::i18n::fill;
use crate::model::route::{AnalysisView, RecordRoute};
use crate::model::statistics::matrix::{Matrix, MatrixLimit, MatrixView, Measure};
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The number of rows that are shown at first, and that the button below them adds.
const ROWS: usize = 50;
/// The number of columns that are shown at first, and that the button below them adds.
const COLUMNS: usize = 40;

/// The choices of the view, the table, and what it does not show.
#[component]
pub(super) fn MatrixContent(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The details to count.
    details: AllDetails,
) -> impl IntoView {
    let terms = use_localizer().statistics();
    let matrix_view = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        route.with(|route| match route.analysis {
            Some(AnalysisView::Matrix(view)) => view,
            _ => MatrixView::default(),
        })
    });
    let limit = RwSignal::new(MatrixLimit { rows: ROWS, columns: COLUMNS });
    let matrix = Memo::new(move |_| {
        let (view, limit) = (matrix_view.get(), limit.get());
        Arc::new(details.with(|statistics| statistics.matrix(view, limit)))
    });
    let is_empty = Memo::new(move |_| matrix.with(|matrix| matrix.rows.is_empty()));
    let content = move || match is_empty.get() {
        true => view! { <EmptyState text=terms.none_failed /> }.into_any(),
        false => {
            view! { <MatrixTable route matrix measure=Memo::new(move |_| matrix_view.get().measure) /> }.into_any()
        }
    };
    view! {
        <MatrixControls route matrix_view details />
        {move || content()}
        <MoreButtons matrix limit details />
        <Notes matrix matrix_view details />
    }
}

/// Buttons that show more rows and columns.
#[component]
fn MoreButtons(matrix: Memo<Arc<Matrix>>, limit: RwSignal<MatrixLimit>, details: AllDetails) -> impl IntoView {
    let i18n = use_localizer();
    let terms = i18n.statistics();
    let rest = Memo::new(move |_| matrix.with(|matrix| (matrix.more_rows, matrix.more_columns)));
    let button = move |rest: usize, batch: usize, rows: bool| {
        let label = if rows { &terms.more_rows } else { &terms.more_columns };
        let label = i18n.counted(label, i64::try_from(rest.min(batch)).unwrap_or_default());
        let more = move |_| {
            details.publish();
            limit.update(|limit| {
                let number = if rows { &mut limit.rows } else { &mut limit.columns };
                *number = number.saturating_add(batch);
            });
        };
        (rest > 0).then(|| view! { <button type="button" class="rl-button" on:click=more>{label}</button> " " })
    };
    let content = move || {
        let (rows, columns) = rest.get();
        let is_any = rows > 0 || columns > 0;
        is_any.then(|| view! { <p class="rl-within">{button(rows, ROWS, true)} {button(columns, COLUMNS, false)}</p> })
    };
    view! { {move || content()} }
}

/// How to read the table, what is hidden, and what the numbers do not include.
#[component]
fn Notes(matrix: Memo<Arc<Matrix>>, matrix_view: Memo<MatrixView>, details: AllDetails) -> impl IntoView {
    let i18n = use_localizer();
    let terms = i18n.statistics();
    let hidden = Memo::new(move |_| matrix.with(|matrix| (matrix.hidden_repositories, matrix.hidden_nodes)));
    let unknown_sizes =
        Memo::new(move |_| details.with(|statistics| usize::try_from(statistics.unknown_size()).unwrap_or(usize::MAX)));
    let is_empty = Memo::new(move |_| matrix.with(|matrix| matrix.rows.is_empty()));
    let hint = |text: String| view! { <p class="rl-hint">{text}</p> };
    let content = move || {
        let count = |number: usize| i18n.count(u64::try_from(number).unwrap_or(u64::MAX));
        let (repositories, nodes) = hidden.get();
        let hidden =
            (repositories > 0 || nodes > 0).then(|| hint(fill(terms.hidden, &[&count(repositories), &count(nodes)])));
        let measure = match matrix_view.get().measure {
            Measure::Failed | Measure::Succeeded => None,
            Measure::Conflicts => Some(hint(terms.conflicts_why.to_owned()).into_any()),
            Measure::Bytes => {
                let why = hint(terms.bytes_why.to_owned());
                Some(view! { {why} <RowCount rows=&terms.unknown_sizes count=unknown_sizes.get() /> }.into_any())
            }
        };
        let how_to_read = (!is_empty.get()).then(|| hint(fill(terms.how_to_read, &[EMPTY])));
        view! { {how_to_read} {hidden} {measure} }
    };
    view! { <div class="rl-within">{move || content()}</div> }
}
