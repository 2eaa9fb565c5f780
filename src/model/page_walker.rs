//! BulkFetch every page of a list, one after the other, so that each row is taken once.
//!
//! The service sorts by start time and by nothing else, and rows appear at the front while an execution runs: rows
//! move between pages while they are read. What comes twice is dropped by its id; what is missing is counted.

use std::collections::HashSet;

use super::pagination::Pagination;

/// Rows on a page that is read for the sake of all of them.
pub const SIZE: u32 = 500;

/// The way through the pages.
#[derive(Debug, Clone)]
pub struct PageWalker {
    next: u32,
    seen: HashSet<Box<str>>,
    promised: u64,
    /// Pages in a row that brought nothing new, behind those that were read before.
    empty_streak: u32,
    /// Pages that were read before it began again.
    before: u32,
    ended: bool,
}

/// So many pages in a row without a new row are the end, whatever is promised: rows move between pages, but never so
/// many of them. A service that answers every page the same is not asked for ever.
const MAX_EMPTY_PAGES: u32 = 10;

impl Default for PageWalker {
    fn default() -> Self {
        Self { next: 1, seen: HashSet::new(), promised: 0, empty_streak: 0, before: 0, ended: false }
    }
}

impl PageWalker {
    /// The page to ask for; `None` when all have been read.
    pub fn next(&self) -> Option<Pagination> {
        (!self.ended).then(|| Pagination::first(SIZE).at(self.next))
    }

    /// Takes the rows of the page that was asked for, by their ids; tells which of them were not there before.
    /// `total` is how many rows the service now says there are.
    pub fn take(&mut self, total: u64, ids: &[&str]) -> Vec<bool> {
        let fresh: Vec<bool> = ids.iter().map(|id| self.seen.insert((*id).into())).collect();
        self.promised = total;
        let is_barren = !fresh.contains(&true) && self.next > self.before;
        self.empty_streak = if is_barren { self.empty_streak.saturating_add(1) } else { 0 };
        // By the count, not by a short page: a row that vanished leaves a short page in the middle.
        self.ended =
            ids.is_empty() || self.empty_streak >= MAX_EMPTY_PAGES || self.next >= Pagination::first(SIZE).count(total);
        self.next = self.next.saturating_add(1);
        fresh
    }

    /// Rows taken so far, each once.
    pub fn read(&self) -> u64 {
        u64::try_from(self.seen.len()).unwrap_or(u64::MAX)
    }

    /// Rows that there are, as the service said with the latest page.
    pub const fn promised(&self) -> u64 {
        self.promised
    }

    /// Rows that were promised and did not come.
    pub fn missing(&self) -> u64 {
        self.promised.saturating_sub(self.read())
    }

    /// Whether all pages have been read.
    pub const fn has_ended(&self) -> bool {
        self.ended
    }

    /// Begins again at the first page, for what was missed: what was seen stays so.
    pub const fn again(&mut self) {
        self.before = self.next.saturating_sub(1);
        self.empty_streak = 0;
        self.next = 1;
        self.ended = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Walks over a list that `change` changes before each page; the ids taken, in order.
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
    fn rows_that_appear_at_the_front_are_not_taken_twice() {
        let mut list: Vec<u32> = (0..1200).collect();
        let mut state = PageWalker::default();
        let mut taken = walk(&mut list, &mut state, |page, list| {
            if page > 1 {
                list.splice(0..0, [10_000 + page]);
            }
        });
        assert_eq!((state.read(), state.promised(), state.missing()), (1200, 1202, 2));
        // A second round finds what came meanwhile.
        state.again();
        taken.extend(walk(&mut list, &mut state, |_, _| {}));
        assert_eq!(state.missing(), 0);
        taken.sort_unstable();
        list.sort_unstable();
        assert_eq!(taken, list);
    }

    #[test]
    fn rows_that_change_places_between_pages_are_missed_and_found_again() {
        let mut list: Vec<u32> = (0..1000).collect();
        let mut state = PageWalker::default();
        walk(&mut list, &mut state, |page, list| {
            if page == 2 {
                list.swap(0, 999);
            }
        });
        assert_eq!(state.missing(), 1);
        state.again();
        walk(&mut list, &mut state, |_, _| {});
        assert_eq!((state.missing(), state.read()), (0, 1000));
    }

    #[test]
    fn a_list_that_shrinks_ends() {
        let mut list: Vec<u32> = (0..2000).collect();
        let mut state = PageWalker::default();
        walk(&mut list, &mut state, |page, list| list.truncate(if page > 1 { 300 } else { 2000 }));
        assert!(state.has_ended());
        assert_eq!(state.promised(), 300);
    }

    #[test]
    fn an_empty_list_is_one_question() {
        let mut state = PageWalker::default();
        assert!(walk(&mut Vec::new(), &mut state, |_, _| {}).is_empty());
        assert_eq!((state.read(), state.promised(), state.missing()), (0, 0, 0));
    }

    #[test]
    fn a_service_that_answers_every_page_the_same_is_not_asked_for_ever() {
        let mut state = PageWalker::default();
        let mut asked = 0;
        while state.next().is_some() {
            asked += 1;
            state.take(1700, &["a", "b"]);
        }
        assert_eq!((asked, state.read(), state.missing()), (4, 2, 1698));
        let mut state = PageWalker::default();
        for round in [11, 21] {
            let mut asked = 0;
            while state.next().is_some() {
                asked += 1;
                state.take(u64::MAX, &["a", "b"]);
            }
            assert_eq!(asked, round, "whatever it promises");
            state.again();
        }
    }

    #[test]
    fn a_second_round_reads_as_far_as_the_first() {
        let mut list: Vec<u32> = (0..20_000).collect();
        let mut state = PageWalker::default();
        walk(&mut list, &mut state, |page, list| {
            if page == 40 {
                list.swap(0, 19_999);
            }
        });
        assert_eq!(state.missing(), 1);
        state.again();
        list.swap(0, 19_900);
        walk(&mut list, &mut state, |_, _| {});
        assert_eq!((state.missing(), state.read()), (0, 20_000));
    }

    proptest! {
        #[test]
        fn a_list_that_stands_still_is_read_in_order_each_row_once(rows in 0u32..3000) {
            let mut list: Vec<u32> = (0..rows).collect();
            let mut state = PageWalker::default();
            let taken = walk(&mut list, &mut state, |_, _| {});
            prop_assert_eq!(taken, list);
            prop_assert_eq!(state.missing(), 0);
        }
    }
}
