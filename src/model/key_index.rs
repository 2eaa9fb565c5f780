//! A hash index of the keys of a list, so that a position is found in constant time.

use std::collections::HashMap;

/// The position of each key.
#[derive(Debug, Default)]
pub struct Index(HashMap<Box<str>, u32>);

impl Index {
    /// The index of the keys of a list.
    pub fn of<'a>(keys: impl Iterator<Item = &'a str>) -> Self {
        let mut index = Self::default();
        for (at, key) in keys.enumerate() {
            index.add(key, at);
        }
        index
    }

    /// Adds a key with its position, and returns whether it is new; a known key keeps its position.
    pub fn add(&mut self, key: &str, at: usize) -> bool {
        if self.has(key) {
            return false;
        }
        self.0.insert(key.into(), u32::try_from(at).unwrap_or(u32::MAX));
        true
    }

    /// Whether the key is known.
    pub fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// The position of a key.
    pub fn find(&self, key: &str) -> Option<usize> {
        self.0.get(key).and_then(|at| usize::try_from(*at).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_its_first_position() {
        let mut index = Index::of(["a", "b", "a"].into_iter());
        assert_eq!((index.find("a"), index.find("b"), index.find("c")), (Some(0), Some(1), None));
        assert!(!index.add("b", 7) && index.add("c", 7) && index.has("c"));
        assert_eq!((index.find("b"), index.find("c")), (Some(1), Some(7)));
    }
}
