//! Bindings to the browser's `Intl`: number and date formats, plural rules, and offsets of time zones.
//!
//! Formatters are slow to construct and fast to use, so each is cached until the page is closed. There are few of them:
//! three languages, a few units, and the time zones of one user.

use std::cell::RefCell;

use chrono::FixedOffset;
use js_sys::{Array, BigInt, Function, Object, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};

use crate::model::locale::Locale;
use crate::model::zone::{UTC, parse_offset};

/// An option of a formatter.
type FormatOption<'a> = (&'a str, JsValue);

/// A cached formatter with its key: the language tag, the kind of formatter, and the decimal places.
type FormatterCache = Vec<(&'static str, Box<str>, u8, Option<&'static Formatter>)>;

thread_local! {
    static FORMATTERS: RefCell<FormatterCache> = const { RefCell::new(Vec::new()) };
    static OFFSETS: RefCell<Vec<CachedOffset>> = const { RefCell::new(Vec::new()) };
}

/// The cached offset of a zone in one span of time.
struct CachedOffset {
    zone: Box<str>,
    /// The length of the span in milliseconds.
    length: f64,
    /// The number of the span, counted from 1970 UTC.
    number: f64,
    /// The offset; the outer `None` when it changes within the span. Transitions are at quarters of an hour.
    offset: Option<Option<FixedOffset>>,
}

/// The capacity of the cache of offsets. It is small because the rows of a page lie mostly within a few weeks, and those
/// of a history are in chronological order.
const MAX_OFFSETS: usize = 64;

const WEEK: f64 = 604_800_000.0;
const QUARTER: f64 = 900_000.0;

/// A formatter of `Intl` with its formatting method.
#[derive(Debug, Clone)]
struct Formatter {
    formatter: JsValue,
    method: Function,
}

impl Formatter {
    /// Constructs a formatter; `None` when the browser rejects the options, for example an unknown time zone.
    fn make(class: &str, tag: &str, options: &[FormatOption<'_>], method: &str) -> Option<Self> {
        let object = Object::new();
        for (name, value) in options {
            Reflect::set(&object, &(*name).into(), value).ok()?;
        }
        let intl = Reflect::get(&global(), &"Intl".into()).ok()?;
        let class: Function = Reflect::get(&intl, &class.into()).ok()?.dyn_into().ok()?;
        let formatter = Reflect::construct(&class, &Array::of2(&tag.into(), &object)).ok()?;
        let bound = Reflect::get(&formatter, &method.into()).ok()?.dyn_into().ok()?;
        Some(Self { formatter, method: bound })
    }

    fn text(&self, value: &JsValue) -> Option<String> {
        self.method.call1(&self.formatter, value).ok()?.as_string()
    }
}

/// The cached formatter of a key, constructed on first use. It is leaked, because there are few of them and every cell
/// of a table uses one.
fn cached(
    tag: &'static str,
    name: &str,
    digits: u8,
    make: impl FnOnce() -> Option<Formatter>,
) -> Option<&'static Formatter> {
    let found = FORMATTERS.with_borrow(|cache| {
        let found = cache.iter().find(|entry| entry.0 == tag && *entry.1 == *name && entry.2 == digits);
        found.map(|entry| entry.3)
    });
    found.unwrap_or_else(|| {
        let formatter = make().map(|formatter| &*Box::leak(Box::new(formatter)));
        FORMATTERS.with_borrow_mut(|cache| cache.push((tag, name.into(), digits, formatter)));
        formatter
    })
}

/// Formats a whole number exactly, with the grouping of the language.
pub fn integer(locale: Locale, number: i64) -> String {
    let formatter = cached(locale.tag(), "integer", 0, || Formatter::make("NumberFormat", locale.tag(), &[], "format"));
    let text = formatter.and_then(|formatter| formatter.text(&BigInt::from(number)));
    text.unwrap_or_else(|| number.to_string())
}

/// Formats a number with a unit of `Intl`, in the short form of the language.
pub fn unit(locale: Locale, value: f64, unit: &str, digits: u8) -> String {
    let formatter = cached(locale.tag(), unit, digits, || {
        let options = [
            ("style", "unit".into()),
            ("unit", unit.into()),
            ("unitDisplay", "short".into()),
            ("minimumFractionDigits", digits.into()),
            ("maximumFractionDigits", digits.into()),
        ];
        Formatter::make("NumberFormat", locale.tag(), &options, "format")
    });
    let text = formatter.and_then(|formatter| formatter.text(&value.into()));
    text.unwrap_or_else(|| {
        format!("{} {unit}", String::from(js_sys::Number::from(value).to_string_with_radix(10).unwrap_or_default()))
    })
}

/// Formats a fraction in per cent, with at most one decimal place.
pub fn percent(locale: Locale, share: f64) -> String {
    let formatter = cached(locale.tag(), "percent", 0, || {
        let options = [("style", "percent".into()), ("maximumFractionDigits", 1.into())];
        Formatter::make("NumberFormat", locale.tag(), &options, "format")
    });
    formatter.and_then(|formatter| formatter.text(&share.into())).unwrap_or_default()
}

/// Formats a span of time from now in one unit: "3 days ago", "in 2 minutes".
pub fn relative(locale: Locale, value: f64, unit: &str) -> Option<String> {
    let formatter =
        cached(locale.tag(), "relative", 0, || Formatter::make("RelativeTimeFormat", locale.tag(), &[], "format"))?;
    formatter.method.call2(&formatter.formatter, &value.into(), &unit.into()).ok()?.as_string()
}

/// Formats a date and time to the minute in the format of the language, from the milliseconds of a local time since 1970.
pub fn date(locale: Locale, local_milliseconds: f64) -> Option<String> {
    let formatter = cached(locale.tag(), "date", 0, || {
        let options = [
            ("dateStyle", "medium".into()),
            ("timeStyle", "short".into()),
            ("hourCycle", "h23".into()),
            ("timeZone", "UTC".into()),
        ];
        Formatter::make("DateTimeFormat", locale.tag(), &options, "format")
    })?;
    formatter.text(&local_milliseconds.into())
}

/// Whether the plural category of a number is `one` in the language.
pub fn is_one(locale: Locale, number: i64) -> bool {
    let formatter = cached(locale.tag(), "plural", 0, || Formatter::make("PluralRules", locale.tag(), &[], "select"));
    #[expect(clippy::cast_precision_loss, reason = "no language's plural depends on the last digit beyond 2^53")]
    let category = formatter.and_then(|formatter| formatter.text(&(number as f64).into()));
    category.as_deref() == Some("one")
}

/// The offset of a zone at an instant in milliseconds since 1970 UTC; `None` for a zone unknown to the browser.
pub fn offset(zone: &str, instant: f64) -> Option<FixedOffset> {
    if zone == UTC {
        return FixedOffset::east_opt(0);
    }
    // A week has one offset when both of its ends have the same; otherwise the lookup is per quarter of an hour.
    let within = |length: f64, lookup: &dyn Fn(f64) -> Option<Option<FixedOffset>>| {
        let number = (instant / length).floor();
        #[expect(clippy::float_cmp, reason = "whole numbers")]
        let known =
            |offset: &&CachedOffset| offset.number == number && offset.length == length && *offset.zone == *zone;
        OFFSETS.with_borrow(|offsets| offsets.iter().rev().find(known).map(|offset| offset.offset)).unwrap_or_else(
            || {
                let offset = lookup(number * length);
                OFFSETS.with_borrow_mut(|offsets| {
                    if offsets.len() >= MAX_OFFSETS {
                        offsets.clear();
                    }
                    offsets.push(CachedOffset { zone: zone.into(), length, number, offset });
                });
                offset
            },
        )
    };
    let of_week = |start: f64| {
        let first = lookup_offset(zone, start);
        (first == lookup_offset(zone, start + WEEK)).then_some(first)
    };
    within(WEEK, &of_week).or_else(|| within(QUARTER, &|_| Some(lookup_offset(zone, instant)))).flatten()
}

/// The offset of a zone at an instant, from `Intl` and not from the cache.
fn lookup_offset(zone: &str, instant: f64) -> Option<FixedOffset> {
    let formatter = cached("offset", zone, 0, || {
        let options = [("timeZone", zone.into()), ("timeZoneName", "longOffset".into())];
        Formatter::make("DateTimeFormat", "en-US", &options, "format")
    })?;
    // "1/24/2024, GMT+08:00", or "GMT" alone for a zero offset.
    let text = formatter.text(&instant.into())?;
    let (_, offset) = text.rsplit_once("GMT")?;
    if offset.is_empty() { FixedOffset::east_opt(0) } else { parse_offset(offset) }
}

/// The time zone of the browser.
pub fn own_zone() -> Option<String> {
    let formatter = Formatter::make("DateTimeFormat", "en-US", &[], "resolvedOptions")?;
    let options = formatter.method.call0(&formatter.formatter).ok()?;
    Reflect::get(&options, &"timeZone".into()).ok()?.as_string().filter(|zone| !zone.is_empty())
}
