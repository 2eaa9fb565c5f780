//! The selection of two executions of a history for a comparison.

use super::id::Id;

/// The most executions that can be selected.
pub const MAX_SELECTED: usize = 2;

/// The selected executions, the later one first where both starts are known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct RunSelection(Vec<Id>);

impl RunSelection {
    /// A selection of different executions, at most [`MAX_SELECTED`].
    pub fn new(ids: impl IntoIterator<Item = Id>) -> Self {
        let mut selection = Self::default();
        for id in ids {
            if !selection.contains(id.as_str()) {
                selection.toggle(id, |_| None);
            }
        }
        selection
    }

    /// Selects an execution, or deselects it if it is selected. `start` returns the start of an execution in
    /// milliseconds, where it is known.
    pub fn toggle(&mut self, id: Id, start: impl Fn(&Id) -> Option<i64>) {
        if self.contains(id.as_str()) {
            self.0.retain(|selected| *selected != id);
        } else if !self.is_full() {
            let is_later = self.0.first().and_then(&start).zip(start(&id)).is_some_and(|(before, new)| new > before);
            self.0.insert(if is_later { 0 } else { self.0.len() }, id);
        }
    }

    /// The ids of the selected executions.
    pub fn ids(&self) -> &[Id] {
        &self.0
    }

    /// Whether an execution is selected.
    pub fn contains(&self, id: &str) -> bool {
        self.0.iter().any(|selected| selected.as_str() == id)
    }

    /// The number of selected executions.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no execution is selected.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether no other execution can be selected.
    pub const fn is_full(&self) -> bool {
        self.len() >= MAX_SELECTED
    }

    /// Two selected executions, the later one first; in the order of their selection where a start is unknown.
    pub fn pair(&self) -> Option<(&Id, &Id)> {
        let [later, earlier] = self.0.as_slice() else { return None };
        Some((later, earlier))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selection(runs: &[(&str, Option<i64>)]) -> RunSelection {
        let mut selection = RunSelection::default();
        let start = |id: &Id| runs.iter().find(|(run, _)| *run == id.as_str()).and_then(|(_, start)| *start);
        runs.iter().for_each(|(id, _)| selection.toggle(Id::parse(id).unwrap(), start));
        selection
    }

    fn pair(selection: &RunSelection) -> Option<(&str, &str)> {
        selection.pair().map(|(one, other)| (one.as_str(), other.as_str()))
    }

    #[test]
    fn at_most_two_executions_are_selected() {
        let three = selection(&[("a", None), ("b", None), ("c", None)]);
        assert!(three.is_full() && three.contains("b") && !three.contains("c"));
        let one = selection(&[("a", None), ("b", None), ("a", None)]);
        assert_eq!((one.len(), one.is_empty(), pair(&one)), (1, false, None));
        assert!(selection(&[]).is_empty());
    }

    #[test]
    fn the_later_execution_comes_first() {
        assert_eq!(pair(&selection(&[("a", Some(1)), ("b", Some(2))])), Some(("b", "a")));
        assert_eq!(pair(&selection(&[("a", Some(2)), ("b", Some(1))])), Some(("a", "b")));
        assert_eq!(pair(&selection(&[("a", None), ("b", Some(1))])), Some(("a", "b")));
    }

    #[test]
    fn ids_of_an_address_are_selected_once_and_in_their_order() {
        let ids = ["a", "a", "b", "c"].map(|id| Id::parse(id).unwrap());
        assert_eq!(pair(&RunSelection::new(ids)), Some(("a", "b")));
    }
}
