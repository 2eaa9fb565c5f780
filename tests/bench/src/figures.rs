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
    /// An upper limit for the app's median divided by that of the vanilla page.
    Ratio(f64),
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
    /// The samples of the vanilla page, if measured.
    pub hand: Vec<f64>,
    /// The samples of the minimal page, if measured.
    pub bare: Vec<f64>,
    /// The budget, if there is one.
    pub budget: Option<Budget>,
}

impl Figure {
    /// Adds a sample of a page.
    pub fn push(&mut self, page: Subject, value: f64) {
        match page {
            Subject::App => self.app.push(value),
            Subject::Hand => self.hand.push(value),
            Subject::Bare => self.bare.push(value),
        }
    }

    /// The app's median divided by that of the vanilla page.
    pub fn ratio(&self) -> Option<f64> {
        let hand = median(&self.hand)?;
        Some(median(&self.app)? / hand).filter(|ratio| ratio.is_finite())
    }

    /// Whether the budget is met; `None` without a budget. A figure without samples misses its budget.
    pub fn is_kept(&self) -> Option<bool> {
        let (value, most) = match self.budget? {
            Budget::AtMost(most) => (median(&self.app), most),
            Budget::Ratio(most) => (self.ratio(), most),
        };
        Some(value.is_some_and(|value| value <= most))
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
            let (app, hand, bare) = (Vec::new(), Vec::new(), Vec::new());
            self.all.push(Figure { part, name: name.to_owned(), unit, app, hand, bare, budget: None });
            self.all.len() - 1
        });
        &mut self.all[at]
    }

    /// The number of missed budgets.
    pub fn missed(&self) -> usize {
        self.all.iter().filter(|figure| figure.is_kept() == Some(false)).count()
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
        assert_eq!((figure.ratio(), figure.is_kept()), (Some(1.4), None));
        figure.budget = Some(Budget::Ratio(1.5));
        assert_eq!(figure.is_kept(), Some(true));
        figure.budget = Some(Budget::AtMost(13.9));
        assert_eq!((figure.is_kept(), figures.missed()), (Some(false), 1));
    }

    #[test]
    fn budget_without_samples_counts_as_missed() {
        let mut figures = Figures::default();
        figures.of("a", "b", Unit::Time).budget = Some(Budget::Ratio(1.5));
        assert_eq!(figures.missed(), 1);
    }
}
