//! A range of times in an address: local times with their offsets from UTC, so that a link shows the same span to readers
//! in all time zones.

use chrono::{DateTime, FixedOffset, NaiveDateTime, Utc};

use super::super::time::parse;
use super::super::zone::{instant, parse_offset};
use super::range::Range;

/// A range and the offsets of its two ends; `None` if the address has no offsets: its times are then in the reader's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AddressRange {
    range: Range,
    offsets: Option<(FixedOffset, FixedOffset)>,
}

impl AddressRange {
    /// Parses the parameters `from` and `to`, such as `2026-11-01T08:30+08:00`. `None` if one of them is not a time, if
    /// only one of them has an offset, or if the end is not after the start.
    pub fn parse(from: &str, to: &str) -> Option<Self> {
        let ((from, from_offset), (to, to_offset)) = (split_offset(from)?, split_offset(to)?);
        let (from, to) = (parse(from)?, parse(to)?);
        match (from_offset, to_offset) {
            (Some(from_offset), Some(to_offset)) => {
                let (start, end) = (from.checked_sub_offset(from_offset)?, to.checked_sub_offset(to_offset)?);
                if start >= end {
                    return None;
                }
                // With different offsets, the local time of the end can be the earlier one.
                let same = || Range::new(from, end.checked_add_offset(from_offset)?).zip(Some(from_offset));
                let (range, to_offset) = Range::new(from, to).zip(Some(to_offset)).or_else(same)?;
                Some(Self { range, offsets: Some((from_offset, to_offset)) })
            }
            (None, None) => Some(Self { range: Range::new(from, to)?, offsets: None }),
            _ => None,
        }
    }

    /// The address of a range of a zone; `offset_at` returns the offset of the zone at an instant, `None` for an unknown
    /// zone.
    pub fn new(range: Range, offset_at: impl Fn(DateTime<Utc>) -> Option<FixedOffset>) -> Self {
        let offset = |local: NaiveDateTime| offset_at(instant(local, DateTime::<Utc>::MIN_UTC, &offset_at)?);
        Self { range, offsets: offset(range.from()).zip(offset(range.to())) }
    }

    /// Whether the address has offsets, and means the same span in all zones.
    pub const fn has_offsets(self) -> bool {
        self.offsets.is_some()
    }

    /// The range as local times of another zone; `offset_at` as for [`new`](Self::new).
    pub fn in_zone(self, offset_at: impl Fn(DateTime<Utc>) -> Option<FixedOffset>) -> Range {
        let convert = |local: NaiveDateTime, offset| {
            let at = local.checked_sub_offset(offset)?;
            at.checked_add_offset(offset_at(at.and_utc())?)
        };
        let converted = self
            .offsets
            .and_then(|(from, to)| Range::new(convert(self.range.from(), from)?, convert(self.range.to(), to)?));
        converted.unwrap_or(self.range)
    }

    /// The texts that [`parse`](Self::parse) accepts.
    pub fn texts(self) -> (String, String) {
        let (from, to) = self.range.texts();
        match self.offsets {
            Some((from_offset, to_offset)) => (format!("{from}{from_offset}"), format!("{to}{to_offset}")),
            None => (from, to),
        }
    }
}

/// A local time and its offset, which begins at the last sign behind the `T`; `None` if the offset is invalid. A `+` may
/// have become a blank, where an address was written without percent-encoding.
fn split_offset(text: &str) -> Option<(&str, Option<FixedOffset>)> {
    let time = text.find('T').unwrap_or(text.len());
    let sign = text.rfind(['+', '-', 'Z', ' ']).filter(|at| *at > time);
    let Some((local, offset)) = sign.and_then(|sign| text.split_at_checked(sign)) else { return Some((text, None)) };
    let east = offset.strip_prefix(' ').map(|digits| format!("+{digits}"));
    Some((local, Some(parse_offset(east.as_deref().unwrap_or(offset))?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The offset of a zone that puts its clocks forward from 01:00 UTC on 2026-03-29.
    fn berlin(at: DateTime<Utc>) -> Option<FixedOffset> {
        let is_summer = at.naive_utc() >= parse("2026-03-29T01:00").unwrap();
        FixedOffset::east_opt(if is_summer { 7200 } else { 3600 })
    }

    fn shanghai(_: DateTime<Utc>) -> Option<FixedOffset> {
        FixedOffset::east_opt(8 * 3600)
    }

    #[test]
    fn a_range_is_the_same_span_in_all_zones() {
        let range = Range::parse("2026-03-28T23:00", "2026-03-29T08:00").unwrap();
        let address = AddressRange::new(range, berlin);
        assert_eq!(address.texts(), ("2026-03-28T23:00+01:00".to_owned(), "2026-03-29T08:00+02:00".to_owned()),);
        assert_eq!(address.in_zone(berlin), range);
        let elsewhere = address.in_zone(shanghai);
        assert_eq!(elsewhere, Range::parse("2026-03-29T06:00", "2026-03-29T14:00").unwrap());
        assert_eq!(AddressRange::new(elsewhere, shanghai).in_zone(berlin), range);
    }

    #[test]
    fn texts_are_parsed_with_and_without_an_offset() {
        let utc = AddressRange::parse("2026-11-01T00:00Z", "2026-11-02T00:00Z").unwrap();
        assert_eq!(utc.in_zone(shanghai), Range::parse("2026-11-01T08:00", "2026-11-02T08:00").unwrap());
        let blank = AddressRange::parse("2026-11-01T08:00 08:00", "2026-11-02T08:00 0800");
        assert_eq!(blank.unwrap().texts().0, "2026-11-01T08:00+08:00");
        let local = AddressRange::parse("2026-11-01T08:00", "2026-11-02T08:00").unwrap();
        assert_eq!(local.in_zone(shanghai), Range::parse("2026-11-01T08:00", "2026-11-02T08:00").unwrap());
        assert_eq!(local.texts().0, "2026-11-01T08:00");
        for (from, to) in [("", ""), ("2026-11-02T00:00Z", "2026-11-01T00:00Z"), ("x+08:00", "2026-11-02T00:00Z")] {
            assert_eq!(AddressRange::parse(from, to), None, "{from} {to}");
        }
    }

    #[test]
    fn instants_are_compared_where_the_offsets_differ() {
        let later = AddressRange::parse("2026-11-01T10:00+08:00", "2026-11-01T09:00Z").unwrap();
        assert_eq!(later.in_zone(shanghai), Range::parse("2026-11-01T10:00", "2026-11-01T17:00").unwrap());
        assert_eq!(AddressRange::parse("2026-11-01T08:00Z", "2026-11-01T09:00+08:00"), None);
    }

    #[test]
    fn a_range_with_one_offset_or_an_invalid_one_is_invalid() {
        for (from, to) in [
            ("2026-11-01T08:00+08:00", "2026-11-02T08:00"),
            ("2026-11-01T08:00", "2026-11-02T08:00Z"),
            ("2026-11-01T08:00+99:99", "2026-11-02T08:00+08:00"),
        ] {
            assert_eq!(AddressRange::parse(from, to), None, "{from} {to}");
        }
    }

    #[test]
    fn a_range_of_an_unknown_zone_has_no_offset() {
        let range = Range::parse("2026-11-01T08:00", "2026-11-02T08:00").unwrap();
        let address = AddressRange::new(range, |_| None);
        assert_eq!(address.texts(), range.texts());
        assert_eq!(address.in_zone(shanghai), range);
    }
}
