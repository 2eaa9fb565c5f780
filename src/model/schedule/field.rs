//! The fields of a cron expression: lists of values, ranges and steps.

/// A field of an expression: its smallest and its largest number, and the names of the numbers.
pub(super) struct Field {
    min: u8,
    max: u8,
    names: &'static [&'static str],
}

impl Field {
    pub(super) const MINUTE: Self = Self { min: 0, max: 59, names: &[] };
    pub(super) const HOUR: Self = Self { min: 0, max: 23, names: &[] };
    pub(super) const DAY: Self = Self { min: 1, max: 31, names: &[] };
    pub(super) const MONTH: Self = Self { min: 1, max: 12, names: &[] };
    pub(super) const WEEKDAY: Self = Self { min: 1, max: 7, names: &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] };

    /// The values of a field in ascending order.
    pub(super) fn values(&self, text: &str) -> Option<Vec<u8>> {
        let ranges: Vec<Range> = text.split(',').map(|part| self.range(part)).collect::<Option<_>>()?;
        let is_in = |value: &u8| ranges.iter().any(|range| self.contains(range, *value));
        Some((self.min..=self.max).filter(is_in).collect())
    }

    /// Whether these are all values of the field.
    pub(super) fn is_full(&self, values: &[u8]) -> bool {
        values.len() == usize::from(self.len())
    }

    const fn len(&self) -> u8 {
        self.max.saturating_sub(self.min).saturating_add(1)
    }

    /// Parses a part of a list: `*`, `5`, `5-10`, each with a step, such as `*/5`.
    fn range(&self, part: &str) -> Option<Range> {
        let (bounds, step) = match part.split_once('/') {
            None => (part, None),
            Some((bounds, step)) => (bounds, Some(number(step).filter(|step| (1..=self.len()).contains(step))?)),
        };
        // Quartz ignores a step after a name, or not, depending on its version.
        if step.is_some() && bounds.contains(char::is_alphabetic) {
            return None;
        }
        let (from, to) = match bounds.split_once('-') {
            Some((from, to)) => (self.value(from)?, self.value(to)?),
            None if bounds == "*" => (self.min, self.max),
            None => {
                let from = self.value(bounds)?;
                (from, if step.is_some() { self.max } else { from })
            }
        };
        Some(Range { from, to, step: step.unwrap_or(1) })
    }

    fn value(&self, text: &str) -> Option<u8> {
        let name = self.names.iter().position(|name| name.eq_ignore_ascii_case(text));
        let named = name.and_then(|at| u8::try_from(at).ok()).map(|at| self.min.saturating_add(at));
        named.or_else(|| number(text)).filter(|value| (self.min..=self.max).contains(value))
    }

    /// Whether a value is in a range. A range whose end is before its start goes on from the smallest number.
    fn contains(&self, range: &Range, value: u8) -> bool {
        let distance = |to: u8| to.saturating_add(self.len()).saturating_sub(range.from).checked_rem(self.len());
        let distance_to_value = distance(value);
        distance_to_value <= distance(range.to)
            && distance_to_value.and_then(|distance| distance.checked_rem(range.step)) == Some(0)
    }
}

/// The numbers from one to another, in steps.
struct Range {
    from: u8,
    to: u8,
    step: u8,
}

/// Parses one or two digits.
pub(super) fn number(text: &str) -> Option<u8> {
    ((1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// The distance of values that are spread evenly over a cycle; `None` for others, and for a single value.
pub(super) fn step(values: &[u8], cycle: u8) -> Option<u8> {
    let count = u8::try_from(values.len()).ok().filter(|count| *count > 1)?;
    let step = cycle.checked_div(count)?;
    let first = *values.first()?;
    let expected = (first..cycle).step_by(usize::from(step));
    (cycle.checked_rem(count)? == 0 && first < step && expected.eq(values.iter().copied())).then_some(step)
}
