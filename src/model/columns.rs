//! The column settings of a table: visible columns, their order and the row density, serialized as a line of text.

use super::config::{COMFORTABLE, COMPACT};

/// A column that a table can show.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// The name in stored settings.
    pub name: &'static str,
    /// Whether the column is visible until the user chooses.
    pub default: DefaultVisibility,
}

/// The visibility of a column that the user has not chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefaultVisibility {
    /// Visible.
    Visible,
    /// Visible in a wide table; in a narrow one another column shows the value as well.
    WhenWide,
    /// Hidden.
    Hidden,
}

impl DefaultVisibility {
    const fn at(self, is_wide: bool) -> bool {
        match self {
            Self::Visible => true,
            Self::WhenWide => is_wide,
            Self::Hidden => false,
        }
    }
}

/// The column settings of a table. The first column identifies the row: it is always visible and always first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    table: &'static [Column],
    /// Indices into `table`, in the chosen order, and whether the user has chosen that the column is visible; `None` for
    /// the default.
    order: Vec<(usize, Option<bool>)>,
    /// Whether the table is wide. It is not stored.
    is_wide: bool,
    /// Whether the rows are compact; `None` until the user chooses a density.
    compact: Option<bool>,
    /// Indices of the columns that the table lacks at the moment. They are not stored, and keep their place and their
    /// visibility for the time when the table has them.
    absent: Vec<usize>,
}

impl Columns {
    /// The default settings.
    pub fn defaults(table: &'static [Column]) -> Self {
        let order = (0..table.len()).map(|index| (index, None)).collect();
        Self { table, order, is_wide: false, compact: None, absent: Vec::new() }
    }

    /// Parses the text of [`serialize`](Self::serialize): names in order, hidden ones with a minus, and the density after a
    /// semicolon. For a column that is visible in a wide table only, the minus stands for that default, and an exclamation
    /// mark for a hidden one. Unknown names are left out; columns that are missing in the text come last, with their default
    /// visibility. Never fails.
    pub fn parse(table: &'static [Column], text: &str) -> Self {
        let mut columns = Self::defaults(table);
        if text.is_empty() {
            return columns;
        }
        let (names, density) = text.split_once(';').unwrap_or((text, ""));
        let mut order = vec![(0, None)];
        for text in names.split_ascii_whitespace() {
            let name = text.trim_start_matches(['-', '!']);
            let shown = name == text;
            let Some((index, column)) = table.iter().enumerate().find(|(_, column)| column.name == name) else {
                continue;
            };
            let is_chosen = match column.default {
                DefaultVisibility::WhenWide => shown || text.starts_with('!'),
                default => shown != default.at(false),
            };
            if order.iter().all(|(has, _)| *has != index) {
                order.push((index, is_chosen.then_some(shown)));
            }
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
        columns.compact = match density.trim() {
            COMPACT => Some(true),
            COMFORTABLE => Some(false),
            _ => None,
        };
        columns
    }

    /// Serializes the settings.
    pub fn serialize(&self) -> String {
        let mut text = String::new();
        for (index, chosen) in &self.order {
            if !text.is_empty() {
                text.push(' ');
            }
            let Some(column) = self.table.get(*index) else { continue };
            match (column.default, chosen) {
                (DefaultVisibility::WhenWide, Some(false)) => text.push('!'),
                _ if *index != 0 && !chosen.unwrap_or_else(|| column.default.at(false)) => text.push('-'),
                _ => {}
            }
            text.push_str(column.name);
        }
        if let Some(compact) = self.compact {
            text.push_str("; ");
            text.push_str(if compact { COMPACT } else { COMFORTABLE });
        }
        text
    }

    /// The settings of a table that lacks some columns at the moment, given by their indices.
    #[must_use]
    pub fn without(self, absent: Vec<usize>) -> Self {
        Self { absent, ..self }
    }

    /// The settings of a table that is wide or not.
    #[must_use]
    pub fn in_width(self, is_wide: bool) -> Self {
        Self { is_wide, ..self }
    }

    /// Whether the table is wide.
    pub const fn is_wide(&self) -> bool {
        self.is_wide
    }

    fn default_of(&self, index: usize) -> bool {
        index == 0 || self.table.get(index).is_some_and(|column| column.default.at(self.is_wide))
    }

    /// The indices of the visible columns, in their order.
    pub fn shown(&self) -> Vec<usize> {
        self.all().into_iter().filter(|(_, shown)| *shown).map(|(index, _)| index).collect()
    }

    /// The indices of all columns that the table has, in their order, and whether each is visible.
    pub fn all(&self) -> Vec<(usize, bool)> {
        let present = self.order.iter().filter(|(index, _)| !self.absent.contains(index));
        present.map(|(index, chosen)| (*index, chosen.unwrap_or_else(|| self.default_of(*index)))).collect()
    }

    /// The settings with the visibility of a column toggled; the first column stays visible.
    #[must_use]
    pub fn toggled(&self, index: usize) -> Self {
        let mut columns = self.clone();
        let default = self.default_of(index);
        for (has, chosen) in columns.order.iter_mut().skip(1) {
            if *has == index {
                let shown = !chosen.unwrap_or(default);
                *chosen = (shown != default).then_some(shown);
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
        Self::defaults(self.table).in_width(self.is_wide).without(self.absent.clone())
    }

    /// Whether these are the default settings.
    pub fn is_default(&self) -> bool {
        *self == self.reset()
    }

    /// Whether the user has chosen the compact density; `None` without a choice.
    pub const fn compact(&self) -> Option<bool> {
        self.compact
    }

    /// The settings with another density.
    #[must_use]
    pub fn with_compact(&self, compact: bool) -> Self {
        Self { compact: Some(compact), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::DefaultVisibility::{Hidden, Visible, WhenWide};
    use super::*;
    use proptest::prelude::*;

    static TABLE: [Column; 4] = [
        Column { name: "name", default: Visible },
        Column { name: "size", default: Visible },
        Column { name: "end", default: Hidden },
        Column { name: "status", default: Visible },
    ];

    #[test]
    fn a_table_without_stored_settings_shows_the_default_columns() {
        let columns = Columns::parse(&TABLE, "");
        assert!(columns.is_default() && columns.compact().is_none());
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
    fn the_stored_density_is_the_choice_of_the_user_and_absent_without_one() {
        for (stored, compact) in
            [("name size", None), ("name; compact", Some(true)), ("name; comfortable", Some(false)), ("; dense", None)]
        {
            assert_eq!(Columns::parse(&TABLE, stored).compact(), compact, "{stored}");
        }
    }

    #[test]
    fn a_column_for_wide_tables_follows_the_width_until_the_user_chooses() {
        static WITH_VERSION: [Column; 2] =
            [Column { name: "name", default: Visible }, Column { name: "version", default: WhenWide }];
        let shown = |text: &str| {
            [false, true].map(|is_wide| Columns::parse(&WITH_VERSION, text).in_width(is_wide).shown().contains(&1))
        };
        // A minus was stored while the column was hidden by default in any width.
        for stored in ["", "name", "name -version"] {
            assert_eq!(shown(stored), [false, true], "{stored}");
        }
        assert_eq!(shown("name version"), [true, true]);
        assert_eq!(shown("name !version"), [false, false]);
        for (is_wide, text) in [(false, "name version"), (true, "name !version")] {
            let default = Columns::defaults(&WITH_VERSION).in_width(is_wide);
            assert_eq!(default.toggled(1).serialize(), text);
            assert!(default.toggled(1).toggled(1).is_default() && default.is_default());
            assert!(default.toggled(1).reset().is_default() && default.reset().is_wide() == is_wide);
        }
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
