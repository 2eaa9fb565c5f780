//! Display form of byte counts: three significant digits and a decimal unit.

/// A decimal unit of `Intl.NumberFormat` for bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByteUnit {
    /// A byte; such a number is written exactly, with the word of the language.
    Byte,
    /// 10³ bytes.
    Kilobyte,
    /// 10⁶ bytes.
    Megabyte,
    /// 10⁹ bytes.
    Gigabyte,
    /// 10¹² bytes.
    Terabyte,
    /// 10¹⁵ bytes.
    Petabyte,
}

impl ByteUnit {
    /// The unit's name in `Intl`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Byte => "byte",
            Self::Kilobyte => "kilobyte",
            Self::Megabyte => "megabyte",
            Self::Gigabyte => "gigabyte",
            Self::Terabyte => "terabyte",
            Self::Petabyte => "petabyte",
        }
    }
}

/// A size with three significant digits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    /// The number before the unit.
    pub value: f64,
    /// The unit of the number.
    pub unit: ByteUnit,
    /// The number of decimal places.
    pub digits: u8,
}

/// Converts a number of bytes to the largest suitable unit. Views show the exact number beside it or as a tooltip.
pub fn size(bytes: i64) -> Size {
    const UNITS: [(u64, ByteUnit); 5] = [
        (1_000_000_000_000_000, ByteUnit::Petabyte),
        (1_000_000_000_000, ByteUnit::Terabyte),
        (1_000_000_000, ByteUnit::Gigabyte),
        (1_000_000, ByteUnit::Megabyte),
        (1_000, ByteUnit::Kilobyte),
    ];
    #[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
    let number = bytes as f64;
    for (factor, unit) in UNITS {
        // From 999,950 bytes on, one decimal place would round up to "1000.0 kB".
        let rounds_up_to = factor.saturating_sub(factor / 20_000);
        if bytes.unsigned_abs() >= rounds_up_to {
            #[expect(clippy::cast_precision_loss, reason = "powers of ten, exact in an f64")]
            let value = number / factor as f64;
            let digits = if value.abs() < 9.995 { 2 } else { 1 };
            return Size { value, unit, digits };
        }
    }
    Size { value: number, unit: ByteUnit::Byte, digits: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(bytes: i64) -> String {
        let size = size(bytes);
        format!("{:.*} {}", usize::from(size.digits), size.value, size.unit.name())
    }

    #[test]
    fn a_size_keeps_three_digits() {
        assert_eq!(shown(0), "0 byte");
        assert_eq!(shown(646), "646 byte");
        assert_eq!(shown(58_200), "58.2 kilobyte");
        assert_eq!(shown(482_113_024), "482.1 megabyte");
        assert_eq!(shown(1_210_000_000), "1.21 gigabyte");
        assert_eq!(shown(9_007_199_254_740_993), "9.01 petabyte");
    }

    #[test]
    fn a_size_never_rounds_to_a_thousand_of_its_unit() {
        assert_eq!(shown(999), "999 byte");
        assert_eq!(shown(999_949), "999.9 kilobyte");
        assert_eq!(shown(999_950), "1.00 megabyte");
        assert_eq!(shown(999_999_999), "1.00 gigabyte");
    }

    #[test]
    fn the_ends_of_a_java_long_have_a_size() {
        assert_eq!(shown(i64::MAX), "9223.4 petabyte");
        assert_eq!(shown(i64::MIN), "-9223.4 petabyte");
    }
}
