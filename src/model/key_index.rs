//! A hash index of the keys of a list, so that a position is found in constant time.

use std::collections::HashMap;

/// The position of each key.
#[derive(Debug, Default)]
pub struct KeyIndex(HashMap<Box<str>, u32>);

impl KeyIndex {
    /// The index of the keys of a list.
    pub fn new<'a>(keys: impl Iterator<Item = &'a str>) -> Self {
        let mut index = Self::default();
        for (at, key) in keys.enumerate() {
            index.insert(key, at);
        }
        index
    }

    /// Adds a key with its position, and returns whether it is new; a known key keeps its position.
    pub fn insert(&mut self, key: &str, at: usize) -> bool {
        if self.contains(key) {
            return false;
        }
        self.0.insert(key.into(), u32::try_from(at).unwrap_or(u32::MAX));
        true
    }

    /// Whether the key is known.
    pub fn contains(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// The position of a key.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.0.get(key).and_then(|at| usize::try_from(*at).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_its_first_position() {
        let mut index = KeyIndex::new(["a", "b", "a"].into_iter());
        assert_eq!((index.position("a"), index.position("b"), index.position("c")), (Some(0), Some(1), None));
        assert!(!index.insert("b", 7) && index.insert("c", 7) && index.contains("c"));
        assert_eq!((index.position("b"), index.position("c")), (Some(1), Some(7)));
    }
}
