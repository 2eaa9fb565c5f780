//! Where each key stands in a list: looked for once, however long the list is.

use std::collections::HashMap;

/// Keys and their places.
#[derive(Debug, Default)]
pub struct Index(HashMap<Box<str>, u32>);

impl Index {
    /// Of the keys of a list, in its order.
    pub fn of<'a>(keys: impl Iterator<Item = &'a str>) -> Self {
        let mut index = Self::default();
        for (at, key) in keys.enumerate() {
            index.add(key, at);
        }
        index
    }

    /// Notes where a key stands; tells whether it is new. One that is not stays where it was.
    pub fn add(&mut self, key: &str, at: usize) -> bool {
        if self.has(key) {
            return false;
        }
        self.0.insert(key.into(), u32::try_from(at).unwrap_or(u32::MAX));
        true
    }

    /// Whether there is such a key.
    pub fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// Where a key stands.
    pub fn find(&self, key: &str) -> Option<usize> {
        self.0.get(key).and_then(|at| usize::try_from(*at).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_where_it_stands_first() {
        let mut index = Index::of(["a", "b", "a"].into_iter());
        assert_eq!((index.find("a"), index.find("b"), index.find("c")), (Some(0), Some(1), None));
        assert!(!index.add("b", 7) && index.add("c", 7) && index.has("c"));
        assert_eq!((index.find("b"), index.find("c")), (Some(1), Some(7)));
    }
}
