//! Merging of refreshed rows into a table, without moving the rows that the user is reading.

use super::key_index::KeyIndex;

/// The rows of a table after a refresh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The rows, in their order.
    pub keys: Vec<String>,
    /// The number of new rows that are held back.
    pub new: usize,
}

/// Merges a response into the rows of a table, and holds new rows back. `current` are the keys that the table shows,
/// `fresh` those of the new response to the same request, and `is_full` is whether that response fills a page.
///
/// Rows that are missing in the response are removed, because they no longer match. Except the last ones of a full
/// page: new rows may have pushed them to the next page, so they stay as long as the new rows are held back.
pub fn merge(current: &[String], fresh: &[String], is_full: bool) -> Merged {
    let current_index = KeyIndex::new(current.iter().map(String::as_str));
    let mut keys: Vec<String> = fresh.iter().filter(|key| current_index.contains(key)).cloned().collect();
    let new = fresh.len().saturating_sub(keys.len());
    // If none of the current rows is left, the user is not reading any of them.
    if new == 0 || keys.is_empty() {
        return Merged { keys: fresh.to_vec(), new: 0 };
    }
    if is_full {
        let fresh_index = KeyIndex::new(fresh.iter().map(String::as_str));
        let pushed_off = current.iter().rev().take_while(|key| !fresh_index.contains(key)).take(new).count();
        let first_pushed_off = current.len().saturating_sub(pushed_off);
        keys.extend(current.iter().skip(first_pushed_off).cloned());
    }
    Merged { keys, new }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn merged(current: &str, fresh: &str, is_full: bool) -> (String, usize) {
        let keys = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
        let Merged { keys, new } = merge(&keys(current), &keys(fresh), is_full);
        (keys.concat(), new)
    }

    #[test]
    fn new_rows_are_counted_and_held_back() {
        assert_eq!(merged("abc", "xyabc", false), ("abc".into(), 2));
    }

    #[test]
    fn rows_that_new_rows_pushed_off_a_full_page_stay() {
        assert_eq!(merged("abcde", "xyabc", true), ("abcde".into(), 2));
    }

    #[test]
    fn rows_that_no_longer_match_are_removed() {
        assert_eq!(merged("abcd", "xacd", false), ("acd".into(), 1));
        assert_eq!(merged("abcde", "xacde", true), ("acde".into(), 1));
        assert_eq!(merged("abc", "ac", false), ("ac".into(), 0));
    }

    #[test]
    fn an_empty_table_shows_all_rows() {
        assert_eq!(merged("", "abc", false), ("abc".into(), 0));
    }

    #[test]
    fn a_response_without_any_current_row_is_shown_as_it_is() {
        assert_eq!(merged("abc", "xyz", true), ("xyz".into(), 0));
    }

    #[test]
    fn rows_follow_the_order_of_the_response() {
        assert_eq!(merged("abc", "xbac", false), ("bac".into(), 1));
    }

    proptest! {
        #[test]
        fn a_merge_shows_no_new_row_and_no_row_twice(
            current in prop::collection::hash_set("[a-h]", 0..8),
            fresh in prop::collection::hash_set("[a-h]", 0..8),
            is_full in any::<bool>(),
        ) {
            let (current, fresh): (Vec<_>, Vec<_>) = (current.into_iter().collect(), fresh.into_iter().collect());
            let Merged { keys, new } = merge(&current, &fresh, is_full);
            let mut once = keys.clone();
            once.sort();
            once.dedup();
            prop_assert_eq!(once.len(), keys.len());
            if new > 0 {
                prop_assert!(keys.iter().all(|key| current.contains(key)));
                prop_assert_eq!(new, fresh.iter().filter(|key| !current.contains(key)).count());
            } else {
                prop_assert_eq!(keys, fresh);
            }
        }
    }
}
