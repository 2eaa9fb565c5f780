//! Keyboard shortcuts: the action of a key press.

/// The action of a shortcut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Focuses the first filter: `/`.
    Filter,
    /// Focuses the next row: `j`, and the arrow down within rows.
    NextRow,
    /// Focuses the previous row: `k`, and the arrow up within rows.
    PreviousRow,
    /// Copies the id of the row: `c`.
    Copy,
    /// Refreshes the page: `r`.
    Refresh,
    /// Opens the next page: `n`.
    NextPage,
    /// Opens the previous page: `p`.
    PreviousPage,
    /// Opens the list of shortcuts: `?`.
    Help,
}

/// A key press and its context.
#[derive(Debug, Clone, Copy, Default)]
pub struct KeyPress<'a> {
    /// The `key` of the `KeyboardEvent`.
    pub key: &'a str,
    /// With Control, Alt or Meta: a shortcut of the browser.
    pub modified: bool,
    /// In a text field, or in a dialog.
    pub typing: bool,
    /// Within the rows of a table.
    pub in_rows: bool,
    /// While an input method is composing.
    pub composing: bool,
}

/// The action of a key press; `None` leaves it to the browser.
pub fn action(press: KeyPress<'_>) -> Option<Action> {
    if press.modified || press.typing || press.composing {
        return None;
    }
    // Upper case too: caps lock may be on.
    Some(match press.key {
        "/" => Action::Filter,
        "j" | "J" => Action::NextRow,
        "k" | "K" => Action::PreviousRow,
        "ArrowDown" if press.in_rows => Action::NextRow,
        "ArrowUp" if press.in_rows => Action::PreviousRow,
        "c" | "C" => Action::Copy,
        "r" | "R" => Action::Refresh,
        "n" | "N" => Action::NextPage,
        "p" | "P" => Action::PreviousPage,
        "?" => Action::Help,
        _ => return None,
    })
}

/// The row to focus after `current`: without one, the first or the last; at either end, the same row.
pub fn row_after(current: Option<usize>, count: usize, forward: bool) -> Option<usize> {
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
        action(KeyPress { key, ..KeyPress::default() })
    }

    #[test]
    fn each_shortcut_has_its_action() {
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
            assert_eq!(of(&key.to_uppercase()), Some(action), "with caps lock");
        }
    }

    #[test]
    fn all_other_keys_are_left_to_the_browser() {
        for key in ["Enter", "Tab", " ", "Escape", "x", "Dead", "Process", ""] {
            assert_eq!(of(key), None);
        }
    }

    #[test]
    fn arrow_keys_move_between_rows_only_within_rows() {
        assert_eq!(of("ArrowDown"), None);
        let in_rows = |key| action(KeyPress { key, in_rows: true, ..KeyPress::default() });
        assert_eq!((in_rows("ArrowDown"), in_rows("ArrowUp")), (Some(Action::NextRow), Some(Action::PreviousRow)));
    }

    #[test]
    fn shortcuts_are_off_while_typing_composing_or_holding_a_modifier() {
        for press in [
            KeyPress { key: "r", modified: true, ..KeyPress::default() },
            KeyPress { key: "j", typing: true, ..KeyPress::default() },
            KeyPress { key: "n", composing: true, ..KeyPress::default() },
        ] {
            assert_eq!(action(press), None, "{press:?}");
        }
    }

    #[test]
    fn moving_between_rows_stops_at_either_end() {
        assert_eq!((row_after(None, 3, true), row_after(None, 3, false)), (Some(0), Some(2)));
        assert_eq!((row_after(Some(0), 3, false), row_after(Some(2), 3, true)), (Some(0), Some(2)));
        assert_eq!((row_after(Some(1), 3, true), row_after(Some(9), 3, false)), (Some(2), Some(2)));
        assert_eq!(row_after(None, 0, true), None);
    }
}
