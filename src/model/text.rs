//! Pieces of long texts, for places where the whole has no room; the whole is always one click away.

/// The first line of an error that says something.
pub fn first_line(text: &str) -> &str {
    text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default()
}

/// Whether an error says more than its first line.
pub fn has_more(text: &str) -> bool {
    text.trim() != first_line(text)
}

/// A digest in three pieces, of which the middle one may be folded away on screen; a short text has no middle.
pub fn digest(text: &str) -> (&str, &str, &str) {
    const ENDS: usize = 8;
    let split = || {
        let (head, rest) = text.split_at_checked(ENDS)?;
        let (middle, tail) = rest.split_at_checked(rest.len().checked_sub(ENDS)?)?;
        (middle.len() > ENDS).then_some((head, middle, tail))
    };
    split().unwrap_or((text, "", ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_line_that_says_something_stands_for_an_error() {
        let trace = "\n  java.net.SocketTimeoutException: timeout\n\tat okhttp3.Http2Stream\n";
        assert_eq!(first_line(trace), "java.net.SocketTimeoutException: timeout");
        assert!(has_more(trace));
        assert!(!has_more(" one line\n"));
        assert_eq!(first_line(" \n"), "");
        assert!(!has_more(""));
    }

    #[test]
    fn a_digest_shows_its_ends() {
        let text = "bcdf4256783b6d9cf3cb7bcd666e59c6e0a5d7e58e45c9469bb29a60a69ffff4";
        let (head, middle, tail) = digest(text);
        assert_eq!((head, tail), ("bcdf4256", "a69ffff4"));
        assert_eq!([head, middle, tail].concat(), text);
        assert_eq!(digest("short"), ("short", "", ""));
    }

    proptest! {
        #[test]
        fn a_digest_of_anything_is_whole(text in "\\PC{0,80}") {
            let (head, middle, tail) = digest(&text);
            prop_assert_eq!([head, middle, tail].concat(), text);
        }
    }
}
