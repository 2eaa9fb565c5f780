//! Pagination of a table: page numbers from 1, page sizes, and the steps of a pager.

/// The page sizes of the menu, in rows.
pub const SIZES: [u32; 4] = [10, 20, 50, 100];
/// The default page size, in rows.
pub const DEFAULT_SIZE: u32 = 20;
/// The largest page size in rows. The service has no limit, and a larger page would load it too much.
pub const LARGEST_SIZE: u32 = 1000;
/// The largest page number: the service parses it as a Java `int`.
pub const LARGEST_NUMBER: u32 = i32::MAX as u32;

/// A page of a table: its number and its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pagination {
    /// The number, from 1.
    pub number: u32,
    /// The size in rows.
    pub size: u32,
}

impl Default for Pagination {
    fn default() -> Self {
        Self::first(DEFAULT_SIZE)
    }
}

impl Pagination {
    /// The first page, of `size` rows.
    pub const fn first(size: u32) -> Self {
        Self { number: 1, size }
    }

    /// Parses the two query parameters; an invalid one becomes its default.
    pub fn parse(number: Option<&str>, size: Option<&str>) -> Self {
        Self {
            number: parse_up_to(number, LARGEST_NUMBER).unwrap_or(1),
            size: parse_up_to(size, LARGEST_SIZE).unwrap_or(DEFAULT_SIZE),
        }
    }

    /// Another page of the same size.
    pub const fn at(self, number: u32) -> Self {
        Self { number, ..self }
    }

    /// Another size, on the page with the row that is now the first.
    pub fn resized(self, size: u32) -> Self {
        let first_row = u64::from(self.number.saturating_sub(1)).saturating_mul(self.size.into());
        let number = first_row.checked_div(size.into()).unwrap_or(0).saturating_add(1);
        Self { number: u32::try_from(number).unwrap_or(LARGEST_NUMBER).min(LARGEST_NUMBER), size }
    }

    /// The number of pages of `total` rows; an empty table has one page.
    pub fn count(self, total: u64) -> u32 {
        let pages = total.div_ceil(u64::from(self.size.max(1)));
        u32::try_from(pages).unwrap_or(LARGEST_NUMBER).clamp(1, LARGEST_NUMBER)
    }

    /// The least number of rows of a list with `on_page` rows on this page, where the service does not report the number:
    /// the pages before are full, and behind a full page there may be another row.
    pub fn least_total(self, on_page: usize) -> u64 {
        let before = u64::from(self.number.saturating_sub(1)).saturating_mul(self.size.into());
        let on_page = u64::try_from(on_page).unwrap_or(u64::MAX);
        let is_full = on_page >= u64::from(self.size);
        before.saturating_add(on_page).saturating_add(is_full.into())
    }

    /// The numbers of the first and the last row of this page, from 1; `None` when it has no rows.
    pub fn rows(self, total: u64) -> Option<(u64, u64)> {
        let before = u64::from(self.number.saturating_sub(1)).saturating_mul(self.size.into());
        let last = before.saturating_add(self.size.into()).min(total);
        (before < last).then(|| (before.saturating_add(1), last))
    }
}

/// Parses a positive number; a larger one than `largest`, even one beyond an integer, is `largest`.
fn parse_up_to(text: Option<&str>, largest: u32) -> Option<u32> {
    let text = text?;
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = text.parse::<u32>().unwrap_or(largest).min(largest);
    (number > 0).then_some(number)
}

/// A step of a pager.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PagerStep {
    /// A page number.
    Page(u32),
    /// Skipped pages.
    Gap,
}

/// The steps of a pager: the ends, the current page and its neighbours. A gap never hides a single page.
pub fn steps(current: u32, pages: u32) -> Vec<PagerStep> {
    let current = current.clamp(1, pages.max(1));
    // Near an end the window is as wide as in the middle, so that the pager keeps its width.
    let from = current.saturating_sub(1).min(pages.saturating_sub(4)).max(1);
    let to = current.saturating_add(1).max(5).min(pages.max(1));
    let shown = std::iter::once(1).chain(from..=to).chain(std::iter::once(pages.max(1)));
    let mut steps = Vec::with_capacity(9);
    let mut before = 0u32;
    for page in shown {
        match page.saturating_sub(before) {
            // A page that is both an end and a neighbour.
            0 => continue,
            1 => {}
            2 => steps.push(PagerStep::Page(before.saturating_add(1))),
            _ => steps.push(PagerStep::Gap),
        }
        steps.push(PagerStep::Page(page));
        before = page;
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_list_without_a_total_goes_on_behind_a_full_page_only() {
        let page = Pagination::first(20);
        assert_eq!([0, 7, 20].map(|rows| page.least_total(rows)), [0, 7, 21]);
        assert_eq!([0, 7, 20].map(|rows| page.at(3).least_total(rows)), [40, 47, 61]);
        assert_eq!(page.count(page.least_total(20)), 2);
    }

    #[test]
    fn invalid_parameters_are_the_first_page_of_the_default_size() {
        for bad in ["", "abc", "-1", "0", "1.5", " 2", "+2", "٣"] {
            assert_eq!(Pagination::parse(Some(bad), Some(bad)), Pagination::default(), "{bad}");
        }
    }

    #[test]
    fn a_number_that_is_too_large_is_clamped_to_what_the_service_parses() {
        let page = Pagination::parse(Some("99999999999999999999"), Some("5000"));
        assert_eq!((page.number, page.size), (LARGEST_NUMBER, LARGEST_SIZE));
    }

    #[test]
    fn rows_are_counted_from_one() {
        assert_eq!(Pagination { number: 3, size: 20 }.rows(137), Some((41, 60)));
        assert_eq!(Pagination { number: 7, size: 20 }.rows(137), Some((121, 137)));
        assert_eq!(Pagination { number: 8, size: 20 }.rows(137), None);
        assert_eq!(Pagination::default().rows(0), None);
    }

    #[test]
    fn a_pager_shows_the_ends_and_the_neighbours() {
        use PagerStep::{Gap, Page as P};
        assert_eq!(steps(1, 1), [P(1)]);
        assert_eq!(steps(1, 8), [P(1), P(2), P(3), P(4), P(5), Gap, P(8)]);
        assert_eq!(steps(10, 20), [P(1), Gap, P(9), P(10), P(11), Gap, P(20)]);
        assert_eq!(steps(3, 6), [P(1), P(2), P(3), P(4), P(5), P(6)]);
    }

    proptest! {
        #[test]
        fn every_row_is_on_exactly_one_page(total in 0u64..5000, size in 1u32..=1000) {
            let page = Pagination::first(size);
            let mut next = 1;
            for number in 1..=page.count(total) {
                if let Some((first, last)) = page.at(number).rows(total) {
                    prop_assert_eq!(first, next);
                    prop_assert!(last >= first && last - first < u64::from(size));
                    next = last + 1;
                }
            }
            prop_assert_eq!(next, total + 1);
        }

        #[test]
        fn another_size_keeps_the_first_row_on_the_page(number in 1u32..100_000, from in 1u32..=1000, to in 1u32..=1000) {
            let before = Pagination { number, size: from };
            let first = u64::from(number - 1) * u64::from(from) + 1;
            let (low, high) = before.resized(to).rows(u64::MAX).unwrap();
            prop_assert!(low <= first && first <= high);
        }

        #[test]
        fn page_numbers_ascend_and_a_gap_hides_at_least_two(current in 0u32..200, pages in 1u32..200) {
            let steps = steps(current, pages);
            let mut last = 0;
            let mut gap = false;
            for step in &steps {
                match step {
                    PagerStep::Gap => { prop_assert!(!gap); gap = true; }
                    PagerStep::Page(page) => {
                        if gap { prop_assert!(*page > last + 2); } else { prop_assert_eq!(*page, last + 1); }
                        last = *page;
                        gap = false;
                    }
                }
            }
            prop_assert_eq!(last, pages);
            prop_assert!(steps.contains(&PagerStep::Page(current.clamp(1, pages))));
        }

        #[test]
        fn numbers_of_any_size_do_not_panic(number in any::<u32>(), size in any::<u32>(), total in any::<u64>(), to in any::<u32>()) {
            let page = Pagination { number, size };
            let _ = (page.rows(total), page.count(total), page.resized(to), steps(number, page.count(total)));
        }
    }
}
