//! The addresses of the failure analysis.

use crate::model::route::{AnalysisView, RecordRoute, Route};
use crate::navigation::Navigation;

/// The address of a view of the analysis; `None` closes the analysis.
pub(super) fn analysis_href(navigation: Navigation, route: &RecordRoute, analysis: Option<AnalysisView>) -> String {
    navigation.href(&Route::Record(route.with_analysis(analysis)))
}
