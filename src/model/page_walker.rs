//! Iteration over all pages of a list, with each row taken once.
//!
//! The service sorts by start time only, and new rows appear at the front while an execution runs, so rows move between
//! pages during the walk. Duplicates are dropped by id; missing rows are counted.

use std::collections::HashSet;

use super::pagination::Pagination;

/// The page size of the walk, in rows.
pub const PAGE_SIZE: u32 = 500;

/// The state of the walk.
#[derive(Debug, Clone)]
pub struct PageWalker {
    next: u32,
    seen: HashSet<Box<str>>,
    expected_total: u64,
    /// Consecutive pages without a new row, not counting pages that an earlier round has read.
    empty_streak: u32,
    /// The number of pages that the round before [`restart`](Self::restart) read.
    pages_before: u32,
    ended: bool,
}

/// The number of consecutive pages without a new row that ends the walk, so that a service that returns the same page
/// for ever, or a wrong total, does not cause requests without end.
const MAX_EMPTY_PAGES: u32 = 10;

/// The most ids that memory is reserved for. A set that grows while it is filled is hashed again as a whole, which takes
/// longer than a task may with a hundred thousand ids; but a service can report any total.
const MAX_RESERVED: usize = 200_000;

impl Default for PageWalker {
    fn default() -> Self {
        Self { next: 1, seen: HashSet::new(), expected_total: 0, empty_streak: 0, pages_before: 0, ended: false }
    }
}

impl PageWalker {
    /// The page to request next; `None` at the end.
    pub fn next(&self) -> Option<Pagination> {
        (!self.ended).then(|| Pagination::first(PAGE_SIZE).at(self.next))
    }

    /// Takes the ids of the rows of the requested page, and returns which of them are new. `total` is the total of the
    /// same response.
    pub fn take(&mut self, total: u64, ids: &[&str]) -> Vec<bool> {
        let missing = usize::try_from(total.saturating_sub(self.row_count())).unwrap_or(usize::MAX);
        self.seen.reserve(missing.min(MAX_RESERVED));
        let fresh: Vec<bool> = ids.iter().map(|id| self.seen.insert((*id).into())).collect();
        self.expected_total = total;
        let is_empty = !fresh.contains(&true) && self.next > self.pages_before;
        self.empty_streak = if is_empty { self.empty_streak.saturating_add(1) } else { 0 };
        // The end follows from the total and not from a short or empty page: deleted rows leave such a page in the middle.
        self.ended = self.empty_streak >= MAX_EMPTY_PAGES || self.next >= Pagination::first(PAGE_SIZE).count(total);
        self.next = self.next.saturating_add(1);
        fresh
    }

    /// The number of distinct rows so far.
    pub fn row_count(&self) -> u64 {
        u64::try_from(self.seen.len()).unwrap_or(u64::MAX)
    }

    /// The total of the latest response.
    pub const fn expected_total(&self) -> u64 {
        self.expected_total
    }

    /// The number of rows that are still missing from the expected total.
    pub fn missing(&self) -> u64 {
        self.expected_total.saturating_sub(self.row_count())
    }

    /// Whether the walk has ended.
    pub const fn has_ended(&self) -> bool {
        self.ended
    }

    /// Restarts at the first page, to find rows that were missed; the known ids are kept.
    pub const fn restart(&mut self) {
        self.pages_before = self.next.saturating_sub(1);
        self.empty_streak = 0;
        self.next = 1;
        self.ended = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Walks over a list that `change` modifies before each page; returns the new ids, in order.
    fn walk(list: &mut Vec<u32>, walk: &mut PageWalker, mut change: impl FnMut(u32, &mut Vec<u32>)) -> Vec<u32> {
        let mut taken = Vec::new();
        while let Some(page) = walk.next() {
            change(page.number, list);
            let from = (page.number as usize - 1) * page.size as usize;
            let rows: Vec<String> = list.iter().skip(from).take(page.size as usize).map(u32::to_string).collect();
            let ids: Vec<&str> = rows.iter().map(String::as_str).collect();
            let fresh = walk.take(list.len() as u64, &ids);
            taken.extend(ids.iter().zip(fresh).filter(|(_, fresh)| *fresh).map(|(id, _)| id.parse::<u32>().unwrap()));
        }
        taken
    }

    #[test]
    fn rows_that_appear_at_the_front_cause_no_duplicates() {
        let mut list: Vec<u32> = (0..1200).collect();
        let mut state = PageWalker::default();
        let mut taken = walk(&mut list, &mut state, |page, list| {
            if page > 1 {
                list.splice(0..0, [10_000 + page]);
            }
        });
        assert_eq!((state.row_count(), state.expected_total(), state.missing()), (1200, 1202, 2));
        // A second round finds the rows that have appeared since.
        state.restart();
        taken.extend(walk(&mut list, &mut state, |_, _| {}));
        assert_eq!(state.missing(), 0);
        taken.sort_unstable();
        list.sort_unstable();
        assert_eq!(taken, list);
    }

    #[test]
    fn rows_that_move_between_pages_are_found_by_a_second_round() {
        let mut list: Vec<u32> = (0..1000).collect();
        let mut state = PageWalker::default();
        walk(&mut list, &mut state, |page, list| {
            if page == 2 {
                list.swap(0, 999);
            }
        });
        assert_eq!(state.missing(), 1);
        state.restart();
        walk(&mut list, &mut state, |_, _| {});
        assert_eq!((state.missing(), state.row_count()), (0, 1000));
    }

    #[test]
    fn a_walk_over_a_shrinking_list_ends() {
        let mut list: Vec<u32> = (0..2000).collect();
        let mut state = PageWalker::default();
        walk(&mut list, &mut state, |page, list| list.truncate(if page > 1 { 300 } else { 2000 }));
        assert!(state.has_ended());
        assert_eq!(state.expected_total(), 300);
    }

    #[test]
    fn an_empty_list_takes_one_request() {
        let mut state = PageWalker::default();
        assert!(walk(&mut Vec::new(), &mut state, |_, _| {}).is_empty());
        assert_eq!((state.row_count(), state.expected_total(), state.missing()), (0, 0, 0));
    }

    #[test]
    fn a_page_without_rows_in_the_middle_does_not_end_the_walk() {
        let mut state = PageWalker::default();
        let mut read = Vec::new();
        while let Some(page) = state.next() {
            let rows: Vec<String> = (0..500).map(|row| format!("{}-{row}", page.number)).collect();
            let ids: Vec<&str> = rows.iter().map(String::as_str).filter(|_| page.number != 2).collect();
            state.take(2_000, &ids);
            read.push(page.number);
        }
        assert_eq!((read, state.row_count(), state.missing()), (vec![1, 2, 3, 4], 1_500, 500));
    }

    #[test]
    fn a_service_that_repeats_the_same_page_gets_a_limited_number_of_requests() {
        let mut state = PageWalker::default();
        let mut requests = 0;
        while state.next().is_some() {
            requests += 1;
            state.take(1700, &["a", "b"]);
        }
        assert_eq!((requests, state.row_count(), state.missing()), (4, 2, 1698));
        let mut state = PageWalker::default();
        for round in [11, 21] {
            let mut requests = 0;
            while state.next().is_some() {
                requests += 1;
                state.take(u64::MAX, &["a", "b"]);
            }
            assert_eq!(requests, round, "whatever the total");
            state.restart();
        }
    }

    #[test]
    fn a_second_round_covers_as_many_pages_as_the_first() {
        let mut list: Vec<u32> = (0..20_000).collect();
        let mut state = PageWalker::default();
        walk(&mut list, &mut state, |page, list| {
            if page == 40 {
                list.swap(0, 19_999);
            }
        });
        assert_eq!(state.missing(), 1);
        state.restart();
        list.swap(0, 19_900);
        walk(&mut list, &mut state, |_, _| {});
        assert_eq!((state.missing(), state.row_count()), (0, 20_000));
    }

    proptest! {
        #[test]
        fn an_unchanged_list_is_read_in_order_and_each_row_once(rows in 0u32..3000) {
            let mut list: Vec<u32> = (0..rows).collect();
            let mut state = PageWalker::default();
            let taken = walk(&mut list, &mut state, |_, _| {});
            prop_assert_eq!(taken, list);
            prop_assert_eq!(state.missing(), 0);
        }
    }
}
