//! Counting of test results in the output of test programs.

/// Numbers of passed, failed and ignored tests.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct TestCounts {
    /// Passed tests.
    pub passed: u64,
    /// Failed tests.
    pub failed: u64,
    /// Ignored tests (`#[ignore]`).
    pub ignored: u64,
}

impl TestCounts {
    /// Reads a line of output and adds the counts of a `test result:` line. Other lines are ignored.
    pub fn read(&mut self, line: &str) {
        let line = strip_ansi(line);
        // Matched at the start of the line only, because a test may print such a line indented.
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

/// Removes ANSI colour sequences.
fn strip_ansi(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(char) = chars.next() {
        if char == '\u{1b}' {
            // `ESC [ … letter`: skip up to the letter.
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

    fn counts(lines: &[&str]) -> (u64, u64, u64) {
        let mut counts = TestCounts::default();
        lines.iter().for_each(|line| counts.read(line));
        (counts.passed, counts.failed, counts.ignored)
    }

    #[test]
    fn counts_of_several_programs_add_up() {
        let lines = [
            "running 3 tests",
            "test a ... ok",
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n",
            "test result: FAILED. 4 passed; 2 failed; 1 ignored; 0 measured; 5 filtered out; finished in 1.20s\r\n",
            // The format of wasm-bindgen-test-runner.
            "test result: ok. 7 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.30s",
        ];
        assert_eq!(counts(&lines), (14, 2, 1));
    }

    #[test]
    fn ansi_colours_are_ignored() {
        let coloured = "\u{1b}[1mtest result: \u{1b}[32mok\u{1b}[0m. 1 passed; 0 failed; 0 ignored";
        assert_eq!(counts(&[coloured]), (1, 0, 0));
    }

    #[test]
    fn other_lines_are_not_counted() {
        assert_eq!(
            counts(&[
                "5 passed; 1 failed",
                "test result: ok",
                "test result: ok. many passed",
                " test result: ok. 1 passed"
            ]),
            (0, 0, 0)
        );
    }
}
