//! An interner in one buffer: each text is stored once and has a small id.
//!
//! Two executions with 100,000 artifacts each have most names in common, and a text of its own costs an allocation.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU32;

/// The id of an interned text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(NonZeroU32);

impl TextId {
    fn from_index(index: usize) -> Self {
        let number = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
        Self(NonZeroU32::new(number).unwrap_or(NonZeroU32::MAX))
    }

    fn index(self) -> usize {
        usize::try_from(self.0.get()).unwrap_or(usize::MAX).saturating_sub(1)
    }
}

/// The interned texts.
#[derive(Debug, Default)]
pub struct Texts {
    buffer: String,
    /// The end of each text in the buffer; it begins where the one before it ends.
    ends: Vec<u32>,
    /// The latest text with a hash.
    by_hash: HashMap<u64, TextId>,
    /// For each text, the one before it with the same hash.
    previous: Vec<Option<TextId>>,
    hasher: RandomState,
}

impl Texts {
    /// Reserves memory for further texts.
    pub fn reserve(&mut self, count: usize) {
        self.by_hash.reserve(count);
    }

    /// The id of a text, which is added if it is new.
    pub fn intern(&mut self, text: &str) -> TextId {
        let hash = self.hasher.hash_one(text);
        let latest = self.by_hash.get(&hash).copied();
        if let Some(found) = self.find_from(latest, text) {
            return found;
        }
        let id = TextId::from_index(self.ends.len());
        self.buffer.push_str(text);
        self.ends.push(u32::try_from(self.buffer.len()).unwrap_or(u32::MAX));
        self.previous.push(latest);
        self.by_hash.insert(hash, id);
        id
    }

    /// The id of a text, if it has been added.
    pub fn find(&self, text: &str) -> Option<TextId> {
        self.find_from(self.by_hash.get(&self.hasher.hash_one(text)).copied(), text)
    }

    fn find_from(&self, mut candidate: Option<TextId>, text: &str) -> Option<TextId> {
        while let Some(id) = candidate {
            if self.resolve(id) == text {
                return Some(id);
            }
            candidate = self.previous.get(id.index()).copied().flatten();
        }
        None
    }

    /// The text of an id.
    pub fn resolve(&self, id: TextId) -> &str {
        let end_of = |index: usize| self.ends.get(index).and_then(|end| usize::try_from(*end).ok());
        let begin = id.index().checked_sub(1).and_then(end_of).unwrap_or_default();
        end_of(id.index()).and_then(|end| self.buffer.get(begin..end)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn equal_texts_have_one_id_and_keep_their_text(all in prop::collection::vec("\\PC{0,6}", 0..40)) {
            let mut texts = Texts::default();
            let ids: Vec<TextId> = all.iter().map(|text| texts.intern(text)).collect();
            for (text, id) in all.iter().zip(&ids) {
                prop_assert_eq!(texts.resolve(*id), text);
                prop_assert_eq!(texts.find(text), Some(*id));
            }
            for (one, a) in all.iter().zip(&ids) {
                for (other, b) in all.iter().zip(&ids) {
                    prop_assert_eq!(one == other, a == b);
                }
            }
        }
    }

    #[test]
    fn an_unknown_text_is_not_found() {
        let mut texts = Texts::default();
        assert_eq!(texts.find(""), None);
        texts.intern("a");
        assert_eq!(texts.find("b"), None);
    }
}
