//! The column settings of a table: visible columns, their order and the row density, serialized as a line of text.

/// A column that a table can show.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// The name in stored settings.
    pub name: &'static str,
    /// Whether the column is visible by default.
    pub default_visible: bool,
}

/// The column settings of a table. The first column identifies the row: it is always visible and always first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    table: &'static [Column],
    /// Indices into `table`, in the chosen order, and whether each column is visible.
    order: Vec<(usize, bool)>,
    compact: bool,
    /// Indices of the columns that the table lacks at the moment. They are not stored, and keep their place and their
    /// visibility for the time when the table has them.
    absent: Vec<usize>,
}

/// The word for the compact density in stored settings.
const COMPACT: &str = "compact";

impl Columns {
    /// The default settings.
    pub fn defaults(table: &'static [Column]) -> Self {
        let order = table.iter().enumerate().map(|(at, column)| (at, at == 0 || column.default_visible)).collect();
        Self { table, order, compact: false, absent: Vec::new() }
    }

    /// Parses the text of [`serialize`](Self::serialize): names in order, hidden ones with a minus, and the density after a
    /// semicolon. Unknown names are left out; columns that are missing in the text come last, with their default
    /// visibility. Never fails.
    pub fn parse(table: &'static [Column], text: &str) -> Self {
        let mut columns = Self::defaults(table);
        if text.is_empty() {
            return columns;
        }
        let (names, density) = text.split_once(';').unwrap_or((text, ""));
        let mut order = vec![(0, true)];
        for name in names.split_ascii_whitespace() {
            let (name, shown) = name.strip_prefix('-').map_or((name, true), |name| (name, false));
            let index = table.iter().position(|column| column.name == name);
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
        order.truncate(table.len());
        columns.order = order;
        columns.compact = density.trim() == COMPACT;
        columns
    }

    /// Serializes the settings.
    pub fn serialize(&self) -> String {
        let mut text = String::new();
        for (index, shown) in &self.order {
            if !text.is_empty() {
                text.push(' ');
            }
            if !shown {
                text.push('-');
            }
            text.push_str(self.table.get(*index).map_or("", |column| column.name));
        }
        if self.compact {
            text.push_str("; ");
            text.push_str(COMPACT);
        }
        text
    }

    /// The settings of a table that lacks some columns at the moment, given by their indices.
    #[must_use]
    pub fn without(self, absent: Vec<usize>) -> Self {
        Self { absent, ..self }
    }

    /// The indices of the visible columns, in their order.
    pub fn shown(&self) -> Vec<usize> {
        self.all().into_iter().filter(|(_, shown)| *shown).map(|(index, _)| index).collect()
    }

    /// The indices of all columns that the table has, in their order, and whether each is visible.
    pub fn all(&self) -> Vec<(usize, bool)> {
        self.order.iter().filter(|(index, _)| !self.absent.contains(index)).copied().collect()
    }

    /// The settings with the visibility of a column toggled; the first column stays visible.
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

    /// The settings with a column moved from one position of [`all`](Self::all) to another; the first column stays first.
    #[must_use]
    pub fn moved(&self, from: usize, to: usize) -> Self {
        let mut columns = self.clone();
        let all = self.all();
        let to = to.max(1).min(all.len().saturating_sub(1));
        let place = |position: usize| {
            let (index, _) = all.get(position)?;
            self.order.iter().position(|(has, _)| has == index)
        };
        if let (Some(from), Some(to)) = (place(from).filter(|from| *from > 0), place(to)) {
            let column = columns.order.remove(from);
            columns.order.insert(to, column);
        }
        columns
    }

    /// The default settings of the same table.
    #[must_use]
    pub fn reset(&self) -> Self {
        Self::defaults(self.table).without(self.absent.clone())
    }

    /// Whether these are the default settings.
    pub fn is_default(&self) -> bool {
        *self == self.reset()
    }

    /// Whether the density is compact.
    pub const fn is_compact(&self) -> bool {
        self.compact
    }

    /// The settings with another density.
    #[must_use]
    pub fn with_compact(&self, compact: bool) -> Self {
        Self { compact, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    static TABLE: [Column; 4] = [
        Column { name: "name", default_visible: true },
        Column { name: "size", default_visible: true },
        Column { name: "end", default_visible: false },
        Column { name: "status", default_visible: true },
    ];

    #[test]
    fn a_table_without_stored_settings_shows_the_default_columns() {
        let columns = Columns::parse(&TABLE, "");
        assert!(columns.is_default() && !columns.is_compact());
        assert_eq!(columns.shown(), [0, 1, 3]);
    }

    #[test]
    fn columns_are_toggled_moved_and_reset() {
        let columns = Columns::defaults(&TABLE).toggled(2).moved(3, 1).toggled(1).with_compact(true);
        assert_eq!(columns.shown(), [0, 3, 2]);
        assert_eq!(columns.serialize(), "name status -size end; compact");
        assert!(columns.reset().is_default());
    }

    #[test]
    fn the_first_column_stays_first_and_visible() {
        let columns = Columns::defaults(&TABLE);
        assert_eq!(columns.toggled(0), columns);
        assert_eq!(columns.moved(0, 2), columns);
        assert_eq!(columns.moved(2, 0).all().first(), Some(&(0, true)));
        assert_eq!(columns.moved(9, 1), columns);
    }

    #[test]
    fn a_column_that_the_table_lacks_keeps_its_place_and_its_visibility() {
        let lacking = Columns::defaults(&TABLE).without(vec![1]);
        assert_eq!((lacking.shown(), lacking.all()), (vec![0, 3], vec![(0, true), (2, false), (3, true)]));
        assert!(lacking.is_default());
        assert_eq!(lacking.serialize(), Columns::defaults(&TABLE).serialize());
        // Positions count the columns that the table has.
        for (from, to, order) in [
            (1, 2, "name size status -end"),
            (2, 1, "name size status -end"),
            (2, 9, "name size -end status"),
            (3, 1, "name size -end status"),
            (0, 2, "name size -end status"),
        ] {
            let moved = lacking.moved(from, to);
            assert_eq!(moved.serialize(), order, "{from} to {to}");
            assert!(moved.without(Vec::new()).shown().contains(&1), "{from} to {to}");
        }
        assert!(Columns::defaults(&TABLE).without(vec![0, 1, 2, 3]).moved(1, 2).is_default());
    }

    #[test]
    fn columns_missing_in_the_stored_settings_come_last() {
        assert_eq!(Columns::parse(&TABLE, "name status").all(), [(0, true), (3, true), (1, true), (2, false)]);
        assert_eq!(
            Columns::parse(&TABLE, "gone -status size size").all(),
            [(0, true), (3, false), (1, true), (2, false)]
        );
        assert_eq!(Columns::parse(&TABLE, "size -name").all().first(), Some(&(0, true)));
    }

    proptest! {
        #[test]
        fn settings_survive_storage(steps in prop::collection::vec((0usize..5, 0usize..5, any::<bool>()), 0..8), compact in any::<bool>()) {
            let chosen = steps.into_iter().fold(Columns::defaults(&TABLE), |columns, (one, other, moves)| {
                if moves { columns.moved(one, other) } else { columns.toggled(one) }
            });
            let chosen = chosen.with_compact(compact);
            prop_assert_eq!(Columns::parse(&TABLE, &chosen.serialize()), chosen);
        }

        #[test]
        fn any_stored_text_lists_each_column_once_and_the_first_column_first(text in "[-a-z; ]{0,40}|(-?(name|size|end|status) ?){0,8}") {
            let columns = Columns::parse(&TABLE, &text);
            let mut all: Vec<usize> = columns.all().iter().map(|(index, _)| *index).collect();
            let shown = columns.shown();
            prop_assert_eq!(shown.first(), Some(&0));
            all.sort_unstable();
            prop_assert_eq!(all, [0, 1, 2, 3]);
        }
    }
}
