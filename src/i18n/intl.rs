//! The browser's `Intl`: formats of numbers and dates, plural rules, and the offsets of time zones.
//!
//! Formatters are slow to construct and fast to use, so each is cached for good. Their number is small: three languages,
//! a few units, and the zones that one user reads times in.

use std::cell::RefCell;

use chrono::FixedOffset;
use js_sys::{Array, BigInt, Function, Object, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};

use crate::model::locale::Locale;
use crate::model::zone::{UTC, parse_offset};

/// An option of a formatter.
type Setting<'a> = (&'a str, JsValue);

/// A cached formatter with its key: a language's tag, a name of ours, and the digits.
type Kept = (&'static str, Box<str>, u8, Option<&'static Formatter>);

thread_local! {
    static KEPT: RefCell<Vec<Kept>> = const { RefCell::new(Vec::new()) };
    static OFFSETS: RefCell<Vec<Offset>> = const { RefCell::new(Vec::new()) };
}

/// A cached offset of a zone in one span of time.
struct Offset {
    zone: Box<str>,
    /// The span's length in milliseconds, and its number, counted from 1970 UTC.
    length: f64,
    number: f64,
    /// The offset, where it does not change within the span: transitions are at quarters of an hour.
    offset: Option<Option<FixedOffset>>,
}

/// The size of the cache of offsets. The rows of a page are mostly within a few weeks of each other, and those of a
/// history are in the order of their times.
const MOST_OFFSETS: usize = 64;

const WEEK: f64 = 604_800_000.0;
const QUARTER: f64 = 900_000.0;

/// A formatter of `Intl`, with its formatting method.
#[derive(Debug, Clone)]
struct Formatter {
    object: JsValue,
    work: Function,
}

impl Formatter {
    /// `None` when the browser rejects the options, such as a zone that does not exist.
    fn make(class: &str, tag: &str, settings: &[Setting<'_>], work: &str) -> Option<Self> {
        let options = Object::new();
        for (name, value) in settings {
            Reflect::set(&options, &(*name).into(), value).ok()?;
        }
        let intl = Reflect::get(&global(), &"Intl".into()).ok()?;
        let class: Function = Reflect::get(&intl, &class.into()).ok()?.dyn_into().ok()?;
        let object = Reflect::construct(&class, &Array::of2(&tag.into(), &options)).ok()?;
        let work = Reflect::get(&object, &work.into()).ok()?.dyn_into().ok()?;
        Some(Self { object, work })
    }

    fn text(&self, value: &JsValue) -> Option<String> {
        self.work.call1(&self.object, value).ok()?.as_string()
    }
}

/// The cached formatter of a key, constructed on first use. It is leaked: there are few of them, and a table needs one
/// in every cell.
fn kept(
    tag: &'static str,
    name: &str,
    digits: u8,
    make: impl FnOnce() -> Option<Formatter>,
) -> Option<&'static Formatter> {
    let found = KEPT.with_borrow(|kept| {
        let found = kept.iter().find(|kept| kept.0 == tag && *kept.1 == *name && kept.2 == digits);
        found.map(|kept| kept.3)
    });
    found.unwrap_or_else(|| {
        let formatter = make().map(|formatter| &*Box::leak(Box::new(formatter)));
        KEPT.with_borrow_mut(|kept| kept.push((tag, name.into(), digits, formatter)));
        formatter
    })
}

/// A whole number, exactly, with the language's grouping.
pub fn integer(locale: Locale, number: i64) -> String {
    let formatter = kept(locale.tag(), "integer", 0, || Formatter::make("NumberFormat", locale.tag(), &[], "format"));
    let text = formatter.and_then(|formatter| formatter.text(&BigInt::from(number)));
    text.unwrap_or_else(|| number.to_string())
}

/// A number with a unit of `Intl`, in the language's short form.
pub fn unit(locale: Locale, value: f64, unit: &str, digits: u8) -> String {
    let formatter = kept(locale.tag(), unit, digits, || {
        let settings = [
            ("style", "unit".into()),
            ("unit", unit.into()),
            ("unitDisplay", "short".into()),
            ("minimumFractionDigits", digits.into()),
            ("maximumFractionDigits", digits.into()),
        ];
        Formatter::make("NumberFormat", locale.tag(), &settings, "format")
    });
    let text = formatter.and_then(|formatter| formatter.text(&value.into()));
    text.unwrap_or_else(|| {
        format!("{} {unit}", String::from(js_sys::Number::from(value).to_string_with_radix(10).unwrap_or_default()))
    })
}

/// A fraction in per cent, to a tenth.
pub fn percent(locale: Locale, share: f64) -> String {
    let formatter = kept(locale.tag(), "percent", 0, || {
        let settings = [("style", "percent".into()), ("maximumFractionDigits", 1.into())];
        Formatter::make("NumberFormat", locale.tag(), &settings, "format")
    });
    formatter.and_then(|formatter| formatter.text(&share.into())).unwrap_or_default()
}

/// A span of time from now, in one unit: "3 days ago", "in 2 minutes".
pub fn relative(locale: Locale, value: f64, unit: &str) -> Option<String> {
    let formatter =
        kept(locale.tag(), "relative", 0, || Formatter::make("RelativeTimeFormat", locale.tag(), &[], "format"))?;
    formatter.work.call2(&formatter.object, &value.into(), &unit.into()).ok()?.as_string()
}

/// A date and a time to the minute, in the format of the language; the milliseconds are of a local time since 1970.
pub fn date(locale: Locale, local_milliseconds: f64) -> Option<String> {
    let formatter = kept(locale.tag(), "date", 0, || {
        let settings = [
            ("dateStyle", "medium".into()),
            ("timeStyle", "short".into()),
            ("hourCycle", "h23".into()),
            ("timeZone", "UTC".into()),
        ];
        Formatter::make("DateTimeFormat", locale.tag(), &settings, "format")
    })?;
    formatter.text(&local_milliseconds.into())
}

/// Whether the plural category of a number is `one` in the language.
pub fn is_one(locale: Locale, number: i64) -> bool {
    let formatter = kept(locale.tag(), "plural", 0, || Formatter::make("PluralRules", locale.tag(), &[], "select"));
    #[expect(clippy::cast_precision_loss, reason = "no language's plural depends on the last digit beyond 2^53")]
    let category = formatter.and_then(|formatter| formatter.text(&(number as f64).into()));
    category.as_deref() == Some("one")
}

/// A zone's offset at an instant, in milliseconds since 1970 UTC; `None` for a zone that the browser does not know.
pub fn offset(zone: &str, instant: f64) -> Option<FixedOffset> {
    if zone == UTC {
        return FixedOffset::east_opt(0);
    }
    // Where both ends of a week have the same offset, so has the week; else it is looked up per quarter of an hour.
    let within = |length: f64, tell: &dyn Fn(f64) -> Option<Option<FixedOffset>>| {
        let number = (instant / length).floor();
        #[expect(clippy::float_cmp, reason = "whole numbers")]
        let known = |offset: &&Offset| offset.number == number && offset.length == length && *offset.zone == *zone;
        OFFSETS.with_borrow(|offsets| offsets.iter().rev().find(known).map(|offset| offset.offset)).unwrap_or_else(
            || {
                let offset = tell(number * length);
                OFFSETS.with_borrow_mut(|offsets| {
                    if offsets.len() >= MOST_OFFSETS {
                        offsets.clear();
                    }
                    offsets.push(Offset { zone: zone.into(), length, number, offset });
                });
                offset
            },
        )
    };
    let of_week = |start: f64| {
        let first = told_offset(zone, start);
        (first == told_offset(zone, start + WEEK)).then_some(first)
    };
    within(WEEK, &of_week).or_else(|| within(QUARTER, &|_| Some(told_offset(zone, instant)))).flatten()
}

fn told_offset(zone: &str, instant: f64) -> Option<FixedOffset> {
    let formatter = kept("offset", zone, 0, || {
        let settings = [("timeZone", zone.into()), ("timeZoneName", "longOffset".into())];
        Formatter::make("DateTimeFormat", "en-US", &settings, "format")
    })?;
    // "1/24/2024, GMT+08:00", and plain "GMT" for none.
    let text = formatter.text(&instant.into())?;
    let (_, offset) = text.rsplit_once("GMT")?;
    if offset.is_empty() { FixedOffset::east_opt(0) } else { parse_offset(offset) }
}

/// The zone that the browser is set to.
pub fn own_zone() -> Option<String> {
    let formatter = Formatter::make("DateTimeFormat", "en-US", &[], "resolvedOptions")?;
    let options = formatter.work.call0(&formatter.object).ok()?;
    Reflect::get(&options, &"timeZone".into()).ok()?.as_string().filter(|zone| !zone.is_empty())
}
