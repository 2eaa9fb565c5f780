//! Formats of numbers, sizes, durations, times and zones in each language, by the browser's `Intl`.

use std::borrow::Cow;

use chrono::FixedOffset;
use replica_log::i18n::intl;
use replica_log::i18n::localizer::{Localizer, elapsed, instant, named_zone, shown, time_in_zone};
use replica_log::model::locale::Locale;
use replica_log::model::time::Time;
use replica_log::model::zone::{ShownZone, Zone};
use wasm_bindgen_test::wasm_bindgen_test;

const ZH: Localizer = Localizer(Locale::ZhCn);
const EN: Localizer = Localizer(Locale::EnUs);
const JA: Localizer = Localizer(Locale::Ja);

/// 2026-01-15T12:00Z and 2026-07-15T12:00Z.
const WINTER: f64 = 1_768_478_400_000.0;
const SUMMER: f64 = 1_784_116_800_000.0;

/// An offset in minutes east of UTC.
fn east(minutes: i32) -> Option<FixedOffset> {
    FixedOffset::east_opt(minutes * 60)
}

/// The zone of a response that was not in the display zone.
fn fixed(minutes: i32, display: Option<&str>) -> Zone {
    Zone::Fixed { offset: east(minutes).unwrap(), display: display.map(Into::into) }
}

/// A text with plain spaces: `Intl` may put other kinds of spaces before a unit.
fn plain(text: String) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

#[wasm_bindgen_test]
fn whole_numbers_are_exact_beyond_the_safe_integers_of_javascript() {
    for i18n in [ZH, EN, JA] {
        assert_eq!(i18n.integer(9_007_199_254_740_993), "9,007,199,254,740,993");
        assert_eq!(i18n.integer(i64::MAX), "9,223,372,036,854,775,807");
        assert_eq!(i18n.integer(i64::MIN), "-9,223,372,036,854,775,808");
        assert_eq!(
            (i18n.integer(0), i18n.integer(999), i18n.integer(1_000)),
            ("0".into(), "999".into(), "1,000".into())
        );
        assert_eq!(i18n.count(u64::MAX), "9,223,372,036,854,775,807");
    }
}

#[wasm_bindgen_test]
fn sizes_have_three_significant_digits() {
    for (bytes, formatted) in [
        (1_000, "1.00 kB"),
        (646_000, "646.0 kB"),
        (999_949, "999.9 kB"),
        (999_950, "1.00 MB"),
        (12_345_678, "12.3 MB"),
        (7_500_000_000, "7.50 GB"),
        (1_234_567_890_123, "1.23 TB"),
        (9_007_199_254_740_993, "9.01 PB"),
    ] {
        for i18n in [ZH, EN, JA] {
            // Japanese has a capital K.
            assert_eq!(plain(i18n.size(bytes)).replace("KB", "kB"), formatted, "{i18n:?}");
        }
    }
}

#[wasm_bindgen_test]
fn byte_counts_are_exact_and_in_the_plural_form_of_the_number() {
    for (bytes, formatted) in [(0, "0 bytes"), (1, "1 byte"), (2, "2 bytes"), (999, "999 bytes")] {
        assert_eq!(EN.size(bytes), formatted);
    }
    assert_eq!((ZH.size(1), ZH.size(2)), ("1 字节".to_owned(), "2 字节".to_owned()));
    assert_eq!((JA.size(1), JA.size(2)), ("1バイト".to_owned(), "2バイト".to_owned()));
    assert_eq!(EN.bytes(9_007_199_254_740_993), "9,007,199,254,740,993 bytes");
    assert_eq!(EN.counted(&EN.words().n_artifacts, 1), "1 artifact");
    assert_eq!(EN.counted(&EN.words().n_artifacts, 1_001), "1,001 artifacts");
}

#[wasm_bindgen_test]
fn durations_have_two_units() {
    for (milliseconds, en, zh, ja) in [
        (0, "0 sec", "0秒", "0 秒"),
        (940, "0.9 sec", "0.9秒", "0.9 秒"),
        (41_000, "41 sec", "41秒", "41 秒"),
        (827_000, "13 min 47 sec", "13分钟 47秒", "13 分 47 秒"),
        (7_500_000, "2 hr 5 min", "2小时 5分钟", "2 時間 5 分"),
        (273_600_000, "3 days 4 hr", "3天 4小时", "3 日 4 時間"),
        (90_000_000, "1 day 1 hr", "1天 1小时", "1 日 1 時間"),
    ] {
        let formatted = [EN, ZH, JA].map(|i18n| plain(i18n.duration(milliseconds)));
        assert_eq!(formatted, [en, zh, ja]);
    }
    assert_eq!((plain(EN.live_duration(2_940)), plain(EN.live_duration(-5))), ("2 sec".into(), "0 sec".into()));
}

#[wasm_bindgen_test]
fn relative_times_have_the_largest_unit() {
    const SECOND: f64 = 1_000.0;
    for (seconds, en, zh, ja) in [
        (-30.0, "30 seconds ago", "30秒钟前", "30 秒前"),
        (-119.0, "1 minute ago", "1分钟前", "1 分前"),
        (-7_200.0, "2 hours ago", "2小时前", "2 時間前"),
        (-86_400.0, "1 day ago", "1天前", "1 日前"),
        (-259_200.0, "3 days ago", "3天前", "3 日前"),
        (-70_000_000.0, "2 years ago", "2年前", "2 年前"),
        (-0.5, "0 seconds ago", "0秒钟前", "0 秒前"),
        (300.0, "in 5 minutes", "5分钟后", "5 分後"),
    ] {
        let formatted = [EN, ZH, JA].map(|i18n| plain(i18n.relative(WINTER + seconds * SECOND, WINTER)));
        assert_eq!(formatted, [en, zh, ja]);
    }
}

#[wasm_bindgen_test]
fn dates_have_the_format_of_the_language() {
    let at = Time::from("2024-01-24T23:01:04.123");
    let date = |i18n: Localizer, at: &Time| plain(i18n.date(at, &Zone::Unknown));
    let formatted = [EN, ZH, JA].map(|i18n| date(i18n, &at));
    assert_eq!(formatted, ["Jan 24, 2024, 23:01", "2024年1月24日 23:01", "2024/01/24 23:01"]);
    assert_eq!(date(EN, &Time::from("some day")), "some day");
    assert_eq!(date(EN, &Time::from("9999-12-31T23:59:59.999999999")), "Dec 31, 9999, 23:59");
    assert_eq!(date(EN, &Time::from("10000-01-01T00:00")), "10000-01-01T00:00");
    assert_eq!(plain(EN.date(&at, &fixed(480, Some("UTC")))), "Jan 24, 2024, 15:01");
}

#[wasm_bindgen_test]
fn a_zone_has_the_offset_of_the_instant() {
    for (zone, winter, summer) in [
        ("Asia/Shanghai", 480, 480),
        ("UTC", 0, 0),
        ("Europe/Berlin", 60, 120),
        ("America/New_York", -300, -240),
        ("Asia/Kolkata", 330, 330),
        ("America/St_Johns", -210, -150),
        ("Europe/London", 0, 60),
    ] {
        assert_eq!([intl::offset(zone, WINTER), intl::offset(zone, SUMMER)], [winter, summer].map(east), "{zone}");
    }
    for unknown in ["", "Mars/Olympus", "Asia/Shanghai ", "+99:00"] {
        assert_eq!(intl::offset(unknown, WINTER), None, "{unknown:?}");
    }
}

#[wasm_bindgen_test]
fn the_name_of_a_zone_includes_its_current_offset() {
    assert_eq!(named_zone("Asia/Shanghai", WINTER), "Asia/Shanghai +08:00");
    assert_eq!(named_zone("Europe/Berlin", SUMMER), "Europe/Berlin +02:00");
    assert_eq!(named_zone("UTC", WINTER), "UTC");
    assert_eq!(named_zone("Mars/Olympus", WINTER), "Mars/Olympus");
    assert_eq!(EN.zone(&Zone::Named("America/New_York".into()), WINTER), "America/New_York -05:00");
    assert_eq!(EN.zone(&fixed(330, None), WINTER), "UTC+05:30");
    assert_eq!(EN.zone(&fixed(330, Some("Europe/Berlin")), SUMMER), "Europe/Berlin +02:00");
    assert_eq!(EN.zone(&fixed(480, Some("UTC")), SUMMER), "UTC");
    let unknown = [EN, ZH, JA].map(|i18n| i18n.zone(&Zone::Unknown, WINTER));
    assert_eq!(unknown, ["Unknown zone", "时区未知", "タイムゾーン不明"]);
    assert!(intl::own_zone().is_some_and(|zone| intl::offset(&zone, WINTER).is_some()));
}

#[wasm_bindgen_test]
fn a_skipped_hour_is_not_part_of_a_duration_and_a_repeated_one_is() {
    let berlin = Zone::Named("Europe/Berlin".into());
    let hours = |start: &str, end: &str, zone: &Zone| {
        elapsed(&Time::from(start), &Time::from(end), zone).map(|milliseconds| milliseconds / 3_600_000)
    };
    let (start, end) = ("2026-03-29T01:30", "2026-03-29T03:30");
    assert_eq!(hours(start, end, &berlin), Some(1));
    assert_eq!(hours(start, end, &Zone::Unknown), Some(2));
    assert_eq!(hours(start, end, &fixed(60, Some("Europe/Berlin"))), Some(2));
    assert_eq!(hours(start, end, &Zone::Named("Asia/Shanghai".into())), Some(2));
    // A repeated hour counts twice.
    assert_eq!(hours("2026-10-25T01:30", "2026-10-25T03:30", &berlin), Some(3));
}

#[wasm_bindgen_test]
fn a_duration_with_the_end_before_the_start_is_unknown() {
    let (early, late) = (Time::from("2026-11-20T09:00:00.5"), Time::from("2026-11-20T09:00:01"));
    for zone in [Zone::Unknown, fixed(0, Some("UTC")), Zone::Named("Europe/Berlin".into())] {
        assert_eq!(elapsed(&early, &late, &zone), Some(500));
        assert_eq!(elapsed(&early, &early, &zone), Some(0));
        assert_eq!(elapsed(&late, &early, &zone), None);
    }
    assert_eq!(elapsed(&early, &Time::from("later"), &Zone::Unknown), None);
}

#[wasm_bindgen_test]
fn an_instant_is_known_only_in_a_known_zone() {
    let at = Time::from("2026-01-15T20:00");
    #[expect(clippy::cast_possible_truncation, reason = "a whole number")]
    let winter = WINTER as i64;
    let milliseconds = |zone: &Zone| instant(&at, zone).map(|at| at.timestamp_millis());
    assert_eq!(milliseconds(&Zone::Named("Asia/Shanghai".into())), Some(winter));
    assert_eq!(milliseconds(&fixed(480, Some("UTC"))), Some(winter));
    assert_eq!(instant(&at, &Zone::Unknown), None);
    assert_eq!(instant(&at, &Zone::Named("Mars/Olympus".into())), None);
    assert_eq!(instant(&Time::from("2026-01-15"), &fixed(480, Some("UTC"))), None);
}

#[wasm_bindgen_test]
fn a_time_is_converted_with_the_offset_of_its_date() {
    let (received, zone) = (Time::from("2026-07-15T20:00:08.813"), fixed(480, Some("Europe/Berlin")));
    assert_eq!(shown(&received, &zone).0.as_str(), "2026-07-15T14:00:08.813");
    let (received, zone) = (Time::from("2026-01-15T20:00"), fixed(480, Some("Europe/Berlin")));
    assert_eq!(
        shown(&received, &zone),
        (Cow::Owned(Time::from("2026-01-15T13:00")), ShownZone::Named("Europe/Berlin"))
    );
    for zone in [Zone::Unknown, Zone::Named("Europe/Berlin".into()), fixed(480, None), fixed(480, Some("Mars/Olympus"))]
    {
        assert_eq!(shown(&received, &zone).0.as_ref(), &received, "{zone:?}");
    }
}

#[wasm_bindgen_test]
fn an_instant_is_written_in_its_zone_to_the_second() {
    assert_eq!(time_in_zone(WINTER, "Asia/Tokyo"), "2026-01-15 21:00:00 Asia/Tokyo +09:00");
    assert_eq!(time_in_zone(SUMMER, "Europe/Berlin"), "2026-07-15 14:00:00 Europe/Berlin +02:00");
    assert_eq!(time_in_zone(WINTER, "UTC"), "2026-01-15 12:00:00 UTC");
    assert_eq!(time_in_zone(WINTER, "Mars/Olympus"), "2026-01-15 12:00:00 UTC");
}
