//! Counting what test programs say of themselves.

/// How many tests passed and failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
    /// Tests that were left out by their own mark.
    pub ignored: u64,
}

impl Tally {
    /// Reads one line; the line of sums that every test program ends with is counted, all others are not.
    pub fn read(&mut self, line: &str) {
        let line = plain(line);
        // At its beginning only: a test may print such a line of another, a little further in.
        let sums = line.strip_prefix("test result: ok. ").or_else(|| line.strip_prefix("test result: FAILED. "));
        let Some(sums) = sums else { return };
        for sum in sums.split(';') {
            let mut words = sum.split_whitespace();
            let (Some(number), Some(what)) = (words.next(), words.next()) else { continue };
            let Ok(number) = number.parse::<u64>() else { continue };
            match what {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                "ignored" => self.ignored += number,
                _ => {}
            }
        }
    }
}

/// The line without the escape sequences that colour it.
fn plain(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(char) = chars.next() {
        if char == '\u{1b}' {
            // `ESC [ … letter`: nothing of it is text.
            for part in chars.by_ref() {
                if part.is_ascii_alphabetic() {
                    break;
                }
            }
        } else {
            plain.push(char);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(lines: &[&str]) -> (u64, u64, u64) {
        let mut tally = Tally::default();
        lines.iter().for_each(|line| tally.read(line));
        (tally.passed, tally.failed, tally.ignored)
    }

    #[test]
    fn sums_of_several_programs_add_up() {
        let lines = [
            "running 3 tests",
            "test a ... ok",
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n",
            "test result: FAILED. 4 passed; 2 failed; 1 ignored; 0 measured; 5 filtered out; finished in 1.20s\r\n",
            // The browser's test program.
            "test result: ok. 7 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.30s",
        ];
        assert_eq!(tally(&lines), (14, 2, 1));
    }

    #[test]
    fn colours_do_not_matter() {
        let coloured = "\u{1b}[1mtest result: \u{1b}[32mok\u{1b}[0m. 1 passed; 0 failed; 0 ignored";
        assert_eq!(tally(&[coloured]), (1, 0, 0));
    }

    #[test]
    fn other_lines_count_nothing() {
        assert_eq!(
            tally(&[
                "5 passed; 1 failed",
                "test result: ok",
                "test result: ok. many passed",
                " test result: ok. 1 passed"
            ]),
            (0, 0, 0)
        );
    }
}
