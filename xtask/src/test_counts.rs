//! Counting of test results in the output of test programs.

/// Numbers of passed, failed and ignored tests, and the names of the failed and of the flaky ones.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct TestCounts {
    /// Passed tests.
    pub passed: u64,
    /// Failed tests.
    pub failed: u64,
    /// Ignored tests (`#[ignore]`).
    pub ignored: u64,
    /// Names of the failed tests.
    pub failures: Vec<String>,
    /// Names of the tests that failed at first and passed in a second run.
    pub flaky: Vec<String>,
}

impl TestCounts {
    /// The counts after the failed tests ran a second time. Tests that passed now are flaky.
    pub fn after_second_run(mut self, second: &Self) -> Self {
        let (failures, flaky) =
            std::mem::take(&mut self.failures).into_iter().partition(|name| second.failures.contains(name));
        self.failures = failures;
        self.flaky = flaky;
        self.failed = second.failed;
        self.passed += self.flaky.len() as u64;
        self
    }

    /// Reads a line of output: the counts of a `test result:` line, the name of a failed test. Other lines are ignored.
    pub fn read(&mut self, line: &str) {
        let line = strip_ansi(line);
        if let Some(name) = line.trim_end().strip_prefix("test ").and_then(|rest| rest.strip_suffix(" ... FAILED")) {
            // A test that is expected to panic has ` - should panic` behind its name.
            self.failures.push(name.split(' ').next().unwrap_or(name).to_owned());
        }
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

    fn read(lines: &[&str]) -> TestCounts {
        let mut counts = TestCounts::default();
        lines.iter().for_each(|line| counts.read(line));
        counts
    }

    fn counts(lines: &[&str]) -> (u64, u64, u64) {
        let counts = read(lines);
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
    fn tests_that_pass_in_a_second_run_are_flaky_and_count_as_passed() {
        let first = read(&[
            "test clock::ages ... FAILED",
            "test rows::names ... ok",
            "test rows::blanks - should panic ... \u{1b}[31mFAILED\u{1b}[0m\n",
            "test result: FAILED. 1 passed; 2 failed; 0 ignored",
        ]);
        assert_eq!(first.failures, ["clock::ages", "rows::blanks"]);
        let second = read(&["test rows::blanks ... FAILED", "test result: FAILED. 1 passed; 1 failed; 0 ignored"]);
        let counts = first.after_second_run(&second);
        assert_eq!((counts.passed, counts.failed), (2, 1));
        assert_eq!((counts.failures, counts.flaky), (vec!["rows::blanks".to_owned()], vec!["clock::ages".to_owned()]));
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
