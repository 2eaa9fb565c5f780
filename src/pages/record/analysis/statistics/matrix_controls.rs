//! The choices of the matrix: the number in each cell, the order, what is hidden.

use leptos::prelude::*;

use super::super::csv_buttons::CsvButtons;
use super::super::links::analysis_href;
use super::all_details::AllDetails;
use crate::components::link_group::{LinkGroup, LinkOption};
use crate::i18n::Statistics;
use crate::model::csv::Readers;
use crate::model::route::{AnalysisView, RecordRoute};
use crate::model::statistics::matrix::{MatrixOrder, MatrixView, Measure};
use crate::navigation::use_navigation;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The name of a measure.
pub(super) const fn measure_name(terms: &Statistics, measure: Measure) -> &'static str {
    match measure {
        Measure::Failed => terms.failed,
        Measure::Succeeded => terms.succeeded,
        Measure::Conflicts => terms.conflicts,
        Measure::Bytes => terms.bytes,
    }
}

/// The links that change the view, and the buttons that save the numbers.
#[component]
pub(super) fn MatrixControls(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The current view.
    matrix_view: Memo<MatrixView>,
    /// The details that are counted.
    details: AllDetails,
) -> impl IntoView {
    let terms = use_localizer().statistics();
    let navigation = use_navigation();
    let groups = move || {
        unsubscribe_on_cleanup();
        let (current, route) = (matrix_view.get(), route.get());
        let option = |label: &str, view: MatrixView| LinkOption {
            label: label.to_owned(),
            href: analysis_href(navigation, &route, Some(AnalysisView::Matrix(view))),
            is_current: view == current,
        };
        let measures =
            Measure::ALL.map(|measure| option(measure_name(terms, measure), MatrixView { measure, ..current }));
        let orders = MatrixOrder::ALL.map(|order| option(order_name(terms, order), MatrixView { order, ..current }));
        let hiding = [(terms.show_all, false), (terms.show_failed, true)]
            .map(|(label, hides_fine)| option(label, MatrixView { hides_fine, ..current }));
        view! {
            <LinkGroup label=terms.measure options=measures.into() />
            <LinkGroup label=terms.order options=orders.into() />
            <LinkGroup label=terms.shown options=hiding.into() />
        }
    };
    let name = route.with_untracked(|route| format!("{}-nodes-repositories", route.id));
    let text = move |readers: Readers| {
        details.publish();
        let order = matrix_view.with_untracked(|view| view.order);
        untrack(|| details.with(|statistics| statistics.matrix_csv(order, readers)))
    };
    let is_partial = Signal::derive(move || details.is_partial());
    view! {
        <div class="rl-matrix-tools">
            {move || groups()}
            <CsvButtons label=terms.save_csv name is_partial text />
        </div>
    }
}

const fn order_name(terms: &Statistics, order: MatrixOrder) -> &'static str {
    match order {
        MatrixOrder::Failed => terms.by_failed,
        MatrixOrder::Total => terms.by_total,
        MatrixOrder::Name => terms.by_name,
    }
}
