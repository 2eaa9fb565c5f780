//! A refresh never pushes what one reads: which rows a table goes on showing when new ones have come.

use super::key_index::Index;

/// What a table shows after a refresh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The rows, in their order.
    pub keys: Vec<String>,
    /// How many new ones are held back.
    pub new: usize,
}

/// Holds new rows back. `shown` is what the table shows, `fresh` the new answer to the same question, `is_full`
/// whether that has as many rows as a page takes.
///
/// Rows that are gone go at once, for they no longer match; only the last ones of a full page may merely have been
/// pushed to the next page by the new ones, and stay as long as these are held back.
pub fn hold(shown: &[String], fresh: &[String], is_full: bool) -> Held {
    let as_it_is = || Held { keys: fresh.to_vec(), new: 0 };
    let is_shown = Index::of(shown.iter().map(String::as_str));
    let mut keys: Vec<String> = fresh.iter().filter(|key| is_shown.has(key)).cloned().collect();
    let new = fresh.len().saturating_sub(keys.len());
    // With nothing left of what is shown, there is nothing to disturb.
    if new == 0 || keys.is_empty() {
        return as_it_is();
    }
    if is_full {
        let is_fresh = Index::of(fresh.iter().map(String::as_str));
        let gone_last = shown.iter().rev().take_while(|key| !is_fresh.has(key)).take(new).count();
        let first_gone = shown.len().saturating_sub(gone_last);
        keys.extend(shown.iter().skip(first_gone).cloned());
    }
    Held { keys, new }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn held(shown: &str, fresh: &str, is_full: bool) -> (String, usize) {
        let keys = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
        let Held { keys, new } = hold(&keys(shown), &keys(fresh), is_full);
        (keys.concat(), new)
    }

    #[test]
    fn new_rows_are_counted_and_not_shown() {
        assert_eq!(held("abc", "xyabc", false), ("abc".into(), 2));
    }

    #[test]
    fn what_new_rows_pushed_off_a_full_page_stays() {
        assert_eq!(held("abcde", "xyabc", true), ("abcde".into(), 2));
    }

    #[test]
    fn what_no_longer_matches_goes_at_once() {
        assert_eq!(held("abcd", "xacd", false), ("acd".into(), 1));
        assert_eq!(held("abcde", "xacde", true), ("acde".into(), 1));
        assert_eq!(held("abc", "ac", false), ("ac".into(), 0));
    }

    #[test]
    fn the_first_rows_of_all_are_shown() {
        assert_eq!(held("", "abc", false), ("abc".into(), 0));
    }

    #[test]
    fn where_nothing_is_left_of_what_was_read_the_answer_is_shown() {
        assert_eq!(held("abc", "xyz", true), ("xyz".into(), 0));
    }

    #[test]
    fn the_services_order_wins() {
        assert_eq!(held("abc", "xbac", false), ("bac".into(), 1));
    }

    proptest! {
        #[test]
        fn nothing_new_is_shown_and_nothing_twice(
            shown in prop::collection::hash_set("[a-h]", 0..8),
            fresh in prop::collection::hash_set("[a-h]", 0..8),
            is_full in any::<bool>(),
        ) {
            let (shown, fresh): (Vec<_>, Vec<_>) = (shown.into_iter().collect(), fresh.into_iter().collect());
            let Held { keys, new } = hold(&shown, &fresh, is_full);
            let mut once = keys.clone();
            once.sort();
            once.dedup();
            prop_assert_eq!(once.len(), keys.len());
            if new > 0 {
                prop_assert!(keys.iter().all(|key| shown.contains(key)));
                prop_assert_eq!(new, fresh.iter().filter(|key| !shown.contains(key)).count());
            } else {
                prop_assert_eq!(keys, fresh);
            }
        }
    }
}
