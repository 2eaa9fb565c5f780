//! What a key means, where keys mean anything.

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// To the filters: `/`.
    Filter,
    /// To the next row: `j`, and within the rows the arrow down.
    NextRow,
    /// To the row before: `k`, and within the rows the arrow up.
    PreviousRow,
    /// Copies what the row is known by: `c`.
    Copy,
    /// Asks again: `r`.
    Refresh,
    /// To the next page: `n`.
    NextPage,
    /// To the page before: `p`.
    PreviousPage,
    /// Shows what the keys mean: `?`.
    Help,
}

/// A key that was pressed, and where.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pressed<'a> {
    /// Its name, as `KeyboardEvent.key` has it.
    pub key: &'a str,
    /// With Control, Alt or Meta: then it is the browser's.
    pub modified: bool,
    /// In a field that takes what is typed, or in a dialog.
    pub typing: bool,
    /// Within the rows of a table.
    pub in_rows: bool,
    /// While an input method composes.
    pub composing: bool,
}

/// What it does; `None` leaves it to the browser.
pub fn action(pressed: Pressed<'_>) -> Option<Action> {
    if pressed.modified || pressed.typing || pressed.composing {
        return None;
    }
    // With the capitals locked, a key is the same key.
    Some(match pressed.key {
        "/" => Action::Filter,
        "j" | "J" => Action::NextRow,
        "k" | "K" => Action::PreviousRow,
        "ArrowDown" if pressed.in_rows => Action::NextRow,
        "ArrowUp" if pressed.in_rows => Action::PreviousRow,
        "c" | "C" => Action::Copy,
        "r" | "R" => Action::Refresh,
        "n" | "N" => Action::NextPage,
        "p" | "P" => Action::PreviousPage,
        "?" => Action::Help,
        _ => return None,
    })
}

/// The row to go to from `current`: from none the first or the last, and at the ends no further.
pub fn step(current: Option<usize>, count: usize, forward: bool) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match (current, forward) {
        (None, true) => 0,
        (None, false) => last,
        (Some(current), true) => current.saturating_add(1).min(last),
        (Some(current), false) => current.saturating_sub(1).min(last),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(key: &str) -> Option<Action> {
        action(Pressed { key, ..Pressed::default() })
    }

    #[test]
    fn each_key_has_its_meaning() {
        for (key, action) in [
            ("/", Action::Filter),
            ("j", Action::NextRow),
            ("k", Action::PreviousRow),
            ("c", Action::Copy),
            ("r", Action::Refresh),
            ("n", Action::NextPage),
            ("p", Action::PreviousPage),
            ("?", Action::Help),
        ] {
            assert_eq!(of(key), Some(action));
            assert_eq!(of(&key.to_uppercase()), Some(action), "with the capitals locked");
        }
    }

    #[test]
    fn enter_tab_and_the_rest_stay_the_browsers() {
        for key in ["Enter", "Tab", " ", "Escape", "x", "Dead", "Process", ""] {
            assert_eq!(of(key), None);
        }
    }

    #[test]
    fn arrows_scroll_the_page_unless_one_is_in_the_rows() {
        assert_eq!(of("ArrowDown"), None);
        let in_rows = |key| action(Pressed { key, in_rows: true, ..Pressed::default() });
        assert_eq!((in_rows("ArrowDown"), in_rows("ArrowUp")), (Some(Action::NextRow), Some(Action::PreviousRow)));
    }

    #[test]
    fn keys_rest_while_one_types_composes_or_holds_a_modifier() {
        for pressed in [
            Pressed { key: "r", modified: true, ..Pressed::default() },
            Pressed { key: "j", typing: true, ..Pressed::default() },
            Pressed { key: "n", composing: true, ..Pressed::default() },
        ] {
            assert_eq!(action(pressed), None, "{pressed:?}");
        }
    }

    #[test]
    fn rows_are_left_at_neither_end() {
        assert_eq!((step(None, 3, true), step(None, 3, false)), (Some(0), Some(2)));
        assert_eq!((step(Some(0), 3, false), step(Some(2), 3, true)), (Some(0), Some(2)));
        assert_eq!((step(Some(1), 3, true), step(Some(9), 3, false)), (Some(2), Some(2)));
        assert_eq!(step(None, 0, true), None);
    }
}
