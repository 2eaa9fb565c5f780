//! Samples, medians, ratios, budgets.

use crate::browser::Subject;

/// The unit of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Milliseconds.
    Time,
    /// Bytes, shown in thousands.
    Bytes,
    /// Bytes, shown in millions.
    Heap,
    /// A plain number.
    Count,
    /// A dimensionless ratio.
    Ratio,
}

/// The budget of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Budget {
    /// An upper limit for the app's median.
    AtMost(f64),
    /// An upper limit for the app's median divided by that of another page.
    Ratio(Subject, f64),
}

/// One figure with the samples of each page.
#[derive(Debug)]
pub struct Figure {
    /// The part of the report.
    pub part: &'static str,
    /// The name of the figure.
    pub name: String,
    /// The unit of the samples.
    pub unit: Unit,
    /// The app's samples.
    pub app: Vec<f64>,
    /// The samples of the other build of the app, if measured.
    pub before: Vec<f64>,
    /// The samples of the vanilla page, if measured.
    pub hand: Vec<f64>,
    /// The samples of the minimal page, if measured.
    pub bare: Vec<f64>,
    /// The budgets, all of which must be met.
    pub budgets: Vec<Budget>,
}

impl Figure {
    /// Adds a sample of a page.
    pub fn push(&mut self, page: Subject, value: f64) {
        match page {
            Subject::App => self.app.push(value),
            Subject::Before => self.before.push(value),
            Subject::Hand => self.hand.push(value),
            Subject::Bare => self.bare.push(value),
        }
    }

    /// The samples of a page; empty if it was not measured.
    pub fn samples(&self, page: Subject) -> &[f64] {
        match page {
            Subject::App => &self.app,
            Subject::Before => &self.before,
            Subject::Hand => &self.hand,
            Subject::Bare => &self.bare,
        }
    }

    /// The app's median divided by that of another page.
    pub fn ratio_to(&self, page: Subject) -> Option<f64> {
        let other = median(self.samples(page))?;
        Some(median(&self.app)? / other).filter(|ratio| ratio.is_finite())
    }

    /// Whether a budget is met. A figure without samples misses its budgets.
    pub fn is_kept(&self, budget: Budget) -> bool {
        let (value, most) = match budget {
            Budget::AtMost(most) => (median(&self.app), most),
            Budget::Ratio(page, most) => (self.ratio_to(page), most),
        };
        value.is_some_and(|value| value <= most)
    }
}

/// All figures of a run.
#[derive(Debug, Default)]
pub struct Figures {
    /// The figures in the order of the report.
    pub all: Vec<Figure>,
}

impl Figures {
    /// The figure of this name, created on first use.
    pub fn of(&mut self, part: &'static str, name: &str, unit: Unit) -> &mut Figure {
        let at = self.all.iter().position(|figure| figure.part == part && figure.name == name);
        let at = at.unwrap_or_else(|| {
            self.all.push(Figure {
                part,
                name: name.to_owned(),
                unit,
                app: Vec::new(),
                before: Vec::new(),
                hand: Vec::new(),
                bare: Vec::new(),
                budgets: Vec::new(),
            });
            self.all.len() - 1
        });
        &mut self.all[at]
    }

    /// The number of missed budgets.
    pub fn missed(&self) -> usize {
        let missed = |figure: &Figure| figure.budgets.iter().filter(|budget| !figure.is_kept(**budget)).count();
        self.all.iter().map(missed).sum()
    }
}

/// The median; of an even number of samples the mean of the two in the middle.
pub fn median(samples: &[f64]) -> Option<f64> {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let upper = sorted.get(middle)?;
    if sorted.len() % 2 == 1 { Some(*upper) } else { Some((sorted[middle - 1] + upper) / 2.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn median_of_odd_and_even_sample_counts() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3.0]), Some(3.0));
        assert_eq!(median(&[9.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 9.0]), Some(3.0));
    }

    #[test]
    fn budgets_are_checked_against_medians() {
        let mut figures = Figures::default();
        let figure = figures.of("a", "b", Unit::Time);
        figure.app.extend([10.0, 500.0, 14.0]);
        figure.hand.extend([10.0, 10.0, 10.0]);
        assert_eq!((figure.ratio_to(Subject::Hand), figure.budgets.as_slice()), (Some(1.4), &[][..]));
        figure.budgets = vec![Budget::Ratio(Subject::Hand, 1.5)];
        assert!(figure.is_kept(Budget::Ratio(Subject::Hand, 1.5)));
        assert_eq!(figures.missed(), 0);
        let figure = figures.of("a", "b", Unit::Time);
        figure.budgets = vec![Budget::AtMost(13.9)];
        assert!(!figure.is_kept(Budget::AtMost(13.9)));
        assert_eq!(figures.missed(), 1);
    }

    #[test]
    fn a_ratio_budget_is_checked_against_its_own_page() {
        let mut figures = Figures::default();
        let figure = figures.of("a", "b", Unit::Time);
        for (page, value) in [(Subject::App, 13.0), (Subject::Before, 10.0), (Subject::Hand, 9.0)] {
            figure.push(page, value);
        }
        assert_eq!(figure.ratio_to(Subject::Before), Some(1.3));
        assert!(figure.is_kept(Budget::Ratio(Subject::Before, 1.3)));
        figure.budgets = vec![Budget::Ratio(Subject::Hand, 1.5), Budget::Ratio(Subject::Before, 1.2)];
        assert_eq!(figures.missed(), 1);
    }

    #[test]
    fn every_budget_of_a_figure_counts() {
        let mut figures = Figures::default();
        let figure = figures.of("a", "b", Unit::Time);
        figure.push(Subject::App, 20.0);
        figure.push(Subject::Hand, 10.0);
        figure.push(Subject::Before, 10.0);
        figure.budgets = vec![Budget::Ratio(Subject::Hand, 1.5), Budget::Ratio(Subject::Before, 1.2)];
        assert_eq!(figures.missed(), 2);
    }

    #[test]
    fn a_page_that_was_not_measured_has_no_ratio() {
        let mut figures = Figures::default();
        let figure = figures.of("a", "b", Unit::Time);
        figure.push(Subject::App, 10.0);
        assert_eq!(figure.ratio_to(Subject::Before), None);
        assert!(!figure.is_kept(Budget::Ratio(Subject::Before, 1.2)));
    }

    #[test]
    fn budget_without_samples_counts_as_missed() {
        let mut figures = Figures::default();
        figures.of("a", "b", Unit::Time).budgets = vec![Budget::Ratio(Subject::Hand, 1.5)];
        assert_eq!(figures.missed(), 1);
    }
}
