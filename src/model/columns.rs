//! Which columns a table shows, in which order, and how dense it is: kept as a line of text on the device.

/// A column that a table can show.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// What it is kept by.
    pub name: &'static str,
    /// Whether it is shown unless a person chose otherwise.
    pub usual: bool,
}

/// The columns of a table as a person has them. The first of its list is what a row is known by: it is always shown,
/// and always first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    of: &'static [Column],
    /// Indices into `of`, in the chosen order, and whether each is shown.
    order: Vec<(usize, bool)>,
    compact: bool,
}

/// The word that stands for the denser of the two densities.
const COMPACT: &str = "compact";

impl Columns {
    /// As they are unless a person chose otherwise.
    pub fn usual(of: &'static [Column]) -> Self {
        let order = of.iter().enumerate().map(|(at, column)| (at, at == 0 || column.usual)).collect();
        Self { of, order, compact: false }
    }

    /// Reads what [`write`](Self::write) wrote: names in their order, those that are not shown behind a minus, and
    /// behind a semicolon the density. Names that are not known are left out; columns that the text does not know
    /// stand behind those that it does, shown if that is usual. Never fails.
    pub fn read(of: &'static [Column], text: &str) -> Self {
        let mut columns = Self::usual(of);
        if text.is_empty() {
            return columns;
        }
        let (names, density) = text.split_once(';').unwrap_or((text, ""));
        let mut order = vec![(0, true)];
        for name in names.split_ascii_whitespace() {
            let (name, shown) = name.strip_prefix('-').map_or((name, true), |name| (name, false));
            let index = of.iter().position(|column| column.name == name);
            order.extend(index.filter(|index| order.iter().all(|(has, _)| has != index)).map(|index| (index, shown)));
        }
        order.extend(
            columns
                .order
                .iter()
                .filter(|(index, _)| order.iter().all(|(has, _)| has != index))
                .copied()
                .collect::<Vec<_>>(),
        );
        order.truncate(of.len());
        columns.order = order;
        columns.compact = density.trim() == COMPACT;
        columns
    }

    /// As a line of text.
    pub fn write(&self) -> String {
        let mut text = String::new();
        for (index, shown) in &self.order {
            if !text.is_empty() {
                text.push(' ');
            }
            if !shown {
                text.push('-');
            }
            text.push_str(self.of.get(*index).map_or("", |column| column.name));
        }
        if self.compact {
            text.push_str("; ");
            text.push_str(COMPACT);
        }
        text
    }

    /// Those that are shown, by their place in the table's own list, in their order.
    pub fn shown(&self) -> Vec<usize> {
        self.order.iter().filter(|(_, shown)| *shown).map(|(index, _)| *index).collect()
    }

    /// All of them in their order, and whether each is shown.
    pub fn all(&self) -> Vec<(usize, bool)> {
        self.order.clone()
    }

    /// The same with a column shown, or not if it was; the first stays.
    #[must_use]
    pub fn toggled(&self, index: usize) -> Self {
        let mut columns = self.clone();
        for (has, shown) in columns.order.iter_mut().skip(1) {
            if *has == index {
                *shown = !*shown;
            }
        }
        columns
    }

    /// The same with a column moved from one place of the order to another; the first stays where it is.
    #[must_use]
    pub fn moved(&self, from: usize, to: usize) -> Self {
        let mut columns = self.clone();
        if from > 0 && from < columns.order.len() {
            let column = columns.order.remove(from);
            let to = to.max(1).min(columns.order.len());
            columns.order.insert(to, column);
        }
        columns
    }

    /// As they usually are.
    #[must_use]
    pub fn restored(&self) -> Self {
        Self::usual(self.of)
    }

    /// Whether they are as they usually are.
    pub fn is_usual(&self) -> bool {
        *self == self.restored()
    }

    /// Whether the rows stand close together.
    pub const fn is_compact(&self) -> bool {
        self.compact
    }

    /// The same, with the rows closer together or not.
    #[must_use]
    pub fn with_compact(&self, compact: bool) -> Self {
        Self { compact, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    static OF: [Column; 4] = [
        Column { name: "name", usual: true },
        Column { name: "size", usual: true },
        Column { name: "end", usual: false },
        Column { name: "status", usual: true },
    ];

    #[test]
    fn a_table_that_nobody_touched_shows_what_is_usual() {
        let columns = Columns::read(&OF, "");
        assert!(columns.is_usual() && !columns.is_compact());
        assert_eq!(columns.shown(), [0, 1, 3]);
    }

    #[test]
    fn columns_are_chosen_moved_and_put_back() {
        let columns = Columns::usual(&OF).toggled(2).moved(3, 1).toggled(1).with_compact(true);
        assert_eq!(columns.shown(), [0, 3, 2]);
        assert_eq!(columns.write(), "name status -size end; compact");
        assert!(columns.restored().is_usual());
    }

    #[test]
    fn the_first_column_stays_where_it_is() {
        let columns = Columns::usual(&OF);
        assert_eq!(columns.toggled(0), columns);
        assert_eq!(columns.moved(0, 2), columns);
        assert_eq!(columns.moved(2, 0).all().first(), Some(&(0, true)));
        assert_eq!(columns.moved(9, 1), columns);
    }

    #[test]
    fn a_column_of_tomorrow_stands_behind_those_that_were_chosen() {
        assert_eq!(Columns::read(&OF, "name status").all(), [(0, true), (3, true), (1, true), (2, false)]);
        assert_eq!(Columns::read(&OF, "gone -status size size").all(), [(0, true), (3, false), (1, true), (2, false)]);
        assert_eq!(Columns::read(&OF, "size -name").all().first(), Some(&(0, true)));
    }

    proptest! {
        #[test]
        fn what_was_chosen_is_kept(steps in prop::collection::vec((0usize..5, 0usize..5, any::<bool>()), 0..8), compact in any::<bool>()) {
            let chosen = steps.into_iter().fold(Columns::usual(&OF), |columns, (one, other, moves)| {
                if moves { columns.moved(one, other) } else { columns.toggled(one) }
            });
            let chosen = chosen.with_compact(compact);
            prop_assert_eq!(Columns::read(&OF, &chosen.write()), chosen);
        }

        #[test]
        fn whatever_is_kept_shows_each_column_once_and_the_first_first(text in "[-a-z; ]{0,40}|(-?(name|size|end|status) ?){0,8}") {
            let columns = Columns::read(&OF, &text);
            let mut all: Vec<usize> = columns.all().iter().map(|(index, _)| *index).collect();
            let shown = columns.shown();
            prop_assert_eq!(shown.first(), Some(&0));
            all.sort_unstable();
            prop_assert_eq!(all, [0, 1, 2, 3]);
        }
    }
}
