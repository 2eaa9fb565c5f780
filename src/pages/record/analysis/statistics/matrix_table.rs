//! The table of the matrix. Each number is a link to the details that it counts.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::table_link::{TableLink, exact_table_href};
use super::matrix_controls::measure_name;
use crate::api::yielder::yield_to_browser;
use crate::components::keyed_list::KeyedList;
use crate::components::text::Name;
use crate::components::timestamp::EMPTY;
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::filter::{DetailFilter, FilterField};
use crate::model::route::RecordRoute;
use crate::model::statistics::matrix::{Matrix, MatrixHead, MatrixRow, Measure};
use crate::navigation::{Navigation, use_navigation};
use crate::query::effect::effect;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The number of cells that are created in one task of the browser.
const CELLS: usize = 400;

/// The values that all cells of a table have in common.
#[derive(Clone)]
struct CellContext {
    i18n: Localizer,
    navigation: Navigation,
    /// The route without filters.
    route: RecordRoute,
    measure: Measure,
    matrix: Arc<Matrix>,
}

impl CellContext {
    /// A number as a link to the details with some values.
    fn number(&self, value: u64, values: &[(FilterField, &str)]) -> AnyView {
        let text = match self.measure {
            Measure::Bytes => self.i18n.size(i64::try_from(value).unwrap_or(i64::MAX)),
            _ => self.i18n.count(value),
        };
        let href = || exact_table_href(self.navigation, &self.route, self.measure.status(), values.iter().copied());
        match (value > 0).then(href).flatten() {
            Some(href) => view! { <TableLink href>{text}</TableLink> }.into_any(),
            None => text.into_any(),
        }
    }

    fn name(&self, name: &str) -> AnyView {
        match name {
            "" => self.i18n.statistics().unnamed.into_any(),
            name => view! { <Name text=name /> }.into_any(),
        }
    }

    /// The filters of rows and of columns.
    fn fields(&self) -> (FilterField, FilterField) {
        match self.matrix.is_turned {
            true => (FilterField::ClusterName, FilterField::RepoName),
            false => (FilterField::RepoName, FilterField::ClusterName),
        }
    }
}

/// The table, in a frame that scrolls.
#[component]
pub(super) fn MatrixTable(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The matrix to show.
    matrix: Memo<Arc<Matrix>>,
    /// The number in each cell.
    measure: Memo<Measure>,
) -> impl IntoView {
    let i18n = use_localizer();
    let terms = i18n.statistics();
    let navigation = use_navigation();
    // The addresses of cells do not change with the filters and the page of the details.
    let route = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        route.with(|route| route.with_filter(DetailFilter::default()))
    });
    let context = move || {
        let (matrix, measure, route) = (matrix.get(), measure.get(), route.get());
        CellContext { i18n, navigation, route, measure, matrix }
    };
    let caption = move || fill(terms.caption, &[measure_name(terms, measure.get())]);
    let heads = move || view! { <Heads context=context() /> };
    let sums = move || view! { <SumRow context=context() /> };
    let RowUpdates { keys, updated } = RowUpdates::new(context);
    let row = move |key: RwSignal<String>| {
        let index = key.with_untracked(|key| key.parse::<u32>().ok());
        let is_row = move |row: &MatrixRow| Some(row.head.index) == index;
        // The number of the matrix that the row shows.
        let shown = Memo::new(move |before: Option<&u32>| {
            let (number, count) = updated.get();
            let is_due = || matrix.with_untracked(|matrix| matrix.rows.iter().take(count).any(is_row));
            before.copied().filter(|_| !is_due()).unwrap_or(number)
        });
        move || {
            shown.track();
            let context = untrack(context);
            let row = context.matrix.rows.iter().find(|row| is_row(row))?;
            Some(row_cells(&context, row))
        }
    };
    let body = NodeRef::<html::Tbody>::new();
    view! {
        <div class="rl-matrix" tabindex="0" role="region" aria-label=caption data-measure=move || measure.get().name()>
            <table>
                <caption class="rl-unseen">{move || caption()}</caption>
                <thead>{move || heads()}</thead>
                <tbody node_ref=body>
                    {move || sums()}
                    <KeyedList parent=body keys tag="tr" children=row />
                </tbody>
            </table>
        </div>
    }
}

/// The rows of the table, which are updated a few at a time, because many of them would keep the browser busy for longer
/// than a frame.
#[derive(Clone, Copy)]
struct RowUpdates {
    /// The keys of the rows.
    keys: RwSignal<Vec<String>>,
    /// The number of the matrix, and how many of its rows are to show it.
    updated: RwSignal<(u32, usize)>,
}

impl RowUpdates {
    fn new(context: impl Fn() -> CellContext + 'static) -> Self {
        let (keys, updated) = (RwSignal::new(Vec::<String>::new()), RwSignal::new((0u32, 0usize)));
        effect(move || {
            let matrix = context().matrix;
            let number = updated.with_untracked(|(number, _)| number.wrapping_add(1));
            let all: Vec<String> = matrix.rows.iter().map(|row| row.head.index.to_string()).collect();
            let batch = CELLS.checked_div(matrix.columns.len().max(1)).unwrap_or_default().max(1);
            let kept = keys.with_untracked(Vec::len);
            updated.set((number, batch));
            spawn_local(async move {
                let mut count = batch;
                // Until another matrix follows, or the table is disposed.
                while updated.try_get_untracked().is_some_and(|(current, _)| current == number) {
                    updated.try_set((number, count));
                    let shown = all.get(..count.max(kept)).unwrap_or(&all);
                    if keys.try_with_untracked(|before| before != shown) == Some(true) {
                        keys.try_set(shown.to_vec());
                    }
                    if count >= all.len() {
                        break;
                    }
                    count = count.saturating_add(batch);
                    yield_to_browser().await;
                }
            });
        });
        Self { keys, updated }
    }
}

/// The heads of the columns.
#[component]
fn Heads(context: CellContext) -> impl IntoView {
    let terms = context.i18n.statistics();
    let corner = if context.matrix.is_turned { terms.node_by_repository } else { terms.repository_by_node };
    let column = |head: &MatrixHead| view! { <th scope="col">{context.name(&head.name)}</th> };
    let columns = context.matrix.columns.iter().map(column).collect_view();
    view! {
        <tr>
            <th scope="col">{corner}</th>
            <th scope="col">{terms.total}</th>
            {columns}
        </tr>
    }
}

/// The sums of the columns, and of all details.
#[component]
fn SumRow(context: CellContext) -> impl IntoView {
    let (_, field) = context.fields();
    let column = |head: &MatrixHead| view! { <td>{context.number(head.sum, &[(field, &head.name)])}</td> };
    let columns = context.matrix.columns.iter().map(column).collect_view();
    view! {
        <tr class="rl-matrix-sums">
            <th scope="row">{context.i18n.statistics().total}</th>
            <td>{context.number(context.matrix.sum, &[])}</td>
            {columns}
        </tr>
    }
}

/// The cells of a row. The shade of a cell repeats its number.
fn row_cells(context: &CellContext, row: &MatrixRow) -> impl IntoView + use<> {
    let (row_field, column_field) = context.fields();
    let name = row.head.name.as_str();
    let cell = |(column, value): (&MatrixHead, &Option<u64>)| match *value {
        Some(value) => {
            let number = context.number(value, &[(row_field, name), (column_field, &column.name)]);
            let level = context.matrix.level(value).to_string();
            view! { <td data-level=level>{number}</td> }.into_any()
        }
        None => view! { <td>{EMPTY}</td> }.into_any(),
    };
    let cells = context.matrix.columns.iter().zip(&row.values).map(cell).collect_view();
    view! {
        <th scope="row">{context.name(name)}</th>
        <td>{context.number(row.head.sum, &[(row_field, name)])}</td>
        {cells}
    }
}
